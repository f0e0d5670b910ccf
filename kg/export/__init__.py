"""What a knowledge base can be written as: one format a file, two tables of all of them, one look-up for both.

``EXPORTERS`` holds the formats that are one text with everything in it. ``VIEWS`` holds those that show the knowledge
base from a viewpoint (a policy of ``kg.graph.project``), as one file or several, text or not. Importing this package
is cheap; a format's own imports happen when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.errors import KgError
from kg.export.views import VIEWS, Files, View
from kg.model import KnowledgeBase

__all__ = ["EXPORTERS", "VIEWS", "Exporter", "Files", "View", "about", "export", "formats"]

type Exporter = Callable[[KnowledgeBase], str]


def _jsonl(kb: KnowledgeBase) -> str:
    """Statements, one line an evidence; lossless between commands."""
    from kg.export.jsonl import to_jsonl

    return to_jsonl(kb)


def _turtle(kb: KnowledgeBase) -> str:
    """RDF: everything, for triple stores and SPARQL."""
    from kg.export.turtle import to_turtle

    return to_turtle(kb)


def _html(kb: KnowledgeBase) -> str:
    """The graph as a page that needs no network, for a browser."""
    from kg.export.html import to_html

    return to_html(kb)


def _summary(kb: KnowledgeBase) -> str:
    """Figures, main actors, contested names, in Markdown."""
    from kg.export.summary import to_summary

    return to_summary(kb)


def _plover(kb: KnowledgeBase) -> str:
    """PLOVER-style event records, one line an evidence, for users of event data."""
    from kg.export.plover import to_plover

    return to_plover(kb)


def _trig(kb: KnowledgeBase) -> str:
    """RDF with a named graph for each document (TriG)."""
    from kg.export.trig import to_trig

    return to_trig(kb)


def _nquads(kb: KnowledgeBase) -> str:
    """RDF with a named graph for each document, a line a triple (canonical N-Quads), to compare and to stream."""
    from kg.export.nquads import to_nquads

    return to_nquads(kb)


def _jsonld(kb: KnowledgeBase) -> str:
    """RDF as JSON (JSON-LD), for web programs."""
    from kg.export.jsonld import to_jsonld

    return to_jsonld(kb)


def _rdfxml(kb: KnowledgeBase) -> str:
    """RDF as XML, for tools that read no Turtle."""
    from kg.export.rdfxml import to_rdfxml

    return to_rdfxml(kb)


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "html": _html,
        "jsonl": _jsonl,
        "jsonld": _jsonld,
        "nquads": _nquads,
        "plover": _plover,
        "rdfxml": _rdfxml,
        "summary": _summary,
        "trig": _trig,
        "turtle": _turtle,
    }
)
"""Every format that is one text with the whole content, by its name; each function's docstring tells what it is."""

_FILES = MappingProxyType(
    {
        "html": "graph.html",
        "nquads": "graph.nq",
        "plover": "events.jsonl",
        "rdfxml": "graph.rdf",
        "summary": "summary.md",
        "turtle": "graph.ttl",
    }
)


def formats() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    return tuple(sorted(EXPORTERS.keys() | VIEWS.keys()))


def about(format: str) -> str:
    """What the format is and who reads it, in one line; empty where nothing is written about it."""
    return ((EXPORTERS.get(format) or VIEWS[format]).__doc__ or "").partition("\n")[0]


def export(kb: KnowledgeBase, format: str, *, policy: str = "everything") -> Files:
    """The knowledge base in any format.

    Parameters
    ----------
    kb
        What a build knows.
    format
        One of :func:`formats`.
    policy
        Whose word counts, as ``kg.graph.project`` takes it. The formats of ``EXPORTERS`` always hold everything.

    Returns
    -------
    Mapping[str, bytes]
        Content by file name; most formats give one file.

    Raises
    ------
    KgError
        For an unknown format, a policy that a format cannot show, an unknown policy, or where a package that the
        format needs is not installed.
    """
    if format in VIEWS:
        return VIEWS[format](kb, policy)
    if format not in EXPORTERS:
        raise KgError(f"format is {format!r}; allowed: {', '.join(formats())}")
    if policy != "everything":
        raise KgError(
            f"policy is {policy!r}, but {format} holds everything; allowed with a policy: {', '.join(sorted(VIEWS))}"
        )
    return {_FILES.get(format, f"graph.{format}"): EXPORTERS[format](kb).encode("utf-8")}
