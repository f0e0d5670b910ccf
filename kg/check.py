"""Whether the catalog, the ontology and a build are what they should be.

SHACL core says what each node must have. What it cannot say, or only slowly, is a set difference in Python: plain
triples, quotes, the kinds that a relation joins, the ends of statements, the lines of ``statements.jsonl``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kg.catalog import Catalog, load
from kg.errors import BuildError, CatalogError, KgError
from kg.model import Document, Evidence, Kind, KnowledgeBase, Span, Statement, fits
from kg.ontology import folder as ontologies
from kg.ontology import ontology, with_relations
from kg.rdf import from_rdf, plain_triples
from kg.turtle import parse_file
from kg.vocabulary import TDO, from_iri, to_iri

__all__ = ["Finding", "check", "check_build", "check_knowledge"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong.

    ``code`` is one of catalog, ontology, shape, node, plain, quote, text, kind, end, id, jsonl; ``node`` the id or file
    that it concerns; ``document`` and ``span`` the place in a text, None where it concerns none.
    """

    code: str
    node: str
    document: str | None
    span: Span | None
    message: str

    def __str__(self) -> str:
        where = "" if self.document is None else f" ({self.document}{_offsets(self.span)})"
        return f"{self.code}: {self.node}{where}: {self.message}"


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
    file = ontologies() / "tdo.ttl"
    text = file.read_text(encoding="utf-8")
    if with_relations(text, [spec.relation for spec in catalog.relations.values()]) != text:
        message = "its relations are not those of kg/data/relations; allowed: what `python -m kg.ontology` writes"
        yield Finding("ontology", str(file), None, None, message)
    if folder is not None:
        yield from check_build(folder, catalog=catalog)


def check_build(folder: Path, *, catalog: Catalog) -> Iterator[Finding]:
    """Everything wrong with a build; parameters and errors as ``check``."""
    graph = Graph(bind_namespaces="none")
    parse_file(folder / "graph.ttl", graph)
    yield from _shapes(graph)
    try:
        kb = from_rdf(graph)
    except BuildError as error:
        yield Finding("node", str(folder / "graph.ttl"), None, None, str(error))
        return
    yield from check_knowledge(kb, catalog=catalog)
    yield from _plain(graph, kb, catalog)
    yield from _lines(folder / "statements.jsonl", kb)


def check_knowledge(kb: KnowledgeBase, *, catalog: Catalog) -> Iterator[Finding]:
    """Ends that are no entities, kinds that a relation does not join, quotes that do not stand where they claim to."""
    kinds = {entity.id: entity.kind for entity in kb.entities}
    documents = {document.id: document for document in kb.documents}
    for statement in kb.statements:
        spec = catalog.relations.get(statement.relation)
        first = statement.evidence[0] if statement.evidence else None
        for end, side in ((statement.subject, "subject"), (statement.object, "object")):
            kind = kinds.get(end)
            if kind is None:
                yield _finding("end", statement, first, f"its {side} is {end}; allowed: an entity of the build")
            elif spec is not None:
                allowed = spec.relation.subject if side == "subject" else spec.relation.object
                # a breakaway territory or a province signs and fights like a state
                governs = Kind.STATE in allowed and kind in {Kind.TERRITORY, Kind.PLACE}
                if not fits(kind, allowed) and not governs:
                    message = f"the {side} of {statement.relation} is a {kind}; allowed: {', '.join(sorted(allowed))}"
                    yield _finding("kind", statement, first, message)
        for evidence in statement.evidence:
            yield from _quote(statement, evidence, documents.get(evidence.document))


def _quote(statement: Statement, evidence: Evidence, document: Document | None) -> Iterator[Finding]:
    if document is None:
        yield _finding(
            "quote", statement, evidence, "its document is not in the build; allowed: a document of the build"
        )
        return
    found = document.text[evidence.span.start : evidence.span.end]
    if found != evidence.quote:
        yield _finding("quote", statement, evidence, f"the quote is {evidence.quote!r}; the text has {found!r}")


def _plain(graph: Graph, kb: KnowledgeBase, catalog: Catalog) -> Iterator[Finding]:
    """Plain triples without an own-voice fact behind them, and the other way round; texts that changed; false ids."""
    symmetric = {name for name, spec in catalog.relations.items() if spec.relation.symmetric}
    relations = {TDO[name] for name in catalog.relations}
    there = {triple for triple in graph if triple[1] in relations}
    due = set(plain_triples(kb, symmetric=symmetric))
    for s, p, o in sorted(there - due):
        message = "no source states it as a fact in its own voice; allowed: only what one does"
        yield Finding("plain", _triple(s, p, o), None, None, message)
    for s, p, o in sorted(due - there):
        yield Finding("plain", _triple(s, p, o), None, None, "missing, though a source states it in its own voice")
    for document in kb.documents:
        value = str(graph.value(to_iri(f"document/{document.id}"), TDO.sha256))
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        if value != digest:
            yield Finding("text", document.id, document.id, None, f"SHA-256 is {value}; the text's is {digest}")
    ids = {f"statement/{statement.id}" for statement in kb.statements}
    nodes = {from_iri(str(node)) for node in graph.subjects(None, TDO.Statement)}
    for node in sorted(nodes - ids):
        yield Finding("id", node, None, None, "not the hash of its subject, relation and object")


def _lines(file: Path, kb: KnowledgeBase) -> Iterator[Finding]:
    """Lines of statements.jsonl that the graph does not have, and the other way round."""
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        listed = {(line["statement"], line["document"], line["start"], line["end"], line["quote"]) for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{file}: {error}; allowed: JSON Lines as `kg build` writes them") from None
    known = {
        (statement.id, evidence.document, evidence.span.start, evidence.span.end, evidence.quote)
        for statement in kb.statements
        for evidence in statement.evidence
    }
    for rows, message in (
        (listed - known, "in statements.jsonl, but not in graph.ttl"),
        (known - listed, "in graph.ttl, but not in statements.jsonl"),
    ):
        for statement, document, start, end, _ in sorted(rows):
            yield Finding("jsonl", f"statement/{statement}", document, Span(start, end), message)


def _shapes(graph: Graph) -> Iterator[Finding]:
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
        found.append((str(node), message if value is None else f"{message}; it is {str(value)!r}"))
    for iri, message in sorted(found):
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


def _finding(code: str, statement: Statement, evidence: Evidence | None, message: str) -> Finding:
    node = f"statement/{statement.id}"
    if evidence is None:
        return Finding(code, node, None, None, message)
    return Finding(code, node, evidence.document, evidence.span, message)


def _triple(*nodes: object) -> str:
    return " ".join(from_iri(str(node)).replace(str(TDO), "tdo:") for node in nodes)


def _offsets(span: Span | None) -> str:
    return "" if span is None else f", {span.start}:{span.end}"
