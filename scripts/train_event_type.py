"""Learn which PLOVER event type an act has, from sentences whose events are known.

    python scripts/train_event_type.py GOLD.jsonl [--measure]

Writes ``kg/data/model/event_type.npz`` and, between their marks, the tables of ``docs/events.md``; with ``--measure``
it only prints the tables. The gold file holds one sentence a line: ``text`` and ``gold``, a list of ``source``,
``target`` and ``code``. Needs the extra ``train``.

Measured by cross-validation in ten folds, all events of a sentence in one fold, three times with other folds; the
strength of the regularisation is chosen inside each training part. Nothing of the sentences goes into the weights but
features that at least two of them share.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from kg.event_type.features import BLOCKS, features
from kg.event_type.model import WEIGHTS, damped
from kg.event_type.wordings import load_wordings
from kg.nlp import load_model

DOCS = Path(__file__).resolve().parent.parent / "docs" / "events.md"
FOLDS = 10
INNER_FOLDS = 5
SEEDS = (0, 1, 2)
STRENGTHS = (0.25, 0.5, 1.0)
LEAST_SENTENCES = 2
Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Events:
    """All events: their texts and types, and for each block its features with a row of damped counts an event."""

    texts: Ints
    codes: Ints
    names: dict[str, Ints]
    counts: dict[str, csr_matrix]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The columns that each block keeps, their rarity, and a linear classifier over them."""

    columns: dict[str, Ints]
    rarity: dict[str, Floats]
    classifier: LinearSVC

    def scores(self, events: Events, rows: Ints) -> Floats:
        """A line an event, a column an event type in alphabetical order."""
        return np.asarray(self.classifier.decision_function(_matrix(events, rows, self.columns, self.rarity)))


def main() -> None:
    """Measure, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--measure", action="store_true", help="print the tables, write nothing")
    options = parser.parse_args()
    events = _events(options.gold)
    codes, types = events.codes, np.unique(events.codes)
    ours = [_cross_validated(events, seed, _scores) for seed in SEEDS]
    baseline = [_cross_validated(events, seed, _baseline) for seed in SEEDS]
    ablated = {block: [_cross_validated(_without(events, block), seed, _scores) for seed in SEEDS] for block in BLOCKS}
    temperature = _temperature(ours[0], codes, types)
    report = [*_summary(ours, baseline, ablated, codes, types), "", *_by_type(ours, codes, types), ""]
    report += _reliability(ours, temperature, codes, types)
    print("\n".join(report))
    if not options.measure:
        every = np.arange(len(codes))
        _write(events, _fit(events, every, _strength(events, every)), types, temperature)
        _document(report)


def _events(file: Path) -> Events:
    nlp, wordings = load_model(None), load_wordings()
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = [(record["text"], event) for record in records for event in record["gold"]]
    bags = [features(doc, event["source"], event["target"], wordings) for doc, event in nlp.pipe(pairs, as_tuples=True)]
    names, counts = {}, {}
    for block in BLOCKS:
        table = DictVectorizer()
        rows = [{name: damped(count) for name, count in bag[block].items()} for bag in bags]
        counts[block] = table.fit_transform(rows).tocsr()
        names[block] = np.array(table.feature_names_, dtype=object)
    texts = np.array([text for text, _ in pairs], dtype=object)
    return Events(texts, np.array([event["code"] for _, event in pairs]), names, counts)


def _without(events: Events, block: str) -> Events:
    counts = {name: value for name, value in events.counts.items() if name != block}
    return Events(events.texts, events.codes, events.names, counts)


def _matrix(events: Events, rows: Ints, columns: dict[str, Ints], rarity: dict[str, Floats]) -> csr_matrix:
    """As ``kg.event_type.model.weighted`` does it, for many events at once."""
    parts = [
        normalize(counts[rows][:, columns[block]].multiply(rarity[block])) for block, counts in events.counts.items()
    ]
    return hstack(parts).tocsr()


def _fit(events: Events, rows: Ints, strength: float) -> Fitted:
    columns, rarity = {}, {}
    # an event of a sentence with several has the same words as the others: count sentences
    _, firsts = np.unique(events.texts[rows].astype(str), return_index=True)
    for block, counts in events.counts.items():
        found = np.asarray((counts[rows[firsts]] > 0).sum(0)).ravel()
        columns[block] = np.flatnonzero(found >= LEAST_SENTENCES)
        rarity[block] = np.log((1 + len(firsts)) / (1 + found[columns[block]])) + 1
    classifier = LinearSVC(C=strength, class_weight="balanced", random_state=0, max_iter=20000)
    return Fitted(columns, rarity, classifier.fit(_matrix(events, rows, columns, rarity), events.codes[rows]))


def _strength(events: Events, rows: Ints) -> float:
    """The strength with the best macro-F1 on folds of these rows alone."""
    inside = _part(events, rows)

    def gain(strength: float) -> float:
        scores = _cross_validated(
            inside, 0, lambda them, train, test: _fit(them, train, strength).scores(them, test), INNER_FOLDS
        )
        return float(f1_score(inside.codes, np.unique(inside.codes)[scores.argmax(1)], average="macro"))

    return max(STRENGTHS, key=gain)


def _part(events: Events, rows: Ints) -> Events:
    counts = {block: value[rows] for block, value in events.counts.items()}
    return Events(events.texts[rows], events.codes[rows], events.names, counts)


def _scores(events: Events, train: Ints, test: Ints) -> Floats:
    return _fit(events, train, _strength(events, train)).scores(events, test)


def _baseline(events: Events, train: Ints, test: Ints) -> Floats:
    """TF-IDF of words and pairs of words, logistic regression with balanced classes."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=3000),
    )
    model.fit(events.texts[train], events.codes[train])
    return np.asarray(model.predict_proba(events.texts[test]))


def _cross_validated(
    events: Events, seed: int, score: Callable[[Events, Ints, Ints], Floats], folds: int = FOLDS
) -> Floats:
    """Scores of each event by a model that has seen no event of its sentence."""
    found = np.zeros((len(events.codes), len(np.unique(events.codes))))
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    for train, test in split.split(events.texts, events.codes, events.texts.astype(str)):
        found[test] = score(events, train, test)
    return found


def _softmax(scores: Floats) -> Floats:
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(shares / shares.sum(1, keepdims=True))


def _temperature(scores: Floats, codes: Ints, types: Ints) -> float:
    """The factor that makes the softmax of cross-validated scores most likely (Guo et al., 2017)."""
    right = np.searchsorted(types, codes)
    each = np.arange(len(codes))
    loss = minimize_scalar(
        lambda t: -np.log(_softmax(scores * t)[each, right]).mean(), bounds=(0.1, 20), method="bounded"
    )
    return round(float(loss.x), 3)


def _figures(scores: Sequence[Floats], codes: Ints, types: Ints) -> str:
    guessed = [types[one.argmax(1)] for one in scores]
    accuracy = np.mean([accuracy_score(codes, g) for g in guessed])
    macro = [f1_score(codes, g, average="macro") for g in guessed]
    return f"{accuracy:.3f} | {np.mean(macro):.3f} | {min(macro):.3f} to {max(macro):.3f}"


def _summary(
    ours: Sequence[Floats],
    baseline: Sequence[Floats],
    ablated: dict[str, list[Floats]],
    codes: Ints,
    types: Ints,
) -> Iterator[str]:
    yield "| | accuracy | macro-F1 | lowest and highest of three |"
    yield "|---|---|---|---|"
    yield f"| `kg event-type` | {_figures(ours, codes, types)} |"
    for block, scores in ablated.items():
        yield f"| without {block} | {_figures(scores, codes, types)} |"
    yield f"| TF-IDF and logistic regression | {_figures(baseline, codes, types)} |"


def _by_type(ours: Sequence[Floats], codes: Ints, types: Ints) -> Iterator[str]:
    yield "| event type | events | precision | recall | F1 |"
    yield "|---|---|---|---|---|"
    each = [precision_recall_fscore_support(codes, types[one.argmax(1)], labels=types, zero_division=0) for one in ours]
    precision, recall, f1, support = np.mean(each, axis=0)
    for n, name in enumerate(types):
        yield f"| {name} | {support[n]:.0f} | {precision[n]:.2f} | {recall[n]:.2f} | {f1[n]:.2f} |"


def _reliability(ours: Sequence[Floats], temperature: float, codes: Ints, types: Ints) -> Iterator[str]:
    """Confidence against the share that is right, on the folds that the temperature was not fitted on."""
    probability = np.concatenate([_softmax(one * temperature) for one in ours[1:]])
    known = np.concatenate([codes] * (len(ours) - 1))
    sure, right = probability.max(1), types[probability.argmax(1)] == known
    yield "| confidence | mean | right | share of events |"
    yield "|---|---|---|---|"
    edges = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)
    for low, high in pairwise(edges):
        inside = (sure >= low) & (sure < high)
        values = f"{sure[inside].mean():.2f} | {right[inside].mean():.2f}" if inside.any() else "– | –"
        yield f"| {low:.1f} to {min(high, 1.0):.1f} | {values} | {inside.mean():.2f} |"


def _write(events: Events, fitted: Fitted, types: Ints, temperature: float) -> None:
    names = [f"{block}:{events.names[block][n]}" for block in BLOCKS for n in fitted.columns[block]]
    np.savez_compressed(
        WEIGHTS,
        types=types,
        features=np.array("\n".join(names)),
        rarity=np.concatenate([fitted.rarity[block] for block in BLOCKS]).astype(np.float32),
        weights=fitted.classifier.coef_.astype(np.float16),
        bias=fitted.classifier.intercept_.astype(np.float32),
        temperature=np.array(temperature),
        wordings=np.array(load_wordings().digest),
    )


def _document(lines: Sequence[str]) -> None:
    before, _, rest = DOCS.read_text(encoding="utf-8").partition("<!-- figures -->")
    _, _, after = rest.partition("<!-- end of figures -->")
    block = "\n".join(["<!-- figures -->", "", *lines, "", "<!-- end of figures -->"])
    DOCS.write_text(before + block + after, encoding="utf-8")


if __name__ == "__main__":
    main()
