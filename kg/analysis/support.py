"""Which facts stand on one source, which on many, and whether the sources agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.analysis.acts import fact_of
from kg.analysis.rows import EntityId
from kg.analysis.voices import source_of, voice_of
from kg.catalog import Catalog, load
from kg.model import Evidence, Modality, Polarity

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Conflicting", "Support", "conflicting", "support"]


@dataclass(frozen=True, slots=True)
class Support:
    """What a statement stands on.

    ``documents``, ``sources`` and ``sides`` count those with evidence for it (positive, actual). A source is a
    document's author, else its source, else the document itself; ``sides`` are the different voices: holder, else
    author (each counted for the state for which they speak), else source. ``single`` is whether it is but one source.
    ``against`` is the evidence that denies it, ``unreal`` the evidence that plans, wishes or supposes it.
    ``agreement`` is the share of evidence for it among evidence for and against.
    """

    statement: str
    subject: EntityId
    relation: str
    object: EntityId
    evidence: int
    documents: int
    sources: int
    sides: int
    single: bool
    against: int
    unreal: int
    agreement: float
    policy: str


@dataclass(frozen=True, slots=True)
class Conflicting:
    """A statement that some evidence affirms and other evidence denies, both as a fact.

    ``affirmed_by`` and ``denied_by`` are voices, as in :class:`Support`; times are EDTF. The two need not contradict:
    what was so in one year may be denied of another.
    """

    statement: str
    subject: EntityId
    relation: str
    object: EntityId
    affirmed: int
    denied: int
    affirmed_by: tuple[EntityId, ...]
    denied_by: tuple[EntityId, ...]
    affirmed_times: tuple[str, ...]
    denied_times: tuple[str, ...]
    policy: str


@dataclass(slots=True)
class _Case:
    """A statement with its evidence, each with the voice whose word it is."""

    statement: str
    subject: str
    relation: str
    object: str
    pro: list[tuple[Evidence, str]]
    contra: list[tuple[Evidence, str]]
    unreal: int = 0


def support(graph: Graph, *, catalog: Catalog | None = None) -> tuple[Support, ...]:
    """Every statement that somebody affirms as a fact, the best supported first.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made. Its policy decides whose word counts: under ``asserted`` nothing is against.

    Returns
    -------
    tuple[Support, ...]
        By falling number of sources, sides, documents and evidence, then by ends and relation. Statements that are
        only planned, wished, possible or denied have no row. An empty graph gives none.
    """
    rows = []
    for case in _cases(graph, catalog or load()):
        if not case.pro:
            continue
        read = {item.document for item, _ in case.pro}
        sources = {source_of(graph, document) for document in read}
        rows.append(
            Support(
                case.statement,
                case.subject,
                case.relation,
                case.object,
                len(case.pro),
                len(read),
                len(sources),
                len({voice for _, voice in case.pro}),
                len(sources) == 1,
                len(case.contra),
                case.unreal,
                len(case.pro) / (len(case.pro) + len(case.contra)),
                graph.graph["policy"],
            )
        )
    return tuple(sorted(rows, key=_rank))


def conflicting(graph: Graph, *, catalog: Catalog | None = None) -> tuple[Conflicting, ...]:
    """The statements on which reports conflict; by falling number of evidence on the weaker side, then by ends.

    Plans, wishes and possibilities conflict with nothing. No such statement: no rows.
    """
    rows = [
        Conflicting(
            case.statement,
            case.subject,
            case.relation,
            case.object,
            len(case.pro),
            len(case.contra),
            tuple(sorted({voice for _, voice in case.pro})),
            tuple(sorted({voice for _, voice in case.contra})),
            _times(case.pro),
            _times(case.contra),
            graph.graph["policy"],
        )
        for case in _cases(graph, catalog or load())
        if case.pro and case.contra
    ]
    return tuple(sorted(rows, key=lambda row: (-min(row.affirmed, row.denied), row.subject, row.relation, row.object)))


def _cases(graph: Graph, catalog: Catalog) -> list[_Case]:
    """Every statement with its evidence; a symmetric one said both ways is one case, under one of the two ids."""
    found: dict[str, _Case] = {}
    for subject, object_, edge in graph.edges(data=True):
        key = fact_of(catalog, subject, edge["relation"], object_)
        case = found.setdefault(key, _Case(edge["statement"], subject, edge["relation"], object_, [], []))
        if key == edge["statement"]:  # said this way too: the ends in order of id
            case.statement, case.subject, case.object = key, subject, object_
        for evidence in edge["evidence"]:
            voice, _ = voice_of(graph, edge, evidence, apart=False)
            if edge["modality"] is not Modality.ACTUAL:
                case.unreal += 1
            elif edge["polarity"] is Polarity.POSITIVE:
                case.pro.append((evidence, voice))
            else:
                case.contra.append((evidence, voice))
    return [case for _, case in sorted(found.items())]


def _rank(row: Support) -> tuple[int | str, ...]:
    return (-row.sources, -row.sides, -row.documents, -row.evidence, row.subject, row.relation, row.object)


def _times(found: list[tuple[Evidence, str]]) -> tuple[str, ...]:
    return tuple(sorted({item.when.edtf for item, _ in found if item.when is not None and item.when.edtf}))
