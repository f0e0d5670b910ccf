"""Disputes as a person looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from kg.api.frames import frame
from kg.api.html import block, counted, escape, table
from kg.api.lookup import Lookup
from kg.disputes import DisputeRecord, Party

if TYPE_CHECKING:
    import pandas

__all__ = ["Disputes"]


@dataclass(frozen=True, slots=True)
class Disputes:
    """A sequence of the disputes that follow from the statements (``docs/disputes.md``); none is a verdict."""

    lookup: Lookup = field(repr=False)
    values: tuple[DisputeRecord, ...]

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> DisputeRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Disputes: ...
    def __getitem__(self, index: int | slice) -> DisputeRecord | Disputes:
        return Disputes(self.lookup, self.values[index]) if isinstance(index, slice) else self.values[index]

    def __iter__(self) -> Iterator[DisputeRecord]:
        return iter(self.values)

    def __repr__(self) -> str:
        return f"<Disputes: {', '.join(record.label for record in self.values) or 'none'}>"

    def to_pandas(self) -> pandas.DataFrame:
        """One row a dispute and party, a dispute without parties in one row; KgError where pandas is not installed.

        ``attested`` is whether an outlet in its own voice, or the party itself, makes it a party; ``said_by`` whose
        word it is otherwise. ``first_claimed`` and ``last_claimed`` are ISO dates of the dispute.
        """
        columns = "dispute label territories party roles attested said_by first_claimed last_claimed statements".split()
        found = []
        for record in self.values:
            ground = "; ".join(map(self.lookup.label, record.territories))
            days = tuple(day and day.isoformat() for day in (record.first_claimed, record.last_claimed))
            for party in record.parties or (None,):
                side = (None, None, None, None) if party is None else self._side(party)
                found.append((record.id, record.label, ground, *side, *days, len(record.statements)))
        return frame(columns, found)

    def party(self, party: Party) -> str:
        """One party in words: ``Norland (claims, holds)``, and who says so where neither it nor an outlet does."""
        who, roles, attested, said_by = self._side(party)
        return f"{who} ({roles}{'' if attested else f'; only said by {said_by}'})"

    def _side(self, party: Party) -> tuple[str, str, bool, str]:
        said_by = ", ".join("the document" if voice is None else self.lookup.label(voice) for voice in party.voices)
        return self.lookup.label(party.actor), ", ".join(party.roles), party.attested, said_by

    def _repr_html_(self) -> str:
        rows = (
            (
                escape(record.label),
                "<br>".join(escape(self.lookup.both_names(id)) for id in record.territories),
                "<br>".join(escape(self.party(party)) for party in record.parties),
                " to ".join(day.isoformat() for day in (record.first_claimed, record.last_claimed) if day),
                str(len(record.statements)),
            )
            for record in self.values
        )
        head = ("dispute", "over", "parties", "dated claims", "statements")
        return block(table(head, rows, caption=f"{counted(len(self), 'dispute')}, derived from what the texts say."))
