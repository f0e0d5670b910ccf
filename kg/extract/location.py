"""Where the places at issue lie, from the prepositions, possessives and demonyms that hang on their noun phrases."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.coreference import resolve, resolve_one
from kg.extract.contested import uses
from kg.extract.quote import quote_span
from kg.model import GROUND, Kind, Match
from kg.phrases import modifiers, prepositional
from kg.reading import Reading

__all__ = ["located"]

_AT_ISSUE = frozenset({Kind.PLACE, Kind.TERRITORY})
_IN = ("in", "within", "on", "inside")
_NEAR = ("off", "near", "beside", "along", "around", "between", "beyond", "above", "opposite")
_BORDERS = frozenset({"border", "boundary", "frontier"})
_COASTS = frozenset({"coast", "shore", "mile", "coastline", "mainland"})
_MEETINGS = frozenset(
    "talk talks meeting summit conference vote referendum war negotiation discuss meet negotiate visit".split()
)
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "off"})
# nouns that only say where inside: "in the middle of", "in the waters of"
_INSIDE = frozenset(
    {"middle", "center", "centre", "heart", "part", "waters", "north", "south", "east", "west", "territory"}
)
# "the Philippine island of Luzon"; a colony or enclave is named for its holder, not for where it lies
_LOCATED_NOUNS = frozenset(
    {"island", "islet", "state", "province", "region", "city", "town", "village", "archipelago", "peninsula"}
)


def located(reading: Reading, at_issue: frozenset[str]) -> Iterator[Match]:
    """``locatedIn`` and ``locatedNear`` of the places at issue; each place and its whereabouts once."""
    seen = set()
    named = list(uses(reading))
    as_names, by_sides = {use.name.head for use in named}, {use.side_token for use in named}
    for token in reading.doc:
        if (token.pos_ not in {"NOUN", "PROPN"} and token.i not in reading.at) or (
            token.dep_ == "pobj" and token.head.lower_ == "as"
        ):
            continue
        if token.i in as_names:
            continue  # "known as the Malvinas in Argentina" says where the name is used
        places = [p for p in resolve_one(reading, token, _AT_ISSUE) if p in at_issue]
        if not places:
            continue
        for relation, other, inner in _whereabouts(reading, token):
            for place in places if inner.i not in by_sides else ():
                if other not in places and (place, relation, other) not in seen:
                    seen.add((place, relation, other))
                    yield Match(
                        relation,
                        f"{relation}.phrase",
                        place,
                        other,
                        token.i,
                        token.i,
                        inner.i,
                        quote_span(reading, token, inner),
                        confidence=0.6,
                    )


def _whereabouts(reading: Reading, token: Token) -> Iterator[tuple[str, str, Token]]:
    yield from _of_phrase(reading, token)
    last = token
    while conjuncts := [c for c in last.children if c.dep_ == "conj" and c.pos_ == "PROPN"]:
        last = conjuncts[-1]
    if last is not token:  # "A, B and C in the Spratlys": what hangs on the last holds for all
        yield from _of_phrase(reading, last)
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and _is_ground(reading, child):
            yield from _of_phrase(reading, child)
        if child.dep_ == "poss" and _named_after(reading, child, token):
            yield from (("locatedIn", e, t) for e, t in resolve(reading, child, frozenset({Kind.STATE})))
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":  # "the cape is a spit of land in the gulf"
        for child in token.head.children:
            if child.dep_ == "attr" and _is_ground(reading, child):
                yield from _of_phrase(reading, child)
    yield from _by_demonym(reading, token)
    yield from _included(reading, token)
    yield from _right_after(reading, token)


def _is_ground(reading: Reading, noun: Token) -> bool:
    return noun.lemma_.lower() in reading.catalog.cues.get("nouns.territories", frozenset())


def _included(reading: Reading, token: Token) -> Iterator[tuple[str, str, Token]]:
    """ "the archipelago, including the atoll": the part lies in the named whole."""
    first = token
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ == "including":
        whole = first.head.head
        for entity in resolve_one(reading, whole, GROUND):
            yield "locatedIn", entity, whole


def _right_after(reading: Reading, token: Token) -> Iterator[tuple[str, str, Token]]:
    """ "a dispute over the reef in the gulf", where the parser hangs the gulf on the dispute."""
    name = reading.at.get(token.i)
    if name is None or name.role != "name" or name.end >= len(reading.doc) or token.dep_ not in {"pobj", "dobj"}:
        return
    preposition = reading.doc[name.end]
    governor = token.head.head if token.dep_ == "pobj" else token.head
    if preposition.dep_ != "prep" or preposition.lower_ not in {"in", "off", "near"} or preposition.head != governor:
        return
    for head in (c for c in preposition.children if c.dep_ == "pobj"):
        place = reading.at.get(head.i)
        if place is None or place.role != "name" or governor.lemma_.lower() in _MEETINGS:
            continue
        if governor.pos_ == "NOUN" or not set(place.options) & reading.catalog.states.keys():
            yield from _place(reading, head, "locatedIn" if preposition.lower_ == "in" else "locatedNear")


def _named_after(reading: Reading, owner: Token, place: Token) -> bool:
    """Whether a possessive stands right before a name ("Malaysia's Sabah", not "China's rival Taiwan")."""
    name = reading.at.get(place.i)
    return owner.i in reading.at and name is not None and name.role == "name" and owner.right_edge.i + 1 == name.start


def _by_demonym(reading: Reading, token: Token) -> Iterator[tuple[str, str, Token]]:
    if token.lemma_.lower() not in _LOCATED_NOUNS:
        return
    for word in modifiers(token):
        referent = reading.at.get(word.i)
        if referent is not None and referent.role == "adjective":
            yield "locatedIn", referent.options[0], word


def _of_phrase(reading: Reading, token: Token) -> Iterator[tuple[str, str, Token]]:
    for relation, prepositions in (("locatedIn", _IN), ("locatedNear", _NEAR)):
        for preposition in prepositions:
            for head in prepositional(token, preposition):
                yield from _place(reading, head, relation)
    if token.lemma_.lower() in _BORDERS:
        for preposition in ("with", "between"):
            for head in prepositional(token, preposition):
                yield from _named(reading, head, "locatedNear")
    described = [e for e in resolve_one(reading, token, _AT_ISSUE) if token.i not in reading.at]
    if described and token.lemma_.lower() not in _INSIDE and not _names(reading, token):
        for head in prepositional(token, "of"):
            yield from _named(reading, head, "locatedIn")
    for child in token.children:
        if child.dep_ in {"advmod", "prep"} and child.lower_ in _DIRECTIONS:
            for inner in prepositional(child, "of"):
                yield from _named(reading, inner, "locatedNear")


def _names(reading: Reading, noun: Token) -> bool:
    """Whether what follows "of" is the place itself ("the area of Abyei"), not what the place is a part of."""
    parts = reading.catalog.cues.get("nouns.parts", frozenset()) - {"area"}
    return _is_ground(reading, noun) and noun.lemma_.lower() not in parts


def _place(reading: Reading, head: Token, relation: str) -> Iterator[tuple[str, str, Token]]:
    if head.lemma_.lower() in _INSIDE | _COASTS:
        for inner in prepositional(head, "of"):
            yield from _named(reading, inner, relation)
    if head.lemma_.lower() in _COASTS:  # "off the Moroccan coast", "off Peru's shores"
        for owner in (*modifiers(head), *(c for c in head.children if c.dep_ == "poss")):
            if owner.i in reading.at:
                yield from ((relation, e, owner) for e, _ in resolve(reading, owner, frozenset({Kind.STATE})))
    yield from _named(reading, head, relation)


def _named(reading: Reading, head: Token, relation: str) -> Iterator[tuple[str, str, Token]]:
    """Named places only: to lie "near the border" says nothing to somebody who does not know which."""
    for entity, token in resolve(reading, head, GROUND):
        if token.i in reading.at:
            yield relation, entity, token
