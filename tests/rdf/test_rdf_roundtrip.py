"""Random knowledge bases through RDF, Turtle and two readers, and back."""

import random
from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
    When,
)
from kg.rdf import canonical, from_rdf, to_rdf
from kg.turtle import serialize

SYMMETRIC = {"metWith"}
TEXT = st.text(max_size=20)
MAYBE = st.none() | TEXT
DOCUMENTS = st.sampled_from(["a", "b/c.txt", "a#comment-1", "ü 100%", "x?y&z"])
PREFIX = {Kind.NAME: "name", **{kind: kind.value.lower() for kind in Kind if kind is not Kind.NAME}}
KINDS = st.sampled_from(sorted(Kind))
ENTITY_IDS = st.builds(lambda kind, slug: f"{PREFIX[kind]}/{slug}", KINDS, st.text("ab-é %", min_size=1, max_size=4))
DATES = st.none() | st.sampled_from(["2014-01-05", "2014", "2014-02-30", "yesterday", ""])
SPANS = st.builds(lambda a, b: Span(a, a + b), st.integers(0, 10**7), st.integers(0, 500))
WHEN = st.builds(
    When,
    edtf=st.none() | st.sampled_from(["1945", "1945-08~", "1945/..", "../1945", "not a time", "-0044", "9999-12-31"]),
    words=TEXT,
    resolution=st.sampled_from(["absolute", "relative", "event", "unresolved"]),
    against=DATES,
)
NAMES = st.builds(
    Name,
    text=TEXT,
    language=st.none() | st.sampled_from(["en", "ja-Latn", "zh-Hant-TW", "not a language", ""]),
    used_by=st.lists(ENTITY_IDS, max_size=3).map(tuple),
    note=MAYBE,
)
EVIDENCE = st.builds(
    Evidence,
    document=DOCUMENTS,
    span=SPANS,
    quote=TEXT,
    holder=st.none() | ENTITY_IDS,
    polarity=st.sampled_from(Polarity),
    modality=st.sampled_from(Modality),
    when=st.none() | WHEN,
    count=st.none() | st.integers(0, 10**20),
    rule=TEXT,
    confidence=st.floats(0, 1),
)
RELATIONS = st.sampled_from(["metWith", "claims", "alsoKnownAs"])


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    kind = draw(KINDS)
    slug = draw(st.text("ab-é %", min_size=1, max_size=4))
    same_as = draw(st.lists(st.sampled_from(["wikidata:Q17", "iso:JPN", "cow:740", "wikidata:x y", "odd"]), max_size=3))
    return Entity(f"{PREFIX[kind]}/{slug}", kind, tuple(draw(st.lists(NAMES, max_size=3))), tuple(same_as))


KNOWLEDGE = st.builds(
    KnowledgeBase,
    documents=st.lists(
        st.builds(
            Document,
            id=DOCUMENTS,
            text=st.text(max_size=60),
            title=MAYBE,
            source=MAYBE,
            url=MAYBE,
            published=DATES,
            language=MAYBE,
            author=MAYBE,
            part_of=st.none() | DOCUMENTS,
        ),
        max_size=3,
        unique_by=lambda document: document.id,
    ).map(tuple),
    entities=st.lists(entities(), max_size=4, unique_by=lambda entity: entity.id).map(tuple),
    statements=st.lists(
        st.builds(
            Statement, subject=ENTITY_IDS, relation=RELATIONS, object=ENTITY_IDS, evidence=st.lists(EVIDENCE).map(tuple)
        ),
        max_size=4,
    ).map(tuple),
    diagnostics=st.lists(
        st.builds(
            Diagnostic,
            code=TEXT,
            severity=st.sampled_from(Severity),
            document=st.none() | DOCUMENTS,
            span=st.none() | SPANS,
            message=TEXT,
        ),
        max_size=3,
    ).map(tuple),
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rdflib_reads(text: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=text, format="turtle")


def oxigraph_reads(text: str) -> Graph:
    triples = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    lines = pyoxigraph.serialize((quad.triple for quad in triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert lines is not None
    return Graph(bind_namespaces="none").parse(data=lines.decode(), format="nt")


@SLOW
@given(KNOWLEDGE)
def test_graph_gives_the_knowledge_base_back(kb: KnowledgeBase) -> None:
    assert from_rdf(to_rdf(kb, symmetric=SYMMETRIC)) == canonical(kb)


@pytest.mark.parametrize("reader", [rdflib_reads, oxigraph_reads])
def test_turtle_gives_the_knowledge_base_back(reader) -> None:
    @SLOW
    @given(KNOWLEDGE)
    def check(kb: KnowledgeBase) -> None:
        assert from_rdf(reader(serialize(to_rdf(kb, symmetric=SYMMETRIC)))) == canonical(kb)

    check()


@SLOW
@given(KNOWLEDGE, st.randoms(use_true_random=False))
def test_bytes_do_not_depend_on_order(kb: KnowledgeBase, chance: random.Random) -> None:
    def shuffled(items: tuple) -> tuple:
        return tuple(chance.sample(items, len(items)))

    other = KnowledgeBase(
        shuffled(kb.documents),
        shuffled(kb.entities),
        shuffled(tuple(replace(s, evidence=shuffled(s.evidence)) for s in kb.statements)),
        shuffled(kb.diagnostics),
    )
    assert serialize(to_rdf(other, symmetric=SYMMETRIC)) == serialize(to_rdf(kb, symmetric=SYMMETRIC))


@SLOW
@given(KNOWLEDGE)
def test_canonical_order_is_a_fixed_point(kb: KnowledgeBase) -> None:
    assert canonical(canonical(kb)) == canonical(kb)
