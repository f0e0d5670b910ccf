"""From rows to tables: the cells of a row, an ``Answer`` to print, a pandas frame to go on with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from kg.answer import Answer, Cell
from kg.errors import KgError
from kg.model import Kind

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["DIGITS", "EntityId", "labels", "to_answer", "to_frame"]

type EntityId = str
"""The id of a node; a table may show its label in its place."""

DIGITS = 4
"""Decimals of printed numbers: the last digits of an iterated measure differ between machines."""


def labels(graph: Graph) -> dict[str, str]:
    """What a reader sees in place of each id: the label, with the id behind it where several entities share one."""
    names = {node: str(data.get("label", node)) for node, data in graph.nodes(data=True)}
    often = Counter(name for node, name in names.items() if graph.nodes[node].get("kind") is not Kind.NAME)
    return {node: name if often[name] <= 1 else f"{name} ({node})" for node, name in names.items()}


def to_answer(rows: Iterable[Any], row_type: type, *, names: Mapping[str, str] | None = None) -> Answer:
    """The rows of one analysis as a table.

    Parameters
    ----------
    rows
        Dataclasses of one type; none gives a table without rows.
    row_type
        Their type: its fields are the columns.
    names
        What to show in place of an entity's id (:func:`labels`); None: the ids.

    Returns
    -------
    Answer
        Numbers rounded to ``DIGITS`` decimals, lists joined by "; ", dates in ISO 8601, enums by their value.
    """
    columns = tuple(field.name for field in fields(row_type))
    # Annotations are strings here, so the alias can still be told from the plain str that it is.
    ids = {field.name for field in fields(row_type) if "EntityId" in str(field.type)}
    shown = names or {}
    return Answer(
        columns,
        tuple(tuple(_cell(getattr(row, column), shown if column in ids else {}) for column in columns) for row in rows),
    )


def to_frame(rows: Iterable[Any], *, names: Mapping[str, str] | None = None) -> Any:
    """The rows as a ``pandas.DataFrame``, one column a field; no rows give an empty frame.

    Parameters
    ----------
    rows
        Dataclasses of one type. Values stay as they are (tuples, dates), but for ids that ``names`` replaces.
    names
        As in :func:`to_answer`.

    Raises
    ------
    KgError
        Where pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise KgError("pandas is not installed; allowed: pip install 'dispute-kg[analysis]'") from error
    found = [row for row in rows if is_dataclass(row)]
    if not found:
        return pandas.DataFrame()
    ids = {field.name for field in fields(found[0]) if "EntityId" in str(field.type)}
    shown = names or {}
    data = {
        field.name: [_renamed(getattr(row, field.name), shown if field.name in ids else {}) for row in found]
        for field in fields(found[0])
    }
    return pandas.DataFrame(data)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(names.get(item, item) for item in value)
    return names.get(value, value) if isinstance(value, str) and not isinstance(value, Enum) else value


def _cell(value: Any, names: Mapping[str, str]) -> Cell:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0  # no minus before a zero
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(str(_cell(item, names)) for item in value)
    if value is None or isinstance(value, bool | int):
        return value
    return names.get(value, str(value))
