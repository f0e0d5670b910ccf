"""A networkx graph whose attributes are only texts, numbers and truth values: what GraphML and GEXF can carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx

from kg.export.characters import carried
from kg.export.rows import Edge, Node, Rows, values

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["LISTED", "flat_graph"]

LISTED = " | "
_OWN = frozenset({"id", "source", "target"})  # the element itself has these


def flat_graph(rows: Rows) -> Graph:
    """Nodes and edges in the order of the rows, the edge's id as key; no attribute for what is not known.

    Lists become texts joined by ``LISTED``; a character that XML cannot carry becomes U+FFFD, one for one.
    """
    graph: Graph = nx.MultiDiGraph(policy=carried(rows.policy), description=carried(rows.note))
    ids = _distinct(node.id for node in rows.nodes)
    for node in rows.nodes:
        graph.add_node(ids[node.id], **_attributes(node))
    for edge in rows.edges:
        graph.add_edge(ids[edge.source], ids[edge.target], edge.id, **_attributes(edge))
    return graph


def _attributes(row: Node | Edge) -> dict[str, str | int | float | bool]:
    found: dict[str, str | int | float | bool] = {}
    for name, value in values(row).items():
        if name in _OWN or value is None or value == ():
            continue
        if isinstance(value, tuple):
            value = LISTED.join(value)
        found[name] = carried(value) if isinstance(value, str) else value
    if isinstance(row, Edge):
        # Not every reader keeps the id of an edge element: igraph has another in its place.
        found |= {"evidence": row.id, "look": carried(row.look)}
    return found


def _distinct(ids: Iterable[str]) -> dict[str, str]:
    """Each id as XML can carry it; two that would become one are told apart by a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in ids:
        name, number = carried(key), 1
        while name in taken:
            number += 1
            name = f"{carried(key)} {number}"
        taken.add(name)
        found[key] = name
    return found
