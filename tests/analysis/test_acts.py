"""Centrality, pairs, balance and blocs, against values found in other ways."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.acts import acts, between, reported
from kg.analysis.balance import balance, triads
from kg.analysis.blocs import METHODS, blocs
from kg.analysis.centrality import DAMPING, central
from kg.analysis.outcomes import outcomes
from kg.analysis.overview import network, relations
from kg.analysis.pairs import dyads, pairs, signed
from kg.analysis.support import conflicting, support
from kg.errors import KgError
from kg.graph import project
from kg.model import KnowledgeBase, Modality, Polarity

Make = Callable[[list[tuple[str, str, dict[str, object]]]], KnowledgeBase]
STATES = ("norland", "sudria", "westmark", "estmark", "lone")
SIGNS = {"aids": 1, "attacks": -1, "administers": 0}


def short(full: str) -> str:
    return full.partition("/")[2]


def plain(facts: list[str]) -> list[tuple[str, str, dict[str, object]]]:
    return [("daily", fact, {}) for fact in facts]


def test_pairs_by_hand(kb: KnowledgeBase) -> None:
    rows = pairs(project(kb))
    found = {(short(r.first), short(r.second)): r for r in rows}
    one = found["norland", "sudria"]  # the leaders' meeting and the comment count; the denial and the threat do not
    assert (one.cooperation, one.conflict, one.cooperation_evidence, one.conflict_evidence) == (1, 2, 2, 3)
    assert (one.balance, one.neutral, one.not_counted) == (-1 / 3, 0, 2)
    assert {key: (r.cooperation, r.conflict, r.balance) for key, r in found.items()} == {
        ("norland", "sudria"): (1, 2, -1 / 3),
        ("norland", "westmark"): (2, 0, 1),
        ("estmark", "westmark"): (1, 1, 0),
        ("estmark", "sudria"): (1, 0, 1),
        ("sudria", "westmark"): (0, 1, -1),
    }
    assert [short(r.first) for r in rows[:2]] == ["norland", "estmark"]


def test_pairs_under_other_policies(kb: KnowledgeBase) -> None:
    (own,) = (r for r in pairs(project(kb, "side:reader7")))
    assert (own.cooperation, own.conflict, own.policy) == (0, 1, "side:reader7")
    asserted = {(r.first, r.second): r for r in pairs(project(kb, "asserted"))}
    assert asserted["state/norland", "state/sudria"].not_counted == 0
    assert asserted["state/norland", "state/sudria"].conflict_evidence == 2


def test_leaders_kept_apart(kb: KnowledgeBase) -> None:
    found = {(r.first, r.second): r.cooperation for r in pairs(project(kb), apart=True)}
    assert found["person/ada-berg", "person/ivo-sand"] == 1
    assert found["state/norland", "state/sudria"] == 0


def test_a_pair_of_whom_only_plans_are_told_has_zeros(make: Make) -> None:
    kb = make([("post", "sudria threatens norland", {"modality": Modality.PLANNED})])
    (row,) = pairs(project(kb))
    assert (row.cooperation, row.conflict, row.balance, row.not_counted) == (0, 0, None, 1)
    assert central(project(kb)) == blocs(project(kb)) == dyads(project(kb)) == ()


def test_dyads_by_hand(kb: KnowledgeBase) -> None:
    found = {(short(r.source), short(r.target)): (r.cooperation, r.conflict) for r in dyads(project(kb))}
    assert found == {
        ("norland", "sudria"): (1, 1),
        ("sudria", "norland"): (1, 1),
        ("westmark", "norland"): (2, 0),
        ("norland", "westmark"): (1, 0),
        ("westmark", "sudria"): (0, 1),
        ("estmark", "sudria"): (1, 0),
        ("estmark", "westmark"): (1, 1),
    }


def test_acts_are_no_offices_no_places_and_not_with_oneself(make: Make) -> None:
    kb = make(
        plain(
            [
                "ada-berg holdsOffice norland",
                "ada-berg aids norland",
                "norland aids norland",
                "norland claims big-gull",
                "norland unheard-of sudria",
            ]
        )
    )
    assert list(reported(project(kb))) == []
    assert [act.source for act in acts(project(kb), apart=True)] == ["person/ada-berg"]


def shortest_path_shares(edges: set[frozenset[str]], node: str) -> float:
    """Betweenness by its definition: walk every shortest path of every pair."""
    nodes = sorted({end for edge in edges for end in edge})
    total = 0.0
    for start, end in combinations([n for n in nodes if n != node], 2):
        paths, queue, best = [], deque([[start]]), None
        while queue:
            path = queue.popleft()
            if best is not None and len(path) > best:
                break
            if path[-1] == end:
                paths.append(path)
                best = len(path)
                continue
            queue.extend([*path, n] for n in nodes if n not in path and frozenset((path[-1], n)) in edges)
        total += sum(node in path for path in paths) / len(paths) if paths else 0
    return total


FACTS = st.lists(
    st.tuples(st.sampled_from(STATES), st.sampled_from(["aids", "attacks", "metWith"]), st.sampled_from(STATES)).map(
        " ".join
    ),
    max_size=14,
)


@given(FACTS)
@settings(max_examples=60, deadline=None)
def test_centrality_is_what_the_definitions_say(make: Make, facts: list[str]) -> None:
    graph = project(make(plain(facts)))
    rows = {short(row.actor): row for row in central(graph)}
    triples = {tuple(fact.split()) for fact in facts}
    triples -= {(b, "metWith", a) for a, relation, b in triples if relation == "metWith" and a < b}  # the same meeting
    edges = {frozenset((a, b)) for a, _, b in triples if a != b}
    assert rows.keys() == {end for edge in edges for end in edge}
    n = len(rows)
    order = sorted(rows)
    weights = np.zeros((n, n))
    for a, relation, b in triples:
        if a != b:
            weights[order.index(a), order.index(b)] += 1
            if relation == "metWith":
                weights[order.index(b), order.index(a)] += 1
    for name in rows:
        assert rows[name].partners == sum(name in edge for edge in edges)
        assert rows[name].degree == pytest.approx(rows[name].partners / (n - 1))
        pairs_of_others = (n - 1) * (n - 2) / 2
        share = shortest_path_shares(edges, name) / pairs_of_others if pairs_of_others else 0
        assert rows[name].betweenness == pytest.approx(share)
        assert rows[name].acts_by == weights[order.index(name)].sum()
        assert rows[name].acts_toward == weights[:, order.index(name)].sum()
    if n:
        # PageRank as the solution of its linear system; whoever acts on nobody jumps anywhere.
        out = weights.sum(axis=1, keepdims=True)
        walk = np.where(out > 0, weights / np.where(out > 0, out, 1), 1 / n)
        rank = np.linalg.solve(np.eye(n) - DAMPING * walk.T, np.full(n, (1 - DAMPING) / n))
        assert [rows[name].pagerank for name in order] == pytest.approx(list(rank), abs=1e-6)


@given(FACTS)
@settings(max_examples=80, deadline=None)
def test_triads_agree_with_traces_of_the_signed_matrix(make: Make, facts: list[str]) -> None:
    graph = project(make(plain(facts)))
    net = signed(graph)
    signs = np.zeros((len(STATES), len(STATES)))
    for a, b, tie in net.edges(data=True):
        i, j = STATES.index(short(a)), STATES.index(short(b))
        signs[i, j] = signs[j, i] = tie["sign"]
    rows = {row.kind: row for row in balance(graph)}
    balanced, unbalanced = rows["+++"].triads + rows["+--"].triads, rows["++-"].triads + rows["---"].triads
    # A closed walk of three steps goes round each triad six times (Harary).
    assert balanced + unbalanced == round(np.trace(np.abs(signs) @ np.abs(signs) @ np.abs(signs)) / 6)
    assert balanced - unbalanced == round(np.trace(signs @ signs @ signs) / 6)
    assert rows["0"].triads + balanced + unbalanced == sum(nx.triangles(net).values()) / 3 == len(triads(graph))
    shares = [row.share for row in rows.values() if row.share is not None]
    assert sum(shares) == pytest.approx(1) if balanced + unbalanced else shares == []


@pytest.mark.parametrize(
    ("ties", "kind", "balanced"),
    [
        (("aids", "aids", "aids"), "+++", True),
        (("aids", "aids", "attacks"), "++-", False),
        (("attacks", "aids", "attacks"), "+--", True),
        (("attacks", "attacks", "attacks"), "---", False),
    ],
)
def test_the_four_triads(make: Make, ties: tuple[str, str, str], kind: str, balanced: bool) -> None:
    for first, second, third in permutations(ties):
        facts = [f"norland {first} sudria", f"sudria {second} westmark", f"westmark {third} norland"]
        (row,) = triads(project(make(plain(facts))))
        assert (row.kind, row.balanced) == (kind, balanced)
        assert [row.first_second, row.first_third, row.second_third] == [
            "+" if tie == "aids" else "-" for tie in (first, third, second)
        ]


def test_an_even_tie_leaves_a_triad_undecided(kb: KnowledgeBase) -> None:
    rows = triads(project(kb))
    assert [(row.kind, row.balanced) for row in rows] == [("+--", True), ("+0-", None)]


@pytest.mark.parametrize("method", METHODS)
def test_two_cliques_that_fight_are_two_blocs(make: Make, method: str) -> None:
    facts = ["norland aids sudria", "westmark aids estmark", "sudria attacks westmark", "norland attacks lone"]
    rows = blocs(project(make(plain(facts))), method=method)
    assert [tuple(map(short, row.members)) for row in rows] == [("estmark", "westmark"), ("norland", "sudria")]
    assert [(r.cooperation_inside, r.conflict_inside, r.cooperation_outside, r.conflict_outside) for r in rows] == [
        (1, 0, 0, 1),
        (1, 0, 0, 2),
    ]
    assert rows[0].modularity == pytest.approx(0.5)  # 2 * (1/2 - (2/4)**2)


@pytest.mark.parametrize("method", METHODS)
@given(FACTS)
@settings(max_examples=40, deadline=None)
def test_blocs_part_all_who_cooperate_and_modularity_is_newmans(make: Make, method: str, facts: list[str]) -> None:
    graph = project(make(plain(facts)))
    rows, net = blocs(graph, method=method), signed(graph)
    weight = {frozenset((a, b)): tie["cooperation"] for a, b, tie in net.edges(data=True) if tie["cooperation"]}
    members = [member for row in rows for member in row.members]
    assert sorted(members) == sorted({end for pair in weight for end in pair})
    assert len(set(members)) == len(members)
    assert rows == blocs(graph, method=method)
    total = sum(weight.values())
    if total:
        strength = {m: sum(w for pair, w in weight.items() if m in pair) for m in members}
        expected = sum(
            sum(w for pair, w in weight.items() if pair <= set(row.members)) / total
            - (sum(strength[m] for m in row.members) / (2 * total)) ** 2
            for row in rows
        )
        assert rows[0].modularity == pytest.approx(expected)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "girvan"}, "method is 'girvan'; allowed: louvain, leiden"),
        ({"resolution": 0.0}, "resolution is 0.0"),
    ],
)
def test_blocs_refuse_what_they_do_not_know(kb: KnowledgeBase, options: dict, message: str) -> None:
    with pytest.raises(KgError, match=message):
        blocs(project(kb), **options)


def test_network_by_hand(kb: KnowledgeBase) -> None:
    found = {row.measure: row.value for row in network(project(kb))}
    # 7 directed ties among 4 actors, of which two pairs go both ways; two triangles, 8 connected triples.
    assert found["actors with acts"] == 4
    assert found["ties between actors"] == 5
    assert found["density"] == pytest.approx(7 / 12)
    assert found["reciprocity"] == pytest.approx(4 / 7)
    assert found["transitivity"] == pytest.approx(6 / 8)
    assert (found["components"], found["actors in the largest component"]) == (1, 4)
    assert (found["entities"], found["statements"], found["evidence"]) == (10, 19, 25)
    assert between(project(kb)).number_of_edges() == 7


def test_relations_by_hand(kb: KnowledgeBase) -> None:
    rows = relations(project(kb))
    claims = next(row for row in rows if row.relation == "claims")
    assert (claims.group, claims.sign, claims.statements) == ("sovereignty", -1, 3)
    assert (claims.happened, claims.planned, claims.desired, claims.possible) == (3, 1, 0, 0)
    assert (claims.denied, claims.reported) == (1, 2)
    assert sum(r.happened + r.planned + r.desired + r.possible + r.denied for r in rows) == 25
    assert rows[0].relation == "claims"
    assert next(row for row in rows if row.relation == "attacks").plover == "ASSAULT"


def test_a_relation_that_the_catalog_does_not_know(make: Make) -> None:
    (row,) = relations(project(make(plain(["norland unheard-of sudria"]))))
    assert (row.group, row.plover, row.sign, row.happened) == (None, None, None, 1)


def test_a_symmetric_act_told_both_ways_is_one_fact(make: Make) -> None:
    told = ["norland metWith sudria", "sudria metWith norland", "norland aids sudria", "sudria aids norland"]
    graph = project(make([("daily", told[0], {}), ("post", told[1], {"time": "1950"}), *plain(told[2:])]))
    (row,) = pairs(graph)
    assert (row.cooperation, row.cooperation_evidence) == (3, 4)
    assert [row.cooperation for row in dyads(graph)] == [2, 2]
    assert [(row.relation, row.statements) for row in relations(graph)] == [("aids", 2), ("metWith", 1)]
    assert [row.acts_by for row in central(graph)] == [2, 2]
    met = next(row for row in support(graph) if row.relation == "metWith")
    assert (met.subject, met.object, met.evidence, met.sources) == ("state/norland", "state/sudria", 2, 2)


@pytest.mark.parametrize("told", [("norland", "sudria"), ("sudria", "norland")])
def test_a_denial_told_the_other_way_round_conflicts_and_a_plan_comes_true(make: Make, told: tuple[str, str]) -> None:
    first, second = told
    no, plan = {"polarity": Polarity.NEGATIVE}, {"modality": Modality.PLANNED}
    graph = project(make([("daily", f"{first} metWith {second}", {}), ("post", f"{second} metWith {first}", no)]))
    assert [(row.affirmed, row.denied) for row in conflicting(graph)] == [(1, 1)]
    graph = project(make([("daily", f"{first} metWith {second}", plan), ("post", f"{second} metWith {first}", {})]))
    assert [row.outcome for row in outcomes(graph)] == ["reported later"]
    alone = project(make([("daily", "sudria metWith norland", {})]))
    assert [row.statement for row in support(alone)] == [edge["statement"] for _, _, edge in alone.edges(data=True)]
