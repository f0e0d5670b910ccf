"""Event records in the manner of PLOVER, for users of event data (POLECAT, ICEWS, Phoenix): one line an evidence.

A record says who did what to whom and when, as those data sets do, and keeps what they drop: that the act was planned,
denied or merely reported, whose word it is, and the words themselves. ``docs/events.md`` describes every field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kg.catalog import Catalog, load
from kg.dates import time_bounds
from kg.export.jsonl import dump
from kg.export.names import SEPARATOR, side_by_side
from kg.model import ACTORS, Document, Entity, Evidence, Kind, KnowledgeBase, Statement, digest
from kg.sides import sides
from kg.voices import authors

__all__ = ["COUNTERPARTS", "MODES", "QUADS", "event_lines", "to_plover"]

type Record = dict[str, Any]

QUADS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation")
    | dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation")
    | dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict")
    | dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict")
)
"""Quarter of the scheme that each of the sixteen types belongs to (PLOVER codebook, 2021)."""

MODES: Mapping[str, str] = MappingProxyType({"accuses": "disapprove", "visits": "visit", "withdrawsFrom": "withdraw"})
"""PLOVER mode of the relations that have exactly one; of the others the text would have to tell more."""

COUNTERPARTS: Mapping[str, str] = MappingProxyType({"cedes": "receives"})
"""Relation that names the other party of a relation to a territory, with the territory as object of both."""

_SIGNS: Mapping[int, str] = MappingProxyType({1: "cooperation", 0: "neutral", -1: "conflict"})
_PLACES = frozenset({Kind.TERRITORY, Kind.PLACE})
_MATTERS = frozenset({Kind.AGREEMENT, Kind.DISPUTE})


def to_plover(kb: KnowledgeBase, *, catalog: Catalog | None = None) -> str:
    """All events, one JSON object a line, sorted by document and place; an empty string where there is none.

    Parameters
    ----------
    kb
        What a build knows.
    catalog
        For the relations' event types and the states' codes; default: the catalog that ships with the package.
    """
    return "".join(event_lines(kb, catalog=catalog))


def event_lines(kb: KnowledgeBase, *, catalog: Catalog | None = None) -> Iterator[str]:
    """The lines of :func:`to_plover`, each with its line feed; statements without an event type yield none."""
    source = _Source(kb, catalog or load())
    found = [
        (statement, evidence)
        for statement in kb.statements
        if source.type(statement) is not None
        for evidence in statement.evidence
    ]
    records = [source.record(statement, evidence) for statement, evidence in found]
    yield from map(dump, sorted(records, key=lambda r: (r["document"], r["start"], r["end"], r["statement"], r["id"])))


@dataclass(frozen=True, slots=True)
class _Party:
    """What a record shows of an entity: its codes are those of the state, or of the state that it acts for."""

    id: str
    label: str
    kind: str | None
    iso: str | None
    cow: int | None
    state: str | None

    def record(self) -> Record:
        return {key: getattr(self, key) for key in ("id", "label", "kind", "iso", "cow", "state")}


class _Source:
    """A knowledge base with its look-ups."""

    def __init__(self, kb: KnowledgeBase, catalog: Catalog) -> None:
        self.catalog = catalog
        self.entities: dict[str, Entity] = {entity.id: entity for entity in kb.entities}
        self.documents: dict[str, Document] = {document.id: document for document in kb.documents}
        self.voices = authors(kb)
        self.sides = sides(kb, catalog=catalog)
        self.counterparts: dict[tuple[str, str], list[tuple[str, Sequence[Evidence]]]] = defaultdict(list)
        for statement in kb.statements:
            if statement.relation in COUNTERPARTS.values():
                key = statement.relation, statement.object
                self.counterparts[key].append((statement.subject, statement.evidence))

    def type(self, statement: Statement) -> str | None:
        spec = self.catalog.relations.get(statement.relation)
        return spec.relation.plover if spec else None

    def record(self, statement: Statement, evidence: Evidence) -> Record:
        relation = self.catalog.relations[statement.relation].relation
        type_ = relation.plover or ""
        document = self.documents.get(evidence.document)
        when = evidence.when
        first, last, precision = time_bounds(when and when.edtf)
        voice = self.voices.get(evidence.document)
        return {
            "id": _event_id(statement, evidence),
            "date": when and when.edtf,
            "date_first": first and first.isoformat(),
            "date_last": last and last.isoformat(),
            "date_precision": precision,
            "date_words": when and when.words,
            "type": type_,
            "mode": MODES.get(relation.id),
            "quad": QUADS.get(type_),
            "sign": None if relation.cooperation is None else _SIGNS[relation.cooperation],
            "relation": relation.id,
            "directed": not relation.symmetric,
            "actor": self.party(statement.subject),
            **self.objects(statement, evidence),
            "polarity": evidence.polarity.value,
            "modality": evidence.modality.value,
            "holder": evidence.holder and self.party(evidence.holder),
            "voice": voice and self.party(voice),
            "asserted": evidence.affirms and (document is None or document.is_outlet),
            "count": evidence.count,
            "confidence": evidence.confidence,
            "quote": evidence.quote,
            "start": evidence.span.start,
            "end": evidence.span.end,
            "document": evidence.document,
            "published": document and document.published,
            "publisher": document and document.source,
            "url": document and document.url,
            "rule": evidence.rule,
            "statement": statement.id,
        }

    def objects(self, statement: Statement, evidence: Evidence) -> Record:
        """The statement's object under what it is to the act; who else took part, only where the same words say so."""
        kind = self.kind(statement.object)
        shown = self.party(statement.object)
        recipient = shown if kind not in _PLACES | _MATTERS else self.counterpart(statement, evidence)
        return {
            "recipient": recipient,
            "territory": self.place(statement.object) if kind in _PLACES else None,
            "matter": {key: shown[key] for key in ("id", "label", "kind")} if kind in _MATTERS else None,
        }

    def counterpart(self, statement: Statement, evidence: Evidence) -> Record | None:
        relation = COUNTERPARTS.get(statement.relation)
        others = self.counterparts.get((relation, statement.object), []) if relation else []
        found = {
            subject
            for subject, evidences in others
            if subject != statement.subject and any(_same_words(evidence, other) for other in evidences)
        }
        return self.party(found.pop()) if len(found) == 1 else None

    def kind(self, key: str) -> Kind | None:
        entity = self.entities.get(key) or self.catalog.entities.get(key)
        return entity.kind if entity else None

    def party(self, key: str) -> Record:
        entity = self.entities.get(key) or self.catalog.entities.get(key)
        kind = entity.kind if entity else None
        state = key if kind is Kind.STATE else self.sides.get(key) if kind in ACTORS else None
        codes = self.codes(state)
        label = entity.label if entity else key
        return _Party(key, label, kind and kind.value, codes.get("iso"), _number(codes.get("cow")), state).record()

    def codes(self, state: str | None) -> dict[str, str]:
        entity = (self.entities.get(state) or self.catalog.entities.get(state)) if state else None
        pairs = (code.partition(":") for code in (entity.same_as if entity else ()))
        return {scheme: code for scheme, _, code in pairs}

    def place(self, key: str) -> Record:
        entity = self.entities.get(key) or self.catalog.entities.get(key)
        known = self.catalog.territories.get(key)
        latitude, longitude = known.coordinates if known and known.coordinates else (None, None)
        return {
            "id": key,
            "label": SEPARATOR.join(side_by_side(entity)) if entity else key,
            "kind": entity.kind.value if entity else None,
            "latitude": latitude,
            "longitude": longitude,
        }


def _event_id(statement: Statement, evidence: Evidence) -> str:
    place = f"{evidence.span.start}:{evidence.span.end}"
    return digest(
        *(statement.id, evidence.document, place, evidence.holder or ""), *(evidence.polarity, evidence.modality)
    )


def _same_words(one: Evidence, other: Evidence) -> bool:
    """Whether two evidences overlap in one text and are the same kind of saying by the same holder."""
    return (
        (one.document, one.holder, one.polarity, one.modality)
        == (other.document, other.holder, other.polarity, other.modality)
    ) and (one.span.start < other.span.end and other.span.start < one.span.end)


def _number(code: str | None) -> int | None:
    return int(code) if code and code.isdigit() else None
