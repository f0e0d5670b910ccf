"""Who is central among the actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.acts import between
from kg.analysis.rows import EntityId
from kg.catalog import Catalog

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["DAMPING", "Central", "central"]

DAMPING = 0.85
"""Chance that PageRank's walker follows a link (Brin and Page 1998)."""


@dataclass(frozen=True, slots=True)
class Central:
    """One actor with three measures of centrality.

    ``partners`` is the number of actors with whom it shares an act, ``degree`` that number as a share of all other
    actors; ``betweenness`` the share of shortest paths between others that lead through it; ``pagerank`` sums to 1 over
    all actors. ``acts_by`` and ``acts_toward`` count different statements in which it acts or is acted upon.
    """

    actor: EntityId
    partners: int
    degree: float
    betweenness: float
    pagerank: float
    acts_by: int
    acts_toward: int
    policy: str


def central(graph: Graph, *, apart: bool = False, catalog: Catalog | None = None) -> tuple[Central, ...]:
    """Degree, betweenness and PageRank of the actors in the acts that happened.

    Degree and betweenness are those of Freeman (Sociometry 40, 1977; Social Networks 1, 1979), on the undirected graph
    without weights, normalized by what a star's centre would have. PageRank is that of Brin and Page (Computer
    Networks and ISDN Systems 30, 1998) with damping 0.85: a walker goes from who acts to who is acted upon, more often
    where there are more statements, and both ways over a symmetric act.

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
    tuple[Central, ...]
        By falling PageRank, then by id. Actors without any act that happened are left out, so that an empty graph and
        one without acts give no row; two actors have betweenness 0.
    """
    directed = between(graph, apart=apart, catalog=catalog)
    if not directed:
        return ()
    simple = directed.to_undirected()
    degree = nx.degree_centrality(simple)
    through = nx.betweenness_centrality(simple, normalized=True)
    rank = nx.pagerank(directed, alpha=DAMPING, weight="weight", tol=1e-10, max_iter=1000)
    by, toward = directed.out_degree(weight="weight"), directed.in_degree(weight="weight")
    rows = (
        Central(
            actor,
            simple.degree[actor],
            float(degree[actor]),
            float(through[actor]),
            float(rank[actor]),
            int(by[actor]),
            int(toward[actor]),
            graph.graph["policy"],
        )
        for actor in directed
    )
    return tuple(sorted(rows, key=lambda row: (-round(row.pagerank, 9), row.actor)))
