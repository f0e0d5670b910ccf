"""Which event types and turns of speech a word suggests, from ``kg/data/events/wordings.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.catalog import DATA
from kg.errors import CatalogError
from kg.toml_file import check_keys, load_toml, strings

__all__ = ["WORDINGS", "Wordings", "load_wordings"]

WORDINGS = DATA / "events" / "wordings.toml"
PARTS = ("verbs", "nouns", "adjectives", "auxiliaries")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The tables of the file turned round: lemma to the names of the tables that have it, in the file's order.

    ``digest`` is the SHA-256 of the file; weights that were trained with other wordings carry another one.
    """

    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    auxiliaries: Mapping[str, tuple[str, ...]]
    digest: str


@cache
def load_wordings(file: Path = WORDINGS) -> Wordings:
    """The wordings of a file, by default those that ship with the package.

    Raises
    ------
    CatalogError
        If the file is missing or not TOML, or has a key or value that it should not have.
    """
    data = load_toml(file)
    found: dict[str, dict[str, tuple[str, ...]]] = {part: {} for part in PARTS}
    for name, table in data.items():
        if not isinstance(table, dict):
            raise CatalogError(file, name, table, "a table")
        check_keys(file, name, table, frozenset(PARTS))
        for part in PARTS:
            for word in dict.fromkeys(strings(file, name, table, part)):
                found[part][word] = (*found[part].get(word, ()), name)
    return Wordings(**found, digest=sha256(file.read_bytes()).hexdigest())
