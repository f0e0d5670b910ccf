"""Two knowledge bases for the page, a catalog that knows their relations, and a browser without network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Route, sync_playwright

from kg.catalog import Catalog, Territory
from kg.frames import RelationSpec
from kg.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Relation,
    Span,
    Statement,
    When,
)

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

GROUPS = {
    "claims": "sovereignty",
    "administers": "sovereignty",
    "occupies": "sovereignty",
    "cedes": "sovereignty",
    "recognizes": "sovereignty",
    "metWith": "diplomacy",
    "visits": "diplomacy",
    "accuses": "protest",
    "patrols": "conflict",
    "alsoKnownAs": "context",
    "holdsOffice": "context",
}
OBJECTS = {"recognizes": frozenset({Kind.TERRITORY, Kind.STATE, Kind.ORGANIZATION})}
LABELS = {"metWith": "met with", "alsoKnownAs": "also known as", "holdsOffice": "holds office in"}


@pytest.fixture(scope="session")
def page_catalog() -> Catalog:
    """The catalog with the relations of the sample only, and one state that the sample refers to without having it."""
    relations = {
        key: RelationSpec(
            Relation(
                key,
                LABELS.get(key, key),
                group,
                f"Own definition of {key}.",
                frozenset(),
                OBJECTS.get(key, frozenset({Kind.TERRITORY}) if group == "sovereignty" else frozenset()),
                symmetric=key == "metWith",
            ),
            overrides=frozenset(),
            frames=(),
            examples=(),
        )
        for key, group in GROUPS.items()
    }
    norway = Entity("state/norway", Kind.STATE, (Name("Norway"),))
    group = Entity("territory/gull-group", Kind.TERRITORY, (Name("Gull Group"),))
    return Catalog(
        relations=relations,
        entities={norway.id: norway, group.id: group},
        states={},
        territories={
            "territory/gull-isle": Territory("island", (group.id,), (45.2, 148.0)),
            "territory/skerry": Territory("reef", (group.id,)),
            group.id: Territory("island group", (), (45.0, 147.0)),
        },
        organizations={},
        cues={},
    )


def evidence(document: str, quote: str, *more: Any, **fields: Any) -> Evidence:
    return Evidence(document, Span(10, 10 + len(quote)), quote, *more, **fields)


@pytest.fixture(scope="session")
def page_kb() -> KnowledgeBase:
    """Two shores and two islands: facts, plans, wishes, rumours, denials, two names and three voices."""
    east, west, isle = "state/eastland", "state/westland", "territory/gull-isle"
    documents = (
        Document("d1", "…", "Gull Isle: a history", "The Shore Post", "https://shore.example/1", "2011-03-02"),
        Document("d2", "…", "Note of the ministry", "Ministry of Eastland", None, "2012-05-07", author="EST"),
        Document("d3", "…", None, None, None, None),
    )
    entities = (
        Entity(
            isle,
            Kind.TERRITORY,
            (
                Name("Gull Isle", "en"),
                Name("Kamome", "ja-Latn", (east,)),
                Name("Ostrov Chaika", "ru-Latn", (west,), "on maps since 1920"),
            ),
            ("wikidata:Q1",),
        ),
        Entity(east, Kind.STATE, (Name("Eastland"),), ("iso:EST",)),
        Entity(west, Kind.STATE, (Name("Westland"),)),
        Entity("person/ada-moor", Kind.PERSON, (Name("Ada Moor"),)),
        Entity("organization/league", Kind.ORGANIZATION, (Name("Northern League"),)),
        Entity("place/cold-sea", Kind.PLACE, (Name("Cold Sea"),)),
        Entity("territory/skerry", Kind.TERRITORY, (Name("Skerry"),)),
        Entity("name/1", Kind.NAME, (Name("Rock of Gulls"),)),
    )
    statements = (
        Statement(
            east,
            "claims",
            isle,
            (
                evidence(
                    "d1", "Eastland has claimed Gull Isle since 1890.", when=When("1890/..", "since 1890", "absolute")
                ),
                evidence(
                    "d2",
                    "Kamome is ours, as it was last year.",
                    when=When("2011", "last year", "relative", "2012-05-07"),
                ),
                evidence("d1", "Eastland has no claim, Westland says.", west, Polarity.NEGATIVE),
            ),
        ),
        Statement(west, "administers", isle, (evidence("d1", "Westland runs the island.", rule="administers.verb"),)),
        Statement(
            west,
            "cedes",
            isle,
            (
                evidence("d1", "Westland will hand the island over.", modality=Modality.PLANNED),
                evidence("d2", "Westland ought to return Kamome.", modality=Modality.DESIRED),
                evidence("d3", "Perhaps Westland gave it up.", modality=Modality.POSSIBLE),
            ),
        ),
        Statement(
            west, "recognizes", east, (evidence("d3", "Westland does not recognize it.", polarity=Polarity.NEGATIVE),)
        ),
        Statement(east, "metWith", west, (evidence("d1", "The two met twice.", count=2, confidence=0.75),)),
        Statement("person/ada-moor", "holdsOffice", east, (evidence("d1", "Ada Moor, Eastland's premier"),)),
        Statement("person/ada-moor", "visits", isle, (evidence("d1", "Moor went there.", west),)),
        Statement(east, "patrols", "place/cold-sea", (evidence("d3", "Ships of Eastland cross the Cold Sea."),)),
        Statement(
            isle, "alsoKnownAs", "name/1", (evidence("d1", "Gull Isle, which Westland calls Rock of Gulls", west),)
        ),
        Statement(
            west,
            "occupies",
            "territory/skerry",
            (
                evidence("d1", "Westland held Skerry in 1905.", when=When("1905", "in 1905", "absolute")),
                evidence("d1", "Once more from 1950 to 1960.", when=When("1950/1960", "from 1950 to 1960", "absolute")),
            ),
        ),
        Statement("organization/league", "accuses", "state/norway", (evidence("d3", "The League accused Norway."),)),
    )
    return KnowledgeBase(documents, entities, statements)


@pytest.fixture(scope="session")
def hostile_kb() -> KnowledgeBase:
    """A knowledge base whose every text tries to become script, in every view."""
    bad = "</script><script>window.hit=1</script>\"><img src=x onerror='window.hit=1'><!--\u2028{{ data }}"
    link = "javascript:window.hit=1"
    a, b, c = f"state/{bad}", f"territory/{bad}", "__proto__"
    documents = (
        Document(f"d{bad}", bad, bad, bad, link, bad, bad, bad, bad),
        Document("d2", "", bad, link, "https://ok.example/\"><img src=x onerror='window.hit=1'>"),
        Document("constructor", "", link, None, "data:text/html,<script>window.hit=1</script>"),
    )
    entities = (
        Entity(a, Kind.STATE, (Name(bad, bad, (link,), bad), Name(link, "en", (b,))), (bad,)),
        Entity(b, Kind.TERRITORY, (Name(bad, None, (a,)), Name(link, bad, (c,), link))),
        Entity(c, Kind.ORGANIZATION, (Name(link),)),
    )
    times = (When(bad, bad, bad, bad), When("1945/..", bad, bad, bad), When("1950", link, bad))
    both = tuple(
        Evidence(d.id, Span(0, 1), bad, holder, polarity, when=when, rule=bad)
        for d in documents
        for holder in (None, a, link, "toString")
        for polarity in Polarity
        for when in times
    )
    more = (
        Statement(a, "claims", b, both),
        Statement(c, "alsoKnownAs", b, both),
        Statement(c, bad, "hasOwnProperty", both),
    )
    return KnowledgeBase(documents, entities, (Statement(a, bad, b, both), *more))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no chromium at {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page from disk; afterwards there must have been no request outside and no error on the console."""
    troubles: list[str] = []
    pages: list[Page] = []

    def refuse(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            troubles.append(f"request: {route.request.url}")
            route.abort()

    def shut(dialog: Dialog) -> None:
        troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def console(message: ConsoleMessage) -> None:
        troubles.append(f"console: {message.text}")

    def error(found: Error) -> None:
        troubles.append(f"error: {found}")

    def show(text: str, fragment: str = "", **context: Any) -> Page:
        (tmp_path / "graph.html").write_text(text, encoding="utf-8")
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | context)
        pages.append(page)
        page.set_default_timeout(10_000)
        page.route(re.compile(""), refuse)
        page.on("console", console)
        page.on("pageerror", error)
        page.on("dialog", shut)
        page.goto((tmp_path / "graph.html").as_uri() + fragment)
        assert page.evaluate("typeof kgPage") == "object", troubles
        return page

    yield show
    for page in pages:
        page.close()
    assert troubles == []
