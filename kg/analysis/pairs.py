"""Cooperation against conflict between each pair of actors, and who acts on whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis.acts import reported
from kg.analysis.rows import EntityId
from kg.catalog import Catalog

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Dyad", "Pair", "dyads", "pairs", "signed"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors, ``first`` before ``second`` in order of id.

    ``cooperation`` and ``conflict`` count different statements, the two ``…_evidence`` the places in texts. ``balance``
    is (cooperation - conflict) / (cooperation + conflict), from -1 to 1. ``neutral`` counts statements of relations
    without sign. ``not_counted`` is the evidence between the two that is planned, desired, possible or denied.
    """

    first: EntityId
    second: EntityId
    cooperation: int
    conflict: int
    balance: float | None
    cooperation_evidence: int
    conflict_evidence: int
    neutral: int
    not_counted: int
    policy: str


@dataclass(frozen=True, slots=True)
class Dyad:
    """What ``source`` does toward ``target``: different statements that happened; a symmetric act counts both ways."""

    source: EntityId
    target: EntityId
    cooperation: int
    conflict: int
    relations: tuple[str, ...]
    policy: str


def pairs(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> tuple[Pair, ...]:
    """How each pair of actors cooperates and clashes.

    The sign of an act is the catalog's sign of its relation; acts are not weighted (no Goldstein scale).

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
    tuple[Pair, ...]
        By falling number of signed statements, then by ids. ``balance`` is None where no signed act happened; a pair of
        whom only plans, wishes or denials are told has a row with zeros. No acts: no rows.
    """
    statements: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    evidence: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    left_out: defaultdict[tuple[str, str], int] = defaultdict(int)
    for act in reported(graph, apart=apart, catalog=catalog):
        first, second = sorted((act.source, act.target))
        if act.happened:
            statements[first, second, act.sign].add(act.fact)
            evidence[first, second, act.sign] += len(act.evidence)
        else:
            left_out[first, second] += len(act.evidence)
    rows = []
    for first, second in sorted({(a, b) for a, b, _ in statements} | left_out.keys()):
        good, bad = len(statements[first, second, 1]), len(statements[first, second, -1])
        rows.append(
            Pair(
                first,
                second,
                good,
                bad,
                (good - bad) / (good + bad) if good + bad else None,
                evidence[first, second, 1],
                evidence[first, second, -1],
                len(statements[first, second, 0]),
                left_out[first, second],
                graph.graph["policy"],
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.cooperation - row.conflict, row.first, row.second)))


def dyads(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> tuple[Dyad, ...]:
    """Who acts on whom, directed; parameters as in :func:`pairs`.

    Returns
    -------
    tuple[Dyad, ...]
        By falling number of signed statements, then by ids; only acts that happened. No acts: no rows.
    """
    found: defaultdict[tuple[str, str], set[tuple[int, str, str]]] = defaultdict(set)
    for act in reported(graph, apart=apart, catalog=catalog):
        if act.happened:
            found[act.source, act.target].add((act.sign, act.relation, act.fact))
            if act.symmetric:
                found[act.target, act.source].add((act.sign, act.relation, act.fact))
    rows = [
        Dyad(
            source,
            target,
            sum(sign > 0 for sign, _, _ in some),
            sum(sign < 0 for sign, _, _ in some),
            tuple(sorted({relation for _, relation, _ in some})),
            graph.graph["policy"],
        )
        for (source, target), some in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.cooperation - row.conflict, row.source, row.target)))


def signed(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> nx.Graph[Any]:
    """The pairs as a signed graph.

    Returns
    -------
    networkx.Graph
        An edge for each pair with a signed act; ``sign`` is 1 where cooperation has more statements, -1 where conflict
        has, 0 where they are even; ``cooperation`` and ``conflict`` are the two numbers.
    """
    network: nx.Graph[Any] = nx.Graph()
    found = [row for row in pairs(graph, apart=apart, catalog=catalog) if row.balance is not None]
    network.add_nodes_from(sorted({end for row in found for end in (row.first, row.second)}))
    for row in sorted(found, key=lambda row: (row.first, row.second)):
        sign = (row.cooperation > row.conflict) - (row.cooperation < row.conflict)
        network.add_edge(row.first, row.second, sign=sign, cooperation=row.cooperation, conflict=row.conflict)
    return network
