"""Comments of readers below an article: a bullet with a name, a blank line, indented text, then only more of these."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Comment", "split_comments"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_WORD = r"[^\W_][\w.'’-]*"
_HEAD = re.compile(rf"[ \t]*[•*-][ \t]+({_WORD}(?:[ \t]+{_WORD}){{0,3}})[ \t]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """What one reader wrote; the indentation that all its lines share is taken away."""

    author: str
    text: str


def split_comments(text: str) -> tuple[str, tuple[Comment, ...]]:
    """The article as it is up to the first comment, and the comments.

    A list inside an article is no comment: after the first comment every line must be blank, indented, or the head of
    another comment. Text without comments comes back whole, as does text that would leave no article.
    """
    lines = [line for line in _LINE.findall(text) if line]
    heads = {number: name for number in range(len(lines)) if (name := _head(lines, number))}
    plain = (n for n, line in enumerate(lines) if n not in heads and not _blank(line) and not _indented(line))
    last = max(plain, default=-1)
    starts = [number for number in heads if number > last]
    if not starts or last < 0:
        return text, ()
    ends = [*starts[1:], len(lines)]
    comments = (Comment(heads[start], _dedent(lines[start + 1 : end])) for start, end in zip(starts, ends, strict=True))
    return "".join(lines[: starts[0]]), tuple(comments)


def _head(lines: list[str], number: int) -> str | None:
    """The name in the line, if it opens a comment: the line below is blank and the text after it indented."""
    found = _HEAD.fullmatch(lines[number].rstrip("\r\n"))
    if not found or number + 2 >= len(lines) or not _blank(lines[number + 1]):
        return None
    below = map(lines.__getitem__, range(number + 2, len(lines)))
    after = next((line for line in below if not _blank(line)), "")
    return found[1] if _indented(after) and not _HEAD.fullmatch(after.rstrip("\r\n")) else None


def _blank(line: str) -> bool:
    return not line.strip()


def _indented(line: str) -> bool:
    return line[:1] in {" ", "\t"} and not _blank(line)


def _dedent(lines: list[str]) -> str:
    """The lines without their common indentation and without blank lines around them; line ends stay."""
    margin = min(len(line) - len(line.lstrip(" \t")) for line in lines if not _blank(line))
    return "".join(line.lstrip(" \t") if _blank(line) else line[margin:] for line in lines).strip()
