"""Names to ids and back: what a person types, and what a person reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from operator import itemgetter

from kg.catalog import Catalog
from kg.errors import KgError
from kg.export.names import SEPARATOR, side_by_side
from kg.frames import GROUPS
from kg.model import Document, Entity, Kind, KnowledgeBase, Name, ascii_words
from kg.sides import with_parts
from kg.voices import authors

__all__ = ["Lookup", "look_up", "near"]

_SHOWN = 6  # names that an error offers


@dataclass(frozen=True, slots=True)
class Lookup:
    """What every object of this package needs to find and to show names; :func:`look_up` makes it.

    ``documents`` and ``entities`` are those of the knowledge base by id; ``authors`` says whose voice each document is
    (``kg.voices.authors``).
    """

    catalog: Catalog = field(repr=False)
    documents: Mapping[str, Document] = field(repr=False)
    entities: Mapping[str, Entity] = field(repr=False)
    authors: Mapping[str, str | None] = field(repr=False)

    def entity(self, id: str) -> Entity:
        """The entity, from the knowledge base, else from the catalog, else one that has its id as its only name."""
        return self.entities.get(id) or self.catalog.entities.get(id) or Entity(id, Kind.OTHER, (Name(id),))

    def label(self, id: str) -> str:
        """The first name of an entity, or of the state with this ISO code; what nobody knows stands for itself."""
        known = self.entities.get(id) or self.catalog.entities.get(self.catalog.by_iso(id) or id)
        return known.label if known else id

    def both_names(self, id: str) -> str:
        """The name of an entity, beside it the names that other sides use: ``Kuril Islands / Chishima Retto``."""
        entity = self.entity(id)
        # Only ground has names that sides fight over; a state's name in another language is no position.
        return SEPARATOR.join(side_by_side(entity, latin=True)) if entity.kind is Kind.TERRITORY else self.label(id)

    def users(self, id: str) -> str:
        """Who uses which name of an entity, in one line; empty where its names are nobody's in particular."""
        named = [name for name in self.entity(id).names if name.used_by]
        return "; ".join(f"{name.text}: {', '.join(map(self.label, name.used_by))}" for name in named)

    def relation_label(self, relation: str) -> str:
        """How a relation reads in a sentence; an unknown one stands for itself."""
        spec = self.catalog.relations.get(relation)
        return spec.relation.label if spec else relation

    def find(self, text: str, *, kinds: Collection[Kind] = frozenset(Kind), what: str = "entity") -> str:
        """The id of the entity that somebody means.

        Parameters
        ----------
        text
            An id, any name that any side uses, or an ISO 3166-1 code, upper and lower case and accents alike; or whole
            words of a name, where they fit one entity of the knowledge base only (of a whole and its parts: the whole).
        kinds
            What it may be.
        what
            What the error calls it.

        Raises
        ------
        KgError
            Where nothing fits, with the names that look alike; where several fit, with those.
        """
        wanted = text.strip().casefold()
        plain = ascii_words(text)
        forms: defaultdict[str, list[str]] = defaultdict(list)
        for form, id in self._forms(kinds):
            forms[form.casefold()].append(id)
        if wanted in forms:
            return forms[wanted][0]
        by_words = {ascii_words(form): ids[0] for form, ids in reversed(forms.items())}
        if plain and plain in by_words:
            return by_words[plain]
        here = [self.entities[id] for id in sorted(self.entities) if self.entities[id].kind in kinds]
        names = [(f"-{ascii_words(name.text)}-", entity.id) for entity in here for name in entity.names]
        found = {id for form, id in names if plain and f"-{plain}-" in form}
        parts = {id: with_parts([id], catalog=self.catalog) for id in found}
        whole = [id for id in sorted(found) if found <= parts[id]] or sorted(found)
        if len(whole) == 1:
            return whole[0]
        if whole:
            raise KgError(f"{what} is {text!r}, which fits several; allowed: {self._listed(whole)}")
        known = {name.text for entity in here for name in entity.names}
        others = {form for form, _ in self._forms(kinds)}
        raise KgError(f"{what} is {text!r}; allowed: {near(text, known) or near(text, others) or self._some(kinds)}")

    def find_relation(self, text: str) -> str:
        """The id of a relation from its id or label; KgError with those that look alike where there is none."""
        specs = self.catalog.relations
        known = {form.casefold(): id for id, spec in specs.items() for form in (spec.relation.label, id)}
        if text.strip().casefold() not in known:
            raise KgError(f"relation is {text!r}; allowed: {near(text, specs) or ', '.join(sorted(specs))}")
        return known[text.strip().casefold()]

    def find_group(self, text: str) -> frozenset[str]:
        """The relations of a group, such as ``sovereignty``; KgError with all groups where there is none."""
        if text not in GROUPS:
            raise KgError(f"group is {text!r}; allowed: {', '.join(sorted(GROUPS))}")
        return frozenset(id for id, spec in self.catalog.relations.items() if spec.relation.group == text)

    def _forms(self, kinds: Collection[Kind]) -> Iterable[tuple[str, str]]:
        """Every form of every entity, in the order in which one of several with the same name is meant.

        Names as nodes of their own and things of unknown kind come last, those of the knowledge base before those of
        the catalog, states before others.
        """

        def rank(place: int, entity: Entity) -> tuple[bool, int, bool, str]:
            return entity.kind in (Kind.NAME, Kind.OTHER), place, entity.kind is not Kind.STATE, entity.id

        sources = (self.entities, self.catalog.entities)
        ranked = [(rank(place, entity), entity) for place, some in enumerate(sources) for entity in some.values()]
        for _, entity in sorted(ranked, key=itemgetter(0)):
            if entity.kind in kinds:
                codes = [code.removeprefix("iso:") for code in entity.same_as if code.startswith("iso:")]
                for form in (entity.id, *codes, *(name.text for name in entity.names)):
                    yield form, entity.id

    def _listed(self, ids: Iterable[str]) -> str:
        return ", ".join(f"{self.label(id)!r} ({id})" for id in [*ids][:_SHOWN])

    def _some(self, kinds: Collection[Kind]) -> str:
        here = sorted(id for id, entity in self.entities.items() if entity.kind in kinds)
        return self._listed(here) + (", …" if len(here) > _SHOWN else "") if here else "nothing, there is none here"


def look_up(kb: KnowledgeBase, catalog: Catalog) -> Lookup:
    """The lookup of a knowledge base, which may be empty."""
    return Lookup(
        catalog,
        {document.id: document for document in kb.documents},
        {entity.id: entity for entity in kb.entities},
        authors(kb),
    )


def near(text: str, known: Iterable[str]) -> str:
    """Those of the known words that look like the text, quoted and in one line; empty where none does.

    >>> near("clams", ["claims", "cedes"])
    "'claims'"
    """
    # Of forms that differ in capitals only, the one that is written most like a name.
    forms = {form.casefold(): form for form in sorted(known, reverse=True)}
    return ", ".join(repr(forms[form]) for form in get_close_matches(text.strip().casefold(), forms, n=4))
