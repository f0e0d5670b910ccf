"""The triples of one document, entity, statement or diagnostic. Every node has a stable IRI, none is blank."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS

from kg.dates import time_bounds
from kg.errors import BuildError
from kg.model import Diagnostic, Document, Entity, Evidence, Kind, Name, Statement, When, digest
from kg.vocabulary import SKOSXL, TDO, WIKIDATA, evidence_id, name_id, time_id, to_iri

__all__ = ["Triple", "diagnostic_node", "document_node", "entity_node", "relation_iri", "statement_node"]

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_WIKIDATA = re.compile(r"wikidata:(Q[1-9][0-9]*)")
# BCP 47 as far as a language-tagged literal needs it (RFC 5646 allows 8 characters a subtag).
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def relation_iri(statement: Statement) -> URIRef:
    """The property of a statement; BuildError where the ontology does not know it."""
    try:
        return TDO[statement.relation]
    except AttributeError:
        problem = f"statement {statement.id}: relation is {statement.relation!r}; allowed: the relations of tdo.ttl"
        raise BuildError(problem) from None


def document_node(document: Document) -> Iterator[Triple]:
    """The document with its text and the text's SHA-256."""
    node = to_iri(f"document/{document.id}")
    yield node, RDF.type, TDO.Document
    yield node, TDO.text, Literal(document.text)
    yield node, TDO.sha256, Literal(hashlib.sha256(document.text.encode()).hexdigest())
    yield from _texts(
        node,
        (DCTERMS.title, document.title),
        (DCTERMS.source, document.source),
        (DCTERMS.language, document.language),
        (TDO.url, document.url),
        (TDO.author, document.author),
    )
    if document.published is not None:
        yield node, DCTERMS.issued, _date(document.published)
    if document.part_of is not None:
        yield node, DCTERMS.isPartOf, to_iri(f"document/{document.part_of}")


def entity_node(entity: Entity) -> Iterator[Triple]:
    """The entity with its names, each a SKOS-XL node that says who uses it; an entity of kind Name is such a node."""
    node = to_iri(entity.id)
    yield node, RDF.type, TDO[entity.kind.value]
    for other in entity.same_as:
        if found := _WIKIDATA.fullmatch(other):
            yield node, SKOS.exactMatch, WIKIDATA[found[1]]
        else:
            yield node, DCTERMS.identifier, Literal(other)
    if entity.names:
        yield node, RDFS.label, Literal(entity.label)
    if entity.kind is Kind.NAME and len(entity.names) == 1:
        yield from _name(node, entity.names[0])
        return
    for position, name in enumerate(entity.names):
        label = to_iri(name_id(entity.id, name))
        yield node, SKOSXL.altLabel if position else SKOSXL.prefLabel, label
        yield label, TDO.position, Literal(position)
        yield label, RDF.type, TDO.Name
        yield from _name(label, name)


def _name(node: URIRef, name: Name) -> Iterator[Triple]:
    tag = name.language if name.language and _LANGUAGE.fullmatch(name.language) else None
    yield node, SKOSXL.literalForm, Literal(name.text, lang=tag)
    # The tag of a literal is compared and stored in lower case; the exact one is kept beside it.
    yield from _texts(node, (TDO.language, name.language), (SKOS.note, name.note))
    for user in name.used_by:
        yield node, TDO.usedBy, to_iri(user)


def statement_node(statement: Statement) -> Iterator[Triple]:
    """The statement, its evidence and their times; BuildError as `relation_iri`."""
    node = to_iri(f"statement/{statement.id}")
    yield node, RDF.type, TDO.Statement
    yield node, RDF.subject, to_iri(statement.subject)
    yield node, RDF.predicate, relation_iri(statement)
    yield node, RDF.object, to_iri(statement.object)
    for evidence in statement.evidence:
        there = to_iri(evidence_id(statement.id, evidence))
        yield node, TDO.evidence, there
        yield from _evidence(there, evidence)


def _evidence(node: URIRef, evidence: Evidence) -> Iterator[Triple]:
    yield node, RDF.type, TDO.Evidence
    yield node, TDO.document, to_iri(f"document/{evidence.document}")
    yield node, TDO.start, Literal(evidence.span.start)
    yield node, TDO.end, Literal(evidence.span.end)
    yield node, TDO.quote, Literal(evidence.quote)
    yield node, TDO.polarity, Literal(evidence.polarity.value)
    yield node, TDO.modality, Literal(evidence.modality.value)
    yield node, TDO.rule, Literal(evidence.rule)
    if evidence.curator is not None:
        # Follows from the rule, which alone is read back; for whoever asks in terms of PROV.
        person = to_iri(f"curator/{evidence.curator}")
        yield node, PROV.wasAttributedTo, person
        yield person, RDF.type, PROV.Person
        yield person, RDFS.label, Literal(evidence.curator)
    # Decimal and not double: Turtle writers round doubles.
    yield node, TDO.confidence, Literal(_decimal(evidence.confidence), datatype=XSD.decimal)
    if evidence.holder is not None:
        yield node, TDO.holder, to_iri(evidence.holder)
    if evidence.count is not None:
        yield node, TDO.count, Literal(evidence.count)
    if evidence.when is not None:
        time = to_iri(time_id(evidence.when))
        yield node, TDO.time, time
        yield from _time(time, evidence.when)


def _time(node: URIRef, when: When) -> Iterator[Triple]:
    yield node, RDF.type, TDO.Time
    yield from _texts(node, (TDO.edtf, when.edtf), (TDO.words, when.words), (TDO.resolution, when.resolution))
    if when.against is not None:
        yield node, TDO.readAgainst, _date(when.against)
    first, last, precision = time_bounds(when.edtf)
    if first is not None:
        yield node, TDO.timeFrom, Literal(first)
    if last is not None:
        yield node, TDO.timeTo, Literal(last)
    if precision is not None:
        yield node, TDO.precision, Literal(precision)


def diagnostic_node(diagnostic: Diagnostic) -> Iterator[Triple]:
    """What was left out or not understood."""
    span = diagnostic.span
    where = "" if span is None else f"{span.start}:{span.end}"
    parts = (diagnostic.code, diagnostic.severity, repr(diagnostic.document), where, diagnostic.message)
    node = to_iri(f"diagnostic/{digest(*parts)}")
    yield node, RDF.type, TDO.Diagnostic
    yield from _texts(
        node, (TDO.code, diagnostic.code), (TDO.severity, diagnostic.severity), (TDO.message, diagnostic.message)
    )
    if diagnostic.document is not None:
        yield node, TDO.document, to_iri(f"document/{diagnostic.document}")
    if span is not None:
        yield node, TDO.start, Literal(span.start)
        yield node, TDO.end, Literal(span.end)


def _texts(node: URIRef, *pairs: tuple[URIRef, str | None]) -> Iterable[Triple]:
    return ((node, predicate, Literal(str(value))) for predicate, value in pairs if value is not None)


def _date(value: str) -> Literal:
    """A date where the string is an ISO day, else the string as it stands, which the shapes report."""
    try:
        good = _ISO_DATE.fullmatch(value) and date.fromisoformat(value)
    except ValueError:
        good = None
    return Literal(value, datatype=XSD.date) if good else Literal(value)


def _decimal(value: float) -> str:
    """The shortest digits that give the number back, without exponent: ``xsd:decimal`` knows none."""
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else f"{text}.0"
