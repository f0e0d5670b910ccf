"""Two graph formats in JSON: Cytoscape's (cyjs) and networkx's node-link, which D3 and Gephi Lite read as well."""

from __future__ import annotations

from typing import Any

from kg import __version__
from kg.export.characters import json_bytes
from kg.export.rows import Edge, Node, rows, values
from kg.model import KnowledgeBase

__all__ = ["to_cyjs", "to_node_link"]


def _known(row: Node | Edge) -> dict[str, Any]:
    return {name: value for name, value in values(row).items() if value is not None and value != ()}


def to_cyjs(kb: KnowledgeBase, *, policy: str = "everything") -> bytes:
    """The elements of Cytoscape.js and Cytoscape: a node an entity, an edge an evidence; ``data`` names the policy.

    ``name`` is the label that Cytoscape shows, ``interaction`` is the edge's. What is not known is left out.

    Parameters
    ----------
    kb
        In any order; an empty one gives no elements.
    policy
        As ``kg.graph.project`` takes it.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    found = rows(kb, policy=policy)
    # networkx reads a node's own id from "value", an edge's key from "key", and needs the two flags.
    nodes = [{"data": _known(node) | {"name": node.label, "value": node.id}} for node in found.nodes]
    edges = [{"data": _known(edge) | {"interaction": edge.look, "key": edge.id}} for edge in found.edges]
    return json_bytes(
        {
            "format_version": "1.0",
            "generated_by": f"dispute-kg {__version__}",
            "directed": True,
            "multigraph": True,
            "data": {"name": f"dispute-kg: {policy}", "policy": policy, "description": found.note},
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def to_node_link(kb: KnowledgeBase, *, policy: str = "everything") -> bytes:
    """What ``networkx.node_link_graph`` reads: a directed multigraph; ``graph`` names the policy.

    Parameters and errors are those of :func:`to_cyjs`.
    """
    found = rows(kb, policy=policy)
    return json_bytes(
        {
            "directed": True,
            "multigraph": True,
            "graph": {"policy": policy, "description": found.note},
            "nodes": [_known(node) for node in found.nodes],
            "edges": [_known(edge) | {"key": edge.id, "look": edge.look} for edge in found.edges],
        }
    )
