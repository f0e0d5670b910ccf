"""Does it escalate: cooperation and conflict by month or year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.analysis.acts import fact_of, happened, side_of
from kg.catalog import Catalog, load
from kg.errors import KgError
from kg.sides import with_parts
from kg.timeline import TimelineEntry, entries_of

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["PERIODS", "UNDATED", "VAGUE", "Period", "escalation"]

PERIODS = ("month", "year")
UNDATED, VAGUE = "undated", "longer"
"""The two rows that are no period: acts without a time, and acts whose time reaches over more than one period."""


@dataclass(frozen=True, slots=True)
class Period:
    """Acts of one month or year: different statements with the catalog's sign + (cooperation) or - (conflict).

    ``net`` is cooperation less conflict, ``evidence`` the places in texts behind both. ``not_counted`` is the evidence
    of signed relations in the period that is planned, desired, possible or denied.
    """

    period: str
    cooperation: int
    conflict: int
    net: int
    evidence: int
    not_counted: int
    policy: str


def escalation(
    graph: Graph,
    *,
    by: str = "year",
    about: Iterable[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    apart: bool = False,
    catalog: Catalog | None = None,
) -> tuple[Period, ...]:
    """Cooperative and conflictual acts over time.

    The sign is the catalog's; acts are not weighted. (Goldstein's scale, Journal of Conflict Resolution 36, 1992,
    weights the event types of WEIS, which the relations here are not.) An act belongs to a period where the first and
    the last day of its expressed time do; a statement counts once a period, whatever the number of its reports.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made. Acts on places and territories count too.
    by
        One of ``PERIODS``.
    about
        Ids: only statements with one of these at an end, or with a part of one (``part_of`` in the catalog) or
        somebody who acts for one. None: all.
    since, until
        First and last day; acts that lie outside, in part or wholly, are left out. None: no limit.
    apart
        Do not count leaders and bodies for the states in ``about``.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    tuple[Period, ...]
        Periods in order, without those in which nothing is told; after them ``longer`` and ``undated``, each only where
        there is such an act, and ``undated`` only without ``since`` and ``until``. No signed act: no rows.

    Raises
    ------
    KgError
        For an unknown ``by``.
    """
    if by not in PERIODS:
        raise KgError(f"by is {by!r}; allowed: {', '.join(PERIODS)}")
    catalog = catalog or load()
    statements: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    evidence: defaultdict[str, int] = defaultdict(int)
    left_out: defaultdict[str, int] = defaultdict(int)
    wanted = None if about is None else with_parts(about, catalog=catalog)
    for entry in entries_of(graph):
        spec = catalog.relations.get(entry.relation)
        sign = (spec.relation.cooperation or 0) if spec else 0
        ends = {entry.subject, entry.object}
        ends |= {side_of(graph, end, apart=apart) for end in ends}
        if not sign or (wanted is not None and wanted.isdisjoint(ends)) or not _within(entry, since, until):
            continue
        period = _period(entry, by)
        if happened({"polarity": entry.evidence.polarity, "modality": entry.evidence.modality}):
            statements[period, sign].add(fact_of(catalog, entry.subject, entry.relation, entry.object))
            evidence[period] += 1
        else:
            left_out[period] += 1
    found = {period for period, _ in statements} | left_out.keys()
    return tuple(
        _row(period, statements[period, 1], statements[period, -1], evidence[period], left_out[period], graph)
        for period in sorted(found, key=lambda period: (period == UNDATED, period == VAGUE, period))
    )


def _row(period: str, good: set[str], bad: set[str], evidence: int, left_out: int, graph: Graph) -> Period:
    return Period(period, len(good), len(bad), len(good) - len(bad), evidence, left_out, graph.graph["policy"])


def _period(entry: TimelineEntry, by: str) -> str:
    if entry.precision is None:
        return UNDATED
    if entry.first is None or entry.last is None:
        return VAGUE
    size = len("2014-01") if by == "month" else len("2014")
    first, last = entry.first.isoformat()[:size], entry.last.isoformat()[:size]
    return first if first == last else VAGUE


def _within(entry: TimelineEntry, since: date | None, until: date | None) -> bool:
    if since is not None and (entry.first is None or entry.first < since):
        return False
    return until is None or (entry.last is not None and entry.last <= until)
