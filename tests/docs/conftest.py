"""The pages of the project as a Markdown parser reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
COMMENT = re.compile(r"\s*<!--\s*(not run|file|append to|output)(?::\s*(.+?))?\s*-->\s*", re.DOTALL)
# An indented block has no language: it is taken for the shell's if every line begins with one of these.
COMMANDS = re.compile(r"(kg|make|pip|python|grep|\.venv/bin/\w+) ")
PARSER = MarkdownIt("commonmark").enable("table")


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
