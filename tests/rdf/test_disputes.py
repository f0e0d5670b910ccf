"""Derived disputes as nodes: written, traceable, not read back, and ignored by whoever reads the statements."""

from __future__ import annotations

import re
from datetime import date

import pytest
from rdflib import RDF, RDFS, Graph, Literal

from kg.catalog import Catalog, Territory
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement, When
from kg.ontology import folder
from kg.rdf import canonical, derived_triples, from_rdf, to_rdf
from kg.turtle import serialize
from kg.vocabulary import PREFIXES, TDO, to_iri

A, B, BIG, SMALL, ROW = "state/a", "state/b", "territory/big", "territory/small", "dispute/row"
CATALOG = Catalog({}, {}, {}, {SMALL: Territory("island", (BIG,)), BIG: Territory("island group")}, {}, {})
NODE = to_iri("derived/over-territory-big")


def evidence(holder: str | None = None, document: str = "d", time: str | None = None) -> Evidence:
    when = None if time is None else When(time, time, "absolute")
    return Evidence(document, Span(0, 4), "Text", holder, when=when)


@pytest.fixture
def kb() -> KnowledgeBase:
    kinds = {A: Kind.STATE, B: Kind.STATE, BIG: Kind.TERRITORY, SMALL: Kind.TERRITORY, ROW: Kind.DISPUTE}
    kinds |= {"organization/court": Kind.ORGANIZATION}
    facts = [
        (A, "claims", BIG, evidence(time="1950")),
        (A, "claims", SMALL, evidence()),
        (B, "administers", BIG, evidence(holder=A)),
        (B, "claims", BIG, evidence(document="comment")),
        ("organization/court", "rulesOn", ROW, evidence()),
        ("organization/court", "rulesOn", BIG, evidence()),
    ]
    return canonical(
        KnowledgeBase(
            (Document("d", "Text."), Document("comment", "Text.", author="reader", part_of="d")),
            tuple(Entity(id, kind, (Name(id.rpartition("/")[2].title()),)) for id, kind in kinds.items()),
            tuple(Statement(*ends, (found,)) for *ends, found in facts),
        )
    )


@pytest.fixture
def graph(kb: KnowledgeBase) -> Graph:
    return to_rdf(kb, symmetric=(), catalog=CATALOG)


def test_node(graph: Graph, kb: KnowledgeBase) -> None:
    assert (NODE, RDF.type, TDO.Dispute) in graph
    assert graph.value(NODE, RDFS.label) == Literal("dispute over Big")
    assert set(graph.objects(NODE, TDO.overTerritory)) == {to_iri(BIG), to_iri(SMALL)}
    assert graph.value(NODE, TDO.party) == to_iri(A)
    assert graph.value(NODE, TDO.reportedParty) == to_iri(B)
    statements = {(s.subject, s.relation, s.object): to_iri(f"statement/{s.id}") for s in kb.statements}
    ruling = statements.pop(("organization/court", "rulesOn", ROW))
    assert set(graph.objects(NODE, TDO.derivedFrom)) == set(statements.values())
    assert set(graph.objects(NODE, TDO.act)) == {statements["organization/court", "rulesOn", BIG]}
    assert graph.value(NODE, TDO.firstClaimed) == Literal(date(1950, 1, 1))
    assert graph.value(NODE, TDO.lastClaimed) == Literal(date(1950, 12, 31))
    assert set(graph.subjects(TDO.derivedFrom, ruling)) == {to_iri("derived/named-dispute-row")}


def test_sides(graph: Graph) -> None:
    mine, theirs = (to_iri(f"derived/over-territory-big--state-{side}") for side in "ab")
    assert set(graph.objects(NODE, TDO.side)) == {mine, theirs}
    assert graph.value(mine, TDO.actor) == to_iri(A)
    assert graph.value(mine, TDO.attested) == Literal(True)
    assert graph.value(mine, TDO.byWordOf) is None
    assert set(graph.objects(theirs, TDO.role)) == {Literal("claims"), Literal("holds")}
    assert graph.value(theirs, TDO.attested) == Literal(False)
    assert set(graph.objects(theirs, TDO.byWordOf)) == {to_iri(A)}  # a reader is no entity
    for side in (mine, theirs):
        assert set(graph.objects(side, TDO.derivedFrom)) <= set(graph.objects(side, TDO.saidIn))


def test_way_back(graph: Graph, kb: KnowledgeBase) -> None:
    assert from_rdf(graph) == kb
    assert from_rdf(Graph().parse(data=serialize(graph), format="turtle")) == kb


def test_every_derived_triple_is_about_a_derived_node(kb: KnowledgeBase) -> None:
    triples = list(derived_triples(kb, catalog=CATALOG))
    assert triples
    assert {str(s).startswith(str(to_iri("derived/"))) for s, _, _ in triples} == {True}
    assert list(derived_triples(KnowledgeBase(), catalog=CATALOG)) == []
    # nothing here says in a triple that somebody holds or owns a place
    relations = {TDO.claims, TDO.administers, TDO.occupies, TDO.annexes, TDO.disputes}
    assert not relations & {p for _, p, _ in triples}


def test_part_within_the_whole(kb: KnowledgeBase) -> None:
    more = [
        Statement(ends[0], "claims", ends[1], (evidence(),))
        for ends in (("state/a", BIG), ("state/b", BIG), ("organization/court", SMALL))
    ]
    entities = tuple(entity for entity in kb.entities if entity.kind is not Kind.DISPUTE)
    apart = KnowledgeBase(kb.documents, entities, (*more, Statement(A, "claims", SMALL, (evidence(),))))
    graph = to_rdf(apart, symmetric=(), catalog=CATALOG)
    assert graph.value(to_iri("derived/over-territory-small"), TDO.withinDispute) == NODE


def test_named_dispute_is_another_node(kb: KnowledgeBase) -> None:
    tie = Statement(ROW, "locatedIn", BIG, (evidence(),))
    graph = to_rdf(KnowledgeBase(kb.documents, kb.entities, (*kb.statements, tie)), symmetric=(), catalog=CATALOG)
    assert graph.value(NODE, TDO.mentionedAs) == to_iri(ROW)
    assert graph.value(to_iri(ROW), TDO.derivedFrom) is None


def test_query_of_the_docs(graph: Graph) -> None:
    text = (folder().parent / "docs" / "disputes.md").read_text(encoding="utf-8")
    (question,) = re.findall(r"(?m)^    SELECT(?:\n|.)*?^    \}$", text)
    prefixes = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("rdfs", "tdo"))
    rows = {tuple(map(str, row)) for row in graph.query(prefixes + question)}
    assert rows == {("dispute over Big", str(to_iri(A)), "claims", "Text")} | {
        ("dispute over Big", str(to_iri(B)), role, "Text") for role in ("claims", "holds")
    }
