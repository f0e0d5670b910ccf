"""What verdicts do to a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.catalog import Catalog
from kg.check.knowledge import check_knowledge
from kg.export.explain import explain
from kg.export.jsonl import to_jsonl
from kg.export.parse import parse_statements
from kg.export.summary import to_summary
from kg.model import CURATOR, Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Span, Statement, When
from kg.rdf import canonical, from_rdf, plain_triples, to_rdf
from kg.review import Decision, Reading, Verdict, absent, apply_verdicts, readings, reviewed
from kg.vocabulary import TDO, to_iri

type Find = Callable[..., Reading]
type Judge = Callable[..., Verdict]


def codes(kb: KnowledgeBase) -> list[str]:
    return [diagnostic.code for diagnostic in kb.diagnostics]


def of(kb: KnowledgeBase, relation: str) -> list[Reading]:
    return [reading for reading in readings(kb) if reading.relation == relation]


def sound(kb: KnowledgeBase, catalog: Catalog) -> bool:
    """Every promise that can be checked, and nothing lost on the way through RDF and JSON Lines."""
    assert list(check_knowledge(kb, catalog=catalog)) == []
    assert from_rdf(to_rdf(kb, catalog=catalog)) == canonical(kb)
    assert set(parse_statements(to_jsonl(kb))) == set(kb.statements)
    return True


def test_nothing_to_apply(kb: KnowledgeBase, catalog: Catalog) -> None:
    assert apply_verdicts(kb, (), catalog=catalog) is kb
    assert apply_verdicts(KnowledgeBase(), (), catalog=catalog) == KnowledgeBase()


def test_rejected_evidence_leaves_the_graph_and_the_verdict_stays(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge
) -> None:
    new = apply_verdicts(kb, [judge(Decision.REJECT, "metWith", note="the envoy is not the state")], catalog=catalog)
    assert of(new, "metWith") == []
    assert {"person/lin-pell-aaaaaa"} <= {entity.id for entity in new.entities}, "Pell still holds a claim"
    [told] = new.diagnostics
    assert (told.code, told.document) == ("verdict-rejected", "isle")
    assert told.span == judge(Decision.REJECT, "metWith").judged.evidence.span
    assert told.message == (
        "Ada Vale rejects Lin Pell | metWith | Japan, found by stub.verb; note: the envoy is not the state"
    )
    assert sound(new, catalog)


def test_an_entity_that_nobody_needs_any_more_goes(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    verdicts = [judge(Decision.REJECT, "metWith"), judge(Decision.REJECT, "claims", 1)]
    spare = Entity("person/spare", Kind.PERSON, (Name("Spare"),))
    more = replace(kb, entities=(*kb.entities, spare))
    new = apply_verdicts(more, verdicts, catalog=catalog)
    ids = {entity.id for entity in new.entities}
    assert "person/lin-pell-aaaaaa" not in ids
    assert "person/spare" in ids, "no verdict is about what no statement needed before"
    assert len(of(new, "claims")) == 1


def test_accepted_evidence_is_certain_and_the_curators(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    new = apply_verdicts(kb, [judge(Decision.ACCEPT, "seizes")], catalog=catalog)
    [found] = of(new, "seizes")
    old = judge(Decision.ACCEPT, "seizes").judged.evidence
    assert found.evidence == replace(old, rule="curator:Ada Vale", confidence=1.0)
    assert found.evidence.curator == "Ada Vale"
    assert codes(new) == []
    assert sound(new, catalog)


def test_corrected_evidence_takes_the_place_of_the_machines(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    old = reading("cedes")
    evidence = replace(old.evidence, modality=Modality.DESIRED, holder=None, when=When("1945", "1945", "curator"))
    right = Reading(old.subject, "cedes", "territory/shikotan", evidence)
    new = apply_verdicts(kb, [judge(Decision.CORRECT, "cedes", corrected=right)], catalog=catalog)
    [found] = of(new, "cedes")
    assert (found.object, found.evidence.modality, found.evidence.holder) == (right.object, "desired", None)
    assert found.evidence.rule == f"{CURATOR}Ada Vale"
    assert codes(new) == ["verdict-corrected"]
    assert "(planned, denied; says Russia), found by stub.verb, to Russia | cedes | Shikotan (desired, denied)" in (
        new.diagnostics[0].message
    )
    assert "territory/shikotan" in {entity.id for entity in new.entities}
    assert sound(new, catalog)


def test_a_wish_stays_a_wish_in_the_plain_triples(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    triple = (to_iri("state/russia"), TDO.seizes, to_iri("territory/etorofu"))
    assert triple in set(plain_triples(kb))
    wish = replace(reading("seizes"), evidence=replace(reading("seizes").evidence, modality=Modality.DESIRED))
    new = apply_verdicts(kb, [judge(Decision.CORRECT, "seizes", corrected=wish)], catalog=catalog)
    assert triple not in set(plain_triples(new))


def test_an_added_statement_brings_its_ends(kb: KnowledgeBase, catalog: Catalog) -> None:
    quote = "Mayor Lin Pell"
    start = kb.documents[0].text.index(quote)
    office = Entity("organization/isle-council", Kind.ORGANIZATION, (Name("Isle Council"),))
    judged = Reading(
        "person/lin-pell-aaaaaa", "holdsOffice", office.id, Evidence("isle", Span(start, start + len(quote)), quote)
    )
    verdict = Verdict(Decision.ADD, "Bo", judged, None, (office,))
    new = apply_verdicts(kb, [verdict], catalog=catalog)
    [found] = of(new, "holdsOffice")
    assert (found.evidence.rule, found.evidence.confidence) == ("curator:Bo", 1.0)
    assert office in new.entities
    assert sound(new, catalog)


def test_a_machine_that_finds_the_same_later_does_not_count_twice(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    wrong = replace(reading("seizes"), relation="occupies")
    verdict = judge(Decision.CORRECT, wrong, corrected=reading("seizes"))
    new = apply_verdicts(kb, [verdict], catalog=catalog)
    assert [found.evidence.rule for found in of(new, "seizes")] == ["curator:Ada Vale"]
    assert "which the machine does not find now" in new.diagnostics[0].message


def test_a_name_that_a_curator_adds_is_its_users(kb: KnowledgeBase, catalog: Catalog) -> None:
    name = Entity("name/x", Kind.NAME, (Name("the isle"),))
    start = kb.documents[0].text.index("the isle")
    place = Evidence("isle", Span(start, start + 8), "the isle", holder="state/russia")
    verdict = Verdict(Decision.ADD, "Bo", Reading("territory/etorofu", "alsoKnownAs", name.id, place), None, (name,))
    new = apply_verdicts(kb, [verdict], catalog=catalog)
    [found] = [entity for entity in new.entities if entity.kind is Kind.NAME]
    assert found.names == (Name("the isle", None, ("state/russia",)),)
    assert sound(new, catalog)


def test_a_place_that_is_claimed_is_a_territory(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    cape = Entity("place/cape", Kind.PLACE, (Name("Cape"),))
    right = replace(reading("claims"), object=cape.id)
    verdict = replace(judge(Decision.ACCEPT, "claims"), decision=Decision.CORRECT, corrected=right, entities=(cape,))
    new = apply_verdicts(kb, [verdict], catalog=catalog)
    assert {entity.id: entity.kind for entity in new.entities}[cape.id] is Kind.TERRITORY


def changed(kb: KnowledgeBase, text: str) -> KnowledgeBase:
    """The build of a document whose text changed so much that the machine finds nothing."""
    return KnowledgeBase((Document("isle", text),))


def test_a_verdict_moves_with_its_quote(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    verdict = judge(Decision.ACCEPT, "seizes")
    new = apply_verdicts(changed(kb, f"Later edition.\n\n{kb.documents[0].text}"), [verdict], catalog=catalog)
    [found] = of(new, "seizes")
    assert found.evidence.span.start == verdict.judged.evidence.span.start + 16
    assert {entity.id for entity in new.entities} == {"state/russia", "territory/etorofu"}
    assert codes(new) == []
    assert sound(new, catalog)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nothing of it.", "its quote stands in the text no more"),
        ("So. Russia seized it. Russia seized it.", "its quote stands 2 times, at 4, 22"),
    ],
)
def test_a_verdict_whose_quote_is_gone_is_stale(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, text: str, why: str
) -> None:
    new = apply_verdicts(changed(kb, text), [judge(Decision.ACCEPT, "seizes")], catalog=catalog)
    assert readings(new) == ()
    [stale] = new.diagnostics
    assert (stale.code, stale.severity, stale.document) == ("verdict-stale", "warning", "isle")
    assert stale.message.startswith(
        "Ada Vale's verdict (accept) on Russia | seizes | Etorofu in “Russia seized it” is not applied: "
    )
    assert why in stale.message


def test_a_verdict_on_no_document_is_stale(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    verdict = judge(Decision.REJECT, "seizes")
    new = apply_verdicts(replace(kb, documents=()), [verdict], catalog=catalog)
    [stale] = new.diagnostics
    assert stale.message.endswith("is not applied: no document 'isle' was read")
    assert absent([verdict], ["isle"]) == ()
    assert absent([verdict], []) == (stale,)


def test_a_longer_quote_of_a_newer_rule_is_the_same_reading(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    old = reading("seizes")
    longer = replace(
        old.evidence, span=Span(old.evidence.span.start - 8, old.evidence.span.end), quote="In 1945 Russia seized it"
    )
    newer = replace(kb, statements=(Statement(old.subject, old.relation, old.object, (longer,)),))
    assert of(apply_verdicts(newer, [judge(Decision.REJECT, "seizes")], catalog=catalog), "seizes") == []


def test_the_same_statement_elsewhere_or_said_otherwise_stays(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    new = apply_verdicts(kb, [judge(Decision.REJECT, "claims", 1)], catalog=catalog)
    assert of(new, "claims") == [reading("claims", 0)]
    other = replace(reading("seizes"), evidence=replace(reading("seizes").evidence, modality=Modality.POSSIBLE))
    assert of(apply_verdicts(kb, [judge(Decision.REJECT, other)], catalog=catalog), "seizes") == [reading("seizes")]


def test_a_time_that_the_machine_reads_otherwise_now_is_told(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    before = replace(reading("seizes"), evidence=replace(reading("seizes").evidence, when=None))
    new = apply_verdicts(kb, [judge(Decision.ACCEPT, before)], catalog=catalog)
    assert [found.evidence.when for found in of(new, "seizes")] == [None]
    assert codes(new) == ["verdict-differs"]
    assert new.diagnostics[0].message.endswith("the machine now reads the time 1945")


def test_two_curators_who_agree_are_two_evidences(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    new = apply_verdicts(
        kb, [judge(Decision.ACCEPT, "seizes"), judge(Decision.ACCEPT, "seizes", by="Bo")], catalog=catalog
    )
    assert [found.evidence.curator for found in of(new, "seizes")] == ["Ada Vale", "Bo"]
    assert codes(new) == []


def test_two_curators_who_disagree_both_stay(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    verdicts = [judge(Decision.ACCEPT, "seizes"), judge(Decision.REJECT, "seizes", by="Bo")]
    new = apply_verdicts(kb, verdicts, catalog=catalog)
    assert [found.evidence.rule for found in of(new, "seizes")] == ["curator:Ada Vale"]
    assert sorted(codes(new)) == ["verdict-conflict", "verdict-rejected"]
    conflict = next(d for d in new.diagnostics if d.code == "verdict-conflict")
    assert conflict.severity == "warning"
    assert conflict.message == (
        "curators disagree on Russia | seizes | Etorofu: Ada Vale: Russia | seizes | Etorofu; Bo: rejected"
    )


def test_a_correction_of_a_correction_is_a_disagreement(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find
) -> None:
    first = replace(reading("seizes"), relation="occupies")
    second = replace(reading("seizes"), relation="annexes")
    verdicts = [
        judge(Decision.CORRECT, "seizes", corrected=first),
        judge(Decision.CORRECT, first, by="Bo", corrected=second),
    ]
    new = apply_verdicts(kb, verdicts, catalog=catalog)
    assert {(r.relation, r.evidence.curator) for r in readings(new) if r.evidence.curator} == {
        ("occupies", "Ada Vale"),
        ("annexes", "Bo"),
    }
    assert codes(new).count("verdict-conflict") == 1


def test_a_stream_is_judged_document_by_document(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    other = KnowledgeBase((Document("other", "x"),))
    verdict = judge(Decision.REJECT, "seizes")
    first, second = reviewed([kb, other], [verdict], catalog=catalog)
    assert first == apply_verdicts(kb, [verdict], catalog=catalog)
    assert second is other


def test_explain_and_summary_name_the_curator(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    new = apply_verdicts(kb, [judge(Decision.ACCEPT, "seizes")], catalog=catalog)
    [statement] = [s for s in new.statements if s.relation == "seizes"]
    assert "    read by: Ada Vale, curator\n" in explain(new, statement.id)
    assert "- Read by curators: 1 (Ada Vale 1)\n" in to_summary(new)
    assert "Read by curators" not in to_summary(kb)


def test_rdf_says_whose_reading_it_is(kb: KnowledgeBase, catalog: Catalog, judge: Judge) -> None:
    new = apply_verdicts(kb, [judge(Decision.ACCEPT, "seizes")], catalog=catalog)
    ask = """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX tdo: <https://w3id.org/tdo#>
    SELECT ?name ?quote { ?e a tdo:Evidence ; tdo:quote ?quote ; prov:wasAttributedTo ?who .
                          ?who a prov:Person ; rdfs:label ?name }"""
    assert [tuple(map(str, row)) for row in to_rdf(new).query(ask)] == [("Ada Vale", "Russia seized it")]
    assert list(to_rdf(kb).query(ask)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_verdicts_in_any_order_keep_the_promises(
    kb: KnowledgeBase, catalog: Catalog, judge: Judge, reading: Find, data: st.DataObject
) -> None:
    def corrected(old: Reading) -> Reading:
        evidence = replace(
            old.evidence,
            modality=data.draw(st.sampled_from(Modality)),
            holder=data.draw(st.sampled_from([None, "state/russia", "person/lin-pell-aaaaaa"])),
        )
        return replace(old, evidence=evidence)

    places = [("claims", 0), ("claims", 1), ("seizes", 0), ("metWith", 0), ("cedes", 0)]
    verdicts = []
    for relation, number in data.draw(st.lists(st.sampled_from(places), max_size=6, unique=True)):
        for by in data.draw(st.lists(st.sampled_from(["Ada Vale", "Bo", "Cy: Ø/é"]), min_size=1, unique=True)):
            decision = data.draw(st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.CORRECT]))
            right = corrected(reading(relation, number)) if decision is Decision.CORRECT else None
            verdicts.append(judge(decision, relation, number, by=by, corrected=right))
    new = apply_verdicts(kb, verdicts, catalog=catalog)
    assert sound(new, catalog)
    shuffled = data.draw(st.permutations(verdicts))
    assert apply_verdicts(kb, shuffled, catalog=catalog) == new
    given_by = {r.evidence.curator for r in readings(new)} - {None}
    assert given_by == {v.curator for v in verdicts if v.decision is not Decision.REJECT}
