"""Arguments and options that several commands share, and the check of their values."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.answer import FORMATS
from kg.export import EXPORTERS

__all__ = ["Build", "Format", "Model", "Paths", "Published", "Source", "TableFormat"]


def _published(value: str | None) -> str | None:
    from kg.readers import PUBLISHED, is_published

    if value is not None and not is_published(value):
        raise typer.BadParameter(f"{value!r}; allowed: {PUBLISHED}")
    return value


def _format(value: str) -> str:
    if value not in EXPORTERS:
        raise typer.BadParameter(f"{value!r}; allowed: {', '.join(EXPORTERS)}")
    return value


def _table_format(value: str) -> str:
    if value not in FORMATS:
        raise typer.BadParameter(f"{value!r}; allowed: {', '.join(FORMATS)}")
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
Format = Annotated[str, typer.Option("--format", "-f", callback=_format, help=f"One of {', '.join(EXPORTERS)}.")]
TableFormat = Annotated[
    str, typer.Option("--format", "-f", callback=_table_format, help=f"One of {', '.join(FORMATS)}.")
]
