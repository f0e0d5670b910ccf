"""How graph.html behaves in a real browser that has no network."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kg.catalog import Catalog
from kg.export.html import to_html
from kg.model import Document, Evidence, KnowledgeBase, Span, Statement

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]


@pytest.fixture(scope="module")
def text(page_kb: KnowledgeBase, page_catalog: Catalog) -> str:
    return to_html(page_kb, title="Gull Isle & its shores", catalog=page_catalog)


def the(kb: KnowledgeBase, relation: str) -> str:
    return next(item.id for item in kb.statements if item.relation == relation)


def shown(page: Page) -> str:
    return page.inner_text("#shown")


def test_click_on_an_edge_shows_its_quote(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text)
    assert page.title() == page.inner_text("h1") == "Gull Isle & its shores"
    edge = f"{the(page_kb, 'patrols')}.positive.actual.own"
    point = page.evaluate("id => kgPage.edgePosition(id)", edge)
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector("blockquote")
    assert page.inner_text("#panel-title") == "Eastland patrols Cold Sea"
    assert page.inner_text("blockquote") == "Ships of Eastland cross the Cold Sea."
    assert page.url.endswith(f"#statement={the(page_kb, 'patrols')}")


def test_click_on_a_node_shows_names_side_by_side_and_statements(show: Open, text: str) -> None:
    page = show(text)
    point = page.evaluate("id => kgPage.nodePosition(id)", "territory/gull-isle")
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector(".names")
    cards = page.locator(".names").first.inner_text()
    assert "Kamome\nused by Eastland" in cards
    assert "Ostrov Chaika, Rock of Gulls\nused by Westland" in cards
    assert page.locator("details.statement").count() == 5


def test_list_works_by_keyboard_and_tells_everything(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text)
    page.focus(f'[data-statement="{the(page_kb, "claims")}"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("blockquote")
    panel = page.inner_text("#panel-body")
    for part in (
        "Westland, as the document reports",
        "denied: the text says that it is not so",
        "the document’s own voice",
        "Eastland, the document’s author",
        "1890/.. (“since 1890”)",
        "2011 (“last year”, read against 2012-05-07)",
        "The Shore Post",
        "Note of the ministry",
        "characters 10 to 52",
        "0.50",
    ):
        assert part in panel
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#list", state="visible")
    assert page.evaluate("document.activeElement.dataset.statement") == the(page_kb, "claims")


def test_deep_links_open_what_they_name(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text, f"#statement={the(page_kb, 'cedes')}")
    assert page.inner_text("#panel-title") == "Westland cedes Gull Isle"
    assert page.locator("#panel-body .chip").all_inner_texts() == ["planned", "wished", "possible"]
    page = show(text, "#node=person%2Fada-moor")
    assert page.inner_text("#panel-title") == "Ada Moor"
    page = show(text, "#node=person/nobody%")
    assert page.inner_text("#notice") == "There is no node “person/nobody%” on this page."


def test_labels_keep_a_readable_size_at_every_zoom(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text)
    sizes = """() => kgPage.network().body.data.nodes.get({ filter: (node) => !node.hidden && node.shape !== "box" })
        .map((node) => node.font.size * kgPage.network().getScale()).filter((size) => size > 0)"""
    for step in (
        lambda: page.click(f'[data-statement="{the(page_kb, "patrols")}"]'),
        lambda: page.click("#zoom-in"),
        lambda: page.click("#zoom-fit"),
    ):
        step()
        found = page.evaluate(sizes)
        assert found
        assert all(11 < size < 20 for size in found)


def test_an_edge_is_linked_by_its_own_id(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text, f"#edge={the(page_kb, 'cedes')}.positive.planned.own")
    assert page.inner_text("#panel-title") == "Westland cedes Gull Isle"


def test_looks_differ_in_more_than_colour(text: str) -> None:
    edges = json.loads(text.split('id="kg-data">')[1].split("</script>")[0])["network"]["edges"]
    looks = {
        edge["id"].split(".", 1)[1]: (str(edge["dashes"]), edge["arrows"]["to"]["type"], "says" in edge["label"])
        for edge in edges
    }
    assert len(set(looks.values())) == len(looks) == 7
    assert {edge["label"].split("\n")[-1] for edge in edges} >= {
        "cedes · planned",
        "cedes · possible",
        "recognizes · denied",
    }


def test_hidden_statements_are_counted_on_the_page(show: Open, page_catalog: Catalog, page_kb: KnowledgeBase) -> None:
    page = show(to_html(page_kb, catalog=page_catalog, limit=7))
    assert page.locator("#list li").count() == 3
    assert page.inner_text("#notice") == (
        "8 statements with fewer quotes, or none, are not on this page (context 2, diplomacy 2, sovereignty 2, "
        "conflict 1, protest 1; most often about Eastland (4), Westland (3), Gull Isle (3), Ada Moor (2), "
        "Rock of Gulls (1)); the other files of the build hold all."
    )
    assert shown(page) == "3 of 11 statements shown"


def test_empty_knowledge_base_gives_a_page_that_says_so(show: Open, page_catalog: Catalog) -> None:
    page = show(to_html(KnowledgeBase(), catalog=page_catalog))
    assert page.inner_text("#list-empty") == "This build holds no statements."
    assert shown(page) == "0 of 0 statements shown"


def test_narrow_screen_has_no_sideways_scrolling(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text, f"#statement={the(page_kb, 'claims')}", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert not page.locator("#facets").is_visible()


def test_dark_screens_and_paper_get_their_own_colours(show: Open, text: str) -> None:
    page = show(text, color_scheme="dark")
    shape = page.locator("#legend-kinds polygon").first
    dark = shape.get_attribute("fill")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = shape.get_attribute("fill")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shape.get_attribute("fill") == dark != paper
    page.emulate_media(color_scheme="light")
    expect(shape).to_have_attribute("fill", str(paper))


def test_paper_gets_the_whole_list(show: Open, page_catalog: Catalog) -> None:
    quotes = (Evidence("d", Span(0, 1), "q"),)
    many = tuple(Statement("state/x", f"r{n:03}", "state/y", quotes) for n in range(230))
    page = show(to_html(KnowledgeBase((Document("d", "q"),), (), many), catalog=page_catalog))
    assert page.locator("#list li").count() == 200
    page.click("#list-more")
    assert page.locator("#list li").count() == 230
    assert page.evaluate("document.activeElement.textContent").startswith("state/x r200 state/y")
    page.fill("#search", "r")
    expect(page.locator("#list li")).to_have_count(200)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#list li").count() == 230
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list li").count() == 200
