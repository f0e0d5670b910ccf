"""Policy, facets, time and search of graph.html: what they leave, what they say, and that the address keeps them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kg.catalog import Catalog
from kg.errors import KgError
from kg.export.html import to_html
from kg.graph import project
from kg.model import KnowledgeBase

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
ALL = "11 of 11 statements shown"


@pytest.fixture(scope="module")
def text(page_kb: KnowledgeBase, page_catalog: Catalog) -> str:
    return to_html(page_kb, catalog=page_catalog)


def shown(page: Page) -> str:
    return page.inner_text("#shown")


def in_force(page: Page) -> list[str]:
    return page.locator("#in-force button bdi").all_inner_texts()


@pytest.mark.parametrize(
    ("facet", "value", "left", "says"),
    [
        ("group", "sovereignty", 6, "Relation: without Sovereignty"),
        ("modality", "actual", 1, "Modality: without actual"),
        ("polarity", "negative", 10, "Polarity: without denied"),
        ("holder", "", 4, "Whose voice: without the document’s own voice"),
        ("holder", "state/westland", 9, "Whose voice: without Westland"),
        ("source", "", 8, "Source: without not stated"),
        ("document", "d3", 8, "Document: without d3"),
        ("confidence", "0.7", 10, "Confidence: without 0.7 to 0.8"),
    ],
)
def test_each_filter_changes_the_count_and_says_so(
    show: Open, text: str, facet: str, value: str, left: int, says: str
) -> None:
    page = show(text)
    assert shown(page) == ALL
    page.evaluate("document.querySelectorAll('details.facet').forEach((one) => { one.open = true; })")
    page.uncheck(f'input[data-facet="{facet}"][data-value="{value}"]')
    assert shown(page) == f"{left} of 11 statements shown"
    assert page.locator("#list li").count() == len(page.evaluate("kgPage.shown()")) == left
    assert in_force(page) == [says]
    page.click("#in-force button")
    assert shown(page) == ALL
    assert page.is_checked(f'input[data-facet="{facet}"][data-value="{value}"]')
    assert page.locator("#in-force").is_hidden()


def counts(page: Page, facet: str) -> list[str]:
    return page.locator(f'details.facet[aria-label="{facet}"] .count').all_inner_texts()


def test_filters_count_what_they_would_show(show: Open, text: str) -> None:
    page = show(text)
    assert counts(page, "Modality") == ["10", "1", "1", "1"]
    page.uncheck('input[data-facet="modality"][data-value="actual"]')
    # Its own facet counts as if it had no filter, the others count what is left.
    assert counts(page, "Modality") == ["10", "1", "1", "1"]
    assert counts(page, "Relation") == ["1", "0", "0", "0", "0"]
    assert counts(page, "Polarity") == ["1", "0"]


def test_the_time_slider_leaves_what_overlaps(show: Open, text: str) -> None:
    page = show(text)
    assert page.inner_text("#time-text") == "1890 to 2011"
    assert page.inner_text("#time-dated") == "2 dated"
    page.uncheck("#time-undated")
    assert shown(page) == "2 of 11 statements shown"
    page.focus("#time-to")
    page.keyboard.press("Home")
    assert page.inner_text("#time-text") == "1890"
    assert shown(page) == "1 of 11 statements shown"
    assert page.inner_text("#list li").startswith("Eastland claims Gull Isle")
    assert page.url.endswith("#to=1890&undated=no")


@pytest.mark.parametrize(("year", "left"), [(1904, 1), (1905, 2), (1906, 1), (1955, 2), (1961, 1), (2011, 1)])
def test_a_claim_may_hold_in_separate_years(show: Open, text: str, year: int, left: int) -> None:
    # "since 1890" has no end; Skerry was held in 1905 and from 1950 to 1960.
    page = show(text, f"#from={year}&to={year}&undated=no")
    assert shown(page) == f"{left} of 11 statements shown"


@pytest.mark.parametrize(("words", "left"), [("CÓLD sea", 1), ("kamome", 5), ("met twice", 1), ("nowhere", 0)])
def test_search_looks_in_names_and_quotes(show: Open, text: str, words: str, left: int) -> None:
    page = show(text)
    page.fill("#search", words)
    expect(page.locator("#shown")).to_have_text(f"{left} of 11 statements shown")
    assert page.locator("#list-empty").is_visible() == page.locator("#graph-empty").is_visible() == (left == 0)


POLICIES = ["everything", "asserted", "side:state/eastland", "side:state/westland", "before:2012", "before:2011-03-02"]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_shows_the_statements_that_the_projection_has(
    show: Open, text: str, page_kb: KnowledgeBase, policy: str
) -> None:
    page = show(text, f"#policy={policy}")
    edges = project(page_kb, policy).edges(data="statement")
    assert set(page.evaluate("kgPage.shown()")) == {statement for _, _, statement in edges}


def test_the_policy_is_chosen_and_named_in_the_page(show: Open, text: str) -> None:
    page = show(text)
    assert page.inner_text("#policy-text") == "everything, whoever says it and however it is told"
    page.select_option("#policy", label="Westland")
    assert page.inner_text("#policy-text") == "only what Westland says"
    assert page.url.endswith("#policy=side:state/westland")
    page.select_option("#policy", "before")
    page.fill("#policy-day", "2011-03-02")
    page.keyboard.press("Tab")
    assert page.inner_text("#policy-text") == "only what could be read before 2011-03-02"
    assert shown(page) == "0 of 11 statements shown"


def test_the_page_opens_with_the_policy_asked_for(show: Open, page_kb: KnowledgeBase, page_catalog: Catalog) -> None:
    page = show(to_html(page_kb, catalog=page_catalog, policy="side:Westland"))
    assert page.inner_text("#policy-text") == "only what Westland says"
    assert page.input_value("#policy") == "side:state/westland"
    with pytest.raises(KgError, match="policy is 'loudest'; allowed: asserted"):
        to_html(page_kb, catalog=page_catalog, policy="loudest")


def test_the_address_keeps_all_filters_and_the_way_back(show: Open, text: str) -> None:
    page = show(text)
    page.uncheck('input[data-facet="group"][data-value="sovereignty"]')
    page.click('details.facet[aria-label="Polarity"] >> text=denied')
    page.fill("#search", "moor")
    expect(page.locator("#shown")).to_have_text("2 of 11 statements shown")
    page.click('#views a[data-view="timeline"]')
    again = show(text, "#" + page.url.split("#")[1])
    assert shown(again) == shown(page) == "2 of 11 statements shown"
    assert (
        in_force(again)
        == in_force(page)
        == ["search “moor”", "Relation: without Sovereignty", "Polarity: without denied"]
    )
    assert again.locator("#view-timeline").is_visible()
    page.go_back()
    expect(page.locator("#view-graph")).to_be_visible()
    page.click("#reset")
    assert shown(page) == ALL
    assert page.input_value("#search") == ""


def test_many_values_off_are_written_as_the_few_that_are_on(show: Open, text: str) -> None:
    page = show(text, "#only.modality=planned&not.polarity=negative")
    assert shown(page) == "1 of 11 statements shown"
    assert in_force(page) == ["Modality: only planned", "Polarity: without denied"]


def test_only_what_is_about_one_entity_in_all_views(show: Open, text: str) -> None:
    page = show(text, "#node=territory/skerry")
    page.click('[data-action="only"]')
    assert shown(page) == "1 of 11 statements shown"
    assert in_force(page) == ["about Skerry"]
    # A whole takes its parts along.
    page = show(text, "#about=territory/gull-group")
    assert shown(page) == "6 of 11 statements shown"
