"""A knowledge base with everything a format must carry, one of texts that try to break it, and what must come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Span, Statement, When

NASTY = "\x00\x1b[31m</script><script>hit()</script>\"';,|\t=1+1\r\n\u202e$x^2$ 千島 & <b>\ufffe ]]>"


def of(document: Document, quote: str, *more: Any, **fields: Any) -> Evidence:
    start = document.text.index(quote)
    return Evidence(document.id, Span(start, start + len(quote)), quote, *more, **fields)


@pytest.fixture(scope="session")
def sample() -> KnowledgeBase:
    """Two states and a person on an island of two names: facts, a plan, a wish, a rumour, a denial, three voices."""
    japan, russia, isle = "state/japan", "state/russia", "territory/etorofu"
    news = Document(
        "news",
        "Japan claims Etorofu.\r\nRussia has run the island since 1945.\nIn 1956 it was to be handed over. Kato wants "
        "it back. Perhaps it was sold. Moscow says it was never seized. Kato met Ivanov in May 2019. They met again.",
        "An island, two names",
        "The Shore Post",
        "https://shore.example/1",
        "2019-06-02",
        "en",
    )
    note = Document("note", "Etorofu is ours.", None, "Ministry", None, "2011", author="JPN")
    documents = (news, note)
    entities = (
        Entity(
            isle,
            Kind.TERRITORY,
            (
                Name("Etorofu", "ja-Latn", (japan,)),
                Name("Iturup", "ru-Latn", (russia,)),
                Name("択捉島", "ja", (japan,)),
            ),
            ("wikidata:Q172116", "osm:1"),
        ),
        Entity(japan, Kind.STATE, (Name("Japan"),), ("iso:JPN",)),
        Entity(russia, Kind.STATE, (Name("Russia"),), ("iso:RUS",)),
        Entity("state/soviet-union", Kind.STATE, (Name("Soviet Union"),)),
        Entity("person/kato", Kind.PERSON, (Name("Kato"),)),
        Entity("person/ivanov", Kind.PERSON, (Name("Ivanov"),)),
        Entity("territory/nowhere", Kind.TERRITORY, (Name("Nowhere"),)),
    )
    may = When("2019-05", "in May 2019", "absolute", None)
    statements = (
        Statement(japan, "claims", isle, (of(news, "Japan claims Etorofu.\r\nRussia"), of(note, "Etorofu is ours."))),
        Statement(
            russia,
            "administers",
            isle,
            (of(news, "run the island since 1945", when=When("1945/..", "since 1945", "absolute")),),
        ),
        Statement(
            russia,
            "cedes",
            isle,
            (
                of(news, "In 1956 it was to be handed over", modality=Modality.PLANNED, when=When("1956", "1956", "x")),
                of(news, "Kato wants it back", "person/kato", modality=Modality.DESIRED),
                of(news, "Perhaps it was sold", modality=Modality.POSSIBLE, confidence=0.25),
            ),
        ),
        Statement(
            "state/soviet-union", "seizes", isle, (of(news, "never seized", russia, polarity=Polarity.NEGATIVE),)
        ),
        Statement(
            "person/kato",
            "metWith",
            "person/ivanov",
            (of(news, "Kato met Ivanov", when=may, count=2), of(news, "They met again"), of(news, "They met again")),
        ),
    )
    return KnowledgeBase(documents, entities, statements)


@pytest.fixture(scope="session")
def nasty() -> KnowledgeBase:
    """Control characters, markup, quotes, line breaks, formulas, direction marks and NUL in every text."""
    a, b = f"state/{NASTY}", "territory/=2+2;3"
    documents = (
        Document("=d1", NASTY, NASTY, NASTY, NASTY, "2001-02-03", NASTY, NASTY),
        Document("d2", NASTY + "\ud800", "@title", "-source", "+url", part_of="=d1"),
    )
    entities = (
        Entity(a, Kind.STATE, (Name(NASTY, NASTY, (b,), NASTY), Name("=A1", None, (a,)))),
        Entity(b, Kind.TERRITORY, (Name("千島列島", "ja", (a,)), Name("one; two", None, (b,)))),
    )
    when = When("1945/..", NASTY, NASTY, NASTY)
    both = tuple(
        Evidence(document.id, Span(0, len(document.text)), document.text, holder, when=when, rule=NASTY)
        for document in documents
        for holder in (None, a)
    )
    return KnowledgeBase(documents, entities, (Statement(a, "claims", b, both), Statement(b, NASTY, b, both)))


@pytest.fixture(scope="session")
def facts() -> Callable[[KnowledgeBase], Counter[tuple[Any, ...]]]:
    """What each evidence says, as a plain tuple with the statement's id at the end."""

    def found(kb: KnowledgeBase) -> Counter[tuple[Any, ...]]:
        return Counter(
            (
                *(statement.subject, statement.relation, statement.object, item.polarity.value, item.modality.value),
                *(item.holder, item.when.edtf if item.when else None, item.quote, item.document),
                *(item.span.start, item.span.end, statement.id),
            )
            for statement in kb.statements
            for item in statement.evidence
        )

    return found


@pytest.fixture(scope="session")
def read_facts() -> Callable[[Iterable[Mapping[str, Any]]], Counter[tuple[Any, ...]]]:
    """The same of rows that a library read: an empty text, NaN and a missing key all stand for what is not known."""

    def known(value: Any) -> Any:
        if value is None or value != value or value == "":  # NaN is not equal to itself
            return None
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def found(rows: Iterable[Mapping[str, Any]]) -> Counter[tuple[Any, ...]]:
        return Counter(
            (
                *(known(row["source"]), row["relation"], known(row["target"]), row["polarity"], row["modality"]),
                *(known(row.get("holder")), known(row.get("time")), row["quote"], row["document"]),
                *(known(row["start"]), known(row["end"]), row["statement"]),
            )
            for row in rows
        )

    return found


@pytest.fixture(scope="session")
def turned() -> Callable[[KnowledgeBase], KnowledgeBase]:
    """The same knowledge base in another order."""

    def turn(kb: KnowledgeBase) -> KnowledgeBase:
        statements = (Statement(s.subject, s.relation, s.object, s.evidence[::-1]) for s in kb.statements[::-1])
        return KnowledgeBase(kb.documents[::-1], kb.entities[::-1], tuple(statements))

    return turn
