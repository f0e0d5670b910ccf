"""Learn how sure a match of the rules is, from passages whose statements are known.

    python scripts/train_confidence.py GOLD.jsonl… [--partly GOLD.jsonl] [--scorer score.py]

Writes ``kg/data/model/confidence.json``, ``docs/reliability.png`` and, between their marks, the tables of
``docs/extraction-model.md``. A gold file holds one passage a line (``id``, ``text``, ``published``, ``entities``,
``statements``); its ``score.py``, which compares statements, stands beside the first file unless told otherwise. Of a
file given with ``--partly``, the third whose passages' SHA-256 is divisible by three stays unseen. Needs the extra
``train`` and matplotlib.

Nothing of the passages goes into the weights but features that at least three passages share.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from kg.attribution import attribute
from kg.catalog import Catalog, load
from kg.extract import lexicon, ruled
from kg.extract.learned import WEIGHTS, Scorer, features, logit
from kg.mentions import read
from kg.model import Document, Match, Modality, Polarity
from kg.nlp import annotate, gazetteer, load_model
from kg.reading import Reading

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDS = 10
LEAST_PASSAGES = 3
STRENGTHS = (0.01, 0.02, 0.05, 0.1, 0.2)
KEEP = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
# a veto must gain this much strict F1, or it only adds chance
LEAST_GAIN = 0.005
# the frame's own confidence is known to be informative, so it is penalised less than the single features
FRAME_SCALE = 3.0
# what a phrase mentions by the way is affirmed, whatever the clause around it says
CONTEXT = frozenset({"alsoKnownAs", "locatedIn", "locatedNear", "holdsOffice"})
Floats = np.ndarray[Any, np.dtype[np.float64]]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A match with what it looks like, as ``score.py`` wants to see it, and whether it is right."""

    passage: str
    match: Match
    seen: tuple[str, ...]
    predicted: Record
    right: bool


def main() -> None:
    """Train, measure by cross-validation, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--partly", action="append", default=[], type=Path, metavar="GOLD")
    parser.add_argument("--scorer", type=Path)
    options = parser.parse_args()
    scorer = _module(options.scorer or options.gold[0].parent / "score.py")
    sets = {file.stem: list(_records(file)) for file in options.gold}
    sets |= {f"{file.stem} (two thirds)": [r for r in _records(file) if not _unseen(r)] for file in options.partly}
    rows = list(_rows([r for records in sets.values() for r in records], scorer))
    right = np.array([row.right for row in rows])
    folds = _folds([row.passage for row in rows])

    raw = {strength: _cross_validated(rows, right, folds, strength) for strength in STRENGTHS}
    strength = min(STRENGTHS, key=lambda c: float(log_loss(right, _sigmoid(raw[c]))))
    honest = _sigmoid(_straightened(raw[strength], right, folds))
    keep, trials = _veto(sets, rows, honest, scorer)
    model = _fitted(rows, right, strength, _line(raw[strength], right), keep)

    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(_as_json(model), encoding="utf-8")
    given = np.array([row.match.confidence for row in rows])
    table = _reliability(honest, right)
    _draw(table, _reliability(given, right))
    lines = [
        f"Passages {sum(map(len, sets.values()))}, matches {len(rows)}, right {right.sum()} "
        f"({right.mean():.3f}); strength C = {strength}, features {len(model.weights)}, veto below {keep}.",
        "",
        *_compared(
            {"given by the rule's author": given, "learned": honest, "share of right ones": right.mean() + 0 * honest},
            right,
        ),
        "",
        *_table(table),
        "",
        *trials,
    ]
    print("\n".join(lines))
    _report(lines)


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file}: cannot be imported; allowed: the score.py of a gold set")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _records(file: Path) -> Iterator[Record]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _unseen(record: Record) -> bool:
    return int(sha256(record["id"].encode()).hexdigest(), 16) % 3 == 0


def _rows(records: Sequence[Record], scorer: ModuleType) -> Iterator[Row]:
    catalog, nlp = load(), load_model()
    names, words = gazetteer(nlp, catalog), lexicon(catalog)
    symmetric = {name: spec.relation.symmetric for name, spec in catalog.relations.items()}
    by_id = {record["id"]: record for record in records}
    documents = (Document(r["id"], r["text"], published=r.get("published"), author=r.get("author")) for r in records)
    for document, doc in annotate(documents, nlp=nlp, names=names):
        reading = read(document, doc, names=names, catalog=catalog)
        found = ruled(reading, words)
        for match, seen in zip(found, features(reading, found), strict=True):
            predicted = _predicted(reading, match, catalog)
            *_, pairs, _missed, _extra, strict = scorer.match(by_id[document.id], [predicted], symmetric)
            yield Row(document.id, match, seen, predicted, any(strict(gold, got) for gold, got in pairs))


def _predicted(reading: Reading, match: Match, catalog: Catalog) -> Record:
    said = attribute(reading.doc, match.trigger, cues=catalog.cues)
    context = match.relation in CONTEXT
    return {
        "document": reading.document.id,
        "subject": _entity(reading, match.subject),
        "relation": match.relation,
        "object": _entity(reading, match.object),
        "polarity": str(match.polarity or (Polarity.POSITIVE if context else said.polarity)),
        "modality": str(match.modality or (Modality.ACTUAL if context else said.modality)),
        "quote": reading.document.text[match.span.start : match.span.end],
    }


def _entity(reading: Reading, identity: str) -> Record:
    """An entity with the names that this text uses right after its label, as the pipeline prints it."""
    entity = reading.catalog.entities.get(identity) or reading.entities[identity]
    have = [name.text for name in entity.names]
    used = [form for form in reading.used.get(identity, ()) if form in have]
    return {"id": identity, "label": entity.label, "names": list(dict.fromkeys([entity.label, *used, *have]))[:16]}


def _folds(passages: Sequence[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Fold of each row; all rows of a passage in one, the same at every run."""
    ranked = sorted(set(passages), key=lambda passage: sha256(passage.encode()).hexdigest())
    fold = {passage: n % FOLDS for n, passage in enumerate(ranked)}
    return np.array([fold[passage] for passage in passages])


def _vocabulary(rows: Sequence[Row]) -> dict[str, int]:
    where = defaultdict(set)
    for row in rows:
        for feature in row.seen:
            where[feature].add(row.passage)
    return {f: n for n, f in enumerate(sorted(f for f, passages in where.items() if len(passages) >= LEAST_PASSAGES))}


def _matrix(rows: Sequence[Row], vocabulary: Mapping[str, int]) -> Floats:
    matrix = np.zeros((len(rows), len(vocabulary) + 1))
    for values, row in zip(matrix, rows, strict=True):
        values[-1] = logit(row.match.confidence) * FRAME_SCALE
        values[[vocabulary[f] for f in row.seen if f in vocabulary]] = 1
    return matrix


def _regression(
    rows: Sequence[Row], right: Floats, vocabulary: Mapping[str, int], strength: float
) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=2000, tol=1e-8).fit(_matrix(rows, vocabulary), right)


def _cross_validated(rows: Sequence[Row], right: Floats, folds: Floats, strength: float) -> Floats:
    """Score of each row by a model that has seen no row of its passage."""
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        train = [row for row, f in zip(rows, folds, strict=True) if f != fold]
        test = [row for row, f in zip(rows, folds, strict=True) if f == fold]
        vocabulary = _vocabulary(train)
        model = _regression(train, right[folds != fold], vocabulary, strength)
        scores[folds == fold] = model.decision_function(_matrix(test, vocabulary))
    return scores


def _line(scores: Floats, right: Floats) -> tuple[float, float]:
    """Slope and offset that calibrate scores (Platt, 1999)."""
    line = LogisticRegression(C=1e6).fit(scores[:, None], right)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _straightened(scores: Floats, right: Floats, folds: Floats) -> Floats:
    """Calibrated scores, each by a line fitted on the other folds."""
    straight = np.zeros(len(scores))
    for fold in range(FOLDS):
        slope, offset = _line(scores[folds != fold], right[folds != fold])
        straight[folds == fold] = slope * scores[folds == fold] + offset
    return straight


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-scores)))


def _veto(
    sets: Mapping[str, Sequence[Record]], rows: Sequence[Row], probability: Floats, scorer: ModuleType
) -> tuple[float, list[str]]:
    """The threshold below which a match is dropped, 0 unless dropping gains; and the table of what was tried."""
    symmetric = {name: spec.relation.symmetric for name, spec in load().relations.items()}
    table = [
        "| least probability kept | " + " | ".join(f"strict F1, {name}" for name in sets) + " | all |",
        "|---|" + "---|" * (len(sets) + 1),
    ]
    gains = {}
    for keep in KEEP:
        kept = defaultdict(list)
        for row, value in zip(rows, probability, strict=True):
            if value >= keep:
                kept[row.passage].append(row.predicted)
        counts = [
            np.sum([_count(r, kept[r["id"]], symmetric, scorer) for r in records], axis=0) for records in sets.values()
        ]
        scores = [2 * hit / (gold + got) for gold, got, hit in [*counts, np.sum(counts, axis=0)]]
        gains[keep] = scores[-1]
        table.append(f"| {keep} | " + " | ".join(f"{value:.3f}" for value in scores) + " |")
    best = max(KEEP, key=lambda keep: gains[keep])
    return (best if gains[best] >= gains[0.0] + LEAST_GAIN else 0.0), table


def _count(
    record: Record, predicted: list[Record], symmetric: Mapping[str, bool], scorer: ModuleType
) -> tuple[int, int, int]:
    gold, got, pairs, _missed, _extra, strict = scorer.match(record, predicted, symmetric)
    return len(gold), len(got), sum(strict(*pair) for pair in pairs)


def _fitted(rows: Sequence[Row], right: Floats, strength: float, line: tuple[float, float], keep: float) -> Scorer:
    """The model on all rows with the calibration folded into its weights."""
    vocabulary = _vocabulary(rows)
    model = _regression(rows, right, vocabulary, strength)
    slope, offset = line
    *weights, frame = (float(slope * w) for w in model.coef_[0])
    kept = {f: round(weights[n], 4) for f, n in vocabulary.items() if abs(weights[n]) >= 0.0005}
    return Scorer(round(float(slope * model.intercept_[0] + offset), 4), round(frame * FRAME_SCALE, 4), kept, keep)


def _as_json(model: Scorer) -> str:
    data = {
        "bias": model.bias,
        "frame": model.frame,
        "keep": model.keep,
        "weights": dict(sorted(model.weights.items())),
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _reliability(probability: Floats, right: Floats) -> list[tuple[float, float, int]]:
    """Mean probability, share of right ones and number of matches in each tenth; (nan, nan, 0) where there are none."""
    tenth = np.minimum((probability * 10).astype(int), 9)
    inside = [tenth == n for n in range(10)]
    return [
        (float(probability[i].mean()), float(right[i].mean()), int(i.sum())) if i.any() else (np.nan, np.nan, 0)
        for i in inside
    ]


def _table(bins: Sequence[tuple[float, float, int]]) -> Iterator[str]:
    yield "| probability | mean | right | matches |"
    yield "|---|---|---|---|"
    for n, (mean, share, size) in enumerate(bins):
        values = f"{mean:.3f} | {share:.3f}" if size else "– | –"
        yield f"| {n / 10:.1f} to {(n + 1) / 10:.1f} | {values} | {size} |"


def _compared(columns: Mapping[str, Floats], right: Floats) -> Iterator[str]:
    yield "| confidence | area under ROC | Brier score | log loss |"
    yield "|---|---|---|---|"
    for name, values in columns.items():
        inside = np.clip(values, 0.02, 0.98)
        figures = roc_auc_score(right, inside), brier_score_loss(right, inside), log_loss(right, inside)
        yield f"| {name} | " + " | ".join(f"{value:.3f}" for value in figures) + " |"


def _draw(learned: Sequence[tuple[float, float, int]], given: Sequence[tuple[float, float, int]]) -> None:
    mpl.use("Agg")
    figure, axes = plt.subplots(figsize=(4.6, 4.6), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for name, bins, mark, colour in (
        ("given by the rule's author", given, "s", "0.55"),
        ("learned", learned, "o", "C0"),
    ):
        points = [point for point in bins if point[2]]
        axes.plot([p[0] for p in points], [p[1] for p in points], color=colour, linewidth=1, label=name)
        axes.scatter(
            [p[0] for p in points], [p[1] for p in points], s=[12 + p[2] / 2 for p in points], marker=mark, color=colour
        )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share of matches that are right", aspect="equal")
    axes.legend(loc="upper left", frameon=False)
    figure.savefig(DOCS / "reliability.png", dpi=110, metadata={"Software": None})
    plt.close(figure)


def _report(lines: Sequence[str]) -> None:
    file = DOCS / "extraction-model.md"
    before, _, rest = file.read_text(encoding="utf-8").partition("<!-- figures -->")
    _, _, after = rest.partition("<!-- end of figures -->")
    block = "\n".join(["<!-- figures -->", "", *lines, "", "<!-- end of figures -->"])
    file.write_text(before + block + after, encoding="utf-8")


if __name__ == "__main__":
    main()
