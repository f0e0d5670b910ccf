"""The curator's loop as commands; the language model is a stub."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export.folder import read_folder
from kg.review import REVIEW
from kg.review.table import read_table, table

type Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("stub")


@pytest.fixture
def build(run: Run, articles: Path, tmp_path: Path) -> Path:
    run("build", articles, "-o", tmp_path / "out")
    return tmp_path / "out"


def filled(file: Path, **cells: str) -> None:
    """The review with these cells in the line on the first article."""
    rows = [dict(row.cells) for row in read_table(file, REVIEW, needed=REVIEW)]
    next(row for row in rows if row["document"] == "one").update(cells)
    file.write_bytes(table(REVIEW, rows))


def test_the_whole_loop(run: Run, articles: Path, build: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    status, out, err = run("review", build, "-o", review, "--curator", "Ada Vale")
    assert (status, out) == (0, "")
    assert err == (
        f"kg: 2 lines in {review}; fill the column verdict, then: "
        f"kg review {build} --import {review} --verdicts FOLDER\n"
    )
    filled(review, verdict="correct", new_object="Shikotan")
    status, out, err = run("review", build, "--import", review, "--verdicts", articles)
    assert (status, out) == (0, "")
    file = articles / "verdicts.csv"
    told = "1 verdicts (accept 0, reject 0, correct 1, add 0)"
    assert err == f"kg: {told}; {file} has 1 now, and `kg build {articles}` applies them\n"

    status, _, err = run("build", articles, "-o", build)
    assert status == 0
    assert err == f"kg: 2 documents, 2 statements, 1 of 1 verdicts, 0 failures; see {build}\n"
    kb = read_folder(build)
    assert {(s.object, e.document, e.curator) for s in kb.statements for e in s.evidence} == {
        ("territory/shikotan", "one", "Ada Vale"),
        ("territory/etorofu", "two", None),
    }
    assert [d.code for d in kb.diagnostics] == ["verdict-corrected"]

    lines = run("extract", articles)[1]
    assert set(lines.splitlines()) == set((build / "statements.jsonl").read_text("utf-8").splitlines())
    assert "curator:" not in run("extract", articles, "--no-verdicts")[1]
    assert "1 of 1 verdicts" in run("build", articles / "one.txt", "-o", build)[2], "beside a file too"
    assert "verdicts" not in run("build", articles, "--no-verdicts", "-o", build)[2].partition(";")[0]


def test_the_review_is_printed_where_no_file_is_given(run: Run, build: Path) -> None:
    status, out, err = run("review", build, "--limit", "1")
    assert (status, err) == (0, "")
    assert out.startswith("\ufeffevidence,document,sentence")
    assert out.count("\n") == 2


def test_every_wrong_line_is_told_and_nothing_is_written(run: Run, build: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    run("review", build, "-o", review)
    filled(review, verdict="maybe", note="x")
    status, out, err = run("review", build, "--import", review, "--verdicts", tmp_path / "v.csv")
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        f"kg: {review}, line 2: verdict is 'maybe'; allowed: accept, reject, correct, add",
        f"kg: {review}, line 2: curator is ''; allowed: the name of the one who decides, here or as --curator; "
        "next: nothing was changed; mend these lines and run the command again",
    ]
    assert not (tmp_path / "v.csv").exists()


def test_import_needs_to_know_where_to(run: Run, build: Path, tmp_path: Path) -> None:
    status, _, err = run("review", build, "--import", tmp_path / "r.csv")
    assert status == 2
    assert "give the folder of the corpus" in " ".join(err.split())


def test_verdicts_given_and_refused_at_once(run: Run, articles: Path) -> None:
    status, _, err = run("extract", articles, "--no-verdicts", "--verdicts", "x.csv")
    assert status == 2
    assert "goes with no --verdicts" in " ".join(err.split())


def test_a_wrong_file_of_verdicts_stops_before_anything_is_read(run: Run, articles: Path, stub: list[object]) -> None:
    (articles / "verdicts.csv").write_text("x\n", encoding="utf-8")
    status, out, err = run("extract", articles)
    assert (status, out, stub) == (1, "", [])
    assert err.splitlines()[0].startswith(f"kg: {articles / 'verdicts.csv'}, line 1: column 'x'; allowed: verdict, ")


@pytest.mark.parametrize("command", ["build", "extract"])
def test_stale_verdicts_are_told(run: Run, articles: Path, build: Path, tmp_path: Path, command: str) -> None:
    review = tmp_path / "review.csv"
    run("review", build, "-o", review)
    filled(review, verdict="accept")
    run("review", build, "--import", review, "--verdicts", articles, "--curator", "Ada", "--quiet")
    where = ["-o", build] if command == "build" else []
    (articles / "one.txt").write_text("Another article.", encoding="utf-8")
    what = "Ada's verdict (accept) on Japan | claims | Etorofu in “First” is not applied: "
    status, _, err = run(command, articles, *where)
    assert status == 0
    assert err.splitlines()[0] == f"kg: one: {what}its quote stands in the text no more"
    (articles / "one.txt").unlink()
    _, _, err = run(command, articles, *where, "-q")
    assert err == f"kg: (corpus): {what}no document 'one' was read\n"
    if command == "build":
        assert "0 of 1 verdicts" in run(command, articles, *where)[2]
        assert err.count("verdict") == 1


def test_a_review_in_work_is_not_lost(run: Run, build: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    run("review", build, "-o", review)
    filled(review, verdict="accept")
    status, _, err = run("review", build, "-o", review)
    assert status == 1
    assert "has verdicts in 1 lines; allowed: another file, or --force" in err
    assert run("review", build, "-o", review, "--force")[0] == 0


@pytest.mark.parametrize("content", ["", "no table"])
def test_any_other_file_is_not_written_over_either(run: Run, build: Path, tmp_path: Path, content: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(content, encoding="utf-8")
    assert run("review", build, "-o", file)[0] == 1
    assert file.read_text(encoding="utf-8") == content
