"""Commands that read text: build and extract."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Format, Model, Paths, Published, Source
from kg.cli.stream import extracted, say, then_failed
from kg.export import EXPORTERS

if TYPE_CHECKING:
    from kg.model import Diagnostic

__all__ = ["build", "extract"]


def build(
    paths: Paths,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FOLDER", help="Where to write.")] = "output",
    published: Published = None,
    source: Source = None,
    model: Model = None,
) -> None:
    """Build everything: statements, graph, page and summary.

    Example: kg build articles/ speech.txt --source "The Daily" -o output/
    """
    from kg.export.folder import write_folder
    from kg.pipeline import merge

    failed: list[Diagnostic] = []
    kb = merge(then_failed(extracted(paths, published, source, model, failed), failed))
    if not kb.documents:
        raise typer.Exit(1)
    write_folder(kb, output)
    say(f"{len(kb.documents)} documents, {len(kb.statements)} statements, {len(failed)} failures; see {output}")
    raise typer.Exit(bool(failed))


def extract(
    paths: Paths,
    format: Format = "jsonl",
    published: Published = None,
    source: Source = None,
    model: Model = None,
) -> None:
    """Print the statements alone.

    Example: kg extract article.txt --published 2014-01-20 --format jsonl > statements.jsonl
    """
    from kg.pipeline import merge

    failed: list[Diagnostic] = []
    kbs = extracted(paths, published, source, model, failed)
    # Lines stand alone, so each document's can go out at once; a page or a graph needs the whole.
    for kb in kbs if format == "jsonl" else [merge(kbs)]:
        sys.stdout.write(EXPORTERS[format](kb))
        sys.stdout.flush()
    raise typer.Exit(bool(failed))
