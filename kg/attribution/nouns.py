"""Steps of the walk from a noun: whether the verb, noun or preposition over it lets the act happen, deny or want it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.attribution.effects import (
    ALLEGED_BY_OWNER,
    CONTRADICTED,
    DENIED,
    POSSIBLE,
    READY,
    RENOUNCED,
    Effect,
    beside_noun,
    beside_verb,
    effect,
    has_lemma,
    is_verb,
)
from kg.attribution.reading import Reading, stand
from kg.attribution.voice import speaker
from kg.model import Modality

__all__ = ["after_preposition", "as_object", "as_subject", "carried", "inside_noun"]

_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})


def carried(node: Token, noun: Token, does: Effect, reading: Reading) -> Token:
    """The act is the content of a noun ("plan", "hope", "threat"); the walk goes on from that noun."""
    cues = reading.cues
    verb = noun.head
    refuted = has_lemma(verb, "denial.contradict", cues) or has_lemma(verb, "denial.reject", cues)
    if does is ALLEGED_BY_OWNER and refuted and noun.dep_ in ("dobj", "nsubjpass"):
        reading.apply(CONTRADICTED, verb)
        return noun
    reading.apply(does, noun, node)
    if not does.closes:
        found, _, _ = beside_noun(noun, cues)
        if found.negative:
            reading.deny()
        reading.carrier = True
    return noun


def known(noun: Token) -> bool:
    """Whether a noun takes the act for granted: "the seizure", "China's claim"."""
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in noun.children)


def as_object(node: Token, reading: Reading) -> Token:
    """A noun as object, passive subject or complement of a verb."""
    head, cues = node.head, reading.cues
    if not reading.modifiable:
        return head
    lemma = head.lemma_.lower()
    if node.dep_ == "attr" and lemma in cues["fact.being"]:
        stand(head, reading, below=node)
        return head
    given = not reading.carrier and known(node)
    standing = not reading.carrier and has_lemma(node, "fact.standing", cues)
    does = _object_effect(node, head, reading, given=given, standing=standing)
    light = lemma in cues["fact.standing_light" if standing else "fact.light"] and not (given and standing)
    if given and lemma in cues["fact.ongoing"]:
        light = False
    if does is READY and beside_verb(head, cues, below=node.i).negative:
        does, light = None, True
    if does is not None:
        reading.govern(does, head)
        reading.renounced = does is RENOUNCED and (given or beside_verb(head, cues, below=node.i).negative)
    elif not light:
        if reading.carrier and lemma in cues["speech.utter"]:
            reading.held_by(speaker(head, cues))
        reading.close()
        return head
    stand(head, reading, below=node)
    reading.carrier = False
    return head


def _object_effect(node: Token, head: Token, reading: Reading, *, given: bool, standing: bool) -> Effect | None:
    cues, lemma = reading.cues, head.lemma_.lower()
    particle = next((c.lower_ for c in head.children if c.dep_ == "prt"), None)
    does = effect("object", (lemma,) if particle is None else (f"{lemma} {particle}",), cues)
    if does is RENOUNCED or (lemma in cues["denial.end"] and has_lemma(node, "denial.ended", cues)):
        return RENOUNCED
    if does is not None:
        weak = does is POSSIBLE and lemma not in cues["doubt.menace"]
        if (standing and (given or weak)) or (weak and given):
            return None
        if does is POSSIBLE and lemma == "offer" and has_lemma(node, "fact.offered", cues):
            return None
        if reading.carrier and does.holds and does.negative:
            return DENIED
        return does
    if lemma in cues["denial.reject"] and not given and not standing and reading.modality is not Modality.DESIRED:
        return DENIED
    return None


def as_subject(node: Token, reading: Reading) -> Token:
    """A noun as subject of an active verb."""
    head, cues = node.head, reading.cues
    if not reading.modifiable:
        return head
    lemma = head.lemma_.lower()
    adjective = next((c for c in head.children if c.dep_ in ("acomp", "oprd")), None)
    does = effect("adjective", (adjective.lower_,), cues) if adjective is not None else None
    if does is not None and lemma in cues["fact.being"]:
        reading.apply(Effect(does.modality, does.negative), head)
        stand(head, reading, below=node)
    elif lemma in cues["fact.happen"]:
        stand(head, reading, below=node)
        return head
    elif reading.carrier:
        if lemma in cues["denial.collapse"]:
            reading.deny()
    elif known(node) or has_lemma(node, "fact.standing", cues):
        pass
    elif is_verb(head) and beside_verb(head, cues).modal:
        reading.weaken(Modality.POSSIBLE)  # "an agreement could end the war": there is none yet
    reading.close()
    return head


def inside_noun(node: Token, reading: Reading) -> Token:
    """A noun before another ("attack plan"), an apposition, an owner."""
    head, cues = node.head, reading.cues
    if node.dep_ in ("compound", "nmod"):
        if has_lemma(head, "plan.compounds", cues) and reading.modifiable:
            does = effect("noun", (head.lemma_.lower(),), cues)
            if does is not None:
                return carried(node, head, does, reading)
        if head.pos_ == "PROPN":  # an office or a title is nobody's claim: "Foreign Minister Silva"
            reading.severed = True
    reading.close()
    return head


def after_preposition(node: Token, reading: Reading) -> Token:
    """A noun or gerund after a preposition: the act hangs on what the preposition hangs on."""
    preposition, cues = node.head, reading.cues
    above = preposition.head
    if not reading.modifiable:
        return above
    word = preposition.lower_
    if word in cues["denial.prepositions"] or _instead(preposition, reading):
        above = above.head if above.lower_ in cues["denial.prepositions"] else above
        if is_verb(above) and beside_verb(above, cues).negative:
            reading.weaken(Modality.POSSIBLE)  # "will not sign without recognition": a condition
            reading.close()
            return above
        reading.deny()
        reading.deniable = False
        if is_verb(above):
            stand(above, reading)
        return above
    if above.dep_ == "dobj" and effect("verb", (f"{above.head.lemma_.lower()} {word}",), cues) is not None:
        return _under_verb(node, preposition, above.head, reading)  # "accused the other of seizing"
    if above.pos_ in ("NOUN", "PROPN"):
        return _under_noun(node, preposition, above, reading)
    if is_verb(above):
        return _under_verb(node, preposition, above, reading)
    does = effect("adjective", (above.lower_,), cues) if above.pos_ in ("ADJ", "ADV") else None
    if does is not None and not has_lemma(node, "fact.standing", cues):
        reading.apply(does, above)
        return above
    reading.close()
    return above


def _instead(preposition: Token, reading: Reading) -> bool:
    """Whether the preposition is the second word of "instead of" or "rather than"."""
    if preposition.i == 0:
        return False
    before = preposition.nbor(-1)
    return before.lower_ in reading.cues["denial.prepositions"] and before.pos_ in ("ADV", "ADP", "SCONJ")


def _under_verb(node: Token, preposition: Token, above: Token, reading: Reading) -> Token:
    cues, word, lemma = reading.cues, preposition.lower_, above.lemma_.lower()
    gerund = node.dep_ == "pcomp"
    standing = not gerund and not reading.carrier and has_lemma(node, "fact.standing", cues)
    given = not gerund and not reading.carrier and known(node)
    does = effect("verb", (f"{lemma} {word}",), cues)
    being = lemma in cues["fact.being"]
    if does is not None and not (given and (standing or does is POSSIBLE)):
        reading.govern(does, above)
    elif word == "for" and not standing and not given and lemma in cues["plan.motion"]:
        reading.weaken(Modality.PLANNED)
    elif preposition.dep_ != "agent" and word in cues["fact.means"] and (being or not (standing or given)):
        if not being and lemma not in cues["fact.light"]:
            reading.deniable = False
    else:
        reading.close()
        return above
    stand(above, reading)
    return above


def _under_noun(node: Token, preposition: Token, above: Token, reading: Reading) -> Token:
    cues, lemma, word = reading.cues, above.lemma_.lower(), preposition.lower_
    if above.dep_ == "pobj" and lemma in cues["doubt.conditions"] and word == "of":
        reading.weaken(Modality.POSSIBLE)
        reading.close()
        return above
    if above.dep_ == "pobj" and lemma in cues["fact.exchange"] and word == "for" and is_verb(above.head.head):
        reading.deniable = False
        stand(above.head.head, reading)
        return above.head.head
    gerund = node.dep_ == "pcomp"
    standing = not gerund and not reading.carrier and has_lemma(node, "fact.standing", cues)
    given = not gerund and not reading.carrier and known(node)
    topic = lemma in cues["doubt.topics"]
    does = effect("noun", (lemma,), cues) if word in cues["fact.links"] else None
    if does is not None and standing and (given or topic or word not in ("of", "for")):
        does = None
    if does is not None and given and topic and does.modality is Modality.POSSIBLE:
        does = None
    if does is not None:
        return carried(preposition, above, does, reading)
    if word == "of" and lemma in cues["fact.nouns"]:
        found, _, _ = beside_noun(above, cues)
        reading.beside(found)
        return above
    reading.close()
    return above
