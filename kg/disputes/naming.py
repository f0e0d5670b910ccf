"""Which words name a territory or a dispute: labels of derived disputes, and the disputes that texts name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.catalog import Catalog
from kg.model import Entity, ascii_words

__all__ = ["Called", "between", "called", "groups_named", "mentions_any", "over", "pattern"]

_LISTED = 4


def over(labels: Sequence[str]) -> str:
    """The label of a dispute over territories.

    >>> over(["Etorofu", "Habomai"])
    'dispute over Etorofu and Habomai'
    """
    return f"dispute over {_listed(labels)}"


def between(labels: Sequence[str]) -> str:
    """The label of a dispute between parties over nobody says what.

    >>> between(["Norland", "Sudria"])
    'dispute between Norland and Sudria'
    """
    return f"dispute between {_listed(labels)}"


def _listed(labels: Sequence[str]) -> str:
    shown = sorted(labels)
    if len(shown) > _LISTED:
        shown = [*shown[: _LISTED - 1], f"{len(shown) - _LISTED + 1} more"]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def pattern(territories: Iterable[str], entities: Mapping[str, Entity], catalog: Catalog) -> re.Pattern[str] | None:
    """What finds any name of these territories as whole words; None where they have no names."""
    names = {
        name.text
        for territory in territories
        for entity in (entities.get(territory), catalog.entities.get(territory))
        if entity is not None
        for name in entity.names
    }
    # Longest first, so that the match is the longest.
    forms = sorted(filter(str.strip, names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)") if forms else None


def mentions_any(text: str, names: re.Pattern[str] | None) -> bool:
    """Whether one of the names stands in the text."""
    return names is not None and names.search(text) is not None


@dataclass(frozen=True, slots=True)
class Called:
    """By which words the territories of each dispute are called, to the numbers of the disputes.

    ``whole`` are full names, ``stems`` names without their common noun ("Gull" of the Gull Isles).
    """

    whole: Mapping[str, Set[int]]
    stems: Mapping[str, Set[int]]


def called(groups: Iterable[Iterable[Entity]], catalog: Catalog) -> Called:
    """The names of the territories of several disputes, which are numbered from 0."""
    grounds = catalog.cues.get("nouns.territories", frozenset())
    whole: defaultdict[str, set[int]] = defaultdict(set)
    stems: defaultdict[str, set[int]] = defaultdict(set)
    for number, territories in enumerate(groups):
        for name in (name for territory in territories for name in territory.names):
            form = ascii_words(name.text)
            whole[form].add(number)
            stem, dash, last = form.rpartition("-")
            while dash and (last in grounds or last.removesuffix("s") in grounds):
                stems[stem].add(number)
                stem, dash, last = stem.rpartition("-")
    return Called(whole, stems)


def groups_named(dispute: Entity, by: Called, catalog: Catalog) -> Set[int]:
    """The disputes by whose territories this one is called.

    A full name stands in it ("the row over the Gull Isles"), or a name without its common noun comes right before a
    word for a dispute ("the Gull dispute").
    """
    quarrels = catalog.cues.get("nouns.disputes", frozenset()) | {"dispute"}
    found: set[int] = set()
    for name in dispute.names:
        words = ascii_words(name.text).split("-")
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                form = "-".join(words[start:end])
                found |= by.whole.get(form, frozenset()) if form else frozenset()
                if end < len(words) and words[end] in quarrels:
                    found |= by.stems.get(form, frozenset())
    return found
