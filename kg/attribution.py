"""Whose word an act is, whether the text denies it, and whether it is fact, plan, wish or possibility.

``attribute`` walks from the word that carries the act up the dependency parse. Each governing word may deny the act,
weaken it, or hand the word over to somebody; a word merely standing nearby does nothing. Two doors close on the way:
negation stops at any clause that the text takes for granted (relative, causal, reported), modality with it; what is said
further up still has a speaker. The innermost speaker wins; of several modalities the strongest in the order desired,
possible, planned, actual.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.modality import (
    ALLEGED,
    ALLEGED_BY_OWNER,
    CONTRADICTED,
    DECIDED,
    DENIED,
    DUTY,
    POSSIBLE,
    SAID,
    Beside,
    Cues,
    Effect,
    beside_noun,
    beside_verb,
    effect,
    has_lemma,
)
from kg.model import Modality, Polarity
from kg.voice import aside, first_person, owner, quoted_speaker, speaker

__all__ = ["Attribution", "attribute"]

_RANK = {Modality.ACTUAL: 0, Modality.PLANNED: 1, Modality.POSSIBLE: 2, Modality.DESIRED: 3}
_STEPS = 40
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})
_TIME = frozenset({"when", "once", "before", "after", "as", "until", "while"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Polarity, modality and holder of an act.

    ``holder`` is the token number of the head of the speaker's noun phrase, None: the document's own voice. A first
    person whose speaker the text does not name is the number of its pronoun.
    """

    polarity: Polarity
    modality: Modality
    holder: int | None


@dataclass(slots=True)
class _Reading:
    """What the walk has found so far."""

    cues: Cues
    negative: bool = False
    modality: Modality = Modality.ACTUAL
    holder: Token | None = None
    deniable: bool = True
    modifiable: bool = True
    carrier: bool = False

    def close(self) -> None:
        self.deniable = self.modifiable = False

    def weaken(self, modality: Modality) -> None:
        if self.modifiable and _RANK[modality] > _RANK[self.modality]:
            self.modality = modality

    def deny(self) -> None:
        if self.deniable:
            self.negative = not self.negative

    def held_by(self, who: Token | None) -> None:
        if who is not None and (self.holder is None or first_person(self.holder) is not None):
            self.holder = who

    def apply(self, does: Effect, word: Token, below: Token | None = None) -> None:
        """Let a governing word act; ``below`` is the token through which the act hangs on it."""
        if does.holds and (self.modifiable or does.closes):
            self.held_by(speaker(word) if does.holds == "subject" else owner(word, below, self.cues))
        if self.modifiable:
            self.weaken(does.modality)
        if does.negative:
            self.deny()
        if does.closes:
            self.close()

    def beside(self, found: Beside) -> None:
        if found.negative:
            self.deny()
        self.weaken(found.modality)


def attribute(doc: Doc, trigger: int, *, cues: Cues) -> Attribution:
    """Polarity, modality and holder of the act that a token carries.

    Parameters
    ----------
    doc
        A parsed and tagged text.
    trigger
        Number of the token that carries the act: a verb, a noun ("talks") or an adjective.
    cues
        Cue words by "<file>.<key>" (``Catalog.cues``).

    Returns
    -------
    Attribution
        Positive, actual and without holder where nothing in the sentence says otherwise.

    Raises
    ------
    IndexError
        Where the text has no such token.
    KeyError
        Where a list of cues is missing.
    """
    node = doc[trigger]
    reading = _Reading(cues)
    _stand(node, reading)
    for _ in range(_STEPS):
        if node.head is node or node.head.i == node.i:
            break
        node = _climb(node, reading)
    _finish(node, reading)
    if reading.holder is None or first_person(reading.holder) is not None:
        reading.held_by(quoted_speaker(doc, trigger, node, cues))
    who = reading.holder
    if who is not None:
        who = first_person(who) or who
    polarity = Polarity.NEGATIVE if reading.negative else Polarity.POSITIVE
    return Attribution(polarity, reading.modality, None if who is None else who.i)


def _is_verb(token: Token) -> bool:
    return token.tag_[:2] == "VB" or token.tag_ == "MD" or token.pos_ in ("VERB", "AUX")


def _stand(node: Token, reading: _Reading) -> Beside | None:
    """Take in what stands beside the trigger, or beside a word that shares its standing."""
    if reading.holder is None:
        reading.held_by(aside(node, reading.cues))
    if _is_verb(node):
        found = beside_verb(node, reading.cues)
        reading.beside(found)
        return found
    if node.pos_ in ("NOUN", "PROPN"):
        found, does, agent = beside_noun(node, reading.cues)
        reading.beside(found)
        if does is not None:
            reading.weaken(does.modality)
            if does.holds:
                reading.held_by(agent)
        return found
    return None


def _finish(root: Token, reading: _Reading) -> None:
    """What the sentence as a whole says: a question, a headline's infinitive, "let us"."""
    if not reading.modifiable:
        return
    if root.tag_ == "VB":
        if any(c.lower_ == "to" for c in root.children if c.dep_ == "aux"):
            reading.weaken(Modality.PLANNED)
        elif root.lemma_ == "let":
            reading.weaken(Modality.DESIRED)
    last = root.right_edge
    if last.lower_ in ("?", '"', "”") and (last.lower_ == "?" or (last.i and last.nbor(-1).lower_ == "?")):
        span = root.left_edge
        if span.tag_[0] != "W" and not any(c.tag_[0] == "W" for c in root.children):
            reading.weaken(Modality.POSSIBLE)


def _climb(node: Token, reading: _Reading) -> Token:
    """Go from a word to the one that governs it, with all that this does; returns where the walk goes on."""
    dep = node.dep_
    if dep == "conj":
        return _conjunct(node, reading)
    if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "parataxis", "acomp"):
        return _complement(node, reading)
    if dep in ("advcl", "acl", "relcl"):
        return _adjunct(node, reading)
    if dep in ("dobj", "nsubjpass", "oprd", "attr", "dative"):
        return _object(node, reading)
    if dep == "nsubj":
        return _subject(node, reading)
    if dep in ("pobj", "pcomp"):
        return _after_preposition(node, reading)
    head = node.head
    if dep in ("compound", "nmod") and head.lemma_ != "agreement":
        does = effect("noun", (head.lemma_.lower(),), reading.cues)
        if does is not None and reading.modifiable:
            return _carried(node, head, does, reading)
    if dep in ("prep", "advmod", "prt", "auxpass", "aux") and _is_verb(head):
        _stand(head, reading)
        return head
    reading.close()
    return head


def _conjunct(node: Token, reading: _Reading) -> Token:
    """A later conjunct shares what stands beside the first where it has no subject and no auxiliary of its own."""
    head = node.head
    cues = reading.cues
    if _is_verb(node) and _is_verb(head):
        own = beside_verb(node, cues)
        shared = beside_verb(head, cues)
        if shared.mark in cues["doubt.marks"]:
            reading.weaken(Modality.POSSIBLE)
        if not own.subject and (not own.auxiliary or own.infinitive) and node.tag_ == head.tag_:
            contrast = any(c.lower_ in ("but", "yet") for c in head.children if c.dep_ == "cc")
            if shared.negative and not own.negative and not contrast:
                reading.deny()
            if shared.mark not in cues["doubt.marks"]:
                reading.weaken(shared.modality)
        if reading.holder is None:
            reading.held_by(aside(head, cues))
    elif any(c.lower_ in ("no", "neither") for c in head.children if c.dep_ in ("det", "preconj")):
        reading.deny()
    return head


def _words(head: Token) -> tuple[str, ...]:
    """The lemma with each particle and preposition of a verb, and the lemma alone."""
    lemma = head.lemma_.lower()
    return (*(f"{lemma} {c.lower_}" for c in head.children if c.dep_ in ("prep", "prt")), lemma)


def _infinitive(node: Token) -> bool:
    return node.tag_ in ("VB", "VBP") and any(c.lower_ == "to" for c in node.children if c.dep_ == "aux")


def _adjective(head: Token) -> Token | None:
    """The adjective that governs: the head itself or the complement of its verb of being."""
    if head.pos_ == "ADJ" or head.dep_ == "acomp":
        return head
    return next((c for c in head.children if c.dep_ in ("acomp", "oprd") and c.pos_ in ("ADJ", "VERB")), None)


def _complement(node: Token, reading: _Reading) -> Token:
    """Clauses that a verb or adjective asks for."""
    head, dep, cues = node.head, node.dep_, reading.cues
    infinitive = _infinitive(node)
    if dep == "acomp":
        _stand(head, reading)
        return head
    if dep.startswith("csubj"):
        adjective = _adjective(head)
        does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
        found = beside_verb(head, cues)
        if does is not None:
            reading.apply(does, head)
            reading.beside(found)
        elif found.modal:
            reading.weaken(Modality.POSSIBLE)
        reading.close()
        return head
    if dep == "xcomp" or infinitive or (node.tag_ == "VBG" and dep == "ccomp"):
        return _governed(node, head, reading, infinitive=infinitive)
    return _clause(node, head, reading)


def _governed(node: Token, head: Token, reading: _Reading, *, infinitive: bool) -> Token:
    """An infinitive, a gerund or a small clause under a verb or adjective."""
    cues = reading.cues
    adjective = _adjective(head)
    does = effect("adjective", (adjective.lower_, adjective.lemma_.lower()), cues) if adjective is not None else None
    if does is None and _is_verb(head):
        does = _verb_effect(node, head, reading, infinitive=infinitive)
    if does is not None:
        reading.apply(does, head)
    found = _stand(head, reading) if _is_verb(head) else None
    # "is not ready to": not a possibility denied, but a fact denied.
    if adjective is not None and does is not None and reading.negative and does.modality is Modality.POSSIBLE:
        copula = head if head is not adjective else head.head
        found = found or beside_verb(copula, cues)
        if found.negative or beside_verb(copula, cues).negative:
            reading.modality = Modality.ACTUAL
    return head


def _verb_effect(node: Token, head: Token, reading: _Reading, *, infinitive: bool) -> Effect | None:
    cues, lemma = reading.cues, head.lemma_.lower()
    if infinitive:
        if any(c.lower_ in cues["denial.pending"] for c in head.children if c.dep_ == "advmod") and lemma in ("have", "be"):
            return DENIED
        if lemma == "be":
            subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                does = effect("noun", (subject.lemma_.lower(),), cues)
                if does is not None:
                    if does.holds:
                        reading.held_by(owner(subject, node, cues))
                    return Effect(does.modality, does.negative)
            return DECIDED
        if lemma == "go":
            return DECIDED if head.tag_ == "VBG" else None
        if lemma in cues["plan.sending"]:
            return DECIDED
        if any(c.dep_ == "auxpass" for c in head.children):
            does = effect("hearsay", (lemma,), cues)
            if does is not None:
                return does
    words = _words(head)
    does = effect("verb", words, cues)
    if does is None and infinitive:
        does = effect("infinitive", words, cues)
    return does


def _clause(node: Token, head: Token, reading: _Reading) -> Token:
    """A finite clause under a verb, an adjective or a speech verb beside it."""
    cues = reading.cues
    if head.lower_ in cues["speech.clear"]:
        reading.held_by(speaker(head.head))
        reading.close()
        return head
    adjective = _adjective(head)
    if adjective is not None:
        does = effect("adjective", (adjective.lower_,), cues)
        if does is not None:
            reading.apply(does, head)
            if _is_verb(head):
                _stand(head, reading)
            return head
    if _is_verb(head):
        words = _words(head)
        if _subjunctive(node):
            does = effect("subjunctive", words, cues)
            if does is not None:
                reading.apply(does, head)
                return head
        does = effect("finite", words, cues)
        if does is not None:
            reading.apply(does, head)
            if not does.closes:
                _stand(head, reading)
            return head
        reading.deniable = False
        _stand(head, reading)
    reading.close()
    return head


def _subjunctive(node: Token) -> bool:
    """Whether the clause is "that Peru withdraw" or "that Peru should withdraw"."""
    subject, helper = None, None
    for child in node.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            subject = child
        elif child.dep_ in ("aux", "auxpass"):
            helper = helper or child
    if helper is not None:
        return helper.lower_ in ("should", "be") or (helper.lower_ == "not" and node.tag_ == "VB")
    if node.tag_ == "VB":
        return subject is not None
    return node.tag_ == "VBP" and subject is not None and subject.tag_ in ("NN", "NNP") and not list(subject.conjuncts)


def _adjunct(node: Token, reading: _Reading) -> Token:
    """Adverbial and relative clauses, and infinitives and participles after a noun."""
    head, cues = node.head, reading.cues
    infinitive = _infinitive(node)
    if node.dep_ != "advcl" or head.pos_ in ("NOUN", "PROPN"):
        return _after_noun(node, head, reading, infinitive=infinitive)
    if infinitive:
        adjective = _adjective(head)
        does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
        if does is None:
            does = _verb_effect(node, head, reading, infinitive=True)
            if does is DENIED and any(c.dep_ == "dobj" for c in head.children):
                does = None
        if does is not None:
            reading.apply(does, head)
        elif not has_lemma(head, "plan.gathering", cues):
            reading.weaken(Modality.PLANNED)
            reading.deniable = False
        _stand(head, reading)
        return head
    found = beside_verb(node, cues)
    if head.lower_ in cues["speech.clear"]:
        return _clause(node, head, reading)
    if found.mark in _TIME and node.tag_ in ("VBZ", "VBP", "VBN") and not _past_tense(node):
        matrix = beside_verb(head, cues)
        if found.mark == "until" and (matrix.negative or matrix.modal):
            reading.weaken(Modality.DESIRED)
        elif matrix.modal:
            reading.weaken(matrix.modality)
        reading.close()
    elif node.tag_ == "VBG" and not found.mark and not found.subject:
        reading.deniable = False
        if _is_verb(head):
            _stand(head, reading)
    elif not found.mark and has_lemma(head, "speech.verbs", cues):
        reading.apply(SAID, head)
    else:
        reading.close()
    return head


def _past_tense(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _after_noun(node: Token, head: Token, reading: _Reading, *, infinitive: bool) -> Token:
    cues, lemma = reading.cues, head.lemma_.lower()
    finite = node.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in node.children if c.dep_[:3] == "aux")
    if infinitive:
        does = effect("noun", (lemma,), cues)
        if does is not None:
            return _carried(node, head, does, reading)
        above = head.head.head if head.dep_ == "pobj" else head.head if head.dep_ in ("dobj", "appos") else None
        if above is not None and _is_verb(above):
            does = _verb_effect(node, above, reading, infinitive=True)
            if does is not None and does.modality is not Modality.ACTUAL:
                reading.apply(does, above)
                _stand(above, reading)
                return above
        if not any(c.lower_ in cues["fact.ordinals"] for c in head.children):
            reading.weaken(Modality.PLANNED)
    elif finite and node.dep_ != "relcl":
        does = effect("noun clause", (lemma,), cues) or effect("noun", (lemma,), cues)
        if does is not None:
            return _carried(node, head, does, reading)
    reading.close()
    return head


def _carried(node: Token, noun: Token, does: Effect, reading: _Reading) -> Token:
    """The act is the content of a noun ("plan", "hope", "threat"); the walk goes on from that noun."""
    cues = reading.cues
    if does in (ALLEGED_BY_OWNER, ALLEGED) and noun.dep_ in ("dobj", "nsubjpass", "pobj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if has_lemma(verb, "denial.contradict", cues) or has_lemma(verb, "denial.reject", cues):
            reading.apply(CONTRADICTED, verb)
            return noun
    reading.apply(does, noun, node)
    if not does.closes:
        found, _, _ = beside_noun(noun, cues)
        if found.negative:
            reading.deny()
        reading.carrier = True
    return noun


def _known(noun: Token) -> bool:
    """Whether a noun takes the act for granted: "the seizure", "China's claim"."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in noun.children
    )


def _object(node: Token, reading: _Reading) -> Token:
    """A noun as object, passive subject or complement of a verb."""
    head, cues = node.head, reading.cues
    if not reading.modifiable:
        reading.close()
        return head
    lemma = head.lemma_.lower()
    standing = not reading.carrier and has_lemma(node, "fact.standing", cues)
    if node.dep_ == "attr" and lemma in cues["fact.being"]:
        _stand(head, reading)
        return head
    words = _words(head)
    does = effect("object", words, cues)
    known = not reading.carrier and _known(node)
    if does is not None and standing and (known or (does is POSSIBLE and lemma not in cues["doubt.menace"])):
        does = None
    if does is POSSIBLE and known and lemma not in cues["doubt.menace"]:
        does = None
    if does is None and not known and not standing and lemma in cues["denial.reject"]:
        does = DENIED
    if does is not None:
        if reading.carrier and does.holds == "subject" and does.negative:
            does = DENIED
        reading.apply(does, head)
        _stand(head, reading)
        reading.carrier = False
        return head
    if lemma in cues["fact.standing_light" if standing else "fact.light"]:
        _stand(head, reading)
        reading.carrier = False
        return head
    if reading.carrier and lemma in cues["speech.verbs"]:
        reading.held_by(speaker(head))
    reading.close()
    return head


def _subject(node: Token, reading: _Reading) -> Token:
    """A noun as subject of an active verb."""
    head, cues = node.head, reading.cues
    lemma = head.lemma_.lower()
    if reading.modifiable:
        adjective = _adjective(head)
        does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
        if does is not None and lemma in cues["fact.being"]:
            reading.apply(Effect(does.modality, does.negative), head)
            _stand(head, reading)
        elif lemma in cues["fact.happen"]:
            _stand(head, reading)
            return head
        elif reading.carrier and lemma in cues["denial.collapse"]:
            reading.deny()
        elif not reading.carrier and not _known(node) and not has_lemma(node, "fact.standing", cues):
            if _is_verb(head) and beside_verb(head, cues).modal:
                reading.weaken(Modality.POSSIBLE)
    reading.close()
    return head


def _after_preposition(node: Token, reading: _Reading) -> Token:
    """A noun or gerund after a preposition: the act hangs on what the preposition hangs on."""
    preposition, cues = node.head, reading.cues
    above = preposition.head
    if not reading.modifiable:
        reading.close()
        return above
    word = preposition.lower_
    if word in cues["denial.prepositions"] or above.lower_ in cues["denial.prepositions"]:
        reading.deny()
        reading.deniable = False
        above = above if word in cues["denial.prepositions"] else above.head
        if _is_verb(above):
            _stand(above, reading)
        return above
    if above.pos_ in ("NOUN", "PROPN"):
        return _noun_above(node, preposition, above, reading)
    if above.pos_ == "ADJ":
        does = effect("adjective", (above.lower_,), cues)
        if does is not None and not has_lemma(node, "fact.standing", cues):
            reading.apply(does, above)
            return above
    elif _is_verb(above):
        return _verb_above(node, preposition, above, reading)
    elif preposition.dep_ == "prep" and above.pos_ == "ADP":  # "out of", "because of"
        pass
    reading.close()
    return above


def _verb_above(node: Token, preposition: Token, above: Token, reading: _Reading) -> Token:
    cues, word, lemma = reading.cues, preposition.lower_, above.lemma_.lower()
    gerund = node.dep_ == "pcomp"
    standing = not gerund and not reading.carrier and has_lemma(node, "fact.standing", cues)
    known = not gerund and _known(node)
    does = effect("verb", (f"{lemma} {word}",), cues)
    if does is not None and not (known and (standing or does is POSSIBLE)):
        reading.apply(does, above)
        _stand(above, reading)
        return above
    if word == "for" and not standing and not known and lemma in cues["plan.motion"]:
        reading.weaken(Modality.PLANNED)
        _stand(above, reading)
        return above
    if preposition.dep_ != "agent" and not standing and word in cues["fact.means"]:
        if lemma not in cues["fact.being"] and lemma not in cues["fact.light"]:
            reading.deniable = False
        if known and lemma not in cues["fact.being"]:
            reading.close()
        else:
            _stand(above, reading)
        return above
    if standing and lemma in cues["fact.being"]:
        _stand(above, reading)
        return above
    reading.close()
    return above


def _noun_above(node: Token, preposition: Token, above: Token, reading: _Reading) -> Token:
    cues, lemma = reading.cues, above.lemma_.lower()
    if lemma in cues["doubt.conditions"] and preposition.lower_ == "of" and above.dep_ == "pobj":
        reading.weaken(Modality.POSSIBLE)
        reading.close()
        return above
    gerund = node.dep_ == "pcomp"
    standing = not gerund and not reading.carrier and has_lemma(node, "fact.standing", cues)
    known = not gerund and not reading.carrier and _known(node)
    does = effect("noun", (lemma,), cues)
    if does is not None and not (known and (standing or does.modality is Modality.POSSIBLE)):
        if not (standing and lemma in ("talk", "negotiation", "discussion", "debate", "agreement", "proposal", "question")):
            return _carried(preposition, above, does, reading)
    if lemma in cues["fact.nouns"] and preposition.lower_ == "of":
        found, _, _ = beside_noun(above, cues)
        reading.beside(found)
        return above
    reading.close()
    return above
