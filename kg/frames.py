"""Relation files: definition, frames, examples and counter-examples of one relation each (``kg/data/relations``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import CatalogError
from kg.model import ACTORS, GROUND, Kind, Modality, Polarity, Relation
from kg.toml_file import Table, check_keys, load_toml, number, optional_text, strings, tables, text

__all__ = ["Example", "Expected", "Frame", "RelationSpec", "load_relations"]

KINDS: Mapping[str, frozenset[Kind]] = {
    **{kind.value: frozenset({kind}) for kind in Kind},
    "Actor": ACTORS,
    "Place": GROUND,  # a state or territory is a place too
}
TRIGGERS = ("verbs", "nouns", "adjectives", "participles")
_RELATION_KEYS = frozenset(
    {"id", "label", "group", "definition", "subject", "object", "symmetric", "plover", "cooperation", "overrides"}
    | {"frame", "example", "counterexample"}
)
_FRAME_KEYS = frozenset(
    "rule subject object pairs needs without subject_kinds object_kinds polarity modality confidence".split()
) | set(TRIGGERS)
_EXAMPLE_KEYS = frozenset({"text", "published", "statements"})
_EXPECTED_KEYS = frozenset({"subject", "object", "polarity", "modality", "holder", "time"})
GROUPS = frozenset({"sovereignty", "diplomacy", "protest", "conflict", "law", "context"})
SIGNS: Mapping[str, int] = {"+": 1, "0": 0, "-": -1}


@dataclass(frozen=True, slots=True)
class Frame:
    """How one kind of wording carries a relation: trigger words and the roles of subject and object."""

    relation: str
    rule: str
    part: str
    words: tuple[str, ...]
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    without: Mapping[str, frozenset[str]] = field(default_factory=dict)
    subject_kinds: frozenset[Kind] = frozenset()
    object_kinds: frozenset[Kind] = frozenset()
    polarity: Polarity | None = None
    modality: Modality | None = None
    confidence: float = 0.7


@dataclass(frozen=True, slots=True)
class Expected:
    """A statement that an example must yield; names as the text or the catalog has them."""

    subject: str
    object: str
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    holder: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with all statements of its relation; a counter-example expects none."""

    text: str
    published: str | None
    statements: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class RelationSpec:
    """A relation with its wordings. ``overrides``: less specific relations that it replaces for the same ends."""

    relation: Relation
    overrides: frozenset[str]
    frames: tuple[Frame, ...]
    examples: tuple[Example, ...]


def load_relations(folder: Path) -> dict[str, RelationSpec]:
    """All relation files of a folder, by relation id.

    Raises
    ------
    CatalogError
        On an unknown key, kind or value, or a relation that ``overrides`` names but no file defines.
    """
    specs = {}
    for file in sorted(folder.glob("*.toml")):
        spec = _relation(file, load_toml(file))
        if spec.relation.id != file.stem:
            raise CatalogError(file, "id", spec.relation.id, f"the file's name, {file.stem}")
        specs[spec.relation.id] = spec
    if not specs:
        raise CatalogError(folder, "(folder)", "no relation file", "one TOML file for each relation")
    for name, spec in specs.items():
        for other in sorted(spec.overrides - specs.keys()):
            raise CatalogError(folder / f"{name}.toml", "overrides", other, "the id of a relation file")
    return specs


def _kinds(file: Path, where: str, table: Table, key: str) -> frozenset[Kind]:
    found: frozenset[Kind] = frozenset()
    for name in strings(file, where, table, key):
        if name not in KINDS:
            raise CatalogError(file, f"{where}.{key}", name, ", ".join(sorted(KINDS)))
        found |= KINDS[name]
    return found


def _enum[E: (Polarity, Modality)](file: Path, where: str, table: Table, kind: type[E]) -> E | None:
    key = kind.__name__.lower()
    value = optional_text(file, where, table, key, frozenset(kind))
    return None if value is None else kind(value)


def _words(file: Path, where: str, table: Table, key: str) -> Mapping[str, frozenset[str]]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise CatalogError(file, f"{where}.{key}", value, "a table from role to a list of lemmas")
    return {role: frozenset(strings(file, f"{where}.{key}", value, role)) for role in sorted(value)}


def _frame(file: Path, relation: str, where: str, table: Table) -> Frame:
    parts = [part for part in TRIGGERS if part in table]
    if len(parts) != 1:
        raise CatalogError(file, where, parts, f"exactly one of {', '.join(TRIGGERS)}")
    words = strings(file, where, table, parts[0])
    if not words:
        raise CatalogError(file, f"{where}.{parts[0]}", [], "at least one word")
    frame = Frame(
        relation=relation,
        rule=f"{relation}.{text(file, where, table, 'rule')}",
        part=parts[0],
        words=words,
        subject=strings(file, where, table, "subject"),
        object=strings(file, where, table, "object"),
        pairs=strings(file, where, table, "pairs"),
        needs=_words(file, where, table, "needs"),
        without=_words(file, where, table, "without"),
        subject_kinds=_kinds(file, where, table, "subject_kinds"),
        object_kinds=_kinds(file, where, table, "object_kinds"),
        polarity=_enum(file, where, table, Polarity),
        modality=_enum(file, where, table, Modality),
        confidence=number(file, where, table, "confidence", 0, 1) or 0.7,
    )
    if frame.part != "participles" and not frame.pairs and not (frame.subject and frame.object):
        raise CatalogError(file, where, dict(table), "roles for both subject and object, or pairs")
    return frame


def _examples(file: Path, data: Table) -> Iterator[Example]:
    for where, table in tables(file, data, "example", _EXAMPLE_KEYS):
        expected = tuple(
            Expected(
                subject=text(file, there, item, "subject"),
                object=text(file, there, item, "object"),
                polarity=_enum(file, there, item, Polarity) or Polarity.POSITIVE,
                modality=_enum(file, there, item, Modality) or Modality.ACTUAL,
                holder=optional_text(file, there, item, "holder"),
                time=optional_text(file, there, item, "time"),
            )
            for there, item in tables(file, table, "statements", _EXPECTED_KEYS)
        )
        if not expected:
            raise CatalogError(file, f"{where}.statements", [], "at least one statement")
        yield Example(text(file, where, table, "text"), optional_text(file, where, table, "published"), expected)
    for where, table in tables(file, data, "counterexample", frozenset({"text", "published"})):
        yield Example(text(file, where, table, "text"), optional_text(file, where, table, "published"), ())


def _relation(file: Path, data: Table) -> RelationSpec:
    check_keys(file, "(top)", data, _RELATION_KEYS)
    name = text(file, "(top)", data, "id")
    symmetric = data.get("symmetric", False)
    if not isinstance(symmetric, bool):
        raise CatalogError(file, "symmetric", symmetric, "true or false")
    sign = optional_text(file, "(top)", data, "cooperation", frozenset(SIGNS))
    relation = Relation(
        id=name,
        label=text(file, "(top)", data, "label"),
        group=optional_text(file, "(top)", data, "group", GROUPS) or text(file, "(top)", data, "group"),
        definition=text(file, "(top)", data, "definition"),
        subject=_kinds(file, "(top)", data, "subject"),
        object=_kinds(file, "(top)", data, "object"),
        symmetric=symmetric,
        plover=optional_text(file, "(top)", data, "plover"),
        cooperation=None if sign is None else SIGNS[sign],
    )
    frames = tuple(_frame(file, name, where, table) for where, table in tables(file, data, "frame", _FRAME_KEYS))
    examples = tuple(_examples(file, data))
    if sum(bool(e.statements) for e in examples) < 2 or all(e.statements for e in examples):
        raise CatalogError(file, "example", len(examples), "at least two examples and one counterexample")
    return RelationSpec(relation, frozenset(strings(file, "(top)", data, "overrides")), frames, examples)
