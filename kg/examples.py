"""The example corpus that ships with the package: what is in it, and a copy of it for the user."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import BuildError, CatalogError
from kg.model import Document
from kg.readers import read
from kg.toml_file import load_toml, strings, tables, text

__all__ = ["Example", "copy_examples", "corpus", "examples"]

INDEX = "disputes.toml"
_STAGE = ".kg-examples"


@dataclass(frozen=True, slots=True)
class Example:
    """One document of the corpus.

    ``name`` is its id, ``year`` that of its publication, ``words`` the words of its text between white space, readers'
    comments below it included; ``dispute`` is what it is about.
    """

    name: str
    title: str
    source: str
    year: str
    words: int
    dispute: str


def corpus() -> Traversable:
    """The folder of the corpus, also in an installed wheel; ``importlib.resources.as_file`` gives its path."""
    return files("kg") / "data" / "examples" / "corpus"


def examples(folder: Path | None = None) -> tuple[Example, ...]:
    """The documents of the corpus, sorted by dispute and year, readers' comments counted with their article.

    Parameters
    ----------
    folder
        The corpus; None: the one that ships with the package.

    Raises
    ------
    CatalogError
        Where ``disputes.toml`` names a document twice or one that is not there, or leaves one out.
    ReadError
        Where a document cannot be read.
    """
    if folder is None:
        with as_file(corpus()) as path:
            return examples(path)
    documents = tuple(read(folder))
    disputes = _disputes(folder / INDEX, {document.id for document in documents if document.part_of is None})
    found = (_example(document, documents, disputes) for document in documents if document.part_of is None)
    return tuple(sorted(found, key=lambda example: (example.dispute, example.year, example.name)))


def copy_examples(folder: Path | str, *, source: Path | None = None) -> tuple[Path, ...]:
    """Copy the corpus, all of it or nothing.

    Parameters
    ----------
    folder
        Where to: a new or an empty folder. One that holds the same copy already is left as it is.
    source
        The corpus; None: the one that ships with the package.

    Returns
    -------
    tuple of Path
        The files of the copy, sorted.

    Raises
    ------
    BuildError
        Where the folder holds anything else, or cannot be written.
    """
    contents = _contents(source)
    target = Path(folder)
    try:
        there = {file.name for file in target.iterdir()} if target.exists() else set()
        if foreign := sorted(name for name in there if not _same(target / name, contents.get(name))):
            raise BuildError(f"{target}: holds {foreign[0]!r}; allowed: a new or an empty folder")
        _place(target, {name: content for name, content in contents.items() if name not in there})
    except OSError as error:
        raise BuildError(
            f"{error.filename or target}: {error.strerror}; allowed: a new or an empty folder that may be written"
        ) from error
    return tuple(target / name for name in sorted(contents))


def _disputes(file: Path, documents: set[str]) -> Mapping[str, str]:
    """The dispute of each document."""
    found: dict[str, str] = {}
    for where, table in tables(file, load_toml(file), "dispute", frozenset({"name", "documents"})):
        name = text(file, where, table, "name")
        for document in strings(file, where, table, "documents"):
            if document not in documents or document in found:
                raise CatalogError(file, f"{where}.documents", document, "documents of the corpus, each once")
            found[document] = name
    if missing := sorted(documents - set(found)):
        raise CatalogError(file, "dispute", missing[0], "a dispute for every document of the corpus")
    return found


def _example(document: Document, documents: tuple[Document, ...], disputes: Mapping[str, str]) -> Example:
    texts = [document.text, *(other.text for other in documents if other.part_of == document.id)]
    return Example(
        name=document.id,
        title=document.title or "",
        source=document.source or "",
        year=(document.published or "")[:4],
        words=sum(len(part.split()) for part in texts),
        dispute=disputes[document.id],
    )


def _contents(source: Path | None) -> Mapping[str, bytes]:
    """Every file of the corpus by name; all are read before any is written."""
    folder = corpus() if source is None else source
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _same(file: Path, content: bytes | None) -> bool:
    return content is not None and file.is_file() and file.read_bytes() == content


def _place(target: Path, contents: Mapping[str, bytes]) -> None:
    """Put the files, none of which is there yet, into the folder; on an error nothing of them stays."""
    new = not target.exists()
    stage = target / _STAGE
    try:
        stage.mkdir(parents=True)
        for name, content in contents.items():
            (stage / name).write_bytes(content)
        for name in contents:
            (stage / name).rename(target / name)
        stage.rmdir()
    except BaseException:
        shutil.rmtree(target if new else stage, ignore_errors=True)
        for name in contents:
            (target / name).unlink(missing_ok=True)
        raise
