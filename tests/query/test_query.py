"""SPARQL of the caller's own: what comes back, what is refused, and the forms that an answer can take."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from rdflib import Graph

from kg import store as module
from kg.answer import Answer, formatted
from kg.catalog import Catalog
from kg.errors import BuildError, QueryError
from kg.model import KnowledgeBase
from kg.query import open_store, query
from kg.rdf import to_rdf
from kg.turtle import serialize

SYMMETRIC = {"metWith", "disputesWith"}


def test_select_knows_prefixes_and_shortens_iris(store: Graph) -> None:
    answer = query(store, "SELECT ?who ?p ?whom { ?who ?p ?whom FILTER(?p = tdo:attacks) }")
    assert answer == Answer(("who", "p", "whom"), (("state/norland", "tdo:attacks", "state/sudria"),))


def test_plain_triples_answer_simply_and_both_ways(store: Graph) -> None:
    assert query(store, "ASK { person:ada-berg tdo:metWith person:ivo-sand }").rows == ((True,),)
    assert query(store, "ASK { person:ivo-sand tdo:metWith person:ada-berg }").rows == ((True,),)


@pytest.mark.parametrize(
    "triple",
    [
        "state:norland tdo:claims territory:gull-isles",  # merely reported
        "state:sudria tdo:claims territory:big-gull",  # denied
        "state:norland tdo:deploysTo territory:gull-isles",  # planned, and in a comment
        "state:sudria tdo:rejects agreement:gull-treaty",  # a party's own voice
    ],
)
def test_what_no_source_says_itself_has_no_plain_triple(store: Graph, triple: str) -> None:
    assert query(store, f"ASK {{ {triple} }}").rows == ((False,),)
    s, p, o = triple.split()
    assert query(store, f"ASK {{ ?x rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} }}").rows == ((True,),)


def test_rows_without_order_by_are_sorted_and_values_keep_their_kind(store: Graph) -> None:
    answer = query(store, "SELECT ?n ?c { ?e tdo:count ?n ; tdo:confidence ?c }")
    assert answer.rows == ((3, 0.5),)
    rows = query(store, "SELECT ?t ?none { ?t a tdo:Territory OPTIONAL { ?t tdo:edtf ?none } }").rows
    assert rows == (("territory/big-gull", None), ("territory/gull-isles", None))


def test_order_by_is_kept(store: Graph) -> None:
    rows = query(store, "SELECT ?t { ?t a tdo:Territory } ORDER BY DESC(?t)").rows
    assert rows == (("territory/gull-isles",), ("territory/big-gull",))


def test_construct_and_describe_are_rows_of_triples(store: Graph) -> None:
    built = query(store, "CONSTRUCT { ?b tdo:attacks ?a } { ?a tdo:attacks ?b }")
    assert built == Answer(("subject", "predicate", "object"), (("state/sudria", "tdo:attacks", "state/norland"),))
    described = query(store, "DESCRIBE person:ada-berg")
    assert ("person/ada-berg", "tdo:holdsOffice", "state/norland") in described.rows


def test_catalog_is_known_but_adds_no_entities(store: Graph) -> None:
    assert query(store, "ASK { territory:gull-isles tdo:partOf place:north-sea }").rows == ((True,),)
    assert query(store, "SELECT ?p { ?p a tdo:Place }").rows == ()
    labels = query(store, "SELECT ?l { territory:gull-isles rdfs:label ?l }").rows
    assert labels == (("Gull Isles",),)


def test_classes_of_the_ontology_are_known(store: Graph) -> None:
    rows = query(store, "SELECT ?a { ?a a/rdfs:subClassOf tdo:Actor FILTER(STRSTARTS(STR(?a), STR(person:))) }").rows
    assert rows == (("person/ada-berg",), ("person/ivo-sand",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s { ?s ?p", "line 1, column 18"),
        ("", "not SPARQL"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "unbound"),
        ("SELECT * { ?s nope:x ?o }", "unknown prefix"),
        ("INSERT DATA { state:a tdo:claims state:b }", "INSERT is an update"),
        ("prefix x: <http://x/> # INSERT\ndelete where { ?s ?p ?o }", "DELETE is an update"),
        ("BASE <http://x/> DROP ALL", "DROP is an update"),
        ("\\u0049NSERT DATA { <a:b> <a:b> <a:b> }", "INSERT is an update"),
        ("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("ASK { service silent ?x { ?s ?p ?o } }", "SERVICE"),
        ("ASK { # \\u000A SERVICE <http://example.org/> { ?s ?p ?o }\n }", "SERVICE"),
        ("who-met-who", "did you mean: who-met-whom"),
        ("zzz", "no such name; did you mean: conflicting-claims, "),
    ],
)
def test_refused_in_one_line(store: Graph, text: str, message: str) -> None:
    before = len(store)
    with pytest.raises(QueryError) as raised:
        query(store, text)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400
    assert len(store) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a tdo:Dispute } # SERVICE",
        'SELECT ?x { ?x rdfs:label "INSERT DATA SERVICE" }',
        "SELECT ?insert { ?insert a tdo:Dispute }",
    ],
)
def test_words_that_only_look_like_updates_pass(store: Graph, text: str) -> None:
    assert len(query(store, text).columns) == 1


@pytest.mark.parametrize("value", ["territory/big-gull", "Maakesaar", "territory:big-gull", "Big Gull"])
def test_parameter_is_an_id_a_name_or_a_prefixed_name(store: Graph, value: str) -> None:
    answer = query(store, "SELECT ?t ?l { ?t rdfs:label ?l }", parameters={"?t": value})
    assert answer.rows == (("territory/big-gull", "Big Gull"),)


def test_parameter_may_be_an_iri(store: Graph) -> None:
    answer = query(store, "SELECT ?s { ?s a ?c }", parameters={"s": "https://w3id.org/tdo/id/person/ada-berg"})
    assert answer.rows == (("person/ada-berg",),)


def test_parameter_that_names_nothing(store: Graph) -> None:
    with pytest.raises(QueryError, match="parameter t is 'Atlantis', which names nothing"):
        query(store, "SELECT ?t { ?t a tdo:Territory }", parameters={"t": "Atlantis"})


def test_parameter_that_is_no_column(store: Graph) -> None:
    with pytest.raises(QueryError, match="zzz"):
        query(store, "SELECT ?t { ?t a tdo:Territory }", parameters={"zzz": "Sudria"})


def test_sources_give_the_same_answer(
    kb: KnowledgeBase, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = to_rdf(kb, symmetric=SYMMETRIC)
    (tmp_path / "graph.ttl").write_text(serialize(graph), encoding="utf-8")
    monkeypatch.setattr(module, "load", lambda: catalog)
    monkeypatch.setattr(module, "to_rdf", lambda kb: to_rdf(kb, symmetric=SYMMETRIC))
    expected = query(open_store(graph), "who-claims-what")
    assert len(expected.rows) == 4
    for source in (tmp_path, tmp_path / "graph.ttl", kb, graph):
        assert query(source, "who-claims-what") == expected


@pytest.mark.parametrize(
    ("content", "message"), [(None, "No such file"), ("a b", "Turtle in UTF-8"), (b'<a:b> <a:b> "\xff" .', "UTF-8")]
)
def test_wrong_files(tmp_path: Path, catalog: Catalog, content: str | bytes | None, message: str) -> None:
    file = tmp_path / "graph.ttl"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BuildError, match=message) as raised:
        open_store(tmp_path, catalog=catalog)
    assert str(file) in str(raised.value)


ODD = Answer(("a", "b"), (("x | y\nz", None), ("[bold]q", 2), ('say "so", so', True), ("ö", 0.5)))


def test_csv_is_read_back() -> None:
    rows = list(csv.reader(StringIO(formatted(ODD, "csv"))))
    assert rows == [["a", "b"], ["x | y\nz", ""], ["[bold]q", "2"], ['say "so", so', "true"], ["ö", "0.5"]]


def test_json_is_read_back() -> None:
    text = formatted(ODD, "json")
    assert json.loads(text)[0] == {"a": "x | y\nz", "b": None}
    assert "ö" in text
    assert json.loads(formatted(Answer(("a",), ()), "json")) == []


def test_markdown_keeps_one_line_a_row() -> None:
    lines = formatted(ODD, "markdown").splitlines()
    assert lines[:3] == ["| a | b |", "| --- | --- |", "| x \\| y z |  |"]
    assert len(lines) == 6


def test_table_shows_brackets_and_columns() -> None:
    text = formatted(ODD, "table")
    assert "[bold]q" in text
    assert formatted(Answer(("only",), ()), "table").strip().startswith("only")


def test_unknown_format() -> None:
    with pytest.raises(QueryError, match="format 'xml'; allowed: csv, json, markdown, table"):
        formatted(ODD, "xml")
