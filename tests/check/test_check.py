"""`kg check` beside the faults of test_faults.py: what it reads, how it says where, and what stops it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

import kg.check as module
from kg.catalog import Catalog, load
from kg.check import Finding, check, check_build, check_knowledge, check_ontology
from kg.check.finding import located, turtle_lines
from kg.errors import BuildError, CatalogError, KgError
from kg.export.folder import write_folder
from kg.model import Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement, When
from kg.turtle import serialize
from kg.vocabulary import TDO

JAPAN, RUSSIA, SHIKOTAN = "state/japan", "state/russia", "territory/shikotan"


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


def test_empty_build(tmp_path: Path) -> None:
    write_folder(KnowledgeBase(), tmp_path)
    assert list(check_build(tmp_path, catalog=load())) == []


def test_build_without_documents_and_entities(build: Path) -> None:
    for name in ("documents.jsonl", "entities.jsonl", "diagnostics.jsonl"):
        (build / name).unlink()
    assert list(check_build(build, catalog=load())) == []


def test_one_fault_and_nothing_else(build: Path) -> None:
    spoil(build, lambda graph: graph.set((evidence(graph, "Japan claims Shikotan still."), TDO.start, Literal(1))))
    first, *rest = check_build(build, catalog=load())
    assert first == Finding(
        "quote",
        "statement/353621ea24362dbe",
        "post",
        Span(1, 28),
        "the quote is 'Japan claims Shikotan still.'; the text has 'apan claims Shikotan still.'",
        line=1,
        source=first.source,
    )
    assert first.source is not None
    number = int(first.source.removeprefix("graph.ttl:"))
    assert (build / "graph.ttl").read_text().split("\n")[number - 1] == "statement:353621ea24362dbe"
    assert str(first).startswith(
        f"quote: statement/353621ea24362dbe (post, line 1, 1:28, graph.ttl:{number}): the quote"
    )
    assert [finding.code for finding in rest] == ["jsonl", "jsonl"]


def test_node_that_cannot_be_read_stops_the_build_check(build: Path) -> None:
    spoil(build, lambda graph: graph.remove((evidence(graph, "Japan claims Shikotan still."), TDO.rule, None)))
    assert [finding.code for finding in check_build(build, catalog=load())] == ["shape", "node"]


def test_knowledge_alone() -> None:
    assert list(check_knowledge(KnowledgeBase(), catalog=load())) == []
    words = Evidence("d", Span(0, 6), "Words.", when=When("XXXX-12-25", "at Christmas", "absolute"))
    entities = (
        *(Entity(id, Kind.STATE, (Name(id),)) for id in (JAPAN, RUSSIA)),
        Entity("person/p", Kind.PERSON, (Name("P"),)),
        Entity(SHIKOTAN, Kind.TERRITORY, (Name("Shikotan"),)),
    )
    statements = (
        Statement(JAPAN, "claims", "person/p", (words,)),
        Statement(JAPAN, "claims", RUSSIA),  # a state is ground too
        Statement(SHIKOTAN, "signs", RUSSIA),  # a territory may act like a state
        Statement(JAPAN, "claims", "place/b"),
    )
    found = list(check_knowledge(KnowledgeBase(entities=entities, statements=statements), catalog=load()))
    assert [(finding.code, finding.document) for finding in found] == [
        *(("kind", "d"), ("quote", "d"), ("kind", None), ("end", None))
    ]
    assert found[0].message == "the object of claims is of kind Person; allowed: Territory"
    assert found[1].message == "its document is d; allowed: a document of the build"
    assert found[2].message.startswith("the object of signs is of kind State")
    assert "place/b" in found[3].message


@pytest.mark.parametrize(
    ("file", "content"),
    [
        *[("statements.jsonl", content) for content in (None, "{", '{"statement": 1}\n', "[]\n")],
        *[("documents.jsonl", content) for content in ("{", '{"text": ""}\n', "3\n")],
        ("entities.jsonl", '{"id": 4\n'),
    ],
)
def test_lines_that_cannot_be_read(build: Path, file: str, content: str | None) -> None:
    (build / file).unlink()
    if content is not None:
        (build / file).write_text(content)
    with pytest.raises(BuildError, match=rf"{file}: line \d"):
        list(check_build(build, catalog=load()))


@pytest.mark.parametrize("content", [None, "state:japan a"])
def test_folder_without_a_graph(build: Path, content: str | None) -> None:
    (build / "graph.ttl").unlink()
    if content is not None:
        (build / "graph.ttl").write_text(content)
    with pytest.raises(BuildError, match=r"graph\.ttl: "):
        list(check(build))


def test_ontology_missing(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"tdo\.ttl: No such file"):
        list(check_ontology(tmp_path, catalog=load()))


def test_pyshacl_missing(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(KgError, match="pip install"):
        list(check_build(build, catalog=load()))


def test_catalog_that_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Catalog:
        raise CatalogError("kg/data/x.toml", "state[a].iso", 3, "text")

    monkeypatch.setattr(module, "load", broken)
    message = "kg/data/x.toml: state[a].iso is 3; allowed: text"
    assert list(check()) == [Finding("catalog", "kg/data/x.toml", None, None, message)]


def test_lines_of_turtle_with_long_literals() -> None:
    text = '@prefix a: <http://a#> .\n# a:no a a:comment .\n\na:b\n    a:c """x\na:d\ny""" .\n'
    text += "<http://e> a a:f .\na:b a:c 1 .\n"
    assert turtle_lines(text) == {"http://a#b": 4, "http://e": 8}
    assert turtle_lines("") == {}


def test_line_of_a_document_that_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("")
    finding = Finding("quote", "statement/0", "lost", Span(2, 3), "gone")
    assert list(located([finding], tmp_path / "graph.ttl")) == [finding]
    assert str(finding) == "quote: statement/0 (lost, 2:3): gone"
    assert list(located([], tmp_path / "missing.ttl")) == []
