"""Entities in a cell: ``Norland <state/norland>``, an id, a name that build or catalog knows, or ``Person: Name``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from kg.catalog import Catalog
from kg.model import Entity, Kind, KnowledgeBase, Name, ascii_words, digest, fits

__all__ = ["Directory", "directory", "fills", "shown"]

_SHOWN = re.compile(r"(?P<label>.*\S) <(?P<id>[^<>\s][^<>]*)>", re.DOTALL)
_NEW = re.compile(r"(?P<kind>[A-Za-z]+):\s*(?P<name>\S.*)")
_KINDS = {kind.value.lower(): kind for kind in Kind}


def shown(entity: Entity) -> str:
    """Label and id, as the files have them.

    >>> shown(Entity("state/norland", Kind.STATE, (Name("Norland"),)))
    'Norland <state/norland>'
    """
    return f"{' '.join(entity.label.split())} <{entity.id}>"


def fills(kind: Kind, allowed: frozenset[Kind]) -> bool:
    """Whether an entity may be an end of a relation: as `fits`, and ground that governs itself acts like a state."""
    return fits(kind, allowed) or (Kind.STATE in allowed and kind in {Kind.TERRITORY, Kind.PLACE})


class Directory:
    """Everybody and everything that a cell can name: the entities of a build, then those of the catalog."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_id: dict[str, Entity] = {}
        self.by_name: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
        for entity in entities:
            known = self.by_id.setdefault(entity.id, entity)
            for name in entity.names:
                self.by_name[_folded(name.text)][entity.id] = known

    def find(self, text: str, allowed: Collection[Kind] = frozenset(Kind)) -> Entity:
        """The entity that a cell names; a new one for ``Kind: Name`` that nobody knows, and for an id with its label.

        Raises
        ------
        ValueError
            Where it names nothing, or several; the message tells what would be allowed.
        """
        text = " ".join(text.split())
        wanted = frozenset(allowed)
        if found := _SHOWN.fullmatch(text):
            return self.by_id.get(found["id"]) or _from_id(found["id"], found["label"])
        if text in self.by_id:
            return self.by_id[text]
        if (found := _NEW.fullmatch(text)) and (kind := _KINDS.get(found["kind"].lower())):
            return self._new(kind, found["name"])
        candidates = [*self.by_name.get(_folded(text), {}).values()]
        fitting = [entity for entity in candidates if fills(entity.kind, wanted)] or candidates
        # a name that is somebody's first name is meant before one that he has too
        first = [entity for entity in fitting if _folded(entity.label) == _folded(text)] or fitting
        if len(first) == 1:
            return first[0]
        if first:
            raise ValueError(f"one of {', '.join(sorted(map(shown, first)))}")
        raise ValueError(self._hint(text, wanted))

    def _new(self, kind: Kind, name: str) -> Entity:
        slug = digest(name) if kind is Kind.NAME else ascii_words(name) or digest(name)
        identity = f"{kind.value.lower()}/{slug}"
        return self.by_id.get(identity) or Entity(identity, kind, (Name(name),))

    def _hint(self, text: str, wanted: frozenset[Kind]) -> str:
        near = get_close_matches(_folded(text), list(self.by_name), n=3, cutoff=0.75)
        close = sorted({shown(entity) for name in near for entity in self.by_name[name].values()})
        kinds = (
            ", ".join(f"“{kind.value}: …”" for kind in sorted(wanted)) if len(wanted) < len(Kind) else "“Kind: Name”"
        )
        meant = f" (did you mean {', '.join(close[:3])}?)" if close else ""
        return f"an id or a name that the build or the catalog has{meant}, or {kinds} for one that is new"


def directory(kb: KnowledgeBase, catalog: Catalog, others: Iterable[Entity] = ()) -> Directory:
    """Everybody in the build, then everybody in the catalog, then others."""
    return Directory([*kb.entities, *catalog.entities.values(), *others])


def _from_id(identity: str, label: str) -> Entity:
    kind = _KINDS.get(identity.partition("/")[0])
    if kind is None or not identity.partition("/")[2]:
        raise ValueError(f"an id that begins with one of {', '.join(f'{name}/' for name in sorted(_KINDS))}")
    return Entity(identity, kind, (Name(label),))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
