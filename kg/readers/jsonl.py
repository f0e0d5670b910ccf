"""JSON Lines: one document a line, in UTF-8; a bad line is an error of its own and the other lines go on."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Document
from kg.readers.origin import Origin
from kg.readers.published import PUBLISHED, is_published

__all__ = ["read_jsonl"]

_OPTIONAL = ("title", "source", "url", "published", "language", "author", "part_of")


class _Bad(ValueError):
    """What is wrong with a line, and what may stand there."""

    def __init__(self, problem: str, allowed: str) -> None:
        super().__init__(problem)
        self.problem, self.allowed = problem, allowed


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Document | ReadError]:
    """A document or an error for each line that is not blank.

    ``text`` is needed. ``id`` (a string or a whole number) is the file's id and the line's number where it is missing;
    ``title``, ``source``, ``url``, ``published``, ``language``, ``author`` and ``part_of`` are strings or null. Other
    keys are left alone.
    """
    anything = False
    # Bytes are cut at line feeds only: U+2028 and its like may stand inside a JSON string.
    for number, given in enumerate(stream, 1):
        line = given.removeprefix(codecs.BOM_UTF8) if number == 1 else given
        if not line.strip():
            continue
        anything = True
        try:
            yield _document(line, number, origin)
        except _Bad as bad:
            yield ReadError(f"{origin.path}, line {number}", bad.problem, bad.allowed)
    if not anything:
        yield ReadError(origin.path, "empty", "a JSON object a line")


def _document(line: bytes, number: int, origin: Origin) -> Document:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _Bad(f"byte {error.start} is not UTF-8", "JSON Lines in UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Bad(f"not JSON ({error})", "a JSON object a line") from error
    if not isinstance(record, dict):
        raise _Bad(f"a JSON {type(record).__name__}", "a JSON object a line")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _Bad(f"text is {text!r}" if "text" in record else "no text", "a string that is not empty")
    given = record.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip()):
        raise _Bad(f"id is {given!r}", "a string or a whole number")
    values: dict[str, str | None] = {}
    for key in _OPTIONAL:
        value = record.get(key)
        if value is not None and not isinstance(value, str):
            raise _Bad(f"{key} is {value!r}", "a string or null")
        values[key] = value or None
    published = values.pop("published") or origin.published
    if published is not None and not is_published(published):
        raise _Bad(f"published is {published!r}", PUBLISHED)
    source = values.pop("source") or origin.source
    name = f"{origin.document_id(text)}-{number}" if given is None else str(given)
    try:
        "".join([text, name, source or "", *(value or "" for value in values.values())]).encode("utf-8")
    except UnicodeEncodeError as error:
        raise _Bad("half of a surrogate pair", "whole characters") from error
    return Document(id=name, text=text, source=source, published=published, **values)
