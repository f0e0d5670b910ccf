"""The rows that answer a question, and the forms in which they can be shown."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType

from kg.errors import QueryError

__all__ = ["FORMATS", "Answer", "Cell", "formatted"]

type Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A table: names of columns, and rows with one value a column; None where a row has no value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def formatted(answer: Answer, form: str) -> str:
    """The answer as text, with a line end at the end.

    Parameters
    ----------
    answer
        May have no rows: the columns are shown all the same (``json``: an empty list).
    form
        A key of ``FORMATS``.

    Raises
    ------
    QueryError
        For an unknown form.
    """
    if form not in FORMATS:
        raise QueryError(f"format {form!r}; allowed: {', '.join(sorted(FORMATS))}")
    return FORMATS[form](answer)


def _shown(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _table(answer: Answer) -> str:
    """Columns as wide as the terminal allows (80 characters where there is none)."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False)
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.rows:
        # Text and not str: a bracket in a quote is no markup.
        table.add_row(*(Text(_shown(cell)) for cell in row))
    out = StringIO()
    Console(file=out, width=Console().width).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _csv(answer: Answer) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_shown(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def _json(answer: Answer) -> str:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _markdown(answer: Answer) -> str:
    lines = [answer.columns, tuple("---" for _ in answer.columns)]
    cells = ([_shown(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in answer.rows)
    shown = [f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in (*lines, *cells)]
    return "\n".join(shown) + "\n"


FORMATS: Mapping[str, Callable[[Answer], str]] = MappingProxyType(
    {"csv": _csv, "json": _json, "markdown": _markdown, "table": _table}
)
"""Every form by its name."""
