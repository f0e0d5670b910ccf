"""What questions are asked of: a build, the ontology and what the catalog knows, in an Oxigraph store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from oxrdflib import OxigraphStore
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, Variable
from rdflib import RDFS, BNode, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.catalog import Catalog, load
from kg.model import KnowledgeBase
from kg.ontology import ontology
from kg.rdf import background, to_rdf
from kg.rdf_files import load_file
from kg.results import Results
from kg.vocabulary import PREFIXES

__all__ = ["ntriples", "open_store", "solutions"]


type _Term = NamedNode | BlankNode | Literal | Triple


def open_store(source: Path | KnowledgeBase | Graph, *, catalog: Catalog | None = None) -> Graph:
    """A graph in an Oxigraph store, to ask several questions of.

    Parameters
    ----------
    source
        A build folder (its ``graph.ttl``), an RDF file of any syntax of ``kg.rdf_files``, a knowledge base or a graph.
    catalog
        What is known beforehand; None: the catalog of the package.

    Returns
    -------
    rdflib.Graph
        The source with the ontology (for signs and subclasses of relations) and the catalog's geography, successor
        states and organs of states. Of a file with named graphs: the union of them all; a query may also name one of
        them (``GRAPH``).

    Raises
    ------
    BuildError
        Where the file is missing or cannot be read as what its name says.
    """
    return _graph(_store(source, catalog=catalog))


def ntriples(source: Path | KnowledgeBase | Graph, *, catalog: Catalog | None = None) -> bytes:
    """All triples of `open_store` in N-Triples (UTF-8), in no fixed order; parameters and errors are its own."""
    store = _store(source, catalog=catalog)
    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""


def solutions(graph: Graph, sparql: str, fixed: Mapping[str, str]) -> Results:
    """What Oxigraph answers about a graph in its store, with variables fixed to IRIs.

    Oxigraph is asked without rdflib in between, which would make its own terms of 70,000 rows in two seconds.

    Parameters
    ----------
    graph
        In an ``OxigraphStore``; its own triples are the default graph.
    sparql
        A query that Oxigraph has parsed before; the prefixes of ``kg.vocabulary`` need no declaration.
    fixed
        Variables of the SELECT clause.
    """
    store: Store = cast(OxigraphStore, graph.store)._inner  # oxrdflib has no public way to its store
    substitutions: dict[Variable, _Term] = {Variable(name): NamedNode(iri) for name, iri in fixed.items()}
    results: Results = store.query(
        sparql, prefixes=dict(PREFIXES), default_graph=_name(graph), substitutions=substitutions
    )
    return results


def _name(graph: Graph) -> DefaultGraph | BlankNode | NamedNode:
    if graph.identifier == DATASET_DEFAULT_GRAPH_ID:
        return DefaultGraph()
    return BlankNode(graph.identifier) if isinstance(graph.identifier, BNode) else NamedNode(graph.identifier)


def _store(source: Path | KnowledgeBase | Graph, *, catalog: Catalog | None) -> Store:
    store = Store()
    graph = _graph(store)
    if isinstance(source, Path):
        load_file(source / "graph.ttl" if source.is_dir() else source, store)
    else:
        _add(graph, to_rdf(source) if isinstance(source, KnowledgeBase) else source)
    _add(graph, ontology())
    labels = set(graph.subjects(RDFS.label, None))
    for s, p, o in background(load() if catalog is None else catalog):
        # A text's entity has a label already, and a second one would double the rows of every question.
        if p != RDFS.label or s not in labels:
            graph.add((s, p, o))
    return store


def _graph(store: Store) -> Graph:
    return Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")


def _add(graph: Graph, triples: Graph) -> None:
    graph.addN((s, p, o, graph) for s, p, o in triples)
