"""A knowledge base as an RDF dataset: a named graph for every document, and the default graph for what is nobody's.

The graph of a document bears the document's own IRI and can be read alone: it holds the document, every evidence in it
with its time, and the statements that these carry, each with its subject, relation and object but with no other
document's evidence. So a statement that two documents carry stands in both graphs. The default graph holds the rest:
entities and their names, statements without evidence, diagnostics of no document, and what is derived from several
documents (plain triples, disputes). The union of all graphs is exactly what ``to_rdf`` gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import cast

from rdflib import URIRef

from kg.catalog import Catalog
from kg.model import Evidence, KnowledgeBase
from kg.rdf import to_rdf
from kg.rdf_nodes import Triple, diagnostic_node, document_node, statement_node
from kg.vocabulary import to_iri

__all__ = ["named_graphs", "to_dataset"]


def to_dataset(
    kb: KnowledgeBase, *, symmetric: Collection[str] | None = None, catalog: Catalog | None = None
) -> Mapping[URIRef | None, Collection[Triple]]:
    """The triples of each graph, by its name in sorted order; None is the default graph and comes first.

    Parameters
    ----------
    kb, symmetric, catalog
        As ``kg.rdf.to_rdf`` takes them.

    Returns
    -------
    Mapping
        Always with the default graph; no graph but that one is empty.

    Raises
    ------
    BuildError
        As ``kg.rdf.to_rdf``.
    """
    # Whatever no document's graph has is in the default graph, so that nothing can be forgotten here.
    rest = cast(set[Triple], set(to_rdf(kb, symmetric=symmetric, catalog=catalog)))
    graphs: defaultdict[URIRef, set[Triple]] = defaultdict(set)
    for name, triple in named_graphs(kb):
        graphs[name].add(triple)
    return {None: rest.difference(*graphs.values()), **{name: graphs[name] for name in sorted(graphs)}}


def named_graphs(kb: KnowledgeBase) -> Iterator[tuple[URIRef, Triple]]:
    """Every triple that a document's graph holds, with the graph's name, in no order and with repetitions."""
    for document in kb.documents:
        for triple in document_node(document):
            yield to_iri(f"document/{document.id}"), triple
    for statement in kb.statements:
        by_document: defaultdict[str, list[Evidence]] = defaultdict(list)
        for evidence in statement.evidence:
            by_document[evidence.document].append(evidence)
        for name, found in by_document.items():
            for triple in statement_node(replace(statement, evidence=tuple(found))):
                yield to_iri(f"document/{name}"), triple
    for diagnostic in kb.diagnostics:
        if diagnostic.document is not None:
            for triple in diagnostic_node(diagnostic):
                yield to_iri(f"document/{diagnostic.document}"), triple
