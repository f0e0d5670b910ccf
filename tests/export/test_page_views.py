"""Timeline, matrix, map, dossiers and comparison of graph.html, and that each acts on the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kg.catalog import Catalog
from kg.export.html import to_html
from kg.graph import authors
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement
from kg.stances import stances
from kg.timeline import timeline, undated

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
VIEWS = ("graph", "timeline", "matrix", "map", "dossier", "compare")
POLICIES = ("everything", "asserted", "side:state/eastland", "side:state/westland", "before:2012")


@pytest.fixture(scope="module")
def text(page_kb: KnowledgeBase, page_catalog: Catalog) -> str:
    return to_html(page_kb, catalog=page_catalog)


def the(kb: KnowledgeBase, relation: str) -> str:
    return next(item.id for item in kb.statements if item.relation == relation)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_numbers_are_those_of_the_package(
    show: Open, text: str, page_kb: KnowledgeBase, page_catalog: Catalog, policy: str
) -> None:
    page = show(text, f"#policy={policy}")
    writers = authors(page_kb)
    wanted: Counter[tuple[str, ...]] = Counter()
    for stance in stances(page_kb, policy=policy, catalog=page_catalog):
        for item in stance.evidence:
            voice = stance.holder or writers[item.document] or ""
            wanted[stance.territory, stance.actor, stance.relation, stance.polarity, stance.modality, voice] += 1
    found = page.evaluate("kgPage.stances({ bySide: false, core: false })")
    assert {tuple(row[:-1]): row[-1] for row in found} == wanted
    assert page.evaluate("kgPage.timeline()") == {
        "dated": len(timeline(page_kb, policy=policy, catalog=page_catalog)),
        "undated": len(undated(page_kb, policy=policy, catalog=page_catalog)),
    }


def test_the_timeline_shows_separate_and_open_times_and_lists_the_undated(
    show: Open, text: str, page_kb: KnowledgeBase
) -> None:
    page = show(text, "#view=timeline")
    assert page.inner_text("#timeline-text").startswith("4 dated quotes of 2 statements, ")
    assert page.locator("#timeline-chart h3").all_inner_texts() == ["Gull Isle 1", "Skerry 1"]
    skerry = page.locator(f'.lane[data-statement="{the(page_kb, "occupies")}"]')
    assert skerry.locator("small").inner_text() == "1905 · 1950 to 1960"
    first, second = (box for box in (bar.bounding_box() for bar in skerry.locator(".bar").all()) if box)
    assert first["x"] + first["width"] < second["x"]
    assert first["width"] < second["width"]
    claim = page.locator(f'.lane[data-statement="{the(page_kb, "claims")}"]')
    assert claim.locator(".bar.open-end:not(.said)").count() == 1
    assert claim.locator(".bar.said:not(.open-end)").count() == 1
    page.click("#timeline-undated summary")
    assert page.inner_text("#timeline-undated summary") == "10 statements have quotes without a date"
    page.locator("#timeline-undated li").first.wait_for()  # written when the list is opened
    assert page.locator("#timeline-undated li").count() == 10
    skerry.click()
    assert page.inner_text("#panel-title") == "Westland occupies Skerry"
    page.select_option("#timeline-group", "voice")
    assert page.locator("#timeline-chart h3").all_inner_texts() == ["Eastland 1", "the document’s own voice 2"]


def test_drawing_along_the_years_filters_every_view(show: Open, text: str) -> None:
    page = show(text, "#view=timeline&undated=no")
    box = page.locator(".axis.brush").bounding_box()
    assert box
    # 1890 to 2011: from about 1940 to about 1970.
    page.mouse.move(box["x"] + box["width"] * 50.5 / 122, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 80.5 / 122, box["y"] + 8, steps=4)
    page.mouse.up()
    assert "time 1940 to 1970" in page.locator("#in-force button bdi").all_inner_texts()
    assert page.input_value("#time-from") == "1940"
    page.click('#views a[data-view="matrix"]')
    assert page.locator(".cell").count() == 2
    page.click('#views a[data-view="map"]')
    page.click("#map-list-box summary")
    assert page.locator("#map-list li").all_inner_texts() == ["Gull Isle 1 · 45.2° N, 148.0° E"]
    assert page.locator("#map-without li").all_inner_texts() == ["Skerry 1"]


def test_a_cell_of_the_matrix_opens_its_quotes_and_filters_the_rest(show: Open, text: str) -> None:
    page = show(text, "#view=matrix")
    assert page.locator(".matrix thead th").all_inner_texts() == ["Territory", "Eastland", "Westland"]
    cell = page.locator('.cell[data-territory="territory/gull-isle"][data-party="state/eastland"]')
    assert cell.locator(".pill b").all_inner_texts() == ["claims, denied", "claims"]
    assert cell.locator("small").all_inner_texts() == ["by Westland", "by The Shore Post; Eastland"]
    page.uncheck("#matrix-core")
    west = page.locator('.cell[data-territory="territory/gull-isle"][data-party="state/westland"]')
    assert west.locator(".pill b").all_inner_texts() == [
        "administers",
        "cedes, wished",
        "cedes, planned",
        "cedes, possible",
    ]
    west.focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Westland and Gull Isle"
    assert page.locator("#panel blockquote").all_inner_texts() == [
        "Westland runs the island.",
        "Westland will hand the island over.",
        "Westland ought to return Kamome.",
        "Perhaps Westland gave it up.",
    ]
    assert page.url.endswith("#view=matrix&cell=territory/gull-isle&actor=state/westland")
    page.click('[data-action="only"]')
    assert page.locator("#in-force button bdi").all_inner_texts() == ["about Gull Isle", "with Westland"]
    assert page.inner_text("#shown") == "2 of 11 statements shown"


def test_a_point_of_the_map_opens_the_dossier(show: Open, text: str) -> None:
    page = show(text, "#view=map")
    assert "Outline: Natural Earth" in page.inner_text("#map-source")
    assert "No border is drawn" in page.inner_text("#map-text")
    assert page.locator("#map-land path.land").count() == 3
    marker = page.locator('.marker[data-territory="territory/gull-isle"]')
    before = marker.bounding_box()
    page.click("#map-in")
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -240)
    page.mouse.down()
    page.mouse.move(640, 420, steps=3)
    page.mouse.up()
    assert marker.bounding_box() != before
    page.click("#map-fit")
    assert marker.bounding_box() == before
    marker.click()
    assert page.inner_text("#dossier-title") == "Gull Isle"
    assert page.url.endswith("#dossier=territory/gull-isle")


def test_the_part_of_the_map_in_view_filters(show: Open, page_catalog: Catalog) -> None:
    far = Entity("territory/gull-group", Kind.TERRITORY, (Name("Gull Group"),))
    near = Entity("territory/cape", Kind.TERRITORY, (Name("Cape"),))
    actor = Entity("state/x", Kind.STATE, (Name("X"),))
    quotes = (Evidence("d", Span(0, 1), "q"),)
    claims = tuple(Statement(actor.id, "claims", place.id, quotes) for place in (far, near))
    places = {**page_catalog.territories, near.id: type(page_catalog.territories[far.id])("site", (), (10.0, -60.0))}
    catalog = Catalog(page_catalog.relations, page_catalog.entities, {}, places, {}, {})
    page = show(to_html(KnowledgeBase((Document("d", "q"),), (far, near, actor), claims), catalog=catalog), "#view=map")
    assert page.locator(".marker").count() == 2
    page.click("#map-regions button >> text=Cape")
    expect(page.locator(".marker")).to_have_count(1)
    page.click("#map-only")
    assert page.inner_text("#shown") == "1 of 2 statements shown"
    assert page.locator("#in-force button bdi").all_inner_texts() == ["about Cape"]


def test_a_dossier_has_names_parties_times_and_quotes(show: Open, text: str) -> None:
    page = show(text, "#dossier=territory/gull-isle")
    body = page.inner_text("#dossier-body")
    assert "Kamome\nused by Eastland" in body
    assert "Ostrov Chaika, Rock of Gulls\nused by Westland" in body
    rows = page.locator("#dossier-body tbody tr").all_inner_texts()
    assert rows == [
        "Gull Isle\t2 quotes\tThe Shore Post; Westland",
        "Kamome\t2 quotes\tEastland",
        "Rock of Gulls\t1 quote\tWestland",
    ]
    assert page.locator(".parties h4").all_inner_texts() == ["Eastland", "Westland"]
    assert page.locator("#dossier-body .lane").count() == 1
    assert page.locator("#dossier-body .statement").count() == 5
    assert "Perhaps Westland gave it up." in body
    assert "45.2° N, 148.0° E" in body
    page.click("#dossier-back")
    assert page.locator(".index li .link").all_inner_texts() == ["Gull Isle", "Skerry"]
    page.click('#dossier-body button >> text="Skerry"')
    assert page.inner_text("#dossier-title") == "Skerry"
    page.go_back()
    page.go_back()
    expect(page.locator("#dossier-title")).to_have_text("Gull Isle")


def test_two_sides_are_compared(show: Open, text: str, page_kb: KnowledgeBase) -> None:
    page = show(text, "#view=compare&a=side:state/eastland&b=side:state/westland")
    assert page.locator("#compare-only-a button").all_inner_texts() == ["Westland cedes Gull Isle\nwished"]
    assert page.inner_text("#compare-both button").split("\n") == [
        "Eastland claims Gull Isle",
        "Eastland: told as a fact",
        "Westland: denied",
        "told differently",
    ]
    assert page.locator("#compare-only-b button").count() == 2
    names = page.locator("#compare-body tbody tr").all_inner_texts()
    assert names == ["Gull Isle\tKamome\tGull Isle, Ostrov Chaika, Rock of Gulls"]
    page.select_option("#compare-a", label="The Shore Post")
    assert page.url.endswith("#view=compare&a=source:The%20Shore%20Post&b=side:state/westland")
    found = page.evaluate("kgPage.comparison('source:The Shore Post', 'side:state/westland')")
    by_id = {item.id: item for item in page_kb.statements}
    post = {i for i in by_id if any(item.document == "d1" for item in by_id[i].evidence)}
    west = {i for i in by_id if any(item.holder == "state/westland" for item in by_id[i].evidence)}
    assert {key: set(ids) for key, ids in found.items()} == {"a": post - west, "both": post & west, "b": west - post}
    page.click("#compare-both button >> nth=0")
    assert page.locator("#panel blockquote").count() > 0


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_when_there_is_nothing(show: Open, text: str, page_catalog: Catalog, view: str) -> None:
    page = show(to_html(KnowledgeBase(), catalog=page_catalog), f"#view={view}")
    words = page.inner_text(f"#view-{view}")
    assert "This build holds no statements." in words or "no two voices" in words
    page = show(text, f"#view={view}&q=nowhere")
    words = page.inner_text(f"#view-{view}")
    assert "No statement fits the policy, the filters and the search." in words or "nothing in view" in words


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_view_scrolls_sideways(show: Open, text: str, view: str, width: int) -> None:
    page = show(text, f"#view={view}&node=territory/gull-isle", viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page = show(text, "#dossier=territory/gull-isle", viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_keyboard_alone_reaches_all_views_and_their_quotes(show: Open, text: str) -> None:
    page = show(text)
    for view in VIEWS:
        page.focus(f'#views a[data-view="{view}"]')
        page.keyboard.press("Enter")
        expect(page.locator(f"#view-{view}")).to_be_visible()
        assert page.get_attribute(f'#views a[data-view="{view}"]', "aria-current") == "page"
    page.focus("#compare-only-a button, #compare-only-b button, #compare-both button")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.statement") in page.evaluate("kgPage.shown()")
    page.focus('#views a[data-view="timeline"]')
    page.keyboard.press("Enter")
    page.focus(".lane")
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() > 0


def test_a_dossier_is_printed_for_itself(show: Open, text: str) -> None:
    page = show(text, "#dossier=territory/gull-isle", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("#dossier-body blockquote").first.is_visible()
    for hidden in ("#filters", "#panel", "#views", "#dossier-print"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#policy-text").is_visible()


def test_light_and_dark_are_chosen_in_the_page(show: Open, text: str) -> None:
    page = show(text)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
