"""Disputes derived from hand-built statements, rule by rule as docs/disputes.md numbers them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.catalog import Catalog, State, Territory
from kg.disputes import DisputeRecord, Party, disputes
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Span, Statement, When

NO = {"polarity": Polarity.NEGATIVE}
WISH, PLAN, MAYBE = ({"modality": mood} for mood in (Modality.DESIRED, Modality.PLANNED, Modality.POSSIBLE))
A, B, C = "state/arvania", "state/belmora", "state/corvia"
OLD = "state/old-arvania"
ISLES, EAST, WEST, SEA, REEF = (f"territory/{name}" for name in ("tern-isles", "east-tern", "west-tern", "sea", "reef"))
NAMES = {
    A: "Arvania",
    B: "Belmora",
    C: "Corvia",
    OLD: "Arvanian Empire",
    ISLES: "Tern Isles",
    EAST: "East Tern",
    WEST: "West Tern",
    SEA: "Tern Sea",
    REEF: "Long Reef",
    "person/minister": "Mira Holt",
    "person/guest": "Al Roe",
    "organization/guard": "Belmoran Guard",
    "organization/court": "the Court",
    "agreement/pact": "the Pact",
    "dispute/tern-dispute": "the long Tern dispute",
    "dispute/reef-row": "row over the Long Reef",
    "dispute/the-row": "the row",
    "other/old-men": "old men",
    "place/strait": "Tern Strait",
}
KINDS = {kind.value.lower(): kind for kind in Kind}
ENTITIES = tuple(Entity(id, KINDS[id.split("/")[0]], (Name(name),)) for id, name in NAMES.items())
CATALOG = Catalog(
    relations={},
    entities={entity.id: entity for entity in ENTITIES},
    states={OLD: State("historical", successors=(A,))},
    territories={
        EAST: Territory("island", (ISLES,)),
        WEST: Territory("island", (ISLES,)),
        ISLES: Territory("island group", (SEA,)),
        REEF: Territory("reef", (SEA,)),
        SEA: Territory("maritime area"),
    },
    organizations={"organization/guard": B, "organization/court": None},
    cues={"nouns.territories": frozenset({"isle", "reef", "sea"}), "nouns.disputes": frozenset({"dispute", "row"})},
)


def kb(*facts: tuple, authors: dict[str, str] | None = None) -> KnowledgeBase:
    """Each fact: subject, relation, object and, in a mapping, fields of its evidence; ``d`` is the document."""
    documents = {"d": Document("d", ""), **{d: Document(d, "", author=name) for d, name in (authors or {}).items()}}
    found: dict[tuple[str, str, str], list[Evidence]] = {}
    for number, (subject, relation, object_, *rest) in enumerate(facts):
        fields = {"quote": f"fact {number}", **(rest[0] if rest else {})}
        document = fields.pop("document", "d")
        documents.setdefault(document, Document(document, "", part_of="d" if "#" in document else None))
        evidence = Evidence(document, Span(number, number + 1), **fields)
        found.setdefault((subject, relation, object_), []).append(evidence)
    statements = tuple(Statement(*ends, tuple(evidence)) for ends, evidence in found.items())
    return KnowledgeBase(tuple(documents.values()), ENTITIES, statements)


def derive(*facts: tuple, authors: dict[str, str] | None = None) -> tuple[DisputeRecord, ...]:
    return disputes(kb(*facts, authors=authors), catalog=CATALOG)


def roles(record: DisputeRecord) -> dict[str, tuple[str, ...]]:
    return {party.actor: party.roles for party in record.parties}


def party(record: DisputeRecord, actor: str) -> Party:
    return next(party for party in record.parties if party.actor == actor)


def at(edtf: str) -> dict[str, When]:
    return {"when": When(edtf, edtf, "absolute")}


def test_nothing_to_derive() -> None:
    assert derive() == ()
    assert disputes(KnowledgeBase(), catalog=CATALOG) == ()


def test_rule_1_two_claims() -> None:
    (record,) = derive((A, "claims", REEF), (B, "claims", REEF))
    assert record.id == "derived/over-territory-reef"
    assert record.label == "dispute over Long Reef"
    assert record.territories == (REEF,)
    assert roles(record) == {A: ("claims",), B: ("claims",)}
    assert record.attested
    statements = kb((A, "claims", REEF), (B, "claims", REEF)).statements
    assert record.statements == tuple(sorted(statement.id for statement in statements))


@pytest.mark.parametrize("relation", ["administers", "occupies", "annexes"])
def test_rule_1_claim_and_holder(relation: str) -> None:
    (record,) = derive((A, "claims", REEF), (B, relation, REEF))
    assert roles(record) == {A: ("claims",), B: ("holds",)}


def test_rule_1_claim_and_objection() -> None:
    (record,) = derive((A, "claims", REEF), (B, "rejects", REEF))
    assert roles(record) == {A: ("claims",), B: ("rejects",)}


def test_rule_1_a_court_that_rejects_is_no_party() -> None:
    court = "organization/court"
    assert derive((A, "claims", REEF), (court, "rejects", REEF), (court, "rulesOn", REEF)) == ()


@pytest.mark.parametrize(
    "facts",
    [
        [(A, "claims", REEF)],
        [(A, "claims", REEF), (A, "administers", REEF)],
        [(A, "administers", REEF), (B, "occupies", REEF)],
        [(A, "claims", REEF), (B, "seizes", REEF)],
        [(A, "claims", REEF), (B, "recognizes", REEF)],
        [(A, "claims", REEF), ("other/old-men", "claims", REEF)],
        [(A, "claims", A), (B, "rejects", A)],
        [(A, "claims", REEF), (B, "claims", EAST)],
    ],
    ids=["one claim", "own", "two holders", "seizure", "recognition", "nobody", "itself", "two places"],
)
def test_rule_1_no_dispute(facts: list[tuple]) -> None:
    assert derive(*facts) == ()


def test_rule_1_ground_may_be_a_place_or_a_state() -> None:
    assert len(derive((A, "claims", "place/strait"), (B, "claims", "place/strait"))) == 1
    assert len(derive((A, "claims", C), (B, "annexes", C))) == 1
    # what is rejected here is the other state's word, not its land
    assert derive((A, "claims", C), (B, "rejects", C)) == ()


@pytest.mark.parametrize("how", [NO, WISH, PLAN, MAYBE], ids=["denied", "wished", "planned", "possible"])
def test_rule_2_only_facts_make_a_party(how: dict) -> None:
    assert derive((A, "claims", REEF), (B, "claims", REEF, how)) == ()
    assert derive((A, "disputes", REEF, how)) == ()
    assert derive((A, "disputesWith", B, how)) == ()


def test_rule_2_but_what_is_denied_is_kept() -> None:
    (record,) = derive((A, "claims", REEF), (B, "administers", REEF), (B, "occupies", REEF, NO | {"holder": B}))
    assert roles(record)[B] == ("holds",)
    denial = party(record, B).positions[-1]
    assert (denial.relation, denial.evidence.polarity, denial.voice) == ("occupies", Polarity.NEGATIVE, B)
    assert denial.statement not in party(record, B).statements
    assert denial.statement in record.statements


def test_rule_3_whose_word() -> None:
    (record,) = derive((A, "claims", REEF), (B, "administers", REEF, {"holder": A}))
    assert party(record, A).attested
    assert not party(record, B).attested
    assert party(record, B).voices == (A,)
    assert not record.attested


def test_rule_3_own_word_through_an_official_or_a_speech() -> None:
    office = ("person/minister", "holdsOffice", B)
    (record,) = derive(office, (A, "claims", REEF), (B, "claims", REEF, {"holder": "person/minister"}))
    assert party(record, B).attested
    (record,) = derive((A, "claims", REEF), (B, "claims", REEF, {"document": "s"}), authors={"s": "Belmora"})
    assert party(record, B).voices == (B,)
    assert party(record, B).attested


def test_rule_3_an_unsigned_comment_is_not_the_outlet() -> None:
    (record,) = derive((A, "claims", REEF), (B, "claims", REEF, {"document": "d#1"}))
    assert party(record, B).voices == ("d#1",)
    assert not record.attested


def test_rule_4_officials_and_bodies_stand_for_their_state() -> None:
    office = ("person/minister", "holdsOffice", A)
    guard, guest = "organization/guard", "person/guest"
    (record,) = derive(office, ("person/minister", "claims", REEF), (guard, "administers", REEF))
    assert roles(record) == {A: ("claims",), B: ("holds",)}
    assert party(record, A).positions[0].actor == "person/minister"
    (record,) = derive((guest, "claims", REEF), (B, "claims", REEF))
    assert set(roles(record)) == {guest, B}
    assert derive(office, ("person/minister", "claims", REEF), (A, "claims", REEF)) == ()


def test_rule_5_a_text_says_disputed() -> None:
    (record,) = derive((A, "disputes", REEF))
    assert roles(record) == {A: ("disputes",)}
    assert not record.attested  # the other side is unknown


def test_rule_5_two_actors_at_odds_over_nobody_says_what() -> None:
    (record,) = derive((A, "disputesWith", B))
    assert record.id == "derived/between-state-arvania-and-state-belmora"
    assert record.label == "dispute between Arvania and Belmora"
    assert record.territories == ()
    assert roles(record) == {A: ("disputes",), B: ("disputes",)}
    assert derive((A, "disputesWith", B), (B, "disputesWith", A))[0].id == record.id


def test_rule_5_a_state_and_its_own_guard() -> None:
    assert derive((B, "disputesWith", "organization/guard")) == ()


def test_rule_5_at_odds_in_a_text_about_the_territory() -> None:
    claims = [(A, "claims", REEF), (B, "claims", REEF)]
    (record,) = derive(*claims, (A, "disputesWith", B))
    assert len(record.statements) == 3
    assert party(record, A).positions[0].relation == "disputesWith"
    found = derive(*claims, (A, "disputesWith", B, {"document": "elsewhere"}))
    assert [record.territories for record in found] == [(), (REEF,)]
    found = derive(*claims, (A, "disputesWith", C))
    assert [record.territories for record in found] == [(), (REEF,)]


def test_rule_6_part_and_whole_with_the_same_parties() -> None:
    both = [(side, "claims", ground) for side in (A, B) for ground in (SEA, REEF)]
    (record,) = derive(*both)
    assert record.id == "derived/over-territory-sea"
    assert record.label == "dispute over Tern Sea"
    assert record.territories == (REEF, SEA)
    assert {position.territory for position in party(record, A).positions} == {REEF, SEA}


def test_rule_6_a_part_with_one_side_joins_the_whole() -> None:
    (record,) = derive((A, "claims", ISLES), (B, "claims", ISLES), (C, "administers", EAST))
    assert record.territories == (EAST, ISLES)
    assert roles(record)[C] == ("holds",)


def test_rule_6_a_part_with_other_parties_is_within_the_whole() -> None:
    whole, part = sorted(
        derive((A, "claims", SEA), (B, "claims", SEA), (A, "claims", REEF), (C, "claims", REEF)),
        key=lambda record: record.within or "",
    )
    assert part.within == whole.id == "derived/over-territory-sea"
    assert part.territories == (REEF,)
    assert set(roles(part)) == {A, C}


def test_rule_7_a_claim_to_the_whole_meets_a_hold_on_a_part() -> None:
    (record,) = derive((A, "claims", SEA), (B, "administers", REEF))
    assert record.territories == (REEF,)
    assert roles(record) == {A: ("claims",), B: ("holds",)}
    assert party(record, A).positions[0].territory == SEA
    # a claim to a part says nothing of the whole
    (record,) = derive((A, "claims", REEF), (B, "administers", SEA))
    assert record.territories == (REEF,)
    assert derive((A, "claims", REEF), (B, "recognizes", SEA)) == ()


def test_rule_8_islands_of_one_group() -> None:
    islands = [fact for island in (EAST, WEST) for fact in ((A, "claims", island), (B, "occupies", island))]
    (record,) = derive(*islands)
    assert record.id == "derived/over-territory-east-tern"
    assert record.label == "dispute over East Tern and West Tern"
    assert len(derive(*islands[:3], (C, "claims", WEST))) == 2
    # a sea is no island group: its reefs and isles may be different quarrels
    reefs = [fact for ground in (ISLES, REEF) for fact in ((A, "claims", ground), (B, "occupies", ground))]
    assert len(derive(*reefs)) == 2


def test_rule_9_a_state_does_not_oppose_its_predecessor() -> None:
    assert derive((A, "claims", REEF), (OLD, "claims", REEF)) == ()
    said = (C, "successorOf", B)
    assert derive((B, "claims", REEF), (C, "claims", REEF), said) == ()
    assert len(derive((B, "claims", REEF), (C, "claims", REEF), (*said, NO))) == 1
    (record,) = derive((A, "claims", REEF), (OLD, "administers", REEF), (B, "claims", REEF))
    assert set(roles(record)) == {A, B, OLD}


def test_rule_10_named_disputes() -> None:
    court, tern, row = "organization/court", "dispute/tern-dispute", "dispute/reef-row"
    claims = [(side, "claims", ground) for side in (A, B) for ground in (ISLES, REEF)]
    isles, reef = derive(*claims, (court, "mediates", tern), (court, "rulesOn", row))[::-1]
    assert (isles.named, reef.named) == ((tern,), (row,))
    assert [(act.kind, act.object) for act in isles.acts] == [("mediated", tern)]
    assert isles.acts[0].statement in isles.statements


def test_rule_10_a_statement_ties_a_name() -> None:
    (record,) = derive((A, "claims", REEF), (B, "claims", REEF), ("dispute/the-row", "locatedIn", REEF))
    assert record.named == ("dispute/the-row",)


def test_rule_10_a_name_that_fits_none_stays_alone() -> None:
    found = derive((A, "claims", REEF), (B, "claims", REEF), (C, "mediates", "dispute/the-row"))
    alone = found[0]
    assert (alone.id, alone.label) == ("derived/named-dispute-the-row", "the row")
    assert (alone.territories, alone.parties, alone.named) == ((), (), ("dispute/the-row",))
    assert alone.acts[0].subject == C
    assert found[1].named == ()


def test_rule_11_acts_as_told() -> None:
    (record,) = derive(
        (A, "claims", REEF),
        (B, "claims", REEF),
        (OLD, "seizes", REEF, at("1901")),
        (B, "cedes", REEF, at("1930") | PLAN),
        (A, "signs", "agreement/pact", {"quote": "signed the Pact on Long Reef"} | at("1925")),
        (A, "agreesWith", B, {"quote": "agreed on fish"}),
        (A, "agreesWith", B, {"quote": "agreed on Long Reef"} | NO),
        (C, "signs", "agreement/pact", {"quote": "signed the Pact on Long Reef"}),
        ("organization/court", "rulesOn", REEF, {"holder": A}),
    )
    told = [(act.kind, act.subject, act.evidence.modality, act.evidence.polarity) for act in record.acts]
    yes, no = Polarity.POSITIVE, Polarity.NEGATIVE
    assert told == [
        ("taken", OLD, Modality.ACTUAL, yes),
        ("agreed", A, Modality.ACTUAL, yes),
        ("given up", B, Modality.PLANNED, yes),
        ("agreed", A, Modality.ACTUAL, no),
        ("ruled", "organization/court", Modality.ACTUAL, yes),
    ]
    assert record.acts[-1].voice == A
    assert set(roles(record)) == {A, B}


def test_rule_12_first_and_last_claim() -> None:
    facts = [(A, "claims", REEF, at("1887")), (B, "claims", REEF, at("2011-05")), (B, "claims", REEF, at("2020") | NO)]
    (record,) = derive(*facts, (B, "administers", REEF, at("1700")), (A, "claims", REEF, at("1950/..")))
    assert (record.first_claimed, record.last_claimed) == (date(1887, 1, 1), date(2011, 5, 31))
    (record,) = derive((A, "claims", REEF), (B, "claims", REEF, {"when": When(None, "lately", "unresolved")}))
    assert (record.first_claimed, record.last_claimed) == (None, None)


def test_others_are_kept_apart() -> None:
    (record,) = derive((A, "claims", REEF), (B, "claims", REEF), (C, "recognizes", REEF, NO), (C, "claims", REEF, WISH))
    assert [(position.party, position.relation) for position in record.others] == [(C, "claims"), (C, "recognizes")]


def test_label_of_many() -> None:
    extra = tuple(f"territory/rock-{number}" for number in range(6))
    catalog = Catalog({}, {}, {}, dict.fromkeys(extra, Territory("island", (ISLES,))) | CATALOG.territories, {}, {})
    rocks = tuple(Entity(rock, Kind.TERRITORY, (Name(f"Rock {rock[-1]}"),)) for rock in extra)
    facts = kb(*((side, "claims", rock) for side in (A, B) for rock in extra))
    whole = KnowledgeBase(facts.documents, (*ENTITIES, *rocks), facts.statements)
    (record,) = disputes(whole, catalog=catalog)
    assert record.label == "dispute over Rock 0, Rock 1, Rock 2 and 3 more"


ENDS = st.sampled_from(
    [A, B, C, OLD, ISLES, EAST, SEA, REEF, "person/minister", "dispute/tern-dispute", "nobody/known"]
)
FACTS = st.tuples(
    ENDS,
    st.sampled_from(
        "claims administers occupies disputes disputesWith rejects recognizes holdsOffice successorOf rulesOn "
        "mediates cedes agreesWith".split()
    ),
    ENDS,
    st.sampled_from([{}, NO, WISH, {"holder": A}, {"document": "e"}, at("1950")]),
)


@given(st.lists(FACTS, max_size=12), st.randoms())
def test_invariants(facts: list[tuple], random: object) -> None:
    base = kb(*facts)
    found = disputes(base, catalog=CATALOG)
    known = {statement.id: statement for statement in base.statements}
    assert len({record.id for record in found}) == len(found)
    assert [record.id for record in found] == sorted(record.id for record in found)
    for record in found:
        assert record.statements
        assert set(record.statements) <= known.keys()
        for side in record.parties:
            assert side.statements
            for id in side.statements:
                assert any(e.polarity == "positive" and e.modality == "actual" for e in known[id].evidence)
    territories = [territory for record in found for territory in record.territories]
    assert len(territories) == len(set(territories))
    statements = list(base.statements)
    random.shuffle(statements)  # type: ignore[attr-defined]
    turned = KnowledgeBase(base.documents[::-1], base.entities[::-1], tuple(statements))
    assert disputes(turned, catalog=CATALOG) == found
