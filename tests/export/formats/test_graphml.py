"""GraphML opened again by igraph, which reads it with libxml2 and knows nothing of networkx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import igraph
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.export.characters import carried
from kg.export.graphml import to_graphml
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def opened(text: str) -> igraph.Graph:
        file = tmp_path / "graph.graphml"
        file.write_bytes(text.encode("utf-8"))
        return igraph.Graph.Read_GraphML(str(file))

    return opened


def edges(graph: igraph.Graph) -> list[dict[str, Any]]:
    ids = graph.vs["id"]
    return [edge.attributes() | {"source": ids[edge.source], "target": ids[edge.target]} for edge in graph.es]


def test_every_edge_has_its_words_and_whose_they_are(read: Any, sample: Any, facts: Any, read_facts: Any) -> None:
    graph = read(to_graphml(sample))
    assert graph.is_directed()
    assert graph.vcount() == 7
    assert read_facts(edges(graph)) == facts(sample)
    assert len(set(graph.es["evidence"])) == 10
    [wish] = graph.es.select(modality="desired")
    assert wish["look"] == "cedes (desired; says Kato)"
    assert (wish["holder"], wish["holder_label"], wish["quote"]) == ("person/kato", "Kato", "Kato wants it back")
    [said] = graph.es.select(document="note")
    assert (said["author"], said["document_source"], said["document_published"]) == ("state/japan", "Ministry", "2011")


def test_times_numbers_and_truth_values_have_their_types(read: Any, sample: Any) -> None:
    graph = read(to_graphml(sample))
    [met] = [edge for edge in graph.es if edge["count"] == 2]
    assert (met["time"], met["time_from"], met["time_to"]) == ("2019-05", "2019-05-01", "2019-05-31")
    assert (met["symmetric"], met["confidence"]) == (True, 0.5)
    [open_end] = graph.es.select(relation="administers")
    assert (open_end["time_from"], open_end["time_to"], open_end["symmetric"]) == ("1945-01-01", "", False)


def test_nodes_have_their_names_side_by_side_and_who_uses_them(read: Any, sample: Any) -> None:
    [isle] = read(to_graphml(sample)).vs.select(id="territory/etorofu")
    assert isle["label"] == "Etorofu / Iturup"
    assert isle["used_by"] == "Japan: Etorofu, 択捉島 | Russia: Iturup"
    assert isle["same_as"] == "wikidata:Q172116 | osm:1"
    assert (isle["latitude"], isle["longitude"]) == (45.0, 147.9)


def test_the_graph_names_its_policy(read: Any, sample: Any) -> None:
    graph = read(to_graphml(sample, policy="side:Japan"))
    assert graph["policy"] == "side:Japan"
    assert "1 of 10 pieces of evidence" in graph["description"]
    assert [edge["quote"] for edge in graph.es] == ["Etorofu is ours."]
    assert graph.vcount() == 7


def test_what_xml_cannot_carry_is_replaced_one_for_one(read: Any, nasty: KnowledgeBase) -> None:
    graph = read(to_graphml(nasty))
    assert (graph.vcount(), graph.ecount()) == (2, 8)
    wanted = {carried(document.text) for document in nasty.documents}
    assert set(graph.es["quote"]) == wanted
    assert {len(text) for text in wanted} == {len(document.text) for document in nasty.documents}
    assert all("\r\n" in quote for quote in graph.es["quote"])


def test_the_same_bytes_in_any_order(sample: KnowledgeBase, nasty: KnowledgeBase, turned: Any) -> None:
    for kb in (sample, nasty):
        assert to_graphml(turned(kb)) == to_graphml(kb)


def test_nothing_gives_an_empty_graph(read: Any) -> None:
    graph = read(to_graphml(KnowledgeBase()))
    assert (graph.vcount(), graph.ecount(), graph["policy"]) == (0, 0, "everything")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1))
@example(" \n ")
@example("\r")
@example("]]>&lt;\x85\u2028")
def test_any_text_comes_back(read: Any, text: str) -> None:
    a, b = Entity("state/a", Kind.STATE, (Name(text),)), Entity("territory/b", Kind.TERRITORY, (Name("B"),))
    item = Evidence("d", Span(0, len(text)), text)
    graph = read(to_graphml(KnowledgeBase((Document("d", text),), (a, b), (Statement(a.id, "claims", b.id, (item,)),))))
    assert graph.es["quote"] == [carried(text)]
    assert graph.vs["label"] == [carried(text), "B"]
