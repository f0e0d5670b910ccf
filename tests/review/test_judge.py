"""The file that a curator edits: what is in it, and what comes of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.catalog import Catalog
from kg.errors import ReviewError
from kg.model import Document, Entity, Kind, KnowledgeBase, Modality, Name, Polarity, Span, When
from kg.review import (
    REVIEW,
    Decision,
    Reading,
    apply_verdicts,
    merged,
    read_review,
    reading_id,
    readings,
    save_sheet,
    sheet,
)
from kg.review.ends import Directory, fills, shown
from kg.review.place import in_sentence, sha256, stands
from kg.review.table import Row, read_table

type Fill = Callable[..., Path]
type Find = Callable[..., Reading]


def rows(file: Path) -> list[Row]:
    return [*read_table(file, REVIEW, needed=REVIEW)]


def problems(file: Path, kb: KnowledgeBase, catalog: Catalog, **options: str) -> list[str]:
    with pytest.raises(ReviewError) as raised:
        read_review(file, kb, catalog=catalog, **options)  # type: ignore[arg-type]
    return list(raised.value.problems)


def test_least_sure_first_with_all_there_is_to_know(kb: KnowledgeBase, fill: Fill) -> None:
    found = rows(fill())
    assert [row["confidence"] for row in found] == ["0.300", "0.400", "0.500", "0.800", "0.900"]
    first = found[1]
    assert first["sentence"] == "Moscow says that [[it will not return the isle]]."
    assert (first["document"], first["quote"]) == ("isle", "it will not return the isle")
    assert (first["subject"], first["relation"]) == ("Russia <state/russia>", "cedes")
    assert (first["polarity"], first["modality"], first["holder"]) == ("negative", "planned", "Russia <state/russia>")
    assert found[3]["time"] == "1945"
    assert all(row[column] == "" for row in found for column in REVIEW[REVIEW.index("verdict") :])
    assert kb.documents[0].text[int(first["start"]) :].startswith(first["quote"])


def test_options_of_the_sheet(kb: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(sheet(kb, curator="Bo", below=0.5, limit=5))
    assert [row["curator"] for row in rows(file)] == ["Bo", "Bo"]
    file.write_bytes(sheet(kb, limit=1))
    assert len(rows(file)) == 1
    assert sheet(KnowledgeBase()).decode("utf-8-sig") == ",".join(REVIEW) + "\n"


def test_nothing_that_a_spreadsheet_would_run_or_misread(kb: KnowledgeBase, tmp_path: Path) -> None:
    evil = Document("isle", kb.documents[0].text.replace("Japan claims Etorofu.", "=HYPER(1) Etorofu."))
    file = tmp_path / "r.csv"
    first = readings(kb)[0].evidence
    bad = replace(first, quote="=HYPER(1)", span=Span(0, 9))
    file.write_bytes(sheet(replace(kb, documents=(evil,), statements=(replace(kb.statements[0], evidence=(bad,)),))))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        line = next(csv.DictReader(stream))
    assert line["quote"] == "'=HYPER(1)"
    assert line["evidence"][:3] == "ev-"
    assert rows(file)[0]["quote"] == "=HYPER(1)"


def test_the_name_of_a_line_outlives_rule_and_confidence(reading: Find) -> None:
    old = reading("seizes")
    new = replace(old, evidence=replace(old.evidence, rule="other", confidence=0.1))
    assert reading_id(old) == reading_id(new)
    for change in (
        {"modality": Modality.PLANNED},
        {"polarity": Polarity.NEGATIVE},
        {"holder": "state/japan"},
        {"when": None},
        {"rule": "curator:Bo"},
        {"document": "other"},
    ):
        assert reading_id(replace(old, evidence=replace(old.evidence, **change))) != reading_id(old)  # type: ignore[arg-type]


def test_lines_without_a_verdict_are_left_alone(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    assert read_review(fill(), kb, catalog=catalog) == ()
    assert read_review(fill(seizes={"curator": "Ada"}), kb, catalog=catalog) == ()


def test_accept_and_reject(kb: KnowledgeBase, catalog: Catalog, fill: Fill, reading: Find) -> None:
    file = fill(
        seizes={"verdict": "Accept", "curator": " Ada   Vale "}, metWith={"verdict": "reject", "note": "an envoy\nonly"}
    )
    met, seized = sorted(read_review(file, kb, catalog=catalog, curator="Bo"), key=lambda v: v.judged.relation)
    assert (seized.decision, seized.curator, seized.judged) == (Decision.ACCEPT, "Ada Vale", reading("seizes"))
    assert (met.decision, met.curator, met.note) == (Decision.REJECT, "Bo", "an envoy only")
    assert seized.sha256 == sha256(kb.documents[0].text)
    assert [entity.id for entity in met.entities] == ["person/lin-pell-aaaaaa", "state/japan"]


def test_correct_every_field(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    cells = {
        "verdict": "correct",
        "curator": "Ada",
        "new_subject": "state/japan",
        "new_relation": "Claims",
        "new_object": "shikotan",
        "new_polarity": "positive",
        "new_modality": "desired",
        "new_holder": "Pell",
        "new_time": "1945",
    }
    [verdict] = read_review(fill(cedes=cells), kb, catalog=catalog)
    found = verdict.corrected
    assert found is not None
    assert (found.subject, found.relation, found.object) == ("state/japan", "claims", "territory/shikotan")
    evidence = found.evidence
    assert (evidence.polarity, evidence.modality, evidence.holder) == ("positive", "desired", "person/lin-pell-aaaaaa")
    assert evidence.when == When("1945", "1945", "curator")
    assert evidence.quote == "it will not return the isle"
    assert {entity.id for entity in verdict.entities} == {
        *("person/lin-pell-aaaaaa", "state/japan", "state/russia"),
        *("territory/etorofu", "territory/shikotan"),
    }


def test_none_takes_holder_and_time_away(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    cells = {"verdict": "correct", "curator": "Ada"}
    verdicts = read_review(
        fill(cedes=cells | {"new_holder": "None"}, seizes=cells | {"new_time": "none"}), kb, catalog=catalog
    )
    assert [v.corrected and (v.corrected.evidence.holder, v.corrected.evidence.when) for v in verdicts] == [
        (None, None),
        (None, None),
    ]


def test_words_of_a_time(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    cells = {"verdict": "correct", "curator": "Ada", "new_time": "1945-08"}
    [verdict] = read_review(fill(seizes=cells), kb, catalog=catalog)
    assert verdict.corrected is not None
    assert verdict.corrected.evidence.when == When("1945-08", "1945", "curator"), "the words that the machine read"
    [verdict] = read_review(fill(seizes=cells | {"new_time_words": "In 1945"}), kb, catalog=catalog)
    assert verdict.corrected is not None
    assert verdict.corrected.evidence.when == When("1945-08", "In 1945", "curator")
    [problem] = problems(fill(metWith=cells), kb, catalog)
    assert problem.endswith("new_time_words is ''; allowed: words of the document that give the time 1945-08")


def test_what_holds_both_ways_has_its_ends_in_order(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    cells = {"verdict": "correct", "curator": "A", "new_relation": "metWith", "new_object": "Japan"}
    [verdict] = read_review(fill(cedes=cells), kb, catalog=catalog)
    assert verdict.corrected is not None
    assert (verdict.corrected.subject, verdict.corrected.object) == ("state/japan", "state/russia")


ADD = {
    "document": "isle",
    "quote": "Mayor  Lin Pell",
    "verdict": "add",
    "curator": "Ada",
    "new_subject": "Pell",
    "new_relation": "holdsOffice",
    "new_object": "Organization: Isle Council",
    "new_polarity": "positive",
    "new_modality": "actual",
}


def test_add_what_the_machine_missed(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    [verdict] = read_review(fill(ADD), kb, catalog=catalog)
    judged = verdict.judged
    assert (verdict.decision, verdict.corrected) == (Decision.ADD, None)
    assert (judged.subject, judged.object) == ("person/lin-pell-aaaaaa", "organization/isle-council")
    assert judged.evidence.quote == "Mayor Lin Pell"
    new = apply_verdicts(kb, [verdict], catalog=catalog)
    assert Entity("organization/isle-council", Kind.ORGANIZATION, (Name("Isle Council"),)) in new.entities


def test_a_quote_that_stands_twice_needs_its_start(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    line = ADD | {"quote": "Japan claims Etorofu", "new_relation": "claims", "new_object": "Etorofu"}
    line |= {"new_subject": "Japan", "new_time": "1945"}
    [problem] = problems(fill(line), kb, catalog)
    second = kb.documents[0].text.index("Japan claims Etorofu, Pell")
    assert "line 7: start is ''; allowed: where the quote begins: 0 ([[Japan claims Etorofu]].); " in problem
    assert f"{second} ([[Japan claims Etorofu]], Pell repeated.)" in problem
    [verdict] = read_review(fill(line | {"start": str(second)}), kb, catalog=catalog)
    assert verdict.judged.evidence.span.start == second
    assert verdict.judged.evidence.when == When("1945", "1945", "curator")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"evidence": "ev-1"}, "evidence is 'ev-1'; allowed: nothing with the verdict add"),
        ({"document": "isel"}, "document is 'isel'; allowed: a document of the build, such as isle"),
        ({"quote": "Lord Pell"}, "quote is 'Lord Pell'; allowed: words that stand in isle exactly like this"),
        ({"quote": ""}, "quote is ''; allowed: words that stand in isle"),
        ({"start": "soon"}, "start is 'soon'; allowed: a whole number"),
        ({"start": "3"}, "start is '3'; allowed: where the quote begins: "),
        ({"new_relation": ""}, "new_relation is ''; allowed: a relation: accuses, "),
        ({"new_modality": ""}, "new_modality is ''; allowed: actual, planned, desired, possible"),
        ({"new_polarity": ""}, "new_polarity is ''; allowed: positive, negative"),
        ({"new_subject": ""}, "new_subject is ''; allowed: an id or a name"),
        ({"new_subject": "Etorofuu"}, "did you mean Etorofu <territory/etorofu>?"),
        ({"new_subject": "Treaty of Shimoda"}, "of kind Person; agreement/treaty-of-shimoda is of kind Agreement"),
        ({"new_subject": "Person: Isle", "new_object": "Person: isle"}, "new_object is 'Person: isle'"),
        ({"new_time": "next year"}, "new_time is 'next year'; allowed: EDTF: 1945, "),
        ({"new_time_words": "In 1945"}, "new_time is ''; allowed: a time for these words"),
        ({"curator": ""}, "curator is ''; allowed: the name of the one who decides, here or as --curator"),
    ],
)
def test_an_addition_that_cannot_be(
    kb: KnowledgeBase, catalog: Catalog, fill: Fill, changes: dict[str, str], problem: str
) -> None:
    shimoda = Entity("agreement/treaty-of-shimoda", Kind.AGREEMENT, (Name("Treaty of Shimoda"),))
    found = problems(fill(ADD | changes), replace(kb, entities=(*kb.entities, shimoda)), catalog)
    assert any(problem in line for line in found), found
    assert all("line 7: " in line for line in found)


def test_a_new_entity_that_is_its_own_end(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    changes = {"new_relation": "cooperatesWith", "new_subject": "Japan", "new_object": "state/japan"}
    [problem] = problems(fill(ADD | changes), kb, catalog)
    assert problem.endswith("new_object is 'state/japan'; allowed: another entity than the subject")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"verdict": "yes"}, "verdict is 'yes'; allowed: accept, reject, correct, add"),
        ({"verdict": "correct"}, "verdict is 'correct'; allowed: correct with one of new_subject, "),
        ({"verdict": "correct", "new_modality": "actual"}, "new_modality is 'actual'; allowed: something else"),
        ({"verdict": "correct", "new_relation": "ratifies"}, "one of kind Agreement as the object of ratifies"),
        ({"verdict": "correct", "new_relation": "owns"}, "new_relation is 'owns'; allowed: a relation"),
        ({"verdict": "correct", "new_subject": "Osaka Castle"}, "new_subject is 'Osaka Castle'; allowed: an id"),
        (
            {"verdict": "accept", "new_subject": "Japan"},
            "new_subject is 'Japan'; allowed: nothing with the verdict accept",
        ),
        ({"verdict": "reject", "evidence": "ev-0"}, "evidence is 'ev-0'; allowed: that of a line of `kg review`"),
        (
            {"verdict": "accept", "subject": "Japan"},
            "'Russia <state/russia>', what was read; a correction goes into new_",
        ),
        ({"verdict": "accept", "quote": "Russia seized"}, "goes into a line with the verdict add"),
        ({"note": "odd"}, "verdict is ''; allowed: accept, reject, correct, add, for note is filled"),
        ({"new_time": "1946"}, "verdict is ''; allowed: accept, reject, correct, add, for new_time is filled"),
    ],
)
def test_a_verdict_that_cannot_be(
    kb: KnowledgeBase, catalog: Catalog, fill: Fill, cells: dict[str, str], problem: str
) -> None:
    found = problems(fill(seizes=cells), kb, catalog, curator="Ada")
    assert any(problem in line for line in found), found
    assert all("review.csv, line 5: " in line for line in found)


def test_all_wrong_lines_at_once_and_a_line_twice(kb: KnowledgeBase, catalog: Catalog, fill: Fill) -> None:
    file = fill(seizes={"verdict": "x"}, metWith={"verdict": "y"})
    assert len(problems(file, kb, catalog, curator="Ada")) == 2
    line = next(dict(row.cells) for row in rows(fill()) if row["relation"] == "seizes")
    file = fill(line | {"verdict": "reject"}, seizes={"verdict": "accept"})
    [problem] = problems(file, kb, catalog, curator="Ada")
    assert problem.endswith(
        "line 7: verdict is 'reject'; allowed: one verdict of a curator on a reading; line 5 has one"
    )


def test_columns_of_the_machine_may_be_missing_or_mangled(
    kb: KnowledgeBase, catalog: Catalog, tmp_path: Path, reading: Find
) -> None:
    file = tmp_path / "short.csv"
    name = reading_id(reading("seizes"))
    file.write_text(f"evidence;time;confidence;verdict\n{name};01.01.1945;0,8;accept\n", encoding="cp1252")
    [verdict] = read_review(file, kb, catalog=catalog, curator="Ada")
    assert verdict.judged == reading("seizes")


def test_a_line_may_be_judged_again_though_its_reading_is_gone(
    kb: KnowledgeBase, catalog: Catalog, fill: Fill, reading: Find
) -> None:
    cells = {"verdict": "reject", "curator": "Ada"}
    file = fill(seizes=cells, metWith=cells)
    first = read_review(file, kb, catalog=catalog)
    later = apply_verdicts(kb, first, catalog=catalog)
    assert problems(file, later, catalog) != []
    assert {v.judged for v in read_review(file, later, catalog=catalog, earlier=first)} == {v.judged for v in first}
    other = replace(later, documents=(Document("isle", "Another text."),))
    assert len(problems(file, other, catalog)) == 2
    again = read_review(fill(seizes=cells | {"verdict": "accept"}), later, catalog=catalog, earlier=first)
    decisions = {verdict.judged.relation: verdict.decision for verdict in merged(first, again)}
    assert decisions == {"seizes": Decision.ACCEPT, "metWith": Decision.REJECT}


def test_a_review_with_verdicts_is_not_written_over(kb: KnowledgeBase, fill: Fill) -> None:
    file = fill()
    assert save_sheet(sheet(kb), file) == 5
    file = fill(seizes={"verdict": "accept"})
    before = file.read_bytes()
    with pytest.raises(ReviewError, match=r"line 5: has verdicts in 1 lines; allowed: another file, or --force"):
        save_sheet(sheet(kb), file)
    assert file.read_bytes() == before
    assert save_sheet(sheet(kb), file, force=True) == 5
    with pytest.raises(ReviewError, match="a file in a folder that exists"):
        save_sheet(sheet(kb), file.parent / "none" / "r.csv")


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("One.\n\nTwo", "Two", "[[Two]]"),
        ("He said: “Go!” Then he left. It rained.", "he left", "Then [[he left]]."),
        ("Dr. who", "who", "Dr. [[who]]"),
        ("all", "all", "[[all]]"),
    ],
)
def test_the_sentence_around_a_place(text: str, quote: str, expected: str) -> None:
    assert in_sentence(text, stands(quote, text)[0]) == expected


def test_a_long_sentence_is_cut() -> None:
    text = "x" * 1000 + " here " + "y" * 1000
    assert len(in_sentence(text, stands("here", text)[0])) < 850


def test_names_in_cells(catalog: Catalog) -> None:
    two = [Entity(f"person/p-{n}", Kind.PERSON, (Name("Pell"), Name(f"Pell {n}"))) for n in "ab"]
    isle = Entity("territory/pell", Kind.TERRITORY, (Name("Isle"), Name("Pell")))
    known = Directory([*two, isle])
    assert known.find("Pell", frozenset({Kind.TERRITORY})) == isle
    assert known.find("pell  A") == two[0]
    assert known.find("person/p-b") == two[1]
    assert known.find("Whatever <person/p-b>") == two[1]
    assert known.find(shown(isle)) == isle
    with pytest.raises(ValueError, match="one of Pell <person/p-a>, Pell <person/p-b>"):
        known.find("Pell")
    with pytest.raises(ValueError, match=r"“Person: …” for one that is new"):
        known.find("Zed", frozenset({Kind.PERSON}))
    with pytest.raises(ValueError, match=r"or “Kind: Name” for one that is new"):
        known.find("")
    assert known.find("person: Zoë Quist").id == "person/zoe-quist"
    assert known.find("Name: Île").names == (Name("Île"),)
    assert known.find("Person: 島").id.startswith("person/")
    assert fills(Kind.TERRITORY, frozenset({Kind.STATE}))
    assert not fills(Kind.PERSON, frozenset({Kind.STATE}))
