"""How sure each match of the rules is: a probability learned from passages read by people.

A logistic regression over what a match looks like: its rule, how the ends are named, how far apart they stand. The
weights lie in ``kg/data/model/confidence.json`` and ``scripts/train_confidence.py`` makes them. A model that also
proposed relations was tried and lost; ``docs/extraction-model.md`` has the figures.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from kg.catalog import DATA
from kg.errors import CatalogError
from kg.model import Match
from kg.reading import Reading

__all__ = ["WEIGHTS", "Scorer", "features", "load", "logit", "refine"]

WEIGHTS = DATA / "model" / "confidence.json"
_KEYS = frozenset({"bias", "frame", "weights", "keep"})
_PRONOUNS = frozenset({"PRON", "DET"})
_LEAST, _MOST = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of a logistic regression.

    ``frame`` multiplies the log-odds of the confidence that the frame's author gave, ``weights`` are those of single
    features. A match less probable than ``keep`` is dropped; 0 drops none.
    """

    bias: float
    frame: float
    weights: Mapping[str, float]
    keep: float

    def probability(self, confidence: float, found: Iterable[str]) -> float:
        """Probability that a match with these features is right; a feature that the weights lack counts nothing."""
        score = self.bias + self.frame * logit(confidence) + sum(self.weights.get(feature, 0.0) for feature in found)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def logit(probability: float) -> float:
    """Log-odds; probabilities are cut to 0.02 to 0.98 first.

    >>> logit(0.5)
    0.0
    """
    inside = max(_LEAST, min(_MOST, probability))
    return math.log(inside / (1 - inside))


@cache
def load(file: Path = WEIGHTS) -> Scorer:
    """The scorer of a file of weights, by default the one that ships with the package.

    Raises
    ------
    CatalogError
        If the file is missing, is not JSON, or has other keys or values than it should.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogError(file, "(file)", "missing", "the weights that scripts/train_confidence.py writes") from error
    except ValueError as error:
        raise CatalogError(file, "(file)", str(error), "JSON") from error
    if not isinstance(data, dict) or set(data) != _KEYS:
        found = sorted(data) if isinstance(data, dict) else data
        raise CatalogError(file, "(top)", found, f"an object with {', '.join(sorted(_KEYS))}")
    weights = data["weights"]
    if not isinstance(weights, dict):
        raise CatalogError(file, "weights", weights, "an object from feature to number")
    for key, value in {**weights, **{k: data[k] for k in ("bias", "frame", "keep")}}.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise CatalogError(file, key, value, "a finite number")
    if not 0 <= data["keep"] <= 1:
        raise CatalogError(file, "keep", data["keep"], "0 to 1")
    return Scorer(float(data["bias"]), float(data["frame"]), weights, float(data["keep"]))


def refine(reading: Reading, found: Sequence[Match], scorer: Scorer) -> Iterator[Match]:
    """The matches of a document with the scorer's probability as confidence, without those it finds too unlikely."""
    for match, seen in zip(found, features(reading, found), strict=True):
        probability = scorer.probability(match.confidence, seen)
        if probability >= scorer.keep:
            yield replace(match, confidence=round(probability, 3))


def features(reading: Reading, found: Sequence[Match]) -> Iterator[tuple[str, ...]]:
    """What the scorer sees of each match of a document, in order: rule, kinds, forms and places of its words."""
    said = Counter((m.relation, m.subject, m.object) for m in found)
    beside = Counter((m.relation, m.trigger) for m in found)
    rivals = Counter((m.subject, m.object) for m in found)
    heads = [r.head for r in reading.referents]
    for match in found:
        ends = match.relation, match.subject, match.object
        yield (
            f"rule={match.rule}",
            f"relation={match.relation}",
            *_ends(reading, match),
            *_place(reading, match, heads),
            f"same={min(said[ends], 3)}",
            f"beside={_bucket(beside[match.relation, match.trigger])}",
            f"rivals={min(rivals[ends[1:]] - said[ends], 2)}",
        )


def _ends(reading: Reading, match: Match) -> Iterator[str]:
    kinds = reading.kind(match.subject), reading.kind(match.object)
    forms = _form(reading, match.subject_token, match), _form(reading, match.object_token, match)
    yield f"kinds={kinds[0]}>{kinds[1]}"
    yield f"forms={forms[0]}>{forms[1]}"
    yield f"subject={forms[0]}"
    yield f"object={forms[1]}"
    for place, end in (("subject", match.subject), ("object", match.object)):
        yield f"{place} known={end in reading.catalog.entities:d}"


def _form(reading: Reading, token: int, match: Match) -> str:
    """How a phrase refers: by name, by adjective, as a noun, as a pronoun, or not at all (an entry's head)."""
    referent = reading.at.get(token)
    if referent is not None:
        return referent.role
    if token == match.trigger:
        return "trigger"
    return "pronoun" if reading.doc[token].pos_ in _PRONOUNS else "noun"


def _place(reading: Reading, match: Match, heads: Sequence[int]) -> Iterator[str]:
    doc = reading.doc
    trigger = doc[match.trigger]
    low, high = sorted((match.subject_token, match.object_token))
    yield f"part={trigger.pos_}"
    yield f"dep={trigger.dep_}"
    yield f"distance={_bucket(high - low)}"
    yield f"between={min(sum(low < head < high for head in heads), 4)}"
    yield f"order={'subject' if match.subject_token < match.object_token else 'object'}"
    yield f"steps={_steps(trigger, doc[match.subject_token])}>{_steps(trigger, doc[match.object_token])}"
    yield f"entry={bool(reading.parties(match.trigger)):d}"
    yield f"sentence={_bucket((trigger.sent.end - trigger.sent.start) // 5)}"


def _steps(one: Token, other: Token) -> int:
    """Links between two words in the parse, at most 4; 4 as well where they stand in different sentences."""
    up = [one.i, *(t.i for t in one.ancestors)]
    down = [other.i, *(t.i for t in other.ancestors)]
    if up[-1] != down[-1]:
        return 4
    while up and down and up[-1] == down[-1]:
        up.pop()
        down.pop()
    return min(len(up) + len(down), 4)


def _bucket(number: int) -> str:
    return str(number) if number < 4 else "4-6" if number < 7 else "7-12" if number < 13 else "13+"
