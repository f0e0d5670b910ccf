"""What single words do to the act in their scope: the modifiers beside a word, and the word that governs it.

Nothing here walks the sentence (``clauses`` and ``nouns`` do). All word lists come from ``kg/data/cues``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Modality
from kg.phrases import acts_as_verb

__all__ = ["Beside", "Cues", "Effect", "beside_noun", "beside_verb", "effect", "has_lemma", "is_verb", "words"]

Cues = Mapping[str, frozenset[str]]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
_WOULD, _MAY = frozenset({"would", "'d", "’d"}), frozenset({"may", "might"})
HAVE = frozenset({"have", "'ve", "’ve", "having", "has", "had"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word does to what it governs.

    ``holds``: "subject" where the one who acts becomes the holder, "owner" where the noun's owner does, else "".
    ``closes``: what stands above no longer bears on the act (its holder still does).
    """

    modality: Modality = Modality.ACTUAL
    negative: bool = False
    holds: str = ""
    closes: bool = False


@dataclass(slots=True)
class Beside:
    """What the words directly beside a word say of it."""

    negative: bool = False
    modality: Modality = Modality.ACTUAL
    modal: bool = False
    infinitive: bool = False
    auxiliary: bool = False
    subject: bool = False
    mark: str = ""


WANTED = Effect(Modality.DESIRED, holds="subject")
WANTED_BY_OWNER = Effect(Modality.DESIRED, holds="owner")
DUTY = Effect(Modality.DESIRED)
DECIDED = Effect(Modality.PLANNED)
POSSIBLE = Effect(Modality.POSSIBLE)
FEARED = Effect(Modality.POSSIBLE, holds="subject")
FEARED_BY_OWNER = Effect(Modality.POSSIBLE, holds="owner")
ALLEGED = Effect(Modality.POSSIBLE, holds="subject", closes=True)
ALLEGED_BY_OWNER = Effect(Modality.POSSIBLE, holds="owner", closes=True)
DENIED = Effect(negative=True)
CONTRADICTED = Effect(negative=True, holds="subject", closes=True)
RENOUNCED = Effect(negative=True)  # "dropped its claim": what is given up stood before
CANCELLED = Effect(Modality.PLANNED, negative=True)
SAID = Effect(holds="subject", closes=True)
SAID_BY_OWNER = Effect(holds="owner", closes=True)
BELIEVED = Effect(holds="subject")
UNLIKELY = Effect(Modality.POSSIBLE, negative=True)
WARNED_AGAINST = Effect(Modality.DESIRED, negative=True, holds="subject")
READY = Effect(Modality.POSSIBLE, holds="")  # denied at its own word, the act is denied as a fact

# Per kind of complement, the cue keys in the order in which they are asked, with what each does.
_TABLE: dict[str, tuple[tuple[str, Effect], ...]] = {
    "verb": (
        ("denial.contradict", CONTRADICTED),
        ("denial.verbs", DENIED),
        ("wish.verbs", WANTED),
        ("plan.verbs", DECIDED),
        ("allegation.verbs", ALLEGED),
        ("doubt.fear", FEARED),
        ("doubt.verbs", POSSIBLE),
        ("doubt.permit", READY),
        ("wish.against", WARNED_AGAINST),
    ),
    "infinitive": (("wish.duty", DUTY), ("wish.infinitive", WANTED)),
    "finite": (
        ("denial.contradict", CONTRADICTED),
        ("wish.verbs", WANTED),
        ("allegation.verbs", ALLEGED),
        ("doubt.fear", FEARED),
        ("speech.belief", BELIEVED),
        ("speech.verbs", SAID),
        ("doubt.verbs", POSSIBLE),
    ),
    "subjunctive": (("wish.subjunctive", WANTED),),
    "object": (
        ("denial.contradict", CONTRADICTED),
        ("denial.cancel", CANCELLED),
        ("denial.renounce", RENOUNCED),
        ("denial.verbs", DENIED),
        ("wish.verbs", WANTED),
        ("plan.objects", DECIDED),
        ("doubt.fear", FEARED),
        ("doubt.verbs", POSSIBLE),
        ("doubt.permit", READY),
    ),
    "noun": (
        ("denial.nouns", DENIED),
        ("wish.nouns", WANTED_BY_OWNER),
        ("plan.nouns", DECIDED),
        ("allegation.nouns", ALLEGED_BY_OWNER),
        ("doubt.fears", FEARED_BY_OWNER),
        ("doubt.nouns", POSSIBLE),
    ),
    "noun clause": (("allegation.that", ALLEGED_BY_OWNER), ("speech.nouns", SAID_BY_OWNER)),
    "adjective": (
        ("denial.adjectives", DENIED),
        ("denial.doubtful", UNLIKELY),
        ("wish.adjectives", WANTED),
        ("wish.impersonal", DUTY),
        ("plan.adjectives", DECIDED),
        ("doubt.adjectives", READY),
    ),
    "modifier": (("plan.modifiers", DECIDED), ("wish.modifiers", WANTED_BY_OWNER), ("doubt.modifiers", POSSIBLE)),
    "hearsay": (("allegation.hearsay", Effect(Modality.POSSIBLE, closes=True)),),
    "modal": (("plan.modals", DECIDED), ("wish.modals", DUTY), ("doubt.modals", POSSIBLE)),
}


def effect(kind: str, words: Iterator[str] | tuple[str, ...], cues: Cues) -> Effect | None:
    """What the first of the words that is a cue for this kind of complement does; None where none is one.

    ``kind`` is "verb", "infinitive", "finite", "subjunctive", "object", "noun", "noun clause", "adjective", "modifier",
    "hearsay" or "modal"; a word is a lemma, or a lemma and its particle or preposition ("call for").
    """
    for word in words:
        for key, does in _TABLE[kind]:
            if word in cues[key]:
                return does
    return None


def has_lemma(token: Token, key: str, cues: Cues) -> bool:
    """Whether the token's lemma is listed under the key."""
    return token.lemma_.lower() in cues[key]


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb or an auxiliary, or stands where only a verb can."""
    return token.tag_[:2] == "VB" or token.tag_ == "MD" or token.pos_ in ("VERB", "AUX") or acts_as_verb(token)


def words(head: Token) -> tuple[str, ...]:
    """The lemma with each particle and preposition of a verb, and the lemma alone."""
    lemma = head.lemma_.lower()
    return (*(f"{lemma} {c.lower_}" for c in head.children if c.dep_ in ("prep", "prt")), lemma)


def beside_verb(verb: Token, cues: Cues, *, below: int = -1) -> Beside:
    """Read auxiliaries, negation, adverbs, the conjunction and the denying subject or object of a verb.

    ``below`` is the number of the subject or object that the walk came from: what denies it has been counted.
    """
    found = Beside()
    perfect = conditional = until = False
    modal = None
    for child in verb.children:
        dep = child.dep_
        if dep in ("aux", "auxpass"):
            found.auxiliary = True
            word = child.lower_
            if word == "to":
                found.infinitive = True
            elif word in HAVE:
                perfect = True
            elif child.tag_ == "MD":
                modal = effect("modal", (word, child.lemma_.lower()), cues)
                found.modal = True
        elif dep == "neg":
            if not _focus(child, cues):
                found.negative = not found.negative
        elif dep == "mark" or (dep == "advmod" and child.tag_ == "WRB"):
            found.mark = found.mark or child.lower_
        elif dep in SUBJECTS:
            found.subject = True
            if child.i != below and _denying(child, cues):
                found.negative = not found.negative
        elif dep in OBJECTS:
            if child.i != below and _denying(child, cues):
                found.negative = not found.negative
        elif dep == "advmod":
            word = child.lower_
            if word in cues["denial.adverbs"] or (word == "longer" and any(c.lower_ == "no" for c in child.children)):
                found.negative = True
            elif word in cues["doubt.adverbs"]:
                found.modality = Modality.POSSIBLE
        elif dep in ("cc", "preconj"):
            if child.lower_ == "neither" or (child.lower_ == "nor" and child.i < verb.i):
                found.negative = True
        elif dep == "prep":
            until = until or child.lower_ == "until"
        elif dep == "advcl":
            opening = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
            conditional = conditional or opening in cues["doubt.marks"]
            until = until or opening == "until"
    if modal is not None:
        _modal(found, modal, verb, cues, perfect=perfect, conditional=conditional)
    if found.mark in cues["doubt.marks"]:
        found.modality = Modality.POSSIBLE
    # "did not sign until 1991" tells that it was signed then.
    if until and found.negative and modal is None and verb.tag_ not in ("VBZ", "VBP"):
        found.negative = False
    return found


def _modal(found: Beside, modal: Effect, verb: Token, cues: Cues, *, perfect: bool, conditional: bool) -> None:
    """Let the modal verb speak, with what stands around it."""
    helpers = frozenset(c.lower_ for c in verb.children if c.dep_ == "aux")
    would = not helpers.isdisjoint(_WOULD)
    if modal is POSSIBLE and found.negative and not perfect and helpers.isdisjoint(_MAY):
        return  # "could not agree", "cannot accept": the act is denied as a fact
    if modal is DECIDED and (conditional or (perfect and would)):
        found.modality = Modality.POSSIBLE
    elif modal is DUTY and perfect and "must" in helpers:
        found.modality = Modality.POSSIBLE  # "must have seized" is a guess
    elif would and verb.dep_ in ("ROOT", "conj") and not found.negative and _told(verb, cues):
        return
    else:
        found.modality = modal.modality


def _told(verb: Token, cues: Cues) -> bool:
    """Whether "would" asks politely ("would urge") or tells what came later ("would later annex")."""
    if has_lemma(verb, "wish.polite", cues):
        return True
    return any(c.lower_ in cues["fact.narrative"] for c in verb.children if c.dep_ == "advmod")


def _focus(negation: Token, cues: Cues) -> bool:
    """Whether "not" belongs to "only", "just" or "merely" after it."""
    after = negation.i + 1
    return after < len(negation.doc) and negation.doc[after].lower_ in cues["denial.focus"]


def _denying(noun: Token, cues: Cues) -> bool:
    """Whether a subject or object denies its clause: "no state", "neither side", "nobody"."""
    denying = cues["denial.determiners"]
    if noun.lower_ in denying:
        return True
    before = (c for c in noun.children if c.i < noun.i and c.dep_ in ("det", "preconj", "neg", "cc"))
    return any(child.lower_ in denying for child in before)


def beside_noun(noun: Token, cues: Cues) -> tuple[Beside, Effect | None, Token | None]:
    """Read determiner, adjectives and participles of a noun.

    Returns what they say, the effect of a modifier such as "planned" or "requested", and the one who acts in it
    ("requested by Peru"), if any.
    """
    found, does, agent = Beside(), None, None
    for child in noun.children:
        dep = child.dep_
        if dep in ("det", "neg", "preconj"):
            if child.lower_ in cues["denial.determiners"]:
                found.negative = True
        elif dep in ("amod", "acl", "compound", "advcl", "relcl"):
            if does is None and child.tag_ != "VBG" and dep != "relcl":
                does = effect("modifier", (child.lower_,), cues)
                if does is not None and dep == "acl":
                    agent = next((p for c in child.children if c.dep_ == "agent" for p in c.children), None)
            if does is None and dep in ("acl", "relcl") and child.tag_ == "VBN" and _to(child):
                does = DECIDED  # "consultations to be held in May"
    return found, does, agent


def _to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
