"""Whose voice dominates, what facts rest on, where reports conflict, what became of plans."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from kg.analysis.outcomes import OUTCOMES, outcomes
from kg.analysis.support import conflicting, support
from kg.analysis.voices import ALL, dominance, voices
from kg.graph import project
from kg.model import Document, Evidence, KnowledgeBase, Modality, Polarity, Span, Statement, When

Make = Callable[[list[tuple[str, str, dict[str, object]]]], KnowledgeBase]
GULL = "territory/big-gull"
NORLAND, SUDRIA = "state/norland", "state/sudria"


def test_voices_by_hand(kb: KnowledgeBase) -> None:
    rows = [(r.voice, r.role, r.evidence, r.statements) for r in voices(project(kb), about=[GULL])]
    assert rows == [
        (SUDRIA, "speaker", 3, 2),  # its speech, and its minister whom the Daily quotes
        ("The Daily", "source", 1, 1),
        ("The Post", "source", 1, 1),
        (NORLAND, "speaker", 1, 1),
    ]
    everywhere = {r.voice: r.evidence for r in voices(project(kb)) if r.territory == ALL}
    assert everywhere == {"The Daily": 12, "The Post": 6, SUDRIA: 3, NORLAND: 2, "reader7": 1, "undated": 1}


def test_leaders_apart(kb: KnowledgeBase) -> None:
    rows = {r.voice: r.evidence for r in voices(project(kb), about=[GULL], apart=True)}
    assert (rows["person/ivo-sand"], rows[SUDRIA]) == (1, 2)


def test_dominance_by_hand(kb: KnowledgeBase) -> None:
    (row,) = dominance(project(kb), about=[GULL])
    assert (row.evidence, row.voices, row.top, row.top_role, row.top_share) == (6, 4, SUDRIA, "speaker", 0.5)
    assert row.entropy == pytest.approx(entropy([3, 1, 1, 1], base=2))
    assert row.evenness == pytest.approx(entropy([3, 1, 1, 1], base=4))


def test_one_voice_has_no_entropy_and_no_evenness(make: Make) -> None:
    (row,) = dominance(project(make([("daily", "norland claims big-gull", {})])), about=[GULL])
    assert (row.entropy, row.evenness, row.top_share) == (0, None, 1)
    assert str(row.entropy) == "0.0"


@given(st.lists(st.sampled_from(["daily", "post", "speech", "comment", "undated"]), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_shares_are_of_one_and_entropy_is_scipys(make: Make, documents: list[str]) -> None:
    graph = project(make([(document, "norland claims big-gull", {}) for document in documents]))
    rows = voices(graph, about=[GULL])
    assert sum(row.share for row in rows) == pytest.approx(1)
    assert sum(row.evidence for row in rows) == len(documents)
    (spread,) = dominance(graph, about=[GULL])
    assert spread.entropy == pytest.approx(entropy([row.evidence for row in rows], base=2), abs=1e-12)
    assert spread.top_share == max(row.share for row in rows)


def test_support_by_hand(kb: KnowledgeBase) -> None:
    rows = {(r.subject, r.relation, r.object): r for r in support(project(kb))}
    claim = rows[SUDRIA, "claims", GULL]
    assert (claim.evidence, claim.documents, claim.sources, claim.sides) == (2, 2, 2, 1)
    assert (claim.single, claim.against, claim.unreal, claim.agreement) == (False, 1, 0, 2 / 3)
    attack = rows[NORLAND, "attacks", SUDRIA]  # the commenter is no outlet
    assert (attack.documents, attack.sources, attack.sides, attack.single) == (2, 2, 2, False)
    signing = rows[SUDRIA, "signs", "agreement/gull-treaty"]
    assert (signing.evidence, signing.single, signing.unreal, signing.agreement) == (1, True, 1, 1)
    assert (SUDRIA, "threatens", NORLAND) not in rows  # only planned
    assert [row.sources for row in rows.values()] == sorted((r.sources for r in rows.values()), reverse=True)


def test_two_documents_of_one_source_are_one_source() -> None:
    documents = (Document("a", "", source="S"), Document("b", "", source="S"), Document("S", ""))
    one = Statement("state/a", "aids", "state/b", (Evidence("a", Span(0, 1), "x"), Evidence("b", Span(0, 1), "x")))
    (row,) = support(project(KnowledgeBase(documents, (), (one,))))
    assert (row.documents, row.sources, row.single) == (2, 1, True)


def test_conflicting_by_hand(kb: KnowledgeBase) -> None:
    rows = conflicting(project(kb))
    assert [(r.subject, r.relation, r.affirmed, r.denied, r.affirmed_by, r.denied_by) for r in rows] == [
        (NORLAND, "attacks", 2, 1, ("The Daily", "reader7"), ("The Post",)),
        (SUDRIA, "claims", 2, 1, (SUDRIA,), (NORLAND,)),
    ]
    assert (rows[0].affirmed_times, rows[0].denied_times) == (("2012",), ())
    assert conflicting(project(kb, "asserted")) == ()


def test_a_denied_plan_conflicts_with_nothing(make: Make) -> None:
    kb = make(
        [
            ("daily", "norland aids sudria", {}),
            ("post", "norland aids sudria", {"polarity": Polarity.NEGATIVE, "modality": Modality.PLANNED}),
        ]
    )
    assert conflicting(project(kb)) == ()


def test_outcomes_by_hand(kb: KnowledgeBase) -> None:
    rows = outcomes(project(kb))
    assert [(r.relation, r.modality, r.holder, r.author, r.outcome, r.report) for r in rows] == [
        ("signs", "desired", NORLAND, None, "reported later", "post"),
        ("withdrawsFrom", "desired", None, SUDRIA, "not reported", None),
        ("threatens", "planned", None, None, "not reported", None),
        ("claims", "planned", None, None, "not reported", None),
    ]
    assert (rows[0].said, rows[1].due) == ("2014-01-05", "2016")


def story(plan: str | None, report: str | None, *, time: str | None = None, denied: bool = False) -> str:
    """The outcome of a plan and one report, by the dates on which they were published."""
    when = When(time, time, "absolute") if time else None
    statement = Statement(
        "state/a",
        "cedes",
        "territory/b",
        (
            Evidence("plan", Span(0, 1), "it will", modality=Modality.PLANNED),
            Evidence(
                "report",
                Span(0, 1),
                "it did",
                when=when,
                polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
            ),
        ),
    )
    documents = (Document("plan", "", published=plan), Document("report", "", published=report))
    (row,) = outcomes(project(KnowledgeBase(documents, (), (statement,))))
    assert (row.report is None) == (row.outcome == "not reported")
    assert row.quote == "it will"
    return row.outcome


@pytest.mark.parametrize(
    ("plan", "report", "options", "expected"),
    [
        ("2014", "2015-01-01", {}, "reported later"),
        ("2014-05-06", "2014-05-05", {}, "reported before"),
        ("2014-05-06", "2014-05-06", {}, "reported, order unknown"),
        ("2014-05-06", "2014", {}, "reported, order unknown"),
        ("2014-05-06", None, {}, "reported, order unknown"),
        (None, "2014", {}, "reported, order unknown"),
        ("2014-05-06", "2015", {"time": "1990"}, "reported before"),
        ("2014-05-06", "2015", {"time": "2014"}, "reported later"),
        ("2014-05-06", None, {"time": "2014-05-07"}, "reported later"),
        ("2014-05-06", None, {"time": "2014"}, "reported, order unknown"),
        ("2014-05-06", "2015", {"denied": True}, "denied later"),
        ("2014-05-06", "2013", {"denied": True}, "not reported"),
        (None, "2013", {"denied": True}, "not reported"),
    ],
)
def test_later_before_and_unknown(plan: str | None, report: str | None, options: dict, expected: str) -> None:
    assert story(plan, report, **options) == expected
    assert expected in OUTCOMES


def test_asserted_has_no_plans(kb: KnowledgeBase) -> None:
    assert outcomes(project(kb, "asserted")) == ()
