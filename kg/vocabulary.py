"""The terms and IRIs of the RDF form: the ``TDO`` namespace, prefixes, and ids as IRIs and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from rdflib import RDF, RDFS, XSD, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, SKOS, DefinedNamespace

from kg.model import Evidence, Name, When, digest

__all__ = ["ID", "PREFIXES", "SKOSXL", "TDO", "evidence_id", "from_iri", "is_iri", "name_id", "time_id", "to_iri"]


class TDO(DefinedNamespace):
    """Every term of ``ontologies/tdo.ttl``; a name that is not here raises AttributeError."""

    _fail = True
    _NS = Namespace("https://w3id.org/tdo#")

    # Classes
    Actor: URIRef
    Agreement: URIRef
    Diagnostic: URIRef
    Dispute: URIRef
    Document: URIRef
    Evidence: URIRef
    Name: URIRef
    Organization: URIRef
    Other: URIRef
    Person: URIRef
    Place: URIRef
    Side: URIRef
    State: URIRef
    Statement: URIRef
    Territory: URIRef
    Time: URIRef

    # Kinds of places, as the features of the catalog
    BorderSector: URIRef
    City: URIRef
    Continent: URIRef
    Enclave: URIRef
    Gulf: URIRef
    Island: URIRef
    IslandGroup: URIRef
    Lake: URIRef
    MaritimeArea: URIRef
    MountainRange: URIRef
    Ocean: URIRef
    Peninsula: URIRef
    Province: URIRef
    Reef: URIRef
    Region: URIRef
    River: URIRef
    Sea: URIRef
    Site: URIRef
    Strait: URIRef

    # Statements, their evidence and its time
    confidence: URIRef
    count: URIRef
    document: URIRef
    edtf: URIRef
    end: URIRef
    evidence: URIRef
    evidenceOf: URIRef
    holder: URIRef
    modality: URIRef
    polarity: URIRef
    precision: URIRef
    quote: URIRef
    readAgainst: URIRef
    resolution: URIRef
    rule: URIRef
    start: URIRef
    time: URIRef
    timeFrom: URIRef
    timeTo: URIRef
    words: URIRef

    # Documents, names, diagnostics
    author: URIRef
    code: URIRef
    language: URIRef
    message: URIRef
    position: URIRef
    severity: URIRef
    sha256: URIRef
    text: URIRef
    url: URIRef
    usedBy: URIRef

    # Derived disputes and their sides
    act: URIRef
    actor: URIRef
    attested: URIRef
    byWordOf: URIRef
    derivedFrom: URIRef
    firstClaimed: URIRef
    lastClaimed: URIRef
    mentionedAs: URIRef
    overTerritory: URIRef
    party: URIRef
    reportedParty: URIRef
    role: URIRef
    saidIn: URIRef
    side: URIRef
    sideOf: URIRef
    withinDispute: URIRef

    # What the catalog knows beforehand
    continues: URIRef
    hasPart: URIRef
    organOf: URIRef
    partOf: URIRef

    # Annotations of the relations
    cooperation: URIRef
    group: URIRef
    plover: URIRef

    # Relations, as in kg/data/relations
    accuses: URIRef
    administers: URIRef
    agreesWith: URIRef
    aids: URIRef
    alsoKnownAs: URIRef
    annexes: URIRef
    atWarWith: URIRef
    attacks: URIRef
    buildsOn: URIRef
    cedes: URIRef
    claims: URIRef
    clashesWith: URIRef
    cooperatesWith: URIRef
    declaresIndependenceFrom: URIRef
    demandsFrom: URIRef
    deploysTo: URIRef
    detains: URIRef
    disputes: URIRef
    disputesWith: URIRef
    holdsOffice: URIRef
    intrudesInto: URIRef
    locatedIn: URIRef
    locatedNear: URIRef
    mediates: URIRef
    memberOf: URIRef
    metWith: URIRef
    negotiatesWith: URIRef
    occupies: URIRef
    patrols: URIRef
    proposesTo: URIRef
    protestsAgainst: URIRef
    ratifies: URIRef
    receives: URIRef
    recognizes: URIRef
    rejects: URIRef
    rulesOn: URIRef
    sanctions: URIRef
    seizes: URIRef
    signs: URIRef
    successorOf: URIRef
    supports: URIRef
    surrendersTo: URIRef
    threatens: URIRef
    violates: URIRef
    visits: URIRef
    withdrawsFrom: URIRef


ID = Namespace("https://w3id.org/tdo/id/")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
WIKIDATA = Namespace("http://www.wikidata.org/entity/")

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_KINDS_OF_ID = (
    *("agreement", "dispute", "name", "organization", "other", "person", "place", "state", "territory"),
    *("curator", "derived", "diagnostic", "document", "evidence", "label", "statement", "time"),
)

PREFIXES: Mapping[str, str] = {
    "dcterms": str(DCTERMS),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "skosxl": str(SKOSXL),
    "tdo": str(TDO),
    "wd": str(WIKIDATA),
    "xsd": str(XSD),
    **{kind: f"{ID}{kind}/" for kind in _KINDS_OF_ID},
}
"""Prefixes of exported Turtle; a query may use them without declaring them."""


def to_iri(id: str) -> URIRef:
    """The IRI of an id (``state/japan``); what may not stand in an IRI is percent-encoded.

    >>> to_iri("place/sea of okhotsk")
    rdflib.term.URIRef('https://w3id.org/tdo/id/place/sea%20of%20okhotsk')
    """
    return ID[quote(id, safe="/")]


def from_iri(iri: str, under: str = "") -> str:
    """The id of an IRI that `to_iri` made, without the leading ``under``; the IRI itself where it is no such IRI.

    >>> from_iri("https://w3id.org/tdo/id/document/a%20b", "document/")
    'a b'
    """
    base = f"{ID}{under}"
    return unquote(iri.removeprefix(base)) if iri.startswith(base) else iri


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI as far as RDF files and SPARQL need it (the characters of ``IRIREF``).

    >>> is_iri("urn:x"), is_iri("x"), is_iri("urn:x> y")
    (True, False, False)
    """
    return _IRI.fullmatch(text) is not None


def evidence_id(statement: str, evidence: Evidence) -> str:
    """Id of an evidence: its statement's id, so that the two sort together, and a hash of everything it holds."""
    span, when = evidence.span, evidence.when
    parts = [evidence.document, str(span.start), str(span.end), evidence.quote, *_marked(evidence.holder)]
    parts += [evidence.polarity, evidence.modality, time_id(when) if when else "", str(evidence.count)]
    parts += [evidence.rule, repr(evidence.confidence)]
    return f"evidence/{statement}-{digest(*parts)}"


def time_id(when: When) -> str:
    """Id of a time: the same words, read the same way, are one node."""
    return f"time/{digest(*_marked(when.edtf), when.words, when.resolution, *_marked(when.against))}"


def name_id(entity: str, name: Name) -> str:
    """Id of a name as the name of one entity: who uses it is said of this pair."""
    users = sorted(set(name.used_by))
    return f"label/{digest(entity, name.text, *_marked(name.language), *_marked(name.note), *users)}"


def _marked(value: str | None) -> tuple[str, str]:
    """A part that keeps None and the empty string apart."""
    return ("0", "") if value is None else ("1", value)
