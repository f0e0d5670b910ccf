"""Documents to knowledge bases, with progress and failures told on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import ReadError
    from kg.model import Diagnostic, KnowledgeBase

__all__ = ["extracted", "say", "then_failed"]


def extracted(
    paths: Iterable[str], published: str | None, source: str | None, model: str | None, failed: list[Diagnostic]
) -> Iterator[KnowledgeBase]:
    """What each document says, as it is done; a file or document that fails is told and put on the list."""
    from kg import catalog, nlp, pipeline
    from kg.model import Diagnostic, Severity
    from kg.readers import read_all

    def unreadable(error: ReadError) -> None:
        failed.append(Diagnostic("unreadable", Severity.ERROR, None, None, str(error)))
        say(str(error))

    documents = read_all(paths, on_error=unreadable, published=published, source=source)
    for kb in _watched(pipeline.extract(documents, nlp=nlp.load_model(model), catalog=catalog.load())):
        for diagnostic in kb.diagnostics:
            if diagnostic.severity is Severity.ERROR:
                failed.append(diagnostic)
                say(f"{diagnostic.document}: {diagnostic.message}")
        yield kb


def then_failed(kbs: Iterable[KnowledgeBase], failed: list[Diagnostic]) -> Iterator[KnowledgeBase]:
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


def say(message: str) -> None:
    """One line on standard error."""
    print("kg:", " ".join(message.split()), file=sys.stderr)
