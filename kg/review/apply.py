"""Verdicts applied to what the machine read.

A reading leaves the graph as soon as there is a verdict on it; each acceptance, correction or addition puts the
curator's own evidence there. A rejection takes away the machine's reading and never another curator's: where curators
disagree, the evidence of each who has any stands, and a diagnostic names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.catalog import Catalog
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Name,
    Severity,
    Span,
    Statement,
)
from kg.review.conflicts import conflicts
from kg.review.place import locate
from kg.review.verdict import Decision, Reading, Verdict, readings
from kg.review.words import in_words, line

__all__ = ["STALE", "absent", "apply_verdicts", "reviewed"]

STALE = "verdict-stale"
_DONE = {Decision.REJECT: "verdict-rejected", Decision.CORRECT: "verdict-corrected"}


def reviewed(kbs: Iterable[KnowledgeBase], verdicts: Sequence[Verdict], *, catalog: Catalog) -> Iterator[KnowledgeBase]:
    """Each knowledge base of a stream with the verdicts on its documents applied."""
    by_document: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_document[verdict.judged.evidence.document].append(verdict)
    for kb in kbs:
        mine = [verdict for document in kb.documents for verdict in by_document.get(document.id, ())]
        yield apply_verdicts(kb, mine, catalog=catalog) if mine else kb


def absent(verdicts: Iterable[Verdict], documents: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A diagnostic for each verdict on a document whose id is not among these."""
    known = set(documents)
    return tuple(
        _stale(verdict, f"no document {verdict.judged.evidence.document!r} was read", None)
        for verdict in verdicts
        if verdict.judged.evidence.document not in known
    )


def apply_verdicts(kb: KnowledgeBase, verdicts: Iterable[Verdict], *, catalog: Catalog) -> KnowledgeBase:
    """The knowledge base with the verdicts in force.

    Parameters
    ----------
    kb
        What the machine read; with no verdicts it comes back as it is.
    verdicts
        In any order. Several of one curator on one reading are all applied; ``merged`` keeps one of them.
    catalog
        For ends that ``kb`` does not have.

    Returns
    -------
    KnowledgeBase
        Sorted as a build is. Entities that no statement needs any more are left out. Diagnostics tell what was
        rejected or corrected and by whom (info), what curators disagree on, and verdicts that cannot be applied
        because their document or quote is not there (warning).
    """
    ordered = sorted(verdicts, key=line)
    if not ordered:
        return kb
    documents = {document.id: document for document in kb.documents}
    placed, stale = _placed(ordered, documents)
    machine = _Machine(readings(kb))
    diagnostics = [*stale, *absent(ordered, documents)]
    curated: list[Reading] = []
    for verdict in placed:
        found = machine.take(verdict.judged)
        diagnostics += _told(verdict, found)
        if (gives := verdict.gives) is not None:
            machine.take(gives)
            curated.append(gives)
    diagnostics += conflicts(placed)
    kept = [*machine.left, *curated]
    return KnowledgeBase(
        kb.documents,
        _entities(kb, kept, [*placed], catalog),
        _statements(kept),
        tuple(sorted({*kb.diagnostics, *diagnostics}, key=_diagnostic_order)),
    )


class _Machine:
    """The readings of the machine by document, of which verdicts take some."""

    def __init__(self, found: Iterable[Reading]) -> None:
        self.by_document: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in found:
            self.by_document[reading.evidence.document].append(reading)
        self.seen: dict[tuple[str, object], list[Reading]] = {}

    def take(self, judged: Reading) -> list[Reading]:
        """What the machine reads there, at exactly this place if it does, else at one that overlaps."""
        document, span = judged.evidence.document, judged.evidence.span
        here = [r for r in self.by_document[document] if r.key == judged.key and r.evidence.curator is None]
        exact = [r for r in here if r.evidence.span == span]
        taken = exact or [r for r in here if r.evidence.span.start < span.end and span.start < r.evidence.span.end]
        if taken:
            left = [r for r in self.by_document[document] if r not in taken]
            self.by_document[document] = left
            # a second curator judges what the first one's verdict took away already
            self.seen[document, (span, judged.key)] = taken
        return taken or self.seen.get((document, (span, judged.key)), [])

    @property
    def left(self) -> Iterator[Reading]:
        """What no verdict took."""
        return (reading for found in self.by_document.values() for reading in found)


def _placed(verdicts: Iterable[Verdict], documents: Mapping[str, Document]) -> tuple[list[Verdict], list[Diagnostic]]:
    """The verdicts whose quote stands, moved to where it does, and a diagnostic for each other one."""
    placed: list[Verdict] = []
    stale: list[Diagnostic] = []
    for verdict in verdicts:
        document = documents.get(verdict.judged.evidence.document)
        if document is None:
            continue
        where = locate(document, verdict)
        if isinstance(where, str):
            stale.append(_stale(verdict, where, document.id))
            continue
        judged, corrected = _moved(verdict.judged, where, document), verdict.corrected
        placed.append(replace(verdict, judged=judged, corrected=corrected and _moved(corrected, where, document)))
    return placed, stale


def _moved(reading: Reading, span: Span, document: Document) -> Reading:
    quote = document.text[span.start : span.end]
    return replace(reading, evidence=replace(reading.evidence, span=span, quote=quote))


def _told(verdict: Verdict, found: Sequence[Reading]) -> Iterator[Diagnostic]:
    """What the verdict took away, in the curator's name, and where the machine now reads another time."""
    labels = {entity.id: entity.label for entity in verdict.entities}
    evidence = verdict.judged.evidence
    what = in_words(verdict.judged, labels)
    note = f"; note: {verdict.note}" if verdict.note else ""
    by = f", found by {found[0].evidence.rule}" if found else ", which the machine does not find now"
    if verdict.decision is Decision.REJECT:
        yield _diagnostic(verdict, f"{verdict.curator} rejects {what}{by}{note}")
    elif verdict.corrected is not None:
        yield _diagnostic(
            verdict, f"{verdict.curator} corrects {what}{by}, to {in_words(verdict.corrected, labels)}{note}"
        )
    elif found and verdict.decision is Decision.ACCEPT:
        new = found[0].evidence.when
        if (new and new.edtf) != (evidence.when and evidence.when.edtf):
            message = f"{verdict.curator} accepts {what}; the machine now reads the time {new and new.edtf}"
            yield Diagnostic("verdict-differs", Severity.INFO, evidence.document, evidence.span, message)


def _statements(kept: Iterable[Reading]) -> tuple[Statement, ...]:
    evidence: defaultdict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
    for reading in kept:
        evidence[reading.subject, reading.relation, reading.object].add(reading.evidence)
    statements = (Statement(*ends, tuple(sorted(found, key=_evidence_order))) for ends, found in evidence.items())
    return tuple(sorted(statements, key=lambda statement: statement.id))


def _entities(
    kb: KnowledgeBase, kept: Sequence[Reading], verdicts: Sequence[Verdict], catalog: Catalog
) -> tuple[Entity, ...]:
    """What the statements need, and what none needed before; ends of verdicts as the build or the catalog has them."""
    before, now = _used(readings(kb)), _used(kept)
    entities = {entity.id: entity for entity in kb.entities if entity.id in now or entity.id not in before}
    for stub in (entity for verdict in verdicts for entity in verdict.entities):
        if stub.id in now:
            entities.setdefault(stub.id, catalog.entities.get(stub.id, stub))
    for verdict in verdicts:
        if (gives := verdict.gives) is not None:
            entities[gives.object] = _as_object(entities[gives.object], gives, catalog)
    return tuple(entities[name] for name in sorted(entities))


def _used(found: Iterable[Reading]) -> set[str]:
    return {end for r in found for end in (r.subject, r.object, r.evidence.holder) if end is not None}


def _as_object(entity: Entity, reading: Reading, catalog: Catalog) -> Entity:
    """As the pipeline has it: a place at issue is a territory; and a name is that of the one who is said to use it."""
    if entity.kind is Kind.PLACE and Kind.PLACE not in catalog.relations[reading.relation].relation.object:
        return replace(entity, kind=Kind.TERRITORY)
    user = reading.evidence.holder
    if entity.kind is Kind.NAME and user is not None:
        first = entity.names[0]
        named = Name(first.text, first.language, tuple(sorted({*first.used_by, user})), first.note)
        return replace(entity, names=(named, *entity.names[1:]))
    return entity


def _diagnostic(verdict: Verdict, message: str) -> Diagnostic:
    place = verdict.judged.evidence
    return Diagnostic(_DONE[verdict.decision], Severity.INFO, place.document, place.span, message)


def _stale(verdict: Verdict, why: str, document: str | None) -> Diagnostic:
    labels = {entity.id: entity.label for entity in verdict.entities}
    quote = " ".join(verdict.judged.evidence.quote.split())
    what = in_words(verdict.judged, labels)
    message = f"{verdict.curator}'s verdict ({verdict.decision}) on {what} in “{quote}” is not applied: {why}"
    return Diagnostic(STALE, Severity.WARNING, document, None, message)


def _evidence_order(evidence: Evidence) -> tuple[str, Span, str, str, str, str, str]:
    return (
        *(evidence.document, evidence.span, evidence.rule, evidence.holder or ""),
        *(evidence.polarity, evidence.modality, repr(evidence)),
    )


def _diagnostic_order(diagnostic: Diagnostic) -> tuple[str, Span, str, str]:
    return diagnostic.document or "", diagnostic.span or Span(0, 0), diagnostic.code, diagnostic.message
