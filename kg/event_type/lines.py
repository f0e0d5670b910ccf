"""Queries as JSON Lines: each line becomes a query, or one line that says what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import ReadError
from kg.event_type.ends import stands_in
from kg.event_type.model import Query

__all__ = ["LONGEST", "Item", "Problem", "read_lines"]

KEYS = ("id", "text", "source", "target")
LONGEST = 100_000
_SHOWN = 60
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A query with the id that its answer gets: a string or a whole number."""

    id: str | int
    query: Query


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line; ``fatal`` where the line cannot be used, else its item follows."""

    error: ReadError
    fatal: bool


def read_lines(lines: Iterable[bytes], file: str) -> Iterator[Item | Problem]:
    """What each line holds, in order; blank lines are passed over, and an empty file yields nothing.

    A line that is not UTF-8 or JSON, is no object, lacks a key or has a value of another kind yields a problem alone.
    An end that does not stand in the text yields a problem and then the item: the text alone may still tell the type.

    Parameters
    ----------
    lines
        JSON objects in UTF-8 with ``id`` (a string or whole number), ``text``, ``source`` and ``target`` (strings);
        other keys are left alone.
    file
        How problems call the file.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        try:
            item = _item(line, where)
        except ReadError as error:
            yield Problem(error, fatal=True)
            continue
        for key, end in (("source", item.query.source), ("target", item.query.target)):
            if stands_in(item.query.text, end) is None:
                unplaced = ReadError(where, f"{key} is {_short(end)}", "a piece of text; classified without it")
                yield Problem(unplaced, fatal=False)
        yield item


def _item(line: bytes, where: str) -> Item:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadError(where, f"byte {error.start} of the line is not UTF-8", "JSON Lines in UTF-8") from error
    except (ValueError, RecursionError) as error:
        shown = _short(line.decode().strip())
        raise ReadError(where, f"{shown} is not JSON ({error})", "one JSON object a line") from error
    if not isinstance(record, dict):
        raise ReadError(where, f"a JSON {type(record).__name__}", f"an object with {', '.join(KEYS)}")
    for key in KEYS:
        if key not in record:
            raise ReadError(where, f"no key {key}", f"an object with {', '.join(KEYS)}")
    known = record["id"]
    if isinstance(known, bool) or not isinstance(known, str | int):
        raise ReadError(where, f"id is {_short(known)}", "a string or a whole number")
    for key in KEYS[1:]:
        if not isinstance(record[key], str):
            raise ReadError(where, f"{key} is {_short(record[key])}", "a string")
    for key, value in record.items():
        if key in KEYS and isinstance(value, str) and _SURROGATE.search(value):
            raise ReadError(where, f"{key} is {_short(value)}", "whole characters, no half of a surrogate pair")
    if not record["text"].strip() or len(record["text"]) > LONGEST:
        problem = f"text is {_short(record['text'])}, {len(record['text'])} characters"
        raise ReadError(where, problem, f"1 to {LONGEST} characters, not all blank")
    return Item(known, Query(record["text"], record["source"], record["target"]))


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
