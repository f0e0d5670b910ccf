"""Whether the catalog, the ontology and a build are what they should be.

SHACL core says what each node must have. What it cannot say, or only slowly, is a set difference in Python: plain
triples, quotes, the kinds that a relation joins, derived disputes, the lines of the JSON files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import Graph

from kg.catalog import Catalog, load
from kg.check.finding import Finding, located
from kg.check.graph import check_derived, check_nodes, check_plain, check_shapes
from kg.check.knowledge import check_knowledge
from kg.check.lines import check_lines
from kg.check.ontology import check_ontology
from kg.errors import BuildError, CatalogError
from kg.ontology import folder as ontologies
from kg.rdf import from_rdf
from kg.turtle import parse_file
from kg.vocabulary import TDO, to_iri

__all__ = ["Finding", "check", "check_build", "check_knowledge", "check_ontology"]


def check(folder: Path | None = None) -> Iterator[Finding]:
    """Everything wrong with the package's data and, where a folder is given, with the build in it.

    Parameters
    ----------
    folder
        What ``kg build`` wrote; None: only catalog and ontology are checked.

    Yields
    ------
    Finding
        In a fixed order; none where all is well.

    Raises
    ------
    BuildError
        Where ``graph.ttl`` or ``statements.jsonl`` is missing or cannot be parsed.
    KgError
        Where pyshacl is not installed.
    """
    try:
        catalog = load()
    except CatalogError as error:
        yield Finding("catalog", error.file, None, None, str(error))
        return
    yield from check_ontology(ontologies(), catalog=catalog)
    if folder is not None:
        yield from check_build(folder, catalog=catalog)


def check_build(folder: Path, *, catalog: Catalog) -> Iterator[Finding]:
    """Everything wrong with a build; errors as ``check``.

    Parameters
    ----------
    folder
        What ``kg build`` wrote: ``graph.ttl`` and ``statements.jsonl``; the other JSON Lines are checked if they are
        there.
    catalog
        Its relations are those allowed, and its geography that with which disputes were derived.
    """
    file = folder / "graph.ttl"
    graph = Graph(bind_namespaces="none")
    parse_file(file, graph)

    def text_of(document: str) -> str | None:
        text = graph.value(to_iri(f"document/{document}"), TDO.text)
        return None if text is None else str(text)

    yield from located(_findings(folder, graph, catalog), file, text_of=text_of)


def _findings(folder: Path, graph: Graph, catalog: Catalog) -> Iterator[Finding]:
    yield from check_shapes(graph)
    try:
        kb = from_rdf(graph)
    except BuildError as error:
        yield Finding("node", "graph.ttl", None, None, str(error))
        return
    yield from check_knowledge(kb, catalog=catalog)
    yield from check_nodes(graph, kb)
    yield from check_plain(graph, kb, catalog=catalog)
    yield from check_derived(graph, kb, catalog=catalog)
    yield from check_lines(folder, kb)
