"""Publication dates: ISO 8601 calendar dates, or the year and month, or the year alone."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["PUBLISHED", "is_published"]

PUBLISHED = "an ISO date (2014-01-31), a year and month (2014-01) or a year (2014)"
"""What may stand as a publication date, in words for messages."""

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_published(value: str) -> bool:
    """Whether the value may stand as a publication date; the day must exist in the calendar.

    >>> [is_published(value) for value in ("2014", "2014-01", "2014-02-29", "31 January 2014", "")]
    [True, True, False, False, False]
    """
    found = _SHAPE.fullmatch(value)
    if not found:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
