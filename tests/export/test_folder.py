"""A build on disk: written whole, read back without loss, refused where it was tampered with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.errors import BuildError
from kg.export import folder as module
from kg.export.explain import explain
from kg.export.folder import FILES, read_folder, write_folder
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Severity,
    Span,
    Statement,
    When,
)

TEXT = "Japan claims Etorofu.\nMoscow says Tokyo may visit it next year."
JAPAN = Entity("state/japan", Kind.STATE, (Name("Japan", "en"), Name("Tokyo", None, (), "seat")), ("iso:JPN",))
RUSSIA = Entity("state/russia", Kind.STATE, (Name("Russia"),))
ETOROFU = Entity(
    "territory/etorofu",
    Kind.TERRITORY,
    (Name("Etorofu", "ja-Latn", ("state/japan",)), Name("Iturup", "ru-Latn", ("state/russia",))),
)
CLAIM = Statement(JAPAN.id, "claims", ETOROFU.id, (Evidence("a", Span(0, 20), TEXT[:20], rule="claims.verb"),))
VISIT = Statement(
    JAPAN.id,
    "visits",
    ETOROFU.id,
    (
        Evidence(
            "a#comment-1",
            Span(22, 63),
            TEXT[22:63],
            RUSSIA.id,
            modality=Modality.POSSIBLE,
            when=When("2015", "next year", "relative", "2014"),
            count=2,
            rule="visits.verb",
            confidence=0.75,
        ),
        Evidence("a#comment-1", Span(34, 63), TEXT[34:63]),
    ),
)
KB = KnowledgeBase(
    (
        Document("a", TEXT, source="The Daily", published="2014"),
        Document("a#comment-1", TEXT, author="Ana", part_of="a"),
    ),
    (JAPAN, RUSSIA, ETOROFU),
    (CLAIM, VISIT),
    (Diagnostic("pronoun", Severity.INFO, "a", Span(54, 56), "“it” is left open"),),
)
PLAIN = {name: export for name, export in FILES.items() if name.endswith((".jsonl", ".md"))}


@pytest.fixture(autouse=True)
def _only_light_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILES", PLAIN)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    write_folder(KB, tmp_path / "new" / "build")
    assert read_folder(tmp_path / "new" / "build") == KB


def test_nothing_is_a_build_too(tmp_path: Path) -> None:
    write_folder(KnowledgeBase(), tmp_path)
    assert read_folder(tmp_path) == KnowledgeBase()


def test_the_same_again_gives_the_same_bytes_and_no_leftovers(tmp_path: Path) -> None:
    def content() -> Mapping[str, bytes]:
        return {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    write_folder(KB, tmp_path)
    first = content()
    write_folder(KB, tmp_path)
    assert content() == first
    assert set(first) == set(PLAIN)


def test_a_format_that_fails_leaves_the_earlier_build_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: KnowledgeBase) -> str:
        raise BuildError("no page")

    write_folder(KB, tmp_path)
    monkeypatch.setattr(module, "FILES", {**PLAIN, "graph.html": fail})
    with pytest.raises(BuildError, match="no page"):
        write_folder(KnowledgeBase(), tmp_path)
    assert read_folder(tmp_path) == KB


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match=r"file: .*; allowed: a folder that may be written"):
        write_folder(KB, tmp_path / "file")


def test_a_file_that_cannot_be_replaced_leaves_no_half(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl" / "in the way").mkdir(parents=True)
    with pytest.raises(BuildError, match=r"documents\.jsonl"):
        write_folder(KB, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["documents.jsonl"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"documents\.jsonl: No such file.*allowed: a folder that `kg build` wrote"):
        read_folder(tmp_path)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    write_folder(KB, tmp_path)
    (tmp_path / "entities.jsonl").write_bytes(b"caf\xe9")
    with pytest.raises(BuildError, match=r"entities\.jsonl: byte 3 is not UTF-8"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("file", "missing", "allowed"),
    [
        ("entities.jsonl", JAPAN.id, "entities.jsonl"),
        ("entities.jsonl", RUSSIA.id, "entities.jsonl"),
        ("documents.jsonl", "a#comment-1", "documents.jsonl"),
    ],
)
def test_a_statement_about_what_is_not_there_is_named(tmp_path: Path, file: str, missing: str, allowed: str) -> None:
    write_folder(KB, tmp_path)
    lines = (tmp_path / file).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f'{{"id": "{missing}"')]
    assert len(kept) == len(lines) - 1
    (tmp_path / file).write_text("".join(kept), encoding="utf-8")
    with pytest.raises(BuildError, match=f"names '{missing}'; allowed: what {allowed} holds"):
        read_folder(tmp_path)


def test_explain_shows_quote_voice_time_and_rule() -> None:
    lines = explain(KB, VISIT.id).splitlines()
    assert lines[0] == f"{VISIT.id}  Japan | visits | Etorofu"
    assert lines[2:8] == [
        "  “Moscow says Tokyo may visit it next year.”",
        "    a#comment-1, 22:63",
        "    possible, positive; according to Russia",
        "    time: 2015 (“next year”, relative, read against 2014)",
        "    times: 2",
        "    rule: visits.verb, confidence 0.75",
    ]
    assert lines[11] == "    actual, positive; in the words of Ana"


def test_explain_takes_the_first_digits() -> None:
    text = explain(KB, CLAIM.id[:8])
    assert text.startswith(f"{CLAIM.id}  Japan | claims | Etorofu\n")
    assert "a, The Daily, 2014, 0:20\n    actual, positive; in the document's own voice\n" in text


@pytest.mark.parametrize("wanted", ["no-such-id", ""])
def test_explain_names_an_id_that_is_not_there(wanted: str) -> None:
    with pytest.raises(BuildError, match=f"statement '{wanted}': no such statement; allowed: an id"):
        explain(KB, wanted)


def test_explain_refuses_to_choose() -> None:
    many = tuple(Statement(JAPAN.id, f"relation{n}", ETOROFU.id, CLAIM.evidence) for n in range(17))
    shared = next(s.id[0] for s in many if sum(t.id[0] == s.id[0] for t in many) > 1)
    with pytest.raises(BuildError, match="statements begin like this"):
        explain(KnowledgeBase(KB.documents, KB.entities, many), shared)
