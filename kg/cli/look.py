"""Commands that look into a build: explain and check."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Build
from kg.cli.stream import say

__all__ = ["check", "explain"]


def explain(
    statement: Annotated[str, typer.Argument(metavar="ID", help="A statement's id, or its first digits.")],
    build: Build = "output",
) -> None:
    """Show quotes, holders, times and rules behind one statement.

    Example: kg explain 3b39a9b4 --build output/
    """
    from kg.export.explain import explain
    from kg.export.folder import read_folder

    sys.stdout.write(explain(read_folder(build), statement))


def check(
    build: Annotated[
        str | None, typer.Option("--build", "-b", metavar="FOLDER", help="Also a folder that `kg build` wrote.")
    ] = None,
) -> None:
    """Check the package's data and ontology, and a build.

    Example: kg check --build output/
    """
    from pathlib import Path

    from kg.check import check

    findings = 0
    for finding in check(None if build is None else Path(build)):
        findings += 1
        print(finding)
    say(f"{findings} findings" if findings else "nothing wrong")
    raise typer.Exit(bool(findings))
