"""Where in a text a time is expressed, and what the whole expression means: ranges, "since", "by the end of", wars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from kg.errors import CatalogError
from kg.model import When
from kg.toml_file import check_keys, integer, load_toml, strings, tables
from kg.when_dates import Context, count, point, valid
from kg.when_words import DAY, KINDS, MONTH, POINT, YEAR, compiled

__all__ = ["Words", "dateline", "eras", "find", "read_eras", "resolve"]

_EDGE = (
    r"(?:(?:the )?(?P<edge>beginning|start|outbreak|onset|eve|end|close|conclusion|aftermath"
    r"|(?:closing|first|early|last|final) (?:days|weeks|months|years|stages)) of )?"
)
_COUNT = r"(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
_TO = r"(?: ?[-–/] ?| to | and | or )"

# The first pattern that fits at a place is taken, so longer ones stand first.
SHAPES = {
    "between": rf"\b(?:[Ff]rom|[Bb]etween) (?P<a>{POINT}|{DAY}) (?:to|until|till|and|through|up to) (?P<b>{POINT})",
    "days": rf"{DAY}{_TO}{DAY} {MONTH}(?:,? {YEAR})?|{MONTH} {DAY}{_TO}{DAY}(?:,? {YEAR})?",
    "months": rf"{MONTH}{_TO}{MONTH},?(?: of)? {YEAR}",
    "years": rf"{YEAR}(?:[-–/]| to )(?:{YEAR}|[0-9][0-9](?![0-9-]))|{YEAR}(?:, {YEAR})*,? and {YEAR}",
    "lasting": rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Ww]ithin) the (?:last|past|previous) (?P<n>{_COUNT})"
    r" (?P<unit>years|months|weeks|days)\b",
    "since": rf"\b(?:[Ss]ince|[Ss]tarting (?:in|from)|[Bb]eginning in) (?P<a>{POINT})",
    "onward": rf"\b[Ff]rom (?P<a>{POINT}) (?:on|onwards?)\b",
    "until": rf"\b(?:[Uu]ntil|[Tt]ill|[Uu]p to|[Tt]hrough) (?P<a>{POINT})",
    "before": rf"\b(?:[Bb]efore|[Pp]rior to|[Bb]y) (?P<a>{POINT})",
    "after": rf"\b[Aa]fter (?P<a>{POINT})",
    "point": POINT,
}
# A bare number of four digits is a year (May, March a month) only here, or where the language model calls it a date.
_LEADS = compiled(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Aa]s of|[Uu]ntil|[Bb]y|[Ff]rom|[Tt]o|[Aa]round|[Cc]irca|early|late|and)|,) $"
)
_NO_YEAR_AFTER = compiled(
    r"(?:[Rr]esolutions?|No\.?|[Aa]rticle|[Nn]umber|[Ff]light|about|nearly|over|some|than|worth) $"
)
_NO_YEAR_BEFORE = compiled(
    r" (?:%|percent|k?m\b|kilomet|miles|people|troops|soldiers|men\b|nautical|square|sq|hectares|tons)"
)
_NEGATED = compiled(r"\b(?:not|n['’]t|never|wait(?:ed|ing|s)?|nor|only)\b[^.;:]{0,120}$")


@dataclass(frozen=True, slots=True)
class Words:
    """Code points ``start`` to ``end`` that express a time; ``shape`` is a key of ``SHAPES`` or ``era``.

    ``sure`` is False for a bare number that may or may not be a year.
    """

    start: int
    end: int
    text: str
    shape: str
    sure: bool = True


@cache
def eras() -> Mapping[str, tuple[int, int]]:
    """First and last year of each named war or era of ``kg/data/eras.toml``, by its name in small letters."""
    with as_file(files("kg") / "data" / "eras.toml") as file:
        return read_eras(file)


def read_eras(file: Path) -> Mapping[str, tuple[int, int]]:
    """Read a file of eras.

    Raises
    ------
    CatalogError
        Where it has unknown keys, years that are missing or out of order, or a name twice.
    """
    found: dict[str, tuple[int, int]] = {}
    data = load_toml(file)
    check_keys(file, "(top)", data, frozenset({"era"}))
    for where, era in tables(file, data, "era", frozenset({"names", "start", "end"})):
        start, end = integer(file, where, era, "start"), integer(file, where, era, "end")
        if start is None or end is None or not 1000 <= start <= end <= 2100:
            raise CatalogError(file, f"{where}.end", end, f"1000 <= start <= end <= 2100; start is {start}")
        for name in strings(file, where, era, "names"):
            if name.lower() in found:
                raise CatalogError(file, f"{where}.names", name, "a name that no other era has")
            found[name.lower()] = (start, end)
    return found


@cache
def _era_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\ ", " ") for name in sorted(eras(), key=len, reverse=True))
    lead = "in|at|by|during|throughout|since|after|following|before|prior to|until|near|from|towards?"
    return compiled(rf"(?i:\b(?P<lead>{lead})) {_EDGE}(?:the )?(?i:(?P<era>{names}))\b(?! (?:of|in) [0-9])")


def dateline(text: str) -> tuple[int, str | None] | None:
    """Find the place and date at the head of a news text ("OSLO, 7 September 2004 -").

    Returns
    -------
    tuple[int, str | None] | None
        Where it ends, and its ISO date (None where it names no year); None where the text begins otherwise.

    Examples
    --------
    >>> dateline("OSLO, 7 September 2004 - The two ministers met.")
    (24, '2004-09-07')
    """
    place, day = r"(?P<place>[A-Z][A-Z.'’,()/ -]{2,36}?)", f"{KINDS['plain']}|{KINDS['yearless']}"
    match = compiled(rf"\W*{place},? ?\(?(?P<date>{day})\)?(?: ?\([A-Za-z]+\))?(?: ?[-–—:]+)?(?= )").match(text)
    if not match or _NO_PLACE.search(match["place"].strip(" ,()")):
        return None
    iso, how = point(match["date"], Context())
    return match.end(), iso if iso and how == "absolute" and len(iso) == 10 else None


# A headline in capitals is no dateline.
_NO_PLACE = compiled(rf"^{MONTH}|\b(?:IN|ON|OF|BY|SINCE|UNTIL|FROM|TO|AND|BEFORE|AFTER|THE)$")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return ("era", _era_pattern()), *((shape, compiled(pattern)) for shape, pattern in SHAPES.items())


def find(text: str) -> Iterator[Words]:
    """Yield the times that a text expresses, in its order; they do not overlap. A dateline is left out."""
    head = dateline(text)
    taken = head[0] if head else 0
    hits = [
        (match.start(), rank, match.end(), shape)
        for rank, (shape, pattern) in enumerate(_patterns())
        for match in pattern.finditer(text, taken)
    ]
    for start, _, end, shape in sorted(hits):
        if start < taken:
            continue
        words = text[start:end]
        if shape == "until" and _NEGATED.search(text, max(0, start - 140), start):
            shape = "not until"
        sure = True
        before, after = text[max(0, start - 24) : start], text[end : end + 14]
        if shape == "years" or re.fullmatch(YEAR, words):
            if _NO_YEAR_AFTER.search(before) or _NO_YEAR_BEFORE.match(after):
                continue
            sure = bool(_LEADS.search(before) or (before.endswith("(") and after.startswith(")")))
        elif words in ("May", "March"):
            sure = bool(_LEADS.search(before))
        yield Words(start, end, words, shape, sure)
        taken = end


def resolve(words: Words, context: Context) -> When:
    """Read an expression that `find` found.

    Returns
    -------
    When
        ``edtf`` None and ``resolution`` ``unresolved`` where it cannot be read; the words are kept. ``against`` is the
        date, or the time last spoken of, that a relative expression was read against.
    """
    if words.shape == "era":
        edtf, how = _era(words.text), "event"
    else:
        edtf, how = _shape(words, context)
    if edtf is None or not valid(edtf):
        return When(None, words.text, "unresolved")
    anchor = context.anchor.iso if context.anchor else None
    against = {"relative": anchor, "previous": context.previous}.get(how)
    return When(edtf, words.text, "relative" if how == "previous" else how, against)


def _shape(words: Words, context: Context) -> tuple[str | None, str]:
    shape = "until" if words.shape == "not until" else words.shape
    match = compiled(SHAPES[shape]).fullmatch(words.text)
    if match is None:
        return None, "unresolved"
    if shape == "between":
        return _between(match["a"], match["b"], context)
    if shape in ("days", "months", "years"):
        return _listed(shape, words.text, context)
    if shape == "lasting":
        return _lasting(match["n"], match["unit"], context)
    edtf, how = point(match["a"] if shape != "point" else words.text, context)
    if edtf is None or words.shape in ("point", "not until") or (shape == "before" and how != "absolute"):
        return edtf, how
    first, last = edtf.split("/")[0], edtf.split("/")[-1]
    forms = {"until": f"../{last}", "before": f"../{first}"}
    return forms.get(shape, f"{last if shape == 'after' else first}/.."), how


def _lasting(number: str, unit: str, context: Context) -> tuple[str | None, str]:
    """The stretch of time up to the date of the text."""
    if not context.anchor:
        return None, "unresolved"
    if unit == "years":  # round numbers too, which "ago" leaves unread
        first: str | None = f"{context.anchor.first.year - count(number):04}"
    else:
        first, _ = point(f"{number} {unit} ago", context)
    return (f"{first}/{context.anchor.iso[: len(first)]}" if first else None), "relative"


def _between(first: str, last: str, context: Context) -> tuple[str | None, str]:
    """A range; what only one of its ends names (the year, the month) holds for the other too."""
    if re.fullmatch(DAY, first):
        first += " " + re.sub(DAY, "", last, count=1).strip()
    else:
        years = [re.search(YEAR, part) for part in (first, last)]
        if years[1] and not years[0] and re.search(MONTH, first):
            first += " " + years[1][0]
        elif years[0] and not years[1] and re.search(MONTH, last):
            last += " " + years[0][0]
    (low, how), (high, how_high) = point(first, context), point(last, context)
    if not low or not high:
        return None, "unresolved"
    return f"{low.split('/')[0]}/{high.split('/')[-1]}", how if how == how_high else "relative"


def _listed(shape: str, words: str, context: Context) -> tuple[str | None, str]:
    """The first to the last of several days, months or years that share what stands behind or before them."""
    years = re.findall(YEAR, words)
    if shape == "years":
        last = years[-1] if len(years) > 1 else years[0][:2] + words[-2:]
        return f"{years[0]}/{last}", "absolute"
    if shape == "months":
        months = re.findall(MONTH, words)
        ends = [f"{month} {years[0]}" for month in months]
    else:
        month = re.findall(MONTH, words)[0]
        days = [day for day in re.findall(DAY, words) if day not in years]
        ends = [" ".join([month, day, *years]) for day in days]
    return _between(ends[0], ends[-1], context)


def _era(words: str) -> str | None:
    match = _era_pattern().fullmatch(words)
    if match is None:
        return None
    start, end = eras()[re.sub(r"\s+", " ", match["era"]).lower()]
    lead, edge = match["lead"].lower(), (match["edge"] or "").lower()
    early = bool(re.match("beginning|start|outbreak|onset|eve|first|early", edge))
    year = start if early else end
    if lead in ("since", "after", "following", "from") or edge == "aftermath":
        return f"{year}/.."
    if lead in ("before", "prior to", "until"):
        return f"../{end if (lead == 'until' and not edge) or (edge and not early) else start}"
    return str(year) if edge or lead == "by" or start == end else f"{start}/{end}"
