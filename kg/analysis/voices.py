"""Whose voice dominates: who is heard, on the whole and on each territory."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis.acts import side_of
from kg.analysis.rows import EntityId
from kg.catalog import Catalog
from kg.model import Evidence, Kind
from kg.sides import with_parts

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["ALL", "Dominance", "Voice", "dominance", "source_of", "voice_of", "voices"]

ALL = "(all)"
"""Stands for the whole graph where a row else names a territory."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How much of what is said about a territory one voice says.

    ``role`` is ``speaker`` (somebody whom a document quotes or reports, or whose speech or comment it is) or ``source``
    (an outlet in its own voice; the document's id where its source is not known). ``share`` is evidence as a share of
    all on the territory.
    """

    territory: EntityId
    voice: EntityId
    role: str
    evidence: int
    statements: int
    share: float
    policy: str


@dataclass(frozen=True, slots=True)
class Dominance:
    """How evenly the voices on a territory are spread.

    ``voices`` is their number, ``top`` the most heard and ``top_share`` its share. ``entropy`` is Shannon's, in bits: 0
    where one voice says all, log2 of the number of voices where all say as much; ``evenness`` is its share of that
    maximum (Pielou), None where there is but one voice.
    """

    territory: EntityId
    evidence: int
    voices: int
    top: EntityId
    top_role: str
    top_share: float
    entropy: float
    evenness: float | None
    policy: str


def voice_of(graph: Graph, edge: Mapping[str, Any], evidence: Evidence, *, apart: bool = True) -> tuple[str, str]:
    """The voice that an evidence is, and its role: the holder, else the author, else the source, else the document."""
    speaker = edge["holder"] or edge["author"]
    if speaker:
        return side_of(graph, speaker, apart=apart), "speaker"
    return source_of(graph, evidence.document), "source"


def source_of(graph: Graph, document: str) -> str:
    """Where a document comes from: its author, else its source, else its id."""
    known = graph.graph["documents"].get(document)
    author: str | None = graph.graph["authors"].get(document)
    return author or (known.source if known is not None and known.source else document)


def voices(
    graph: Graph, *, about: Iterable[str] | None = None, apart: bool = False, catalog: Catalog | None = None
) -> tuple[Voice, ...]:
    """Every voice on every territory, and on the whole graph.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made. All evidence counts, of any polarity and modality: who denies is heard too.
    about
        Ids of territories, whose parts come along; None: all territories, and first the whole graph (``ALL``).
    apart
        Keep leaders and bodies apart from the state for which they speak.
    catalog
        For parts of territories; default: the catalog that ships with the package.

    Returns
    -------
    tuple[Voice, ...]
        ``ALL`` first, then by territory; within one by falling share, then by voice. No evidence: no rows.
    """
    rows = []
    for territory, found in _heard(graph, about, apart, catalog):
        total = sum(len(some) for some in found.values())
        for (voice, role), some in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
            share = len(some) / total
            rows.append(Voice(territory, voice, role, len(some), len(set(some)), share, graph.graph["policy"]))
    return tuple(rows)


def dominance(
    graph: Graph, *, about: Iterable[str] | None = None, apart: bool = False, catalog: Catalog | None = None
) -> tuple[Dominance, ...]:
    """Share of the most heard voice and entropy of all, a row a territory; parameters and order as in :func:`voices`.

    Shannon, Bell System Technical Journal 27, 1948; Pielou, Journal of Theoretical Biology 13, 1966.
    """
    rows = []
    for territory, found in _heard(graph, about, apart, catalog):
        counts = Counter({key: len(some) for key, some in found.items()})
        total = counts.total()
        (top, role), most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        entropy = -sum(count / total * math.log2(count / total) for count in counts.values()) + 0.0
        rows.append(
            Dominance(
                territory,
                total,
                len(counts),
                top,
                role,
                most / total,
                entropy,
                entropy / math.log2(len(counts)) if len(counts) > 1 else None,
                graph.graph["policy"],
            )
        )
    return tuple(rows)


type _Heard = dict[tuple[str, str], list[str]]


def _heard(
    graph: Graph, about: Iterable[str] | None, apart: bool, catalog: Catalog | None
) -> Iterator[tuple[str, _Heard]]:
    """Each territory with the voices on it, each with the statements of its evidence."""
    wanted = None if about is None else with_parts(about, catalog=catalog)
    found: defaultdict[str, defaultdict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, object_, edge in graph.edges(data=True):
        ends = {end for end in (subject, object_) if graph.nodes[end].get("kind") is Kind.TERRITORY}
        for evidence in edge["evidence"]:
            voice = voice_of(graph, edge, evidence, apart=apart)
            for place in ends if wanted is None else (ends | {subject, object_}) & wanted:
                found[place][voice].append(edge["statement"])
            if wanted is None:
                found[ALL][voice].append(edge["statement"])
    yield from sorted(found.items(), key=lambda item: (item[0] != ALL, item[0]))
