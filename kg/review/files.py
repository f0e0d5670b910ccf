"""The two files of a review on disk: neither is ever half written, and no verdict is written over unasked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kg.catalog import Catalog
from kg.errors import ReviewError
from kg.review.ledger import FILE, ledger_bytes, merged, read_verdicts
from kg.review.sheet import REVIEW
from kg.review.table import read_table
from kg.review.verdict import Verdict

__all__ = ["keep", "ledger_file", "save_sheet"]


def save_sheet(content: bytes, file: Path, *, force: bool = False) -> int:
    """Write a review; returns its number of lines, the header aside.

    Raises
    ------
    ReviewError
        If the file has verdicts in it and ``force`` is not set, or cannot be written.
    """
    if file.exists() and not force:
        filled = [row for row in read_table(file, REVIEW, needed=("verdict",)) if row["verdict"].strip()]
        if filled:
            allowed = "another file, or --force to write over them"
            has = f"has verdicts in {len(filled)} lines"
            raise ReviewError([f"{file}, line {filled[0].line}: {has}; allowed: {allowed}"])
    _write(content, file)
    return content.count(b"\n") - 1


def ledger_file(target: Path) -> Path:
    """The file of verdicts in a folder, or the file that is given."""
    return target / FILE if target.is_dir() else target


def keep(verdicts: Iterable[Verdict], file: Path, *, catalog: Catalog) -> int:
    """Merge verdicts into a file, which is made if need be; returns how many it has now.

    Raises
    ------
    ReviewError
        If the file that is there is wrong, or it cannot be written; it stays as it was.
    """
    old = read_verdicts(file, catalog=catalog) if file.exists() else ()
    together = merged(old, verdicts)
    _write(ledger_bytes(together), file)
    return len(together)


def _write(content: bytes, file: Path) -> None:
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        try:
            temporary.write_bytes(content)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise ReviewError([f"{file}: {error.strerror}; allowed: a file in a folder that exists"]) from error
