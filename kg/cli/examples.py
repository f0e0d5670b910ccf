"""The command that shows the example corpus and copies it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import TableFormat
from kg.cli.stream import say

__all__ = ["examples"]


def examples(
    copy: Annotated[
        str | None, typer.Option("--copy", metavar="FOLDER", help="Copy the documents to a new or an empty folder.")
    ] = None,
    format: TableFormat = "table",
) -> None:
    """List the example documents that ship with the package, or copy them.

    Example: kg examples --copy examples/ && kg build examples/ -o output/
    """
    from dataclasses import astuple, fields

    from kg.answer import Answer, formatted
    from kg.examples import Example, copy_examples
    from kg.examples import examples as listed

    if copy is not None:
        say(f"{len(copy_examples(copy))} files in {copy}")
        return
    columns = tuple(field.name for field in fields(Example))
    sys.stdout.write(formatted(Answer(columns, tuple(astuple(example) for example in listed())), format))
