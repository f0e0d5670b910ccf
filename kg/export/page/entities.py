"""What the page knows of one entity: its names with their users, and where it lies."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg.catalog import Catalog
from kg.export.page.edges import shorten
from kg.model import Entity, Kind, Name, Polarity, Statement

__all__ = ["ancestors", "describe", "names_in_texts"]

ALSO_KNOWN_AS = "alsoKnownAs"
LINE, LABEL, OTHER_NAMES = 24, 44, 34  # characters under a node: of a line, of the label, of the others' names


def describe(
    entity: Entity,
    more: Iterable[Name],
    *,
    label: Callable[[str], str],
    catalog: Catalog,
    grounds: frozenset[str],
    sides: Mapping[str, str],
) -> dict[str, Any]:
    """Label, kind, names and place of an entity, as plain values for JSON.

    Parameters
    ----------
    entity
        The entity with the names that are known of it.
    more
        Further names of it, which texts give it.
    label
        The label of an entity by its id.
    catalog
        Gives territories their place; None stands for a place that it does not know.
    grounds
        Ids of what is claimed, held or given in some statement.
    sides
        The state for which an actor acts, where that is known.
    """
    names: dict[tuple[str, str | None], Name] = {}
    for name in (*entity.names, *more):
        known = next((key for key in names if key[0] == name.text), None)
        if known is None:
            names[name.text, name.language] = name
        elif set(name.used_by) - set(names[known].used_by):
            old = names[known]
            names[known] = Name(old.text, old.language, (*old.used_by, *name.used_by), old.note)
    users = {name.used_by for name in names.values() if name.used_by}
    territory = catalog.territories.get(entity.id)
    return {
        "label": entity.label,
        "kind": entity.kind,
        "canvasLabel": canvas_label(entity.label, names.values() if len(users) > 1 else ()),
        "contested": len(users) > 1,
        "names": [
            {
                "text": name.text,
                "language": name.language,
                "usedBy": [label(user) for user in dict.fromkeys(name.used_by)],
                "users": list(dict.fromkeys(name.used_by)),
                "note": name.note,
            }
            for name in names.values()
        ],
        "sameAs": list(entity.same_as),
        "ground": entity.kind is Kind.TERRITORY or entity.id in grounds,
        "feature": territory.feature if territory else None,
        "partOf": [{"id": whole, "label": label(whole)} for whole in territory.part_of] if territory else [],
        "within": sorted(ancestors(entity.id, catalog)),
        "coordinates": list(territory.coordinates) if territory and territory.coordinates else None,
        "side": sides.get(entity.id),
    }


def ancestors(entity: str, catalog: Catalog) -> frozenset[str]:
    """Ids of everything that the catalog says this is a part of, directly or not."""
    found: set[str] = set()
    waiting = [entity]
    while waiting:
        territory = catalog.territories.get(waiting.pop())
        for whole in territory.part_of if territory else ():
            if whole not in found:
                found.add(whole)
                waiting.append(whole)
    return frozenset(found)


def names_in_texts(statements: Iterable[Statement], entity: Callable[[str], Entity]) -> dict[str, list[Name]]:
    """Names that texts give an entity, by its id; one that a party is quoted with is that party's."""
    found: dict[str, list[Name]] = {}
    for statement in statements:
        if statement.relation != ALSO_KNOWN_AS:
            continue
        if not any(evidence.polarity is Polarity.POSITIVE for evidence in statement.evidence):
            continue
        holders = {evidence.holder for evidence in statement.evidence if evidence.holder}
        for name in entity(statement.object).names:
            more = Name(name.text, name.language, tuple(sorted({*name.used_by, *holders})))
            found.setdefault(statement.subject, []).append(more)
    return found


def canvas_label(label: str, names: Iterable[Name]) -> str:
    """The label on at most two lines; under a contested one a third with the names that others use."""
    lines = textwrap.wrap(shorten(" ".join(label.split()), LABEL), LINE)[:2] or ["?"]
    known = list(names)
    own = next((name.used_by for name in known if name.text == label), ())
    others: dict[tuple[str, ...], str] = {}
    for name in known:
        if name.used_by and name.used_by != own:
            others.setdefault(name.used_by, name.text)
    if others:
        lines.append(shorten(" / ".join(others.values()), OTHER_NAMES))
    return "\n".join(lines)
