"""RDF/XML: the whole knowledge base for tools that read no Turtle, the same bytes in any order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from rdflib import RDF, XSD, Graph, Literal
from rdflib.term import Node

from kg.errors import BuildError
from kg.model import KnowledgeBase
from kg.rdf import to_rdf
from kg.vocabulary import PREFIXES

__all__ = ["serialize", "to_rdfxml"]

# The part of an IRI that may be the local name of an element; our vocabulary is ASCII.
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
# Characters that XML 1.0 cannot hold, not even escaped (section 2.2).
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def to_rdfxml(kb: KnowledgeBase) -> str:
    """The content of a ``.rdf`` file.

    Parameters
    ----------
    kb
        In any order.

    Returns
    -------
    str
        One ``rdf:Description`` a subject, everything sorted; an empty ``rdf:RDF`` for an empty knowledge base.

    Raises
    ------
    BuildError
        Where a text has a character that XML cannot hold (a form feed, say), for the offsets into the text would be
        wrong without it; or where a statement has a relation that the ontology does not know.
    """
    return serialize(to_rdf(kb))


def serialize(graph: Graph, *, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """RDF/XML of a graph without blank nodes; errors as `to_rdfxml`."""
    # rdflib's writer keeps no fixed order, and Oxigraph's writes control characters as they are.
    known = {namespace: prefix for prefix, namespace in prefixes.items()}
    used = {str(RDF)} | {_split(str(p))[0] for p in graph.predicates(unique=True)}
    numbered = enumerate(sorted(used - known.keys()), start=1)
    short = {namespace: known[namespace] for namespace in used & known.keys()}
    short |= {namespace: f"ns{number}" for number, namespace in numbered}
    elements: defaultdict[str, set[tuple[bool, str]]] = defaultdict(set)
    for s, p, o in graph:
        namespace, local = _split(str(p))
        # The type comes first.
        elements[str(s)].add((p != RDF.type, _element(str(s), f"{short[namespace]}:{local}", o)))
    names = "".join(f"\n    xmlns:{prefix}={quoteattr(ns)}" for ns, prefix in sorted(short.items()))
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n']
    for subject in sorted(elements):
        parts.append(f"  <rdf:Description rdf:about={quoteattr(subject)}>\n")
        parts += [f"    {element}\n" for _, element in sorted(elements[subject])]
        parts.append("  </rdf:Description>\n")
    return "".join([*parts, "</rdf:RDF>\n"])


def _split(predicate: str) -> tuple[str, str]:
    """Namespace and local name."""
    local = _LOCAL.search(predicate)
    if local is None:
        raise BuildError(f"{predicate}: a property that RDF/XML cannot name; allowed: an IRI that ends in a name")
    return predicate[: local.start()], local[0]


def _element(subject: str, name: str, node: Node) -> str:
    """One property with its value."""
    if not isinstance(node, Literal):
        return f"<{name} rdf:resource={quoteattr(str(node))}/>"
    text = str(node)
    if found := _IMPOSSIBLE.search(text):
        raise BuildError(
            f"{subject}: {name} has the character U+{ord(found[0]):04X}; allowed in RDF/XML: what XML 1.0 can hold "
            "(every other format holds it)"
        )
    attribute = ""
    if node.language:
        attribute = f" xml:lang={quoteattr(node.language)}"
    elif node.datatype not in (None, XSD.string):
        attribute = f" rdf:datatype={quoteattr(str(node.datatype))}"
    # A reader of XML takes a bare carriage return for a line feed.
    return f"<{name}{attribute}>{escape(text, {chr(13): '&#13;'})}</{name}>"
