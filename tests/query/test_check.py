"""`kg check`: a sound build has no findings; each way of spoiling one has its own."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from kg import check as module
from kg.catalog import Catalog
from kg.check import Finding, check, check_build, check_knowledge
from kg.errors import BuildError, CatalogError, KgError
from kg.export.jsonl import to_jsonl
from kg.frames import RelationSpec
from kg.model import ACTORS, GROUND, Entity, Evidence, Kind, KnowledgeBase, Name, Relation, Span, Statement
from kg.rdf import TDO, to_iri, to_rdf
from kg.turtle import serialize

SYMMETRIC = {"metWith", "disputesWith"}
ANY = frozenset(Kind)
KINDS = {"claims": (ACTORS, frozenset({Kind.TERRITORY})), "patrols": (ACTORS, GROUND)}


@pytest.fixture
def known(catalog: Catalog, kb: KnowledgeBase) -> Catalog:
    def spec(name: str) -> RelationSpec:
        subject, object_ = KINDS.get(name, (ANY, ANY))
        relation = Relation(name, name, "context", "made up", subject, object_, symmetric=name in SYMMETRIC)
        return RelationSpec(relation, frozenset(), (), ())

    return replace(catalog, relations={s.relation: spec(s.relation) for s in kb.statements})


@pytest.fixture
def build(kb: KnowledgeBase, tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(serialize(to_rdf(kb, symmetric=SYMMETRIC)), encoding="utf-8", newline="\n")
    (tmp_path / "statements.jsonl").write_text(to_jsonl(kb), encoding="utf-8", newline="\n")
    return tmp_path


def spoil(build: Path, change: Callable[[Graph], object]) -> None:
    file = build / "graph.ttl"
    graph = Graph().parse(file)
    change(graph)
    file.write_text(serialize(graph), encoding="utf-8")


def evidence(graph: Graph, quote: str) -> URIRef:
    node = graph.value(None, TDO.quote, Literal(quote))
    assert isinstance(node, URIRef)
    return node


def codes(build: Path, known: Catalog) -> list[str]:
    return [finding.code for finding in check_build(build, catalog=known)]


def test_sound_build(build: Path, known: Catalog) -> None:
    assert list(check_build(build, catalog=known)) == []


def test_empty_build(tmp_path: Path, known: Catalog) -> None:
    (tmp_path / "graph.ttl").write_text("")
    (tmp_path / "statements.jsonl").write_text("")
    assert list(check_build(tmp_path, catalog=known)) == []


def test_plain_triple_without_a_source(build: Path, known: Catalog) -> None:
    spoil(build, lambda g: g.add((to_iri("state/norland"), TDO.claims, to_iri("territory/big-gull"))))
    (finding,) = check_build(build, catalog=known)
    assert finding.code == "plain"
    assert finding.node == "state/norland tdo:claims territory/big-gull"


def test_plain_triple_missing(build: Path, known: Catalog) -> None:
    spoil(build, lambda g: g.remove((to_iri("person/ivo-sand"), TDO.metWith, to_iri("person/ada-berg"))))
    (finding,) = check_build(build, catalog=known)
    assert finding.code == "plain"
    assert "missing" in finding.message


def test_quote_that_is_not_there(build: Path, known: Catalog) -> None:
    def change(graph: Graph) -> None:
        node = evidence(graph, "Norland holds the Gull Isles.")
        graph.set((node, TDO.start, Literal(87)))

    spoil(build, change)
    found = list(check_build(build, catalog=known))
    assert [finding.code for finding in found] == ["quote", "jsonl", "jsonl"]
    assert found[0].document == "daily"
    assert found[0].span == Span(87, 115)
    assert str(found[0]).startswith("quote: statement/af65fec76843fc1b (daily, 87:115): the quote is 'Norland holds")


def test_text_that_changed(build: Path, known: Catalog) -> None:
    def change(graph: Graph) -> None:
        node = to_iri("document/post")
        graph.set((node, TDO.text, Literal(f"{graph.value(node, TDO.text)}!")))

    spoil(build, change)
    (finding,) = check_build(build, catalog=known)
    assert (finding.code, finding.node) == ("text", "post")


def test_statement_with_a_false_id(build: Path, known: Catalog) -> None:
    def change(graph: Graph) -> None:
        node = graph.value(None, RDF.predicate, TDO.administers)
        graph.set((node, RDF.predicate, TDO.occupies))

    spoil(build, change)
    assert codes(build, known) == ["plain", "plain", "id", "jsonl", "jsonl"]


def test_line_that_the_graph_lacks(build: Path, known: Catalog) -> None:
    file = build / "statements.jsonl"
    lines = file.read_text(encoding="utf-8").split("\n")
    odd = {"statement": "0", "document": "daily", "start": 1, "end": 2, "quote": "d"}
    file.write_text("\n".join([*lines[1:], json.dumps(odd)]), encoding="utf-8")
    found = list(check_build(build, catalog=known))
    assert [(finding.code, finding.message) for finding in found] == [
        ("jsonl", "in statements.jsonl, but not in graph.ttl"),
        ("jsonl", "in graph.ttl, but not in statements.jsonl"),
    ]


def shape(term: URIRef, value: Literal | None) -> Callable[[Graph], None]:
    """Sets a property of one evidence, or takes it away."""

    def change(graph: Graph) -> None:
        node = evidence(graph, "Sudria claims the Gull Isles.")
        graph.remove((node, term, None))
        if value is not None:
            graph.add((node, term, value))

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (shape(TDO.polarity, Literal("maybe")), "the polarity is positive or negative; it is 'maybe'"),
        (shape(TDO.modality, Literal("hoped")), "the modality is actual, planned, desired or possible"),
        (shape(TDO.confidence, Literal("1.5", datatype=XSD.decimal)), "from 0 to 1"),
        (shape(TDO.confidence, Literal(0.5)), "one decimal number"),
        (shape(TDO.count, Literal(-1)), "a count is a whole number"),
        (shape(TDO.rule, None), "exactly one rule"),
        (shape(TDO.document, None), "exactly one tdo:Document"),
        (shape(TDO.quote, Literal("")), "exactly one quote, not empty"),
    ],
)
def test_shape_of_evidence(build: Path, known: Catalog, change: Callable[[Graph], None], message: str) -> None:
    spoil(build, change)
    first = next(iter(check_build(build, catalog=known)))
    assert first.code == "shape"
    assert first.node.startswith("evidence/e709b36fe33ec049-")
    assert message in first.message
    if "Document" not in message:
        assert (first.document, first.span) == ("daily", Span(116, 145))


def test_node_that_cannot_be_read_stops_the_build_check(build: Path, known: Catalog) -> None:
    spoil(build, shape(TDO.rule, None))
    assert codes(build, known) == ["shape", "node"]


def test_ends_and_kinds(known: Catalog) -> None:
    text = "Words."
    evidence = Evidence("d", Span(0, 6), text)
    kb = KnowledgeBase(
        entities=(
            Entity("person/p", Kind.PERSON, (Name("P"),)),
            Entity("state/a", Kind.STATE, (Name("A"),)),
            Entity("state/b", Kind.STATE, (Name("B"),)),
        ),
        statements=(
            Statement("state/a", "claims", "person/p", (evidence,)),
            Statement("state/a", "claims", "state/b"),  # a state is ground too
            Statement("state/a", "claims", "place/b"),
        ),
    )
    found = list(check_knowledge(kb, catalog=known))
    assert [(finding.code, finding.document) for finding in found] == [("kind", "d"), ("quote", "d"), ("end", None)]
    assert found[0].message == "the object of claims is a Person; allowed: Territory"
    assert found[1].message.startswith("its document is not in the build")
    assert "place/b" in found[2].message


@pytest.mark.parametrize("content", [None, "{", '{"statement": 1}\n', "[]\n"])
def test_lines_that_cannot_be_read(build: Path, known: Catalog, content: str | None) -> None:
    file = build / "statements.jsonl"
    file.unlink()
    if content is not None:
        file.write_text(content)
    with pytest.raises(BuildError, match=r"statements\.jsonl"):
        codes(build, known)


def test_folder_without_a_graph(tmp_path: Path, known: Catalog) -> None:
    with pytest.raises(BuildError, match=r"graph\.ttl: No such file"):
        codes(tmp_path, known)


def test_pyshacl_missing(build: Path, known: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(KgError, match="pip install"):
        codes(build, known)


def test_catalog_that_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Catalog:
        raise CatalogError("kg/data/x.toml", "state[a].iso", 3, "text")

    monkeypatch.setattr(module, "load", broken)
    message = "kg/data/x.toml: state[a].iso is 3; allowed: text"
    assert list(check()) == [Finding("catalog", "kg/data/x.toml", None, None, message)]


def test_ontology_that_fell_behind(known: Catalog, build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load", lambda: known)
    found = list(check(build))
    assert [finding.code for finding in found] == ["ontology"]
    assert "python -m kg.ontology" in found[0].message
