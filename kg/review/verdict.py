"""What a curator says of one reading of the machine, or adds to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kg.model import CURATOR, Entity, Evidence, KnowledgeBase, digest

__all__ = ["Decision", "Reading", "Verdict", "reading_id", "readings"]

type Key = tuple[str, str, str, str, str, str]


class Decision(StrEnum):
    """What a verdict does: vouch for a reading, take it away, replace it, or add one that the machine missed."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as one place in a text carries it."""

    subject: str
    relation: str
    object: str
    evidence: Evidence

    @property
    def key(self) -> Key:
        """What it says and how: ends, relation, polarity, modality and holder; neither place, time nor rule."""
        evidence = self.evidence
        return (
            *(self.subject, self.relation, self.object),
            *(evidence.polarity.value, evidence.modality.value, evidence.holder or ""),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """One curator's decision on one reading.

    ``judged`` is the reading as it was then (for ``add`` the one that is added), ``corrected`` what takes its place
    (``correct`` only). ``entities`` holds every end and holder of both with its label, so that a verdict can be
    applied where the machine finds them no more. ``sha256`` is that of the document's text when it was judged, None
    where nobody noted it.
    """

    decision: Decision
    curator: str
    judged: Reading
    corrected: Reading | None = None
    entities: tuple[Entity, ...] = ()
    note: str | None = None
    sha256: str | None = None

    @property
    def gives(self) -> Reading | None:
        """The curator's own evidence, certain and in the curator's name; None for a rejection."""
        if self.decision is Decision.REJECT:
            return None
        found = self.corrected or self.judged
        return replace(found, evidence=replace(found.evidence, rule=f"{CURATOR}{self.curator}", confidence=1.0))


def readings(kb: KnowledgeBase) -> tuple[Reading, ...]:
    """Every evidence of a knowledge base with its statement, in their order; none of an empty one."""
    return tuple(Reading(s.subject, s.relation, s.object, e) for s in kb.statements for e in s.evidence)


def reading_id(reading: Reading) -> str:
    """A name for a row of a review: hash of place, statement, attribution, time and curator.

    A letter stands first, for spreadsheets take some hexadecimal digits for numbers. A new rule or confidence does not
    change it.
    """
    evidence = reading.evidence
    time = evidence.when.edtf if evidence.when is not None else None
    place = (evidence.document, str(evidence.span.start), str(evidence.span.end))
    return f"ev-{digest(*place, *reading.key, time or '', evidence.curator or '')[:12]}"
