"""What the package knows beforehand: relations, actors, territories, places and cue words, from ``kg/data``.

Nothing here says who owns a place; a territory has names with their users, a geographic place and ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import CatalogError
from kg.frames import RelationSpec, load_relations
from kg.model import Entity, Kind, Name
from kg.toml_file import Table, identifier, integer, load_toml, optional_text, strings, tables, text

__all__ = ["Catalog", "State", "Territory", "load"]

DATA = Path(__file__).resolve().parent / "data"
FEATURES = frozenset(
    {"island", "island group", "reef", "region", "maritime area", "border sector", "city", "river", "enclave", "site"}
    | {"strait", "sea", "ocean", "gulf", "peninsula", "continent", "mountain range", "province", "lake"}
)
STATUSES = frozenset({"un-member", "un-observer", "partial-recognition", "historical", "dependency"})
ORGANIZATIONS = frozenset(
    {"international body", "court", "alliance", "armed group", "political party", "government body", "company"}
    | {"mission", "coast guard"}
)
# types of organization that act in the name of their state; a party or company does not
ORGANS = frozenset({"government body", "coast guard"})
_NAME_KEYS = frozenset({"text", "language", "used_by", "note"})
_TERRITORY_KEYS = frozenset({"id", "feature", "part_of", "wikidata", "coordinates", "names"})
_STATE_KEYS = frozenset(
    "id status names adjectives people capital seats iso cow wikidata start end successors part_of coordinates".split()
)
_ORGANIZATION_KEYS = frozenset({"id", "type", "names", "state", "wikidata", "adjectives", "people"})


@dataclass(frozen=True, slots=True)
class Territory:
    """Geography of a territory or place; ``coordinates`` are latitude and longitude in degrees (WGS 84)."""

    feature: str
    part_of: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a state beside its names; ``start`` and ``end`` are years."""

    status: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    iso: str | None = None
    cow: int | None = None
    start: int | None = None
    end: int | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All data files, read and checked; ids carry their kind as prefix (``state/japan``).

    ``organizations`` gives the state in whose name a government body acts, None for every other organization.
    """

    relations: Mapping[str, RelationSpec]
    entities: Mapping[str, Entity]
    states: Mapping[str, State]
    territories: Mapping[str, Territory]
    organizations: Mapping[str, str | None]
    cues: Mapping[str, frozenset[str]]

    @property
    def heads(self) -> frozenset[str]:
        """Ids of what may stand at the head of an entry in reference text: states and territories."""
        return frozenset(name for name, entity in self.entities.items() if entity.kind in (Kind.STATE, Kind.TERRITORY))

    def by_iso(self, code: str) -> str | None:
        """Id of the state with this ISO 3166-1 alpha-3 code; None where there is none."""
        return next((name for name, state in self.states.items() if state.iso == code), None)


def _names(file: Path, where: str, table: Table) -> tuple[Name, ...]:
    names = tuple(
        Name(
            text(file, there, item, "text"),
            optional_text(file, there, item, "language"),
            strings(file, there, item, "used_by"),
            optional_text(file, there, item, "note"),
        )
        for there, item in tables(file, table, "names", _NAME_KEYS)
    )
    if not names:
        raise CatalogError(file, f"{where}.names", [], "at least one name")
    return names


def _same_as(file: Path, where: str, table: Table) -> tuple[str, ...]:
    values = ((key, optional_text(file, where, table, key)) for key in ("wikidata", "iso"))
    found = [f"{key}:{value}" for key, value in values if value]
    cow = integer(file, where, table, "cow")
    return tuple(found if cow is None else [*found, f"cow:{cow}"])


def _coordinates(file: Path, where: str, table: Table) -> tuple[float, float] | None:
    value = table.get("coordinates")
    if value is None:
        return None
    good = isinstance(value, list) and len(value) == 2 and all(isinstance(x, int | float) for x in value)
    if not good or not (-90 <= value[0] <= 90 and -180 <= value[1] <= 180):
        raise CatalogError(file, f"{where}.coordinates", value, "[latitude, longitude] in degrees")
    return float(value[0]), float(value[1])


class _Reader:
    """Gathers entities over several files and refuses an id that comes twice."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.states: dict[str, State] = {}
        self.territories: dict[str, Territory] = {}
        self.organizations: dict[str, str | None] = {}
        self.references: list[tuple[Path, str, str]] = []

    def entity(self, file: Path, where: str, table: Table, kind: Kind) -> str:
        full = f"{kind.value.lower()}/{identifier(file, where, table)}"
        if full in self.entities:
            raise CatalogError(file, f"{where}.id", full, "an id that no other entry has")
        names = _names(file, where, table)
        self.entities[full] = Entity(full, kind, names, _same_as(file, where, table))
        self.references += [(file, f"{where}.names.used_by", user) for name in names for user in name.used_by]
        return full

    def place(self, file: Path, where: str, table: Table, kind: Kind) -> None:
        full = self.entity(file, where, table, kind)
        feature = optional_text(file, where, table, "feature", FEATURES) or text(file, where, table, "feature")
        part_of = strings(file, where, table, "part_of")
        self.references += [(file, f"{where}.part_of", other) for other in part_of]
        self.territories[full] = Territory(feature, part_of, _coordinates(file, where, table))

    def state(self, file: Path, where: str, table: Table) -> None:
        full = self.entity(file, where, table, Kind.STATE)
        successors = strings(file, where, table, "successors")
        self.references += [(file, f"{where}.successors", other) for other in successors]
        lists = {key: strings(file, where, table, key) for key in ("adjectives", "people", "capital", "seats")}
        self.states[full] = State(
            optional_text(file, where, table, "status", STATUSES) or text(file, where, table, "status"),
            **lists,
            iso=optional_text(file, where, table, "iso"),
            cow=integer(file, where, table, "cow"),
            start=integer(file, where, table, "start"),
            end=integer(file, where, table, "end"),
            successors=successors,
        )

    def organization(self, file: Path, where: str, table: Table) -> None:
        full = self.entity(file, where, table, Kind.ORGANIZATION)
        kind = optional_text(file, where, table, "type", ORGANIZATIONS)
        state = optional_text(file, where, table, "state")
        if state is not None:
            self.references.append((file, f"{where}.state", state))
        self.organizations[full] = state if kind in ORGANS else None

    def check_references(self) -> None:
        for file, where, target in self.references:
            if target not in self.entities:
                raise CatalogError(file, where, target, "the id of an entry in kg/data, with its prefix")


def _cues(folder: Path) -> dict[str, frozenset[str]]:
    cues: dict[str, frozenset[str]] = {}
    for file in sorted(folder.glob("*.toml")):
        data = load_toml(file)
        for key in data:
            cues[f"{file.stem}.{key}"] = frozenset(strings(file, "(top)", data, key))
    return cues


def read(folder: Path) -> Catalog:
    """The catalog in a folder laid out as ``kg/data``.

    Raises
    ------
    CatalogError
        At the first wrong file, key, value or reference.
    """
    reader = _Reader()
    for file in sorted((folder / "actors").glob("*.toml")):
        data = load_toml(file)
        for where, table in tables(file, data, "state", _STATE_KEYS):
            reader.state(file, where, table)
        for where, table in tables(file, data, "organization", _ORGANIZATION_KEYS):
            reader.organization(file, where, table)
        for where, table in tables(file, data, "place", _TERRITORY_KEYS):
            reader.place(file, where, table, Kind.PLACE)
    for file in sorted((folder / "territories").glob("*.toml")):
        for where, table in tables(file, load_toml(file), "territory", _TERRITORY_KEYS):
            reader.place(file, where, table, Kind.TERRITORY)
    reader.check_references()
    return Catalog(
        load_relations(folder / "relations"),
        reader.entities,
        reader.states,
        reader.territories,
        reader.organizations,
        _cues(folder / "cues"),
    )


@cache
def load() -> Catalog:
    """The catalog that ships with the package, read once a process."""
    return read(DATA)


def surfaces(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """Every written form with the entities it may stand for, as (role, id) in a fixed order.

    Roles: ``name``, ``adjective``, ``people``, ``capital``, ``seat``.
    """
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for full in sorted(catalog.entities):
        for name in catalog.entities[full].names:
            found[name.text].append(("name", full))
        state = catalog.states.get(full)
        if state is None:
            continue
        for role, forms in (
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capital),
            ("seat", state.seats),
        ):
            for form in forms:
                found[form].append((role, full))
    return dict(found)
