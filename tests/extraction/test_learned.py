"""How sure a match is: weights are read, applied and refused, and confidences are probabilities."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import CatalogError
from kg.extract import Lexicon, matches, ruled
from kg.extract.learned import WEIGHTS, Scorer, features, load, logit, refine
from kg.reading import Reading

TEXT = (
    "Malaysia claims Pedra Branca. In 1980 Singapore protested, and it rejected the claim of its neighbour to it."
    " Kenya and Uganda held talks about Migingo Island."
)
FLAT = Scorer(bias=0.0, frame=1.0, weights={}, keep=0.0)


@pytest.fixture
def text(reading: Callable[..., Reading]) -> Reading:
    return reading(TEXT)


def test_shipped_weights_hold_no_words_of_texts() -> None:
    scorer = load()
    assert load() is scorer
    assert WEIGHTS.stat().st_size < 2_000_000
    assert 0 <= scorer.keep < 0.5
    names = {feature.partition("=")[0] for feature in scorer.weights}
    assert names <= {
        *("rule", "relation", "kinds", "forms", "subject", "object", "subject known", "object known", "part", "dep"),
        *("distance", "between", "order", "steps", "entry", "sentence", "same", "beside", "rivals"),
    }
    assert all(len(feature) < 60 and math.isfinite(weight) for feature, weight in scorer.weights.items())


def test_every_match_keeps_its_place_and_gets_a_probability(text: Reading, words: Lexicon) -> None:
    before, after = ruled(text, words), matches(text, words)
    assert len(before) > 2
    ends = [(m.relation, m.subject, m.object, m.trigger, m.span, m.rule) for m in before]
    assert [(m.relation, m.subject, m.object, m.trigger, m.span, m.rule) for m in after] == ends
    assert all(0 < m.confidence < 1 for m in after)
    assert len({m.confidence for m in after}) > 1
    assert [m.confidence for m in after] != [m.confidence for m in before]


def test_same_text_same_features(reading: Callable[..., Reading], words: Lexicon) -> None:
    one, other = reading(TEXT), reading(TEXT)
    assert list(features(one, ruled(one, words))) == list(features(other, ruled(other, words)))
    assert matches(one, words) == matches(other, words)


def test_features_tell_how_ends_are_named(reading: Callable[..., Reading], words: Lexicon) -> None:
    def of(text: str) -> set[str]:
        document = reading(text)
        found = ruled(document, words)
        seen = zip(found, features(document, found), strict=True)
        return {feature for match, its in seen if match.relation == "claims" for feature in its}

    plain = of("Malaysia claims Pedra Branca.")
    assert {"rule=claims.verb", "relation=claims", "kinds=State>Territory", "forms=name>name", "order=subject"} <= plain
    assert {"between=0", "distance=3", "steps=1>1", "entry=0", "subject known=1", "object known=1", "same=1"} <= plain
    assert "order=object" in of("Pedra Branca is claimed by Malaysia.")
    assert "forms=pronoun>name" in of("Malaysia was firm. It claims Pedra Branca.")


def test_nothing_from_nothing(reading: Callable[..., Reading]) -> None:
    empty = reading("")
    assert list(features(empty, [])) == []
    assert list(refine(empty, [], FLAT)) == []


def test_flat_weights_leave_the_rules_confidence(text: Reading, words: Lexicon) -> None:
    found = ruled(text, words)
    assert [m.confidence for m in refine(text, found, FLAT)] == pytest.approx([m.confidence for m in found], abs=0.001)


def test_veto_drops_what_is_unlikely(text: Reading, words: Lexicon) -> None:
    found = ruled(text, words)
    against = Scorer(0.0, 1.0, {"relation=claims": -9.0}, keep=0.3)
    kept = list(refine(text, found, against))
    assert {m.relation for m in found} - {m.relation for m in kept} == {"claims"}
    assert len(kept) == sum(m.relation != "claims" for m in found)


def test_unknown_features_count_nothing() -> None:
    scorer = Scorer(0.5, 0.0, {"part=VERB": 1.0}, 0.0)
    assert scorer.probability(0.7, ["never seen", "part=VERB"]) == scorer.probability(0.7, ["part=VERB"])
    assert scorer.probability(0.7, ["never seen"]) == pytest.approx(1 / (1 + math.exp(-0.5)))


def test_probability_stays_finite_and_grows() -> None:
    wild = Scorer(0.0, 1.0, {"up": 1e6, "down": -1e6}, 0.0)
    assert 0 < wild.probability(0.5, ["down"]) < wild.probability(0.5, []) < wild.probability(0.5, ["up"]) < 1
    assert logit(0.0) == pytest.approx(-logit(1.0))
    assert math.isfinite(logit(0.0))


def test_missing_weights_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"none\.json: \(file\) is 'missing'; allowed: .*train_confidence"):
        load(tmp_path / "none.json")


GOOD: dict[str, Any] = {"bias": 0.1, "frame": 1, "keep": 0, "weights": {"part=VERB": 0.2}}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("{", "(file)"),
        ("[]", "(top)"),
        ("7", "(top)"),
        (json.dumps({"bias": 0.1}), "(top)"),
        (json.dumps(GOOD | {"extra": 1}), "(top)"),
        (json.dumps(GOOD | {"weights": []}), "weights"),
        (json.dumps(GOOD | {"weights": {"part=VERB": "heavy"}}), "part=VERB"),
        (json.dumps(GOOD | {"bias": None}), "bias"),
        (json.dumps(GOOD | {"frame": True}), "frame"),
        (json.dumps(GOOD | {"bias": float("nan")}), "bias"),
        (json.dumps(GOOD | {"keep": 1.5}), "keep"),
    ],
)
def test_bad_weights_name_file_and_key(tmp_path: Path, content: str, key: str) -> None:
    file = tmp_path / "weights.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load(file)
    assert caught.value.file == str(file)
    assert caught.value.key == key


def test_good_weights_are_read(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(json.dumps(GOOD), encoding="utf-8")
    assert load(file) == Scorer(0.1, 1.0, {"part=VERB": 0.2}, 0.0)
