"""What a derived dispute holds. Every part of it names the statements that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model import Evidence

__all__ = ["Act", "DisputeRecord", "Party", "Position"]


@dataclass(frozen=True, slots=True)
class Position:
    """One place in a text that says how an actor stands to a territory.

    ``actor`` is the statement's subject, ``party`` the one for whom the actor counts (an official for the state);
    ``territory`` is None for a statement that two actors are in dispute. ``author`` is whose voice the document is:
    an entity id, or the name as written, or for an unsigned comment the document's id; None for an outlet.
    """

    party: str
    actor: str
    relation: str
    territory: str | None
    statement: str
    evidence: Evidence
    author: str | None

    @property
    def voice(self) -> str | None:
        """Whose word it is; None: the outlet's own."""
        return self.evidence.holder or self.author


@dataclass(frozen=True, slots=True)
class Act:
    """One place in a text that tells of a deed that bears on the dispute, as it tells it.

    ``kind`` is taken, given up, received, agreed, ruled, mediated or recognized. Polarity, modality, time and holder
    are those of the evidence: a planned hand-over is a planned one.
    """

    kind: str
    subject: str
    relation: str
    object: str
    statement: str
    evidence: Evidence
    author: str | None

    @property
    def voice(self) -> str | None:
        """Whose word it is; None: the outlet's own."""
        return self.evidence.holder or self.author


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a dispute.

    ``roles`` are those of claims, holds, disputes and rejects that some text gives it as a fact; ``attested`` is
    whether an outlet in its own voice, or the party itself, does so. Where only others say it, ``voices`` names them.
    ``positions`` are all that is said of the party here, denials, wishes and plans included; ``statements`` the ids of
    those that make it a party.
    """

    actor: str
    roles: tuple[str, ...]
    attested: bool
    voices: tuple[str | None, ...]
    positions: tuple[Position, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeRecord:
    """A dispute as it follows from the statements; nothing in it says who is right or who owns a place.

    ``id`` is stable as long as the uppermost territory is the same; ``label`` is made of the labels of territories or
    parties. ``territories`` may be empty (two actors are at odds and no text says over what), ``parties`` may have
    fewer than two entries (a text speaks of a dispute and does not say between whom). ``named`` are the entities of
    kind Dispute by which texts call it. ``within`` is the id of the dispute over the whole of which this one concerns
    a part, where the two do not have the same parties. ``others`` are positions of actors that are no party.
    ``first_claimed`` and ``last_claimed`` are the first and last day of all dated claims, None where none is dated.
    ``statements`` are the ids of all that the dispute rests on, ``acts`` included.
    """

    id: str
    label: str
    territories: tuple[str, ...]
    parties: tuple[Party, ...]
    others: tuple[Position, ...]
    acts: tuple[Act, ...]
    named: tuple[str, ...]
    within: str | None
    first_claimed: date | None
    last_claimed: date | None
    statements: tuple[str, ...]

    @property
    def attested(self) -> bool:
        """Whether two parties are attested; else the dispute, too, is only somebody's word, or one side is unknown."""
        return sum(party.attested for party in self.parties) > 1
