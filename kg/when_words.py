"""Patterns of the words that express a point in time: days, months, years, decades, centuries, "two weeks ago"."""

from __future__ import annotations

import calendar
import re
from functools import cache

__all__ = [
    "ABBREVIATED",
    "DAY",
    "HOURS",
    "KINDS",
    "MONTH",
    "MONTHS",
    "NUMBER",
    "NUMBERS",
    "OF_THE",
    "ORDINAL",
    "ORDINALS",
    "PART",
    "POINT",
    "SEASON",
    "UNIT",
    "WEEKDAY",
    "WEEKDAYS",
    "YEAR",
    "compiled",
]

# fmt: off
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}
ORDINALS = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}
# fmt: on


MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}


def _names(names: list[str]) -> str:
    # Capitalised or all capitals only: "may" and "march" in small letters are verbs.
    return r"\b(?:" + "|".join(f"{name}|{name.upper()}" for name in names) + r")\b"


# Fragments of patterns; a blank in a pattern stands for any white space.
MONTH = _names(list(calendar.month_name)[1:])
WEEKDAY = _names(list(calendar.day_name))
YEAR = r"\b(?:1[0-9]{3}|20[0-9]{2})\b(?![.,][0-9])"
DAY = r"(?<![0-9.,/])\b(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?\b(?!%|[.,:][0-9])"
ABBREVIATED = rf"(?:{MONTH}|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
NUMBER = r"\b(?i:[0-9]{1,3}|" + "|".join(NUMBERS) + ")"
UNIT = "(?:day|week|month|year)"
SEASON = r"(?:spring|summer|autumn|fall|winter)\b"
HOURS = r" (?:morning|afternoon|evening|night)\b"
ORDINAL = r"\b(?:" + "|".join(ORDINALS) + r"|(?:1[0-9]|2[01])(?:th|st))"

# What the words of a kind mean is read by the function of the same name in _READERS; the first kind that fits is taken.
KINDS = {
    "plain": rf"(?:{WEEKDAY},? )?(?:the )?{DAY}(?: of)? {ABBREVIATED},? {YEAR}"
    rf"|(?:{WEEKDAY},? )?{ABBREVIATED} {DAY}(?:,? | of ){YEAR}"
    rf"|{ABBREVIATED},?(?: of)? {YEAR}|\b(?:1[0-9]|20)[0-9]{{2}}-(?:0[1-9]|1[0-2])-(?:3[01]|[12][0-9]|0[1-9])\b",
    "numeric": r"\b[0-9]{1,2}[/.][0-9]{1,2}[/.](?:1[0-9]|20)[0-9]{2}\b",
    "yearless": rf"(?:{WEEKDAY},? )?(?:(?:the )?{DAY}(?: of)? {ABBREVIATED}|{ABBREVIATED} {DAY})",
    "decade": r"(?:the )?\b(?:1[0-9]|20)[0-9]0['’]?s\b",
    "century": rf"(?:the )?{ORDINAL}[ -]century\b",
    "ago": rf"{NUMBER} (?:{UNIT}|decade|century|centurie)s? ago\b",
    "later": rf"{NUMBER} {UNIT}s? (?:later|earlier)\b|\b(?:that|the same|that same|that very) {UNIT}\b"
    rf"|\bthe (?:following|next|previous) (?:{UNIT}\b|{SEASON})",
    "relative": rf"\b(?:last|past|previous|this|current|present|next|coming) (?:(?:week|month|year)\b|{SEASON})",
    "month": rf"(?:\b(?:last|this|next) )?{MONTH}",
    "weekday": rf"(?:\b(?:last|this|next) )?{WEEKDAY}(?:{HOURS})?",
    "day": rf"\b(?:the day before yesterday|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)\b(?:{HOURS})?",
    "year": rf"(?<![$£€.,/-]){YEAR}",
}
PART = (
    r"(?:\b[Tt]he )?(?:very )?\b(?:[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater|beginning|start|end|middle|close|dawn"
    r"|first half|second half|(?:closing|last|final|first|opening|early) (?:days|weeks|months|years|part|quarter)"
    rf"|{SEASON})(?: part)?(?:-|,? of (?:the )?|,? in (?:the )?|,? (?:the )?)"
)
OF_THE = r"(?:\b[Tt]he )?\b(?:beginning|start|middle|end) of the (?:week|month|year)\b"
POINT = rf"(?:{OF_THE}|(?:{PART})?(?:{'|'.join(KINDS.values())}))"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with every blank standing for any white space, ``" ?"`` for none or any."""
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"))
