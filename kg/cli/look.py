"""Commands that look into a build: explain, query and check."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Build, TableFormat
from kg.cli.stream import say

__all__ = ["check", "explain", "query"]


def _pairs(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if not value.partition("=")[0].strip("?$ ") or "=" not in value:
            raise typer.BadParameter(f"{value!r}; allowed: a variable, =, and its value")
    return values


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


def query(
    question: Annotated[
        str | None, typer.Argument(metavar="SPARQL|NAME", help="A SPARQL query, or the name of a question.")
    ] = None,
    build: Build = "output",
    format: TableFormat = "table",
    fixed: Annotated[
        list[str] | None,
        typer.Option(
            "--set", "-s", metavar="VARIABLE=VALUE", callback=_pairs, help="Fix a variable to an id or a name."
        ),
    ] = None,
    names: Annotated[bool, typer.Option("--list", help="Show the named questions instead.")] = False,
) -> None:
    """Ask SPARQL or a named question of a build.

    Example: kg query who-claims-what --set territory=Etorofu --format csv --build output/
    """
    from pathlib import Path

    from kg.query import Answer, formatted, named_queries
    from kg.query import query as ask

    if names:
        rows = tuple((known.name, known.question, ", ".join(known.parameters)) for known in named_queries().values())
        answer = Answer(("name", "question", "variables"), rows)
    elif question is None:
        raise typer.BadParameter("missing; give a query, a name, or --list", param_hint="SPARQL|NAME")
    else:
        answer = ask(Path(build), question, parameters=dict(pair.split("=", 1) for pair in fixed or ()))
    sys.stdout.write(formatted(answer, format))


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
