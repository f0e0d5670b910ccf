"""The import tables, read by the grammar of headers in Neo4j's operations manual."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kg.export.characters import carried
from kg.export.neo4j import to_neo4j
from kg.model import KnowledgeBase

FIELD = re.compile(r"(?P<name>[^:()\[\]]*)(:(?P<type>[A-Za-z_]+)(\((?P<space>\w+)\))?(?P<array>\[\])?)?")
TYPES: dict[str, Any] = {
    "string": str,
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}
ROLES = {"ID", "LABEL", "START_ID", "END_ID", "TYPE"}


def read(content: bytes) -> Iterator[dict[str, Any]]:
    """Each line by property name or role; an empty cell is no property, as the importer has it."""
    lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    header = []
    for text in next(lines):
        field = FIELD.fullmatch(text)
        assert field is not None, text
        kind = field["type"] or "string"
        assert kind in ROLES | TYPES.keys(), text
        assert field["name"] or kind in ROLES, text
        header.append((f":{kind}" if kind in ROLES else field["name"], TYPES.get(kind, str), field["array"]))
    assert len({name for name, _, _ in header}) == len(header)
    for line in lines:
        row = {}
        for (name, convert, array), value in zip(header, line, strict=True):
            if value:
                row[name] = [convert(part) for part in value.split(";")] if array else convert(value)
        yield row


def test_every_relationship_has_its_words_and_whose_they_are(sample: Any, facts: Any, read_facts: Any) -> None:
    files = to_neo4j(sample)
    relationships = list(read(files["relationships.csv"]))
    found = [row | {"source": row[":START_ID"], "target": row[":END_ID"]} for row in relationships]
    assert read_facts(found) == facts(sample)
    assert all(row[":TYPE"] == row["relation"] for row in relationships)
    assert {row["policy"] for row in relationships} == {"everything"}
    [met] = [row for row in relationships if row.get("count") == 2]
    assert (met["time_from"], met["time_to"]) == (date(2019, 5, 1), date(2019, 5, 31))
    assert (met["symmetric"], met["confidence"]) == (True, 0.5)


def test_headers_are_those_of_the_importer(sample: KnowledgeBase) -> None:
    files = to_neo4j(sample)
    heads = {name: content.decode("utf-8").split("\r\n")[0] for name, content in files.items()}
    assert heads["nodes.csv"] == (
        "id:ID(Entity),label,kind,names:string[],used_by:string[],same_as:string[],latitude:double,longitude:double,"
        "policy,:LABEL"
    )
    assert heads["relationships.csv"].startswith(":START_ID(Entity),:END_ID(Entity),:TYPE,id,relation,")
    assert heads["documents.csv"].startswith("id:ID(Document),title,")
    assert heads["documents.csv"].endswith(",:LABEL")


@pytest.mark.parametrize("name", ["sample", "nasty"])
def test_ids_are_unique_and_ends_exist(request: pytest.FixtureRequest, name: str) -> None:
    kb: KnowledgeBase = request.getfixturevalue(name)
    files = to_neo4j(kb)
    ids = [row[":ID"] for row in read(files["nodes.csv"])]
    documents = [row[":ID"] for row in read(files["documents.csv"])]
    assert len(set(ids)) == len(ids)
    assert len(set(documents)) == len(documents) == len(kb.documents)
    for row in read(files["relationships.csv"]):
        assert {row[":START_ID"], row[":END_ID"]} <= set(ids)
        assert row["document"] in documents


def test_names_are_arrays_and_labels_are_kinds(sample: KnowledgeBase) -> None:
    nodes = {row[":ID"]: row for row in read(to_neo4j(sample)["nodes.csv"])}
    isle = nodes["territory/etorofu"]
    assert isle["names"] == ["Etorofu", "Iturup", "択捉島"]
    assert isle["used_by"] == ["Japan: Etorofu, 択捉島", "Russia: Iturup"]
    assert (isle[":LABEL"], isle["latitude"], isle["longitude"]) == ("Entity;Territory", 45.0, 147.9)
    assert "latitude" not in nodes["territory/nowhere"]


def test_a_semicolon_does_not_split_a_name(nasty: KnowledgeBase) -> None:
    nodes = {row[":ID"]: row for row in read(to_neo4j(nasty)["nodes.csv"])}
    assert nodes["territory/=2+2;3"]["names"] == ["千島列島", "one, two"]
    quotes = {row["quote"] for row in read(to_neo4j(nasty)["relationships.csv"])}
    assert quotes == {carried(document.text) for document in nasty.documents}


def test_the_same_bytes_in_any_order(sample: KnowledgeBase, nasty: KnowledgeBase, turned: Any) -> None:
    for kb in (sample, nasty):
        assert to_neo4j(turned(kb)) == to_neo4j(kb)


def test_nothing_gives_headers_only() -> None:
    assert [list(read(content)) for content in to_neo4j(KnowledgeBase()).values()] == [[], [], []]
