"""Parameters of a query as a person writes them, to ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from kg.api.lookup import Lookup, near
from kg.disputes import DisputeRecord
from kg.errors import KgError
from kg.model import GROUND, Kind

__all__ = ["resolved"]

_STATEMENT = re.compile(r"[0-9a-f]{16}")
# An id with its prefix, a prefixed name or an IRI: kg.query knows what to do with it.
_EXACT = re.compile(r"[A-Za-z]+[/:]\S*")
_KINDS = {"territory": GROUND, "state": frozenset({Kind.STATE})}


def resolved(
    parameters: Mapping[str, str], lookup: Lookup, disputes: Callable[[], Iterable[DisputeRecord]]
) -> dict[str, str]:
    """The parameters with an id for every name; ids, IRIs and prefixed names stay as they are.

    Parameters
    ----------
    parameters
        ``statement`` takes the bare id of a statement, ``dispute`` also the label of a derived dispute.
    lookup
        Names.
    disputes
        Gives the derived disputes; called only where one is asked for.

    Raises
    ------
    KgError
        For a name that nothing has, with those that look alike.
    """
    return {name: _resolved(name, value, lookup, disputes) for name, value in parameters.items()}


def _resolved(name: str, value: str, lookup: Lookup, disputes: Callable[[], Iterable[DisputeRecord]]) -> str:
    if _EXACT.fullmatch(value):
        return value
    if name == "statement" and _STATEMENT.fullmatch(value):
        return f"statement/{value}"
    if name == "dispute":
        labels = {record.label.casefold(): record.id for record in disputes()}
        if value.casefold() not in labels:
            allowed = near(value, labels) or ", ".join(sorted(labels)) or "nothing, there is none here"
            raise KgError(f"dispute is {value!r}; allowed: {allowed}")
        return labels[value.casefold()]
    return lookup.find(value, kinds=_KINDS.get(name, frozenset(Kind)), what=name)
