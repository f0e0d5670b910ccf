"""The bibliography: items as CSL JSON has them."""

from __future__ import annotations

import json
from typing import Any

from kg.export.csl import to_csl
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement


def test_items_have_what_is_known_and_no_more(sample: KnowledgeBase) -> None:
    assert json.loads(to_csl(sample)) == [
        {
            "id": "news",
            "type": "document",
            "title": "An island, two names",
            "container-title": "The Shore Post",
            "URL": "https://shore.example/1",
            "language": "en",
            "issued": {"date-parts": [[2019, 6, 2]]},
            "note": "dispute-kg: evidence 9, policy everything",
        },
        {
            "id": "note",
            "type": "document",
            "container-title": "Ministry",
            "author": [{"literal": "Japan"}],
            "issued": {"date-parts": [[2011]]},
            "note": "dispute-kg: evidence 1, policy everything",
        },
    ]


def test_only_documents_that_the_policy_shows(sample: KnowledgeBase) -> None:
    assert [item["id"] for item in json.loads(to_csl(sample, policy="side:Japan"))] == ["note"]


def test_the_same_bytes_in_any_order(sample: KnowledgeBase, nasty: KnowledgeBase, turned: Any) -> None:
    for kb in (sample, nasty):
        assert to_csl(turned(kb)) == to_csl(kb)
    assert json.loads(to_csl(nasty))[1]["title"] == "@title"
    assert json.loads(to_csl(KnowledgeBase())) == []


def test_a_date_that_is_none_stays_a_text() -> None:
    place = Entity("place/x", Kind.PLACE, (Name("X"),))
    statement = Statement(place.id, "near", place.id, (Evidence("d", Span(0, 1), "t"),))
    [item] = json.loads(to_csl(KnowledgeBase((Document("d", "t", published="spring 1990"),), (place,), (statement,))))
    assert item["issued"] == {"literal": "spring 1990"}
