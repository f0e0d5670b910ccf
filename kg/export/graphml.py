"""GraphML (Brandes et al. 2002), for Gephi, Cytoscape, yEd, igraph and networkx."""

from __future__ import annotations

from networkx.readwrite.graphml import GraphMLWriter

from kg.export.flat import flat_graph
from kg.export.rows import rows
from kg.model import KnowledgeBase

__all__ = ["to_graphml"]


def to_graphml(kb: KnowledgeBase, *, policy: str = "everything") -> str:
    """One directed graph with one edge an evidence; ``policy`` and ``description`` are attributes of the graph.

    Parameters
    ----------
    kb
        In any order; an empty one gives a graph without nodes.
    policy
        As ``kg.graph.project`` takes it.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    writer = GraphMLWriter(flat_graph(rows(kb, policy=policy)))
    # A reader of XML turns a bare carriage return into a line feed, which would make a quote differ from its document.
    content = str(writer).replace("\r", "&#13;")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{content}\n"
