"""TriG: the whole knowledge base with a named graph for each document, the same bytes in any order."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rdflib import URIRef

from kg.model import KnowledgeBase
from kg.rdf_dataset import to_dataset
from kg.rdf_nodes import Triple
from kg.turtle import Writer

__all__ = ["serialize", "to_trig"]


def to_trig(kb: KnowledgeBase) -> str:
    """The content of a ``.trig`` file; ``kg.rdf_dataset`` says which triple stands in which graph.

    Parameters
    ----------
    kb
        In any order.

    Returns
    -------
    str
        The default graph, then the graphs of the documents by name; the empty string for an empty knowledge base.

    Raises
    ------
    BuildError
        Where a statement has a relation that the ontology does not know.
    """
    return serialize(to_dataset(kb))


def serialize(graphs: Mapping[URIRef | None, Collection[Triple]]) -> str:
    """TriG of graphs by their name; None is the default graph."""
    # Oxigraph's own writer declares its prefixes in an order that changes from run to run.
    writer = Writer()
    names = sorted(name for name in graphs if name is not None)
    default = writer.blocks(graphs.get(None, ()))
    named = [f"\n{writer.iri(name)} {{{writer.blocks(graphs[name])}}}\n" for name in names]
    return writer.head() + default + "".join(named)
