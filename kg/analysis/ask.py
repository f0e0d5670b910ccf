"""Run one analysis by its name, with options as a user writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from kg.analysis import ANALYSES
from kg.analysis.rows import labels, to_answer
from kg.answer import Answer
from kg.catalog import Catalog, load
from kg.dates import time_bounds
from kg.errors import KgError
from kg.graph import project
from kg.model import KnowledgeBase
from kg.voices import entities_by_name

__all__ = ["Table", "analyze", "find_entity", "listing"]

_ENTITIES = ("about", "start", "end")
_FLAGS = {"about": "territory", "start": "from", "end": "to", "earlier": "against"}


@dataclass(frozen=True, slots=True)
class Table:
    """An analysis in rows, with the question that it answers, the policy under which, and what it counts."""

    name: str
    question: str
    note: str
    policy: str
    answer: Answer

    @property
    def heading(self) -> str:
        """Two lines to stand above the rows."""
        return f"{self.question} Policy: {self.policy}.\n{self.note}"

    @property
    def body(self) -> Answer:
        """The rows without the column ``policy``, which the heading names."""
        place = self.answer.columns.index("policy")
        cut = slice(0, place)
        return Answer(self.answer.columns[cut], tuple(row[cut] for row in self.answer.rows))


def analyze(
    kb: KnowledgeBase,
    name: str,
    *,
    policy: str = "everything",
    earlier: KnowledgeBase | None = None,
    ids: bool = False,
    limit: int | None = None,
    catalog: Catalog | None = None,
    **options: Any,
) -> Table:
    """The rows of one analysis.

    Parameters
    ----------
    kb
        What a build knows.
    name
        A key of ``ANALYSES``.
    policy
        Whose word counts, as ``kg.graph.project`` takes it.
    earlier
        For ``changes``: the build to compare with.
    ids
        Show ids in place of labels.
    limit
        The first rows only; None: all.
    catalog
        Default: the catalog that ships with the package.
    options
        By the names of the function's parameters, None and False for what was not given. Entities (``about``,
        ``start``, ``end``) are ids, names or ISO 3166-1 codes; ``since`` and ``until`` EDTF or ISO dates, from the
        first day of the one to the last day of the other.

    Raises
    ------
    KgError
        For an unknown analysis, an option that it does not take or that is missing, an entity that is not in ``kb``, a
        malformed date, or whatever the function or the policy refuses.
    """
    if name not in ANALYSES:
        raise KgError(f"analysis is {name!r}; allowed: {', '.join(ANALYSES)}")
    analysis, catalog = ANALYSES[name], catalog or load()
    given: dict[str, Any] = {key: value for key, value in options.items() if value is not None and value is not False}
    if earlier is not None:
        given["earlier"] = project(earlier, policy, catalog=catalog)
    _check(name, given)
    graph = project(kb, policy, catalog=catalog)
    for key in given.keys() & set(_ENTITIES):
        value = given[key]
        found = [find_entity(kb, text, catalog=catalog) for text in ([value] if isinstance(value, str) else value)]
        given[key] = found[0] if isinstance(value, str) and key != "about" else tuple(found)
    for key, side in (("since", 0), ("until", 1)):
        if key in given:
            given[key] = _day(key, given[key], side)
    if "catalog" in analysis.function.__code__.co_varnames:
        given["catalog"] = catalog
    rows = analysis.function(graph, **given)
    if limit is not None:
        rows = rows[:limit]
    answer = to_answer(rows, analysis.row, names=None if ids else labels(graph))
    return Table(name, analysis.question, analysis.note, policy, answer)


def listing() -> Answer:
    """Names, questions and options (of ``kg analyze``) of all analyses; one in brackets may be left out."""
    rows = (
        (
            name,
            analysis.question,
            ", ".join(_flag(key) if needed else f"[{_flag(key)}]" for key, needed in analysis.options.items()),
        )
        for name, analysis in ANALYSES.items()
    )
    return Answer(("name", "question", "options"), tuple(rows))


def find_entity(kb: KnowledgeBase, text: str, *, catalog: Catalog | None = None) -> str:
    """The id of the entity that somebody means by an id, a name or an ISO 3166-1 code, upper and lower case alike.

    An entity of ``kb`` goes before one that only the catalog knows: a whole may be known by its parts alone.

    Raises
    ------
    KgError
        Where there is none; names those that look alike.
    """
    catalog = catalog or load()
    known: Mapping[str, str] = entities_by_name(KnowledgeBase(entities=tuple(catalog.entities.values())))
    known = {**known, **entities_by_name(kb)}
    found = known.get(text.strip().casefold())
    if found is None:
        close = get_close_matches(text.strip().casefold(), sorted(known), n=4)
        allowed = ", ".join(repr(form) for form in close) or "the id or a name of an entity"
        raise KgError(f"entity is {text!r}; allowed: {allowed}")
    return found


def _check(name: str, given: Mapping[str, Any]) -> None:
    options = ANALYSES[name].options
    for key in sorted(given.keys() - options.keys()):
        raise KgError(f"{name} has {_flag(key)}; allowed: {', '.join(map(_flag, options)) or 'no options'}")
    for key, needed in options.items():
        if needed and key not in given:
            raise KgError(f"{name} has no {_flag(key)}; allowed: a value for it")


def _flag(option: str) -> str:
    """The option as the command line has it."""
    return f"--{_FLAGS.get(option, option)}"


def _day(key: str, text: str, side: int) -> date:
    bounds = time_bounds(text)
    day = bounds[side]
    if not isinstance(day, date):
        raise KgError(f"{key} is {text!r}; allowed: an ISO date YYYY, YYYY-MM or YYYY-MM-DD, or an EDTF time")
    return day
