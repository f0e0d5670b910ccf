"""Plain triples, nodes, Turtle and the errors of reading."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kg import rdf as module
from kg.catalog import Catalog, State, Territory
from kg.errors import BuildError
from kg.export.turtle import to_turtle
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
from kg.rdf import background, from_rdf, plain_triples, to_rdf
from kg.turtle import parse_file, serialize
from kg.vocabulary import SKOSXL, TDO, to_iri

JAPAN, ISLE = to_iri("state/japan"), to_iri("territory/isle")
OWN = Evidence("paper", Span(0, 5), "Japan", rule="claims.verb", confidence=0.9)
DOCUMENTS = (
    Document("paper", "Japan claims the isle."),
    Document("speech", "We claim the isle.", author="JPN"),
    Document("paper#comment-1", "Mine!", author="somebody", part_of="paper"),
)


def base(*evidence: Evidence, relation: str = "claims") -> KnowledgeBase:
    entities = (
        Entity("state/japan", Kind.STATE, (Name("Japan", "en"),), ("wikidata:Q17", "iso:JPN")),
        Entity("territory/isle", Kind.TERRITORY, (Name("Isle", "en"), Name("Shima", "ja-Latn", ("state/japan",)))),
    )
    return KnowledgeBase(DOCUMENTS, entities, (Statement("state/japan", relation, "territory/isle", evidence),))


@pytest.mark.parametrize(
    ("evidence", "stands"),
    [
        ((OWN,), True),
        ((replace(OWN, polarity=Polarity.NEGATIVE),), False),
        ((replace(OWN, modality=Modality.PLANNED),), False),
        ((replace(OWN, modality=Modality.DESIRED),), False),
        ((replace(OWN, modality=Modality.POSSIBLE),), False),
        ((replace(OWN, holder="state/japan"),), False),
        ((replace(OWN, document="speech"),), False),
        ((replace(OWN, document="paper#comment-1"),), False),
        ((replace(OWN, document="unknown"),), False),
        ((), False),
        ((replace(OWN, polarity=Polarity.NEGATIVE), OWN), True),
    ],
)
def test_plain_triple_only_where_a_source_says_it_itself(evidence: tuple[Evidence, ...], stands: bool) -> None:
    kb = base(*evidence)
    graph = to_rdf(kb, symmetric=())
    assert list(plain_triples(kb, symmetric=())) == ([(JAPAN, TDO.claims, ISLE)] if stands else [])
    assert ((JAPAN, TDO.claims, ISLE) in graph) is stands
    assert graph.value(None, RDF.predicate, TDO.claims) is not None


def test_symmetric_both_ways_and_never_an_inverse() -> None:
    assert set(plain_triples(base(OWN), symmetric={"metWith"})) == {(JAPAN, TDO.claims, ISLE)}
    both = set(plain_triples(base(OWN, relation="metWith"), symmetric={"metWith"}))
    assert both == {(JAPAN, TDO.metWith, ISLE), (ISLE, TDO.metWith, JAPAN)}


def test_catalog_says_what_is_symmetric(monkeypatch: pytest.MonkeyPatch) -> None:
    def spec(name: str, symmetric: bool) -> RelationSpec:
        kinds = frozenset({Kind.STATE})
        return RelationSpec(Relation(name, name, "law", "-", kinds, kinds, symmetric=symmetric), frozenset(), (), ())

    relations = {"claims": spec("claims", True), "metWith": spec("metWith", False)}
    monkeypatch.setattr(module, "load", lambda: Catalog(relations, {}, {}, {}, {}, {}))
    assert len(list(plain_triples(base(OWN)))) == 2
    assert len(list(plain_triples(base(OWN, relation="metWith")))) == 1
    assert (ISLE, TDO.claims, JAPAN) in Graph().parse(data=to_turtle(base(OWN)))


def test_unknown_relation() -> None:
    with pytest.raises(BuildError, match=r"relation is 'owns'; allowed: the relations of tdo\.ttl"):
        to_rdf(base(OWN, relation="owns"), symmetric=())


def test_unknown_term() -> None:
    with pytest.raises(AttributeError):
        _ = TDO.owns


def test_nodes() -> None:
    when = When("1945-08", "that August", "relative", "1945-09-01")
    graph = to_rdf(base(replace(OWN, when=when, count=2, holder="state/japan")), symmetric=())
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]
    assert graph.value(JAPAN, SKOS.exactMatch) == URIRef("http://www.wikidata.org/entity/Q17")
    assert graph.value(JAPAN, DCTERMS.identifier) == Literal("iso:JPN")
    sha256 = hashlib.sha256(b"Japan claims the isle.").hexdigest()
    assert graph.value(to_iri("document/paper"), TDO.sha256) == Literal(sha256)
    name = graph.value(None, SKOSXL.literalForm, Literal("Shima", lang="ja-Latn"))
    assert graph.value(name, TDO.usedBy) == JAPAN
    assert graph.value(ISLE, SKOSXL.altLabel) == name
    statement = graph.value(None, RDF.type, TDO.Statement)
    assert (statement, RDF.subject, JAPAN) in graph
    evidence = graph.value(statement, TDO.evidence)
    assert graph.value(evidence, TDO.confidence) == Literal("0.9", datatype=XSD.decimal)
    time = graph.value(evidence, TDO.time)
    assert graph.value(time, TDO.timeFrom) == Literal("1945-08-01", datatype=XSD.date)
    assert graph.value(time, TDO.timeTo) == Literal("1945-08-31", datatype=XSD.date)
    assert graph.value(time, TDO.precision) == Literal("month")
    assert graph.value(time, TDO.readAgainst) == Literal("1945-09-01", datatype=XSD.date)
    assert XSD.gYear not in {term.datatype for term in graph.objects() if isinstance(term, Literal)}


def test_plain_triple_of_a_name_leads_to_the_name() -> None:
    name = Entity("name/abc", Kind.NAME, (Name("Shima", None, ("state/japan",)),))
    kb = base(OWN)
    statement = Statement("territory/isle", "alsoKnownAs", "name/abc", (OWN,))
    graph = to_rdf(KnowledgeBase(kb.documents, (*kb.entities, name), (statement,)), symmetric=())
    assert (ISLE, TDO.alsoKnownAs, to_iri("name/abc")) in graph
    assert graph.value(to_iri("name/abc"), SKOSXL.literalForm) == Literal("Shima")
    assert graph.value(to_iri("name/abc"), TDO.usedBy) == JAPAN


def test_background() -> None:
    names = (Name("X"),)
    entities = {id: Entity(id, Kind.OTHER, names) for id in ("state/a", "state/b", "territory/c", "organization/d")}
    catalog = Catalog(
        {},
        entities,
        {"state/a": State("historical", successors=("state/b",)), "state/b": State("un-member")},
        {"territory/c": Territory("island", ("place/e",))},
        {"organization/d": "state/b", "organization/e": None},
        {},
    )
    graph = set(background(catalog))
    assert (to_iri("state/b"), TDO.continues, to_iri("state/a")) in graph
    assert (to_iri("territory/c"), TDO.partOf, to_iri("place/e")) in graph
    assert (to_iri("organization/d"), TDO.organOf, to_iri("state/b")) in graph
    assert (to_iri("territory/c"), RDF.type, TDO.Island) in graph
    assert len(graph) == 8


def test_empty() -> None:
    assert len(to_rdf(KnowledgeBase(), symmetric=())) == 0
    assert serialize(Graph()) == ""
    assert from_rdf(Graph()) == KnowledgeBase()


def test_turtle_reads_well() -> None:
    text = serialize(to_rdf(base(OWN), symmetric=()))
    assert "@prefix tdo: <https://w3id.org/tdo#> .\n" in text
    assert "\nstate:japan\n    a tdo:State ;\n" in text
    assert "    tdo:claims territory:isle .\n" in text
    assert "@prefix person:" not in text
    assert len(list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))) == len(
        Graph().parse(data=text)
    )


def test_blank_node_has_no_place_in_turtle() -> None:
    for triple in ((BNode("b"), RDF.type, TDO.State), (JAPAN, TDO.claims, BNode("b"))):
        graph = Graph()
        graph.add(triple)
        with pytest.raises(ValueError, match="allowed: IRIs and literals"):
            serialize(graph)


def test_any_literal_survives() -> None:
    graph = Graph()
    odd = 'a "quote" \\ tab\t, lines\r\nand\u2028\x00\x85 \ufeff\U0001f30a """'
    for value in (Literal(odd), Literal(odd, lang="en"), Literal("x", datatype=XSD.date), Literal(True), Literal(-7)):
        graph.add((JAPAN, TDO.text, value))
    assert set(Graph().parse(data=serialize(graph))) == set(graph)


def spoilt(subject: URIRef | None, predicate: URIRef, value: Literal | None, *, add: bool = False) -> Graph:
    graph = to_rdf(base(replace(OWN, when=When(None, "once", "unresolved"))), symmetric=())
    nodes = set(graph.subjects(predicate, None)) if subject is None else {subject}
    for node in nodes:
        if not add:
            graph.remove((node, predicate, None))
        if value is not None:
            graph.add((node, predicate, value))
    return graph


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (spoilt(to_iri("document/paper"), TDO.text, None), "document/paper: .*#text is None; allowed: one value"),
        (spoilt(to_iri("document/paper"), DCTERMS.issued, Literal("2014")), None),
        (spoilt(None, TDO.quote, Literal("more"), add=True), r"#quote is \['Japan', 'more'\]; allowed: at most one"),
        (spoilt(None, TDO.start, Literal("one")), "#start is 'one'; allowed: a number"),
        (spoilt(None, TDO.confidence, Literal("high")), "#confidence is 'high'; allowed: a number"),
        (spoilt(None, TDO.start, Literal(9)), "#end is 5; allowed: offsets"),
        (spoilt(None, TDO.polarity, Literal("no")), "#polarity is 'no'; allowed: positive, negative"),
        (spoilt(None, TDO.modality, Literal("no")), "#modality is 'no'; allowed: actual, planned"),
        (spoilt(None, RDF.predicate, None), "ns#predicate is None"),
        (spoilt(None, TDO.words, None), "#words is None"),
        (spoilt(None, TDO.position, Literal("first")), "#position is 'first'; allowed: a number"),
    ],
)
def test_wrong_graph_is_named(graph: Graph, message: str | None) -> None:
    if message is None:
        assert from_rdf(graph).documents[0].published == "2014"
    else:
        with pytest.raises(BuildError, match=message):
            from_rdf(graph)


def test_turtle_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="allowed: a folder that `kg build` wrote"):
        parse_file(tmp_path / "none.ttl", Graph())
