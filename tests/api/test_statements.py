from __future__ import annotations

import re

import pytest

from kg.api import KnowledgeGraph
from kg.api.html import sentence
from kg.errors import KgError


def quotes(statements) -> list[str]:
    return [quote for statement in statements for quote in statement.quotes]


def test_a_sequence_in_the_order_of_the_texts(g: KnowledgeGraph) -> None:
    everything = g.statements
    assert (len(everything), everything.places) == (4, 5)
    assert [str(statement) for statement in everything] == [
        "Norland claims Big Gull [1]",
        "Sudria seizes Big Gull [1]",
        "Norland visits Big Gull [1]",
        "Sudria claims Big Gull [2]",
    ]
    assert [item.id for item in everything[1:3]] == [everything[1].id, everything[-2].id]
    assert repr(everything[1:3]) == "<Statements: 2, in 2 places>"
    assert everything[0].relation == "claims"
    with pytest.raises(IndexError):
        everything[4]


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"relation": "claims", "polarity": "positive"}, ["Norland claims Maakesaar", "Sudria claims Maakesaar"]),
        ({"relation": ["visits", "seizes"]}, ["Sudria seized Big Gull", "Norland plans to visit Big Gull"]),
        ({"group": "diplomacy"}, ["Norland plans to visit Big Gull"]),
        ({"subject": "Sudria"}, ["Sudria seized Big Gull", "Sudria never claimed it", "Sudria claims Maakesaar"]),
        ({"object": "Norland"}, []),
        ({"about": "Norland", "modality": "ACTUAL"}, ["Norland claims Maakesaar"]),
        ({"territory": "Maakesaar", "modality": "planned"}, ["Norland plans to visit Big Gull"]),
        ({"territory": "Little Gull"}, []),
        ({"holder": "Ada Berg"}, ["Sudria seized Big Gull"]),
        ({"holder": "Sudria"}, ["Sudria claims Maakesaar"]),
        ({"reported": True}, ["Sudria seized Big Gull", "Sudria never claimed it"]),
        ({"reported": False, "relation": "claims"}, ["Norland claims Maakesaar", "Sudria claims Maakesaar"]),
        ({"polarity": "negative"}, ["Sudria never claimed it"]),
        ({"since": "2012", "until": "2012-01-01"}, ["Sudria seized Big Gull"]),
        ({"until": "2011-12-31"}, []),
        ({"since": "2013"}, []),
        ({"document": "speech"}, ["Sudria claims Maakesaar"]),
        ({"source": "the daily", "polarity": "negative"}, ["Sudria never claimed it"]),
        ({"policy": "asserted"}, ["Norland claims Maakesaar"]),
        ({"policy": "side:Sudria"}, ["Sudria claims Maakesaar"]),
    ],
)
def test_filters_keep_the_evidence_that_fits(g: KnowledgeGraph, criteria: dict[str, str], found: list[str]) -> None:
    assert quotes(g.statements.where(**criteria)) == found


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ({"modality": "wish"}, "modality is 'wish'; allowed: actual, desired, planned, possible"),
        ({"polarity": "no"}, "polarity is 'no'; allowed: negative, positive"),
        ({"since": "soon"}, "since is 'soon'; allowed: an ISO date"),
        ({"document": "weekly"}, "document is 'weekly'; allowed: daily, empty, speech"),
        ({"source": "Weekly"}, "source is 'Weekly'; allowed: Assembly, The Daily"),
        ({"holder": "Ada Bergg"}, "holder is 'Ada Bergg'; allowed: 'Ada Berg'"),
        ({"policy": "mine"}, "policy is 'mine'; allowed"),
        ({"subject": "Norlandd"}, "subject is 'Norlandd'; allowed: 'Norland'"),
    ],
)
def test_what_is_none_is_refused(g: KnowledgeGraph, criteria: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        g.statements.where(**criteria)


def test_an_empty_graph_has_none(nothing: KnowledgeGraph) -> None:
    assert (len(nothing.statements), len(nothing.statements.to_pandas())) == (0, 0)
    assert "0 statements in 0 places." in nothing.statements._repr_html_()
    with pytest.raises(KgError, match="nothing, there is none here"):
        nothing.statements.where(document="x")


def test_the_table_shows_how_and_whose_and_escapes(g: KnowledgeGraph) -> None:
    shown = g.statements._repr_html_()
    assert "<mark class='kg-actual'>Norland claims Maakesaar</mark> &amp; all &lt;b&gt;around&lt;/b&gt; it." in shown
    assert "A &lt;i&gt;row&lt;/i&gt;" in shown
    assert "<b>around" not in shown
    assert "<i>row" not in shown
    rows = re.findall(r"<tr>(.*?)</tr>", shown)[1:]
    cells = [re.sub(r"<[^>]+>", "", row.replace("</td>", "|")).split("|")[:4] for row in rows]
    assert cells == [
        ["Norland claims Big Gull / Maakesaar", "told as a fact", "The Daily, own voice", ""],
        ["Sudria seizes Big Gull / Maakesaar", "said to be so", "Ada Berg, in The Daily", "2012"],
        ["Norland visits Big Gull / Maakesaar", "planned", "The Daily, own voice", ""],
        ["Sudria claims Big Gull / Maakesaar", "denied", "Norland, in The Daily", ""],
        ["Sudria claims Big Gull / Maakesaar", "said to be so", "Sudria", ""],
    ]
    assert "title='Big Gull: Norland; Maakesaar: Sudria'" in shown
    assert g.statements[1]._repr_html_().count("<tr>") == 2


def test_long_tables_say_what_they_leave_out(g: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api.statements.SHOWN", 2)
    shown = g.statements._repr_html_()
    assert shown.count("<tr>") == 3
    assert "The first 2 places are shown" in shown


def test_the_frame_has_a_row_for_each_evidence(g: KnowledgeGraph) -> None:
    frame = g.statements.to_pandas()
    assert list(frame["quote"]) == quotes(g.statements)
    seized = frame[frame["relation"] == "seizes"].iloc[0]
    assert (seized["holder"], seized["time"], seized["time_from"], seized["object_id"]) == (
        *("Ada Berg", "2012", "2012-01-01"),
        "territory/big-gull",
    )
    texts = {document.id: document.text for document in g.kb.documents}
    assert all(texts[row.document][row.start : row.end] == row.quote for row in frame.itertuples())
    assert list(frame.columns) == list(g.statements[:0].to_pandas().columns)


def test_sentences() -> None:
    text = "He left (at last.) Norland\nsaid it. No"
    assert text[slice(*sentence(text, 19, 26))] == "Norland\nsaid it."
    assert text[slice(*sentence(text, 36, 38))] == "No"
    long = f"{'x ' * 400}quote{' y' * 400}"
    start, end = sentence(long, 800, 805)
    assert 0 < start < 800 < 805 < end < len(long)
    assert sentence("", 0, 0) == (0, 0)
