"""The tables opened again by pandas and by the standard library's reader; formulas disarmed, and armed again."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.export.characters import carried
from kg.export.csv_tables import cell, to_csv, to_statements_csv, uncell
from kg.model import KnowledgeBase


def frame(content: bytes, **options: Any) -> pandas.DataFrame:
    return pandas.read_csv(io.BytesIO(content), encoding="utf-8", **options)


def records(content: bytes) -> list[dict[str, Any]]:
    # pandas takes "NA" and the like for missing unless told that only nothing is.
    table = frame(content, keep_default_na=False, na_values={"": [""]})
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def test_every_edge_has_its_words_and_whose_they_are(sample: Any, facts: Any, read_facts: Any) -> None:
    files = to_csv(sample)
    assert list(files) == ["nodes.csv", "edges.csv", "documents.csv", "csv-metadata.json"]
    edges = frame(files["edges.csv"]).astype(object).where(lambda table: table.notna(), None)
    assert read_facts(edges.to_dict("records")) == facts(sample)
    nodes = frame(files["nodes.csv"])
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes["id"])
    assert edges["id"].is_unique
    assert nodes["id"].is_unique
    assert set(edges["document"]) == set(frame(files["documents.csv"])["id"])
    assert set(edges["policy"]) == set(nodes["policy"]) == {"everything"}


def test_columns_have_types_that_pandas_sees(sample: KnowledgeBase) -> None:
    files = to_csv(sample)
    edges = frame(files["edges.csv"])
    assert {str(edges[name].dtype) for name in ("start", "end")} == {"int64"}
    assert (str(edges["confidence"].dtype), str(edges["symmetric"].dtype)) == ("float64", "bool")
    nodes = frame(files["nodes.csv"]).set_index("id")
    isle = nodes.loc["territory/etorofu"]
    assert (isle["latitude"], isle["label"]) == (45.0, "Etorofu / Iturup")
    assert isle["names"] == "Etorofu | Iturup | 択捉島"
    assert pandas.isna(nodes.loc["territory/nowhere"]["latitude"])
    documents = frame(files["documents.csv"]).set_index("id")
    assert documents.loc["note"]["author"] == "state/japan"
    assert documents.loc["note"]["characters"] == len("Etorofu is ours.")


def test_the_metadata_tell_the_columns_and_the_policy(sample: KnowledgeBase) -> None:
    files = to_csv(sample, policy="asserted")
    metadata = json.loads(files["csv-metadata.json"])
    assert metadata["@context"] == "http://www.w3.org/ns/csvw"
    assert metadata["dc:description"].startswith("Policy: asserted; 5 of 10 pieces of evidence.")
    for table in metadata["tables"]:
        columns = [column["name"] for column in table["tableSchema"]["columns"]]
        assert columns == next(csv.reader(io.StringIO(files[table["url"]].decode("utf-8"))))
    types = {c["name"]: c["datatype"] for t in metadata["tables"] for c in t["tableSchema"]["columns"]}
    assert {types[n] for n in ("start", "end", "count", "characters")} == {"integer"}
    assert (types["confidence"], types["symmetric"], types["quote"]) == ("double", "boolean", "string")


def test_the_flat_table_needs_no_other(sample: Any, facts: Any, read_facts: Any) -> None:
    rows = records(to_statements_csv(sample, policy="everything"))
    assert read_facts(row | {"source": row["subject"], "target": row["object"]} for row in rows) == facts(sample)
    [wish] = [row for row in rows if row["modality"] == "desired"]
    assert (wish["subject_label"], wish["object_label"], wish["object_kind"]) == (
        "Russia",
        "Etorofu / Iturup",
        "Territory",
    )
    assert (wish["holder_label"], wish["document_url"]) == ("Kato", "https://shore.example/1")
    assert [row["quote"] for row in records(to_statements_csv(sample, policy="side:JPN"))] == ["Etorofu is ours."]


def test_no_cell_of_text_starts_a_formula(nasty: KnowledgeBase) -> None:
    for content in (*list(to_csv(nasty).values())[:3], to_statements_csv(nasty)):
        table = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
        assert len({len(row) for row in table}) == 1
        assert not [value for row in table for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    [first, second] = list(csv.DictReader(io.StringIO(to_csv(nasty)["documents.csv"].decode("utf-8"), newline="")))
    assert (first["id"], second["title"], second["source"], second["url"]) == ("'=d1", "'@title", "'-source", "'+url")


def test_line_breaks_quotes_and_controls_come_back(nasty: KnowledgeBase) -> None:
    wanted = {carried(document.text) for document in nasty.documents}
    content = to_statements_csv(nasty)
    assert b"\0" not in content
    read = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    assert {uncell(row["quote"]) for row in read} == wanted
    assert {uncell(row["quote"]) for row in records(content)} == wanted


@given(st.text())
@example("=1")
@example("'=1")
@example("''\uff1d1")
@example("'quoted'")
@example("\t=1")
def test_a_disarmed_text_can_be_had_back(text: str) -> None:
    assert uncell(cell(text)) == text
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20"))


@pytest.mark.parametrize("text", ["", "5-7", "'no'", "a=b", "東京"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text == uncell(text)


def test_the_same_bytes_in_any_order(sample: KnowledgeBase, nasty: KnowledgeBase, turned: Any) -> None:
    for kb in (sample, nasty):
        assert to_csv(turned(kb)) == to_csv(kb)
        assert to_statements_csv(turned(kb)) == to_statements_csv(kb)


def test_nothing_gives_headers_only() -> None:
    files = to_csv(KnowledgeBase())
    for content in (*list(files.values())[:3], to_statements_csv(KnowledgeBase())):
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == 1
    assert "0 of 0" in json.loads(files["csv-metadata.json"])["dc:description"]
