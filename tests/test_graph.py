"""Which edges each viewpoint shows."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import KgError
from kg.graph import authors, project
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
)

EAST, WEST, ISLE = "state/eastland", "state/westland", "territory/gull-isle"
SPAN = Span(0, 4)
CLAIM = Statement(
    EAST,
    "claims",
    ISLE,
    (
        Evidence("paper", SPAN, "East claims the isle."),
        Evidence("paper", Span(5, 9), "East claims it."),
        Evidence("note", SPAN, "We claim the isle."),
        Evidence("paper", SPAN, "East, says West, has no claim.", WEST, Polarity.NEGATIVE),
        Evidence("note", SPAN, "West says that we claim it.", WEST),
    ),
)
PLAN = Statement(WEST, "cedes", ISLE, (Evidence("old", SPAN, "West will cede it.", modality=Modality.PLANNED),))
DENIAL = Statement(WEST, "administers", ISLE, (Evidence("undated", SPAN, "No.", polarity=Polarity.NEGATIVE),))
STRAY = Statement(
    WEST, "visits", "place/unknown", (Evidence("letter", SPAN, "They went."), Evidence("lost", SPAN, "x"))
)
KB = KnowledgeBase(
    (
        Document("paper", "", source="The Daily", published="2012-05-07"),
        Document("note", "", published="2013", author="est"),
        Document("old", "", source="A+B", published="2001-02-03"),
        Document("undated", ""),
        Document("letter", "", published="2012-05", author="A Friend"),
    ),
    (
        Entity("person/x", Kind.PERSON, (Name("Eastland"),)),
        Entity(EAST, Kind.STATE, (Name("Eastland"), Name("East")), ("wikidata:Q0", "iso:EST")),
        Entity(WEST, Kind.STATE, (Name("Westland"),)),
        Entity(ISLE, Kind.TERRITORY, (Name("Gull Isle"),)),
    ),
    (CLAIM, PLAN, DENIAL, STRAY),
)


def quotes(policy: str) -> set[str]:
    return {item.quote for _, _, edge in project(KB, policy).edges(data=True) for item in edge["evidence"]}


def test_everything_has_one_edge_for_each_voice_polarity_and_modality() -> None:
    graph = project(KB)
    assert isinstance(graph, nx.MultiDiGraph)
    edges = [edge for _, _, edge in graph.edges(data=True) if edge["statement"] == CLAIM.id]
    assert sorted((str(e["holder"]), str(e["author"]), e["polarity"].value, e["weight"]) for e in edges) == [
        ("None", "None", "positive", 2),
        ("None", EAST, "positive", 1),
        (WEST, "None", "negative", 1),
        (WEST, EAST, "positive", 1),
    ]
    assert {(a, b) for a, b, edge in graph.edges(data=True) if edge["relation"] == "claims"} == {(EAST, ISLE)}
    assert sum(edge["weight"] for _, _, edge in graph.edges(data=True)) == 9


def test_nodes_are_the_same_in_every_viewpoint_and_carry_kind_label_and_names() -> None:
    graph = project(KB)
    assert graph.nodes[EAST] == {"kind": Kind.STATE, "label": "Eastland", "names": (Name("Eastland"), Name("East"))}
    assert graph.nodes["place/unknown"]["kind"] is Kind.OTHER
    assert list(project(KB, "asserted").nodes) == list(project(KB, "before:1900").nodes) == list(graph.nodes)


def test_keys_and_order_do_not_depend_on_the_order_of_the_input() -> None:
    turned = KnowledgeBase(KB.documents[::-1], KB.entities[::-1], KB.statements[::-1])
    first, second = project(KB), project(turned)
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))
    keys = {key for _, _, key in first.edges(keys=True)}
    assert {key for _, _, key in project(KB, "asserted").edges(keys=True)} < keys


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("asserted", {"East claims the isle.", "East claims it."}),
        ("side:state/eastland", {"We claim the isle."}),
        ("side:EAST", {"We claim the isle."}),
        ("side:Westland", {"East, says West, has no claim.", "West says that we claim it."}),
        ("side: a friend ", {"They went."}),
        ("side:Gull Isle", set()),
        (
            "before:2012-05-08",
            {"East claims the isle.", "East claims it.", "East, says West, has no claim.", "West will cede it."},
        ),
        ("before:2012-05-07", {"West will cede it."}),
        ("before:2012-05", {"West will cede it."}),
        ("before:2001", set()),
    ],
)
def test_viewpoints(policy: str, expected: set[str]) -> None:
    if policy == "before:2012-05-08":
        assert "They went." not in quotes(policy)  # published some day of May 2012: not certainly before the 8th
    assert quotes(policy) == expected


def test_before_takes_a_month_that_is_over() -> None:
    assert "They went." in quotes("before:2012-06")
    assert "No." not in quotes("before:2999")


@pytest.mark.parametrize("policy", ["", "all", "asserted:", "everything:x", "side:", "side: ", "before", "source:"])
def test_unknown_policy_names_the_allowed_ones(policy: str) -> None:
    with pytest.raises(KgError, match=f"policy is '{policy}'; allowed: asserted, .*, before:<ISO date>; join several"):
        project(KB, policy)


@pytest.mark.parametrize("day", ["", "12", "2012-13", "2012-02-30", "2012-05-07T10", "20120507", "may"])
def test_malformed_date_is_refused(day: str) -> None:
    with pytest.raises(KgError, match="allowed: an ISO date"):
        project(KB, f"before:{day}")


def test_unknown_side_names_some_known_ones() -> None:
    with pytest.raises(KgError, match=r"side: is 'Nowhere'; allowed: .*state/westland"):
        project(KB, "side:Nowhere")
    with pytest.raises(KgError, match="nobody speaks here"):
        project(KnowledgeBase(), "side:Nowhere")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("everything+side:Westland", {"East, says West, has no claim.", "West says that we claim it."}),
        ("side:Westland+before:2013", {"East, says West, has no claim."}),
        ("before:2013+side:Westland", {"East, says West, has no claim."}),
        ("side:Westland+side:Eastland", set()),
        ("source:the daily+asserted", {"East claims the isle.", "East claims it."}),
        ("source: A+B ", {"West will cede it."}),
    ],
)
def test_several_policies_show_what_each_of_them_shows(policy: str, expected: set[str]) -> None:
    assert quotes(policy) == expected
    assert project(KB, policy).graph["policy"] == policy


@pytest.mark.parametrize("policy", ["side:Westland+gossip", "asserted+", "+asserted", "side:Westland+before"])
def test_a_part_that_is_no_policy_is_refused(policy: str) -> None:
    with pytest.raises(KgError, match="policy "):
        project(KB, policy)


def test_unknown_source_names_some_known_ones() -> None:
    with pytest.raises(KgError, match=r"source: is 'Nowhere'; allowed: .*A\+B, The Daily"):
        project(KB, "source:Nowhere")
    with pytest.raises(KgError, match="no document names its source"):
        project(KnowledgeBase(), "source:Nowhere")


def test_leaders_and_bodies_speak_for_their_side() -> None:
    office = Statement("person/x", "holdsOffice", WEST, (Evidence("paper", SPAN, "X of West"),))
    word = Statement(EAST, "seizes", ISLE, (Evidence("paper", SPAN, "They took it, says X.", "person/x"),))
    kb = KnowledgeBase(KB.documents, KB.entities, (office, word))
    assert [edge["relation"] for _, _, edge in project(kb, "side:Westland").edges(data=True)] == ["seizes"]
    assert [edge["relation"] for _, _, edge in project(kb, "side:person/x").edges(data=True)] == ["seizes"]
    assert project(kb, "side:Eastland").number_of_edges() == 0


def test_the_graph_carries_what_analyses_need() -> None:
    graph = project(KB, "before:1900")
    assert graph.graph["documents"] == {document.id: document for document in KB.documents}
    assert graph.graph["sides"]["organization/japan-coast-guard"] == "state/japan"


def test_authors_are_entities_where_they_are_known() -> None:
    assert authors(KB) == {"paper": None, "note": EAST, "old": None, "undated": None, "letter": "A Friend"}


def test_empty_knowledge_base_gives_an_empty_graph() -> None:
    assert len(project(KnowledgeBase(), "asserted")) == 0
