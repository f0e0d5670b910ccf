"""What figures write: names side by side in letters that the font has, and whose name each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.catalog import Catalog
from kg.export.figures.style import printable
from kg.export.names import SEPARATOR, is_latin, names_by_user, side_by_side
from kg.export.rows import reported_names
from kg.graph import project
from kg.model import Entity, Kind, KnowledgeBase, Name

__all__ = ["Labels", "labels_of"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Gives labels and notes; made by :func:`labels_of`."""

    entities: dict[str, Entity]
    reported: dict[str, tuple[Name, ...]]
    catalog: Catalog

    def entity(self, key: str) -> Entity:
        """The build's entity, or the catalog's, or one whose only name is the id."""
        known = self.entities.get(key) or self.catalog.entities.get(self.catalog.by_iso(key) or key)
        return known or Entity(key, Kind.OTHER, (Name(key),))

    def label(self, key: str) -> str:
        """The label; a contested one has the names of all sides, "A / B / C"; Latin letters where there are any."""
        names = side_by_side(self.entity(key), self.reported.get(key, ()), latin=True)
        return SEPARATOR.join(dict.fromkeys(self._shown(key, name) for name in names))

    def plain(self, key: str) -> str:
        """The label without the names that others use, for speakers."""
        [name, *_] = side_by_side(self.entity(key), latin=True)
        return self._shown(key, name)

    def note(self, keys: Iterable[str]) -> str | None:
        """Who uses which of the names shown side by side; None where all names are everybody's."""
        parts = []
        for key in sorted(set(keys)):
            entity, more = self.entity(key), self.reported.get(key, ())
            shown = side_by_side(entity, more, latin=True)
            if len({self._shown(key, name) for name in shown}) > 1:
                users = names_by_user((*entity.names, *more))
                told = []
                for name in shown:
                    whose = [self.plain(user) for user, used in users.items() if name in used]
                    told.append(self._shown(key, name) + (f" ({', '.join(whose)})" if whose else ""))
                parts.append(SEPARATOR.join(told))
        return f"Names and who uses them: {'; '.join(parts)}." if parts else None

    @staticmethod
    def _shown(key: str, name: str) -> str:
        # A script that the font lacks would print as boxes; the id is plain ASCII in the catalog.
        shown = printable(name)
        if is_latin(name) or name == key or (shown and "?" not in shown):
            return shown or "?"
        return printable(key.partition("/")[2]) or shown or "?"


def labels_of(kb: KnowledgeBase, policy: str, catalog: Catalog) -> Labels:
    """Labels of a knowledge base as seen from one viewpoint."""
    entities = {entity.id: entity for entity in kb.entities}
    return Labels(entities, reported_names(project(kb, policy), entities), catalog)
