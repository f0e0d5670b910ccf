"""The way back from RDF to a knowledge base, and the one order of its parts by which two of them compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NoReturn

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from kg.disputes import PREFIX
from kg.errors import BuildError
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
    When,
)
from kg.vocabulary import ID, SKOSXL, TDO, WIKIDATA, evidence_id, from_iri

__all__ = ["canonical", "from_rdf"]


def canonical(kb: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base in its fixed order: everything by id, evidence by place, repeated evidence once.

    The order of an entity's names is kept, for the first one is its label.
    """
    statements: dict[str, Statement] = {}
    for statement in kb.statements:
        before = statements.get(statement.id, statement)
        evidence = {evidence_id(statement.id, e): e for e in (*before.evidence, *statement.evidence)}
        ordered = sorted(evidence.items(), key=lambda item: (item[1].document, item[1].span, item[0]))
        statements[statement.id] = replace(statement, evidence=tuple(e for _, e in ordered))
    return KnowledgeBase(
        documents=tuple(sorted(kb.documents, key=lambda document: document.id)),
        entities=tuple(sorted(map(_ordered, kb.entities), key=lambda entity: entity.id)),
        statements=tuple(statements[key] for key in sorted(statements)),
        diagnostics=tuple(sorted(set(kb.diagnostics), key=_diagnostic_order)),
    )


def from_rdf(graph: Graph) -> KnowledgeBase:
    """The knowledge base that ``to_rdf`` wrote, in canonical order.

    Plain triples and derived disputes are not read: they follow from it.

    Parameters
    ----------
    graph
        A graph that ``to_rdf`` made, or its Turtle parsed by any reader.

    Returns
    -------
    KnowledgeBase
        Equal to ``canonical`` of the one written; empty for a graph without TDO nodes.

    Raises
    ------
    BuildError
        Where a node lacks a property that it must have, or has a value that is not allowed; names node and property.
    """
    reader = _Reader(graph)
    return canonical(
        KnowledgeBase(
            tuple(reader.documents()),
            tuple(reader.entities()),
            tuple(reader.statements()),
            tuple(reader.diagnostics()),
        )
    )


def _ordered(entity: Entity) -> Entity:
    names = tuple(replace(name, used_by=tuple(sorted(set(name.used_by)))) for name in entity.names)
    return replace(entity, names=names, same_as=tuple(sorted(set(entity.same_as))))


def _diagnostic_order(diagnostic: Diagnostic) -> tuple[str, Span, str, str, str]:
    span = diagnostic.span or Span(0, 0)
    return diagnostic.document or "", span, diagnostic.code, diagnostic.message, repr(diagnostic)


class _Reader:
    """Looks up values of nodes and says which node and property are wrong."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def nodes(self, type: URIRef, under: str = "") -> Iterator[URIRef]:
        for node in self.graph.subjects(RDF.type, type):
            if isinstance(node, URIRef) and node.startswith(ID[under]):
                yield node

    def optional(self, node: Node, predicate: URIRef) -> str | None:
        values = [str(value) for value in self.graph.objects(node, predicate)]
        if len(values) > 1:
            _wrong(node, predicate, sorted(values), "at most one value")
        return values[0] if values else None

    def text(self, node: Node, predicate: URIRef) -> str:
        value = self.optional(node, predicate)
        return _wrong(node, predicate, None, "one value") if value is None else value

    def number(self, node: Node, predicate: URIRef) -> int:
        return _number(node, predicate, self.text(node, predicate), int)

    def choice[E: (Polarity, Modality, Severity)](self, node: Node, predicate: URIRef, kind: type[E]) -> E:
        value = self.text(node, predicate)
        if value not in frozenset(kind):
            _wrong(node, predicate, value, ", ".join(kind))
        return kind(value)

    def span(self, node: Node) -> Span:
        start, end = self.number(node, TDO.start), self.number(node, TDO.end)
        if not 0 <= start <= end:
            _wrong(node, TDO.end, end, f"offsets from 0 on, the end not before the start, {start}")
        return Span(start, end)

    def reference(self, node: Node, predicate: URIRef, under: str = "") -> str:
        return from_iri(self.text(node, predicate), under)

    def documents(self) -> Iterator[Document]:
        for node in self.nodes(TDO.Document):
            part_of = self.optional(node, DCTERMS.isPartOf)
            yield Document(
                id=from_iri(node, "document/"),
                text=self.text(node, TDO.text),
                title=self.optional(node, DCTERMS.title),
                source=self.optional(node, DCTERMS.source),
                url=self.optional(node, TDO.url),
                published=self.optional(node, DCTERMS.issued),
                language=self.optional(node, DCTERMS.language),
                author=self.optional(node, TDO.author),
                part_of=None if part_of is None else from_iri(part_of, "document/"),
            )

    def entities(self) -> Iterator[Entity]:
        for kind in Kind:
            for node in self.nodes(TDO[kind.value]):
                # Names of an entity and derived disputes have these classes too, but are no entities of their own.
                if not str(node).startswith((ID["label/"], ID[PREFIX])):
                    yield Entity(from_iri(node), kind, tuple(self.names(node)), tuple(self.same_as(node)))

    def same_as(self, node: Node) -> Iterator[str]:
        for other in self.graph.objects(node, SKOS.exactMatch):
            yield f"wikidata:{str(other).removeprefix(str(WIKIDATA))}"
        for other in self.graph.objects(node, DCTERMS.identifier):
            yield str(other)

    def names(self, node: Node) -> Iterator[Name]:
        if (node, SKOSXL.literalForm, None) in self.graph:
            yield self.name(node)
            return
        labels: dict[int, Node] = {}
        for predicate in (SKOSXL.prefLabel, SKOSXL.altLabel):
            for label in self.graph.objects(node, predicate):
                for position in self.graph.objects(label, TDO.position):
                    labels[_number(label, TDO.position, str(position), int)] = label
        for _, label in sorted(labels.items()):
            yield self.name(label)

    def name(self, node: Node) -> Name:
        users = (from_iri(str(user)) for user in self.graph.objects(node, TDO.usedBy))
        language, note = self.optional(node, TDO.language), self.optional(node, SKOS.note)
        return Name(self.text(node, SKOSXL.literalForm), language, tuple(users), note)

    def statements(self) -> Iterator[Statement]:
        for node in self.nodes(TDO.Statement):
            yield Statement(
                self.reference(node, RDF.subject),
                self.text(node, RDF.predicate).removeprefix(str(TDO)),
                self.reference(node, RDF.object),
                tuple(self.evidence(there) for there in self.graph.objects(node, TDO.evidence)),
            )

    def evidence(self, node: Node) -> Evidence:
        time, holder = self.optional(node, TDO.time), self.optional(node, TDO.holder)
        return Evidence(
            document=self.reference(node, TDO.document, "document/"),
            span=self.span(node),
            quote=self.text(node, TDO.quote),
            holder=None if holder is None else from_iri(holder),
            polarity=self.choice(node, TDO.polarity, Polarity),
            modality=self.choice(node, TDO.modality, Modality),
            when=None if time is None else self.when(URIRef(time)),
            count=None if self.optional(node, TDO.count) is None else self.number(node, TDO.count),
            rule=self.text(node, TDO.rule),
            confidence=_number(node, TDO.confidence, self.text(node, TDO.confidence), float),
        )

    def when(self, node: Node) -> When:
        return When(
            edtf=self.optional(node, TDO.edtf),
            words=self.text(node, TDO.words),
            resolution=self.text(node, TDO.resolution),
            against=self.optional(node, TDO.readAgainst),
        )

    def diagnostics(self) -> Iterator[Diagnostic]:
        for node in self.nodes(TDO.Diagnostic):
            document = self.optional(node, TDO.document)
            yield Diagnostic(
                code=self.text(node, TDO.code),
                severity=self.choice(node, TDO.severity, Severity),
                document=None if document is None else from_iri(document, "document/"),
                span=None if self.optional(node, TDO.start) is None else self.span(node),
                message=self.text(node, TDO.message),
            )


def _number[N: (int, float)](node: Node, predicate: URIRef, value: str, kind: type[N]) -> N:
    try:
        return kind(value)
    except ValueError:
        _wrong(node, predicate, value, "a number")


def _wrong(node: Node, predicate: URIRef, value: object, allowed: str) -> NoReturn:
    raise BuildError(f"{node}: {predicate} is {value!r}; allowed: {allowed}")
