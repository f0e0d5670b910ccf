"""The file of verdicts: complete, sorted, merged, and every wrong cell told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.catalog import Catalog
from kg.errors import ReviewError
from kg.model import Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Span, When
from kg.review import (
    LEDGER,
    Decision,
    Reading,
    Verdict,
    apply_verdicts,
    find_verdicts,
    keep,
    ledger_bytes,
    ledger_file,
    load_verdicts,
    merged,
    read_verdicts,
)
from kg.review.table import Row, read_table, table

type Judge = Callable[..., Verdict]
type Find = Callable[..., Reading]


def written(file: Path, verdicts: list[Verdict]) -> Path:
    file.write_bytes(ledger_bytes(verdicts))
    return file


def test_no_verdicts_are_a_header(tmp_path: Path, catalog: Catalog) -> None:
    file = written(tmp_path / "verdicts.csv", [])
    assert file.read_bytes().decode("utf-8-sig") == ",".join(LEDGER) + "\n"
    assert read_verdicts(file, catalog=catalog) == ()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
LINE = WORDS.map(lambda text: " ".join(text.split()) or "x")
ENDS = ["state/japan", "state/russia", "territory/etorofu", "person/nobody-known-aaaaaa"]
WHENS = st.none() | st.builds(
    When,
    edtf=st.none() | st.sampled_from(["1945", "1945-08~", "1945/.."]),
    words=WORDS,
    resolution=st.sampled_from(["absolute", "relative", "unresolved", "curator"]),
    against=st.none() | st.just("2014-01-05"),
)


@st.composite
def verdicts(draw: st.DrawFn, catalog: Catalog) -> Verdict:
    quote = draw(WORDS)
    start = draw(st.integers(0, 10**6))
    evidence = Evidence(
        document=draw(LINE),
        span=Span(start, start + len(quote)),
        quote=quote,
        holder=draw(st.none() | st.sampled_from(ENDS)),
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        when=draw(WHENS),
        count=draw(st.none() | st.integers(0, 99)),
        rule=draw(LINE),
        confidence=draw(st.floats(0, 1)),
    )
    subject, object = draw(st.lists(st.sampled_from(ENDS), min_size=2, max_size=2, unique=True))
    judged = Reading(subject, draw(st.sampled_from(sorted(catalog.relations))), object, evidence)
    decision = draw(st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.CORRECT]))
    corrected = None
    if decision is Decision.CORRECT:
        other = replace(
            evidence,
            modality=Modality.PLANNED if evidence.modality is Modality.ACTUAL else Modality.ACTUAL,
            polarity=draw(st.sampled_from(Polarity)),
            holder=draw(st.none() | st.sampled_from(ENDS)),
            when=draw(st.none() | st.builds(When, st.just("1951"), LINE, st.just("curator"))),
        )
        corrected = Reading("state/japan", "claims", "territory/etorofu", other)
    both = [judged, *([corrected] if corrected else [])]
    used = {end for r in both for end in (r.subject, r.object, r.evidence.holder) if end}
    unknown = Entity(ENDS[3], Kind.PERSON, (Name("Nobody Known"),))
    entities = tuple(catalog.entities.get(end, unknown) for end in sorted(used))
    note = draw(st.none() | LINE)
    return Verdict(decision, draw(LINE), judged, corrected, entities, note, draw(st.none() | st.just("0" * 64)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_was_written_is_read(tmp_path: Path, catalog: Catalog, data: st.DataObject) -> None:
    found = data.draw(st.lists(verdicts(catalog), max_size=4))
    file = written(tmp_path / "verdicts.csv", found)
    back = read_verdicts(file, catalog=catalog)
    assert set(back) == set(found)
    assert ledger_bytes(reversed(back)) == file.read_bytes()


def test_an_added_reading_comes_back(tmp_path: Path, catalog: Catalog) -> None:
    entities = (catalog.entities["state/japan"], catalog.entities["territory/etorofu"])
    judged = Reading("state/japan", "claims", "territory/etorofu", Evidence("a", Span(0, 1), "=", confidence=1.0))
    verdict = Verdict(Decision.ADD, "Ada", judged, None, entities)
    assert read_verdicts(written(tmp_path / "v.csv", [verdict]), catalog=catalog) == (verdict,)


def test_an_entity_of_no_catalog_keeps_its_label(
    tmp_path: Path, kb: KnowledgeBase, catalog: Catalog, judge: Judge
) -> None:
    file = written(tmp_path / "v.csv", [judge(Decision.ACCEPT, "metWith")])
    [verdict] = read_verdicts(file, catalog=catalog)
    new = apply_verdicts(KnowledgeBase(kb.documents), [verdict], catalog=catalog)
    labels = {entity.id: (entity.label, entity.kind) for entity in new.entities}
    assert labels["person/lin-pell-aaaaaa"] == ("Lin Pell", Kind.PERSON)


BAD = [
    ("verdict", "maybe", "accept, reject, correct, add"),
    ("curator", " ", "the name of the one who decided"),
    ("document", "", "the id of a document"),
    ("relation", "owns", "a relation: accuses, "),
    ("subject", "Jappan", "did you mean Japan <state/japan>?"),
    ("subject", "Robot <robot/r2>", "an id that begins with one of agreement/, "),
    ("object", "Japan: x", "an id or a name"),
    ("polarity", "yes", "positive, negative"),
    ("modality", "", "actual, planned, desired, possible"),
    ("holder", "Nobody I know", "an id or a name"),
    ("start", "x", "a whole number from 0 on"),
    ("end", "3", "the start and 16, the length of the quote"),
    ("count", "-1", "a whole number from 0 on"),
    ("confidence", "0,5", "a number from 0 to 1, or nothing"),
    ("new_object", "japan", "nothing in a verdict accept"),
]


@pytest.mark.parametrize(("column", "value", "allowed"), BAD)
def test_every_wrong_cell_is_told(
    tmp_path: Path, catalog: Catalog, judge: Judge, column: str, value: str, allowed: str
) -> None:
    file = written(tmp_path / "v.csv", [judge(Decision.ACCEPT, "seizes"), judge(Decision.REJECT, "metWith")])
    rows = [dict(row.cells) for row in read_table(file, LEDGER, needed=())]
    at = next(number for number, row in enumerate(rows) if row["relation"] == "seizes")
    rows[at][column] = value
    file.write_bytes(table(LEDGER, rows))
    with pytest.raises(ReviewError) as raised:
        read_verdicts(file, catalog=catalog)
    told = [problem for problem in raised.value.problems if f"{column} is {value!r}" in problem or column == "end"]
    assert told, raised.value.problems
    assert told[0].startswith(f"{file}, line {at + 2}: {column} is ")
    assert allowed in told[0]


def test_a_correction_says_what(tmp_path: Path, catalog: Catalog, judge: Judge, reading: Find) -> None:
    verdict = judge(Decision.CORRECT, "seizes", corrected=replace(reading("seizes"), relation="occupies"))
    file = written(tmp_path / "v.csv", [verdict])
    rows = [dict(row.cells) | {"new_relation": ""} for row in read_table(file, LEDGER, needed=())]
    file.write_bytes(table(LEDGER, rows))
    with pytest.raises(ReviewError, match="verdict is 'correct'; allowed: correct with one of new_subject"):
        read_verdicts(file, catalog=catalog)


def test_all_problems_at_once(tmp_path: Path, catalog: Catalog, judge: Judge) -> None:
    file = written(tmp_path / "v.csv", [judge(Decision.ACCEPT, "seizes"), judge(Decision.REJECT, "metWith")])
    rows = [dict(row.cells) | {"verdict": "?", "polarity": "?"} for row in read_table(file, LEDGER, needed=())]
    file.write_bytes(table(LEDGER, rows))
    with pytest.raises(ReviewError) as raised:
        read_verdicts(file, catalog=catalog)
    assert len(raised.value.problems) == 4


def test_a_later_verdict_of_a_curator_takes_the_earliers_place(judge: Judge) -> None:
    first, second = judge(Decision.ACCEPT, "seizes"), judge(Decision.REJECT, "seizes")
    other = judge(Decision.ACCEPT, "seizes", by="Bo")
    assert merged([first, other], [second]) == merged([], [second, other])
    assert merged([second], [second]) == (second,)


def test_a_verdict_on_ones_own_correction_changes_it(judge: Judge, reading: Find) -> None:
    occupied = replace(reading("seizes"), relation="occupies")
    annexed = replace(reading("seizes"), relation="annexes")
    mine = judge(Decision.CORRECT, "seizes", corrected=occupied)
    assert merged([mine], [judge(Decision.ACCEPT, occupied)]) == (mine,)
    [withdrawn] = merged([mine], [judge(Decision.REJECT, occupied)])
    assert (withdrawn.decision, withdrawn.judged) == (Decision.REJECT, reading("seizes"))
    [changed] = merged([mine], [judge(Decision.CORRECT, occupied, corrected=annexed)])
    assert (changed.judged, changed.corrected) == (reading("seizes"), annexed)
    assert len(merged([mine], [judge(Decision.REJECT, occupied, by="Bo")])) == 2


def test_a_verdict_on_moved_words_takes_the_old_ones_place(judge: Judge) -> None:
    old = judge(Decision.ACCEPT, "seizes")
    evidence = old.judged.evidence
    span = Span(evidence.span.start + 7, evidence.span.end + 7)
    moved = replace(old.judged, evidence=replace(evidence, span=span))
    new = replace(old, decision=Decision.REJECT, judged=moved, sha256="f" * 64)
    assert merged([old], [new]) == (new,)
    assert len(merged([old], [replace(new, sha256=old.sha256)])) == 2, "the same words twice in one text"


def test_where_verdicts_are_found(tmp_path: Path, catalog: Catalog, judge: Judge) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").touch()
    assert find_verdicts([corpus, corpus / "a.txt", "-", tmp_path / "none.txt"]) == ()
    file = written(corpus / "verdicts.csv", [judge(Decision.REJECT, "seizes")])
    assert find_verdicts([corpus, corpus / "a.txt", "-"]) == (file,)
    other = written(tmp_path / "other.csv", [judge(Decision.REJECT, "seizes"), judge(Decision.ACCEPT, "metWith")])
    assert load_verdicts([], catalog=catalog) == ()
    assert len(load_verdicts([corpus], catalog=catalog)) == 1
    assert len(load_verdicts([corpus], catalog=catalog, files=[])) == 0
    assert len(load_verdicts([corpus], catalog=catalog, files=[other])) == 2
    assert len(load_verdicts([], catalog=catalog, files=[file, other])) == 2, "the same verdict once"


def test_keep_merges_into_the_folder_or_file(tmp_path: Path, catalog: Catalog, judge: Judge) -> None:
    first, second = judge(Decision.REJECT, "seizes"), judge(Decision.ACCEPT, "metWith", by="Bo")
    file, own = ledger_file(tmp_path), ledger_file(tmp_path / "own.csv")
    assert (file, own) == (tmp_path / "verdicts.csv", tmp_path / "own.csv")
    assert keep([first], file, catalog=catalog) == 1
    assert keep([second], file, catalog=catalog) == 2
    assert keep([second, first], own, catalog=catalog) == 2
    assert own.read_bytes() == file.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.csv", "verdicts.csv"]


def test_keep_writes_nothing_on_an_error(tmp_path: Path, catalog: Catalog, judge: Judge) -> None:
    file = tmp_path / "verdicts.csv"
    file.write_text("verdict\nhm\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="line 1: no column 'curator'"):
        keep([judge(Decision.REJECT, "seizes")], file, catalog=catalog)
    assert file.read_text(encoding="utf-8") == "verdict\nhm\n"
    with pytest.raises(ReviewError, match="allowed: a file in a folder that exists"):
        keep([judge(Decision.REJECT, "seizes")], tmp_path / "no" / "v.csv", catalog=catalog)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_separator_of_spreadsheets(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(f'a{separator}b\r\n"x\n1"{separator}2\r\n{separator}\r\n3\r\n', encoding="utf-8")
    assert read_table(file, ("a", "b"), needed=("a",)) == (
        Row(str(file), 2, {"a": "x\n1", "b": "2"}),
        Row(str(file), 5, {"a": "3"}),
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "line 1: no column 'a'"),
        (b"a,c\n", "line 1: column 'c'; allowed: a, b"),
        (b"a,a\n", "line 1: column 'a' stands 2 times; allowed: once"),
        (b"a\n1,2\n", "line 2: 2 cells; allowed: at most 1"),
        (b"a\nx\n\xff\n", "line 3: byte 0xff; allowed: UTF-8"),
        (b'a\n"x', "allowed: CSV as `kg review` writes it"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, content: bytes, problem: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    with pytest.raises(ReviewError) as raised:
        read_table(file, ("a", "b"), needed=("a",))
    assert problem in raised.value.problems[0]
    with pytest.raises(ReviewError, match="No such file"):
        read_table(tmp_path / "none.csv", ("a",), needed=())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_cells_come_back_as_they_were(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(table(("a", "b"), ({"a": a, "b": b} for a, b in cells)))
    rows = [(row["a"], row["b"]) for row in read_table(file, ("a", "b"), needed=())]
    assert rows == [(a, b) for a, b in cells if (a + b).strip()]
    raw = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
    assert not any(value.startswith(("=", "+", "-", "@")) for line in raw for value in line)
