"""Links of the pages lead somewhere: to a file that is there, and to a heading that it has."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
PARSER = MarkdownIt("commonmark").enable("table")


def flat(tokens: list[Token]) -> list[Token]:
    return [part for token in tokens for part in (token, *flat(token.children or []))]


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead to, in order."""
    tokens = flat(PARSER.parse(text))
    found = [token.attrGet("href") or token.attrGet("src") for token in tokens if token.type in {"link_open", "image"}]
    return [str(target) for target in found]


@cache
def anchors(file: Path) -> frozenset[str]:
    """What may stand behind the ``#``: headings as GitHub and MyST name them, or ids of HTML."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        return html_ids(text)
    tokens = PARSER.parse(text)
    found: dict[str, int] = {}
    names = []
    for opened, inline in pairwise(tokens):
        if opened.type == "heading_open":
            # A code point of a heading that is no letter, digit, hyphen or space has no part in its anchor.
            shown = "".join(part.content for part in inline.children or [])
            name = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
            names.append(f"{name}-{found[name]}" if name in found else name)
            found[name] = found.get(name, 0) + 1
    return frozenset(names)


def html_ids(text: str) -> frozenset[str]:
    found: set[str] = set()

    class Ids(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(value for name, value in attrs if name in {"id", "name"} and value)

    Ids().feed(text)
    return frozenset(found)


def wrong(page: Path, text: str) -> list[str]:
    """The links of a page that lead nowhere; addresses on the network are not asked."""
    found = []
    for target in links(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            found.append(target)
    return found


def test_every_link_leads_somewhere(page: str, text: str) -> None:
    assert wrong(ROOT / page, text) == []


def test_a_wrong_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# A `b` c: d?\n\n## Same\n\n## Same\n")
    text = (
        "# Here\n[1](other.md#a-b-c-d) [2](other.md#same-1) [3](#here) [4](https://x.example/y#z) ![5](no.png)\n"
        "| a |\n|---|\n| [6](other.md#c) |\n\n    [7](code.md)\n"
    )
    page = tmp_path / "page.md"
    page.write_text(text)
    assert wrong(page, text) == ["no.png", "other.md#c"]
