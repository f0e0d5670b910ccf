"""Commands that read text: build and extract."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Format, Model, NoVerdicts, Paths, Published, Quiet, Source, Verbose, Verdicts
from kg.cli.stream import complain, extracted, say, tell, then_failed
from kg.export import EXPORTERS

if TYPE_CHECKING:
    from kg.model import Diagnostic
    from kg.review import Verdict

__all__ = ["build", "extract"]


def build(
    paths: Paths,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FOLDER", help="Where to write.")] = "output",
    published: Published = None,
    source: Source = None,
    model: Model = None,
    verdicts: Verdicts = None,
    no_verdicts: NoVerdicts = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Build everything: statements, graph, page and summary.

    A file verdicts.csv in a folder that is read, or beside a file, is applied; `kg review` writes it.

    Example: kg build articles/ speech.txt --source "The Daily" -o output/
    """
    from kg.catalog import load
    from kg.export.folder import write_folder
    from kg.pipeline import merge
    from kg.review import apply_verdicts

    judged = _judged(paths, verdicts, no_verdicts)
    failed: list[Diagnostic] = []
    kb = merge(then_failed(extracted(paths, published, source, model, failed), failed))
    if not kb.documents:
        raise typer.Exit(1)
    kb = apply_verdicts(kb, judged, catalog=load())
    stale = _stale(kb.diagnostics, silent=verbose)
    if verbose:
        tell(kb.diagnostics)
    write_folder(kb, output)
    counts = f"{len(kb.documents)} documents, {len(kb.statements)} statements"
    counts += f", {len(judged) - stale} of {len(judged)} verdicts" if judged else ""
    say(f"{counts}, {len(failed)} failures; see {output}")
    raise typer.Exit(bool(failed))


def extract(
    paths: Paths,
    format: Format = "jsonl",
    published: Published = None,
    source: Source = None,
    model: Model = None,
    verdicts: Verdicts = None,
    no_verdicts: NoVerdicts = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Print the statements alone, with the verdicts of verdicts.csv as in `kg build`.

    Example: kg extract article.txt --published 2014-01-20 --format jsonl > statements.jsonl
    """
    from kg.catalog import load
    from kg.pipeline import merge
    from kg.review import absent, apply_verdicts, reviewed

    judged = _judged(paths, verdicts, no_verdicts)
    failed: list[Diagnostic] = []
    kbs = extracted(paths, published, source, model, failed, shared=True)
    # Lines stand alone, so each document's can go out at once; a page or a graph needs the whole.
    seen: set[str] = set()
    whole = format != "jsonl"
    parts = [apply_verdicts(merge(kbs), judged, catalog=load())] if whole else reviewed(kbs, judged, catalog=load())
    for kb in parts:
        seen.update(document.id for document in kb.documents)
        sys.stdout.write(EXPORTERS[format](kb))
        sys.stdout.flush()
        _stale(kb.diagnostics, silent=verbose)
        if verbose:
            tell(kb.diagnostics)
    if not whole:
        _stale(absent(judged, seen), silent=False)
    raise typer.Exit(bool(failed))


def _judged(paths: list[str], files: list[str] | None, without: bool) -> tuple[Verdict, ...]:
    """The verdicts that are in force; a file of them that is wrong ends the command before anything is read."""
    from kg.catalog import load
    from kg.review import load_verdicts

    if without and files:
        raise typer.BadParameter("goes with no --verdicts", param_hint="--no-verdicts")
    return () if without else load_verdicts(paths, catalog=load(), files=files)


def _stale(diagnostics: tuple[Diagnostic, ...], *, silent: bool) -> int:
    """How many verdicts could not be applied; each is told, unless all diagnostics are."""
    from kg.review import STALE

    found = [diagnostic for diagnostic in diagnostics if diagnostic.code == STALE]
    for diagnostic in () if silent else found:
        complain(f"{diagnostic.document or '(corpus)'}: {diagnostic.message}")
    return len(found)
