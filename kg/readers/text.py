"""Plain text and Markdown: an optional front matter, an article, and readers' comments below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Document
from kg.readers.comments import split_comments
from kg.readers.decode import BinaryContent, decode
from kg.readers.origin import Origin
from kg.readers.published import PUBLISHED, is_published

__all__ = ["read_text"]

LONGEST_TITLE = 120

_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(.*?)^---[ \t]*(?:\r\n|\n|\r|\Z)\s*?(?=^[ \t]*\S|\Z)", re.S | re.M)
_FRONT_LINE = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]+(.*\S)")
_TITLE = re.compile(r"\s*?^[ \t]*(?:#+[ \t]+)?([^\s][^\r\n]*?)[ \t]*(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)", re.M)


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Document | ReadError]:
    """The article of a file, then each reader's comment below it, or the one error that tells why there is none.

    The front matter is not part of the text; a title that stands in the first line is. A comment has the article's
    source and date, its writer as author, and ``<article>#comment-<n>`` as id.
    """
    try:
        text = decode(stream.read())
    except BinaryContent as error:
        yield ReadError(origin.path, str(error), "a text file")
        return
    known, text = _front_matter(text)
    if not text.strip():
        yield ReadError(origin.path, "empty", "a file with text")
        return
    published = known.get("published", origin.published)
    if published is not None and not is_published(published):
        yield ReadError(origin.path, f"published is {published!r}", PUBLISHED)
        return
    article, comments = split_comments(text)
    document = Document(
        id=origin.document_id(text),
        text=article,
        title=known.get("title") or _title(article),
        source=known.get("source", origin.source),
        url=known.get("url"),
        published=published,
        language=known.get("language"),
        author=known.get("author"),
    )
    yield document
    for number, comment in enumerate(comments, 1):
        yield Document(
            id=f"{document.id}#comment-{number}",
            text=comment.text,
            source=document.source,
            url=document.url,
            published=document.published,
            language=document.language,
            author=comment.author,
            part_of=document.id,
        )


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """Keys and values of the front matter, and the text after it; without one, nothing and the text as it is.

    Two rules around prose are no front matter: at least one line must be a key with its value.
    """
    found = _FRONT_MATTER.match(text)
    lines = [_FRONT_LINE.fullmatch(line.strip()) for line in found[1].splitlines()] if found else []
    known = {line[1].lower(): _unquoted(line[2]) for line in lines if line}
    return (known, text[found.end() :]) if found and known else ({}, text)


def _unquoted(value: str) -> str:
    """The value without the quotes around it that YAML allows."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _title(text: str) -> str | None:
    """The first line, if it is short and a blank line follows; a Markdown heading without its marks."""
    found = _TITLE.match(text)
    return found[1] if found and len(found[1]) < LONGEST_TITLE else None
