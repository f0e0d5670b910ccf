"""Which triads of actors are balanced, in which a friend's enemy is an enemy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis.pairs import signed
from kg.analysis.rows import EntityId
from kg.catalog import Catalog

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Triad", "TriadType", "balance", "triads"]

_TYPES = ("+++", "++-", "+--", "---")
_SIGNS = {1: "+", 0: "0", -1: "-"}


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors, in order of id, each two of whom have a signed tie.

    ``first_second`` and so on are the signs of the ties: ``+``, ``-``, or ``0`` where both kinds of acts are even.
    ``kind`` lists them, plus before 0 before minus. ``balanced`` is None where a tie is even: the triad is undecided.
    """

    first: EntityId
    second: EntityId
    third: EntityId
    first_second: str
    first_third: str
    second_third: str
    kind: str
    balanced: bool | None
    policy: str


@dataclass(frozen=True, slots=True)
class TriadType:
    """How many triads have these signs, and their share of all decided ones (None where there is none)."""

    kind: str
    balanced: bool | None
    triads: int
    share: float | None
    policy: str


def triads(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> tuple[Triad, ...]:
    """Every triad with its signs.

    A triad is balanced where the product of its three signs is positive: all friends, or two friends with a common
    enemy (Cartwright and Harary, Psychological Review 63, 1956; three enemies count as unbalanced there). The sign of a
    tie is that of the more numerous acts (``kg.analysis.pairs.signed``).

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made.
    apart
        Keep leaders and bodies apart from the state for which they act.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    tuple[Triad, ...]
        Unbalanced ones first, then balanced, then undecided, each by ids. Fewer than three actors: no rows.
    """
    network = signed(graph, apart=apart, catalog=catalog)
    found = []
    for first in sorted(network):
        for second, third in combinations(sorted(node for node in network[first] if node > first), 2):
            if network.has_edge(second, third):
                found.append(_triad(network, (first, second, third), graph.graph["policy"]))
    order = {False: 0, True: 1, None: 2}
    return tuple(sorted(found, key=lambda row: (order[row.balanced], row.first, row.second, row.third)))


def balance(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> tuple[TriadType, ...]:
    """How many triads are of each type; parameters as in :func:`triads`.

    Returns
    -------
    tuple[TriadType, ...]
        Five rows in a fixed order: ``+++`` and ``+--`` are balanced, ``++-`` and ``---`` are not, ``0`` counts the
        triads with an even tie, which have no share. A graph without triads gives zeros and no shares.
    """
    found = Counter("0" if row.balanced is None else row.kind for row in triads(graph, apart=apart, catalog=catalog))
    decided = sum(found[kind] for kind in _TYPES)
    return tuple(
        TriadType(
            kind,
            None if kind == "0" else kind.count("-") % 2 == 0,
            found[kind],
            None if kind == "0" or not decided else found[kind] / decided,
            graph.graph["policy"],
        )
        for kind in (*_TYPES, "0")
    )


def _triad(network: nx.Graph[Any], ends: tuple[str, str, str], policy: str) -> Triad:
    signs = [int(network.edges[pair]["sign"]) for pair in combinations(ends, 2)]
    product = signs[0] * signs[1] * signs[2]
    return Triad(
        first=ends[0],
        second=ends[1],
        third=ends[2],
        first_second=_SIGNS[signs[0]],
        first_third=_SIGNS[signs[1]],
        second_third=_SIGNS[signs[2]],
        kind="".join(_SIGNS[sign] for sign in sorted(signs, reverse=True)),
        balanced=None if product == 0 else product > 0,
        policy=policy,
    )
