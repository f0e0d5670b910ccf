"""A small made-up build with real offsets: three texts on one island, one of them a party's, one with hostile text."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kg.api import KnowledgeGraph
from kg.catalog import load
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

TEXTS = (
    Document(
        "daily",
        "The row goes on. Norland claims Maakesaar & all <b>around</b> it. Ada Berg said that Sudria seized Big Gull "
        "in 2012. Norland plans to visit Big Gull.\n\nSudria never claimed it, Norland said.",
        "A <i>row</i>",
        "The Daily",
        None,
        "2014-01-05",
    ),
    Document("speech", "Our Maakesaar! Sudria claims Maakesaar.", None, "Assembly", None, "2014-09-01", None, "Sudria"),
    Document("empty", "Nothing of note.", published="2015"),
)
PEOPLE = (
    Entity("state/norland", Kind.STATE, (Name("Norland"),)),
    Entity("state/sudria", Kind.STATE, (Name("Sudria"),)),
    Entity("person/ada-berg", Kind.PERSON, (Name("Ada Berg"),)),
    Entity(
        "territory/big-gull",
        Kind.TERRITORY,
        (Name("Big Gull", "en", ("state/norland",)), Name("Maakesaar", None, ("state/sudria",))),
    ),
    Entity("territory/little-gull", Kind.TERRITORY, (Name("Little Gull"), Name("Pikku Ää"))),
)
SAID = (
    ("daily", "state/norland claims territory/big-gull", "Norland claims Maakesaar", {}),
    (
        "daily",
        "state/sudria seizes territory/big-gull",
        "Sudria seized Big Gull",
        {"holder": "person/ada-berg", "when": When("2012", "in 2012", "absolute")},
    ),
    (
        "daily",
        "state/norland visits territory/big-gull",
        "Norland plans to visit Big Gull",
        {"modality": Modality.PLANNED},
    ),
    (
        "daily",
        "state/sudria claims territory/big-gull",
        "Sudria never claimed it",
        {"holder": "state/norland", "polarity": Polarity.NEGATIVE},
    ),
    ("speech", "state/sudria claims territory/big-gull", "Sudria claims Maakesaar", {}),
)


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    texts = {document.id: document.text for document in TEXTS}
    found: defaultdict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for document, words, quote, rest in SAID:
        start = texts[document].index(quote)
        span = Span(start, start + len(quote))
        found[tuple(words.split())].append(Evidence(document, span, quote, rule="test.verb", **rest))
    statements = sorted((Statement(*ends, tuple(some)) for ends, some in found.items()), key=lambda s: s.id)
    return KnowledgeBase(TEXTS, PEOPLE, tuple(statements))


@pytest.fixture
def g(kb: KnowledgeBase) -> KnowledgeGraph:
    return KnowledgeGraph(kb, load())


@pytest.fixture
def nothing() -> KnowledgeGraph:
    return KnowledgeGraph(KnowledgeBase(), load())
