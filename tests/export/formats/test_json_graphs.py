"""Cytoscape JSON and node-link JSON, written here and opened again by networkx."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest

from kg.export.json_graphs import to_cyjs, to_node_link
from kg.model import KnowledgeBase


def cytoscape(content: bytes) -> Any:
    return nx.cytoscape_graph(json.loads(content))


def node_link(content: bytes) -> Any:
    return nx.node_link_graph(json.loads(content), edges="edges")


FORMATS = pytest.mark.parametrize(("write", "read"), [(to_cyjs, cytoscape), (to_node_link, node_link)])


def edges(graph: Any) -> list[dict[str, Any]]:
    return [edge | {"source": u, "target": v, "key": key} for u, v, key, edge in graph.edges(keys=True, data=True)]


@FORMATS
def test_every_edge_has_its_words_and_whose_they_are(
    sample: Any, facts: Any, read_facts: Any, write: Any, read: Any
) -> None:
    graph = read(write(sample))
    assert isinstance(graph, nx.MultiDiGraph)
    assert len(graph) == 7
    assert read_facts(edges(graph)) == facts(sample)
    assert len({edge["key"] for edge in edges(graph)}) == 10
    isle = graph.nodes["territory/etorofu"]
    assert (isle["label"], isle["names"]) == ("Etorofu / Iturup", ["Etorofu", "Iturup", "択捉島"])
    assert isle["latitude"] == 45.0
    assert "latitude" not in graph.nodes["territory/nowhere"]


@FORMATS
def test_the_policy_is_named_and_respected(sample: Any, write: Any, read: Any) -> None:
    graph = read(write(sample, policy="asserted"))
    named = dict(graph.graph)
    assert named["policy"] == "asserted"
    assert "5 of 10" in named["description"]
    assert {edge["modality"] for edge in edges(graph)} == {"actual"}
    assert not [edge for edge in edges(graph) if edge.get("holder")]


@FORMATS
def test_nasty_texts_come_back_as_they_were(nasty: KnowledgeBase, write: Any, read: Any) -> None:
    graph = read(write(nasty))
    assert {edge["quote"] for edge in edges(graph)} == {document.text for document in nasty.documents}


@FORMATS
def test_the_same_bytes_in_any_order(sample: Any, nasty: Any, turned: Any, write: Any, read: Any) -> None:
    for kb in (sample, nasty):
        assert write(turned(kb)) == write(kb)
    assert len(read(write(KnowledgeBase()))) == 0


def test_cytoscape_finds_its_own_columns(sample: KnowledgeBase) -> None:
    elements = json.loads(to_cyjs(sample))["elements"]
    assert {"name": "Etorofu / Iturup", "id": "territory/etorofu"}.items() <= elements["nodes"][-2]["data"].items()
    assert {edge["data"]["interaction"] for edge in elements["edges"]} >= {"claims", "cedes (desired; says Kato)"}
    ids = {node["data"]["id"] for node in elements["nodes"]}
    assert {edge["data"][end] for edge in elements["edges"] for end in ("source", "target")} <= ids
    assert not ids & {edge["data"]["id"] for edge in elements["edges"]}
