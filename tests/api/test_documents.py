from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.api import KnowledgeGraph
from kg.api.documents import marked, mentions
from kg.api.statements import statements_of
from kg.catalog import load
from kg.errors import KgError
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement


def plain(html: str) -> str:
    """What a reader sees, without the numbers and kinds that were put in."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(sup|small)>.*?</\1>", "", html)))


def test_a_sequence_by_number_and_id(g: KnowledgeGraph) -> None:
    assert [view.id for view in g.documents] == ["daily", "speech", "empty"]
    assert g.documents[1].id == g.documents["Speech"].id == g.documents[1:][0].id == "speech"
    assert [len(view.statements) for view in g.documents] == [4, 1, 0]
    assert str(g.documents["daily"]) == "A <i>row</i>, The Daily, 2014-01-05 [4]"
    assert g.documents["daily"].statements.places == 4
    with pytest.raises(KgError, match="document is 'weekly'; allowed: daily, empty, speech"):
        g.documents["weekly"]
    assert list(g.documents.to_pandas()["statements"]) == [4, 1, 0]
    assert repr(g.documents) == "<Documents: 3>"
    assert "3 documents." in g.documents._repr_html_()


def test_quotes_and_names_are_marked_and_the_text_stays(g: KnowledgeGraph) -> None:
    shown = g.documents["daily"]._repr_html_()
    body = re.search(r"<div class='kg-text'>(.*?)</div>", shown, re.DOTALL)[1]
    assert plain(body) == g.documents["daily"].text
    assert "<b>" not in body
    assert "<i>" not in shown
    assert body.count("<sup>") == 4
    assert "class='kg-planned'" in body
    assert "class='kg-actual kg-negative'" in body
    assert re.search(
        r"<span class='kg-entity' title='Big Gull; Big Gull: Norland; Maakesaar: Sudria'>Maakesaar<small>", body
    )
    assert shown.count("<tr>") == 5


def test_whose_voice_a_document_is_stands_above_it(g: KnowledgeGraph) -> None:
    assert "Assembly, 2014-09-01, Sudria speaks" in g.documents["speech"]._repr_html_()
    assert "No statement found." in g.documents["empty"]._repr_html_()


def test_a_long_text_is_cut_and_says_so(g: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api.documents.LONGEST", 60)
    shown = g.documents["daily"]._repr_html_()
    assert "The first 60 characters are shown, and 3 statements stand after them." in shown
    assert shown.count("<tr>") == 2


def test_mentions_are_whole_words_and_the_longest(g: KnowledgeGraph) -> None:
    lookup = g.statements.lookup
    found = mentions("Norlandish Norland and Big Gull, Big Gulls", ["state/norland", "territory/big-gull"], lookup)
    assert found == ((Span(11, 18), "state/norland"), (Span(23, 31), "territory/big-gull"))
    assert mentions("Norland", [], lookup) == ()


class _Balance(HTMLParser):
    """Whether every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(st.text("ab<&'\" \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_however_quotes_lie_over_each_other_the_text_stays(text: str, ends: list[tuple[int, int]]) -> None:
    spans = {Span(min(a, b), max(a, b)) for a, b in ends if max(a, b) <= len(text)}
    evidence = tuple(Evidence("d", span, text[span.start : span.end]) for span in sorted(spans))
    entities = (Entity("state/a", Kind.STATE, (Name("a"),)), Entity("other/b", Kind.OTHER, (Name("<b"),)))
    kb = KnowledgeBase((Document("d", text),), entities, (Statement("state/a", "visits", "other/b", evidence),))
    found = statements_of(kb, load())
    shown = marked(text, found.edges(), found.lookup, ["state/a", "other/b"])
    assert plain(shown) == text
    parser = _Balance()
    parser.feed(shown)
    assert parser.open == []
