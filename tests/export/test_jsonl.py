"""JSON Lines: key order, names, and the way back without loss."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BuildError
from kg.export import EXPORTERS
from kg.export.jsonl import (
    MOST_NAMES,
    diagnostic_record,
    document_record,
    dump,
    entity_record,
    statement_lines,
    to_jsonl,
)
from kg.export.parse import parse_diagnostics, parse_documents, parse_entities, parse_statements
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
    When,
)

TEXT = "Moscow said Japan did not seize Iturup in 1945."
KEYS = (
    "document subject relation object polarity modality holder time count quote start end rule confidence "
    "statement time_words time_resolution time_against"
).split()

JAPAN = Entity("state/japan", Kind.STATE, (Name("Japan"), Name("Nippon")))
RUSSIA = Entity("state/russia", Kind.STATE, (Name("Russia"), Name("Russian Federation"), Name("Moscow")))
ETOROFU = Entity("territory/etorofu", Kind.TERRITORY, (Name("Etorofu"), Name("Etorofu Island"), Name("Iturup")))
EVIDENCE = Evidence(
    "a",
    Span(12, 46),
    TEXT[12:46],
    "state/russia",
    Polarity.NEGATIVE,
    when=When("1945", "in 1945", "absolute"),
    rule="r",
)
KB = KnowledgeBase(
    (Document("a", TEXT),),
    (JAPAN, RUSSIA, ETOROFU),
    (Statement(JAPAN.id, "seizes", ETOROFU.id, (EVIDENCE,)),),
)


def test_a_line_has_the_keys_in_their_order_and_the_quote_where_it_says() -> None:
    record = json.loads(to_jsonl(KB))
    assert list(record) == KEYS
    assert TEXT[record["start"] : record["end"]] == record["quote"]
    assert (record["polarity"], record["modality"], record["time"]) == ("negative", "actual", "1945")
    assert record["statement"] == KB.statements[0].id
    assert record["subject"] == {"id": "state/japan", "label": "Japan", "kind": "State", "names": ["Japan", "Nippon"]}


def test_names_are_the_label_then_those_of_the_quote_then_those_of_the_text() -> None:
    record = json.loads(to_jsonl(KB))
    assert record["object"]["names"] == ["Etorofu", "Iturup", "Etorofu Island"]
    assert record["holder"]["names"] == ["Russia", "Moscow", "Russian Federation"]


def test_names_that_count_are_few() -> None:
    many = Entity("territory/x", Kind.TERRITORY, tuple(Name(f"Isle {n}") for n in range(40)))
    text = "Isle 39 and Isle 38"
    evidence = Evidence("a", Span(0, 7), "Isle 39")
    kb = KnowledgeBase((Document("a", text),), (many,), (Statement(many.id, "disputesWith", many.id, (evidence,)),))
    names = json.loads(to_jsonl(kb))["subject"]["names"]
    assert len(names) == MOST_NAMES
    assert names[0] == "Isle 0"
    # "Isle 3" stands in "Isle 39" too
    assert names[1:4] == ["Isle 3", "Isle 39", "Isle 38"]


def test_without_a_time_all_of_it_is_null() -> None:
    bare = KnowledgeBase(
        KB.documents, KB.entities, (Statement(JAPAN.id, "claims", ETOROFU.id, (Evidence("a", Span(0, 1), "M"),)),)
    )
    record = json.loads(to_jsonl(bare))
    assert [record[key] for key in ("time", "time_words", "time_resolution", "time_against", "holder")] == [None] * 5


def test_nothing_gives_nothing() -> None:
    assert to_jsonl(KnowledgeBase()) == ""
    assert parse_statements("") == ()
    assert to_jsonl(KnowledgeBase((), (JAPAN,), (Statement(JAPAN.id, "claims", JAPAN.id),))) == ""


def test_the_table_has_every_format() -> None:
    assert {"html", "jsonl", "summary", "turtle"} <= set(EXPORTERS)
    assert EXPORTERS["jsonl"](KB) == to_jsonl(KB)


texts = st.text(max_size=12)
ids = st.sampled_from([JAPAN.id, RUSSIA.id, ETOROFU.id])
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 99), st.integers(0, 99))
whens = st.builds(When, st.none() | texts, texts, texts, st.none() | texts)
evidences = st.builds(
    Evidence,
    texts,
    spans,
    texts,
    st.none() | ids,
    st.sampled_from(Polarity),
    st.sampled_from(Modality),
    st.none() | whens,
    st.none() | st.integers(0, 9),
    texts,
    st.floats(0, 1),
)
triples = st.tuples(ids, texts, ids)
statements = st.dictionaries(triples, st.lists(evidences, min_size=1, max_size=3), max_size=3).map(
    lambda found: tuple(Statement(*ends, tuple(evidence)) for ends, evidence in found.items())
)
optional = st.none() | texts
documents = st.builds(Document, texts, texts, optional, optional, optional, optional, optional, optional, optional)
names = st.builds(Name, texts, optional, st.lists(ids, max_size=2).map(tuple), optional)
entities = st.builds(
    Entity, texts, st.sampled_from(Kind), st.lists(names, min_size=1, max_size=3).map(tuple), st.lists(texts).map(tuple)
)
diagnostics = st.builds(Diagnostic, texts, st.sampled_from(Severity), optional, st.none() | spans, texts)


@given(statements)
def test_statements_come_back(found: tuple[Statement, ...]) -> None:
    kb = KnowledgeBase((), (JAPAN, RUSSIA, ETOROFU), found)
    assert parse_statements("".join(statement_lines(kb))) == found


@given(st.lists(documents, max_size=3), st.lists(entities, max_size=3), st.lists(diagnostics, max_size=3))
def test_the_other_parts_come_back(
    some_documents: list[Document], some_entities: list[Entity], some_diagnostics: list[Diagnostic]
) -> None:
    assert [*parse_documents("".join(dump(document_record(item)) for item in some_documents))] == some_documents
    assert [*parse_entities("".join(dump(entity_record(item)) for item in some_entities))] == some_entities
    assert [*parse_diagnostics("".join(dump(diagnostic_record(item)) for item in some_diagnostics))] == some_diagnostics


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "Expecting property name"),
        ("[]", "a JSON list in place of an object"),
        ("{}", "no key 'subject'"),
        (to_jsonl(KB).replace('"negative"', '"doubtful"'), "'doubtful' is not a valid Polarity"),
        (to_jsonl(KB).replace('"end": 46', '"end": 3'), "span 12:3"),
        (to_jsonl(KB).replace('"start": 12', '"start": "x"'), "not supported between"),
    ],
)
def test_a_line_that_no_build_wrote_is_named(line: str, problem: str) -> None:
    with pytest.raises(BuildError) as raised:
        parse_statements("\n" + line, "folder/statements.jsonl")
    assert str(raised.value).startswith("folder/statements.jsonl, line 2: ")
    assert problem in str(raised.value)


def test_a_document_with_an_unknown_key_is_named() -> None:
    with pytest.raises(BuildError, match=r"documents\.jsonl, line 1: .*'owner'"):
        parse_documents('{"id": "a", "text": "T.", "owner": "x"}')
