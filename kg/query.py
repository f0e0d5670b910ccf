"""SPARQL on a build, and the named questions of ``ontologies/queries``. Read-only, and never out on the network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from oxrdflib import OxigraphStore
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.query import Result
from rdflib.term import Node

from kg.answer import FORMATS, Answer, Cell, formatted
from kg.catalog import Catalog, load
from kg.errors import QueryError
from kg.model import KnowledgeBase
from kg.ontology import folder, ontology
from kg.rdf import background, to_rdf
from kg.sparql import explained, is_ordered, refuse_unsafe
from kg.turtle import parse_file
from kg.vocabulary import ID, PREFIXES, SKOSXL, from_iri, to_iri

__all__ = ["FORMATS", "Answer", "NamedQuery", "formatted", "named_queries", "open_store", "query"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its SPARQL; ``parameters`` are the variables that a caller may fix."""

    name: str
    question: str
    parameters: tuple[str, ...]
    text: str


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All named queries by name: the file's name, its first comment line as question.

    A further comment line ``# Parameters: a, b`` names the variables that may be fixed.
    """
    found = {}
    for file in sorted((folder() / "queries").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        comments = [line[2:] for line in text.splitlines() if line.startswith("# ")]
        names = [line.removeprefix("Parameters: ") for line in comments if line.startswith("Parameters: ")]
        parameters = tuple(name.strip() for line in names for name in line.split(","))
        found[file.stem] = NamedQuery(file.stem, comments[0] if comments else "", parameters, text)
    return found


def open_store(source: Path | KnowledgeBase | Graph, *, catalog: Catalog | None = None) -> Graph:
    """A graph in an Oxigraph store, to ask several questions of.

    Parameters
    ----------
    source
        A build folder (its ``graph.ttl``), a Turtle file, a knowledge base or a graph.
    catalog
        What is known beforehand; None: the catalog of the package.

    Returns
    -------
    rdflib.Graph
        The source with the ontology (for signs and subclasses of relations) and the catalog's geography, successor
        states and organs of states.

    Raises
    ------
    BuildError
        Where the file is missing or is not Turtle.
    """
    graph = Graph(store=OxigraphStore(), bind_namespaces="none")
    if isinstance(source, Path):
        parse_file(source / "graph.ttl" if source.is_dir() else source, graph)
    else:
        _add(graph, to_rdf(source) if isinstance(source, KnowledgeBase) else source)
    _add(graph, ontology())
    labels = set(graph.subjects(RDFS.label, None))
    for s, p, o in background(load() if catalog is None else catalog):
        # A text's entity has a label already, and a second one would double the rows of every question.
        if p != RDFS.label or s not in labels:
            graph.add((s, p, o))
    return graph


def query(source: Path | KnowledgeBase | Graph, text: str, *, parameters: Mapping[str, str] | None = None) -> Answer:
    """The answer to a named question or to SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE).

    Parameters
    ----------
    source
        As for ``open_store``, or what it returned.
    text
        A name of ``named_queries`` or SPARQL; the prefixes of ``kg.vocabulary`` need no declaration.
    parameters
        Variables of the SELECT clause with the value to fix them to: an id (``territory/etorofu``), an IRI, a prefixed
        name (``tdo:claims``) or a name that one entity alone has.

    Returns
    -------
    Answer
        SELECT: its columns and rows, sorted where the query has no ORDER BY. ASK: column ``answer``. CONSTRUCT and
        DESCRIBE: columns ``subject``, ``predicate``, ``object``. IRIs are shortened to ids and prefixed names.

    Raises
    ------
    QueryError
        For an unknown name, malformed SPARQL, an update, SERVICE, or a parameter that fits nothing; one line.
    BuildError
        As ``open_store``.
    """
    sparql = _sparql(text)
    refuse_unsafe(sparql)
    is_store = isinstance(source, Graph) and isinstance(source.store, OxigraphStore)
    graph = source if is_store and isinstance(source, Graph) else open_store(source)
    fixed = {name.lstrip("?$"): _node(graph, name, value) for name, value in (parameters or {}).items()}
    try:
        return _answer(graph.query(sparql, initNs=PREFIXES, initBindings=fixed), ordered=is_ordered(sparql))
    except SyntaxError as error:
        raise QueryError(explained(sparql, str(error))) from None
    except RuntimeError as error:
        raise QueryError(f"query: {error}") from None


def _add(graph: Graph, triples: Graph) -> None:
    graph.addN((s, p, o, graph) for s, p, o in triples)


def _sparql(text: str) -> str:
    if not _NAME.fullmatch(text):
        return text
    known = named_queries()
    if text not in known:
        close = get_close_matches(text, known, n=3) or sorted(known)
        raise QueryError(f"query {text!r}: no such name; did you mean: {', '.join(close)}")
    return known[text].text


def _node(graph: Graph, name: str, value: str) -> URIRef:
    if re.match(r"https?://", value):
        return URIRef(value)
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES:
        return URIRef(PREFIXES[prefix] + local)
    node = to_iri(value)
    if (node, None, None) in graph or (None, None, node) in graph:
        return node
    found = _named(graph, value)
    if len(found) != 1:
        listed = ", ".join(_short(node) for node in found) or "nothing"
        raise QueryError(f"parameter {name} is {value!r}, which names {listed}; allowed: an id, or one entity's name")
    return found[0]


def _named(graph: Graph, text: str) -> list[URIRef]:
    """Entities with a name, in any language."""
    found = {node for node, label in graph.subject_objects(RDFS.label) if str(label) == text}
    names = {node for node, form in graph.subject_objects(SKOSXL.literalForm) if str(form) == text}
    for predicate in (SKOSXL.prefLabel, SKOSXL.altLabel):
        found |= {node for name in names for node in graph.subjects(predicate, name)}
    return sorted(node for node in found if isinstance(node, URIRef) and node.startswith(str(ID)))


def _answer(result: Result, *, ordered: bool) -> Answer:
    if result.type == "ASK":
        return Answer(("answer",), ((bool(result.askAnswer),),))
    if result.type == "CONSTRUCT":
        triples = result.graph or Graph()
        rows = sorted(tuple(map(_cell, triple)) for triple in triples)
        return Answer(("subject", "predicate", "object"), tuple(rows))
    columns = tuple(str(variable) for variable in result.vars or ())
    cells = [tuple(_cell(binding.get(variable)) for variable in result.vars or ()) for binding in result.bindings]
    if not ordered:
        cells.sort(key=lambda row: [(cell is not None, str(cell)) for cell in row])
    return Answer(columns, tuple(cells))


def _cell(node: Node | None) -> Cell:
    if node is None:
        return None
    if isinstance(node, Literal):
        value = node.toPython()
        if isinstance(value, bool | int | float):
            return value
        return float(value) if node.datatype and node.datatype.endswith("#decimal") else str(node)
    return _short(node)


def _short(node: Node) -> str:
    """An id or a prefixed name where there is one, else the IRI."""
    iri = str(node)
    if iri.startswith(str(ID)):
        return from_iri(iri)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
