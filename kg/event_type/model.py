"""The classifier: bags weighted as TF-IDF, one linear score an event type, and a probability from the scores.

The weights lie in ``kg/data/model/event_type.npz``; ``scripts/train_event_type.py`` makes them. Only numpy is needed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.catalog import DATA
from kg.errors import CatalogError
from kg.event_type.features import BLOCKS, Bag, features
from kg.event_type.wordings import Wordings, load_wordings

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["WEIGHTS", "Guess", "Model", "Query", "classify", "damped", "load", "weighted"]

type Floats = np.ndarray[Any, np.dtype[np.float64]]

WEIGHTS = DATA / "model" / "event_type.npz"
_ARRAYS = ("types", "features", "rarity", "weights", "bias", "temperature", "wordings")
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Query:
    """A text and the two ends as they stand in it."""

    text: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Guess:
    """The most probable event type, and how probable it is (0 to 1)."""

    plover: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a linear classifier.

    ``index`` numbers the features, which are named ``block:feature``; ``rarity`` is the smoothed inverse document
    frequency of each; ``weights`` has a row an event type and a column a feature. Scores times ``temperature``, put
    through a softmax, are probabilities.
    """

    types: tuple[str, ...]
    index: Mapping[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats
    temperature: float

    def scores(self, bags: Mapping[str, Bag]) -> Floats:
        """One score an event type; features that the model does not know count nothing."""
        total = self.bias
        for number, value in weighted(bags, self.index, self.rarity):
            total = total + self.weights[:, number] * value
        return np.asarray(total)

    def guess(self, bags: Mapping[str, Bag]) -> Guess:
        """The best event type; the first in alphabetical order where two are alike."""
        scores = self.scores(bags) * self.temperature
        shares = np.exp(scores - scores.max())
        best = int(scores.argmax())
        return Guess(self.types[best], round(float(shares[best] / shares.sum()), 3))


def weighted(bags: Mapping[str, Bag], index: Mapping[str, int], rarity: Floats) -> Iterator[tuple[int, float]]:
    """Number and value of each known feature: TF-IDF, each block made one long."""
    for block in BLOCKS:
        known = [
            (index[f"{block}:{name}"], count)
            for name, count in sorted(bags[block].items())
            if f"{block}:{name}" in index
        ]
        values = [damped(count) * float(rarity[number]) for number, count in known]
        length = sum(value * value for value in values) ** 0.5
        for (number, _), value in zip(known, values, strict=True):
            yield number, value / length


def damped(count: float) -> float:
    """One plus the logarithm of a count above one, as long texts repeat themselves; a share below one as it is."""
    return float(1 + np.log(count)) if count > 1 else count


@cache
def load(file: Path = WEIGHTS) -> Model:
    """The classifier of a file of weights, by default the one that ships with the package.

    Raises
    ------
    CatalogError
        If the file is missing, is no such archive, lacks an array, has one of another shape, or was trained with
        other wordings than ``kg/data/events/wordings.toml`` holds.
    """
    try:
        with np.load(file, allow_pickle=False) as archive:
            data = {name: archive[name] for name in archive.files}
    except FileNotFoundError as error:
        raise CatalogError(file, "(file)", "missing", "the weights that scripts/train_event_type.py writes") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise CatalogError(file, "(file)", str(error), "an .npz archive without pickled objects") from error
    if set(data) != set(_ARRAYS):
        raise CatalogError(file, "(arrays)", sorted(data), ", ".join(sorted(_ARRAYS)))
    digest = load_wordings().digest
    if str(data["wordings"]) != digest:
        raise CatalogError(
            file, "wordings", str(data["wordings"]), f"{digest}: train again with the wordings as they are"
        )
    names = str(data["features"]).split("\n")
    types = tuple(str(name) for name in data["types"])
    shape = (len(types), len(names))
    for key, wanted in (("weights", shape), ("rarity", shape[1:]), ("bias", shape[:1]), ("temperature", ())):
        if data[key].shape != wanted:
            raise CatalogError(file, key, data[key].shape, f"the shape {wanted}")
    numbers = {key: np.asarray(data[key], dtype=np.float64) for key in ("weights", "rarity", "bias")}
    return Model(
        types=types,
        index={name: number for number, name in enumerate(names)},
        temperature=float(data["temperature"]),
        **numbers,
    )


def classify(
    queries: Iterable[Query], *, nlp: Language, model: Model | None = None, wordings: Wordings | None = None
) -> Iterator[Guess]:
    """The event type of each query in the order given; nothing from none.

    Parameters
    ----------
    queries
        Texts with their ends. An end that does not stand in the text is treated as unknown.
    nlp
        The pipeline that the weights were trained with (``kg.nlp.load_model(None)``).
    model, wordings
        By default those that ship with the package.
    """
    model, wordings = model or load(), wordings or load_wordings()
    pairs = ((query.text, query) for query in queries)
    for doc, query in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH, disable=["ner"]):
        yield model.guess(features(doc, query.source, query.target, wordings))
