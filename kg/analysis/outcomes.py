"""What became of plans and wishes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis.acts import fact_of
from kg.analysis.rows import EntityId
from kg.catalog import Catalog, load
from kg.dates import time_bounds
from kg.graph import evidence_order
from kg.model import Document, Evidence, Modality, Polarity

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["OUTCOMES", "Outcome", "outcomes"]

OUTCOMES = ("reported later", "reported, order unknown", "denied later", "reported before", "not reported")
_OPEN = frozenset({Modality.PLANNED, Modality.DESIRED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One voice's plan or wish, and what the other texts say of the same statement.

    ``said`` is when the text was published (ISO date), ``due`` the time that it gives (EDTF), ``quote`` and
    ``document`` the earliest evidence. ``outcome`` is one of ``OUTCOMES``; ``report`` and ``report_quote`` are the
    document and words on which it rests, ``report_time`` the time that they give, None where nothing is reported.
    """

    subject: EntityId
    relation: str
    object: EntityId
    modality: Modality
    holder: EntityId | None
    author: EntityId | None
    said: str | None
    due: str | None
    document: str
    quote: str
    outcome: str
    report: str | None
    report_time: str | None
    report_quote: str | None
    statement: str
    policy: str


def outcomes(graph: Graph, *, catalog: Catalog | None = None) -> tuple[Outcome, ...]:
    """Every affirmed plan and wish, with what was told of it as a fact.

    A report is evidence of the same statement that is actual, whichever end of a symmetric one comes first. It is
    *before* where the act ended, or the report was published, before the plan was; else *later* where it was published
    after the plan, or gives a time that begins no earlier; of *unknown order* where the dates do not tell. ``denied
    later`` means that the only later report denies the act. That nothing is reported does not say that nothing
    happened: the texts may not tell, or tell it in another relation.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made. Under ``asserted`` there are no plans.

    Returns
    -------
    tuple[Outcome, ...]
        In the order of ``OUTCOMES``, then by ends, relation and voice. No plan or wish: no rows.
    """
    facts: defaultdict[str, list[tuple[Polarity, Evidence]]] = defaultdict(list)
    catalog = catalog or load()
    for subject, object_, edge in graph.edges(data=True):
        if edge["modality"] is Modality.ACTUAL:
            facts[fact_of(catalog, subject, edge["relation"], object_)] += [
                (edge["polarity"], item) for item in edge["evidence"]
            ]
    rows = [
        _outcome(graph, subject, object_, edge, facts[fact_of(catalog, subject, edge["relation"], object_)])
        for subject, object_, edge in graph.edges(data=True)
        if edge["modality"] in _OPEN and edge["polarity"] is Polarity.POSITIVE
    ]
    return tuple(sorted(rows, key=_order))


def _outcome(
    graph: Graph, subject: str, object_: str, edge: dict[str, Any], facts: list[tuple[Polarity, Evidence]]
) -> Outcome:
    documents: dict[str, Document] = graph.graph["documents"]
    plan = min(edge["evidence"], key=lambda item: (_published(documents, item) or "~", evidence_order(item)))
    said = _published(documents, plan)
    judged = sorted(
        ((_judge(said, polarity, item, documents), item) for polarity, item in facts),
        key=lambda found: (OUTCOMES.index(found[0]), _published(documents, found[1]) or "~", evidence_order(found[1])),
    )
    outcome, report = next(((name, item) for name, item in judged if name != "not reported"), ("not reported", None))
    return Outcome(
        subject=subject,
        relation=edge["relation"],
        object=object_,
        modality=edge["modality"],
        holder=edge["holder"],
        author=edge["author"],
        said=said,
        due=plan.when.edtf if plan.when else None,
        document=plan.document,
        quote=plan.quote,
        outcome=outcome,
        report=report.document if report else None,
        report_time=report.when.edtf if report and report.when else None,
        report_quote=report.quote if report else None,
        statement=edge["statement"],
        policy=graph.graph["policy"],
    )


def _judge(said: str | None, polarity: Polarity, report: Evidence, documents: dict[str, Document]) -> str:
    """What one report says of a plan that was published on a day: one of ``OUTCOMES``."""
    published = _published(documents, report)
    first, last, _ = time_bounds(report.when.edtf if report.when else None)
    early = said is not None and (
        (published is not None and _before(published, said)) or (last is not None and _before(last.isoformat(), said))
    )
    late = (
        said is not None
        and not early
        and (
            (published is not None and _before(said, published))
            or (first is not None and (_before(said, first.isoformat()) or first.isoformat() == said))
        )
    )
    if polarity is Polarity.NEGATIVE:
        return "denied later" if late else "not reported"
    return "reported before" if early else "reported later" if late else "reported, order unknown"


def _before(day: str, other: str) -> bool:
    """Whether an ISO date, of whatever precision, is wholly before another."""
    return day < other and not other.startswith(day)


def _published(documents: dict[str, Document], evidence: Evidence) -> str | None:
    document = documents.get(evidence.document)
    return document.published if document is not None else None


def _order(row: Outcome) -> tuple[int | str, ...]:
    voice = (row.modality, row.holder or "", row.author or "")
    return (OUTCOMES.index(row.outcome), row.subject, row.relation, row.object, *voice)
