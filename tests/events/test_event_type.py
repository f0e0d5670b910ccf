"""The classifier of event types: what it reads, what it sees of a sentence, and what it answers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg import nlp as pipelines
from kg.cli import main
from kg.errors import CatalogError
from kg.event_type import Guess, Query, classify, load
from kg.event_type.ends import locate, stands_in
from kg.event_type.features import BLOCKS, features
from kg.event_type.lines import LONGEST, Item, Problem, read_lines
from kg.event_type.model import WEIGHTS, Model, damped, weighted
from kg.event_type.wordings import WORDINGS, load_wordings

TYPES = (
    "ACCUSE AGREE AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST SANCTION SUPPORT THREATEN YIELD"
)

SENTENCES = [
    ("Peru has accused Chile of moving border stones at night.", "Peru", "Chile", "ACCUSE"),
    ("Chadian jets bombed a rebel camp beyond the frontier on Sunday.", "Chadian jets", "a rebel camp", "ASSAULT"),
    ("The two premiers agreed that Norway will share its charts with Iceland.", "Norway", "Iceland", "AGREE"),
    ("Kenya urged Uganda to pull its marines off the islet.", "Kenya", "Uganda", "REQUEST"),
    ("Police in Quito arrested nine fishermen from Colombia.", "Police in Quito", "nine fishermen", "COERCE"),
    ("Sweden rejected a proposal by Denmark to redraw the line.", "Sweden", "Denmark", "REJECT"),
    ("Oman threatened to attack Yemeni patrols if they came back.", "Oman", "Yemeni patrols", "THREATEN"),
    ("The minister met the Bolivian envoy in Lima.", "The minister", "the Bolivian envoy", "CONSULT"),
]


def read(*lines: str | bytes) -> list[Item | Problem]:
    return list(read_lines([x if isinstance(x, bytes) else x.encode() for x in lines], "in.jsonl"))


def line(**changes: Any) -> str:
    return json.dumps({"id": "a", "text": "Peru sued Chile.", "source": "Peru", "target": "Chile"} | changes)


def problem(text: str | bytes) -> str:
    (found,) = read(text)
    assert isinstance(found, Problem)
    assert found.fatal
    assert "\n" not in str(found.error)
    return str(found.error)


def test_a_good_line_is_a_query() -> None:
    assert read(line(), "  ", line(id=7, more="left alone")) == [
        Item("a", Query("Peru sued Chile.", "Peru", "Chile")),
        Item(7, Query("Peru sued Chile.", "Peru", "Chile")),
    ]
    assert read() == []


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("Peru", "line 1: 'Peru' is not JSON"),
        (b"\xff", "line 1: byte 0 of the line is not UTF-8; allowed: JSON Lines in UTF-8"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", "line 1: a JSON list; allowed: an object with id, text, source, target"),
        ('{"id": 1}', "line 1: no key text"),
        (line(id=None), "id is None; allowed: a string or a whole number"),
        (line(id=True), "id is True; allowed: a string or a whole number"),
        (line(source=3), "source is 3; allowed: a string"),
        (line(text=" "), "text is ' ', 1 characters; allowed: 1 to 100000 characters"),
        (line(text="x" * (LONGEST + 1)), f"{LONGEST + 1} characters; allowed: 1 to {LONGEST}"),
        ('{"id": "a", "text": "\\ud800", "source": "", "target": ""}', "no half of a surrogate pair"),
    ],
)
def test_a_bad_line_says_where_what_and_what_is_allowed(bad: str | bytes, told: str) -> None:
    assert problem(bad).startswith("in.jsonl, line 1: ")
    assert told in problem(bad)


def test_an_end_outside_the_text_is_told_and_the_line_read() -> None:
    told, item = read(line(target="Chad"))
    assert isinstance(told, Problem)
    assert not told.fatal
    assert str(told.error) == "in.jsonl, line 1: target is 'Chad'; allowed: a piece of text; classified without it"
    assert item == Item("a", Query("Peru sued Chile.", "Peru", "Chad"))


@given(st.text(), st.text(max_size=3))
def test_where_an_end_stands(text: str, end: str) -> None:
    place = stands_in(text, end)
    if end:
        assert (place is None) == (end not in text)
    if place is not None:
        assert text[slice(*place)] == end


def test_whole_words_are_preferred() -> None:
    assert stands_in("Nigeria met Niger.", "Niger") == (12, 17)
    assert stands_in("Nigeria left.", "Niger") == (0, 5)
    assert stands_in("Nigeria left.", "") is None


@pytest.mark.model
def test_the_anchor_is_the_verb_above_the_source(nlp: Language) -> None:
    doc = nlp("The envoy said that Peru had sued Chile.")
    ends = locate(doc, "Peru", "Chile")
    assert ends.anchor is not None
    assert ends.anchor.text == "sued"
    assert ends.distance[ends.anchor.i] == 0
    roles = {token.text: ends.role(token) for token in doc if ends.role(token)}
    assert roles == {"Peru": "source", "Chile": "target"}
    without = locate(doc, "Chad", "Chile")
    assert without.source is None
    assert without.anchor == ends.anchor
    neither = locate(doc, "Chad", "Mali").anchor
    assert neither is not None
    assert neither.text == "said"


@pytest.mark.model
def test_an_empty_text_has_no_features(nlp: Language) -> None:
    ends = locate(nlp(""), "a", "b")
    assert (ends.source, ends.target, ends.anchor, ends.distance) == (None, None, None, {})
    assert features(nlp(""), "a", "b", load_wordings()) == {block: {} for block in BLOCKS}


@pytest.mark.model
def test_who_the_ends_are_is_not_seen(nlp: Language) -> None:
    one = features(nlp("Peru has not sued Chile."), "Peru", "Chile", load_wordings())
    other = features(nlp("Oman has not sued Mali."), "Oman", "Mali", load_wordings())
    assert one == other
    assert one["words"]["SOURCE have not"] == 1
    assert one["near"]["sue"] == 1
    assert not {name for bag in one.values() for name in bag if "peru" in name.lower()}


@pytest.mark.model
def test_turns_are_pairs_one_above_the_other(nlp: Language) -> None:
    bags = features(nlp("Peru refused to meet Chile."), "Peru", "Chile", load_wordings())
    assert bags["turns"]["refusal > CONSULT"] > 0
    assert bags["types"]["VERB CONSULT"] == 0.5
    assert features(nlp("Peru met Chile."), "Peru", "Chile", load_wordings())["turns"] == {}


def test_damping_keeps_order() -> None:
    counts = [0.1, 0.5, 1.0, 2.0, 9.0]
    assert [damped(count) for count in counts][:3] == counts[:3]
    assert sorted(damped(count) for count in counts) == [damped(count) for count in counts]


def tiny() -> Model:
    return Model(
        ("AID", "YIELD"),
        {"words:give": 0, "near:give": 1},
        np.array([1.0, 2.0]),
        np.array([[1.0, 0.0], [0.0, 3.0]]),
        np.array([0.5, 0.0]),
        1.0,
    )


def bags(**found: dict[str, float]) -> Any:
    return {block: found.get(block, {}) for block in BLOCKS}


def test_each_block_is_one_long_and_unknown_features_count_nothing() -> None:
    model = tiny()
    seen = bags(words={"give": 4.0, "unknown": 9.0}, near={"give": 0.2})
    assert dict(weighted(seen, model.index, model.rarity)) == {0: 1.0, 1: 1.0}
    assert model.scores(seen).tolist() == [1.5, 3.0]
    assert model.guess(seen).plover == "YIELD"
    assert model.guess(bags()) == Guess("AID", 0.622)


def test_the_shipped_weights_are_those_of_the_shipped_wordings() -> None:
    model = load()
    assert list(model.types) == TYPES.split()
    assert model.weights.shape == (len(model.types), len(model.index))
    assert {name.partition(":")[0] for name in model.index} == set(BLOCKS)
    assert WEIGHTS.stat().st_size < 5_000_000


@pytest.mark.model
def test_plain_sentences(nlp: Language) -> None:
    queries = [Query(text, source, target) for text, source, target, _ in SENTENCES]
    guesses = list(classify(queries, nlp=nlp))
    assert [guess.plover for guess in guesses] == [wanted for *_, wanted in SENTENCES]
    assert all(0 <= guess.confidence <= 1 for guess in guesses)
    assert list(classify(reversed(queries), nlp=nlp)) == guesses[::-1]
    assert list(classify([], nlp=nlp)) == []


def change(tmp_path: Path, **arrays: Any) -> Path:
    with np.load(WEIGHTS) as archive:
        data = {name: archive[name] for name in archive.files} | arrays
    file = tmp_path / "weights.npz"
    np.savez(file, **{name: value for name, value in data.items() if value is not None})
    return file


@pytest.mark.parametrize(
    ("arrays", "told"),
    [
        ({"bias": None}, r"\(arrays\) is .*; allowed: bias, features"),
        ({"bias": np.zeros(3)}, r"bias is \(3,\); allowed: the shape \(15,\)"),
        ({"wordings": np.array("0")}, "wordings is '0'; allowed: .* train again"),
    ],
)
def test_wrong_weights_are_refused(tmp_path: Path, arrays: dict[str, Any], told: str) -> None:
    with pytest.raises(CatalogError, match=told):
        load(change(tmp_path, **arrays))


def test_missing_and_broken_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="missing"):
        load(tmp_path / "no.npz")
    broken = tmp_path / "broken.npz"
    for content in (b"", b"no archive", b"PK\x03\x04"):
        broken.write_bytes(content)
        load.cache_clear()
        with pytest.raises(CatalogError, match=r"allowed: an \.npz archive"):
            load(broken)


def test_wordings_are_turned_round_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "wordings.toml"
    file.write_text('[A]\nverbs = ["go", "go"]\n[b]\nverbs = ["go"]\nnouns = ["way"]\n')
    found = load_wordings(file)
    assert (found.verbs, found.nouns, found.adjectives) == ({"go": ("A", "b")}, {"way": ("b",)}, {})
    for content, told in (("x = 1", "x is 1; allowed: a table"), ("[A]\nverb = []", "A.verb")):
        file.write_text(content)
        load_wordings.cache_clear()
        with pytest.raises(CatalogError, match=told):
            load_wordings(file)


def test_every_event_type_has_wordings_and_words_are_lemmas_in_lower_case() -> None:
    load_wordings.cache_clear()
    wordings = load_wordings(WORDINGS)
    tables = {name for names in wordings.verbs.values() for name in names}
    assert set(TYPES.split()) <= tables
    words = [*wordings.verbs, *wordings.nouns, *wordings.adjectives, *wordings.auxiliaries]
    assert [word for word in words if word != word.lower().strip()] == []


type Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(pipelines, "load_model", lambda name: nlp)

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["event-type", *(str(argument) for argument in arguments)])
        output = capsys.readouterr()
        return int(stopped.value.code or 0), output.out, output.err

    return call


@pytest.mark.model
def test_the_command_answers_every_readable_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join([line(id="ä"), "nonsense", line(id=2, target="Chad")]), encoding="utf-8")
    status, out, err = run(file)
    answers = [json.loads(answer) for answer in out.splitlines()]
    assert [(answer["id"], answer["plover"]) for answer in answers] == [("ä", "ACCUSE"), (2, "ACCUSE")]
    assert list(answers[0]) == ["id", "plover", "confidence"]
    assert status == 1
    assert err.splitlines() == [
        f"kg: {file}, line 2: 'nonsense' is not JSON (Expecting value: line 1 column 1 (char 0)); "
        "allowed: one JSON object a line",
        f"kg: {file}, line 3: target is 'Chad'; allowed: a piece of text; classified without it",
    ]


@pytest.mark.model
def test_standard_input_and_ends_that_are_not_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line(source="Chad").encode())))
    status, out, err = run("-")
    assert (status, len(out.splitlines())) == (0, 1)
    assert err.startswith("kg: standard input, line 1: source is 'Chad'")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run("-") == (0, "", "")


@pytest.mark.model
def test_a_missing_file_is_one_line(run: Run, tmp_path: Path) -> None:
    status, out, err = run(tmp_path / "no.jsonl")
    assert (status, out) == (1, "")
    assert err == f"kg: {tmp_path}/no.jsonl: No such file or directory; allowed: a readable file in JSON Lines, or -\n"
