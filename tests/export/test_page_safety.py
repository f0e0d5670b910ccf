"""Texts of documents never become script or markup, in any view; and axe-core finds no serious fault in any."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from kg.catalog import Catalog
from kg.export.html import to_html
from kg.model import KnowledgeBase

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
VIEWS = ("graph", "timeline", "matrix", "map", "dossier", "compare")


@pytest.fixture(scope="module")
def hostile(page_catalog: Catalog, hostile_kb: KnowledgeBase) -> str:
    return to_html(hostile_kb, title="<img src=x onerror=window.hit=1>", catalog=page_catalog)


def assert_unharmed(page: Page) -> None:
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, object, embed, base, form").count() == 0
    assert page.locator("script").count() == 3
    assert page.evaluate("[...document.querySelectorAll('a[href]')].every((a) => /^(https?|file):$/.test(a.protocol))")
    assert not page.evaluate(
        "[...document.querySelectorAll('*')].some((e) => [...e.attributes].some((a) => a.name.startsWith('on')))"
    )


def test_hostile_texts_run_nothing_in_panel_and_tooltip(show: Open, hostile: str, hostile_kb: KnowledgeBase) -> None:
    page = show(hostile)
    page.click("#list button")
    page.wait_for_selector("blockquote")
    assert_unharmed(page)
    addresses = page.evaluate("[...document.querySelectorAll('#panel a')].map((a) => a.protocol)")
    assert set(addresses) == {"https:"}
    page.click("#panel .link >> nth=0")
    page.wait_for_selector(".names")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    point = page.evaluate("id => kgPage.nodePosition(id)", hostile_kb.entities[1].id)
    page.mouse.move(point["x"], point["y"])
    page.wait_for_timeout(400)
    assert_unharmed(page)


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_texts_run_nothing_in_any_view(show: Open, hostile: str, view: str) -> None:
    page = show(hostile, f"#view={view}&q=window&about=%3Cimg src=x onerror=window.hit=1%3E&a=javascript:1")
    assert page.locator(".force").count() == 2
    page.click("#reset")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if view != "graph":
        assert "window.hit" in page.inner_text(f"#view-{view}")
    if view == "matrix":
        page.click(".cell")
    if view == "dossier":
        page.click("#dossier-body .link")
        assert page.locator("#dossier-body blockquote").count() > 1
    assert_unharmed(page)


@pytest.mark.parametrize(
    "address",
    ["#node=<img src=x onerror=window.hit=1>", "#view=__proto__", "#edge=toString", "#policy=side:constructor"],
)
def test_a_hostile_address_is_named_as_text(show: Open, hostile: str, address: str) -> None:
    page = show(hostile, address)
    assert page.inner_text("#notice").startswith("There is no ")
    assert_unharmed(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [*(f"#view={view}" for view in VIEWS), "#dossier=territory/gull-isle", "#node=territory/gull-isle"],
)
def test_axe_finds_no_serious_fault(
    show: Open, page_kb: KnowledgeBase, page_catalog: Catalog, scheme: str, address: str
) -> None:
    page = show(to_html(page_kb, catalog=page_catalog), address + "&not.group=law", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    serious = [item for item in found if item["impact"] in {"serious", "critical"}]
    assert [(item["id"], [node["html"][:120] for node in item["nodes"]][:3]) for item in serious] == []


def test_axe_would_find_a_fault(show: Open, page_kb: KnowledgeBase, page_catalog: Catalog) -> None:
    page = show(to_html(page_kb, catalog=page_catalog))
    page.evaluate("document.querySelector('#theme').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('#theme').removeAttribute('title')")
    page.evaluate("document.querySelector('#theme').textContent = ''")
    assert "button-name" in {item["id"] for item in Axe().run(page).response["violations"]}
