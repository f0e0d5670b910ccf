"""The calendar days that an EDTF string spans, by way of the ``edtf`` package (ISO 8601-2:2019, Annex A)."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from time import struct_time

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

__all__ = ["Bounds", "time_bounds"]

Bounds = tuple[date | None, date | None, str | None]
_NOTHING: Bounds = (None, None, None)
_PLAIN = re.compile("([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


@lru_cache(maxsize=65536)  # the package needs about 3 ms a string, and a corpus repeats few strings often
def time_bounds(edtf: str | None) -> Bounds:
    """First day, last day and precision of a time.

    Parameters
    ----------
    edtf
        An EDTF string of any level; ``~`` and ``?`` do not widen it.

    Returns
    -------
    tuple
        Both days belong to the time. A side that is open (``1945/..``) or unknown (``1945/``), or lies outside the
        years 1 to 9999, is None. The precision is ``day``, ``month``, ``season``, ``year``, ``decade``, ``century``
        or ``interval``. Three times None where the string is None, empty, not EDTF, or ends before it begins.

    Examples
    --------
    >>> time_bounds("1945-08~")
    (datetime.date(1945, 8, 1), datetime.date(1945, 8, 31), 'month')
    >>> time_bounds("1945/..")
    (datetime.date(1945, 1, 1), None, 'interval')
    >>> time_bounds("../198X")
    (None, datetime.date(1989, 12, 31), 'interval')
    >>> time_bounds("some day")
    (None, None, None)
    """
    if not edtf or "XXXX" in edtf:  # a day of no known year has no bounds
        return _NOTHING
    if plain := _PLAIN.fullmatch(edtf):
        return _calendar(*(int(part) if part else None for part in plain.groups()))
    start, slash, end = edtf.partition("/")
    if slash and "X" in edtf and (start in {"", ".."}) != (end in {"", ".."}):
        # The package reads "198X" and "1980/..", but not "198X/..".
        first, last, _ = time_bounds(start if end in {"", ".."} else end)
        bounds = (first, None) if end in {"", ".."} else (None, last)
        return (*bounds, "interval") if bounds != (None, None) else _NOTHING
    try:
        parsed = parse_edtf(edtf)
        # The package pads an unknown end of an interval by ten years; a guess has no place among dates.
        first = None if edtf.startswith("/") else _day(parsed.lower_strict())
        last = None if edtf.endswith("/") else _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, ArithmeticError, AttributeError, TypeError):
        return _NOTHING
    if (first is None and last is None) or (first and last and first > last):
        return _NOTHING
    return first, last, _precision(edtf, first, last)


def _calendar(year: int | None, month: int | None, day: int | None) -> Bounds:
    """A year, month or day of the calendar: nearly all dates that texts give, a thousand times as fast by hand."""
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return _NOTHING
    if day:
        return first, first, "day"
    last = month or 12
    return first, date(first.year, last, monthrange(first.year, last)[1]), "month" if month else "year"


def _day(bound: struct_time | float) -> date | None:
    if isinstance(bound, float) and math.isinf(bound):
        return None
    year, month, day = bound[:3]  # type: ignore[index]
    return date(year, month, day) if MINYEAR <= year <= MAXYEAR else None


def _precision(edtf: str, first: date | None, last: date | None) -> str:
    if first is None or last is None or edtf[0] in "[{" or "/" in edtf:
        return "interval"
    if "-21" <= edtf[4:7] <= "-41":  # EDTF writes seasons, quarters and half-years as months 21 to 41
        return "season"
    if first == last:
        return "day"
    # Ends on the last day of a month; the day after 9999-12-31 does not exist.
    whole = first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1)
    if not whole:
        return "interval"
    years = last.year - first.year
    if years == 0:
        return {0: "month", 11: "year"}.get(last.month - first.month, "season")
    return {9: "decade", 99: "century"}.get(years, "interval")
