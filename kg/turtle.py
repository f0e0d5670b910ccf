"""Turtle files: read, and written with bytes that depend on the triples alone. ``Writer`` serves TriG too.

rdflib's own writer orders subjects by how often they are referred to and writes an IRI in full when its last part
begins with a digit, as a hash may; this one sorts by IRI, so that a change of one statement is a change of few lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import BuildError
from kg.vocabulary import PREFIXES

__all__ = ["Writer", "parse_file", "serialize"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_PLAIN = {XSD.integer: re.compile(r"[+-]?[0-9]+"), XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+")}
# Turtle readers in text mode may change line ends and control characters, an escape survives.
_ESCAPED = re.compile(r'["\\\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_NAMED = {'"': r"\"", "\\": r"\\", "\t": r"\t", "\r": r"\r"}


def parse_file(file: Path, graph: Graph) -> None:
    """Add the triples of a Turtle file to a graph, with Oxigraph's parser (many times as fast as rdflib's).

    Raises
    ------
    BuildError
        Where the file cannot be opened or is not Turtle; the graph may then hold some of its triples.
    """
    try:
        graph.parse(file, format="ox-turtle")
    except OSError as error:
        raise BuildError(f"{file}: {error.strerror}; allowed: a folder that `kg build` wrote, or Turtle") from None
    except (SyntaxError, UnicodeDecodeError) as error:
        raise BuildError(f"{file}: {error}; allowed: Turtle in UTF-8") from None


def serialize(graph: Graph, *, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Turtle of a graph without blank nodes.

    Parameters
    ----------
    graph
        Any order, any store.
    prefixes
        Prefix to namespace; only those in use are declared.

    Returns
    -------
    str
        The prefixes in use, then one block a subject, everything sorted by code points; an empty graph gives the
        empty string.

    Raises
    ------
    ValueError
        For a blank node: it has no name to sort by.
    """
    writer = Writer(prefixes)
    blocks = writer.blocks(graph)
    return writer.head() + blocks


def _order(predicate: Node) -> str:
    """Sort key of a predicate: the type first."""
    return "" if predicate == RDF.type else str(predicate)


class Writer:
    """Writes triples and remembers which prefixes they need.

    Parameters
    ----------
    prefixes
        Prefix to namespace.
    """

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.namespaces = prefixes
        # The longest namespace first, since some lie within others.
        self.prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self.used: set[str] = set()
        self.known: dict[str, str] = {}

    def head(self) -> str:
        """The declarations of the prefixes that were used until now."""
        return "".join(f"@prefix {prefix}: <{self.namespaces[prefix]}> .\n" for prefix in sorted(self.used))

    def blocks(self, triples: Iterable[tuple[Node, Node, Node]]) -> str:
        """One block a subject, sorted; ValueError for a blank node."""
        blocks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for s, p, o in triples:
            blocks[str(s)][_order(p)].add(self.term(o))
            self.check(s)
        return "".join(self.block(URIRef(subject), blocks[subject]) for subject in sorted(blocks))

    @staticmethod
    def check(node: Node) -> None:
        """Raise ValueError for anything but an IRI."""
        if not isinstance(node, URIRef):
            raise ValueError(f"{node!r} in the graph; allowed: IRIs and literals")

    def block(self, subject: URIRef, properties: Mapping[str, set[str]]) -> str:
        """All of one subject; the key of its types is the empty string."""
        lines = []
        for predicate in sorted(properties):
            verb = self.iri(predicate) if predicate else "a"
            lines.append(f"    {verb} {', '.join(sorted(properties[predicate]))}")
        return f"\n{self.iri(subject)}\n" + " ;\n".join(lines) + " .\n"

    def term(self, node: Node) -> str:
        """An IRI or a literal."""
        if isinstance(node, Literal):
            return self.literal(node)
        self.check(node)
        return self.iri(str(node))

    def iri(self, iri: str) -> str:
        """A prefixed name where a prefix fits, else the IRI in full."""
        if iri not in self.known:
            self.known[iri] = self._shorten(iri)
        return self.known[iri]

    def _shorten(self, iri: str) -> str:
        for prefix, namespace in self.prefixes:
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and _LOCAL.fullmatch(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def literal(self, literal: Literal) -> str:
        """A literal; numbers without quotation marks."""
        text, datatype = str(literal), literal.datatype
        if datatype in _PLAIN and _PLAIN[datatype].fullmatch(text):
            return text
        body = _ESCAPED.sub(lambda match: _NAMED.get(match[0], f"\\u{ord(match[0]):04X}"), text)
        quoted = f'"""{body}"""' if "\n" in body else f'"{body}"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype in (None, XSD.string) else f"{quoted}^^{self.iri(datatype)}"
