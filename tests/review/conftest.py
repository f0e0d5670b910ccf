"""A small build made by hand, with what a machine might have read well and badly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.catalog import Catalog
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
from kg.review import REVIEW, Decision, Reading, Verdict, readings, sheet
from kg.review.place import sha256
from kg.review.table import read_table, table

TEXT = (
    "Japan claims Etorofu. In 1945 Russia seized it, and Mayor Lin Pell met Tokyo's envoy twice.\n"
    "Moscow says that it will not return the isle.\n"
    "Japan claims Etorofu, Pell repeated."
)
LIN = Entity("person/lin-pell-aaaaaa", Kind.PERSON, (Name("Lin Pell"), Name("Pell")))


def place(quote: str, number: int = 0) -> Span:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(quote, start + 1)
    return Span(start, start + len(quote))


def evidence(quote: str, number: int = 0, **fields: object) -> Evidence:
    known: dict[str, object] = {"rule": "stub.verb", "confidence": 0.5, **fields}
    return Evidence("isle", place(quote, number), quote, **known)  # type: ignore[arg-type]


@pytest.fixture
def kb(catalog: Catalog) -> KnowledgeBase:
    claims = (evidence("Japan claims Etorofu", confidence=0.9), evidence("Japan claims Etorofu", 1, holder=LIN.id))
    seized = evidence("Russia seized it", when=When("1945", "1945", "absolute"), confidence=0.8)
    met = evidence("Mayor Lin Pell met Tokyo's envoy twice", count=2, confidence=0.3)
    returned = evidence(
        "it will not return the isle",
        holder="state/russia",
        polarity=Polarity.NEGATIVE,
        modality=Modality.PLANNED,
        confidence=0.4,
    )
    statements = (
        Statement("state/japan", "claims", "territory/etorofu", claims),
        Statement("state/russia", "seizes", "territory/etorofu", (seized,)),
        Statement(LIN.id, "metWith", "state/japan", (met,)),
        Statement("state/russia", "cedes", "territory/etorofu", (returned,)),
    )
    known = [catalog.entities[name] for name in ("state/japan", "state/russia", "territory/etorofu")]
    return KnowledgeBase(
        (Document("isle", TEXT),),
        tuple(sorted((*known, LIN), key=lambda entity: entity.id)),
        tuple(sorted(statements, key=lambda statement: statement.id)),
    )


type Judge = Callable[..., Verdict]


@pytest.fixture
def reading(kb: KnowledgeBase) -> Callable[..., Reading]:
    """The machine's reading with this relation, the first or a later one by its place."""

    def find(relation: str, number: int = 0) -> Reading:
        found = [r for r in readings(kb) if r.relation == relation]
        return sorted(found, key=lambda r: r.evidence.span)[number]

    return find


@pytest.fixture
def judge(kb: KnowledgeBase, catalog: Catalog, reading: Callable[..., Reading]) -> Judge:
    """A verdict on the machine's reading with a relation."""
    entities = {**catalog.entities, **{entity.id: entity for entity in kb.entities}}

    def make(
        decision: Decision,
        relation: str | Reading,
        number: int = 0,
        *,
        by: str = "Ada Vale",
        corrected: Reading | None = None,
        note: str | None = None,
    ) -> Verdict:
        judged = reading(relation, number) if isinstance(relation, str) else relation
        both = [judged, *([corrected] if corrected else [])]
        ends = {end for r in both for end in (r.subject, r.object, r.evidence.holder) if end}
        named = tuple(entities[end] for end in sorted(ends))
        return Verdict(decision, by, judged, corrected, named, note, sha256(TEXT))

    return make


type Fill = Callable[..., Path]


@pytest.fixture
def fill(kb: KnowledgeBase, tmp_path: Path) -> Fill:
    """A review of the build in which lines, found by relation, are filled in; further lines are put below."""

    def write(*lines: dict[str, str], **edits: dict[str, str]) -> Path:
        file = tmp_path / "review.csv"
        file.write_bytes(sheet(kb))
        rows = [dict(row.cells) for row in read_table(file, REVIEW, needed=())]
        for relation, cells in edits.items():
            next(row for row in rows if row["relation"] == relation).update(cells)
        file.write_bytes(table(REVIEW, [*rows, *lines]))
        return file

    return write
