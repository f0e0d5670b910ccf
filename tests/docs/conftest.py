"""The pages of the project as a Markdown parser reads them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
COMMENT = re.compile(r"\s*<!--\s*(not run|file|append to|output)(?::\s*(.+?))?\s*-->\s*", re.DOTALL)
# An indented block has no language: it is taken for the shell's if every line begins with one of these.
COMMANDS = re.compile(r"(kg|make|pip|python|grep|\.venv/bin/\w+) ")
PARSER = MarkdownIt("commonmark").enable("table")
PIP = Path(__file__).with_name("installable.py")
SECONDS = 120

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


@dataclass(frozen=True)
class Block:
    """A code block: its language (empty: not said), its code, and the comment before it, as (what, about what)."""

    where: str
    language: str
    code: str
    mark: str = ""
    about: str = ""


def blocks(text: str, page: str) -> list[Block]:
    """Every code block of a page, in order, those of Sphinx's directives left out."""
    found, before = [], ""
    for token in PARSER.parse(text):
        if token.type in {"fence", "code_block"} and token.map:
            language = token.info.split(" ")[0] if token.type == "fence" else indented(token.content)
            comment = COMMENT.fullmatch(before)
            marked = (comment[1], comment[2] or "") if comment else ("", "")
            if not language.startswith("{"):
                found.append(Block(f"{page}:{token.map[0] + 1}", language, token.content, *marked))
        before = token.content if token.type == "html_block" else ""
    return found


def indented(code: str) -> str:
    """What an indented block is by its first words; empty: nobody knows."""
    lines = code.replace("\\\n", " ").splitlines()
    if all(COMMANDS.match(line) for line in lines if line.strip() and not line.startswith(" ")):
        return "sh"
    return "sparql" if re.match(r"(SELECT|ASK|PREFIX|CONSTRUCT|DESCRIBE)\b", code) else ""


def names() -> list[str]:
    """The pages, as paths from the root."""
    pages = sorted((ROOT / "docs").glob("*.md"))
    return ["README.md", "CONTRIBUTING.md", *(str(page.relative_to(ROOT)) for page in pages)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``page`` runs once a page."""
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", names())


@pytest.fixture
def text(page: str) -> str:
    """What the page holds."""
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture
def found(page: str, text: str) -> list[Block]:
    """The page's code blocks."""
    return blocks(text, page)


@pytest.fixture
def parse() -> Callable[[str, str], list[Block]]:
    """Finds the blocks of a text."""
    return blocks


class Page:
    """A folder in which the blocks of one page run."""

    def __init__(self, folder: Path, *, checkout: bool) -> None:
        self.folder, self.output = folder, ""
        tools = folder.parent / f"{folder.name}-tools"
        tools.mkdir()
        # `make` says what it would do, `pip` whether the extras are ours: neither changes the environment.
        shims = {"make": f'exec /usr/bin/make -n -C "{ROOT}" "$@"', "pip": f'exec python "{PIP}" "$@"'}
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


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Page]:
    """A page without anything in its folder."""
    (tmp_path / "page").mkdir()
    made = Page(tmp_path / "page", checkout=False)
    yield made
    made.close()
