"""The ontology's files: readable by two parsers, complete, in step with the catalog and the code."""

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, SH, SKOS, VANN

from kg import ontology as module
from kg.catalog import DATA, FEATURES
from kg.errors import BuildError
from kg.frames import load_relations
from kg.model import (
    ACTORS,
    GROUND,
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Relation,
    Severity,
    Span,
    Statement,
    When,
)
from kg.ontology import MARK, folder, ontology, relations_turtle, with_relations
from kg.rdf import to_rdf
from kg.vocabulary import TDO

TDO_IRI = URIRef("https://w3id.org/tdo")
FACT = {"polarity": Polarity.POSITIVE, "modality": Modality.ACTUAL}
YEAR = When("1945", "in 1945", "absolute")
PREFIXES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in {"owl": OWL, "rdfs": RDFS, "skos": SKOS, "tdo": TDO}.items()
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return ontology()


def terms(graph: Graph) -> set[URIRef]:
    return {node for node in graph.subjects() if isinstance(node, URIRef) and node.startswith(str(TDO))}


def test_relations_are_those_of_the_catalog() -> None:
    text = (folder() / "tdo.ttl").read_text(encoding="utf-8")
    relations = [spec.relation for spec in load_relations(DATA / "relations").values()]
    assert with_relations(text, relations) == text, "run: python -m kg.ontology"


def test_code_knows_the_same_terms(graph: Graph) -> None:
    assert set(dir(TDO)) == terms(graph)


def test_every_term_is_explained(graph: Graph) -> None:
    for term in terms(graph):
        assert graph.value(term, RDFS.label), term
        assert str(graph.value(term, SKOS.definition)).endswith("."), term
        assert (term, RDFS.isDefinedBy, TDO_IRI) in graph, term
        assert graph.value(term, RDF.type), term


def test_header(graph: Graph) -> None:
    assert str(graph.value(TDO_IRI, OWL.versionIRI)) == f"https://w3id.org/tdo/{graph.value(TDO_IRI, OWL.versionInfo)}"
    assert "LICENSE-2.0" in str(graph.value(TDO_IRI, DCTERMS.license))
    assert str(graph.value(TDO_IRI, VANN.preferredNamespacePrefix)) == "tdo"


def test_nobody_owns_anything(graph: Graph) -> None:
    names = {str(term).removeprefix(str(TDO)).lower() for term in terms(graph)}
    assert not {"owns", "owner", "ownedby", "belongsto", "sovereign", "sovereignof"} & names


@pytest.mark.parametrize("name", ["tdo.ttl", "shapes.ttl"])
def test_two_parsers_agree(name: str) -> None:
    file = folder() / name
    assert len(list(pyoxigraph.parse(path=str(file)))) == len(Graph().parse(file))


def relation(**changes: object) -> Graph:
    fields = {"id": "claims", "label": "claims", "group": "sovereignty", "definition": 'Says "mine".'}
    given = {**fields, "subject": ACTORS, "object": frozenset({Kind.TERRITORY}), **changes}
    return Graph().parse(data=PREFIXES + relations_turtle([Relation(**given)]))  # type: ignore[arg-type]


def test_relation_as_property() -> None:
    graph = relation(symmetric=True, plover="COERCE", cooperation=-1)
    assert (TDO.claims, RDF.type, OWL.SymmetricProperty) in graph
    assert (TDO.claims, RDFS.domain, TDO.Actor) in graph
    assert (TDO.claims, RDFS.range, TDO.Territory) in graph
    assert graph.value(TDO.claims, SKOS.definition) == Literal('Says "mine".', lang="en")
    assert graph.value(TDO.claims, TDO.plover) == Literal("COERCE")
    assert graph.value(TDO.claims, TDO.cooperation) == Literal(-1)


def test_relation_without_extras() -> None:
    graph = relation(object=frozenset())
    assert (TDO.claims, RDF.type, OWL.SymmetricProperty) not in graph
    for term in (RDFS.range, TDO.plover, TDO.cooperation):
        assert graph.value(TDO.claims, term) is None


@pytest.mark.parametrize(
    ("kinds", "classes"),
    [
        (ACTORS | GROUND, [TDO.Actor, TDO.Place]),
        (ACTORS | {Kind.DISPUTE, Kind.AGREEMENT}, [TDO.Actor, TDO.Agreement, TDO.Dispute]),
        (frozenset({Kind.STATE, Kind.PERSON}), [TDO.Person, TDO.State]),
    ],
)
def test_union(kinds: frozenset[Kind], classes: list[URIRef]) -> None:
    graph = relation(object=kinds)
    union = graph.value(graph.value(TDO.claims, RDFS.range), OWL.unionOf)
    assert union is not None
    assert list(Collection(graph, union)) == classes


def test_place_alone_covers_states_and_territories() -> None:
    assert (TDO.claims, RDFS.range, TDO.Place) in relation(object=GROUND)


def test_mark_missing() -> None:
    with pytest.raises(BuildError, match=r"tdo\.ttl: no line"):
        with_relations("nothing", [])


def test_command_writes_the_relations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tdo.ttl").write_text(f"head\n{MARK}tdo:owns a owl:ObjectProperty .\n", encoding="utf-8")
    monkeypatch.setattr(module, "folder", lambda: tmp_path)
    module.main()
    written = (tmp_path / "tdo.ttl").read_text(encoding="utf-8")
    assert written.startswith(f"head\n{MARK}")
    assert "tdo:owns" not in written
    assert "tdo:claims a owl:ObjectProperty" in written
    assert "relations" in capsys.readouterr().err


def test_folder_in_package_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "kg"
    monkeypatch.setattr(module, "_PACKAGE", package)
    with pytest.raises(BuildError, match=r"no tdo\.ttl"):
        folder()
    for place in (tmp_path / "ontologies", package / "ontologies"):
        place.mkdir(parents=True)
        (place / "tdo.ttl").touch()
        assert folder() == place


def test_shapes_use_core_and_known_terms_only(graph: Graph) -> None:
    shapes = Graph().parse(folder() / "shapes.ttl")
    assert (None, SH.sparql, None) not in shapes
    used = {node for triple in shapes for node in triple if isinstance(node, URIRef) and node.startswith(str(TDO))}
    assert used <= terms(graph)
    targets = set(shapes.objects(None, SH.targetClass))
    for term in graph.subjects(RDF.type, OWL.Class):
        if isinstance(term, URIRef) and term.startswith(str(TDO)):
            assert targets & set(graph.transitive_objects(term, RDFS.subClassOf)), f"no shape for {term}"


def test_kinds_of_places_are_the_features_of_the_catalog(graph: Graph) -> None:
    entities = {TDO[kind.value] for kind in Kind}
    places = set(graph.subjects(RDFS.subClassOf, TDO.Place)) - entities
    assert places == {TDO[feature.title().replace(" ", "")] for feature in FEATURES}


def sample() -> KnowledgeBase:
    """One of everything."""
    evidence = Evidence(
        "d",
        Span(0, 4),
        "Text",
        "person/p",
        Polarity.NEGATIVE,
        Modality.POSSIBLE,
        When("1945/..", "since 1945", "absolute", "2014-01-05"),
        3,
        "metWith.verb",
        0.75,
    )
    prefixes = {kind: kind.value.lower() for kind in Kind}
    entities = tuple(
        Entity(f"{prefixes[kind]}/a", kind, (Name("A", "en"), Name("B", "ja-Latn", ("state/a",), "old")))
        for kind in Kind
        if kind is not Kind.NAME
    )
    person = Entity("person/p", Kind.PERSON, (Name("P"),), ("wikidata:Q1", "iso:AAA"))
    name = Entity("name/n", Kind.NAME, (Name("N", "en", ("state/a",)),))
    return KnowledgeBase(
        (
            Document("d", "Text.", "Title", "Paper", "http://example.org/d", "2014-01-05", "en"),
            Document("d#comment-1", "No.", author="me", part_of="d"),
        ),
        (*entities, person, name),
        (
            Statement("state/a", "metWith", "person/p", (evidence, Evidence("d", Span(0, 4), "Text"))),
            Statement("territory/a", "alsoKnownAs", "name/n", (Evidence("d", Span(0, 4), "Text"),)),
            Statement("state/a", "claims", "territory/a", (Evidence("d", Span(0, 4), "Text"),)),
            Statement("person/p", "administers", "territory/a", (replace(evidence, **FACT, when=YEAR),)),
            Statement("organization/a", "claims", "territory/a", (replace(evidence, **FACT, when=YEAR),)),
            Statement("state/a", "supports", "dispute/a", (Evidence("d", Span(0, 4), "Text"),)),
            Statement("organization/a", "rulesOn", "dispute/a", (Evidence("d", Span(0, 4), "Text"),)),
            Statement("dispute/a", "locatedIn", "territory/a", (Evidence("d", Span(0, 4), "Text"),)),
        ),
        (Diagnostic("C", Severity.WARNING, "d", Span(0, 1), "Odd."),),
    )


def test_context_names_every_property_and_keeps_the_graph() -> None:
    graph = to_rdf(sample(), symmetric={"metWith"})
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))
    text = graph.serialize(format="json-ld", context=context, auto_compact=False)
    data = json.loads(text)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)
    keys = {key for node in data["@graph"] for key in node}
    assert not [key for key in keys if ":" in key], "a property without a short name"


def test_sample_fits_the_shapes(graph: Graph) -> None:
    from pyshacl import validate

    shapes = Graph().parse(folder() / "shapes.ttl")
    conforms, _, text = validate(to_rdf(sample(), symmetric={"metWith"}), shacl_graph=shapes, ont_graph=graph)
    assert conforms, text
