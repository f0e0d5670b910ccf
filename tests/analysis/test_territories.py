"""Holdings, rivals, projections, names and perspectives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.bipartite import holdings, shared_actors, shared_territories
from kg.analysis.names import names, perspectives
from kg.analysis.rivals import rivals
from kg.graph import project
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement

Make = Callable[[list[tuple[str, str, dict[str, object]]]], KnowledgeBase]
GULL, ISLES = "territory/big-gull", "territory/gull-isles"
NORLAND, SUDRIA = "state/norland", "state/sudria"


def test_holdings_by_hand(kb: KnowledgeBase) -> None:
    rows = holdings(project(kb), about=[GULL])
    assert [(r.side, r.relation, r.polarity, r.modality, r.evidence, r.voices, r.times) for r in rows] == [
        (NORLAND, "administers", "positive", "actual", 1, ("The Daily",), ("1950/..",)),
        (NORLAND, "claims", "positive", "actual", 1, ("The Post",), ()),
        (NORLAND, "withdrawsFrom", "positive", "desired", 1, (SUDRIA,), ("2016",)),
        (SUDRIA, "claims", "negative", "actual", 1, (NORLAND,), ()),
        (SUDRIA, "claims", "positive", "actual", 2, ("person/ivo-sand", SUDRIA), ()),
    ]
    assert {r.territory for r in holdings(project(kb))} == {GULL, ISLES}
    assert [r.voices for r in holdings(project(kb), about=[ISLES])] == [("undated",), ("The Post",)]


def test_leaders_hold_for_their_state(make: Make) -> None:
    kb = make([("daily", "ada-berg holdsOffice norland", {}), ("daily", "ada-berg claims big-gull", {})])
    (row,) = holdings(project(kb))
    assert row.side == NORLAND


def test_rivals_by_hand(kb: KnowledgeBase) -> None:
    (row,) = rivals(project(kb))
    assert (row.territory, row.first, row.second) == (GULL, NORLAND, SUDRIA)
    assert (row.first_claims, row.first_holds, row.second_claims, row.second_holds) == (True, True, True, False)
    assert row.first_voices == ("The Daily", "The Post")
    assert row.second_voices == ("person/ivo-sand", SUDRIA)
    assert rivals(project(kb), about=[ISLES]) == ()  # a planned claim and a possible gift are no rivalry
    assert rivals(project(kb, "side:Sudria")) == ()


def test_who_holds_and_who_claims_are_rivals_and_two_holders_are_not(make: Make) -> None:
    held = [("daily", "norland occupies big-gull", {}), ("daily", "sudria administers big-gull", {})]
    assert rivals(project(make(held))) == ()
    (row,) = rivals(project(make([*held, ("post", "westmark claims big-gull", {})])))[:1]
    assert (row.first, row.second, row.first_holds, row.second_claims) == (NORLAND, "state/westmark", True, True)
    assert len(rivals(project(make([*held, ("post", "westmark claims big-gull", {})])))) == 2


def test_projections_by_hand(kb: KnowledgeBase, make: Make) -> None:
    (row,) = shared_territories(project(kb))
    assert (row.first, row.second, row.shared, row.territories) == (NORLAND, SUDRIA, 1, (GULL,))
    assert shared_actors(project(kb)) == ()  # nothing happened on the Gull Isles
    more = make([("daily", f"{a} claims {b}", {}) for a in ("norland", "sudria") for b in ("big-gull", "gull-isles")])
    (actors,), (grounds,) = shared_territories(project(more)), shared_actors(project(more))
    assert (actors.shared, actors.territories) == (2, (GULL, ISLES))
    assert (grounds.first, grounds.second, grounds.shared, grounds.sides) == (GULL, ISLES, 2, (NORLAND, SUDRIA))


def test_a_state_may_be_actor_and_ground(make: Make) -> None:
    kb = make([("daily", "norland annexes sudria", {}), ("daily", "sudria annexes norland", {})])
    assert shared_territories(project(kb)) == shared_actors(project(kb)) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["norland", "sudria", "westmark"]), st.sampled_from(["big-gull", "gull-isles", "lone"])
        ),
        max_size=9,
    )
)
@settings(max_examples=40, deadline=None)
def test_projection_is_the_product_of_the_matrix_with_itself(make: Make, ties: list[tuple[str, str]]) -> None:
    graph = project(make([("daily", f"{actor} seizes {ground}", {}) for actor, ground in ties]))
    grounds: defaultdict[str, set[str]] = defaultdict(set)
    for actor, ground in ties:
        grounds[f"state/{actor}"].add(ground)
    expected = {
        (a, b): len(grounds[a] & grounds[b]) for a, b in combinations(sorted(grounds), 2) if grounds[a] & grounds[b]
    }
    assert {(row.first, row.second): row.shared for row in shared_territories(graph)} == expected
    assert sum(r.shared for r in shared_actors(graph)) == sum(
        len(some) * (len(some) - 1) // 2 for some in grounds.values()
    )


def test_names_by_hand(kb: KnowledgeBase) -> None:
    rows = names(project(kb), about=[GULL])
    assert [(r.name, r.source, r.times, r.used_by) for r in rows] == [
        ("Big Gull", "The Post", 2, (NORLAND,)),
        ("Maakesaar", "The Daily", 2, (SUDRIA,)),
        ("Big Gull", "The Daily", 1, (NORLAND,)),
        ("Maakesaar", SUDRIA, 1, (SUDRIA,)),
    ]
    assert all(r.contested and r.documents == 1 for r in rows)
    (isles,) = names(project(kb), about=[ISLES])
    assert (isles.name, isles.contested, isles.used_by, isles.times) == ("Gull Isles", False, (), 1)


def test_a_document_with_nothing_about_the_territory_is_not_read(make: Make) -> None:
    kb = make([("post", "norland claims gull-isles", {})])
    assert {row.territory for row in names(project(kb))} == {ISLES}


def test_a_name_inside_a_word_or_a_longer_name_does_not_count() -> None:
    text = "Gull, Gullstone, Big Gull and a seagull; GULL; the sea off Gull."
    kb = KnowledgeBase(
        (Document("d", text),),
        (
            Entity("territory/gull", Kind.TERRITORY, (Name("Gull"),)),
            Entity("territory/big", Kind.TERRITORY, (Name("Big Gull"),)),
            Entity("place/sea", Kind.PLACE, (Name("the sea off Gull"),)),
        ),
        (Statement(NORLAND, "claims", "territory/gull", (Evidence("d", Span(0, 4), "Gull"),)),),
    )
    (row,) = names(project(kb))
    assert (row.name, row.times, row.source) == ("Gull", 2, "d")


def test_perspectives_by_hand(kb: KnowledgeBase) -> None:
    rows = {row.source: row for row in perspectives(project(kb), about=[GULL])}
    assert rows["The Daily"].names == ("Maakesaar (2)", "Big Gull (1)")
    assert rows["The Daily"].reports == ("Norland administers (1)", "Sudria claims [says Ivo Sand] (1)")
    assert rows["The Post"].reports == ("Norland claims (1)", "Sudria not claims [says Norland] (1)")
    assert rows[SUDRIA].reports == ("Norland withdrawsFrom [desired] (1)", "Sudria claims (1)")
    assert [(r.documents, r.evidence) for r in rows.values()] == [(1, 2)] * 3


def test_a_territory_may_be_the_subject(make: Make) -> None:
    (row,) = perspectives(project(make([("daily", "big-gull locatedIn norland", {})])))
    assert row.reports == ("locatedIn Norland (1)",)
