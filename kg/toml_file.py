"""Strict reading of the TOML data files: an unknown, missing or wrong key stops the run with one clear line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import CatalogError

__all__ = ["Table", "integer", "load_toml", "number", "optional_text", "strings", "tables", "text"]

Table = Mapping[str, Any]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def load_toml(file: Path) -> dict[str, Any]:
    """The parsed file.

    Raises
    ------
    CatalogError
        If the file cannot be opened, is not UTF-8 or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(file, "(file)", str(error), "a readable TOML file in UTF-8") from error


def check_keys(file: Path, where: str, table: Table, allowed: frozenset[str]) -> None:
    """Raise CatalogError on a key that is not allowed."""
    for key in table:
        if key not in allowed:
            raise CatalogError(file, f"{where}.{key}", table[key], ", ".join(sorted(allowed)))


def tables(file: Path, data: Table, key: str, allowed: frozenset[str]) -> Iterator[tuple[str, Table]]:
    """Each table of the array ``key`` with its place in words; keys are checked."""
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise CatalogError(file, key, value, "an array of tables")
    for number_, table in enumerate(value):
        where = f"{key}[{table.get('id', table.get('rule', number_))}]"
        check_keys(file, where, table, allowed)
        yield where, table


def text(file: Path, where: str, table: Table, key: str) -> str:
    """A required, non-empty string."""
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogError(file, f"{where}.{key}", value, "a non-empty string")
    return value


def identifier(file: Path, where: str, table: Table) -> str:
    """The required ``id``: lower-case words joined by hyphens."""
    value = text(file, where, table, "id")
    if not _ID.match(value):
        raise CatalogError(file, f"{where}.id", value, "lower-case letters and digits joined by hyphens")
    return value


def optional_text(file: Path, where: str, table: Table, key: str, allowed: frozenset[str] | None = None) -> str | None:
    """A string or None where the key is missing; with ``allowed``, one of these."""
    if key not in table:
        return None
    value = text(file, where, table, key)
    if allowed is not None and value not in allowed:
        raise CatalogError(file, f"{where}.{key}", value, ", ".join(sorted(allowed)))
    return value


def strings(file: Path, where: str, table: Table, key: str) -> tuple[str, ...]:
    """A list of strings; empty where the key is missing."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise CatalogError(file, f"{where}.{key}", value, "a list of non-empty strings")
    return tuple(value)


def integer(file: Path, where: str, table: Table, key: str) -> int | None:
    """A whole number or None where the key is missing."""
    value = table.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise CatalogError(file, f"{where}.{key}", value, "a whole number")
    return value


def number(file: Path, where: str, table: Table, key: str, low: float, high: float) -> float | None:
    """A number from ``low`` to ``high`` or None where the key is missing."""
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise CatalogError(file, f"{where}.{key}", value, f"a number from {low} to {high}")
    return float(value)
