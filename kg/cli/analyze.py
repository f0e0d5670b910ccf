"""The command that runs analyses: kg analyze."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Build, TableFormat
from kg.cli.stream import say

__all__ = ["analyze"]

_PLAIN = ("csv", "json")


def analyze(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The name of an analysis; see --list.")] = None,
    build: Build = "output",
    policy: Annotated[
        str,
        typer.Option(
            metavar="POLICY",
            help="Whose word counts: everything, asserted, side:NAME, source:NAME, before:DATE, or several with +.",
        ),
    ] = "everything",
    format: TableFormat = "table",
    about: Annotated[
        list[str] | None,
        typer.Option("--about", "--territory", "-t", metavar="NAME", help="Only this one and its parts; repeatable."),
    ] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="NAME", help="Where a chain begins.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="NAME", help="Where a chain ends.")] = None,
    most: Annotated[int | None, typer.Option(metavar="N", help="So many chains at most.")] = None,
    unreal: Annotated[bool, typer.Option("--unreal", help="Chains over plans, wishes and denials too.")] = False,
    by: Annotated[str | None, typer.Option(metavar="PERIOD", help="month or year.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day: 1945, 1945-08 or 1945-08-15.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    apart: Annotated[bool, typer.Option("--apart", help="Keep leaders and bodies apart from their state.")] = False,
    method: Annotated[str | None, typer.Option(metavar="NAME", help="How blocs are found: louvain or leiden.")] = None,
    resolution: Annotated[float | None, typer.Option(metavar="X", help="Above 1: more and smaller blocs.")] = None,
    against: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="The earlier build, for the analysis of changes.")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=0, help="The first rows only.")] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Show ids in place of labels.")] = False,
    names: Annotated[bool, typer.Option("--list", help="Show the analyses instead.")] = False,
) -> None:
    """Answer one question about a whole build: who is central, who clashes with whom, what sources disagree on.

    Example: kg analyze escalation --territory "Kuril Islands" --by year --policy asserted --build output/
    """
    from kg.analysis.ask import analyze, listing
    from kg.answer import formatted
    from kg.export.folder import read_folder

    if names:
        sys.stdout.write(formatted(listing(), format))
        return
    if name is None:
        raise typer.BadParameter("missing; give a name, or --list", param_hint="NAME")
    table = analyze(
        read_folder(build),
        name,
        policy=policy,
        earlier=None if against is None else read_folder(against),
        ids=ids,
        limit=limit,
        about=about or None,
        start=start,
        end=end,
        most=most,
        unreal=unreal,
        by=by,
        since=since,
        until=until,
        apart=apart,
        method=method,
        resolution=resolution,
    )
    if format in _PLAIN:
        sys.stdout.write(formatted(table.answer, format))
    else:
        sys.stdout.write(f"{table.heading}\n\n{formatted(table.body, format)}")
    say(f"{name}: {len(table.answer.rows)} rows, policy {table.policy}")
