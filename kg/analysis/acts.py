"""The acts between two actors that a graph reports as having happened: what most analyses count.

An act counts where a voice of the graph's policy affirms it as a fact (positive, actual). What is planned, desired,
possible or denied is never counted as an act, whatever the policy; it is counted apart, as left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.catalog import Catalog, load
from kg.model import ACTORS, Evidence, Modality, Polarity, statement_id

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Act", "acts", "between", "fact_of", "happened", "reported", "side_of"]

_CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Act:
    """One edge between two actors: who acts, on whom, what, and the sign that the catalog gives the relation.

    ``source`` and ``target`` are the states for whom the two act, where that is known, else themselves. ``sign`` is 1
    (cooperation), -1 (conflict) or 0 (neither, or none given). ``fact`` is the same for both ways of saying a symmetric
    statement (:func:`fact_of`).
    """

    source: str
    target: str
    relation: str
    symmetric: bool
    sign: int
    fact: str
    evidence: tuple[Evidence, ...]
    happened: bool


def happened(edge: dict[str, Any]) -> bool:
    """Whether an edge says that something was or is so: positive and actual."""
    return edge["polarity"] is Polarity.POSITIVE and edge["modality"] is Modality.ACTUAL


def fact_of(catalog: Catalog, subject: str, relation: str, object_: str) -> str:
    """The id of a statement, the same whichever end of a symmetric relation comes first.

    Two texts may say that A met B and that B met A: two statements, one fact.

    >>> fact_of(load(), "state/b", "metWith", "state/a") == fact_of(load(), "state/a", "metWith", "state/b")
    True
    >>> fact_of(load(), "state/b", "attacks", "state/a") == fact_of(load(), "state/a", "attacks", "state/b")
    False
    """
    spec = catalog.relations.get(relation)
    if spec is not None and spec.relation.symmetric:
        subject, object_ = sorted((subject, object_))
    return statement_id(subject, relation, object_)


def side_of(graph: Graph, actor: str, *, apart: bool = False) -> str:
    """The state for which somebody acts; the actor where that is not known, or where people are kept ``apart``."""
    sides = graph.graph.get("sides", {})
    found: str = actor if apart else sides.get(actor, actor)
    return found


def reported(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> Iterator[Act]:
    """Every edge between two different actors, whether it happened or not.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made; an empty one yields nothing.
    apart
        Keep leaders and bodies apart from their state.
    catalog
        For groups and signs of relations; default: the catalog that ships with the package.

    Yields
    ------
    Act
        Relations of the context group (who holds which office, which place lies where) are no acts. A statement that
        joins a side with itself once its leaders count for it is left out.
    """
    catalog = catalog or load()
    for subject, object_, edge in graph.edges(data=True):
        spec = catalog.relations.get(edge["relation"])
        if spec is None or spec.relation.group == _CONTEXT:
            continue
        if not {graph.nodes[subject].get("kind"), graph.nodes[object_].get("kind")} <= ACTORS:
            continue
        source, target = side_of(graph, subject, apart=apart), side_of(graph, object_, apart=apart)
        if source != target:
            yield Act(
                source,
                target,
                edge["relation"],
                spec.relation.symmetric,
                spec.relation.cooperation or 0,
                fact_of(catalog, subject, edge["relation"], object_),
                edge["evidence"],
                happened(edge),
            )


def acts(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> Iterator[Act]:
    """The edges of :func:`reported` that happened."""
    return (act for act in reported(graph, apart=apart, catalog=catalog) if act.happened)


def between(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> nx.DiGraph[Any]:
    """The acts as a simple directed graph of those who take part in one.

    Returns
    -------
    networkx.DiGraph
        ``weight`` of an edge is the number of different facts. A symmetric act stands for both directions. Nodes
        and edges are added in sorted order, so that algorithms that depend on it give the same each time.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for act in acts(graph, apart=apart, catalog=catalog):
        found.setdefault((act.source, act.target), set()).add(act.fact)
        if act.symmetric:
            found.setdefault((act.target, act.source), set()).add(act.fact)
    simple: nx.DiGraph[Any] = nx.DiGraph()
    simple.add_nodes_from(sorted({end for pair in found for end in pair}))
    simple.add_weighted_edges_from((*pair, len(found[pair])) for pair in sorted(found))
    return simple
