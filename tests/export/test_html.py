"""The page graph.html: its bytes, and how it behaves in a real browser without network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from kg.catalog import Catalog
from kg.errors import KgError
from kg.export import html as html_export
from kg.export.html import to_html
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
    "cedes": "sovereignty",
    "recognizes": "sovereignty",
    "metWith": "diplomacy",
    "visits": "diplomacy",
    "accuses": "protest",
    "patrols": "conflict",
    "alsoKnownAs": "context",
    "holdsOffice": "context",
}
LABELS = {"metWith": "met with", "alsoKnownAs": "also known as", "holdsOffice": "holds office in"}


def catalog() -> Catalog:
    relations = {
        key: RelationSpec(
            Relation(
                key,
                LABELS.get(key, key),
                group,
                f"Own definition of {key}.",
                frozenset(),
                frozenset(),
                symmetric=key == "metWith",
            ),
            frozenset(),
            (),
            (),
        )
        for key, group in GROUPS.items()
    }
    norway = Entity("state/norway", Kind.STATE, (Name("Norway"),))
    return Catalog(relations, {norway.id: norway}, {}, {}, {}, {})


def evidence(document: str, quote: str, *more: Any, **fields: Any) -> Evidence:
    return Evidence(document, Span(10, 10 + len(quote)), quote, *more, **fields)


def sample() -> KnowledgeBase:
    """Two shores and an island: facts, plans, wishes, rumours, denials, two names and three voices."""
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
        Entity("name/1", Kind.NAME, (Name("Rock of Gulls"),)),
    )
    statements = (
        Statement(
            east,
            "claims",
            isle,
            (
                evidence("d1", "Eastland has claimed Gull Isle since 1890.", when=When("1890/..", "since 1890", "absolute")),
                evidence("d2", "Kamome is ours, as it was last year.", when=When("2011", "last year", "relative", "2012-05-07")),
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
        Statement(west, "recognizes", east, (evidence("d3", "Westland does not recognize it.", polarity=Polarity.NEGATIVE),)),
        Statement(east, "metWith", west, (evidence("d1", "The two met twice.", count=2, confidence=0.75),)),
        Statement("person/ada-moor", "holdsOffice", east, (evidence("d1", "Ada Moor, Eastland's premier"),)),
        Statement("person/ada-moor", "visits", isle, (evidence("d1", "Moor went there.", west),)),
        Statement(east, "patrols", "place/cold-sea", (evidence("d3", "Ships of Eastland cross the Cold Sea."),)),
        Statement(isle, "alsoKnownAs", "name/1", (evidence("d1", "Gull Isle, which Westland calls Rock of Gulls", west),)),
        Statement("organization/league", "accuses", "state/norway", (evidence("d3", "The League accused Norway."),)),
    )
    return KnowledgeBase(documents, entities, statements)
