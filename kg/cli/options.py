"""Arguments and options that several commands share, and the check of their values."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.answer import FORMATS
from kg.cli.hints import one_of
from kg.cli.stream import hush
from kg.export import EXPORTERS

__all__ = [
    "Build",
    "Format",
    "Model",
    "NoVerdicts",
    "Paths",
    "Published",
    "Quiet",
    "Source",
    "TableFormat",
    "Verbose",
    "Verdicts",
]


def _published(value: str | None) -> str | None:
    from kg.readers import PUBLISHED, is_published

    if value is not None and not is_published(value):
        raise typer.BadParameter(f"{value!r}; allowed: {PUBLISHED}")
    return value


def _format(value: str) -> str:
    if value not in EXPORTERS:
        raise typer.BadParameter(one_of(value, EXPORTERS))
    return value


def _table_format(value: str) -> str:
    if value not in FORMATS:
        raise typer.BadParameter(one_of(value, FORMATS))
    return value


def _quiet(value: bool) -> bool:
    # `kg --quiet build` has said so already, and the default of the command must not take it back.
    if value:
        hush(True)
    return value


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files (.txt, .md, .jsonl), folders, or - for standard input."),
]
Build = Annotated[str, typer.Option("--build", "-b", metavar="FOLDER", help="A folder that `kg build` wrote.")]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", callback=_published, help="Publication date of documents that do not say: 2014-01-31."
    ),
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="Source of documents that do not say.")]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="An installed spaCy pipeline or its folder; default: en_core_web_md.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        callback=_format,
        autocompletion=lambda: sorted(EXPORTERS),
        help=f"One of {', '.join(EXPORTERS)}.",
    ),
]
TableFormat = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        callback=_table_format,
        autocompletion=lambda: sorted(FORMATS),
        help=f"One of {', '.join(FORMATS)}.",
    ),
]
Verdicts = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE", help="A curator's verdicts, repeatable; default: verdicts.csv in or beside each PATH."
    ),
]
NoVerdicts = Annotated[bool, typer.Option("--no-verdicts", help="What the machine reads alone.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", callback=_quiet, help="Say nothing but errors.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Tell what was left out and why, with document and offsets.")
]
