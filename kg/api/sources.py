"""What a person hands over (paths, texts, documents) to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path

from kg.errors import KgError, ReadError
from kg.model import Document
from kg.readers import PUBLISHED, is_published, read_all
from kg.readers.origin import Origin
from kg.readers.text import read_text

__all__ = ["Source", "documents", "is_text", "listed", "paths"]

type Source = str | Path | Traversable | Document
"""A path, a text (:func:`is_text`), a folder inside a package, or a document."""


def is_text(string: str) -> bool:
    """Whether a string is a text and no path: it has a line break, or a space and ends as a sentence does.

    >>> is_text("Japan claims the islands."), is_text("my articles/"), is_text("notes 2.txt")
    (True, False, False)
    """
    ends = string.rstrip().rstrip("\"'”’»)")
    return "\n" in string or (" " in string.strip() and ends.endswith((".", "!", "?")))


def listed(what: Source | Iterable[Source]) -> list[Source]:
    """One source or several as a list."""
    return [what] if isinstance(what, str | Path | Document | Traversable) else [*what]


def paths(several: Iterable[Source]) -> list[Path]:
    """Those of the sources that are paths of files and folders on disk, beside which verdicts may stand."""
    return [Path(item) for item in several if isinstance(item, Path) or (isinstance(item, str) and not is_text(item))]


def documents(
    what: Source | Iterable[Source],
    *,
    on_error: Callable[[ReadError], None],
    published: str | None = None,
    source: str | None = None,
) -> tuple[Document, ...]:
    """The documents of everything that was handed over, in that order; of nothing, none.

    Parameters
    ----------
    what
        One source or several. A text becomes a document ``text-1``, ``text-2`` and so on, with title, front matter
        and readers' comments as in a file; a ``Document`` stays as it is.
    on_error
        Called for each file, line or text that cannot be read, and for a second document of the same id.
    published, source
        For documents that do not say themselves.

    Raises
    ------
    KgError
        For a value of another type, or a malformed date.
    """
    if published is not None and not is_published(published):
        raise KgError(f"published is {published!r}; allowed: {PUBLISHED}")
    several = listed(what)
    found: dict[str, Document] = {}
    with ExitStack() as stack:
        for document in _read(several, stack, on_error, published, source):
            if document.id in found:
                on_error(ReadError(document.id, "a second document with this id", "each id once"))
            else:
                found[document.id] = document
    return tuple(found.values())


def _read(
    several: list[Source],
    stack: ExitStack,
    on_error: Callable[[ReadError], None],
    published: str | None,
    source: str | None,
) -> Iterator[Document]:
    # All paths go to the reader together: it tells files with the same stem apart.
    files: list[Path | str] = []
    number = 0
    for item in several:
        if isinstance(item, Document):
            yield item
        elif isinstance(item, str) and is_text(item):
            number += 1
            origin = Origin(path=f"(text {number})", id=f"text-{number}", published=published, source=source)
            # A lone surrogate cannot be written in UTF-8; the reader then sees a question mark in its place.
            for read in read_text(BytesIO(item.encode(errors="replace")), origin):
                if isinstance(read, ReadError):
                    on_error(read)
                else:
                    yield read
        elif isinstance(item, str | Path):
            files.append(item)
        elif isinstance(item, Traversable):
            files.append(stack.enter_context(as_file(item)))
        else:
            raise KgError(f"source is {item!r}; allowed: a path, a text, a kg.Document, or several of them")
    if files:
        yield from read_all(files, on_error=on_error, published=published, source=source)
