"""A parsed document with what its tokens refer to: mentions fill it, the later stages look things up in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.catalog import Catalog
from kg.model import Document, Entity, Kind, Name, ascii_words, digest
from kg.nlp import Entry

__all__ = ["Reading", "Referent", "other_name", "register", "slug"]


@dataclass(frozen=True, slots=True)
class Referent:
    """Tokens ``start`` to ``end`` (half-open) refer to one of ``options``, the likeliest first."""

    start: int
    end: int
    head: int
    role: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed document with its named referents.

    ``entities`` and ``used`` grow while noun phrases are resolved: the first holds the entities that the catalog does
    not have, the second the forms in which each entity is named. ``speaks_for`` tells whose office a person holds,
    ``memo`` what each phrase was resolved to.
    """

    document: Document
    doc: Doc
    catalog: Catalog
    referents: tuple[Referent, ...]
    at: Mapping[int, Referent]
    entries: tuple[Entry, ...]
    author: str | None
    entities: dict[str, Entity] = field(default_factory=dict)
    used: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    memo: dict[object, tuple[str, ...]] = field(default_factory=dict)
    speaks_for: dict[str, str] = field(default_factory=dict)

    def entity(self, identity: str) -> Entity:
        """An entity of the catalog or of this document by its id."""
        return self.catalog.entities.get(identity) or self.entities[identity]

    def kind(self, identity: str) -> Kind:
        """The kind of an entity."""
        return self.entity(identity).kind

    def label(self, identity: str) -> str:
        """The first name of an entity."""
        return self.entity(identity).label

    def parties(self, token: int) -> tuple[str, ...]:
        """States at the head of the reference entry that a token stands in; empty in running text."""
        place = self.doc[token].idx
        last = None
        for entry in self.entries:
            if entry.start > place:
                break
            last = entry
        return last.parties if last is not None else ()


def slug(text: str) -> str:
    """ASCII words joined by hyphens; a hash where nothing of the text is left.

    >>> slug("Penón de Alhucemas")
    'penon-de-alhucemas'
    """
    return ascii_words(text) or digest(text)


def register(reading: Reading, kind: Kind, names: tuple[str, ...], *, local: bool = False) -> str:
    """The id of an entity of this document, made at need; ``local`` keeps it apart from other documents' entities."""
    identity = f"{kind.value.lower()}/{slug(names[0])}"
    if local:
        identity += f"-{digest(reading.document.id)[:6]}"
    if identity in reading.catalog.entities:
        return identity
    old = reading.entities.get(identity)
    texts = list(dict.fromkeys([*(name.text for name in old.names), *names] if old else names))
    reading.entities[identity] = Entity(identity, kind, tuple(Name(text) for text in texts))
    return identity


def other_name(reading: Reading, text: str, used_by: tuple[str, ...] = ()) -> str:
    """The node of a name; its id is that of the words alone."""
    identity = f"name/{digest(text)}"
    old = reading.entities.get(identity)
    users = tuple(sorted({*used_by, *(old.names[0].used_by if old else ())}))
    reading.entities[identity] = Entity(identity, Kind.NAME, (Name(text, None, users),))
    return identity
