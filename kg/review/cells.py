"""The cells of a row to values, every wrong one told; the same for a review and for the file of verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kg.catalog import Catalog
from kg.dates import time_bounds
from kg.model import Entity, Evidence, Kind, Modality, Polarity, Span, When
from kg.review.ends import Directory, fills
from kg.review.table import Row
from kg.review.verdict import Reading

__all__ = ["NEW", "NONE", "Cells"]

NEW = tuple(f"new_{name}" for name in "subject relation object polarity modality holder time time_words".split())
"""The columns with what a curator sets right."""

NONE = "none"
"""What stands in ``new_holder`` for the document's own voice, in ``new_time`` for no time."""

_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class Cells:
    """Reads the cells of one row; what is wrong is put on ``problems``, what it names on ``entities``."""

    row: Row
    catalog: Catalog
    known: Directory
    problems: list[str]
    entities: dict[str, Entity]

    def wrong(self, column: str, allowed: str) -> None:
        """Note that a cell cannot be used."""
        self.problems.append(self.row.wrong(column, allowed))

    def choice[E: StrEnum](self, column: str, kind: type[E]) -> E | None:
        """One of the values of an enum; None where it is none of them."""
        try:
            return kind(self.row[column].strip().lower())
        except ValueError:
            self.wrong(column, ", ".join(kind))
            return None

    def relation(self, column: str) -> str | None:
        """The id of a relation, upper and lower case alike; None where it is none."""
        by_name = {name.casefold(): name for name in self.catalog.relations}
        found = by_name.get(self.row[column].strip().casefold())
        if found is None:
            self.wrong(column, f"a relation: {', '.join(sorted(self.catalog.relations))}")
        return found

    def entity(self, column: str, allowed: frozenset[Kind] = frozenset(Kind)) -> str | None:
        """The id of an entity; None where the cell names none, or one of a kind that is not allowed."""
        try:
            found = self.known.find(self.row[column], allowed)
        except ValueError as error:
            self.wrong(column, str(error))
            return None
        if not fills(found.kind, allowed):
            kinds = ", ".join(sorted(allowed))
            self.wrong(column, f"one of kind {kinds}; {found.id} is of kind {found.kind}")
            return None
        self.entities[found.id] = found
        return found.id

    def number(self, column: str) -> int | None:
        """A whole number; None where the cell is empty or holds something else."""
        text = self.row[column].strip()
        if text.isascii() and text.isdecimal():
            return int(text)
        if text:
            self.wrong(column, "a whole number from 0 on")
        return None

    def changed(self, old: Reading | None, text: str | None) -> Reading | None:
        """The reading that the columns of `NEW` make out of an old one, or of nothing; None where any is wrong.

        Parameters
        ----------
        old
            What an empty cell leaves as it is; None: every cell but holder and time must be filled, for nobody may
            take a wish for a fact because a cell was left empty.
        text
            The document's, in which the words of a new time must stand; None: they are not looked for.
        """
        before, row = len(self.problems), self.row
        relation = self.relation("new_relation") if old is None or row["new_relation"].strip() else old.relation
        if relation is None:
            return None
        spec = self.catalog.relations[relation].relation
        kept = (None, None) if old is None else (old.subject, old.object)
        subject = self._end("new_subject", kept[0], spec.subject)
        object = self._end("new_object", kept[1], spec.object)
        evidence = None if old is None else old.evidence
        polarity = evidence.polarity if evidence and not row["new_polarity"].strip() else self._polarity()
        modality = evidence.modality if evidence and not row["new_modality"].strip() else self._modality()
        holder = self._holder(evidence)
        when = self._when(evidence, text)
        if subject is None or object is None or polarity is None or modality is None or len(self.problems) > before:
            return None
        if subject == object:
            self.wrong("new_object", "another entity than the subject")
            return None
        if spec.symmetric:
            subject, object = sorted((subject, object))
        fresh = evidence or Evidence("", _NOWHERE, "")
        changed = replace(fresh, polarity=polarity, modality=modality, holder=holder, when=when)
        return self._checked(Reading(subject, relation, object, changed))

    def _end(self, column: str, old: str | None, allowed: frozenset[Kind]) -> str | None:
        return self.entity(column, allowed) if old is None or self.row[column].strip() else old

    def _checked(self, reading: Reading) -> Reading | None:
        """The reading, unless an end that the curator left does not go with the relation that he chose."""
        spec = self.catalog.relations[reading.relation].relation
        sides = (("subject", reading.subject, spec.subject), ("object", reading.object, spec.object))
        for side, end, allowed in sides:
            kind = self.entities[end].kind if end in self.entities else self.known.by_id[end].kind
            if not fills(kind, allowed):
                kinds = ", ".join(sorted(allowed))
                self.wrong(f"new_{side}", f"one of kind {kinds} as the {side} of {reading.relation}; {end} is a {kind}")
                return None
        return reading

    def _polarity(self) -> Polarity | None:
        return self.choice("new_polarity", Polarity)

    def _modality(self) -> Modality | None:
        return self.choice("new_modality", Modality)

    def _holder(self, old: Evidence | None) -> str | None:
        text = self.row["new_holder"].strip()
        if not text:
            return old.holder if old else None
        return None if text.lower() == NONE else self.entity("new_holder")

    def _when(self, old: Evidence | None, text: str | None) -> When | None:
        """The time; its words must stand in the text, for a date that no words give is a guess."""
        edtf, words = self.row["new_time"].strip(), self.row["new_time_words"].strip()
        before = old.when if old else None
        if edtf.lower() == NONE:
            return None
        if not edtf:
            if words:
                self.wrong("new_time", "a time for these words, as 1945, 1945-08, 1945-08-15 or 1945/1947 (EDTF)")
            return before
        if time_bounds(edtf) == (None, None, None):
            self.wrong("new_time", f"EDTF: 1945, 1945-08, 1945-08-15, 1945/1947; {NONE} for no time")
            return None
        if not words:
            words = before.words if before else edtf
        if text is not None and words not in text and not (before and words == before.words):
            self.wrong("new_time_words", f"words of the document that give the time {edtf}")
        return When(edtf, words, "curator")
