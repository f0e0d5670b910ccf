"""The example of every command's help does what it says, one after the other, in one folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg.cli import COMMANDS
from kg.examples import corpus

pytestmark = pytest.mark.slow


def example(name: str) -> str:
    """The example in the help of a command, on one line."""
    return " ".join((COMMANDS[name].__doc__ or "").partition("Example: ")[2].split())


def test_every_example_runs(empty: Any) -> None:
    (empty.folder / "articles").mkdir()
    article = (Path(str(corpus())) / "senkaku-summit-2014.md").read_text(encoding="utf-8")
    (empty.folder / "articles" / "summit.md").write_text(article)
    for name in ("speech.txt", "article.txt"):
        (empty.folder / name).write_text("Russia administers Iturup. Japan claims Etorofu.")
    empty.sh(example("build"))
    statements = (empty.folder / "output" / "statements.jsonl").read_text(encoding="utf-8")
    id = re.findall(r'"statement": "(\w{8})', statements)[0]
    server = "oxigraph serve --location store --bind 127.0.0.1:7878 & "
    server += "until curl --silent --output - http://127.0.0.1:7878/ > got; do sleep 0.2; done; "
    # Reading the whole corpus takes long, and other tests do it; the copy alone is made.
    commands = {
        "explain": re.sub(r"(?<=explain )\w+", id, example("explain")),
        "push": server + example("push"),
        "examples": example("examples").partition("&&")[0],
    }
    # The quick start runs the first, docs/events.md the second, in the same words.
    for name in COMMANDS:
        if name not in {"build", "doctor", "event-type"}:
            empty.sh(commands.get(name, example(name)))
    made = {path.name for path in empty.folder.iterdir()}
    assert {"output", "statements.jsonl", "graph.graphml", "review.csv", "examples"} <= made
