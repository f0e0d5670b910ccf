"""Each kind of fault, put into the files of a sound build or of the ontology, is found by `kg check` and located."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from kg.catalog import load
from kg.check import Finding, check, check_build
from kg.turtle import serialize
from kg.vocabulary import SKOSXL, TDO, to_iri

type Fault = Callable[[Path], object]
JAPAN, RUSSIA, SHIKOTAN = "state/japan", "state/russia", "territory/shikotan"
MINISTER, ENVOY = "person/minister", "person/envoy"
CLAIM, DENIAL = "Japan claims Shikotan still.", "Russia does not occupy Shikotan, says Moscow."


def spoil(build: Path, change: Callable[[Graph], object]) -> None:
    """Change the graph of a build."""
    file = build / "graph.ttl"
    graph = Graph().parse(file)
    change(graph)
    file.write_text(serialize(graph), encoding="utf-8", newline="\n")


def evidence(graph: Graph, quote: str) -> URIRef:
    """The one evidence with this quote."""
    (node,) = graph.subjects(TDO.quote, Literal(quote))
    assert isinstance(node, URIRef)
    return node


def in_graph(change: Callable[[Graph], object]) -> Fault:
    return lambda build: spoil(build, change)


def on_evidence(quote: str, term: URIRef, *values: object) -> Fault:
    """Sets a property of one evidence; no value takes it away."""

    def change(graph: Graph) -> None:
        node = evidence(graph, quote)
        graph.remove((node, term, None))
        for value in values:
            graph.add((node, term, value if isinstance(value, URIRef) else Literal(value)))

    return in_graph(change)


def replaced(file: str, old: str, new: str) -> Fault:
    """Changes the text of a file, and fails where the text is not there."""

    def change(build: Path) -> None:
        text = (build / file).read_text(encoding="utf-8")
        assert old in text
        (build / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return change


def line_twice(file: str, number: int = 0) -> Fault:
    def change(build: Path) -> None:
        lines = (build / file).read_text(encoding="utf-8").splitlines(keepends=True)
        (build / file).write_text("".join([*lines, lines[number]]), encoding="utf-8", newline="\n")

    return change


def set_value(node: str, term: URIRef, value: URIRef | Literal | None) -> Fault:
    def change(graph: Graph) -> None:
        graph.remove((to_iri(node), term, None))
        if value is not None:
            graph.add((to_iri(node), term, value))

    return in_graph(change)


def added(subject: str, term: URIRef, object_: URIRef | Literal) -> Fault:
    return in_graph(lambda graph: graph.add((to_iri(subject), term, object_)))


def removed(subject: str | None, term: URIRef | None, object_: str | None = None) -> Fault:
    ends = (None if subject is None else to_iri(subject), term, None if object_ is None else to_iri(object_))
    return in_graph(lambda graph: graph.remove(ends))


def orphaned(graph: Graph) -> None:
    graph.remove((None, TDO.evidence, evidence(graph, CLAIM)))


def other_relation(relation: URIRef) -> Fault:
    def change(graph: Graph) -> None:
        node = graph.value(None, RDF.predicate, TDO.administers)
        graph.set((node, RDF.predicate, relation))

    return in_graph(change)


def time_of(term: URIRef, value: Literal) -> Fault:
    def change(graph: Graph) -> None:
        (node,) = graph.subjects(RDF.type, TDO.Time)
        graph.set((node, term, value))

    return in_graph(change)


def nameless_user(graph: Graph) -> None:
    node = next(n for n in graph.objects(to_iri(SHIKOTAN), SKOSXL.altLabel) if (n, TDO.usedBy, None) in graph)
    graph.remove((node, TDO.usedBy, None))


def no_statements(graph: Graph) -> None:
    node = to_iri("derived/over-territory-shikotan")
    for term in (TDO.derivedFrom, TDO.act):
        graph.remove((node, term, None))


CLAIM_PLACE = r"shape: evidence/353621ea24362dbe-\w+ \(post, line 1, 0:28, graph\.ttl:\d+\): "
FAULTS: dict[str, tuple[Fault, str]] = {
    # statements
    "wrong kind": (
        set_value(RUSSIA, RDF.type, TDO.Agreement),
        r"kind: statement/\w+ \(daily, line 1, 0:50, graph\.ttl:\d+\): the subject of administers is of kind Agreement",
    ),
    "unknown relation": (
        other_relation(TDO.code),
        r"relation: statement/\w+ \(daily, line 1, .*its relation is 'code'",
    ),
    "relation that is no term": (
        other_relation(URIRef(f"{TDO}owns")),
        r"shape: statement/\w+ \(graph\.ttl:\d+\): .*a relation of tdo\.ttl.*tdo#owns",
    ),
    "false id": (other_relation(TDO.occupies), r"id: statement/\w+ \(graph\.ttl:\d+\): not the hash"),
    "dangling subject": (removed(ENVOY, None), r"end: statement/\w+ \(daily, line 2, .*its object is person/envoy"),
    "statement without evidence": (
        removed("statement/e41a939655b1452a", TDO.evidence),
        r"shape: statement/e41a939655b1452a \(graph\.ttl:\d+\): .*at least one piece of evidence",
    ),
    "evidence of no statement": (
        in_graph(orphaned),
        r"orphan: evidence/353621ea24362dbe-\w+ \(graph\.ttl:\d+\): evidence of no statement",
    ),
    # plain triples
    "denied with a plain triple": (
        added(RUSSIA, TDO.occupies, to_iri(SHIKOTAN)),
        r"plain: state/russia tdo:occupies territory/shikotan \(graph\.ttl:\d+\): no source",
    ),
    "planned with a plain triple": (
        added(JAPAN, TDO.visits, to_iri(SHIKOTAN)),
        r"plain: state/japan tdo:visits territory/shikotan \(graph\.ttl:\d+\): no source",
    ),
    "plain triple of nobody": (
        added(JAPAN, TDO.attacks, to_iri(RUSSIA)),
        r"plain: state/japan tdo:attacks state/russia",
    ),
    "plain triple missing": (
        removed(JAPAN, TDO.claims),
        r"plain: state/japan tdo:claims territory/shikotan \(.*missing",
    ),
    "symmetric triple one way": (
        removed(ENVOY, TDO.metWith),
        r"plain: person/envoy tdo:metWith person/minister \(.*missing",
    ),
    # evidence
    "quote missing": (on_evidence(CLAIM, TDO.quote), CLAIM_PLACE + "evidence has exactly one quote"),
    "quote empty": (on_evidence(CLAIM, TDO.quote, ""), CLAIM_PLACE + "evidence has exactly one quote, not empty"),
    "quote not in the text": (
        on_evidence(DENIAL, TDO.quote, "Russia occupies Shikotan."),
        r"quote: statement/\w+ \(daily, line 3, 87:132, graph\.ttl:\d+\): the quote is 'Russia occupies",
    ),
    "start off by one": (
        on_evidence(DENIAL, TDO.start, 88),
        r"quote: statement/\w+ \(daily, line 3, 88:132, .*the text has 'ussia does",
    ),
    "end off by one": (
        on_evidence(DENIAL, TDO.end, 131),
        r"quote: statement/\w+ \(daily, line 3, 87:131, .*says Moscow'$",
    ),
    "end before start": (
        on_evidence(CLAIM, TDO.start, 40),
        r"shape: evidence/353621ea24362dbe-\w+ \(post, graph\.ttl:\d+\): .*from 0 to its end",
    ),
    "evidence without document": (
        on_evidence(CLAIM, TDO.document),
        r"shape: evidence/353621ea24362dbe-\w+ \(0:28, graph\.ttl:\d+\): evidence stands in exactly one tdo:Document",
    ),
    "polarity": (
        on_evidence(CLAIM, TDO.polarity, "maybe"),
        CLAIM_PLACE + "the polarity is positive or negative; it is 'maybe'",
    ),
    "modality": (on_evidence(CLAIM, TDO.modality, "hoped"), CLAIM_PLACE + "the modality is actual"),
    "confidence over 1": (
        on_evidence(CLAIM, TDO.confidence, Literal("1.5", datatype=XSD.decimal)),
        CLAIM_PLACE + "the confidence is one decimal number from 0 to 1",
    ),
    "confidence of another type": (
        on_evidence(CLAIM, TDO.confidence, 0.5),
        CLAIM_PLACE + "the confidence is one decimal",
    ),
    "count below 0": (on_evidence(CLAIM, TDO.count, -1), CLAIM_PLACE + "a count is a whole number"),
    "rule missing": (on_evidence(CLAIM, TDO.rule), CLAIM_PLACE + "evidence names exactly one rule"),
    "two holders": (
        on_evidence(CLAIM, TDO.holder, to_iri(JAPAN), to_iri(RUSSIA)),
        CLAIM_PLACE + "evidence has at most one holder",
    ),
    "holder who is nobody": (
        on_evidence(DENIAL, TDO.holder, to_iri("person/ghost")),
        r"end: statement/\w+ \(daily, line 3, .*its holder is person/ghost",
    ),
    # times
    "not EDTF": (
        time_of(TDO.edtf, Literal("the year 2014")),
        r"time: statement/\w+ \(daily, line 2, .*its time is 'the year 2014'",
    ),
    "time that ends too early": (
        time_of(TDO.edtf, Literal("2014/2013")),
        r"time: statement/\w+ \(daily, line 2, .*'2014/2013'",
    ),
    "date that is none": (
        time_of(TDO.timeFrom, Literal("2014-13-45")),
        r"shape: time/\w+ \(graph\.ttl:\d+\): a time begins on at most one day",
    ),
    "resolution": (time_of(TDO.resolution, Literal("guessed")), r"shape: time/\w+ .*the resolution is absolute"),
    # documents
    "document missing": (
        removed("document/post", None),
        r"shape: evidence/\w+-\w+ \(post, 0:28, graph\.ttl:\d+\): evidence stands in exactly one tdo:Document",
    ),
    "text changed": (
        replaced("graph.ttl", "Japan claims Shikotan still.\n", "Japan claims Shikotan  no more.\n"),
        r"text: document/post \(post, graph\.ttl:\d+\): SHA-256 is",
    ),
    "hash changed": (
        set_value("document/post", TDO.sha256, Literal("0" * 64)),
        r"text: document/post \(post, graph\.ttl:\d+\): SHA-256 is 0000",
    ),
    "hash cut short": (
        set_value("document/post", TDO.sha256, Literal("abc")),
        r"shape: document/post \(graph\.ttl:\d+\): a document has exactly one SHA-256",
    ),
    "issued on no day": (
        set_value("document/post", URIRef("http://purl.org/dc/terms/issued"), Literal("soon")),
        r"shape: document/post .*issued on at most one ISO day",
    ),
    "comment of no article": (
        set_value("document/daily#comment-1", URIRef("http://purl.org/dc/terms/isPartOf"), to_iri("document/lost")),
        r"end: document/daily#comment-1 .*part of lost",
    ),
    # entities and names
    "entity without label": (
        removed(JAPAN, RDFS.label),
        r"shape: state/japan \(graph\.ttl:\d+\): an entity has exactly one label",
    ),
    "two labels": (added(JAPAN, RDFS.label, Literal("Nippon")), r"shape: state/japan .*exactly one label"),
    "contested name without user": (
        in_graph(nameless_user),
        r"name: territory/shikotan \(graph\.ttl:\d+\): .* does not say who uses it; the catalog does",
    ),
    "name of nobody known": (
        added("name/shikotan-to", TDO.usedBy, to_iri("state/atlantis")),
        r"name: name/shikotan-to .*is used by state/atlantis",
    ),
    "exact match with a word": (
        added(MINISTER, SKOS.exactMatch, Literal("Q1")),
        r"shape: person/minister .*an exact match is an IRI",
    ),
    # disputes
    "dispute without statements": (
        in_graph(no_statements),
        r"shape: derived/over-territory-shikotan \(graph\.ttl:\d+\): a dispute has exactly one preferred name, or",
    ),
    "dispute of nobody": (
        added("derived/over-territory-urup", RDF.type, TDO.Dispute),
        r"dispute: derived/over-territory-urup \(graph\.ttl:\d+\): follows from no statements",
    ),
    "party that no text names": (
        added("derived/over-territory-shikotan", TDO.party, to_iri(MINISTER)),
        r"dispute: derived/over-territory-shikotan \(.*it has tdo:party person/minister",
    ),
    "party missing": (
        removed("derived/over-territory-shikotan", TDO.party, RUSSIA),
        r"dispute: derived/over-territory-shikotan \(.*it lacks tdo:party state/russia",
    ),
    "dispute missing": (
        removed("derived/over-territory-shikotan", None),
        r"dispute: derived/over-territory-shikotan: missing",
    ),
    "role": (
        added("derived/over-territory-shikotan--state-japan", TDO.role, Literal("owns")),
        r"shape: derived/over-territory-shikotan--state-japan .*the role of a side is claims",
    ),
    # JSON Lines
    "statement twice": (
        line_twice("statements.jsonl", 3),
        r"jsonl: statement/\w+ \(\w+, line \d, \d+:\d+, statements\.jsonl:9\): twice in statements\.jsonl",
    ),
    "document twice": (
        line_twice("documents.jsonl"),
        r"jsonl: document/daily \(daily, documents\.jsonl:4\): 2 times in documents\.jsonl",
    ),
    "entity twice": (
        line_twice("entities.jsonl"),
        r"jsonl: \w+/[\w-]+ \(entities\.jsonl:9\): 2 times in entities\.jsonl",
    ),
    "entity of another kind": (
        replaced("entities.jsonl", '"id": "state/japan", "kind": "State"', '"id": "state/japan", "kind": "Person"'),
        r"jsonl: state/japan \(entities\.jsonl:\d\): not the same .*: kind",
    ),
    "denial turned round in a line": (
        replaced("statements.jsonl", '"polarity": "negative"', '"polarity": "positive"'),
        r"jsonl: statement/\w+ \(daily, line 3, 87:132, statements\.jsonl:\d\): in statements\.jsonl, but not",
    ),
    "text changed in a line": (
        replaced("documents.jsonl", "Nonsense.", "Sense."),
        r"jsonl: document/daily#comment-1 \(daily#comment-1, documents\.jsonl:2\): not the same .*: text",
    ),
    "line lost": (
        replaced("documents.jsonl", json.dumps("daily#comment-1"), json.dumps("daily#comment-2")),
        r"jsonl: document/daily#comment-1 .*in graph\.ttl, but not in documents\.jsonl",
    ),
}


def test_the_sound_build_has_no_finding(build: Path) -> None:
    assert list(check(build)) == []


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_a_build(name: str, build: Path) -> None:
    inject, expected = FAULTS[name]
    inject(build)
    assert_found(list(check_build(build, catalog=load())), expected)


def assert_found(findings: list[Finding], expected: str) -> None:
    lines = [str(finding) for finding in findings]
    assert any(re.search(expected, line) for line in lines), "\n".join(lines)
