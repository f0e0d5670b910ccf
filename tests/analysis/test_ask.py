"""Analyses by name: the table of them, options, degenerate graphs, tables and frames."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import ANALYSES, to_frame
from kg.analysis.ask import analyze, find_entity, listing
from kg.analysis.centrality import central
from kg.analysis.rows import labels, to_answer
from kg.answer import formatted
from kg.errors import KgError
from kg.graph import project
from kg.model import Entity, Kind, KnowledgeBase, Modality, Name

Make = Callable[[list[tuple[str, str, dict[str, object]]]], KnowledgeBase]
ONE = KnowledgeBase(entities=(Entity("state/norland", Kind.STATE, (Name("Norland"),)),))


def needed(name: str, kb: KnowledgeBase) -> dict[str, object]:
    """Values for the options that an analysis must have."""
    some = {"start": "Norland", "end": "Norland", "earlier": kb}
    return {key: some[key] for key, must in ANALYSES[name].options.items() if must}


@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_is_described_and_its_rows_name_the_policy(name: str, kb: KnowledgeBase) -> None:
    analysis = ANALYSES[name]
    assert analysis.question.endswith("?")
    assert analysis.note.endswith(".")
    assert is_dataclass(analysis.row)
    assert [field.name for field in fields(analysis.row)][-1] == "policy"
    if name not in ("changes", "chain"):
        rows = analysis.function(project(kb, "before:2016"))
        assert all(isinstance(row, analysis.row) for row in rows)
        assert {row.policy for row in rows} <= {"before:2016"}
        assert hash(rows) == hash(analysis.function(project(kb, "before:2016")))
    table = analyze(kb, name, policy="before:2016", **needed(name, kb))
    assert "Policy: before:2016." in table.heading
    assert "policy" not in table.body.columns


@pytest.mark.parametrize("name", ANALYSES)
@pytest.mark.parametrize("policy", ["everything", "asserted", "before:1900"])
def test_degenerate_graphs(name: str, policy: str, make: Make) -> None:
    loop = make([("daily", "norland aids norland", {"time": "1950"}), ("daily", "norland disputesWith norland", {})])
    single = make([("daily", "norland attacks big-gull", {})])
    for kb in (ONE, loop, single, KnowledgeBase(entities=ONE.entities, statements=single.statements)):
        table = analyze(kb, name, policy=policy, **needed(name, kb))
        assert formatted(table.answer, "csv").count("\n") >= 1
    if name != "chain":
        empty = analyze(KnowledgeBase(), name, policy=policy, **needed(name, KnowledgeBase()))
        assert len(empty.answer.rows) == {"network": 10, "balance": 5}.get(name, 0)


@pytest.mark.parametrize("name", ANALYSES)
def test_two_parts_without_a_tie_between_them(name: str, make: Make) -> None:
    kb = make([("daily", "norland aids sudria", {}), ("post", "westmark attacks estmark", {})])
    table = analyze(kb, name, ids=True, **{**needed(name, kb), **({"end": "Estmark"} if name == "chain" else {})})
    if name == "chain":
        assert table.answer.rows == ()
    if name == "network":
        assert ("components", 2, "everything") in table.answer.rows
    if name == "central":
        assert [row[1] for row in table.answer.rows] == [1, 1, 1, 1]


WORDS = st.tuples(
    st.sampled_from(["norland", "sudria", "westmark", "ada-berg"]),
    st.sampled_from(["aids", "attacks", "metWith", "claims", "administers", "holdsOffice"]),
    st.sampled_from(["norland", "sudria", "big-gull", "gull-isles"]),
).map(" ".join)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "time": st.sampled_from(["1950", "1950-05", "1950/..", "later"]),
        "holder": st.sampled_from(["sudria", "ada-berg"]),
        "modality": st.sampled_from(Modality),
    },
)
FACTS = st.lists(st.tuples(st.sampled_from(["daily", "post", "speech", "undated"]), WORDS, OPTIONS), max_size=8)


@pytest.mark.parametrize("name", ANALYSES)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_any_order_of_the_input_gives_the_same_table(name: str, make: Make, data: st.DataObject) -> None:
    kb = make(data.draw(FACTS))
    turned = KnowledgeBase(
        tuple(data.draw(st.permutations(kb.documents))),
        tuple(data.draw(st.permutations(kb.entities))),
        tuple(data.draw(st.permutations(kb.statements))),
    )
    assert analyze(turned, name, **needed(name, turned)) == analyze(kb, name, **needed(name, kb))


def test_options_as_a_user_writes_them(kb: KnowledgeBase) -> None:
    one = analyze(kb, "chain", start="estmark", end="GULL TREATY", ids=True)
    assert [row[2:4] for row in one.answer.rows] == [
        ("state/estmark", "state/sudria"),
        ("state/sudria", "agreement/gull-treaty"),
    ]
    months = analyze(kb, "escalation", by="month", about=["NOR"], since="2012", until="2012-03")
    assert [row[0] for row in months.answer.rows] == ["2012-03"]
    assert len(analyze(kb, "names", about="Maakesaar").answer.rows) == 4
    assert len(analyze(kb, "names", about=["Maakesaar"], limit=2).answer.rows) == 2
    assert analyze(kb, "central", limit=0).answer.rows == ()


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("gossip", {}, "analysis is 'gossip'; allowed: network, relations"),
        ("central", {"by": "year"}, "central has --by; allowed: --apart"),
        ("relations", {"apart": True}, "relations has --apart; allowed: no options"),
        ("chain", {"start": "Norland"}, "chain has no --to; allowed: a value"),
        ("changes", {}, "changes has no --against; allowed: a value"),
        ("names", {"about": ["Big Gul"]}, "entity is 'Big Gul'; allowed: 'big gull'"),
        ("names", {"about": ["qqqqqq"]}, "entity is 'qqqqqq'; allowed: the id or a name"),
        ("escalation", {"since": "soon"}, "since is 'soon'; allowed: an ISO date"),
        ("escalation", {"until": "1950/.."}, "until is '1950/..'; allowed: an ISO date"),
        ("central", {"policy": "all"}, "policy is 'all'; allowed: asserted"),
    ],
)
def test_what_is_wrong_is_named(kb: KnowledgeBase, name: str, options: dict, message: str) -> None:
    with pytest.raises(KgError) as error:
        analyze(kb, name, **options)
    assert message in str(error.value)


def test_options_that_were_not_given_are_no_options(kb: KnowledgeBase) -> None:
    assert analyze(kb, "relations", apart=False, by=None) == analyze(kb, "relations")


def test_an_entity_that_only_the_catalog_knows(kb: KnowledgeBase) -> None:
    assert find_entity(kb, "Kuril Islands") == "territory/kuril-islands"
    assert find_entity(kb, " nor ") == "state/norland"  # the build's own code goes before the catalog's Norway
    assert find_entity(kb, "person/ADA-berg") == "person/ada-berg"


def test_listing_shows_flags() -> None:
    rows = {row[0]: row[2] for row in listing().rows}
    assert list(rows) == list(ANALYSES)
    assert rows["chain"] == "--from, --to, [--unreal], [--most]"
    assert rows["changes"] == "--against"
    assert rows["relations"] == ""


def test_cells(kb: KnowledgeBase) -> None:
    answer = analyze(kb, "pairs").answer
    assert answer.rows[0][:5] == ("Norland", "Sudria", 1, 2, -0.3333)
    blocs = analyze(kb, "blocs", ids=True).answer
    assert blocs.rows[0][1] == "state/estmark; state/sudria"
    triads = analyze(kb, "triads").answer
    assert [row[-2] for row in triads.rows] == [True, None]
    held = analyze(kb, "holdings", about=["Big Gull"]).answer
    assert held.rows[2][:5] == ("Big Gull", "Norland", "withdrawsFrom", "positive", "desired")


def test_a_label_of_two_entities_shows_the_ids() -> None:
    entities = (
        Entity("person/gull", Kind.PERSON, (Name("Gull"),)),
        Entity("territory/gull", Kind.TERRITORY, (Name("Gull"),)),
        Entity("name/gull", Kind.NAME, (Name("Gull"),)),
        Entity("name/isle", Kind.NAME, (Name("Isle"),)),
        Entity("territory/isle", Kind.TERRITORY, (Name("Isle"),)),
    )
    shown = labels(project(KnowledgeBase(entities=entities)))
    assert shown["person/gull"] == "Gull (person/gull)"
    assert shown["territory/isle"] == "Isle"  # a name as a node of its own is not taken for the thing


def test_frames_keep_values(kb: KnowledgeBase) -> None:
    rows = central(project(kb))
    frame = to_frame(rows)
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == [field.name for field in fields(rows[0])]
    assert frame["pagerank"].tolist() == [row.pagerank for row in rows]
    assert set(frame["policy"]) == {"everything"}
    named = to_frame(rows, names=labels(project(kb)))
    assert named["actor"].tolist()[0] == "Norland"
    blocs = to_frame(ANALYSES["blocs"].function(project(kb)), names=labels(project(kb)))
    assert blocs["members"].tolist()[0] == ("Estmark", "Sudria")
    assert to_frame(()).empty


def test_a_word_that_looks_like_an_id_stays_where_no_id_is_meant(kb: KnowledgeBase, make: Make) -> None:
    rows = ANALYSES["chain"].function(project(kb), "state/norland", "state/sudria")
    odd = [
        type(row)(**{f.name: getattr(row, f.name) for f in fields(row)} | {"quote": "state/norland"}) for row in rows
    ]
    names = labels(project(kb))
    assert to_answer(odd, type(rows[0]), names=names).rows[0][13] == "state/norland"
    assert to_frame(odd, names=names)["quote"].tolist() == ["state/norland"]


def test_without_pandas_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, kb: KnowledgeBase) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pandas is not installed; allowed: pip install 'dispute-kg\[analysis\]'"):
        to_frame(central(project(kb)))
