"""Commands about events: event-type."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.stream import complain

if TYPE_CHECKING:
    from kg.event_type.lines import Item

__all__ = ["event_type"]


def event_type(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="JSON Lines with id, text, and source and target as they stand in it; - for standard input.",
        ),
    ],
) -> None:
    """Name the PLOVER event type of acts whose two ends are known.

    A line that cannot be read is told and left out, and the command ends with 1. An end that does not stand in the text
    is told, and the text classified without it.

    Example: kg event-type sentences.jsonl > types.jsonl
    """
    from itertools import tee

    from kg.event_type import classify, load
    from kg.event_type.lines import Problem, read_lines
    from kg.nlp import load_model

    lines = _lines(file)
    failed = False

    def items() -> Iterator[Item]:
        nonlocal failed
        for found in read_lines(lines, "standard input" if file == "-" else file):
            if isinstance(found, Problem):
                failed = failed or found.fatal
                complain(str(found.error))
            else:
                yield found

    ours, theirs = tee(items())
    weights = load()
    guesses = classify((item.query for item in theirs), nlp=load_model(None), model=weights)
    for item, guess in zip(ours, guesses, strict=True):
        record = {"id": item.id, "plover": guess.plover, "confidence": guess.confidence}
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    raise typer.Exit(failed)


def _lines(file: str) -> list[bytes]:
    """The lines of a file, or of standard input; only line feeds part lines."""
    from pathlib import Path

    from kg.errors import ReadError

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise ReadError(file, error.strerror or str(error), "a readable file in JSON Lines, or -") from error
    return data.split(b"\n")
