"""Escalation, chains, changes between builds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.chain import chain
from kg.analysis.changes import changes
from kg.analysis.escalation import escalation
from kg.errors import KgError
from kg.graph import project
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement

Fact = tuple[str, str, dict[str, object]]
Make = Callable[[list[Fact]], KnowledgeBase]
NORLAND, SUDRIA, WESTMARK, LONE = (f"state/{name}" for name in ("norland", "sudria", "westmark", "lone"))


def figures(rows: tuple) -> list[tuple[str, int, int, int, int]]:
    return [(r.period, r.cooperation, r.conflict, r.evidence, r.not_counted) for r in rows]


def test_escalation_by_year(kb: KnowledgeBase) -> None:
    assert figures(escalation(project(kb))) == [
        ("2012", 1, 2, 3, 0),
        ("2013", 1, 0, 2, 0),  # told twice, one statement
        ("2016", 0, 0, 0, 1),  # a wish
        ("longer", 0, 1, 1, 0),  # 2010 to 2012
        ("undated", 4, 4, 9, 6),
    ]
    assert [row.net for row in escalation(project(kb))] == [-1, 1, 0, -1, 0]


def test_escalation_by_month(kb: KnowledgeBase) -> None:
    rows = figures(escalation(project(kb), by="month"))
    assert rows[:2] == [("2012-03", 0, 1, 1, 0), ("2013-05", 1, 0, 2, 0)]
    assert rows[2] == ("longer", 1, 2, 3, 1)  # 2012 twice, 2010/2012, and the wish for 2016


def test_escalation_of_one_side_counts_its_leaders(kb: KnowledgeBase) -> None:
    found = {r.period: (r.cooperation, r.conflict) for r in escalation(project(kb), about=[NORLAND])}
    assert found["2013"] == (1, 0)
    apart = {r.period: (r.cooperation, r.conflict) for r in escalation(project(kb), about=[NORLAND], apart=True)}
    assert "2013" not in apart
    assert apart["2012"] == (1, 2)


def test_escalation_within_days(kb: KnowledgeBase) -> None:
    some = escalation(project(kb), since=date(2012, 1, 1), until=date(2012, 12, 31))
    assert figures(some) == [("2012", 1, 2, 3, 0)]
    assert [r.period for r in escalation(project(kb), since=date(2013, 1, 1))] == ["2013", "2016"]
    assert [r.period for r in escalation(project(kb), until=date(2012, 12, 31))] == ["2012", "longer"]


def test_open_times_are_longer_than_any_period(make: Make) -> None:
    kb = make([("daily", "norland aids sudria", {"time": time}) for time in ("1950/..", "../1950", "1950-05/1950-06")])
    assert [r.period for r in escalation(project(kb))] == ["1950", "longer"]
    assert [r.period for r in escalation(project(kb), by="month")] == ["longer"]
    assert escalation(project(kb), since=date(1951, 1, 1)) == ()


def test_unknown_period_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(KgError, match="by is 'week'; allowed: month, year"):
        escalation(project(kb), by="week")


def test_chain_by_hand(kb: KnowledgeBase) -> None:
    rows = chain(project(kb), "state/estmark", "agreement/gull-treaty")
    assert [(r.step, r.here, r.subject, r.relation, r.object, r.there) for r in rows] == [
        (1, "state/estmark", "state/estmark", "aids", SUDRIA, SUDRIA),
        (2, SUDRIA, SUDRIA, "signs", "agreement/gull-treaty", "agreement/gull-treaty"),
    ]
    assert (rows[1].modality, rows[1].document, rows[1].quote) == ("actual", "post", "sudria signs gull-treaty #22")
    back = chain(project(kb), "agreement/gull-treaty", "state/estmark")
    assert [r.statement for r in back] == [r.statement for r in rows][::-1]


def test_chain_over_what_is_only_told(kb: KnowledgeBase) -> None:
    isles = "territory/gull-isles"
    assert chain(project(kb), NORLAND, isles) == ()
    rows = chain(project(kb), NORLAND, isles, unreal=True)
    assert [(r.relation, r.modality) for r in rows][-1] == ("claims", "planned")


def test_chain_prefers_a_fact_and_tells_how_many_statements_there_are(kb: KnowledgeBase) -> None:
    (row,) = chain(project(kb), NORLAND, SUDRIA, unreal=True)
    assert (row.relation in {"accuses", "attacks"}, row.modality, row.polarity) == (True, "actual", "positive")
    assert (row.author, row.statements) == (None, 3)


def test_chain_shows_the_source_before_a_speaker_and_the_better_supported_statement(make: Make) -> None:
    told = [("daily", "norland aids sudria", {"holder": "lone"}), ("post", "norland aids sudria", {"holder": "lone"})]
    own = [("post", "norland visits sudria", {})]
    assert [r.relation for r in chain(project(make([*told, *own])), NORLAND, SUDRIA)] == ["visits"]
    more = [*own, ("daily", "norland attacks sudria", {}), ("post", "norland attacks sudria", {})]
    assert [r.relation for r in chain(project(make([*told, *more])), NORLAND, SUDRIA)] == ["attacks"]


def test_several_chains_of_one_length(make: Make) -> None:
    kb = make([("daily", f"{a} aids {b}", {}) for a in ("norland", "estmark") for b in ("sudria", "westmark")])
    rows = chain(project(kb), NORLAND, "state/estmark", most=5)
    assert [(r.chain, r.step, r.there) for r in rows] == [
        (1, 1, SUDRIA),
        (1, 2, "state/estmark"),
        (2, 1, WESTMARK),
        (2, 2, "state/estmark"),
    ]
    assert rows[:2] == chain(project(kb), NORLAND, "state/estmark")


def test_no_chain(kb: KnowledgeBase) -> None:
    assert chain(project(kb), NORLAND, LONE) == chain(project(kb), NORLAND, NORLAND) == ()
    with pytest.raises(KgError, match="chain end is 'state/nowhere'"):
        chain(project(kb), NORLAND, "state/nowhere")
    with pytest.raises(KgError, match="most is 0; allowed: 1 or more"):
        chain(project(kb), NORLAND, SUDRIA, most=0)


STATES = ("norland", "sudria", "westmark", "estmark", "lone")


@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)), max_size=10))
@settings(max_examples=60, deadline=None)
def test_a_chain_is_as_short_as_breadth_first_search_says(make: Make, ties: list[tuple[str, str]]) -> None:
    rows = chain(project(make([("daily", f"{a} aids {b}", {}) for a, b in ties])), NORLAND, LONE)
    distance, queue = {"norland": 0}, deque(["norland"])
    while queue:
        here = queue.popleft()
        for there in {b for a, b in ties if a == here} | {a for a, b in ties if b == here}:
            if there not in distance:
                distance[there] = distance[here] + 1
                queue.append(there)
    assert len(rows) == distance.get("lone", 0)
    assert all({row.subject, row.object} == {row.here, row.there} for row in rows)
    assert all(one.there == other.here for one, other in pairwise(rows))


def test_nothing_changes_between_equal_builds(kb: KnowledgeBase) -> None:
    turned = KnowledgeBase(kb.documents[::-1], kb.entities[::-1], kb.statements[::-1])
    assert changes(project(kb), earlier=project(turned)) == ()


def test_changes_by_hand() -> None:
    a, b = Entity("state/a", Kind.STATE, (Name("A"),)), Entity("state/b", Kind.STATE, (Name("B"),))
    one, two = Evidence("d", Span(0, 1), "x"), Evidence("d", Span(2, 3), "y")
    aids, attacks, visits = (Statement("state/a", r, "state/b", (one,)) for r in ("aids", "attacks", "visits"))
    before = KnowledgeBase((Document("d", "x y"), Document("old", "", "Old")), (a, b), (aids, attacks))
    after = KnowledgeBase(
        (Document("d", "x y z", published="2014"), Document("new", "abc")),
        (
            a,
            Entity("state/b", Kind.ORGANIZATION, (Name("B"), Name("Bee"))),
            Entity("state/c", Kind.STATE, (Name("C"),)),
        ),
        (Statement("state/a", "aids", "state/b", (one, two)), visits),
    )
    rows = changes(project(after), earlier=project(before))
    assert [(r.of, r.what, r.text, r.differs, r.before, r.after) for r in rows] == [
        ("document", "added", "new", (), 0, 3),
        ("document", "removed", "Old", (), 0, 0),
        ("document", "changed", "d", ("text", "published"), 3, 5),
        ("entity", "added", "C", (), 0, 1),
        ("entity", "changed", "B", ("kind", "names"), 1, 2),
        ("statement", "added", "A visits B", (), 0, 1),
        ("statement", "removed", "A attacks B", (), 1, 0),
        ("statement", "changed", "A aids B", ("evidence",), 1, 2),
    ]
    assert rows[5].id == visits.id
    back = changes(project(before), earlier=project(after))
    swap = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((r.of, swap[r.what], r.id, r.after, r.before) for r in back) == sorted(
        (r.of, r.what, r.id, r.before, r.after) for r in rows
    )


def test_changes_name_both_policies(kb: KnowledgeBase) -> None:
    rows = changes(project(kb), earlier=project(kb, "asserted"))
    assert {row.policy for row in rows} == {"everything against asserted"}
    assert {row.of for row in rows} == {"statement"}
