"""Progress, silence, and what was left out: all of it on standard error."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli import main
from kg.model import Diagnostic, Document, KnowledgeBase, Severity, Span

type Run = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, str]]:
    """Runs a command whose standard error is a terminal, and whose output is one too where wanted."""

    def call(*arguments: object, output: bool = True, **environment: str) -> tuple[str, str]:
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", "100")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        out, err = Terminal() if output else io.StringIO(), Terminal()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit):
            main([str(argument) for argument in arguments])
        return out.getvalue(), err.getvalue()

    return call


type Call = Callable[..., tuple[str, str]]


@pytest.mark.usefixtures("stub")
def test_a_bar_with_number_rate_and_time_left(terminal: Call, articles: Path, tmp_path: Path) -> None:
    out, err = terminal("build", articles, "-o", tmp_path / "out")
    assert out == ""
    assert "2/2" in err
    assert "/s, left:" in err
    assert "\x1b[" in err


@pytest.mark.usefixtures("stub")
def test_a_bar_without_colours(terminal: Call, articles: Path, tmp_path: Path) -> None:
    _, err = terminal("build", articles, "-o", tmp_path / "out", NO_COLOR="1")
    assert "2/2" in err
    assert "\x1b[3" not in err
    assert "\x1b[38" not in err


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_no_bar_on_a_dumb_terminal(terminal: Call, articles: Path, tmp_path: Path, term: str) -> None:
    _, err = terminal("build", articles, "-o", tmp_path / "out", TERM=term)
    assert err == f"kg: 2 documents, 1 statements, 0 failures; see {tmp_path / 'out'}\n"


@pytest.mark.usefixtures("stub")
def test_no_bar_across_the_lines_of_extract(terminal: Call, articles: Path) -> None:
    out, err = terminal("extract", articles)
    assert out.count("\n") == 2
    assert err == ""
    out, err = terminal("extract", articles, output=False)
    assert out.count("\n") == 2
    assert "2/2" in err


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("options", [["--quiet", "build"], ["build", "-q"]])
def test_quiet_says_nothing(terminal: Call, articles: Path, tmp_path: Path, options: list[str]) -> None:
    assert terminal(*options, articles, "-o", tmp_path / "out") == ("", "")


@pytest.mark.usefixtures("stub")
def test_quiet_still_tells_errors_and_ends_with_the_command(run: Run, articles: Path, tmp_path: Path) -> None:
    status, _, err = run("build", articles, articles / "none.txt", "-o", tmp_path / "out", "--quiet")
    assert (status, err.count("\n")) == (1, 1)
    assert "none.txt" in err
    assert run("build", articles, "-o", tmp_path / "out")[2].startswith("kg: 2 documents")


@pytest.fixture
def left_out(stub: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(documents: Iterable[Document], **_: object) -> Iterator[KnowledgeBase]:
        for document in documents:
            hint = Diagnostic("mention-unknown", Severity.INFO, document.id, Span(0, 5), "'First' is not identified")
            whole = Diagnostic("odd", Severity.WARNING, document.id, None, "in all")
            yield KnowledgeBase((document,), (), (), (hint, whole))

    monkeypatch.setattr(pipeline, "extract", extract)


@pytest.mark.usefixtures("left_out")
@pytest.mark.parametrize("command", ["build", "extract"])
def test_verbose_tells_what_was_left_out_with_its_place(run: Run, articles: Path, tmp_path: Path, command: str) -> None:
    where = ["-o", tmp_path / "out"] if command == "build" else []
    _, _, err = run(command, articles / "one.txt", *where, "--verbose")
    assert set(err.splitlines()[:2]) == {
        "kg: one: odd: in all",
        "kg: one 0:5: mention-unknown: 'First' is not identified",
    }
    _, _, err = run(command, articles / "one.txt", *where)
    assert "mention-unknown" not in err


@pytest.mark.usefixtures("stub")
def test_standard_input_has_a_bar_without_an_end(
    terminal: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"First article."))))  # type: ignore[arg-type]
    _, err = terminal("build", "-", "-o", tmp_path / "out")
    assert "1/?" in err
