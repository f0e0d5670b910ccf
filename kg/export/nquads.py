"""N-Quads: a line a triple, with the graph of its document; canonical, sorted, the same bytes in any order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from kg.model import KnowledgeBase
from kg.rdf_dataset import to_dataset
from kg.rdf_nodes import Triple

__all__ = ["serialize", "to_nquads"]

# What canonical N-Quads escapes, and how (RDF 1.2 N-Quads, section 4); everything else stands as it is.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def to_nquads(kb: KnowledgeBase) -> str:
    """The content of a ``.nq`` file; ``kg.rdf_dataset`` says which triple stands in which graph.

    Parameters
    ----------
    kb
        In any order.

    Returns
    -------
    str
        Canonical N-Quads, sorted by code points; the empty string for an empty knowledge base.

    Raises
    ------
    BuildError
        Where a statement has a relation that the ontology does not know.
    """
    return serialize(to_dataset(kb))


def serialize(graphs: Mapping[URIRef | None, Collection[Triple]]) -> str:
    """N-Quads of graphs by their name; None is the default graph."""
    lines = []
    for name, triples in graphs.items():
        end = "" if name is None else f" <{name}>"
        lines += [f"<{s}> <{p}> {_term(o)}{end} .\n" for s, p, o in triples]
    return "".join(sorted(lines))


def _term(node: Node) -> str:
    if not isinstance(node, Literal):
        return f"<{node}>"
    text = _ESCAPED.sub(lambda match: _NAMED.get(match[0], f"\\u{ord(match[0]):04X}"), str(node))
    if node.language:
        return f'"{text}"@{node.language}'
    return f'"{text}"' if node.datatype in (None, XSD.string) else f'"{text}"^^<{node.datatype}>'
