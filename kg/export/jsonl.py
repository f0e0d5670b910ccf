"""JSON Lines, the lossless form between commands: statements one line an evidence, and the other parts of a build.

A quote is ``text[start:end]`` of its document, in code points. An entity in a statement's line has at most
``MOST_NAMES`` names: its label, then those that the quote has, then those of the document's text, then the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Diagnostic, Document, Entity, Evidence, KnowledgeBase

__all__ = [
    "MOST_NAMES",
    "diagnostic_record",
    "document_record",
    "dump",
    "entity_record",
    "statement_lines",
    "to_jsonl",
]

MOST_NAMES = 16

Record = dict[str, Any]


def to_jsonl(kb: KnowledgeBase) -> str:
    """All statements, one line an evidence; an empty knowledge base gives an empty string.

    A statement without evidence has no line: there is nothing that it could be traced to.
    """
    return "".join(statement_lines(kb))


def statement_lines(kb: KnowledgeBase) -> Iterator[str]:
    """The lines of :func:`to_jsonl`, each with its line feed, one at a time."""
    entities = {entity.id: entity for entity in kb.entities}
    texts = {document.id: document.text for document in kb.documents}
    seen: dict[tuple[str, str], tuple[str, ...]] = {}

    def reference(entity_id: str, evidence: Evidence) -> Record:
        # Which names a document has is asked once a document; a quote is short enough to look each time.
        entity = entities[entity_id]
        key = (entity_id, evidence.document)
        if key not in seen:
            seen[key] = _by_use(entity, texts.get(evidence.document, ""))
        quoted = [name for name in seen[key] if name in evidence.quote]
        names = [*dict.fromkeys([entity.label, *quoted, *seen[key]])][:MOST_NAMES]
        return {"id": entity.id, "label": entity.label, "kind": entity.kind.value, "names": names}

    for statement in kb.statements:
        for evidence in statement.evidence:
            when = evidence.when
            yield dump(
                {
                    "document": evidence.document,
                    "subject": reference(statement.subject, evidence),
                    "relation": statement.relation,
                    "object": reference(statement.object, evidence),
                    "polarity": evidence.polarity.value,
                    "modality": evidence.modality.value,
                    "holder": None if evidence.holder is None else reference(evidence.holder, evidence),
                    "time": when and when.edtf,
                    "count": evidence.count,
                    "quote": evidence.quote,
                    "start": evidence.span.start,
                    "end": evidence.span.end,
                    "rule": evidence.rule,
                    "confidence": evidence.confidence,
                    "statement": statement.id,
                    "time_words": when and when.words,
                    "time_resolution": when and when.resolution,
                    "time_against": when and when.against,
                }
            )


def _by_use(entity: Entity, text: str) -> tuple[str, ...]:
    """The names of the entity, those that occur in the text first."""
    names = [name.text for name in entity.names]
    return tuple(sorted(names, key=lambda name: name not in text))


def dump(record: Mapping[str, Any]) -> str:
    """One JSON object as a line, characters as they are, keys in the order given."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def document_record(document: Document) -> Record:
    """Every field of a document, in the order of the class."""
    return {key: getattr(document, key) for key in Document.__slots__}


def entity_record(entity: Entity) -> Record:
    """Every field of an entity, names with their language, users and note."""
    names = [
        {"text": name.text, "language": name.language, "used_by": [*name.used_by], "note": name.note}
        for name in entity.names
    ]
    return {"id": entity.id, "kind": entity.kind.value, "names": names, "same_as": [*entity.same_as]}


def diagnostic_record(diagnostic: Diagnostic) -> Record:
    """Every field of a diagnostic; ``start`` and ``end`` are null where it concerns the whole document."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "document": diagnostic.document,
        "start": span and span.start,
        "end": span and span.end,
        "message": diagnostic.message,
    }
