"""One point in time, from its words to an EDTF string: a day, month, year, decade or century.

No parse is looked at here: the words and the date that the text was published are enough. Own patterns decide what is
a time, since free date parsers take too much for one (today out of "in the 1970s", the month first in "3/4/2024");
``dateparser`` then reads the plain dates and the "two weeks ago" that the patterns let through.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser
from edtf import EDTFParseException, parse_edtf

from kg.when_words import (
    ABBREVIATED,
    HOURS,
    KINDS,
    MONTHS,
    NUMBERS,
    OF_THE,
    ORDINALS,
    PART,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    compiled,
)

__all__ = ["Anchor", "Context", "count", "parse_anchor", "point", "valid"]

Reading = tuple[str | None, str]
_EXACT = frozenset({"day", "week", "month", "year", "spring", "summer", "autumn", "fall", "winter"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date to read others against: ``first`` to ``last`` is one day, or a month or year that is all we know."""

    iso: str
    first: date
    last: date

    @property
    def unit(self) -> str:
        """``day``, ``month`` or ``year``: the precision of the date."""
        return {4: "year", 7: "month"}.get(len(self.iso), "day")


@dataclass(frozen=True, slots=True)
class Context:
    """What words are read against: the date of the text, whether the act lies ahead, and the time last spoken of.

    ``beside`` is the year that the story has reached, where it is not that of the text's own date.
    """

    anchor: Anchor | None = None
    future: bool = False
    previous: str | None = None
    beside: str | None = None


def parse_anchor(iso: str | None) -> Anchor | None:
    """Read ``2014``, ``2014-01`` or ``2014-01-05`` (a time of day after it is dropped); None for anything else.

    >>> parse_anchor("2014-02").last
    datetime.date(2014, 2, 28)
    """
    match = re.match(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?![\d-])", iso or "")
    if not match:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        first = date(year or 1, month or 1, day or 1)
    except ValueError:
        return None
    end = calendar.monthrange(first.year, month or 12)[1]
    return Anchor(match[0], first, date(first.year, month or 12, day or end))


@lru_cache(maxsize=4096)  # the package needs about 3 ms a string, and a corpus repeats few strings often
def valid(edtf: str) -> bool:
    """Whether a string is an EDTF date, or an interval whose ends are dates in order or ``..``.

    The ends of an interval are parsed one by one: edtf 5.0 lacks ``199X/..``, though it reads ``199X/2003``.

    >>> valid("199X/.."), valid("1990/1980"), valid("2013-02-30")
    (True, False, False)
    """
    ends = edtf.split("/")
    if len(ends) > 2 or set(ends) == {".."}:
        return False
    try:
        dates = [parse_edtf(end) for end in ends if end != ".."]
    except (EDTFParseException, ValueError):
        return False
    return len(dates) < 2 or dates[0].lower_strict() <= dates[1].upper_strict()


def point(words: str, context: Context) -> Reading:
    """Read one point in time.

    Parameters
    ----------
    words
        Words that ``POINT`` matches as a whole.
    context
        What they are read against.

    Returns
    -------
    tuple[str | None, str]
        An EDTF string (None where the words cannot be read) and how: ``absolute``, ``relative``, ``previous`` (against
        the time last spoken of) or ``unresolved``.
    """
    words = " ".join(words.split())
    if compiled(OF_THE).fullmatch(words):
        return _relative(f"this {words.split()[-1]}", context)
    prefix = compiled(PART).match(words)
    bare = words[prefix.end() :] if prefix else words
    for kind, pattern in KINDS.items():
        if compiled(pattern).fullmatch(bare):
            edtf, how = _READERS[kind](bare, context)
            if edtf and kind == "century" and prefix:
                edtf = _part_of_century(edtf, prefix[0].lower())
            return (edtf, how) if edtf and valid(edtf) else (None, "unresolved")
    return None, "unresolved"


def _read(words: str, base: date | None = None) -> date | None:
    found = _parser(base).get_date_data(words).date_obj
    return found.date() if found else None


@lru_cache(maxsize=16)
def _parser(base: date | None) -> DateDataParser:
    relative = {"RELATIVE_BASE": datetime.combine(base, datetime.min.time())} if base else {}
    return DateDataParser(languages=["en"], settings={"PREFER_DAY_OF_MONTH": "first", **relative})


def _cut(day: date, unit: str) -> str:
    # A week is given as its month (EDTF has no weeks), a season as its year.
    return day.isoformat()[: {"day": 10, "week": 7, "month": 7}.get(unit, 4)]


def _plain(words: str, _: Context) -> Reading:
    day = _read(re.sub(rf"^{WEEKDAY},?\s+", "", words))
    unit = "month" if compiled(rf"{ABBREVIATED},?(?: of)? {YEAR}").fullmatch(words) else "day"
    return (_cut(day, unit) if day else None), "absolute"


def _numeric(words: str, _: Context) -> Reading:
    first, second, year = map(int, re.split(r"[/.]", words))
    if first > 12 >= second:
        return f"{year}-{second:02}-{first:02}", "absolute"
    if second > 12 >= first:
        return f"{year}-{first:02}-{second:02}", "absolute"
    return str(year), "absolute"  # day first or month first: nobody can tell


def _yearless(words: str, context: Context) -> Reading:
    # A leap year is named so that 29 February can be read.
    day = _read(re.sub(rf"^{WEEKDAY},?\s+", "", words) + " 2000")
    return _nearest(day.month, day.day, context) if day else (None, "unresolved")


def _month(words: str, context: Context) -> Reading:
    which, _, name = words.rpartition(" ")
    edtf, how = _nearest(MONTHS[name.lower()], None, replace(context, future=which == "next" or context.future))
    if edtf and which == "next" and context.anchor and edtf == context.anchor.iso[:7]:
        edtf = f"{int(edtf[:4]) + 1}{edtf[4:]}"
    return edtf, how


def _nearest(month: int, day: int | None, context: Context) -> Reading:
    """The last such month or day not after the date of the text; of an act that lies ahead, the first not before it."""
    if context.beside and not context.future:  # "invaded on 2 April 1982 and surrendered on 14 June"
        return f"{context.beside}-{month:02}" + (f"-{day:02}" if day else ""), "previous"
    if not (anchor := context.anchor) or anchor.unit == "year":
        return None, "unresolved"
    year, this = anchor.first.year, (month, day or 0)
    if context.future:
        year += this < (anchor.first.month, anchor.first.day if day else 0)
    else:
        year -= this > (anchor.last.month, anchor.last.day if day else 0)
    return f"{year}-{month:02}" + (f"-{day:02}" if day else ""), "relative"


def _weekday(words: str, context: Context) -> Reading:
    """The latest such day on or before the date of the text; of an act that lies ahead, the first on or after it."""
    if not (anchor := context.anchor) or anchor.unit != "day":
        return None, "unresolved"
    which, _, name = re.sub(compiled(HOURS), "", words).rpartition(" ")
    back = (anchor.first.weekday() - WEEKDAYS[name.lower()]) % 7
    if which == "next" or (context.future and which != "last"):
        ahead = -back % 7 or (7 if which == "next" else 0)
        return (anchor.first + timedelta(ahead)).isoformat(), "relative"
    return (anchor.first - timedelta(back or (7 if which == "last" else 0))).isoformat(), "relative"


def _day(words: str, context: Context) -> Reading:
    if not (anchor := context.anchor) or anchor.unit != "day":
        return None, "unresolved"
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(
        re.sub(compiled(HOURS), "", words).lower(), 0
    )
    return (anchor.first + timedelta(shift)).isoformat(), "relative"


def _relative(words: str, context: Context) -> Reading:
    which, unit = words.lower().split()
    return _shifted({"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0), unit, context)


def _ago(words: str, context: Context) -> Reading:
    number, unit, _ = words.lower().split()
    return _shifted(-count(number), unit.rstrip("s"), context)


def _shifted(steps: int, unit: str, context: Context) -> Reading:
    anchor, needed = context.anchor, {"day": 2, "week": 2, "month": 1}.get(unit, 0)
    # "Twenty years ago" and "two centuries ago" are round numbers: no year is meant.
    if (
        not anchor
        or needed > ["year", "month", "day"].index(anchor.unit)
        or unit not in _EXACT
        or (unit == "year" and steps <= -20 and steps % 10 == 0)
    ):
        return None, "unresolved"
    if unit not in ("day", "week", "month"):
        return _year_of(anchor.first.year + steps), "relative"
    day = _read(f"in {steps} {unit}s" if steps >= 0 else f"{-steps} {unit}s ago", anchor.first)
    return (_cut(day, unit) if day else None), "relative"


def _later(words: str, context: Context) -> Reading:
    """Time told from the time last spoken of: "two years later", "that year", "the following spring"."""
    known = parse_anchor(context.previous)
    parts = words.lower().split()
    unit = parts[-2].rstrip("s") if parts[-1] in ("later", "earlier") else parts[-1]
    if not known or known.iso != context.previous:
        return None, "unresolved"
    if parts[-1] in ("later", "earlier"):
        steps = count(parts[0]) * (1 if parts[-1] == "later" else -1)
    else:
        steps = {"following": 1, "next": 1, "previous": -1}.get(parts[1], 0)
    edtf, _ = _shifted(steps, unit, Context(known))
    return edtf, "previous"


def _decade(words: str, _: Context) -> Reading:
    year = re.sub(r"\D", "", words)
    # "The 1800s" are a century, "the 2000s" its first ten years.
    return (f"{int(year) + 1}/{int(year) + 100}" if year[2] == "0" and year < "2000" else f"{year[:3]}X"), "absolute"


def _century(words: str, _: Context) -> Reading:
    name = re.sub(r"^the\s+|[ -]century$", "", words.lower())
    number = ORDINALS.get(name) or int(name[:2])
    return f"{number * 100 - 99}/{number * 100}", "absolute"


def _part_of_century(edtf: str, part: str) -> str:
    """Halves, thirds for "early", "mid" and "late", and the decade at its edge for "beginning" and "end"."""
    first, last = map(int, edtf.split("/"))
    if match := re.search("beginning|start|dawn|turn|end|close|last|closing|final", part):
        return f"{str(first if match[0] in ('beginning', 'start', 'dawn', 'turn') else last - 1)[:3]}X"
    for words, low, high in (("first half", 0, 49), ("second half", 50, 99), ("early", 0, 32), ("mid", 33, 65)):
        if words in part:
            return f"{first + low}/{first + high}"
    return f"{first + 66}/{last}" if "late" in part else edtf


def _year(words: str, _: Context) -> Reading:
    return words, "absolute"


def _year_of(year: int) -> str | None:
    return f"{year:04}" if 0 < year < 10000 else None


def count(word: str) -> int:
    """The number that digits or a word ("two", "a") stand for."""
    return int(word) if word.isdigit() else NUMBERS[word]


_READERS: dict[str, Callable[[str, Context], Reading]] = {
    "plain": _plain,
    "numeric": _numeric,
    "yearless": _yearless,
    "decade": _decade,
    "century": _century,
    "ago": _ago,
    "later": _later,
    "relative": _relative,
    "month": _month,
    "weekday": _weekday,
    "day": _day,
    "year": _year,
}
