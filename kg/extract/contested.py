"""Who calls a place what: "Seoul calls them Dokdo and Tokyo Takeshima", "known as the Senkakus in Japan".

The frames find what a verb names; here a known name tells by itself which place is meant, so that the name of the one
side is never hung on the other's, and "in Japan" behind a name is where it is used and not where the place lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.quote import quote_span
from kg.model import GROUND, Kind, Match
from kg.reading import Reading, Referent, other_name

__all__ = ["Use", "named_by_sides", "uses"]

_CALLS = frozenset("call name dub term style label christen rename".split())
_AS = frozenset("know refer claim administer style term describe list mark".split())
_BEFORE_NAME = frozenset({"the", "its", "their", "“", '"', "'", "‘", "simply", "now", "them", "it", "islands"})
_WHERE_USED = frozenset({"in", "to", "by"})
_AGAIN = frozenset({"and", "or", ",", "but"})
_WINDOW = 7


@dataclass(frozen=True, slots=True)
class Use:
    """A name of a place as somebody's word; the side that uses it and its token are None where none is told."""

    name: Referent
    place: str
    side: str | None
    side_token: int | None


def uses(reading: Reading) -> Iterator[Use]:
    """Names that the text gives as names, in its order; none where it only uses them."""
    ends_at: dict[int, Referent] = {referent.end: referent for referent in reading.referents}
    last: Use | None = None
    for name in reading.referents:
        place = next((o for o in name.options if reading.kind(o) in GROUND - {Kind.STATE}), None)
        if place is None or name.role != "name":
            continue
        i = _back(reading, name.start)
        found = _given(reading, name, i, ends_at)
        behind = _side_behind(reading, name)
        if found is None and behind and last is not None and reading.doc[i].lower_ in _AGAIN and _follows(last, i):
            found = behind  # "the Senkakus in Japan and the Diaoyus *in China*"
        if found is None:
            continue
        side = found if found[0] else behind or found
        last = Use(name, place, *side)
        yield last


def named_by_sides(reading: Reading) -> Iterator[Match]:
    """``alsoKnownAs`` of every name that some side is said to use."""
    for use in uses(reading):
        if use.side is None or use.side_token is None:
            continue
        words = reading.doc[use.name.start : use.name.end].text
        head, side = reading.doc[use.name.head], reading.doc[use.side_token]
        yield Match(
            "alsoKnownAs",
            "alsoKnownAs.side",
            use.place,
            other_name(reading, words, (use.side,)),
            use.name.head,
            use.name.head,
            use.name.head,
            quote_span(reading, head, side),
            confidence=0.85,
        )


def _back(reading: Reading, start: int) -> int:
    """The token before a name, articles and quotation marks left aside."""
    i = start - 1
    while i > 0 and reading.doc[i].lower_ in _BEFORE_NAME:
        i -= 1
    return max(i, 0)


def _given(
    reading: Reading, name: Referent, i: int, ends_at: dict[int, Referent]
) -> tuple[str | None, int | None] | None:
    """The side that names it so, (None, None) where a verb of naming stands there without one; None: no such verb."""
    verb: Token = reading.doc[i]
    lemma = verb.lemma_.lower()
    if verb.lower_ == "also" and (side := ends_at.get(i)) and reading.doc[side.start - 1].lower_ in _WHERE_USED:
        return _state(reading, side), side.head  # "Essequibo (in Venezuela *also* Guayana Esequiba)"
    if verb.lower_ == "as":
        window = reading.doc[max(name.start - _WINDOW, verb.sent.start) : i]
        verb = next((t for t in reversed(window) if t.lemma_.lower() in _AS), verb)
        if verb.lower_ == "as":
            return None
    elif lemma not in _CALLS or verb.pos_ not in {"VERB", "NOUN"}:
        return None
    passive = verb.tag_ == "VBN" and not any(c.dep_ in {"aux"} for c in verb.children)
    before = ends_at.get(verb.i) or ends_at.get(verb.i - 1)
    return (None, None) if passive or before is None else (_state(reading, before), before.head)


def _side_behind(reading: Reading, name: Referent) -> tuple[str | None, int | None] | None:
    """ "in Japan", "to the Turks" right behind a name."""
    doc = reading.doc
    if name.end + 1 >= len(doc) or doc[name.end].lower_ not in _WHERE_USED:
        return None
    i = name.end + 1 + (doc[name.end + 1].lower_ == "the")
    side = reading.at.get(i)
    language = (
        side is not None and side.role in {"adjective", "people"} and doc[name.end].lower_ == "in"
    )  # "in Chinese"
    state = _state(reading, side) if side is not None and not language else None
    return (state, side.head) if side is not None and state else None


def _state(reading: Reading, side: Referent) -> str | None:
    return next((o for o in side.options if reading.kind(o) in {Kind.STATE, Kind.ORGANIZATION}), None)


def _follows(use: Use, i: int) -> bool:
    """Whether a token stands right behind a use and its side."""
    return use.side_token is not None and 0 < i - max(use.name.end - 1, use.side_token) <= 2
