"""What is in the graph: the network as a whole, and its relations one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.acts import between, fact_of
from kg.catalog import Catalog, load
from kg.model import Modality, Polarity

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Measure", "RelationCount", "network", "relations"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the network of actors; None where it is not defined."""

    measure: str
    value: float | None
    policy: str


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How often a relation is told, and how.

    ``statements`` counts different ones; the others are evidence: ``happened`` (positive, actual), ``planned``,
    ``desired``, ``possible`` (each positive) and ``denied`` (negative, whatever the modality). ``reported`` is the
    evidence, of all of these, that has a holder. ``plover`` is the event type of PLOVER, ``sign`` the catalog's (1, 0,
    -1, None where it gives none).
    """

    relation: str
    group: str | None
    plover: str | None
    sign: int | None
    statements: int
    happened: int
    planned: int
    desired: int
    possible: int
    denied: int
    reported: int
    policy: str


def network(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> tuple[Measure, ...]:
    """Size, density, reciprocity, clustering and components of the network of acts that happened.

    Density, reciprocity (share of ties that go both ways) and transitivity (3 times triangles over connected triples)
    are those of Wasserman and Faust (Social Network Analysis, 1994), without weights; the first two on the directed
    graph.

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
    tuple[Measure, ...]
        Always the same measures in the same order. Without acts the counts are 0 and the shares None; transitivity is
        None where no actor has two partners.
    """
    directed = between(graph, apart=apart, catalog=catalog)
    simple = directed.to_undirected()
    parts = [len(part) for part in nx.connected_components(simple)]
    triples = sum(degree * (degree - 1) // 2 for _, degree in simple.degree())
    figures: list[tuple[str, float | None]] = [
        ("entities", len(graph)),
        ("statements", len({edge["statement"] for _, _, edge in graph.edges(data=True)})),
        ("evidence", sum(edge["weight"] for _, _, edge in graph.edges(data=True))),
        ("actors with acts", len(directed)),
        ("ties between actors", simple.number_of_edges()),
        ("density", nx.density(directed) if len(directed) > 1 else None),
        ("reciprocity", nx.reciprocity(directed) if directed.number_of_edges() else None),
        ("transitivity", nx.transitivity(simple) if triples else None),
        ("components", len(parts)),
        ("actors in the largest component", max(parts, default=0)),
    ]
    return tuple(Measure(name, value, graph.graph["policy"]) for name, value in figures)


def relations(graph: Graph, *, catalog: Catalog | None = None) -> tuple[RelationCount, ...]:
    """Every relation of the graph, by falling number of statements, then by name; an empty graph gives no row."""
    catalog = catalog or load()
    statements: defaultdict[str, set[str]] = defaultdict(set)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for subject, object_, edge in graph.edges(data=True):
        statements[edge["relation"]].add(fact_of(catalog, subject, edge["relation"], object_))
        denied = edge["polarity"] is Polarity.NEGATIVE
        counts[edge["relation"]]["denied" if denied else edge["modality"].value] += edge["weight"]
        counts[edge["relation"]]["reported"] += edge["weight"] if edge["holder"] else 0
    rows = []
    for relation, found in counts.items():
        spec = catalog.relations.get(relation)
        rows.append(
            RelationCount(
                relation,
                spec.relation.group if spec else None,
                spec.relation.plover if spec else None,
                spec.relation.cooperation if spec else None,
                len(statements[relation]),
                happened=found[Modality.ACTUAL.value],
                planned=found[Modality.PLANNED.value],
                desired=found[Modality.DESIRED.value],
                possible=found[Modality.POSSIBLE.value],
                denied=found["denied"],
                reported=found["reported"],
                policy=graph.graph["policy"],
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.statements, row.relation)))
