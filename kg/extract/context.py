"""Context relations that no verb carries: offices, other names, whose territory is disputed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.coreference import resolve
from kg.extract.quote import quote_span
from kg.model import Kind, Match, Span
from kg.offices import offices
from kg.reading import Reading, Referent, other_name

__all__ = ["disputed", "named", "office_holders", "other_name"]

_VAGUE = frozenset({"border", "boundary", "frontier", "section", "sector", "land", "line"})
_GROUND = frozenset({Kind.PLACE, Kind.TERRITORY})
_KNOWN = re.compile(
    r"^[\s,(—–-]*(?:(?:which|that)\s+)?(?:(?:is|are|was|were)\s+)?(?:also|otherwise|better|locally|variously|formerly|now|officially)*\s*"
    r"(?:known|called|named|termed|referred\s+to|dubbed)\s+(?:\w+ly\s+)?(?:(?:in|to|by)\s+(?:the\s+)?(?P<who>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+)?(?:as\s+)?(?:the\s+)?[“\"‘']?"
    r"(?P<name>[A-Z][\w’'\-]*(?:\s+(?:of|de|da|du|la|al|the|and)?\s*[A-Z(][\w’'\-)]*)*)"
)
_BRACKET = re.compile(
    r"^(?P<lead>\s*\(\s*(?:(?:also|otherwise|formerly|locally)?\s*(?:known|called)\s+(?:as\s+)?|or\s+|in\s+\w+,?\s+)?(?:the\s+)?[“\"]?)"
    r"(?P<name>[A-Z][\w’'.\-]*(?:[\s/]+(?:of|de|da|du|la|al|the|and)?\s*[A-Z][\w’'.\-]*)*)[”\"]?(?P<who>\s+(?:in|to|by)\s+[A-Z]\w+)?\s*\)(?!\s+[A-Z])"
)
_SLASH = re.compile(r"^\s?/\s?(?P<name>[A-Z][\w’'\-]*(?:\s+(?:of|de|da|du|la|al|the)?\s*[A-Z][\w’'\-]*)*)")
_OR = re.compile(r"^,?\s+or\s+(?:the\s+)?(?P<name>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*)*),")
_CALLS = re.compile(
    r"^,?\s*(?:which|that)\s+(?:the\s+)?(?P<who>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:calls?|refers?\s+to\s+as)\s+(?:the\s+)?[“\"]?"
    r"(?P<name>[A-Z][\w’'\-]*(?:\s+[A-Z][\w’'\-]*)*)"
)


def office_holders(reading: Reading) -> Iterator[Match]:
    """``holdsOffice`` from titles and appositions."""
    for office in offices(reading):
        tokens = [reading.doc[i] for i in (office.name, office.title, office.owner)]
        yield Match(
            "holdsOffice",
            f"holdsOffice.{office.rule}",
            office.person,
            office.body,
            office.title,
            office.name,
            office.owner,
            quote_span(reading, tokens[1], *tokens),
            confidence=0.6 if office.rule == "context" else 0.85,
        )


def named(reading: Reading) -> Iterator[Match]:
    """``alsoKnownAs``: brackets, slashes, "known as", "or", "which X calls"."""
    text = reading.document.text
    for referent in reading.referents:
        entity = next((o for o in referent.options if reading.kind(o) in {*_GROUND, Kind.AGREEMENT}), None)
        if entity is None or referent.role != "name":
            continue
        last = reading.doc[referent.end - 1]
        end = last.idx + len(last)
        if referent.end < len(reading.doc) and reading.doc[referent.end].lower_ in {
            "islands",
            "island",
            "region",
            "area",
        }:
            end = reading.doc[referent.end].idx + len(reading.doc[referent.end])
        rest = text[end : end + 120]
        for rule, pattern in (
            ("known", _KNOWN),
            ("bracket", _BRACKET),
            ("slash", _SLASH),
            ("or", _OR),
            ("calls", _CALLS),
        ):
            found = pattern.match(rest)
            if found is None or found["name"].lower() in {"un", "us", "uk"}:
                continue
            if rule in {"bracket", "or"} and _means_another(reading, entity, end + found.start("name")):
                continue
            users: tuple[str, ...] = ()
            if "who" in pattern.groupindex and found["who"]:
                users = tuple(
                    r.options[0] for r in reading.referents if r.options and _covers(reading, r, end + found.end("who"))
                )
            start = reading.doc[referent.start].idx
            words = found["name"].rstrip(")") if "(" not in found["name"] else found["name"]
            for name in re.split(r"\s*/\s*", words):
                if rule == "slash" and name == reading.label(entity):
                    name = text[start:end]  # "Iturup/Etorofu": the less usual name is the other one
                yield Match(
                    "alsoKnownAs",
                    f"alsoKnownAs.{rule}",
                    entity,
                    other_name(reading, name, users),
                    referent.head,
                    referent.head,
                    referent.head,
                    Span(start, end + found.end("name")),
                    confidence=0.7,
                )
            break


def _means_another(reading: Reading, entity: str, start: int) -> bool:
    """Whether the words are the name of something else that the catalog or the text knows ("Paris (Reuters)")."""
    for referent in reading.referents:
        if reading.doc[referent.start].idx == start and referent.options and entity not in referent.options:
            return referent.options[0] in reading.catalog.entities or reading.kind(referent.options[0]) not in _GROUND
    return False


def _covers(reading: Reading, referent: Referent, end: int) -> bool:
    last = reading.doc[referent.end - 1]
    return last.idx + len(last) == end


def disputed(reading: Reading) -> Iterator[Match]:
    """``disputes`` from "disputed Kashmir" where the sentence or the entry's head names the parties."""
    for token in reading.doc:
        if token.lower_ not in {"disputed", "contested", "long-disputed"} or token.dep_ != "amod":
            continue
        named = {o for r in reading.referents for o in r.options}
        vague = token.head.lemma_.lower() in _VAGUE  # which border, the text does not name
        places = [p for p in resolve(reading, token.head, _GROUND) if p[0] in named or not vague]
        parties = reading.parties(token.i) or _beside(reading, token)
        if not 2 <= len(parties) <= 4:
            continue
        for place, inner in places:
            for party in parties:
                if party != place:
                    yield Match(
                        "disputes",
                        "disputes.adjective",
                        party,
                        place,
                        token.i,
                        token.i,
                        inner.i,
                        quote_span(reading, token, inner),
                        confidence=0.6,
                    )


def _beside(reading: Reading, token: Token) -> tuple[str, ...]:
    """States that act in the sentence: subject and the one it acts with, or a coordinated pair."""
    sentence = token.sent
    states = [
        r.options[0]
        for r in reading.referents
        if sentence.start <= r.start < sentence.end and r.options and reading.kind(r.options[0]) is Kind.STATE
    ]
    found = tuple(dict.fromkeys(states))
    return found if len(found) == 2 else ()
