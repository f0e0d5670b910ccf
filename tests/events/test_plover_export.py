"""Event records: who, whom, what, when, and everything that keeps a wish or a denial from looking like a fact."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.catalog import Catalog, load
from kg.export import EXPORTERS, export
from kg.export.plover import COUNTERPARTS, MODES, QUADS, to_plover
from kg.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Span,
    Statement,
    When,
)

TEXT = "Spain ceded Florida to the United States in 1819, an envoy wrote."
NAVY = "organization/coast-watch"
ENTITIES = (
    Entity("state/spain", Kind.STATE, (Name("Spain"),), ("iso:ESP", "cow:230")),
    Entity("state/united-states", Kind.STATE, (Name("United States"),), ("iso:USA", "cow:2")),
    Entity("state/elsewhere", Kind.STATE, (Name("Elsewhere"),)),
    Entity("territory/florida", Kind.TERRITORY, (Name("Florida"),)),
    Entity("person/envoy", Kind.PERSON, (Name("the envoy"),)),
    Entity("agreement/pact", Kind.AGREEMENT, (Name("the pact"),)),
    Entity(NAVY, Kind.ORGANIZATION, (Name("Coast Watch"),)),
)
DOCUMENT = Document("story", TEXT, source="The Daily", url="https://example.org/1", published="1820-02-03")


def evidence(start: int = 0, end: int = 19, **changes: Any) -> Evidence:
    plain = Evidence("story", Span(start, end), TEXT[start:end], rule="cedes.verb", confidence=0.9)
    return replace(plain, **changes)


def base(*statements: Statement, documents: tuple[Document, ...] = (DOCUMENT,)) -> KnowledgeBase:
    return KnowledgeBase(documents, ENTITIES, statements)


def records(*statements: Statement, **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in to_plover(base(*statements, **options)).splitlines()]


def one(relation: str, object: str, found: Evidence | None = None, subject: str = "state/spain") -> dict[str, Any]:
    (record,) = records(Statement(subject, relation, object, (found or evidence(),)))
    return record


def test_an_act_between_two_states() -> None:
    when = When("1819", "in 1819", "absolute")
    record = one("accuses", "state/united-states", evidence(when=when, count=3))
    assert record["actor"] == {
        "id": "state/spain",
        "label": "Spain",
        "kind": "State",
        "iso": "ESP",
        "cow": 230,
        "state": "state/spain",
    }
    assert record["recipient"]["iso"] == "USA"
    assert (record["type"], record["mode"]) == ("ACCUSE", "disapprove")
    assert (record["quad"], record["sign"], record["relation"]) == ("verbal conflict", "conflict", "accuses")
    assert (record["date"], record["date_first"], record["date_last"]) == ("1819", "1819-01-01", "1819-12-31")
    assert (record["date_precision"], record["date_words"], record["count"]) == ("year", "in 1819", 3)
    assert (record["territory"], record["matter"], record["holder"], record["voice"]) == (None, None, None, None)
    assert (record["published"], record["publisher"], record["url"]) == (
        "1820-02-03",
        "The Daily",
        "https://example.org/1",
    )
    assert TEXT[record["start"] : record["end"]] == record["quote"] == "Spain ceded Florida"
    assert record["statement"] == Statement("state/spain", "accuses", "state/united-states").id
    assert record["asserted"] is True


def test_an_unknown_time_stays_unknown() -> None:
    for when in (None, When(None, "some day", "unresolved")):
        record = one("accuses", "state/united-states", evidence(when=when))
        dates = [record[key] for key in ("date", "date_first", "date_last", "date_precision")]
        assert dates == [None] * 4
        assert record["date_words"] == (when and "some day")


@pytest.mark.parametrize(
    ("change", "key", "value"),
    [
        ({"modality": Modality.PLANNED}, "modality", "planned"),
        ({"modality": Modality.DESIRED}, "modality", "desired"),
        ({"polarity": Polarity.NEGATIVE}, "polarity", "negative"),
        ({"holder": "person/envoy"}, "holder", "person/envoy"),
    ],
)
def test_what_is_no_fact_says_so(change: dict[str, Any], key: str, value: str) -> None:
    plain = one("accuses", "state/united-states")
    record = one("accuses", "state/united-states", evidence(**change))
    shown = record[key]
    assert (shown["id"] if isinstance(shown, dict) else shown) == value
    assert record["asserted"] is False
    assert record["id"] != plain["id"]
    assert record["statement"] == plain["statement"]


def test_a_speech_is_the_voice_of_its_author() -> None:
    speech = replace(DOCUMENT, author="ESP")
    (record,) = records(Statement("state/united-states", "accuses", "state/spain", (evidence(),)), documents=(speech,))
    assert record["voice"]["id"] == "state/spain"
    assert record["asserted"] is False


def test_ground_is_the_territory_and_nobody_is_guessed_as_recipient() -> None:
    record = one("cedes", "territory/florida")
    assert record["recipient"] is None
    assert record["territory"]["id"] == "territory/florida"
    assert record["territory"]["label"].startswith("Florida")


def receives(found: Evidence, subject: str = "state/united-states") -> Statement:
    return Statement(subject, "receives", "territory/florida", (found,))


CEDES = Statement("state/spain", "cedes", "territory/florida", (evidence(),))


def recipient(*others: Statement) -> str | None:
    (record,) = records(CEDES, *others)
    return record["recipient"] and record["recipient"]["id"]


def test_the_same_words_make_the_receiver_known() -> None:
    assert recipient(receives(evidence(6, 40))) == "state/united-states"


@pytest.mark.parametrize(
    "other",
    [
        receives(evidence(19, 40)),
        receives(evidence(6, 40, modality=Modality.PLANNED)),
        receives(evidence(6, 40, polarity=Polarity.NEGATIVE)),
        receives(evidence(6, 40, holder="person/envoy")),
        receives(evidence(6, 40, document="another")),
        receives(evidence(6, 40), subject="state/spain"),
        Statement("state/united-states", "claims", "territory/florida", (evidence(6, 40),)),
    ],
    ids=["other words", "planned", "denied", "reported", "other text", "the actor", "a claim"],
)
def test_anything_less_does_not(other: Statement) -> None:
    assert recipient(other) is None


def test_two_receivers_are_no_answer() -> None:
    assert recipient(receives(evidence(6, 40)), receives(evidence(6, 45), "state/elsewhere")) is None


def test_an_agreement_is_the_matter() -> None:
    record = one("signs", "agreement/pact")
    assert (record["recipient"], record["territory"]) == (None, None)
    assert record["matter"] == {"id": "agreement/pact", "label": "the pact", "kind": "Agreement"}


def test_persons_and_bodies_have_the_codes_of_their_state() -> None:
    office = Statement("person/envoy", "holdsOffice", "state/spain", (evidence(),))
    visit = Statement("person/envoy", "visits", "state/united-states", (evidence(),))
    (record,) = records(office, visit)
    actor = record["actor"]
    assert (actor["kind"], actor["iso"], actor["cow"], actor["state"]) == ("Person", "ESP", 230, "state/spain")
    stranger = one("visits", "state/united-states", subject=NAVY)["actor"]
    assert (stranger["iso"], stranger["cow"], stranger["state"]) == (None, None, None)


def test_relations_without_a_type_yield_nothing() -> None:
    quiet = [
        Statement("state/spain", relation, "territory/florida", (evidence(),))
        for relation in ("claims", "administers", "receives", "noSuchRelation")
    ]
    assert to_plover(base(*quiet)) == to_plover(base()) == to_plover(KnowledgeBase()) == ""


def test_ends_and_documents_that_the_build_lacks() -> None:
    lost = Statement("state/atlantis", "attacks", "state/mu", (evidence(),))
    (line,) = to_plover(KnowledgeBase(statements=(lost,))).splitlines()
    record = json.loads(line)
    assert record["actor"] == {
        "id": "state/atlantis",
        "label": "state/atlantis",
        "kind": None,
        "iso": None,
        "cow": None,
        "state": None,
    }
    assert (record["published"], record["publisher"], record["voice"]) == (None, None, None)


def test_symmetric_relations_are_not_directed() -> None:
    assert one("metWith", "state/united-states")["directed"] is False
    assert one("accuses", "state/united-states")["directed"] is True


def test_every_type_of_the_catalog_has_its_quarter(catalog: Catalog) -> None:
    types = {spec.relation.plover for spec in catalog.relations.values()} - {None}
    assert types <= QUADS.keys()
    for name, spec in catalog.relations.items():
        if spec.relation.plover and spec.relation.cooperation:
            wanted = "cooperation" if spec.relation.cooperation > 0 else "conflict"
            assert QUADS[spec.relation.plover].endswith(wanted), name
    assert MODES.keys() | COUNTERPARTS.keys() | set(COUNTERPARTS.values()) <= catalog.relations.keys()


def test_the_format_is_known_by_name() -> None:
    kb = base(CEDES)
    assert EXPORTERS["plover"](kb) == to_plover(kb, catalog=load())
    assert export(kb, "plover") == {"events.jsonl": to_plover(kb).encode()}


@given(
    st.lists(
        st.builds(
            lambda place, polarity, modality, holder: evidence(
                place, place + 5, polarity=polarity, modality=modality, holder=holder
            ),
            st.integers(0, 40),
            st.sampled_from(Polarity),
            st.sampled_from(Modality),
            st.sampled_from([None, "person/envoy"]),
        ),
        min_size=1,
        unique_by=lambda e: (e.span, e.polarity, e.modality, e.holder),
    )
)
def test_one_record_an_evidence_and_the_order_of_the_input_does_not_matter(found: list[Evidence]) -> None:
    there = Statement("state/spain", "accuses", "state/united-states", tuple(found))
    back = replace(there, evidence=tuple(reversed(found)))
    lines = to_plover(base(there, CEDES))
    assert lines == to_plover(base(CEDES, back))
    ids = [json.loads(line)["id"] for line in lines.splitlines()]
    assert len(set(ids)) == len(ids) == len(found) + 1
