"""What must hold of ``graph.ttl``: its shapes, and that what is derived from the statements is, and nothing more."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.catalog import Catalog
from kg.check.finding import Finding, short
from kg.disputes import PREFIX
from kg.errors import KgError
from kg.model import KnowledgeBase, Span
from kg.ontology import folder as ontologies
from kg.ontology import ontology
from kg.rdf import derived_triples, plain_triples
from kg.turtle import parse_file
from kg.vocabulary import ID, TDO, from_iri, to_iri

__all__ = ["check_derived", "check_nodes", "check_plain", "check_shapes"]


def check_shapes(graph: Graph) -> Iterator[Finding]:
    """Everything that ``shapes.ttl`` forbids, by node.

    Raises
    ------
    KgError
        Where pyshacl is not installed.
    """
    try:
        from pyshacl import validate
    except ImportError:
        raise KgError("pyshacl is not installed; allowed: pip install 'dispute-kg[check]'") from None
    shapes = Graph(bind_namespaces="none")
    parse_file(ontologies() / "shapes.ttl", shapes)
    _, report, _ = validate(graph, shacl_graph=shapes, ont_graph=ontology())
    found = []
    for result in report.objects(None, SH.result):
        node = report.value(result, SH.focusNode)
        message = str(report.value(result, SH.resultMessage))
        value = report.value(result, SH.value)
        found.append((str(node), message if value in (None, node) else f"{message}; it is {str(value)!r}"))
    for iri, message in sorted(set(found)):
        document = graph.value(URIRef(iri), TDO.document)
        start, end = (str(graph.value(URIRef(iri), term)) for term in (TDO.start, TDO.end))
        is_span = start.isdecimal() and end.isdecimal() and int(start) <= int(end)
        yield Finding(
            "shape",
            from_iri(iri),
            None if document is None else from_iri(str(document), "document/"),
            Span(int(start), int(end)) if is_span else None,
            message,
        )


def check_nodes(graph: Graph, kb: KnowledgeBase) -> Iterator[Finding]:
    """Texts that changed, ids that are not the hash of what they name, evidence that no statement has."""
    for document in kb.documents:
        value = str(graph.value(to_iri(f"document/{document.id}"), TDO.sha256))
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        if value != digest:
            message = f"SHA-256 is {value}; the text's is {digest}"
            yield Finding("text", f"document/{document.id}", document.id, None, message)
    ids = {f"statement/{statement.id}" for statement in kb.statements}
    for node in sorted({from_iri(str(node)) for node in graph.subjects(RDF.type, TDO.Statement)} - ids):
        yield Finding("id", node, None, None, "not the hash of its subject, relation and object")
    used = set(graph.objects(None, TDO.evidence))
    for node in sorted(from_iri(str(node)) for node in set(graph.subjects(RDF.type, TDO.Evidence)) - used):
        yield Finding("orphan", node, None, None, "evidence of no statement; allowed: of exactly one")


def check_plain(graph: Graph, kb: KnowledgeBase, *, catalog: Catalog) -> Iterator[Finding]:
    """Plain triples without a source that states them as a fact in its own voice, and the other way round."""
    symmetric = {name for name, spec in catalog.relations.items() if spec.relation.symmetric}
    relations = {TDO[name] for name in catalog.relations}
    there = {triple for triple in graph if triple[1] in relations}
    # Another relation is a finding of its own, and has no property that its plain triple could have.
    known = replace(kb, statements=tuple(s for s in kb.statements if s.relation in catalog.relations))
    due = set(plain_triples(known, symmetric=symmetric))
    for triple in sorted(there - due):
        message = "no source states it as a fact in its own voice; allowed: only what one does"
        yield Finding("plain", _triple(*triple), None, None, message)
    for triple in sorted(due - there):
        yield Finding("plain", _triple(*triple), None, None, "missing, though a source states it in its own voice")


def check_derived(graph: Graph, kb: KnowledgeBase, *, catalog: Catalog) -> Iterator[Finding]:
    """Derived disputes that do not follow from the statements, and those that do and are missing."""
    base = str(ID[PREFIX])
    there = {(s, p, _comparable(o)) for s, p, o in graph if str(s).startswith(base)}
    due = {(s, p, _comparable(o)) for s, p, o in derived_triples(kb, catalog=catalog)}
    known = {node for node, _, _ in due}
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for triples, verb in ((there - due, "has"), (due - there, "lacks")):
        for node, term, value in sorted(triples):
            wrong[str(node)].append(f"{verb} {short(str(term))} {short(str(value))}")
    for iri in sorted(wrong):
        first, more = wrong[iri][0], len(wrong[iri]) - 1
        if URIRef(iri) not in known:
            message = "follows from no statements; allowed: what kg.disputes derives"
        elif (URIRef(iri), None, None) not in graph:
            message = "missing, though it follows from the statements"
        else:
            message = f"does not follow from the statements: it {first}{f' and {more} more' if more else ''}"
        yield Finding("dispute", from_iri(iri), None, None, message)


def _comparable(node: Node) -> Node:
    """A string with its datatype: rdflib takes the two ways to write one for different literals."""
    is_string = isinstance(node, Literal) and node.datatype is None and node.language is None
    return Literal(str(node), datatype=XSD.string) if is_string else node


def _triple(*nodes: Node) -> str:
    return " ".join(short(str(node)) for node in nodes)
