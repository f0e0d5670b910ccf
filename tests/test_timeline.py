"""What the texts date, in order of time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Span, Statement, When
from kg.timeline import TimelineEntry, timeline, undated

CHAIN, SHIKOTAN, JAPAN = "territory/kuril-islands", "territory/shikotan", "state/japan"


def said(time: str | None, words: str = "then", **rest: object) -> Evidence:
    how = "absolute" if time else "unresolved"
    return Evidence("paper", Span(0, 4), "word", when=When(time, words, how), **rest)


def base(*statements: Statement) -> KnowledgeBase:
    entities = (
        Entity(JAPAN, Kind.STATE, (Name("Japan"),), ("iso:JPN",)),
        Entity(CHAIN, Kind.TERRITORY, (Name("Kuril Islands"),)),
        Entity(SHIKOTAN, Kind.TERRITORY, (Name("Shikotan"),)),
    )
    return KnowledgeBase((Document("paper", "word", published="2014"),), entities, statements)


KB = base(
    Statement(JAPAN, "claims", CHAIN, (said("1945/.."), said("1951-09-08"), said(None, "some day"))),
    Statement(JAPAN, "visits", SHIKOTAN, (said("1945"), said("../1945"), Evidence("paper", Span(0, 4), "word"))),
    Statement(JAPAN, "signs", "agreement/x", (said("1951-09", modality=Modality.PLANNED, holder=JAPAN),)),
)


def spans(entries: tuple[TimelineEntry, ...]) -> list[tuple[str | None, date | None, date | None]]:
    return [(entry.edtf, entry.first, entry.last) for entry in entries]


def test_earliest_first_and_open_sides_stay_open() -> None:
    assert spans(timeline(KB)) == [
        ("../1945", None, date(1945, 12, 31)),
        ("1945", date(1945, 1, 1), date(1945, 12, 31)),
        ("1945/..", date(1945, 1, 1), None),
        ("1951-09", date(1951, 9, 1), date(1951, 9, 30)),
        ("1951-09-08", date(1951, 9, 8), date(1951, 9, 8)),
    ]
    assert [entry.precision for entry in timeline(KB)] == ["interval", "year", "interval", "month", "day"]


def test_undated_ones_stand_apart() -> None:
    apart = undated(KB)
    assert spans(apart) == [(None, None, None)] * 2
    assert {entry.evidence.when.words if entry.evidence.when else None for entry in apart} == {"some day", None}
    assert len(apart) + len(timeline(KB)) == sum(len(statement.evidence) for statement in KB.statements)


def test_a_plan_in_the_timeline_says_that_it_is_one_and_whose() -> None:
    (plan,) = (entry for entry in timeline(KB) if entry.relation == "signs")
    assert (plan.evidence.modality, plan.evidence.holder, plan.author) == (Modality.PLANNED, JAPAN, None)


def test_about_a_territory_takes_its_parts_along() -> None:
    assert {entry.object for entry in timeline(KB, about=[CHAIN])} == {CHAIN, SHIKOTAN}
    assert {entry.object for entry in timeline(KB, about=[SHIKOTAN])} == {SHIKOTAN}
    assert len(timeline(KB, about=[JAPAN])) == 5
    assert timeline(KB, about=[]) == undated(KB, about=["territory/nowhere"]) == ()


def test_policy() -> None:
    assert [entry.relation for entry in timeline(KB, policy="side:Japan")] == ["signs"]
    assert undated(KB, policy="side:Japan") == ()
    with pytest.raises(KgError, match="policy"):
        timeline(KB, policy="nobody")


def test_words_that_are_no_time_are_undated() -> None:
    kb = base(Statement(JAPAN, "claims", CHAIN, (said("soon"), said("XXXX-12-25"), said("1950/1940"))))
    assert timeline(kb) == ()
    assert [entry.edtf for entry in undated(kb)] == [None, None, None]


def test_nothing_from_nothing() -> None:
    assert timeline(KnowledgeBase()) == undated(KnowledgeBase()) == ()


TIMES = st.one_of(
    st.none(),
    st.integers(1000, 2100).map(str),
    st.dates(date(1000, 1, 1)).map(lambda day: day.isoformat()),
    st.integers(1000, 2100).map(lambda year: f"{year}/.."),
    st.integers(1000, 2100).map(lambda year: f"../{year}"),
    st.just("nonsense"),
)


@given(st.lists(TIMES, max_size=12))
def test_every_evidence_is_once_in_one_of_the_two_and_days_never_fall(times: list[str | None]) -> None:
    evidence = tuple(
        Evidence("paper", Span(place, place + 1), "w", when=When(time, "w", "absolute") if time else None)
        for place, time in enumerate(times)
    )
    kb = base(Statement(JAPAN, "claims", CHAIN, evidence))
    dated, rest = timeline(kb), undated(kb)
    assert sorted(entry.evidence.span for entry in (*dated, *rest)) == [item.span for item in evidence]
    firsts = [entry.first or date.min for entry in dated]
    assert firsts == sorted(firsts)
    assert all(entry.first is not None or entry.last is not None for entry in dated)
