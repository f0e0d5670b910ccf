"""Pairs of mentions in a sentence that a relation may hold between, each with the word that may carry it.

The statistical half of the extractor judges these candidates; the rules propose theirs by other ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.coreference import resolve_one
from kg.extract.engine import Lexicon
from kg.mentions import Reading
from kg.model import Kind

__all__ = ["Candidate", "Place", "Sentence", "Trigger", "candidates", "sentence_of", "triggers"]

_PRONOUNS = frozenset(
    "he him his she her it its they them their both each we us our who which that whom whose".split()
)
_NOUNS = ("organs", "agreements", "disputes", "territories", "parts", "state_groups", "state_nouns", "person_nouns")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
# links further apart than this are no better than chance, and most of the pairs
_LONGEST_PATH = 8
_WIDEST = 40
_FARTHEST_TRIGGER = 1
_LEFT_OUT = frozenset({"alsoKnownAs", "holdsOffice", "successorOf"})
_MOST = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its token, the token that stands for it in paths, and how it refers."""

    token: Token
    node: int
    form: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that frames name, with the relations that it may carry."""

    token: Token
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that may hold between two mentions of a sentence."""

    relation: str
    subject: str
    object: str
    first: Place
    second: Place
    trigger: Token


@dataclass(frozen=True, slots=True)
class Sentence:
    """The mentions of a sentence with the way from each of its tokens to the root."""

    span: Span
    places: tuple[Place, ...]
    chains: dict[int, tuple[int, ...]]
    parties: tuple[str, ...]

    def chain(self, token: Token) -> tuple[int, ...]:
        """Token numbers from a token up to the root, itself first."""
        known = self.chains.get(token.i)
        if known is None:
            above = () if token.head.i == token.i else self.chain(token.head)
            known = self.chains[token.i] = (token.i, *above)
        return known

    def distance(self, one: Token, other: Token) -> int:
        """Number of links between two tokens; a large number where they hang in different trees."""
        a, b = self.chain(one), self.chain(other)
        if a[-1] != b[-1]:
            return 99
        i, j = len(a), len(b)
        while i and j and a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
        return i + j


def sentence_of(reading: Reading, span: Span) -> Sentence:
    """The mentions of one sentence."""
    nouns = frozenset().union(*(reading.catalog.cues.get(f"nouns.{name}", frozenset()) for name in _NOUNS))
    places = tuple(_places(reading, span, nouns))[:_MOST]
    return Sentence(span, places, {}, reading.parties(span.start))


def _places(reading: Reading, span: Span, nouns: frozenset[str]) -> Iterator[Place]:
    for token in span:
        referent = reading.at.get(token.i)
        if referent is not None:
            if referent.head == token.i:
                yield Place(token, _node(token), referent.role)
        elif token.lower_ in _PRONOUNS:
            yield Place(token, _node(token), "pronoun")
        elif token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in nouns:
            yield Place(token, _node(token), "noun")


def _node(token: Token) -> int:
    """The first of what a noun is coordinated with: "A and B" stand in the same place."""
    while token.dep_ == "conj" and token.head.pos_ in _NOMINAL and token.pos_ in _NOMINAL:
        token = token.head
    return token.i


def triggers(words: Lexicon) -> Mapping[str, tuple[tuple[str, frozenset[str], str], ...]]:
    """Relations by a trigger's lemma: parts of speech ("verbs" …), the other words of the wording, the relation."""
    table: dict[str, set[tuple[str, frozenset[str], str]]] = defaultdict(set)
    for (part, lemma), found in words.frames.items():
        for rest, frame in found:
            if frame.relation not in _LEFT_OUT:
                table[lemma].add((part, frozenset(rest), frame.relation))
    return {lemma: tuple(sorted(found, key=lambda f: (f[2], f[0], sorted(f[1])))) for lemma, found in table.items()}


def _triggers(
    sentence: Sentence, table: Mapping[str, tuple[tuple[str, frozenset[str], str], ...]]
) -> Iterator[Trigger]:
    present = {t.lower_ for t in sentence.span}
    for token in sentence.span:
        if token.pos_ not in {"VERB", "NOUN", "ADJ", "AUX", "PROPN"}:
            continue
        found = {}
        for form in {token.lemma_.lower(), token.lower_}:
            for part, rest, relation in table.get(form, ()):
                if _may_be(token, part) and rest <= present:
                    found[relation] = None
        if found:
            yield Trigger(token, tuple(sorted(found)))


def _may_be(token: Token, part: str) -> bool:
    if part == "verbs":
        return token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.lower_.endswith("ed"))
    if part == "nouns":
        return token.pos_ in {"NOUN", "PROPN"}
    return token.pos_ in {"ADJ", "VERB"} or token.tag_ == "VBN"


def candidates(
    reading: Reading,
    sentence: Sentence,
    words: Lexicon,
    table: Mapping[str, tuple[tuple[str, frozenset[str], str], ...]],
) -> Iterator[Candidate]:
    """Pairs of mentions with each relation that a word on or beside the path between them may carry."""
    doc = reading.doc
    carriers = list(_triggers(sentence, table))
    if not carriers or not sentence.places:
        return
    reach = [[sentence.distance(c.token, doc[p.node]) for p in sentence.places] for c in carriers]
    for i, first in enumerate(sentence.places):
        for j, second in enumerate(sentence.places):
            if abs(first.token.i - second.token.i) > _WIDEST:
                continue
            apart = sentence.distance(doc[first.node], doc[second.node])
            if apart > _LONGEST_PATH:
                continue
            best: dict[str, tuple[int, int, Token]] = {}
            for carrier, far in zip(carriers, reach, strict=True):
                off = (far[i] + far[j] - apart) // 2
                if off > _FARTHEST_TRIGGER:
                    continue
                rank = (off, far[i] + far[j], carrier.token)
                for relation in carrier.relations:
                    if relation not in best or rank[:2] < best[relation][:2]:
                        best[relation] = rank
            for relation, (_, _, token) in best.items():
                yield from _of(reading, words, relation, first, second, token, same=i == j, after=i > j)
    yield from _of_entry(reading, sentence, words, carriers, reach)


def _of(
    reading: Reading, words: Lexicon, relation: str, first: Place, second: Place, token: Token, *, same: bool, after: bool
) -> Iterator[Candidate]:
    symmetric = relation in words.symmetric
    if symmetric and after:
        return
    subjects = resolve_one(reading, first.token, words.subject[relation])
    objects = resolve_one(reading, second.token, words.object[relation]) if subjects else ()
    for s in subjects:
        for o in objects:
            if s != o and not (same and (not symmetric or s > o)):
                yield Candidate(relation, s, o, first, second, token)


def _of_entry(
    reading: Reading, sentence: Sentence, words: Lexicon, carriers: list[Trigger], reach: list[list[int]]
) -> Iterator[Candidate]:
    """The parties at an entry's head with each other and with what the sentence mentions."""
    if not sentence.parties:
        return
    for carrier, far in zip(carriers, reach, strict=True):
        here = Place(carrier.token, carrier.token.i, "entry")
        for relation in carrier.relations:
            symmetric = relation in words.symmetric
            actors = [p for p in sentence.parties if reading.kind(p) in words.subject[relation]]
            if symmetric:
                pairs = [(a, b) for n, a in enumerate(actors) for b in actors[n + 1 :]]
                for a, b in pairs:
                    yield Candidate(relation, a, b, here, here, carrier.token)
                continue
            for place, away in zip(sentence.places, far, strict=True):
                if away > 3:
                    continue
                for o in resolve_one(reading, place.token, words.object[relation]):
                    if Kind.TERRITORY in words.object[relation] and reading.kind(o) is Kind.STATE:
                        continue
                    for actor in actors:
                        if actor != o:
                            yield Candidate(relation, actor, o, here, place, carrier.token)
