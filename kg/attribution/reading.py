"""The state of the walk from an act up its sentence, and how a governing word changes it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.attribution.effects import FEARED, Beside, Cues, Effect, beside_noun, beside_verb, is_verb, words
from kg.attribution.voice import experiencer, first_person, owner, speaker
from kg.model import Modality

__all__ = ["Reading", "stand"]

_RANK = {Modality.ACTUAL: 0, Modality.PLANNED: 1, Modality.POSSIBLE: 2, Modality.DESIRED: 3}


@dataclass(slots=True)
class Reading:
    """What the walk has found so far.

    ``deniable`` and ``modifiable``: whether negation and modality further up still bear on the act. ``carrier``:
    whether the walk stands on a noun that holds the act as its content ("plan", "hope"). ``severed``: the walk has
    come to an unrelated clause (past a semicolon or a paragraph's end) and ends. ``renounced``: the act stood before
    and is given up.
    """

    cues: Cues
    negative: bool = False
    modality: Modality = Modality.ACTUAL
    holder: Token | None = None
    deniable: bool = True
    modifiable: bool = True
    carrier: bool = False
    severed: bool = False
    renounced: bool = False

    def close(self) -> None:
        """Let nothing further up bear on the act, save that somebody says it."""
        self.deniable = self.modifiable = False

    def weaken(self, modality: Modality) -> None:
        """Take on a modality that is stronger than the one so far: desired, possible, planned, actual."""
        if self.modifiable and _RANK[modality] > _RANK[self.modality]:
            self.modality = modality

    def deny(self) -> None:
        """Turn the polarity; two denials cancel each other."""
        if self.deniable:
            self.negative = not self.negative

    def held_by(self, who: Token | None) -> None:
        """Take on a holder where none is found yet, or where the one found is an unnamed first person."""
        if who is not None and (self.holder is None or first_person(self.holder) is not None):
            self.holder = who

    def apply(self, does: Effect, word: Token, below: Token | None = None) -> None:
        """Let a governing word act; ``below`` is the token through which the act hangs on it."""
        if does.holds and (self.modifiable or does.closes):
            if does.holds == "owner":
                self.held_by(owner(word, below, self.cues))
            else:
                self.held_by((experiencer if does is FEARED else speaker)(word, self.cues))
        self.weaken(does.modality)
        if does.negative:
            self.deny()
        if does.closes:
            self.close()

    def govern(self, does: Effect, word: Token) -> None:
        """Let a governing word act; a verb of denial that is denied itself leaves the act open."""
        denied = does.negative and is_verb(word) and beside_verb(word, self.cues).negative
        if denied and not self.cues["denial.open"].isdisjoint(words(word)):
            # "has not ruled out talks", "did not deny that it attacked"
            self.apply(Effect(Modality.POSSIBLE, holds=does.holds, closes=does.closes), word)
            self.close()
            return
        self.apply(does, word)

    def beside(self, found: Beside) -> None:
        """Take in what stands beside a word."""
        if found.negative:
            self.deny()
        self.weaken(found.modality)


def stand(node: Token, reading: Reading, *, below: Token | None = None) -> Beside | None:
    """Take in what stands beside the act's word, or beside a word that shares its standing.

    ``below`` is the subject or object through which the walk came.
    """
    if is_verb(node):
        found = beside_verb(node, reading.cues, below=-1 if below is None else below.i)
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
