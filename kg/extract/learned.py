"""The learned half of the extractor: proposes what the rules miss, vetoes what they get wrong, says how sure it is.

A logistic regression over sparse features of (pair of mentions, relation, trigger). The weights lie in
``kg/data/model/relations.json``; ``scripts/train_relations.py`` makes them, ``docs/extraction-model.md`` has the figures.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from kg.catalog import DATA
from kg.errors import CatalogError
from kg.extract.candidates import Candidate, Place, Sentence, candidates, sentence_of, triggers
from kg.extract.engine import Lexicon, quote_span
from kg.extract.features import Context, features, votes_of
from kg.mentions import Reading
from kg.model import Match

__all__ = ["WEIGHTS", "Judged", "Scorer", "judge", "load", "refine"]

WEIGHTS = DATA / "model" / "relations.json"
_KEYS = frozenset({"bias", "weights", "accept", "keep", "calibration"})


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights and thresholds.

    ``accept`` is the least probability of a proposal that is taken, ``keep`` the least of a rule's match that stays;
    ``calibration`` are (slope, offset) of the logistic curve that turns scores into probabilities, for matches of rules
    and for proposals.
    """

    bias: float
    weights: Mapping[str, float]
    accept: float
    keep: float
    calibration: Mapping[str, tuple[float, float]]

    def score(self, found: Iterable[str]) -> float:
        """Sum of the weights of some features; unknown ones count nothing."""
        get = self.weights.get
        return self.bias + sum(get(feature, 0.0) for feature in found)

    def probability(self, score: float, *, rule: bool) -> float:
        """Share of the candidates with this score that are right."""
        slope, offset = self.calibration["rule" if rule else "proposal"]
        x = max(-30.0, min(30.0, slope * score + offset))
        return 1 / (1 + math.exp(-x))


@cache
def load(file: Path = WEIGHTS) -> Scorer:
    """The scorer that ships with the package.

    Raises
    ------
    CatalogError
        If the file is missing, is not JSON or lacks a key.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogError(file, "(file)", "missing", "the weights that scripts/train_relations.py writes") from error
    except ValueError as error:
        raise CatalogError(file, "(file)", str(error), "JSON") from error
    if not isinstance(data, dict) or set(data) != _KEYS:
        found = sorted(data) if isinstance(data, dict) else data
        raise CatalogError(file, "(top)", found, f"an object with {', '.join(sorted(_KEYS))}")
    try:
        curves = {part: (float(slope), float(offset)) for part, (slope, offset) in data["calibration"].items()}
        curves["rule"], curves["proposal"]
        weights = {str(k): float(v) for k, v in data["weights"].items()}
        return Scorer(float(data["bias"]), weights, float(data["accept"]), float(data["keep"]), curves)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CatalogError(file, "(values)", str(error), "numbers; calibration of rule and proposal as pairs") from error


@dataclass(frozen=True, slots=True)
class Judged:
    """A match with its features; ``proposal``: the rules have not found it."""

    match: Match
    features: tuple[str, ...]
    proposal: bool


def judge(reading: Reading, matches: Iterable[Match], words: Lexicon) -> Iterator[Judged]:
    """The rules' matches and the proposals of a document with their features."""
    matches = list(matches)
    votes = votes_of(matches, words.symmetric)
    table, expected = _tables(words)
    for span in reading.doc.sents:
        context = Context(reading, sentence_of(reading, span), words, votes, expected=expected)
        for match in matches:
            if span.start <= match.trigger < span.end:
                candidate = _as_candidate(reading, match, context.sentence)
                yield Judged(match, tuple(features(context, candidate, match)), proposal=False)
        for candidate in candidates(reading, context.sentence, words, table):
            key = candidate.relation, candidate.subject, candidate.object
            if True:
                yield Judged(_as_match(reading, candidate), tuple(features(context, candidate)), proposal=True)


_TABLES: dict[int, tuple[object, object]] = {}


def _tables(words: Lexicon):
    known = _TABLES.get(id(words))
    if known is None:
        expected: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for (part, _), found in words.frames.items():
            for _, frame in found:
                one, two = expected.setdefault((frame.relation, part[0].upper()), (set(), set()))
                one.update(frame.subject, frame.pairs)
                two.update(frame.object, frame.pairs)
        known = _TABLES[id(words)] = (triggers(words), {k: (frozenset(a), frozenset(b)) for k, (a, b) in expected.items()})
    return known


def _as_candidate(reading: Reading, match: Match, sentence: Sentence) -> Candidate:
    doc = reading.doc
    known = {p.token.i: p for p in sentence.places}

    def place(i: int) -> Place:
        if i in known:
            return known[i]
        if i == match.trigger and i not in reading.at:
            return Place(doc[i], i, "entry")
        return Place(doc[i], i, "far" if not sentence.span.start <= i < sentence.span.end else "other")

    return Candidate(match.relation, match.subject, match.object, place(match.subject_token), place(match.object_token), doc[match.trigger])


def _as_match(reading: Reading, candidate: Candidate) -> Match:
    trigger, first, second = candidate.trigger, candidate.first.token, candidate.second.token
    return Match(
        candidate.relation,
        f"{candidate.relation}.learned",
        candidate.subject,
        candidate.object,
        trigger.i,
        first.i,
        second.i,
        quote_span(reading, trigger, first, second),
    )


def refine(reading: Reading, matches: Iterable[Match], words: Lexicon, scorer: Scorer) -> list[Match]:
    """The rules' matches without the vetoed ones, and the proposals taken, each with its probability as confidence."""
    kept: list[Match] = []
    best: dict[tuple[str, str, str], Match] = {}
    for judged in judge(reading, matches, words):
        probability = scorer.probability(scorer.score(judged.features), rule=not judged.proposal)
        match = replace(judged.match, confidence=round(probability, 3))
        if not judged.proposal:
            if probability >= scorer.keep:
                kept.append(match)
            continue
        key = match.relation, match.subject, match.object
        if probability >= scorer.accept and (key not in best or match.confidence > best[key].confidence):
            best[key] = match
    said = {(m.relation, m.subject, m.object) for m in kept}
    said |= {(m.relation, m.object, m.subject) for m in kept if m.relation in words.symmetric}
    return [*kept, *(m for key, m in best.items() if key not in said)]
