from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import pytest

import kg
from kg.api import KnowledgeGraph, Page, show
from kg.catalog import load
from kg.errors import BuildError, KgError, QueryError
from kg.graph import project
from kg.model import KnowledgeBase, Statement
from kg.rdf import to_rdf


def test_questions_take_any_name(g: KnowledgeGraph) -> None:
    answer = g.query("who-claims-what", territory="Maakesaar")
    assert set(answer["territory"]) == {"territory/big-gull"}
    assert set(zip(answer["claimant"], answer["polarity"], strict=True)) == {
        ("Norland", "positive"),
        ("Sudria", "negative"),
        ("Sudria", "positive"),
    }
    assert g.query("who-claims-what", territory="Big").equals(answer)
    assert g.query("who-claims-what", territory="territory/big-gull").equals(answer)


def test_statements_and_disputes_as_parameters(g: KnowledgeGraph) -> None:
    claim = g.ask("claims", subject="Norland")[0]
    assert list(g.query("where-is-it-said", statement=claim.id)["quote"]) == ["Norland claims Maakesaar"]
    label = g.disputes[0].label
    assert len(g.query("disputes", dispute=label)) > 0
    with pytest.raises(KgError, match="dispute is 'dispute over Big Gul'; allowed: 'dispute over big gull'"):
        g.query("disputes", dispute="dispute over Big Gul")


def test_own_sparql(g: KnowledgeGraph) -> None:
    assert list(g.query("SELECT ?s WHERE { ?s a tdo:Territory }").columns) == ["s"]
    with pytest.raises(QueryError, match="did you mean: who-claims-what"):
        g.query("who-claim-what")
    with pytest.raises(KgError, match="territory is 'Maakesar'; allowed: 'Maakesaar'"):
        g.query("who-claims-what", territory="Maakesar")


def test_analyses_are_frames_that_say_what_they_count(g: KnowledgeGraph) -> None:
    frame = g.analyze("holdings", about="Maakesaar", policy="everything")
    assert set(frame["territory"]) == {"Big Gull"}
    assert frame.attrs["policy"] == "everything"
    assert frame.attrs["note"].startswith("Counts")
    assert g.analyze("chain", start="Norland", end="Sudria") is not None
    assert len(g.analyze("changes", earlier=g)) == 0
    with pytest.raises(KgError, match="about is 'Maakesar'"):
        g.analyze("holdings", about="Maakesar")
    with pytest.raises(KgError, match="analysis is 'centre'"):
        g.analyze("centre")


def test_networkx_and_rdf_are_those_of_the_package(g: KnowledgeGraph) -> None:
    ours, theirs = g.graph("asserted"), project(g.kb, "asserted")
    assert list(ours.edges(keys=True)) == list(theirs.edges(keys=True)) != []
    assert set(g.rdf) == set(to_rdf(g.kb))
    assert g.rdf is g.rdf


def test_a_relation_without_ontology_term_has_no_rdf(g: KnowledgeGraph) -> None:
    evidence = g.statements[0].evidence
    odd = KnowledgeBase(
        g.kb.documents, g.kb.entities, (Statement("state/norland", "surveys", "state/sudria", evidence),)
    )
    made = KnowledgeGraph(odd, load())
    assert len(made.statements) == 1
    assert "other 1" in made._repr_html_()
    with pytest.raises(BuildError, match="relation is 'surveys'"):
        made.rdf  # noqa: B018


def test_disputes(g: KnowledgeGraph, nothing: KnowledgeGraph) -> None:
    assert repr(g.disputes) == "<Disputes: dispute over Big Gull>"
    frame = g.disputes.to_pandas()
    assert [*zip(frame["party"], frame["attested"], strict=True)] == [("Norland", True), ("Sudria", True)]
    assert "Big Gull / Maakesaar" in g.disputes._repr_html_()
    assert (len(g.disputes), len(g.disputes[:1]), len([*g.disputes])) == (1, 1, 1)
    assert (len(nothing.disputes), len(nothing.disputes.to_pandas())) == (0, 0)
    assert repr(nothing.disputes) == "<Disputes: none>"


def test_a_dossier_has_every_part_and_no_owner(g: KnowledgeGraph) -> None:
    sheet = g.dossier("Maakesaar")
    assert (sheet.label, len(sheet.disputes), len(sheet.statements)) == ("Big Gull / Maakesaar", 1, 4)
    assert [entry.edtf for entry in sheet.timeline] == ["2012"]
    assert {(use.name, use.source) for use in sheet.uses} >= {("Maakesaar", "state/sudria"), ("Big Gull", "The Daily")}
    text = sheet.to_markdown()
    assert "| Maakesaar |  | Sudria |  |" in text
    assert "| 2012 | Sudria seizes Big Gull / Maakesaar | Ada Berg |" in text
    assert "Sudria claims (denied) Big Gull / Maakesaar | Norland" in text
    assert "A \\<i\\>row\\</i\\>" in text
    assert "<i>" not in sheet._repr_html_()
    assert unescape(re.sub(r"<[^>]+>", "", sheet._repr_html_())).count("Nothing in it settles") == 1


def test_a_dossier_under_a_policy_and_of_what_no_text_mentions(g: KnowledgeGraph) -> None:
    sheet = g.dossier("Big Gull", policy="asserted")
    assert [str(statement) for statement in sheet.statements] == ["Norland claims Big Gull [1]"]
    assert len(sheet.timeline) == 0
    silent = g.dossier("Diaoyu Dao")
    assert "Senkaku Islands" in silent.label
    assert silent.names
    assert silent.to_markdown().count("Nothing in the texts.") == 4
    with pytest.raises(KgError, match="territory is 'Ada Berg'"):
        g.dossier("Ada Berg")


def test_the_page_is_shut_off_and_whole(g: KnowledgeGraph) -> None:
    page = g.show(height=300)
    shown = page._repr_html_()
    assert shown.startswith('<iframe title="Interactive graph" sandbox="allow-scripts" width="100%" height="300"')
    assert unescape(re.search(r"srcdoc='([^']*)'", shown)[1]) == page.html
    assert len(g.show(limit=1).html) < len(page.html)


@pytest.mark.parametrize("html", ["<p class='a' id='b'>\"&amp;\"</p>", '<p class="a" id="b">\'&amp;\'</p>', ""])
def test_whatever_a_page_has_it_comes_through(html: str) -> None:
    mark, source = re.search(r"srcdoc=(['\"])(.*?)\1>", Page(html)._repr_html_(), re.DOTALL).groups()
    assert unescape(source) == html
    assert mark not in source


def test_a_page_too_large_for_a_notebook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "LARGEST", 10)
    with pytest.raises(KgError, match=r"the page has 11 bytes; allowed in a notebook: 10; show less \(limit=…\)"):
        Page("é" * 5 + "x")._repr_html_()


def test_figures(g: KnowledgeGraph) -> None:
    assert "data:image/svg+xml;base64," in g.figure("matrix")._repr_html_()
    with pytest.raises(KgError, match="figure is 'pie'; allowed: matrix, network, timeline"):
        g.figure("pie")


def test_saved_and_loaded_it_is_the_same(g: KnowledgeGraph, tmp_path: Path) -> None:
    g.save(tmp_path / "build")
    assert kg.load(tmp_path / "build").kb == g.kb
    assert kg.load(tmp_path / "build", catalog=load()) == g


def test_export_writes_files_and_says_which(g: KnowledgeGraph, tmp_path: Path) -> None:
    assert g.export("jsonl", tmp_path / "a.jsonl") == (tmp_path / "a.jsonl",)
    assert g.export("turtle", tmp_path) == (tmp_path / "graph.ttl",)
    assert len(g.export("csv", tmp_path / "tables")) > 1
    assert all(file.is_file() for file in g.export("csv", tmp_path / "tables"))
    with pytest.raises(KgError, match="format is 'doc'"):
        g.export("doc", tmp_path / "a.doc")
    with pytest.raises(KgError, match=r"a\.jsonl"):
        g.export("jsonl", tmp_path / "none" / "a.jsonl")


def test_without_pandas_one_line_says_what_to_install(g: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for ask in (g.statements.to_pandas, kg.questions, kg.analyses, lambda: g.query("who-claims-what")):
        with pytest.raises(KgError, match=r"pandas is not installed; allowed: pip install 'dispute-kg\[analysis\]'"):
            ask()


def test_what_can_be_asked() -> None:
    assert "who-claims-what" in set(kg.questions()["name"])
    assert "central" in set(kg.analyses()["name"])


def test_an_empty_graph_can_be_asked_everything(nothing: KnowledgeGraph) -> None:
    assert len(nothing.query("who-claims-what")) == 0
    assert len(nothing.analyze("central")) == 0
    assert len(nothing.graph()) == len(nothing.documents) == 0
    assert "srcdoc" in nothing.show()._repr_html_()
