"""From paths or standard input to documents, one at a time; what cannot be read is reported and the rest goes on."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BufferedReader
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

from kg.errors import ReadError
from kg.model import Document
from kg.readers.jsonl import read_jsonl
from kg.readers.origin import Origin, slug
from kg.readers.published import PUBLISHED, is_published
from kg.readers.text import read_text

__all__ = ["PUBLISHED", "READERS", "STDIN", "Reader", "is_published", "read", "read_all"]

type Reader = Callable[[BinaryIO, Origin], Iterator[Document | ReadError]]

READERS: Mapping[str, Reader] = MappingProxyType({".jsonl": read_jsonl, ".md": read_text, ".txt": read_text})
"""What reads a file, by its suffix in lower case."""

STDIN = "-"


def read(path: Path | str, *, published: str | None = None, source: str | None = None) -> Iterator[Document]:
    """The documents of one file or folder; stops at the first thing that cannot be read.

    Parameters
    ----------
    path
        A file, a folder (read in the order of its sorted paths) or ``-`` for standard input.
    published, source
        For documents that do not say themselves. ``published`` is an ISO date, a year and month, or a year.

    Raises
    ------
    ReadError
        On the first file or line that cannot be read.
    """

    def stop(error: ReadError) -> None:
        raise error

    return read_all([path], on_error=stop, published=published, source=source)


def read_all(
    paths: Iterable[Path | str],
    *,
    on_error: Callable[[ReadError], None],
    published: str | None = None,
    source: str | None = None,
) -> Iterator[Document]:
    """The documents of all files, in the order given, folders by sorted path; no path gives no document.

    Parameters
    ----------
    paths
        Files, folders, or ``-`` for standard input (JSON Lines if its first character is ``{``, else plain text).
    on_error
        Called for each file or line that cannot be read, and for a second document with an id that was there before;
        reading goes on after it returns.
    published, source
        For documents that do not say themselves.

    Yields
    ------
    Document
        A file's id is its stem in kebab case. Where several files share a stem, each id has eight digits of the text's
        hash behind it, whatever the order of the files.
    """
    found = [*_expand(paths)]
    stems = Counter(slug(file.stem) for file in found if isinstance(file, Path))
    seen: set[str] = set()
    for file in found:
        for item in _read_one(file, stems, published, source):
            if isinstance(item, ReadError):
                on_error(item)
            elif item.id in seen:
                on_error(ReadError(str(file), f"a second document {item.id!r}", "each document once, each id once"))
            else:
                seen.add(item.id)
                yield item


def _expand(paths: Iterable[Path | str]) -> Iterator[Path | str | ReadError]:
    """Files of the paths, each once; ``-`` stays as it is, a path that is nothing readable becomes its error."""
    seen: set[Path] = set()
    for path in paths:
        if str(path) == STDIN:
            yield STDIN
            continue
        given = Path(path)
        closed: list[OSError] = []
        files = _walk(given, closed.append) if given.is_dir() else [given]
        yield from (_unreadable(error.filename or given, error) for error in closed)
        if not files and not closed:
            yield ReadError(given, "a folder without a readable file", f"files ending in {_suffixes()}")
        for file in files:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def _walk(folder: Path, on_error: Callable[[OSError], None]) -> list[Path]:
    """Files with a known suffix in the folder and below, sorted; hidden ones are left out."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(here, name) for name in names if not name.startswith(".") and _suffix(Path(name)) in READERS]
    return sorted(found)


def _read_one(
    file: Path | str | ReadError, stems: Mapping[str, int], published: str | None, source: str | None
) -> Iterator[Document | ReadError]:
    """Documents and errors of one file."""
    if isinstance(file, ReadError):
        yield file
    elif isinstance(file, str):
        stream = cast("BufferedReader", sys.stdin.buffer)
        head = stream.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n")
        origin = Origin(path="(standard input)", id="stdin", published=published, source=source)
        yield from (read_jsonl if head.startswith(b"{") else read_text)(stream, origin)
    elif (reader := READERS.get(_suffix(file))) is None:
        yield ReadError(file, f"its name ends in {file.suffix!r}", f"names ending in {_suffixes()}")
    else:
        stem = slug(file.stem)
        origin = Origin(path=str(file), id=stem, published=published, source=source, shared=stems[stem] > 1)
        try:
            with file.open("rb") as stream:
                yield from reader(stream, origin)
        except OSError as error:
            yield _unreadable(file, error)


def _unreadable(path: Path | str, error: OSError) -> ReadError:
    return ReadError(path, error.strerror or str(error), "a path that exists and may be read")


def _suffix(file: Path) -> str:
    return file.suffix.lower()


def _suffixes() -> str:
    return ", ".join(sorted(READERS))
