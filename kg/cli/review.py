"""The curator's loop: kg review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Quiet
from kg.cli.stream import say

__all__ = ["review"]


def review(
    build: Annotated[str, typer.Argument(metavar="[BUILD]", help="A folder that `kg build` wrote.")] = "output",
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write the review; default: print it.")
    ] = None,
    filled: Annotated[
        str | None, typer.Option("--import", "-i", metavar="FILE", help="Take in a review that a curator filled.")
    ] = None,
    verdicts: Annotated[
        str | None,
        typer.Option(metavar="FOLDER|FILE", help="Where the verdicts are kept: the folder of the corpus, or a file."),
    ] = None,
    curator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides: filled in, or meant where a line does not say.")
    ] = None,
    below: Annotated[
        float | None, typer.Option(metavar="X", min=0, max=1, help="Only evidence with less confidence than this.")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=0, help="The first lines only.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a review that has verdicts in it.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a build's statements as a table to edit, least sure first, and take the curator's verdicts back.

    Fill the column verdict with accept, reject or correct (and what is right in the columns new_…), or write a line
    with add and a quote. `kg build` applies the verdicts from then on.

    Example: kg review output/ -o review.csv && kg review output/ --import review.csv --verdicts articles/
    """
    from kg.catalog import load
    from kg.export.folder import read_folder
    from kg.review import Decision, keep, ledger_file, load_verdicts, read_review, save_sheet, sheet

    kb = read_folder(build)
    if filled is not None:
        if verdicts is None:
            raise typer.BadParameter("missing; give the folder of the corpus", param_hint="--verdicts")
        file = ledger_file(Path(verdicts))
        earlier = load_verdicts([], catalog=load(), files=[file] if file.exists() else [])
        found = read_review(Path(filled), kb, catalog=load(), curator=curator, earlier=earlier)
        total = keep(found, file, catalog=load())
        counts = (sum(verdict.decision is decision for verdict in found) for decision in Decision)
        told = ", ".join(f"{decision} {number}" for decision, number in zip(Decision, counts, strict=True))
        say(f"{len(found)} verdicts ({told}); {file} has {total} now, and `kg build {file.parent}` applies them")
        return
    content = sheet(kb, curator=curator or "", below=below, limit=limit)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    lines = save_sheet(content, Path(output), force=force)
    then = f"kg review {build} --import {output} --verdicts FOLDER"
    say(f"{lines} lines in {output}; fill the column verdict, then: {then}")
