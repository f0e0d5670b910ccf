"""Steps of the walk out of a clause: complements of verbs and adjectives, adverbial and relative clauses, conjuncts."""

from __future__ import annotations

from spacy.tokens import Token

from kg.attribution.effects import (
    DECIDED,
    DENIED,
    READY,
    SAID,
    Effect,
    beside_verb,
    effect,
    has_lemma,
    is_verb,
    words,
)
from kg.attribution.nouns import carried
from kg.attribution.reading import Reading, stand
from kg.attribution.voice import owner, speaker
from kg.model import Modality

__all__ = ["adjunct", "complement", "conjunct", "severed"]

_TIME = frozenset({"when", "once", "before", "after", "as", "until", "while"})
_LABEL = 3  # "he said: …" has its colon this near
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTICIPLES = frozenset({"VBD", "VBN"})


def severed(node: Token, head: Token) -> bool:
    """Whether a semicolon, a paragraph's end or a label's colon parts a clause from the parser's head."""
    first, last = (node.i, head.i) if node.i < head.i else (head.i, node.i)
    before = node.i < head.i
    for token in node.doc[first + 1 : last]:
        if token.is_punct:
            if token.text == ";" or (token.text == ":" and (before or token.i - first > _LABEL)):
                return True
            if token.text == "(" and node.dep_ == "parataxis":
                return True
        elif token.is_space and "\n" in token.text:
            return True
    return False


def infinitive(node: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return node.tag_ in ("VB", "VBP", "VBN", "VBD") and any(c.lower_ == "to" for c in node.children if c.dep_ == "aux")


def governing_adjective(head: Token) -> Token | None:
    """The adjective that governs: the head itself or the complement of its verb of being."""
    if head.pos_ == "ADJ" or head.dep_ == "acomp":
        return head
    return next((c for c in head.children if c.dep_ in ("acomp", "oprd") and c.pos_ in ("ADJ", "VERB")), None)


def conjunct(node: Token, reading: Reading) -> Token:
    """A later conjunct shares what stands beside the first where it has no subject and no auxiliary of its own."""
    head, cues = node.head, reading.cues
    if is_verb(node) and is_verb(head):
        own, first = beside_verb(node, cues), beside_verb(head, cues)
        if first.mark in cues["doubt.marks"]:
            reading.weaken(Modality.POSSIBLE)
        same = node.tag_ == head.tag_ or {node.tag_, head.tag_} == _PARTICIPLES
        if same and not own.subject and (not own.auxiliary or own.infinitive):
            contrast = any(c.lower_ in ("but", "yet") for c in head.children if c.dep_ == "cc")
            if first.negative and not own.negative and not contrast:
                reading.deny()
            reading.weaken(first.modality)
    elif any(c.lower_ in cues["denial.determiners"] for c in head.children if c.dep_ in ("det", "preconj")):
        reading.deny()
    return head


def complement(node: Token, reading: Reading) -> Token:
    """Clauses and adjectives that a verb or adjective asks for."""
    head, dep, cues = node.head, node.dep_, reading.cues
    if dep == "acomp":
        stand(head, reading)
        return head
    if dep in ("csubj", "csubjpass"):
        adjective = governing_adjective(head)
        does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
        found = beside_verb(head, cues, below=node.i)
        if does is not None:
            reading.apply(does, head)
            reading.beside(found)
        elif found.modal:
            reading.weaken(Modality.POSSIBLE)
        reading.close()
        return head
    to = infinitive(node)
    if dep == "xcomp" or to or (node.tag_ == "VBG" and dep == "ccomp" and not beside_verb(node, cues).auxiliary):
        return _governed(node, head, reading, to=to)
    return _clause(node, head, reading)


def _governed(node: Token, head: Token, reading: Reading, *, to: bool) -> Token:
    """An infinitive or a gerund under a verb or adjective."""
    cues = reading.cues
    adjective = governing_adjective(head)
    does = effect("adjective", (adjective.lower_, adjective.lemma_.lower()), cues) if adjective is not None else None
    if adjective is not None and adjective.lower_ == "able" and adjective.head.tag_ == "VBD":
        does = None  # "was able to land" tells that it landed
    if does is None and is_verb(head):
        does = _verb_effect(node, head, reading, to=to)
    if to and (does is None or does.negative):
        content = _noun_before(node, head, reading)
        if content is not None:
            return carried(node, *content, reading)
    if does is READY:
        verb = head if is_verb(head) or adjective is None else adjective.head
        if is_verb(verb) and beside_verb(verb, cues).negative:
            does = None
    if does is not None:
        reading.govern(does, head)
    if is_verb(head):
        stand(head, reading)
    return head


def _noun_before(node: Token, head: Token, reading: Reading) -> tuple[Token, Effect] | None:
    """The object right before an infinitive, where it holds the act: "ignored the demand to withdraw"."""
    before = node.left_edge.i - 1
    noun = next((c for c in head.children if c.dep_ == "dobj" and c.i == before), None)
    does = None if noun is None else effect("noun", (noun.lemma_.lower(),), reading.cues)
    return None if noun is None or does is None else (noun, does)


def _verb_effect(node: Token, head: Token, reading: Reading, *, to: bool) -> Effect | None:
    """What a verb does to the infinitive or gerund under it."""
    cues, lemma = reading.cues, head.lemma_.lower()
    if to:
        if lemma in ("have", "be") and any(c.lower_ in cues["denial.pending"] for c in head.children):
            return DENIED
        if lemma == "be":
            subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
            does = None if subject is None else effect("noun", (subject.lemma_.lower(),), cues)
            if subject is not None and does is not None:
                if does.holds:
                    reading.held_by(owner(subject, node, cues))
                return Effect(does.modality, does.negative)
            return DECIDED
        if lemma == "go":
            return DECIDED if head.tag_ == "VBG" else None
        if lemma in cues["plan.sending"]:
            return DECIDED
        if lemma in cues["plan.ballot"]:
            return None if has_lemma(node, "plan.declared", cues) else DECIDED
        if any(c.dep_ == "auxpass" for c in head.children):
            does = effect("hearsay", (lemma,), cues)
            if does is not None:
                return does
    found = words(head)
    does = effect("verb", found, cues)
    if does is None and to:
        does = effect("infinitive", found, cues)
    return does


def _clause(node: Token, head: Token, reading: Reading) -> Token:
    """A finite clause under a verb, an adjective or a verb of saying."""
    cues = reading.cues
    if head.lower_ in cues["speech.clear"] and has_lemma(head.head, "speech.utter", cues):
        reading.held_by(speaker(head.head, cues))
        reading.close()
        return head
    adjective = governing_adjective(head)
    does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
    if does is not None:
        reading.apply(does, head)
        if is_verb(head):
            stand(head, reading)
        return head
    if head.tag_ == "VB" and head.lemma_ == "let":
        reading.weaken(Modality.DESIRED)
        return head
    if is_verb(head):
        found = words(head)
        does = effect("subjunctive", found, cues) if _subjunctive(node) else None
        does = does or effect("finite", found, cues)
        if does is not None and node.i < head.i and _object_of_its_own(head, reading):
            does = None
        if does is not None:
            reading.govern(does, head)
            if not does.closes:
                stand(head, reading)
            return head
        reading.deniable = False
        stand(head, reading)
    reading.close()
    return head


def _object_of_its_own(verb: Token, reading: Reading) -> bool:
    if has_lemma(verb, "speech.addressing", reading.cues):
        return False
    return any(c.dep_ == "dobj" and not c.is_quote for c in verb.children)


def _subjunctive(node: Token) -> bool:
    """Whether the clause is "that Peru withdraw" or "that Peru should withdraw"."""
    subject, helper = None, None
    for child in node.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            subject = child
        elif child.dep_ in ("aux", "auxpass"):
            helper = helper or child
    if helper is not None:
        return helper.lower_ in ("should", "be")
    if node.tag_ == "VB":
        return subject is not None
    # The tagger often takes the subjunctive for a plural present: "that Peru withdraw".
    return node.tag_ == "VBP" and subject is not None and subject.tag_ in ("NN", "NNP") and not subject.conjuncts


def adjunct(node: Token, reading: Reading) -> Token:
    """Adverbial and relative clauses, and infinitives and participles after a noun."""
    head, cues = node.head, reading.cues
    to = infinitive(node)
    if node.dep_ != "advcl" or head.pos_ in ("NOUN", "PROPN"):
        return _after_noun(node, head, reading, to=to)
    if to:
        return _purpose(node, head, reading)
    found = beside_verb(node, cues)
    if head.lower_ in cues["speech.clear"]:
        return _clause(node, head, reading)
    if found.mark in _TIME and node.tag_ in ("VBZ", "VBP", "VBN") and not _past(node):
        matrix = beside_verb(head, cues)
        if found.mark == "until" and (matrix.negative or matrix.modal):
            reading.weaken(Modality.DESIRED)
        elif matrix.modal:
            reading.weaken(matrix.modality)
        reading.close()
    elif node.tag_ == "VBG" and not found.mark and not found.subject:
        reading.deniable = False
        if is_verb(head):
            stand(head, reading)
    elif not found.mark and has_lemma(head, "speech.verbs", cues):
        reading.apply(SAID, head)
    else:
        reading.close()
    return head


def _past(verb: Token) -> bool:
    return any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _purpose(node: Token, head: Token, reading: Reading) -> Token:
    """An infinitive beside a verb: its complement where the parser went wrong, else what it is done for."""
    cues = reading.cues
    adjective = governing_adjective(head)
    does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
    if does is None:
        does = _verb_effect(node, head, reading, to=True)
        if does is DENIED and any(c.dep_ == "dobj" for c in head.children):
            does = None
    if does is None:
        content = _noun_before(node, head, reading)
        if content is not None:
            return carried(node, *content, reading)
    if does is not None:
        reading.apply(does, head)
    else:
        done = has_lemma(head, "plan.gathering", cues) or has_lemma(head, "plan.ballot", cues)
        done = done or has_lemma(node, "plan.performed", cues)
        together = f"{head.lemma_} together" in cues["plan.gathering"]
        if not done and not (together and any(c.lower_ == "together" for c in head.children)):
            reading.weaken(Modality.PLANNED)
        reading.deniable = False
    stand(head, reading)
    return head


def _after_noun(node: Token, head: Token, reading: Reading, *, to: bool) -> Token:
    """A clause that hangs on a noun: its content ("plan to", "claim that") or a mere description of it."""
    cues, lemma = reading.cues, head.lemma_.lower()
    if to:
        does = effect("noun", (lemma,), cues)
        if does is not None:
            return carried(node, head, does, reading)
        # "called on Peru to withdraw", with the infinitive hung on Peru.
        above = head.head.head if head.dep_ == "pobj" else head.head if head.dep_ in ("dobj", "appos") else None
        if above is not None and is_verb(above):
            does = _verb_effect(node, above, reading, to=True)
            if does is not None and does.modality is not Modality.ACTUAL:
                reading.apply(does, above)
                stand(above, reading)
                return above
        if not any(c.lower_ in cues["fact.ordinals"] for c in head.children):
            reading.weaken(Modality.PLANNED)
    elif node.dep_ != "relcl" and _finite(node):
        does = effect("noun clause", (lemma,), cues) or effect("noun", (lemma,), cues)
        if does is not None:
            return carried(node, head, does, reading)
    reading.close()
    return head


def _finite(verb: Token) -> bool:
    """Whether a verb is a finite one with a subject, or has a finite helper."""
    if any(c.tag_ in _FINITE for c in verb.children if c.dep_ in ("aux", "auxpass")):
        return True
    return verb.tag_ in _FINITE and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)
