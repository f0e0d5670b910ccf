"""GEXF opened again by networkit, held against the elements and attributes that GEXF 1.3 has, and read as plain XML."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkit
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import __version__
from kg.export.characters import carried
from kg.export.gexf import to_gexf
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement

SPACE = "{http://gexf.net/1.3}"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
# Element: attributes it must have, those that it may have, children it may have (gexf.net, schema of version 1.3).
GRAMMAR: dict[str, tuple[set[str], set[str], set[str]]] = {
    "gexf": ({"version"}, {LOCATION}, {"meta", "graph"}),
    "meta": (set(), set(), {"creator", "description", "keywords"}),
    "creator": (set(), set(), set()),
    "description": (set(), set(), set()),
    "keywords": (set(), set(), set()),
    "graph": ({"defaultedgetype"}, {"mode"}, {"attributes", "nodes", "edges"}),
    "attributes": ({"class"}, {"mode"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set(), set()),
    "nodes": (set(), set(), {"node"}),
    "node": ({"id"}, {"label"}, {"attvalues"}),
    "edges": (set(), set(), {"edge"}),
    "edge": ({"source", "target"}, {"id", "label", "weight", "kind"}, {"attvalues"}),
    "attvalues": (set(), set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, set(), set()),
}
TYPES = {"string": str, "double": float, "long": int, "boolean": {"true": True, "false": False}.__getitem__}


def parsed(text: str) -> ElementTree.Element:
    """The root, after a look whether everything in it is allowed."""
    root = ElementTree.fromstring(text.encode("utf-8"))
    for element in root.iter():
        must, may, children = GRAMMAR[element.tag.removeprefix(SPACE)]
        assert must <= element.attrib.keys() <= must | may, element
        assert {child.tag for child in element} <= {SPACE + child for child in children}, element
    return root


def rows(root: ElementTree.Element, kind: str) -> list[dict[str, Any]]:
    found = root.findall(f".//{SPACE}attributes[@class='{kind}']/{SPACE}attribute")
    columns = {column.get("id"): (column.get("title"), TYPES[column.get("type") or ""]) for column in found}
    return [
        dict(element.attrib)
        | {columns[v.get("for")][0]: columns[v.get("for")][1](v.get("value")) for v in element.iter(f"{SPACE}attvalue")}
        for element in root.iter(SPACE + kind)
    ]


def edges(root: ElementTree.Element) -> list[dict[str, Any]]:
    return [row | {"start": row["quote_start"], "end": row["quote_end"]} for row in rows(root, "edge")]


@pytest.mark.parametrize("policy", ["everything", "asserted"])
def test_networkit_finds_the_same_nodes_and_edges(tmp_path: Path, sample: KnowledgeBase, policy: str) -> None:
    text = to_gexf(sample, policy=policy)
    (tmp_path / "graph.gexf").write_text(text, encoding="utf-8")
    reader = networkit.graphio.GEXFReader()
    graph, events = reader.read(str(tmp_path / "graph.gexf"))
    assert (graph.numberOfNodes(), events) == (7, [])
    assert graph.isDirected()
    names = {number: key for key, number in reader.getNodeMap().items()}
    read = Counter((names[u], names[v]) for u, v in graph.iterEdges())
    assert read == Counter((row["source"], row["target"]) for row in edges(parsed(text)))
    assert graph.numberOfEdges() == {"everything": 10, "asserted": 5}[policy]


def test_every_edge_has_its_words_and_whose_they_are(sample: Any, facts: Any, read_facts: Any) -> None:
    root = parsed(to_gexf(sample))
    found = edges(root)
    assert read_facts(found) == facts(sample)
    assert len({row["id"] for row in found}) == 10
    [isle] = [row for row in rows(root, "node") if row["id"] == "territory/etorofu"]
    assert (isle["label"], isle["latitude"]) == ("Etorofu / Iturup", 45.0)


def test_parallel_edges_never_share_a_kind(sample: KnowledgeBase, nasty: KnowledgeBase) -> None:
    for kb in (sample, nasty):
        kinds = Counter((row["source"], row["target"], row["kind"]) for row in edges(parsed(to_gexf(kb))))
        assert set(kinds.values()) == {1}
    assert {row["kind"] for row in edges(parsed(to_gexf(sample)))} >= {
        "cedes (planned)",
        "cedes (desired; says Kato)",
        "seizes (denied; says Russia)",
        "met with",
        "met with #2",
        "met with #3",
    }


def test_no_clock_and_no_other_writer_in_the_head(sample: KnowledgeBase) -> None:
    meta = parsed(to_gexf(sample, policy="asserted")).find(f"{SPACE}meta")
    assert meta is not None
    assert meta.attrib == {}
    assert meta.findtext(f"{SPACE}creator") == f"dispute-kg {__version__}"
    assert meta.findtext(f"{SPACE}keywords") == "policy asserted"
    assert "Policy: asserted; 5 of 10 pieces of evidence." in (meta.findtext(f"{SPACE}description") or "")


def test_what_xml_cannot_carry_is_replaced_one_for_one(nasty: KnowledgeBase) -> None:
    quotes = {row["quote"] for row in edges(parsed(to_gexf(nasty)))}
    assert quotes == {carried(document.text) for document in nasty.documents}
    assert all("\r\n" in quote and "\t" in quote for quote in quotes)


def test_the_same_bytes_in_any_order(sample: KnowledgeBase, nasty: KnowledgeBase, turned: Any) -> None:
    for kb in (sample, nasty):
        assert to_gexf(turned(kb)) == to_gexf(kb)


def test_nothing_gives_an_empty_graph() -> None:
    root = parsed(to_gexf(KnowledgeBase()))
    assert rows(root, "node") == rows(root, "edge") == []


@settings(max_examples=60)
@given(st.text(min_size=1))
@example(" \n ")
@example("\r\t")
@example("\"'<&>\x85\u2028")
def test_any_text_comes_back(text: str) -> None:
    a, b = Entity("state/a", Kind.STATE, (Name(text),)), Entity("territory/b", Kind.TERRITORY, (Name("B"),))
    item = Evidence("d", Span(0, len(text)), text, rule=text)
    kb = KnowledgeBase((Document("d", text),), (a, b), (Statement(a.id, "claims", b.id, (item,)),))
    root = parsed(to_gexf(kb))
    [edge] = edges(root)
    assert (edge["quote"], edge["rule"]) == (carried(text), carried(text))
    assert [node["label"] for node in rows(root, "node")] == [carried(text), "B"]
