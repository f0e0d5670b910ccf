"""The command line: one command a function, which puts the parts together and has no logic of its own.

Data goes to standard output, everything else to standard error. Exit status: 0 done, 1 something failed, 2 wrong usage.
A file that cannot be read, or a document that cannot be analysed, fails the command after the others are done. Heavy
imports happen inside the commands. A command is a function in a file here and a line in ``COMMANDS``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from types import MappingProxyType
from typing import Annotated

import typer

from kg import __version__
from kg.cli import analyze, doctor, events, examples, export, look, query, review, text
from kg.cli.hints import with_hint
from kg.cli.options import Quiet
from kg.cli.stream import complain, hush
from kg.errors import KgError, ReviewError

__all__ = ["COMMANDS", "app", "main"]

COMMANDS: Mapping[str, Callable[..., None]] = MappingProxyType(
    {
        "build": text.build,
        "extract": text.extract,
        "event-type": events.event_type,
        "explain": look.explain,
        "review": review.review,
        "query": query.query,
        "analyze": analyze.analyze,
        "check": look.check,
        "push": query.push,
        "export": export.export,
        "examples": examples.examples,
        "doctor": doctor.doctor,
    }
)
"""Every command by its name, in the order of the help."""

app = typer.Typer(
    name="kg",
    help="Build knowledge graphs of territorial disputes from text, every edge traced to the words that carry it.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
    quiet: Quiet = False,
) -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit; an error that is meant for the user becomes one line on standard error.

    Parameters
    ----------
    arguments
        What follows the program's name; None: what the shell gave.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    hush(False)
    try:
        try:
            app(arguments, prog_name="kg")
        finally:
            sys.stdout.flush()
    except ReviewError as error:
        for problem in error.problems[:-1]:
            complain(problem)
        complain(with_hint(ReviewError(error.problems[-1:])))
        sys.exit(1)
    except KgError as error:
        complain(with_hint(error))
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read has enough. Python would complain when it closes standard output, so give it another.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
