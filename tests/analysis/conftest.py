"""A made-up world, small enough to count by hand: each line is one place in a text and what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest

from kg.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Span,
    Statement,
    When,
)

KINDS = {kind.value.lower(): kind for kind in Kind}
NOT, PLAN, WISH, MAY = (
    {"polarity": Polarity.NEGATIVE},
    {"modality": Modality.PLANNED},
    {"modality": Modality.DESIRED},
    {"modality": Modality.POSSIBLE},
)
DOCUMENTS = (
    Document("daily", "The Maakesaar row. Big Gull, or Maakesaar, is claimed.", None, "The Daily", None, "2014-01-05"),
    Document("post", "Big Gull again; Gull Isles; Big Gull.", "On Gull", "The Post", published="2015-03-01"),
    Document("speech", "Our Maakesaar.", None, "Assembly", published="2014-09-01", author="Sudria"),
    Document("comment", "Never!", None, "The Daily", published="2014-01-05", author="reader7", part_of="daily"),
    Document("undated", "No date here."),
)
ENTITIES = (
    Entity("state/norland", Kind.STATE, (Name("Norland"),), ("iso:NOR",)),
    Entity("state/sudria", Kind.STATE, (Name("Sudria"),)),
    Entity("state/westmark", Kind.STATE, (Name("Westmark"),)),
    Entity("state/estmark", Kind.STATE, (Name("Estmark"),)),
    Entity("state/lone", Kind.STATE, (Name("Lone"),)),
    Entity("person/ada-berg", Kind.PERSON, (Name("Ada Berg"),)),
    Entity("person/ivo-sand", Kind.PERSON, (Name("Ivo Sand"),)),
    Entity(
        "territory/big-gull",
        Kind.TERRITORY,
        (Name("Big Gull", "en", ("state/norland",)), Name("Gull", "en"), Name("Maakesaar", None, ("state/sudria",))),
    ),
    Entity("territory/gull-isles", Kind.TERRITORY, (Name("Gull Isles"),)),
    Entity("agreement/gull-treaty", Kind.AGREEMENT, (Name("Gull Treaty"),)),
)
FACTS = (
    ("daily", "ada-berg holdsOffice norland", {}),
    ("daily", "ivo-sand holdsOffice sudria", {}),
    ("daily", "ada-berg metWith ivo-sand", {"time": "2013-05-02"}),
    ("post", "ada-berg metWith ivo-sand", {"time": "2013-05"}),
    ("daily", "norland administers big-gull", {"time": "1950/.."}),
    ("daily", "sudria claims big-gull", {"holder": "ivo-sand"}),
    ("speech", "sudria claims big-gull", {}),
    ("post", "norland claims big-gull", {}),
    ("post", "sudria claims big-gull", {**NOT, "holder": "norland"}),
    ("post", "westmark claims gull-isles", PLAN),
    ("daily", "norland attacks sudria", {"time": "2012"}),
    ("comment", "norland attacks sudria", {}),
    ("post", "norland attacks sudria", NOT),
    ("daily", "sudria accuses norland", {"time": "2012-03-04"}),
    ("post", "sudria threatens norland", PLAN),
    ("daily", "westmark aids norland", {"time": "2012"}),
    ("daily", "norland agreesWith westmark", {}),
    ("daily", "westmark sanctions sudria", {"time": "2010/2012"}),
    ("daily", "estmark aids sudria", {}),
    ("daily", "estmark visits westmark", {}),
    ("daily", "estmark attacks westmark", {}),
    ("daily", "sudria signs gull-treaty", {**WISH, "holder": "norland"}),
    ("post", "sudria signs gull-treaty", {}),
    ("undated", "estmark cedes gull-isles", MAY),
    ("speech", "norland withdrawsFrom big-gull", {**WISH, "time": "2016"}),
)


def _id(short: str) -> str:
    return next((entity.id for entity in ENTITIES if entity.id.endswith(f"/{short}")), short)


def build(facts: Iterable[tuple[str, str, dict[str, object]]]) -> KnowledgeBase:
    """A knowledge base of the documents and entities above and of these facts."""
    found: defaultdict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for place, (document, words, options) in enumerate(facts):
        subject, relation, object_ = words.split()
        rest = dict(options)
        time, holder = rest.pop("time", None), rest.pop("holder", None)
        found[_id(subject), relation, _id(object_)].append(
            Evidence(
                document,
                Span(place, place + 1),
                f"{words} #{place}",
                _id(str(holder)) if holder else None,
                when=When(str(time), str(time), "absolute") if time else None,
                **rest,
            )
        )
    return KnowledgeBase(DOCUMENTS, ENTITIES, tuple(Statement(*key, tuple(some)) for key, some in found.items()))


@pytest.fixture(scope="session")
def make() -> Callable[[Iterable[tuple[str, str, dict[str, object]]]], KnowledgeBase]:
    return build


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return build(FACTS)
