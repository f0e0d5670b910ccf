"""What the classifier sees of a text with two ends: words by their place in the parse, never the ends' own names.

Four blocks of features, each a bag of strings with weights: ``words`` (runs of lemmas, each end as one word), ``near``
(lemmas weighted by their nearness to the anchor in the parse), ``types`` and ``turns`` (what the wordings suggest of
the words, alone and one above another). ``docs/events.md`` tells what else was tried and lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.event_type.ends import Ends, locate
from kg.event_type.wordings import Wordings

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["BLOCKS", "Bag", "features"]

BLOCKS = ("words", "near", "types", "turns")
FAR = 9  # the distance of a word in another sentence than the anchor
_SKIPPED = frozenset({"PUNCT", "SPACE"})
_EMPTY = _SKIPPED | {"DET"}
_BELOW = frozenset("dobj xcomp ccomp prep pobj pcomp attr acomp nsubjpass dative acl agent compound amod".split())
_DEEPEST = 5

type Bag = defaultdict[str, float]


def features(doc: Doc, source: str, target: str, wordings: Wordings) -> dict[str, Bag]:
    """The bags of a text by block; all empty for an empty text.

    Parameters
    ----------
    doc
        The parsed text.
    source, target
        The ends as they stand in it; one that does not is treated as unknown.
    wordings
        What words suggest.
    """
    ends = locate(doc, source, target)
    found: dict[str, Bag] = {block: defaultdict(float) for block in BLOCKS}
    _words(doc, ends, found["words"])
    for token in doc:
        if token.pos_ not in _EMPTY and ends.role(token) is None:
            found["near"][token.lemma_.lower()] += 1 / (1 + ends.distance.get(token.i, FAR))
    if ends.anchor is not None:
        _turns(ends.anchor, 0, wordings, found["turns"])
    _types(doc, ends, wordings, found["types"])
    return found


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _words(doc: Doc, ends: Ends, bag: Bag) -> None:
    """Runs of one to three lemmas, each end as one word."""
    line: list[str] = []
    spans = [span for span in (ends.source, ends.target) if span is not None]
    for token in doc:
        role = ends.role(token)
        if role is not None:
            if any(span.start == token.i for span in spans):
                line.append(role.upper())
        elif token.pos_ not in _SKIPPED:
            line.append("NUMBER" if token.pos_ == "NUM" else _lemma(token))
    for length in (1, 2, 3):
        for start in range(len(line) - length + 1):
            bag[" ".join(line[start : start + length])] += 1


def _suggested(token: Token, wordings: Wordings) -> Iterator[str]:
    """The tables that have the word, by its part of speech; a verb with a particle that they know goes first."""
    word = _lemma(token)
    if token.pos_ in ("VERB", "AUX") or token.dep_ == "ROOT":
        particles = [_lemma(child) for child in token.children if child.dep_ in ("prt", "prep", "advmod")]
        phrasal = [name for part in particles for name in wordings.verbs.get(f"{word} {part}", ())]
        yield from phrasal or wordings.verbs.get(word, ())
    if token.pos_ in ("NOUN", "PROPN"):
        yield from wordings.nouns.get(word, ())
    if token.pos_ in ("ADJ", "VERB"):
        yield from wordings.adjectives.get(word, ())
    if token.dep_ == "aux" or token.tag_ == "MD":
        yield from dict.fromkeys(_either(wordings.auxiliaries, word, token.lower_))
    if token.dep_ == "neg":
        yield "denied"


def _either(table: Mapping[str, tuple[str, ...]], *words: str) -> Iterator[str]:
    for word in words:
        yield from table.get(word, ())


def _types(doc: Doc, ends: Ends, wordings: Wordings, bag: Bag) -> None:
    """What the words suggest, weighted by nearness, apart by part of speech and for words of the ends themselves."""
    for token in doc:
        away = ends.distance.get(token.i, FAR)
        role = ends.role(token)
        for name in _suggested(token, wordings):
            bag[f"{'end ' if role else ''}{token.pos_} {name}"] += 1 / (1 + away)
            if role is None and away <= 3:
                bag[f"{min(away, 2)} {name}"] += 0.5


def _turns(token: Token, depth: int, wordings: Wordings, bag: Bag) -> list[str]:
    """Pairs of suggestions, one above the other in the parse ("agree" above "meet"); returns those of the top."""
    here = [name for child in token.children if child.dep_ in ("aux", "neg") for name in _suggested(child, wordings)]
    here += _suggested(token, wordings)
    below = [
        _turns(child, depth + (child.dep_ != "prep"), wordings, bag)
        for child in token.children
        if child.dep_ in _BELOW and depth < _DEEPEST
    ]
    for names in below:
        for one in here:
            for other in names:
                bag[f"{one} > {other}"] += 1 / (1 + depth)
    return here or [name for names in below for name in names]
