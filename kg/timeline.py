"""What the texts date, in order of time; and apart from it what they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.catalog import Catalog
from kg.dates import time_bounds
from kg.graph import evidence_order, project
from kg.model import Evidence, KnowledgeBase
from kg.sides import with_parts

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["TimelineEntry", "entries_of", "timeline", "undated"]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One evidence and its time.

    ``statement`` is the statement's id; ``author`` whose voice the document is, None: the outlet's; holder, polarity,
    modality and the words of the time are the evidence's. ``first`` and ``last`` are days that both belong to the
    time; None where it is open or unknown on that side. ``edtf`` and ``precision`` (``day``, ``month``, ``season``,
    ``year``, ``decade``, ``century``, ``interval``) are None where there is no time.
    """

    statement: str
    subject: str
    relation: str
    object: str
    author: str | None
    evidence: Evidence
    edtf: str | None
    first: date | None
    last: date | None
    precision: str | None


def timeline(
    kb: KnowledgeBase,
    *,
    policy: str = "everything",
    about: Iterable[str] | None = None,
    catalog: Catalog | None = None,
) -> tuple[TimelineEntry, ...]:
    """The evidence that has a time, earliest first.

    Parameters
    ----------
    kb
        What a build knows; an empty one gives no entry.
    policy
        Whose word counts, as ``kg.graph.project`` takes it.
    about
        Ids of entities; only statements that join one of them, or a part of one (``part_of`` in the catalog), come
        back. None: all statements.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    tuple[TimelineEntry, ...]
        Sorted by first day, then by last day. A time without beginning (``../1945``) comes before all others, one
        without end (``1945/..``) after those that begin the same day. Nothing fills an open side.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    dated = (entry for entry in _entries(kb, policy, about, catalog) if entry.precision is not None)
    return tuple(sorted(dated, key=_order))


def undated(
    kb: KnowledgeBase,
    *,
    policy: str = "everything",
    about: Iterable[str] | None = None,
    catalog: Catalog | None = None,
) -> tuple[TimelineEntry, ...]:
    """The evidence without a time, or with words that could not be read as one; by document and place in it.

    Takes and raises what :func:`timeline` does; the two together hold every evidence once.
    """
    rest = (entry for entry in _entries(kb, policy, about, catalog) if entry.precision is None)
    return tuple(sorted(rest, key=_order))


def _entries(
    kb: KnowledgeBase, policy: str, about: Iterable[str] | None, catalog: Catalog | None
) -> Iterator[TimelineEntry]:
    return entries_of(project(kb, policy, catalog=catalog), about=about, catalog=catalog)


def entries_of(
    graph: Graph, *, about: Iterable[str] | None = None, catalog: Catalog | None = None
) -> Iterator[TimelineEntry]:
    """Every evidence of a graph that ``kg.graph.project`` made, dated or not, in no order; ``about`` as above."""
    wanted = None if about is None else with_parts(about, catalog=catalog)
    for subject, object_, edge in graph.edges(data=True):
        if wanted is not None and wanted.isdisjoint((subject, object_)):
            continue
        for evidence in edge["evidence"]:
            edtf = evidence.when.edtf if evidence.when is not None else None
            first, last, precision = time_bounds(edtf)
            yield TimelineEntry(
                statement=edge["statement"],
                subject=subject,
                relation=edge["relation"],
                object=object_,
                author=edge["author"],
                evidence=evidence,
                edtf=edtf if precision is not None else None,
                first=first,
                last=last,
                precision=precision,
            )


def _order(entry: TimelineEntry) -> tuple[object, ...]:
    span = (entry.first or date.min, entry.last or date.max)
    return (*span, *evidence_order(entry.evidence), entry.statement)
