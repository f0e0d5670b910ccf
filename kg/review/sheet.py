"""The statements of a build as a file to edit: a line an evidence, least sure first, empty columns for the curator."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Document, Entity, KnowledgeBase
from kg.review.cells import NEW
from kg.review.ends import shown
from kg.review.place import in_sentence
from kg.review.table import table
from kg.review.verdict import Reading, reading_id, readings

__all__ = ["REVIEW", "sheet"]

REVIEW = (
    *("evidence", "document", "sentence", "quote", "start", "subject", "relation", "object"),
    *("polarity", "modality", "holder", "time", "confidence", "rule", "verdict", *NEW, "curator", "note"),
)
"""The columns of the file; a curator fills those from ``verdict`` on."""


def sheet(kb: KnowledgeBase, *, curator: str = "", below: float | None = None, limit: int | None = None) -> bytes:
    """The file; the header alone where there is nothing to review.

    Parameters
    ----------
    kb
        A build.
    curator
        Filled into every line.
    below
        Only evidence less sure than this.
    limit
        So many lines at most.
    """
    entities = {entity.id: entity for entity in kb.entities}
    documents = {document.id: document for document in kb.documents}
    found = {reading_id(reading): reading for reading in readings(kb)}
    ordered = sorted(found.items(), key=lambda item: (item[1].evidence.confidence, *_order(item[1]), item[0]))
    chosen = [item for item in ordered if below is None or item[1].evidence.confidence < below][:limit]
    return table(REVIEW, (_row(name, r, entities, documents) | {"curator": curator} for name, r in chosen))


def _order(reading: Reading) -> tuple[str, int, int]:
    evidence = reading.evidence
    return evidence.document, evidence.span.start, evidence.span.end


def _row(
    name: str, reading: Reading, entities: Mapping[str, Entity], documents: Mapping[str, Document]
) -> dict[str, str]:
    evidence = reading.evidence
    return {
        "evidence": name,
        "document": evidence.document,
        "sentence": in_sentence(documents[evidence.document].text, evidence.span),
        "quote": " ".join(evidence.quote.split()),
        "start": str(evidence.span.start),
        "subject": shown(entities[reading.subject]),
        "relation": reading.relation,
        "object": shown(entities[reading.object]),
        "polarity": evidence.polarity.value,
        "modality": evidence.modality.value,
        "holder": shown(entities[evidence.holder]) if evidence.holder else "",
        "time": (evidence.when.edtf or evidence.when.words) if evidence.when else "",
        "confidence": f"{evidence.confidence:.3f}",
        "rule": evidence.rule,
    }
