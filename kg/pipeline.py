"""Composition only: documents in, one knowledge base a document out, and their union."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.attribution import Attribution, attribute
from kg.catalog import Catalog
from kg.coreference import resolve, resolve_one
from kg.extract import Lexicon, lexicon, matches
from kg.mentions import mentions, read
from kg.model import (
    ACTORS,
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Match,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
)
from kg.nlp import Gazetteer, annotate, gazetteer
from kg.phrases import phrase
from kg.reading import Reading, register
from kg.when import TimeExpression, expressions, scope

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["extract", "merge"]

_FIRST_PERSON = frozenset({"i", "we", "us", "me"})
# what a phrase mentions by the way is neither anybody's word nor dated by the clause around it
_CONTEXT = frozenset({"alsoKnownAs", "locatedIn", "locatedNear", "holdsOffice"})


def extract(documents: Iterable[Document], *, nlp: Language, catalog: Catalog) -> Iterator[KnowledgeBase]:
    """What each document says, as one knowledge base a document, in the order given; nothing from no documents.

    A document that cannot be analysed yields itself with a diagnostic of severity error; the others go on.
    """
    names = gazetteer(nlp, catalog)
    words = lexicon(catalog)
    for document, doc in annotate(documents, nlp=nlp, names=names):
        try:
            yield _analyse(document, doc, names=names, words=words, catalog=catalog)
        except (ValueError, KeyError, IndexError, RecursionError) as error:
            problem = Diagnostic(
                "document-failed", Severity.ERROR, document.id, None, f"{type(error).__name__}: {error}"
            )
            yield KnowledgeBase((document,), (), (), (problem,))


def _analyse(document: Document, doc: Doc, *, names: Gazetteer, words: Lexicon, catalog: Catalog) -> KnowledgeBase:
    reading = read(document, doc, names=names, catalog=catalog)
    times = expressions(doc, published=document.published)
    diagnostics = list(_unresolved(document, doc, times))
    statements: dict[str, Statement] = {}
    for evidence, match in _once_a_sentence(reading, words, times):
        new = Statement(match.subject, match.relation, match.object, (evidence,))
        old = statements.get(new.id)
        statements[new.id] = new if old is None else replace(old, evidence=(*old.evidence, evidence))
    diagnostics += _unknown(reading)
    used = {i for s in statements.values() for i in (s.subject, s.object, *(e.holder for e in s.evidence)) if i}
    entities = tuple(_entity(reading, identity, statements.values()) for identity in sorted(used))
    return KnowledgeBase((document,), entities, tuple(statements[i] for i in sorted(statements)), tuple(diagnostics))


def _once_a_sentence(
    reading: Reading, words: Lexicon, times: tuple[TimeExpression, ...]
) -> Iterator[tuple[Evidence, Match]]:
    """Each statement once a sentence and attribution: "fought a war" is one act, by whichever rule is surer."""
    best: dict[tuple[object, ...], tuple[Evidence, Match]] = {}
    for match in matches(reading, words):
        said = attribute(reading.doc, match.trigger, cues=reading.catalog.cues)
        evidence = _evidence(reading, match, said, times)
        sentence = reading.doc[match.trigger].sent.start
        ends = (match.subject, match.relation, match.object)
        key = (*ends, sentence, evidence.polarity, evidence.modality, evidence.holder)
        if key not in best or evidence.confidence > best[key][0].confidence:
            best[key] = (evidence, match)
    yield from best.values()


def _evidence(reading: Reading, match: Match, said: Attribution, times: tuple[TimeExpression, ...]) -> Evidence:
    when = None if match.relation in _CONTEXT else scope(reading.doc, match.trigger, times)
    return Evidence(
        document=reading.document.id,
        span=match.span,
        quote=reading.document.text[match.span.start : match.span.end],
        holder=_holder(reading, match, said),
        polarity=match.polarity or (Polarity.POSITIVE if match.relation in _CONTEXT else said.polarity),
        modality=match.modality or (Modality.ACTUAL if match.relation in _CONTEXT else said.modality),
        when=when,
        count=match.count,
        rule=match.rule,
        confidence=match.confidence,
    )


def _holder(reading: Reading, match: Match, said: Attribution) -> str | None:
    """The speaker as an entity; the commenter for a comment; None for the document's own voice."""
    document = reading.document
    own = _commenter(reading) if document.part_of else None
    if said.holder is None or match.relation in _CONTEXT | {"memberOf"}:
        return own
    token: Token = reading.doc[said.holder]
    if token.lower_ in _FIRST_PERSON and (document.author or own):
        return own
    found = resolve_one(reading, token, ACTORS)
    if found and match.subject != found[0] and match.subject in dict(resolve(reading, token, ACTORS)):
        found = (match.subject,)  # "Chile and Peru hope to sign": each of them hopes for itself
    if found:
        # who claims a place in so many words is not quoted on somebody's claim
        own_claim = match.relation == "claims" and found[0] == match.subject
        return own if own_claim or found[0] == reading.author else found[0]
    if token.lemma_.lower() in _mute(reading):
        return own
    # an unnamed source is still not the document: keep its words as an entity of their own
    start, _, _ = phrase(token)
    return register(reading, Kind.OTHER, (reading.doc[start : token.i + 1].text, token.text), local=True)


def _mute(reading: Reading) -> frozenset[str]:
    """Nouns that say nothing themselves: what a treaty or dispute "says" is the document's account of it."""
    cues = reading.catalog.cues
    return cues.get("nouns.agreements", frozenset()) | cues.get("nouns.disputes", frozenset())


def _commenter(reading: Reading) -> str | None:
    author = reading.document.author
    return register(reading, Kind.PERSON, (author,), local=True) if author else None


def _entity(reading: Reading, identity: str, statements: Iterable[Statement]) -> Entity:
    """The entity with the forms that this text uses right after its label; a place at issue is a territory."""
    entity = reading.entity(identity)
    have = {name.text: name for name in entity.names}
    forms = [entity.label, *(f for f in reading.used.get(identity, ()) if f in have)]
    names = tuple(have[form] for form in dict.fromkeys([*forms, *have]))
    at_issue = entity.kind is Kind.PLACE and any(
        s.object == identity and Kind.PLACE not in reading.catalog.relations[s.relation].relation.object
        for s in statements
    )
    return replace(entity, names=names, kind=Kind.TERRITORY if at_issue else entity.kind)


def _unresolved(document: Document, doc: Doc, times: tuple[TimeExpression, ...]) -> Iterator[Diagnostic]:
    for found in times:
        if found.when.edtf is None:
            span = doc[found.start : found.end]
            yield Diagnostic(
                "time-unresolved",
                Severity.INFO,
                document.id,
                Span(span.start_char, span.end_char),
                f"{found.when.words!r} cannot be dated"
                + ("" if document.published else ": the publication date is unknown"),
            )


def _unknown(reading: Reading) -> Iterator[Diagnostic]:
    for mention in mentions(reading):
        if mention.entity is None:
            words = reading.document.text[mention.span.start : mention.span.end]
            yield Diagnostic(
                "mention-unknown", Severity.INFO, mention.document, mention.span, f"{words!r} is not identified"
            )


def merge(parts: Iterable[KnowledgeBase]) -> KnowledgeBase:
    """The union, sorted; the same parts in any order give the same value, no parts the empty one."""
    documents: dict[str, Document] = {}
    entities: dict[str, Entity] = {}
    evidence: dict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
    diagnostics: set[Diagnostic] = set()
    for part in parts:
        documents.update((d.id, d) for d in part.documents)
        for entity in part.entities:
            entities[entity.id] = _joined(entities.get(entity.id), entity)
        for statement in part.statements:
            evidence[statement.subject, statement.relation, statement.object].update(statement.evidence)
        diagnostics.update(part.diagnostics)
    statements = (Statement(*ends, tuple(sorted(found, key=_order))) for ends, found in evidence.items())
    return KnowledgeBase(
        tuple(documents[i] for i in sorted(documents)),
        tuple(entities[i] for i in sorted(entities)),
        tuple(sorted(statements, key=lambda s: s.id)),
        tuple(sorted(diagnostics, key=lambda d: (d.document or "", d.span or Span(0, 0), d.code, d.message))),
    )


def _order(evidence: Evidence) -> tuple[str, Span, str, str, str, str]:
    return (
        evidence.document,
        evidence.span,
        evidence.rule,
        evidence.holder or "",
        evidence.polarity,
        evidence.modality,
    )


def _joined(old: Entity | None, new: Entity) -> Entity:
    """One entity for both: all names, the label first, the rest sorted so that the order of documents is no matter."""
    label = new.label if old is None else min(old.label, new.label)
    if old is None:
        return replace(new, names=_sorted(new.names, label))
    kind = Kind.TERRITORY if Kind.TERRITORY in (old.kind, new.kind) else old.kind
    return replace(old, kind=kind, names=_sorted((*old.names, *new.names), label))


def _sorted(names: Iterable[Name], label: str) -> tuple[Name, ...]:
    """Each name once in each language with all its users, the label first."""
    found: dict[tuple[str, str | None], Name] = {}
    for name in names:
        key = (name.text, name.language)
        old = found.get(key)
        found[key] = name if old is None else replace(old, used_by=tuple(sorted({*old.used_by, *name.used_by})))
    return tuple(sorted(found.values(), key=lambda n: (n.text != label, n.text, n.language or "")))
