"""From JSON Lines back to values: the other direction of ``jsonl.py``, strict about what it reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from kg.errors import BuildError
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
    When,
)

__all__ = ["parse_diagnostics", "parse_documents", "parse_entities", "parse_statements"]

Record = dict[str, Any]


def parse_statements(text: str, file: str = "statements.jsonl") -> tuple[Statement, ...]:
    """Statements in the order in which each first occurs; the evidence of one may stand in several places.

    Parameters
    ----------
    text
        The lines; an empty string gives no statement.
    file
        How errors call it.

    Raises
    ------
    BuildError
        With file, line and what is wrong, on the first line that is not what ``to_jsonl`` writes.
    """
    found: dict[tuple[str, str, str], list[Evidence]] = {}
    for key, evidence in _parse(text, file, _evidence):
        found.setdefault(key, []).append(evidence)
    return tuple(Statement(*key, evidence=tuple(evidence)) for key, evidence in found.items())


def parse_documents(text: str, file: str = "documents.jsonl") -> tuple[Document, ...]:
    """Documents, as :func:`parse_statements` reads statements."""
    return tuple(_parse(text, file, lambda record: Document(**record)))


def parse_entities(text: str, file: str = "entities.jsonl") -> tuple[Entity, ...]:
    """Entities, as :func:`parse_statements` reads statements."""
    return tuple(_parse(text, file, _entity))


def parse_diagnostics(text: str, file: str = "diagnostics.jsonl") -> tuple[Diagnostic, ...]:
    """Diagnostics, as :func:`parse_statements` reads statements."""
    return tuple(_parse(text, file, _diagnostic))


def _parse[T](text: str, file: str, build: Callable[[Record], T]) -> Iterator[T]:
    # Only line feeds part lines: U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise TypeError(f"a JSON {type(record).__name__} in place of an object")
            yield build(record)
        except KeyError as error:
            raise BuildError(f"{file}, line {number}: no key {error}; build the folder anew") from error
        except (ValueError, TypeError) as error:
            raise BuildError(f"{file}, line {number}: {error}; build the folder anew") from error


def _evidence(record: Record) -> tuple[tuple[str, str, str], Evidence]:
    key = (record["subject"]["id"], record["relation"], record["object"]["id"])
    words, holder = record["time_words"], record["holder"]
    when = None
    if words is not None:
        when = When(record["time"], words, record["time_resolution"], record["time_against"])
    return key, Evidence(
        document=record["document"],
        span=Span(record["start"], record["end"]),
        quote=record["quote"],
        holder=holder and holder["id"],
        polarity=Polarity(record["polarity"]),
        modality=Modality(record["modality"]),
        when=when,
        count=record["count"],
        rule=record["rule"],
        confidence=record["confidence"],
    )


def _entity(record: Record) -> Entity:
    names = tuple(
        Name(name["text"], name["language"], tuple(name["used_by"]), name["note"]) for name in record["names"]
    )
    return Entity(record["id"], Kind(record["kind"]), names, tuple(record["same_as"]))


def _diagnostic(record: Record) -> Diagnostic:
    span = None if record["start"] is None else Span(record["start"], record["end"])
    return Diagnostic(record["code"], Severity(record["severity"]), record["document"], span, record["message"])
