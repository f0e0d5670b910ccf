"""Who says what of whose hold on a territory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.catalog import load
from kg.errors import KgError
from kg.graph import project
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
from kg.sides import sides, with_parts
from kg.stances import Stance, sovereignty, stances

JAPAN, RUSSIA, UNION = "state/japan", "state/russia", "state/soviet-union"
CHAIN, SHIKOTAN = "territory/kuril-islands", "territory/shikotan"
GUARD = "organization/japan-coast-guard"
MORI, ORLOV, BODY = "person/mori", "person/orlov", "organization/fishers"


def said(document: str, *, time: str | None = None, holder: str | None = None, **rest: object) -> Evidence:
    when = None if time is None else When(time, time, "absolute")
    return Evidence(document, Span(0, 4), "word", holder, when=when, **rest)


KB = KnowledgeBase(
    (
        Document("paper", "words here", published="2014-02-03"),
        Document("speech", "words here", published="2015", author="JPN"),
    ),
    (
        Entity(JAPAN, Kind.STATE, (Name("Japan"),), ("iso:JPN",)),
        Entity(RUSSIA, Kind.STATE, (Name("Russia"),)),
        Entity(UNION, Kind.STATE, (Name("Soviet Union"),)),
        Entity(CHAIN, Kind.TERRITORY, (Name("Kuril Islands"),)),
        Entity(SHIKOTAN, Kind.TERRITORY, (Name("Shikotan"),)),
        Entity(MORI, Kind.PERSON, (Name("Mori"),)),
        Entity(ORLOV, Kind.PERSON, (Name("Orlov"),)),
        Entity(BODY, Kind.ORGANIZATION, (Name("Fishers"),)),
    ),
    (
        Statement(
            JAPAN,
            "claims",
            CHAIN,
            (
                said("paper", time="1951"),
                said("paper", time="1945/.."),
                said("paper"),
                said("paper", holder=RUSSIA, polarity=Polarity.NEGATIVE),
                said("speech"),
            ),
        ),
        Statement(UNION, "seizes", SHIKOTAN, (said("paper", time="1945"),)),
        Statement(RUSSIA, "cedes", SHIKOTAN, (said("paper", modality=Modality.PLANNED, holder=ORLOV),)),
        Statement(MORI, "claims", SHIKOTAN, (said("paper"),)),
        Statement(MORI, "holdsOffice", JAPAN, (said("paper"),)),
        Statement(ORLOV, "holdsOffice", RUSSIA, (said("paper"),)),
        Statement(ORLOV, "holdsOffice", UNION, (said("paper"),)),
        Statement(BODY, "holdsOffice", JAPAN, (said("paper", polarity=Polarity.NEGATIVE),)),
        Statement(JAPAN, "recognizes", RUSSIA, (said("paper"),)),
        Statement(UNION, "annexes", RUSSIA, (said("paper"),)),
        Statement(JAPAN, "visits", CHAIN, (said("paper"),)),
        Statement(JAPAN, "claims", BODY, (said("paper"),)),
    ),
)


def rows(found: tuple[Stance, ...]) -> list[tuple[str, str, str, str, str | None, int]]:
    return [(s.territory, s.actor, s.relation, s.polarity.value, s.holder, len(s.evidence)) for s in found]


def test_one_stance_for_each_voice_and_way_of_saying_it() -> None:
    about_chain = [stance for stance in stances(KB) if stance.territory == CHAIN]
    assert [(s.polarity, s.holder, s.author, s.times) for s in about_chain] == [
        (Polarity.NEGATIVE, RUSSIA, None, ()),
        (Polarity.POSITIVE, None, None, ("1945/..", "1951")),
        (Polarity.POSITIVE, None, JAPAN, ()),
    ]
    assert all(s.statement == Statement(JAPAN, "claims", CHAIN).id for s in about_chain)


def test_a_plan_stays_a_plan_and_keeps_its_holder() -> None:
    (plan,) = (stance for stance in stances(KB) if stance.relation == "cedes")
    assert (plan.modality, plan.holder, plan.side) == (Modality.PLANNED, ORLOV, RUSSIA)


def test_what_is_no_hold_on_ground_is_no_stance() -> None:
    assert {(s.relation, s.territory) for s in stances(KB)} == {
        ("claims", CHAIN),
        ("claims", SHIKOTAN),
        ("seizes", SHIKOTAN),
        ("cedes", SHIKOTAN),
        ("annexes", RUSSIA),  # who annexes a state takes its ground; to recognize a state takes none
    }
    assert {"claims", "administers", "occupies", "withdrawsFrom"} <= sovereignty(load()).keys()
    assert not {"visits", "disputesWith", "declaresIndependenceFrom"} & sovereignty(load()).keys()


def test_a_territory_with_its_parts_and_a_part_alone() -> None:
    whole, part = stances(KB, about=[CHAIN]), stances(KB, about=[SHIKOTAN])
    assert {stance.territory for stance in whole} == {CHAIN, SHIKOTAN}
    assert {stance.territory for stance in part} == {SHIKOTAN}
    assert set(part) < set(whole) < set(stances(KB))
    assert stances(KB, about=[]) == stances(KB, about=["territory/nowhere"]) == ()


def test_policies_are_those_of_the_graph() -> None:
    assert rows(stances(KB, policy="side:Japan")) == [(CHAIN, JAPAN, "claims", "positive", None, 1)]
    assert not any(s.holder or s.author for s in stances(KB, policy="asserted"))
    with pytest.raises(KgError, match="allowed: asserted"):
        stances(KB, policy="gossip")


def test_who_acts_for_whom() -> None:
    found = sides(KB)
    assert found[MORI] == JAPAN
    assert found[GUARD] == JAPAN
    assert ORLOV not in found  # offices in two states: nobody can tell for which he acts
    assert BODY not in found  # denied
    assert JAPAN not in found
    assert {s.actor: s.side for s in stances(KB, about=[SHIKOTAN])} == {MORI: JAPAN, RUSSIA: RUSSIA, UNION: UNION}


def test_an_office_in_a_body_counts_for_the_state_of_the_body() -> None:
    kb = KnowledgeBase(statements=(Statement(MORI, "holdsOffice", GUARD, (said("paper"),)),))
    assert sides(kb)[MORI] == JAPAN


def test_an_office_that_is_only_planned_does_not_count() -> None:
    plan = Statement(MORI, "holdsOffice", JAPAN, (said("paper", modality=Modality.PLANNED),))
    assert MORI not in sides(KnowledgeBase(statements=(plan,)))


def test_parts_of_parts() -> None:
    found = with_parts(["territory/western-sahara", "territory/nowhere"])
    assert {"territory/western-sahara", "territory/rio-de-oro", "territory/nowhere"} <= found
    assert with_parts([]) == frozenset()


def test_nothing_from_nothing() -> None:
    assert stances(KnowledgeBase()) == ()


@given(st.permutations(KB.statements), st.sampled_from(["everything", "asserted", "before:2015"]))
def test_order_of_input_does_not_matter_and_every_stance_is_an_edge(statements: list[Statement], policy: str) -> None:
    turned = KnowledgeBase(KB.documents, KB.entities, tuple(statements))
    found = stances(turned, policy=policy)
    assert found == stances(KB, policy=policy)
    edges = {(a, b, edge["statement"], edge["holder"]) for a, b, edge in project(KB, policy).edges(data=True)}
    assert {(s.actor, s.territory, s.statement, s.holder) for s in found} <= edges
    assert all(s.evidence for s in found)
