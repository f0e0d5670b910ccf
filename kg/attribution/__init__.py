"""Whose word an act is, whether the text denies it, and whether it is fact, plan, wish or possibility.

``attribute`` walks from the word that carries the act up the dependency parse. Each governing word may deny the act,
weaken it, or hand the word over to somebody; a word merely standing nearby does nothing. Two doors close on the way:
negation and modality stop at any clause that the text takes for granted (relative, causal, reported); what is said
further up still has a speaker. The innermost speaker wins; of several modalities the strongest, in the order desired,
possible, planned, actual.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.attribution.clauses import adjunct, complement, conjunct, infinitive, severed
from kg.attribution.effects import Cues, is_verb
from kg.attribution.nouns import after_preposition, as_object, as_subject, inside_noun
from kg.attribution.reading import Reading, stand
from kg.attribution.voice import aside, first_person, quoted_speaker
from kg.model import Modality, Polarity

__all__ = ["Attribution", "attribute"]

_STEPS = 40
_CLAUSES = frozenset({"ccomp", "parataxis", "advcl", "conj", "dep", "csubj", "csubjpass"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "csubj", "csubjpass", "parataxis", "acomp"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Polarity, modality and holder of an act.

    ``holder`` is the token number of the head of the speaker's noun phrase, None: the document's own voice. A first
    person whom the text does not name is the number of its pronoun ("we", or "my" in "my country").
    """

    polarity: Polarity
    modality: Modality
    holder: int | None


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
    reading = Reading(cues)
    stand(node, reading)
    reading.held_by(aside(node, cues))
    for _ in range(_STEPS):
        if node.head.i == node.i:
            break
        if node.dep_ in _CLAUSES and severed(node, node.head):
            reading.severed = True
            break
        node = _climb(node, reading)
        if reading.severed:
            break
        if reading.holder is None:
            reading.held_by(aside(node, cues))
    if not reading.severed:
        _whole(node, reading)
    if reading.renounced and reading.modality in (Modality.DESIRED, Modality.POSSIBLE):
        # "urged Peru to drop its claim": Peru still claims.
        return Attribution(Polarity.POSITIVE, Modality.ACTUAL, None)
    if reading.holder is None or first_person(reading.holder) is not None:
        reading.held_by(quoted_speaker(doc, trigger, node, cues))
    who = reading.holder
    if who is not None:
        who = first_person(who) or who
    polarity = Polarity.NEGATIVE if reading.negative else Polarity.POSITIVE
    if reading.renounced and not reading.negative:
        # "will not drop its claim": Peru claims on.
        return Attribution(polarity, Modality.ACTUAL, None if who is None else who.i)
    return Attribution(polarity, reading.modality, None if who is None else who.i)


def _climb(node: Token, reading: Reading) -> Token:
    """Go from a word to the one that governs it, with all that this does; returns where the walk goes on."""
    dep, head = node.dep_, node.head
    if dep == "conj":
        return conjunct(node, reading)
    if dep in _COMPLEMENTS:
        return complement(node, reading)
    if dep in ("advcl", "acl", "relcl"):
        return adjunct(node, reading)
    if dep in ("dobj", "nsubjpass", "oprd", "attr", "dative"):
        return as_object(node, reading)
    if dep == "nsubj":
        return as_subject(node, reading)
    if dep in ("pobj", "pcomp"):
        return after_preposition(node, reading)
    if dep in ("prep", "advmod", "prt", "auxpass", "aux") and is_verb(head):
        stand(head, reading)
        return head
    return inside_noun(node, reading)


def _whole(root: Token, reading: Reading) -> None:
    """What the sentence as a whole says: a headline's infinitive, a question."""
    if root.tag_ == "VB" and infinitive(root):
        reading.weaken(Modality.PLANNED)
    last = root.right_edge
    if last.is_quote and last.i > root.i:
        last = last.nbor(-1)
    if last.lower_ == "?" and root.left_edge.tag_[0] != "W" and not any(c.tag_[0] == "W" for c in root.children):
        reading.weaken(Modality.POSSIBLE)
