"""From texts or a build folder to a knowledge graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import catalog as catalogs
from kg.api.frames import frame
from kg.api.graph import KnowledgeGraph
from kg.api.sources import Source, documents, listed, paths
from kg.catalog import Catalog
from kg.errors import ReadError
from kg.model import Diagnostic, KnowledgeBase, Severity

if TYPE_CHECKING:
    import pandas
    from spacy.language import Language

__all__ = ["analyses", "build", "load", "questions"]


def build(
    what: Source | Iterable[Source],
    *,
    published: str | None = None,
    source: str | None = None,
    model: str | None = None,
    catalog: Catalog | Path | str | None = None,
    verdicts: Iterable[Path | str] | None = None,
    progress: Callable[..., Iterable[Any]] | bool = False,
    strict: bool = True,
) -> KnowledgeGraph:
    """Read texts and find what they say of territorial disputes.

    Parameters
    ----------
    what
        A path (file or folder), a text, a ``kg.Document``, or several of them. A string is a text where it has a line
        break, or a space and ends as a sentence does; every other string is a path.
    published, source
        For documents that do not say themselves: an ISO date, a year and month, or a year; a name.
    model
        An installed spaCy pipeline or its folder; None: the one that comes with the package.
    catalog
        Relations, names and cue words: a catalog, or a folder laid out as ``kg/data``; None: that of the package.
    verdicts
        Files of a curator's verdicts; None: each ``verdicts.csv`` in a folder that is read, or beside a file, as
        ``kg build`` takes them; an empty list: what the machine reads alone.
    progress
        True: a bar by rich. Or what shall show it: a function that takes an iterable and ``total``, and yields what
        is in it, such as ``tqdm.auto.tqdm``.
    strict
        Stop at the first file that cannot be read. False: go on; what was not read stands in ``g.kb.diagnostics``.

    Returns
    -------
    KnowledgeGraph
        The same for the same texts in any order. A document whose analysis fails is in it, with a diagnostic.

    Raises
    ------
    ReadError
        Where ``strict`` and something cannot be read.
    CatalogError, ModelError, ReviewError
        For a wrong catalog, model or file of verdicts.
    KgError
        For a value of ``what`` or ``published`` that is none of the above.
    """
    from kg.pipeline import extract, merge
    from kg.review import apply_verdicts, load_verdicts

    failed: list[Diagnostic] = []

    def unreadable(error: ReadError) -> None:
        if strict:
            raise error
        failed.append(Diagnostic("unreadable", Severity.ERROR, None, None, str(error)))

    known = _catalog(catalog)
    several = listed(what)
    judged = load_verdicts(paths(several), catalog=known, files=verdicts)
    texts = documents(several, on_error=unreadable, published=published, source=source)
    found: Iterable[KnowledgeBase] = extract(texts, nlp=_model(model), catalog=known) if texts else ()
    if progress:
        found = (_bar if progress is True else progress)(found, total=len(texts))
    kb = merge([*found, KnowledgeBase(diagnostics=tuple(failed))])
    return KnowledgeGraph(apply_verdicts(kb, judged, catalog=known), known)


def load(folder: Path | str = "output", *, catalog: Catalog | Path | str | None = None) -> KnowledgeGraph:
    """What ``kg build`` or ``save`` wrote into a folder.

    Parameters
    ----------
    folder
        Where the build is.
    catalog
        As for :func:`build`.

    Raises
    ------
    BuildError
        Where a file is missing or does not hold what a build writes.
    """
    from kg.export.folder import read_folder

    return KnowledgeGraph(read_folder(folder), _catalog(catalog))


def questions() -> pandas.DataFrame:
    """The questions that ``query`` knows by name, with the parameters that each takes; KgError without pandas."""
    from kg.query import named_queries

    found = ((item.name, item.question, ", ".join(item.parameters)) for item in named_queries().values())
    return frame(("name", "question", "parameters"), found)


def analyses() -> pandas.DataFrame:
    """The analyses that ``analyze`` knows by name, with options and what each counts; KgError without pandas."""
    from kg.analysis import ANALYSES

    found = ((name, item.question, ", ".join(item.options), item.note) for name, item in ANALYSES.items())
    return frame(("name", "question", "options", "note"), found)


def _catalog(given: Catalog | Path | str | None) -> Catalog:
    if given is None:
        return catalogs.load()
    return given if isinstance(given, Catalog) else catalogs.read(Path(given))


@cache
def _model(name: str | None) -> Language:
    """A notebook builds again and again; the model takes longest to load."""
    from kg.nlp import load_model

    return load_model(name)


def _bar(found: Iterable[Any], *, total: int) -> Iterable[Any]:
    from rich.progress import track

    return track(found, description="Reading", total=total)
