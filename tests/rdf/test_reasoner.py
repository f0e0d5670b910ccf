"""An OWL RL reasoner finds no clash in the ontology with a graph of it, and finds those that are put there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import PROV

from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement, When
from kg.ontology import ontology
from kg.rdf import to_rdf
from kg.vocabulary import TDO, to_iri

# owlrl writes what it complains of to this property
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
DISPUTE = to_iri("derived/over-territory-a")


def sample() -> KnowledgeBase:
    """One entity of every kind, a dispute that is derived, a denial and a time."""
    evidence = Evidence("d", Span(0, 4), "Text", when=When("1945", "in 1945", "absolute"))
    kinds = {f"{kind.value.lower()}/a": kind for kind in Kind}
    ends = [
        ("state/a", "claims", "territory/a"),
        ("organization/a", "administers", "territory/a"),
        ("person/a", "metWith", "state/a"),
        ("person/a", "signs", "agreement/a"),
        ("organization/a", "rulesOn", "dispute/a"),
        ("dispute/a", "locatedIn", "territory/a"),
        ("territory/a", "alsoKnownAs", "name/a"),
        ("territory/a", "locatedIn", "place/a"),
    ]
    return KnowledgeBase(
        (Document("d", "Text."),),
        tuple(Entity(id, kind, (Name(id),)) for id, kind in kinds.items()),
        tuple(Statement(*names, (evidence,)) for names in ends),
    )


def closure(change: Callable[[Graph], object] = lambda _: None) -> Graph:
    """Ontology and sample, changed, with everything that the reasoner concludes."""
    kb = sample()
    # that the dispute lies in the territory ties the two, and is no statement that the ontology allows
    untied = KnowledgeBase(kb.documents, kb.entities, tuple(s for s in kb.statements if s.subject != "dispute/a"))
    graph = ontology() + to_rdf(untied, symmetric={"metWith"})
    change(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def clashes(graph: Graph) -> list[str]:
    return [str(text) for text in graph.objects(None, ERROR)]


def test_no_clash_and_the_conclusions_that_were_meant() -> None:
    graph = closure()
    assert (DISPUTE, RDF.type, TDO.Dispute) in graph  # there is something to clash
    assert clashes(graph) == []
    assert (to_iri("state/a"), RDF.type, TDO.Place) in graph
    assert (to_iri("person/a"), RDF.type, PROV.Agent) in graph
    assert (to_iri("place/a"), TDO.hasPart, to_iri("territory/a")) not in graph  # said, and not known beforehand
    side = graph.value(DISPUTE, TDO.side)
    assert (side, TDO.sideOf, DISPUTE) in graph
    statement = graph.value(side, TDO.derivedFrom)
    assert (graph.value(statement, TDO.evidence), TDO.evidenceOf, statement) in graph
    assert (DISPUTE, PROV.wasDerivedFrom, statement) in graph


@pytest.mark.parametrize(
    ("node", "wrong"),
    [
        ("person/a", TDO.Agreement),
        ("territory/a", TDO.Person),
        ("derived/over-territory-a", TDO.Statement),
        ("derived/over-territory-a--state-a", TDO.Evidence),
        ("document/d", TDO.Organization),
    ],
)
def test_a_thing_of_two_disjoint_classes(node: str, wrong: URIRef) -> None:
    assert clashes(closure(lambda graph: graph.add((to_iri(node), RDF.type, wrong))))


def test_a_treaty_that_acts() -> None:
    """Domains count: whoever holds an office is a person."""
    triple = to_iri("agreement/a"), TDO.holdsOffice, to_iri("state/a")
    assert clashes(closure(lambda graph: graph.add(triple)))


def test_every_two_classes_that_no_thing_may_have_are_disjoint() -> None:
    graph = ontology()
    members = [
        list(Collection(graph, graph.value(node, OWL.members)))
        for node in graph.subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    pairs = {frozenset(pair) for group in members for pair in combinations(group, 2)}
    for a, b in combinations([TDO.Statement, TDO.Evidence, TDO.Document, TDO.Dispute, TDO.Side, TDO.Name], 2):
        assert frozenset((a, b)) in pairs
    # a state is an actor and a place: nothing keeps those two apart
    assert frozenset((TDO.Actor, TDO.Place)) not in pairs
    assert (TDO.State, RDFS.subClassOf, TDO.Place) in graph
