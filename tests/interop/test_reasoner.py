"""HermiT, a full OWL 2 DL reasoner: ontology and build together are consistent, and no class of it is impossible."""

import io
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal

from kg.model import KnowledgeBase
from kg.ontology import ontology
from kg.rdf import to_rdf
from kg.vocabulary import TDO, to_iri

owlready2 = pytest.importorskip("owlready2", reason="HermiT is not installed: pip install owlready2")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")


def reasoned(graph: Graph) -> Any:
    """The graph in HermiT's hands; OwlReadyInconsistentOntologyError where it cannot be true."""
    world = owlready2.World()
    loaded = world.get_ontology("https://w3id.org/tdo")
    loaded.load(fileobj=io.BytesIO(with_datetimes(graph).serialize(format="nt").encode()), format="ntriples")
    owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def with_datetimes(graph: Graph) -> Graph:
    """OWL 2 has no ``xsd:date`` (its datatype map, section 4), so that HermiT wants midnights."""
    found = Graph()
    for s, p, o in graph:
        if o == XSD.date:
            found.add((s, p, XSD.dateTime))
        elif isinstance(o, Literal) and o.datatype == XSD.date:
            found.add((s, p, Literal(f"{o}T00:00:00Z", datatype=XSD.dateTime)))
        else:
            found.add((s, p, o))
    return found


@pytest.fixture
def graph(synthetic: Callable[[int], KnowledgeBase]) -> Graph:
    return ontology() + to_rdf(synthetic(80))


def test_nothing_is_contradicted_and_every_class_can_have_members(graph: Graph) -> None:
    assert len(list(graph.subjects(RDF.type, TDO.Evidence))) >= 80
    assert list(reasoned(graph).inconsistent_classes()) == []


def test_a_state_that_is_a_treaty_is_a_contradiction(graph: Graph) -> None:
    graph.add((to_iri("state/s0"), RDF.type, TDO.Agreement))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned(graph)


def test_a_class_within_two_that_exclude_each_other_is_impossible() -> None:
    graph = ontology()
    graph.add((TDO.State, RDF.type, OWL.Class))
    both = to_iri("class/both")
    for above in (TDO.State, TDO.Agreement):
        graph.add((both, OWL.equivalentClass, above))
    graph.add((both, RDF.type, OWL.Class))
    assert list(reasoned(graph).inconsistent_classes()) != []
