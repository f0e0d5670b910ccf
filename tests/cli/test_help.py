"""Every command explains itself, quickly, in the same words, and is completed by the shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import COMMANDS, app
from kg.cli.hints import meant, one_of, with_hint
from kg.errors import CatalogError, KgError, ModelError, ReviewError

HEAVY = {"spacy", "rdflib", "networkx", "pyvis", "pyshacl", "oxrdflib", "pyoxigraph", "dateparser", "rich", "numpy"}
HEAVY |= {"pandas", "matplotlib", "edtf", "packaging"}

type Run = Callable[..., tuple[int, str, str]]


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def seconds(*arguments: str) -> float:
    """Processor time of the program: other programs on the machine do not make it longer, as they do on the clock."""
    before = os.times()
    assert python(f"from kg.cli import main; main({[*arguments, '--help']!r})").returncode == 0
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def test_every_command_is_there() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert set(names) == set(COMMANDS) >= {"build", "extract", "explain", "query", "check", "review", "doctor"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Run, name: str) -> None:
    status, out, _ = run(name, "--help")
    assert status == 0
    assert f"Example: kg {name} " in out
    usage, _, about = out.partition("\n\n")
    assert usage.startswith(f"Usage: kg {name} [OPTIONS]")
    assert re.match(r"  [A-Z][a-z]+ ", about), "the first line says what the command does"
    assert "--help" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_has_options_that_the_command_has(run: Run, name: str) -> None:
    text = " ".join((COMMANDS[name].__doc__ or "").partition("Example: ")[2].split())
    _, help, _ = run(name, "--help")
    for part in text.split("&&"):
        if part.strip().startswith(f"kg {name} "):
            for option in re.findall(r"(?<= )--?[a-z][a-z-]*", part):
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", help), option


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_one_name_mean_the_same(run: Run, name: str) -> None:
    _, out, _ = run(name, "--help")
    for short, long in re.findall(r"^\s+(-[a-zA-Z]), (--[a-z-]+)", out, re.MULTILINE):
        known = {"-o": "--output", "-b": "--build", "-f": "--format", "-q": "--quiet", "-v": "--verbose"}
        assert known.get(short, long) == long


def test_help_imports_nothing_heavy() -> None:
    watch = f"import atexit, sys; atexit.register(lambda: print({HEAVY!r} & set(sys.modules)))"
    done = python(f"{watch}; import kg.cli; kg.cli.main(['--help'])")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)])
def test_help_is_quick(arguments: tuple[str, ...]) -> None:
    assert min(seconds(*arguments) for _ in range(2)) < 0.4


def test_help_keeps_to_the_width_of_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    _, out, _ = run("build", "--help")
    assert max(map(len, out.splitlines())) <= 50
    assert "\x1b" not in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_shells(shell: str) -> None:
    code = f"from kg.cli import main; main(['--show-completion', {shell!r}])"
    # typer asks the parent process which shell it is, and can be told not to.
    environment = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert "_KG_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kg re", {"review"}),
        ("kg extract a.txt --format tu", {"turtle"}),
        ("kg query --format js", {"json"}),
        ("kg export --format grap", {"graphml"}),
    ],
)
def test_completion_of_commands_and_formats(words: str, expected: set[str]) -> None:
    code = "from kg.cli import main; main([])"
    environment = {"_KG_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert set(done.stdout.split()) == expected


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["bild", "a.txt"], "Did you mean 'build'?"),
        (["extract", "a.txt", "--format", "jsnl"], "(did you mean 'jsonl'?)"),
        (["query", "x", "--format", "markdwn"], "(did you mean 'markdown'?)"),
        (["export", "--format", "grapml"], "(did you mean 'graphml'?)"),
        (["build", "a.txt", "--verbos"], "--verbose"),
    ],
)
def test_a_slip_of_the_finger_is_guessed(run: Run, arguments: list[str], hint: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert hint in err


def test_a_wrong_name_of_an_analysis_is_guessed(run: Run, tmp_path: Path) -> None:
    for name in ("documents", "entities", "statements", "diagnostics"):
        (tmp_path / f"{name}.jsonl").touch()
    status, _, err = run("analyze", "escalatoin", "--build", tmp_path)
    assert status == 1
    assert "(did you mean 'escalation'?)" in err


def test_hints() -> None:
    assert meant("nothing like it", ["gexf"]) == ""
    assert one_of("x", []) == "'x'; allowed: "
    assert with_hint(KgError("a is 'b'; allowed: one value")) == "a is 'b'; allowed: one value"
    assert with_hint(KgError("a is 'yaer'; allowed: month, year")) == (
        "a is 'yaer'; allowed: month, year (did you mean 'year'?)"
    )
    for error in (ModelError("x"), ReviewError(["x"]), CatalogError("f", "k", "v", "w")):
        assert "; next: " in with_hint(error)
