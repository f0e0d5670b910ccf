"""The command line: one command a function, which puts the parts together and has no logic of its own.

Data goes to standard output, everything else to standard error. Exit status: 0 done, 1 something failed, 2 wrong usage.
A file that cannot be read, or a document that cannot be analysed, fails the command after the others are done. Heavy
imports happen inside the commands.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from kg import __version__
from kg.answer import FORMATS
from kg.errors import KgError, ReadError
from kg.export import EXPORTERS

if TYPE_CHECKING:
    from kg.model import Diagnostic, KnowledgeBase

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    help="Build knowledge graphs of territorial disputes from text, every edge traced to the words that carry it.",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


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


def _pairs(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if not value.partition("=")[0].strip("?$ ") or "=" not in value:
            raise typer.BadParameter(f"{value!r}; allowed: a variable, =, and its value")
    return values


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


@app.callback()
def _root(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    pass


@app.command()
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
    kb = merge(_then_failed(_extracted(paths, published, source, model, failed), failed))
    if not kb.documents:
        raise typer.Exit(1)
    write_folder(kb, output)
    _say(f"{len(kb.documents)} documents, {len(kb.statements)} statements, {len(failed)} failures; see {output}")
    raise typer.Exit(bool(failed))


@app.command()
def extract(
    paths: Paths,
    format: Annotated[
        str, typer.Option("--format", "-f", callback=_format, help=f"One of {', '.join(EXPORTERS)}.")
    ] = "jsonl",
    published: Published = None,
    source: Source = None,
    model: Model = None,
) -> None:
    """Print the statements alone.

    Example: kg extract article.txt --published 2014-01-20 --format jsonl > statements.jsonl
    """
    from kg.pipeline import merge

    failed: list[Diagnostic] = []
    kbs = _extracted(paths, published, source, model, failed)
    # Lines stand alone, so each document's can go out at once; a page or a graph needs the whole.
    for kb in kbs if format == "jsonl" else [merge(kbs)]:
        sys.stdout.write(EXPORTERS[format](kb))
        sys.stdout.flush()
    raise typer.Exit(bool(failed))


@app.command()
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


@app.command()
def query(
    question: Annotated[
        str | None, typer.Argument(metavar="SPARQL|NAME", help="A SPARQL query, or the name of a question.")
    ] = None,
    build: Build = "output",
    format: Annotated[
        str, typer.Option("--format", "-f", callback=_table_format, help=f"One of {', '.join(FORMATS)}.")
    ] = "table",
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


@app.command()
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
    _say(f"{findings} findings" if findings else "nothing wrong")
    raise typer.Exit(bool(findings))


def _extracted(
    paths: Iterable[str], published: str | None, source: str | None, model: str | None, failed: list[Diagnostic]
) -> Iterator[KnowledgeBase]:
    """What each document says, as it is done; a file or document that fails is told and put on the list."""
    from kg import catalog, nlp, pipeline
    from kg.model import Diagnostic, Severity
    from kg.readers import read_all

    def unreadable(error: ReadError) -> None:
        failed.append(Diagnostic("unreadable", Severity.ERROR, None, None, str(error)))
        _say(str(error))

    documents = read_all(paths, on_error=unreadable, published=published, source=source)
    for kb in _watched(pipeline.extract(documents, nlp=nlp.load_model(model), catalog=catalog.load())):
        for diagnostic in kb.diagnostics:
            if diagnostic.severity is Severity.ERROR:
                failed.append(diagnostic)
                _say(f"{diagnostic.document}: {diagnostic.message}")
        yield kb


def _then_failed(kbs: Iterable[KnowledgeBase], failed: list[Diagnostic]) -> Iterator[KnowledgeBase]:
    """The knowledge bases, then one with what was put on the list meanwhile."""
    from kg.model import KnowledgeBase

    yield from kbs
    yield KnowledgeBase(diagnostics=tuple(failed))


def _watched(kbs: Iterable[KnowledgeBase]) -> Iterator[KnowledgeBase]:
    """The same; where standard error alone is a terminal, it shows how far things are."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from kbs
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        for number, kb in enumerate(kbs, 1):
            status.update(f"{number} documents read")
            yield kb


def _say(message: str) -> None:
    """One line on standard error."""
    print("kg:", " ".join(message.split()), file=sys.stderr)


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
    try:
        try:
            app(arguments, prog_name="kg")
        finally:
            sys.stdout.flush()
    except KgError as error:
        _say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read has enough. Python would complain when it closes standard output, so give it another.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
