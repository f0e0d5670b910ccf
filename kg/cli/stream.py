"""Documents to knowledge bases, with progress and failures told on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import ReadError
    from kg.model import Diagnostic, KnowledgeBase

__all__ = ["complain", "extracted", "hush", "say", "tell", "then_failed"]

_QUIET: ContextVar[bool] = ContextVar("quiet", default=False)


def extracted(
    paths: Sequence[str],
    published: str | None,
    source: str | None,
    model: str | None,
    failed: list[Diagnostic],
    *,
    shared: bool = False,
) -> Iterator[KnowledgeBase]:
    """What each document says, as it is done; a file or document that fails is told and put on the list.

    With ``shared``, standard output has data meanwhile: on one terminal with it, a progress bar would tear them apart.
    """
    from kg import catalog, nlp, pipeline
    from kg.model import Diagnostic, Severity
    from kg.readers import read_all

    def unreadable(error: ReadError) -> None:
        failed.append(Diagnostic("unreadable", Severity.ERROR, None, None, str(error)))
        complain(str(error))

    documents = read_all(paths, on_error=unreadable, published=published, source=source)
    kbs = pipeline.extract(documents, nlp=nlp.load_model(model), catalog=catalog.load())
    for kb in _watched(kbs, paths) if _has_bar(shared) else kbs:
        for diagnostic in kb.diagnostics:
            if diagnostic.severity is Severity.ERROR:
                failed.append(diagnostic)
                complain(f"{diagnostic.document}: {diagnostic.message}")
        yield kb


def then_failed(kbs: Iterable[KnowledgeBase], failed: list[Diagnostic]) -> Iterator[KnowledgeBase]:
    """The knowledge bases, then one with what was put on the list meanwhile."""
    from kg.model import KnowledgeBase

    yield from kbs
    yield KnowledgeBase(diagnostics=tuple(failed))


def _has_bar(shared: bool) -> bool:
    """Whether standard error is a terminal that can show a bar, and nobody asked for silence."""
    if _QUIET.get() or not sys.stderr.isatty() or os.environ.get("TERM", "") in {"dumb", "unknown"}:
        return False
    return not (shared and sys.stdout.isatty())


def _watched(kbs: Iterable[KnowledgeBase], paths: Sequence[str]) -> Iterator[KnowledgeBase]:
    """The same, with a bar: documents done, how many a second, and the time left where their number is known."""
    from time import monotonic

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents, {task.fields[rate]:.1f}/s, left:"),
        TimeRemainingColumn(),
    )
    started = monotonic()
    # rich itself keeps to NO_COLOR and COLUMNS; it would put what is printed meanwhile on the bar's own stream.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    with bar as progress:
        task = progress.add_task("reading", total=_number(paths), rate=0.0)
        for done, kb in enumerate(kbs, 1):
            progress.update(task, completed=done, rate=done / max(monotonic() - started, 1e-3))
            yield kb


def _number(paths: Sequence[str]) -> int | None:
    """How many documents there are: reading takes little beside parsing; None where standard input is among them."""
    from kg.readers import STDIN, read_all

    if STDIN in paths:
        return None
    return sum(1 for _ in read_all(paths, on_error=lambda _: None))


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """A line for each diagnostic with its document and offsets; errors were told when they happened."""
    from kg.model import Severity

    for diagnostic in diagnostics:
        if diagnostic.severity is not Severity.ERROR:
            span = diagnostic.span
            where = "" if span is None else f" {span.start}:{span.end}"
            complain(f"{diagnostic.document or '(build)'}{where}: {diagnostic.code}: {diagnostic.message}")


def hush(quiet: bool) -> None:
    """Whether `say` says nothing from now on."""
    _QUIET.set(quiet)


def say(message: str) -> None:
    """One line on standard error, unless the user asked for silence."""
    if not _QUIET.get():
        complain(message)


def complain(message: str) -> None:
    """One line on standard error in any case: an error, or what was asked for."""
    print("kg:", " ".join(message.split()), file=sys.stderr)
