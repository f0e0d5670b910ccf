"""Every code block of the pages runs, one after the other, in a folder of the page's own.

What stands in a comment right before a block says what else is done with it:

- ``not run: REASON``: nothing. The reason is needed.
- ``file: NAME``, ``append to: NAME``: the block is what the reader writes into this file.
- ``output``: what the block before it printed. Where a line of it is ``…``, or ends in it, more may follow.

Languages that are not named below need such a comment, and so does a block without any language.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120

ELSEWHERE = {
    "docs/analyses.md": "tests/analysis/test_cli.py",
    "docs/disputes.md": "tests/rdf/test_disputes.py",
    "docs/exports.md": "tests/export/formats/test_docs.py",
    "docs/review.md": "tests/review/test_example.py",
}
"""Pages whose blocks another test runs."""

NOT_HERE = {
    "scripts/train_": "needs annotated passages, which are not part of the package",
    "pip install -e": "changes the environment that the tests run in",
}
"""What commands of pages without comments begin with, and why they are not run."""

CHECKED: dict[str, Callable[[str], Any]] = {
    "json": lambda code: [json.loads(line) for line in code.splitlines()],
    "toml": tomllib.loads,
    "turtle": lambda code: rdflib.Graph().parse(data=code, format="turtle"),
    "text": str,
}
"""Languages that are read and not run; JSON has a value a line."""

RUN = {"sh", "python", "sparql"}

ARTICLE = """Talks on the Kurils end without a date

Russia administers Iturup, which Japan claims and calls Etorofu. The Japanese foreign minister met her Russian colleague
in Moscow on Monday and asked for talks.
"""
SENTENCES = '{"id": "1", "text": "Japan protested to Russia.", "source": "Japan", "target": "Russia"}\n'

# The interpreter of a page: code in as JSON, what it printed and its error out.
WORKER = """
import contextlib, io, json, sys, traceback
space = {"__name__": "page"}
for line in sys.stdin:
    out, error = io.StringIO(), None
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(json.loads(line), "block", "exec"), space)
    except BaseException:
        error = traceback.format_exc()
    print(json.dumps([out.getvalue(), error]), flush=True)
"""


class Page:
    """A folder in which the blocks of one page run."""

    def __init__(self, folder: Path, *, checkout: bool) -> None:
        self.folder, self.output = folder, ""
        tools = folder.parent / f"{folder.name}-tools"
        tools.mkdir()
        # `make` says what it would do, `pip` whether the extras are ours: neither changes the environment.
        shims = {"make": f'exec /usr/bin/make -n -C "{ROOT}" "$@"', "pip": f'exec python "{__file__}" "$@"'}
        for name, code in shims.items():
            (tools / name).write_text(f"#!/bin/sh\n{code}\n")
            (tools / name).chmod(0o755)
        programs = Path(sys.executable).parent
        self.environment = {**os.environ, "PATH": f"{tools}:{programs}:/usr/bin:/bin", "COLUMNS": "100"}
        if checkout:
            self.environment["PYTHONPATH"] = str(folder)
        self._worker: subprocess.Popen[str] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def sh(self, code: str) -> None:
        """Run it; ports of the page give way to a free one, and what it leaves behind is ended."""
        code = code.replace(":7878", f":{self.port}")
        # A file, not a pipe: a server in the background would keep a pipe open.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            done = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", code],
                cwd=self.folder, env=self.environment, stdout=out, stderr=errors, start_new_session=True,
            )  # fmt: skip
            try:
                status = done.wait(SECONDS)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(done.pid, signal.SIGKILL)
            out.seek(0)
            errors.seek(0)
            self.output = out.read()
            assert status == 0, f"status {status}\n{self.output}\n{errors.read()}"

    def sparql(self, code: str) -> None:
        """Ask the build in ``output``; an answer without rows is a stale question."""
        (self.folder / "question.rq").write_text(code)
        self.sh("kg query question.rq --format csv")
        assert len(self.output.splitlines()) > 1, "no answer"

    def python(self, code: str) -> None:
        """Run it in the interpreter of the page."""
        if self._worker is None:
            self._worker = subprocess.Popen(
                [sys.executable, "-c", WORKER],
                cwd=self.folder, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self._worker.stdin
        assert self._worker.stdout
        print(json.dumps(code), file=self._worker.stdin, flush=True)
        self.output, error = json.loads(self._worker.stdout.readline())
        assert error is None, error

    def close(self) -> None:
        """End the interpreter."""
        if self._worker:
            self._worker.communicate(timeout=SECONDS)


@pytest.fixture
def run(page: str, tmp_path: Path) -> Iterator[Page]:
    """The page's folder: a copy of the checkout for README and CONTRIBUTING, else one with the example build."""
    folder, checkout = tmp_path / "page", "/" not in page
    if checkout:
        unwanted = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "screenshots", "kernel-*")
        shutil.copytree(ROOT, folder, ignore=unwanted)
        (folder / ".venv").symlink_to(sys.prefix)
    else:
        shutil.copytree(ROOT / "output" / "example", folder / "output")
        (folder / "article.txt").write_text(ARTICLE)
        (folder / "sentences.jsonl").write_text(SENTENCES)
    made = Page(folder, checkout=checkout)
    yield made
    made.close()


def matches(sample: str, output: str) -> bool:
    """Whether a sample on a page is what was printed; ``…`` stands for the rest of a line, alone for any lines."""
    lines = [" ".join(line.split()) for line in output.splitlines()]
    at, gap = 0, False
    for wanted in (" ".join(line.split()) for line in sample.splitlines()):
        if wanted == "…":
            gap = True
            continue
        start, cut, _ = wanted.partition("…")
        while at < len(lines) and not (lines[at].startswith(start) if cut else lines[at] == wanted):
            if not gap:
                return False
            at += 1
        if at == len(lines):
            return False
        at, gap = at + 1, False
    return gap or at == len(lines)


@pytest.mark.slow
def test_every_block_runs(page: str, found: list[Any], run: Page) -> None:
    if page in ELSEWHERE:
        assert Path(page).name in (ROOT / ELSEWHERE[page]).read_text(encoding="utf-8")
        pytest.skip(f"{ELSEWHERE[page]} runs it")
    for block in found:
        if block.mark == "not run":
            continue
        try:
            if block.mark == "output":
                assert matches(block.code, run.output), f"printed was\n{run.output}"
            elif block.mark:
                file = run.folder / block.about
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("a" if block.mark == "append to" else "w", encoding="utf-8") as stream:
                    stream.write(block.code)
            elif block.language in CHECKED:
                CHECKED[block.language](block.code)
            else:
                lines = block.code.splitlines(keepends=True)
                kept = [line for line in lines if not any(start in line for start in NOT_HERE)]
                getattr(run, block.language)("".join(kept))
        except Exception as error:
            pytest.fail(f"{block.where}: {error}\n{block.code}", pytrace=False)


def test_every_block_says_what_it_is(page: str, found: list[Any]) -> None:
    if page in ELSEWHERE:
        pytest.skip(f"{ELSEWHERE[page]} looks at it")
    for block in found:
        assert block.mark or block.language in RUN | CHECKED.keys(), f"{block.where}: {block.language!r}, no comment"
        assert block.mark not in {"not run", "file", "append to"} or block.about, f"{block.where}: {block.mark} what?"


@pytest.mark.parametrize(
    ("sample", "output", "right"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\n", True),
        ("…\nb\n", "a\nb\n", True),
        ("…\nc\n", "a\nb\n", False),
        ("a\nb\n", "a\n", False),
        ("a  1…\n", "a 1 2\n", True),
        ("a 2…\n", "a 1 2\n", False),
    ],
)
def test_a_sample_is_what_was_printed(sample: str, output: str, right: bool) -> None:
    assert matches(sample, output) is right


PAGE = """
<!-- file: a.txt -->
```text
one
```

```sh
cat a.txt; kg --version | wc -w
```

<!-- output -->
```text
one
…
```

<!--
not run: a reason of
two lines
-->
```cypher
MATCH
```

    kg doctor \\
      --quiet
    pip install .

    SELECT * { ?s ?p ?o }

    what is this

1. in a list
   ```python
   print(1)
   ```

```{toctree}
a
```
"""


def test_blocks_are_found_with_what_is_said_of_them(parse: Callable[..., list[Any]]) -> None:
    found = [(block.where, block.language, block.mark, block.about) for block in parse(PAGE, "p")]
    assert found == [
        ("p:3", "text", "file", "a.txt"),
        ("p:7", "sh", "", ""),
        ("p:12", "text", "output", ""),
        ("p:21", "cypher", "not run", "a reason of\ntwo lines"),
        ("p:25", "sh", "", ""),
        ("p:29", "sparql", "", ""),
        ("p:31", "", "", ""),
        ("p:34", "python", "", ""),
    ]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Page]:
    (tmp_path / "page").mkdir()
    made = Page(tmp_path / "page", checkout=False)
    yield made
    made.close()


def test_what_fails_in_a_block_is_told(empty: Page) -> None:
    empty.sh("echo one; sleep 60 &\necho $COLUMNS")
    assert empty.output == "one\n100\n"
    for code in ("false\ntrue", "false | true", "kg nonsense", "echo $unset", "make nonsense", "pip install nonsense"):
        with pytest.raises(AssertionError, match="status"):
            empty.sh(code)
    empty.sh("pip install '.[analysis,check]' && make demo && test ! -e output")
    empty.python("x = 1\nprint(x)")
    empty.python("print(x + 1)")
    assert empty.output == "2\n"
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        empty.python("x / 0")


def main(arguments: list[str]) -> None:
    """Stand in for pip: does the project have what is to be installed?"""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in (argument for argument in arguments if not argument.startswith("-") and argument != "install"):
        name, _, extras = wanted.rstrip("]").partition("[")
        ours = name in {".", "dispute-kg"} and set(filter(None, extras.split(","))) <= set(
            project["optional-dependencies"]
        )
        if not (ours or name in str(project)):
            sys.exit(f"pip: nothing of this project is {wanted!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
