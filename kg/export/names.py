"""Contested names side by side, and who uses which."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from kg.model import Entity, Name

__all__ = ["is_latin", "names_by_user", "side_by_side"]

SEPARATOR = " / "


def is_latin(text: str) -> bool:
    """Whether every letter of the text is Latin, so that fonts without other scripts can show it.

    >>> is_latin("Hoppō Ryōdo"), is_latin("千島列島"), is_latin("")
    (True, False, False)
    """
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def names_by_user(names: Iterable[Name]) -> dict[str, tuple[str, ...]]:
    """The names that somebody in particular uses, by the id of who does; ids sorted, names in their order, once."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for user in name.used_by:
            found.setdefault(user, {})[name.text] = None
    return {user: tuple(found[user]) for user in sorted(found)}


def side_by_side(entity: Entity, more: Iterable[Name] = (), *, latin: bool = False) -> tuple[str, ...]:
    """The label, then for each side that does not use it the first name that this side does use.

    Parameters
    ----------
    entity
        Whose names.
    more
        Names beside the entity's own, such as those that texts report.
    latin
        Prefer names in Latin letters; another script is taken only where an entity has nothing else.

    Returns
    -------
    tuple[str, ...]
        At least the label; one name only where nobody in particular uses another.
    """
    names = (*entity.names, *more)
    if latin:
        names = tuple(sorted(names, key=lambda name: not is_latin(name.text)))
    by_user = names_by_user(names)
    label = entity.label
    if latin and not is_latin(label):
        label = next((name.text for name in names if is_latin(name.text)), label)
    shown = [label]
    for used in by_user.values():
        if not any(name in used for name in shown):
            shown.append(used[0])
    return tuple(shown)
