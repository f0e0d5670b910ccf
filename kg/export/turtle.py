"""Turtle: the whole knowledge base as RDF, the same bytes for the same content in any order."""

from __future__ import annotations

from kg.model import KnowledgeBase
from kg.rdf import to_rdf
from kg.turtle import serialize

__all__ = ["to_turtle"]


def to_turtle(kb: KnowledgeBase) -> str:
    """The content of ``graph.ttl``.

    Parameters
    ----------
    kb
        In any order.

    Returns
    -------
    str
        Sorted Turtle; the empty string for an empty knowledge base.

    Raises
    ------
    BuildError
        Where a statement has a relation that the ontology does not know.
    """
    return serialize(to_rdf(kb))
