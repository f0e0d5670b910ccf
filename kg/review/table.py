"""CSV that spreadsheets open well and give back: UTF-8 with a mark, any of their separators, line numbers kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReviewError
from kg.spreadsheet import cell, uncell

__all__ = ["Row", "read_table", "table"]

_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``line`` counts from 1, the header included; a column that the file lacks is empty."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, column: str, allowed: str) -> str:
        """The sentence about a cell that cannot be used."""
        return f"{self.file}, line {self.line}: {column} is {self[column]!r}; allowed: {allowed}"


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The file: the header, then a line a row; a cell that a row lacks is empty.

    It begins with the byte order mark by which spreadsheets know UTF-8; what they would run as a formula has an
    apostrophe in front, which reading takes off.
    """
    lines = [_line(columns), *(_line([cell(row.get(column, "")) for column in columns]) for row in rows)]
    return "".join(lines).encode("utf-8-sig")


def _line(cells: Sequence[str]) -> str:
    """One row; with this line end the module quotes carriage returns too, and the file gets the other all the same."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"


def read_table(file: Path, columns: Sequence[str], *, needed: Iterable[str]) -> tuple[Row, ...]:
    """The rows of a file that have anything in them; the first line names the columns, in any order.

    Parameters
    ----------
    file
        Commas, semicolons or tabs part its cells, whichever the first line has.
    columns
        Those that may be there.
    needed
        Those that must.

    Raises
    ------
    ReviewError
        If the file cannot be read, is not UTF-8, has no such header, or a row has more cells than the header.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReviewError([f"{file}: {error.strerror}; allowed: a CSV file that `kg review` wrote"]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        allowed = "UTF-8 (in a spreadsheet, save as CSV UTF-8)"
        raise ReviewError([f"{file}, line {line}: byte {error.object[error.start]:#x}; allowed: {allowed}"]) from error
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(file, header, columns, needed)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if len(cells) > len(header) and any(extra.strip() for extra in cells[len(header) :]):
                raise ReviewError([f"{file}, line {line}: {len(cells)} cells; allowed: at most {len(header)}"])
            if any(value.strip() for value in cells):
                rows.append(Row(str(file), line, {n: uncell(v) for n, v in zip(header, cells, strict=False)}))
    except csv.Error as error:
        raise ReviewError(
            [f"{file}, line {reader.line_num}: {error}; allowed: CSV as `kg review` writes it"]
        ) from error
    return tuple(rows)


def _check_header(file: Path, header: Sequence[str], columns: Sequence[str], needed: Iterable[str]) -> None:
    """Raise ReviewError on columns that are unknown, missing or there twice."""
    problems = [
        f"{file}, line 1: column {name!r}; allowed: {', '.join(columns)}"
        for name in dict.fromkeys(header)
        if name and name not in columns
    ]
    problems += [
        f"{file}, line 1: no column {name!r}; allowed: a header with it" for name in needed if name not in header
    ]
    problems += [
        f"{file}, line 1: column {name!r} stands {header.count(name)} times; allowed: once"
        for name in dict.fromkeys(header)
        if name and header.count(name) > 1
    ]
    if problems:
        raise ReviewError(problems)
