"""Turtle files: read, and written with bytes that depend on the triples alone.

rdflib's own writer orders subjects by how often they are referred to and writes an IRI in full when its last part
begins with a digit, as a hash may; this one sorts by IRI, so that a change of one statement is a change of few lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import BuildError
from kg.vocabulary import PREFIXES

__all__ = ["parse_file", "serialize"]

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
    writer = _Writer(prefixes)
    blocks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o in graph:
        blocks[str(s)][_order(p)].add(writer.term(o))
        writer.check(s)
    parts = [writer.block(URIRef(subject), blocks[subject]) for subject in sorted(blocks)]
    head = [f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(writer.used)]
    return "".join([*head, *parts])


def _order(predicate: Node) -> str:
    """Sort key of a predicate: the type first."""
    return "" if predicate == RDF.type else str(predicate)


class _Writer:
    """Writes terms and remembers which prefixes they need."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # The longest namespace first, since some lie within others.
        self.prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self.used: set[str] = set()
        self.known: dict[str, str] = {}

    @staticmethod
    def check(node: Node) -> None:
        if not isinstance(node, URIRef):
            raise ValueError(f"{node!r} in the graph; allowed: IRIs and literals")

    def block(self, subject: URIRef, properties: Mapping[str, set[str]]) -> str:
        lines = []
        for predicate in sorted(properties):
            verb = self.iri(predicate) if predicate else "a"
            lines.append(f"    {verb} {', '.join(sorted(properties[predicate]))}")
        return f"\n{self.iri(subject)}\n" + " ;\n".join(lines) + " .\n"

    def term(self, node: Node) -> str:
        if isinstance(node, Literal):
            return self.literal(node)
        self.check(node)
        return self.iri(str(node))

    def iri(self, iri: str) -> str:
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
        text, datatype = str(literal), literal.datatype
        if datatype in _PLAIN and _PLAIN[datatype].fullmatch(text):
            return text
        body = _ESCAPED.sub(lambda match: _NAMED.get(match[0], f"\\u{ord(match[0]):04X}"), text)
        quoted = f'"""{body}"""' if "\n" in body else f'"{body}"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype in (None, XSD.string) else f"{quoted}^^{self.iri(datatype)}"
