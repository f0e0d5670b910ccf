"""A knowledge base as RDF: a node for every statement and evidence, and a plain triple where a source says so itself.

``kg.rdf_nodes`` writes the nodes, ``kg.rdf_read`` is the way back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rdflib import RDF, RDFS, Graph, Literal

from kg.catalog import Catalog, load
from kg.disputes import disputes
from kg.model import KnowledgeBase
from kg.rdf_disputes import dispute_node
from kg.rdf_nodes import Triple, diagnostic_node, document_node, entity_node, relation_iri, statement_node
from kg.rdf_read import canonical, from_rdf
from kg.vocabulary import TDO, to_iri

__all__ = ["TDO", "background", "canonical", "derived_triples", "from_rdf", "plain_triples", "to_rdf"]


def to_rdf(kb: KnowledgeBase, *, symmetric: Collection[str] | None = None, catalog: Catalog | None = None) -> Graph:
    """All of a knowledge base as a graph; ``from_rdf`` gives it back.

    Parameters
    ----------
    kb
        Each id once. Ids of entities carry their kind as prefix (``state/japan``).
    symmetric
        Relations whose plain triples are written both ways; None: those that the shipped catalog marks so.
    catalog
        What disputes are derived with; None: the catalog of the package.

    Returns
    -------
    rdflib.Graph
        The nodes of everything in ``kb``, plain triples and derived disputes; no blank nodes. Of an empty knowledge
        base: empty.

    Raises
    ------
    BuildError
        Where a statement has a relation that the ontology does not know.
    """
    graph = Graph(bind_namespaces="none")
    for triple in _nodes(kb):
        graph.add(triple)
    for triple in plain_triples(kb, symmetric=symmetric):
        graph.add(triple)
    for triple in derived_triples(kb, catalog=catalog):
        graph.add(triple)
    return graph


def derived_triples(kb: KnowledgeBase, *, catalog: Catalog | None = None) -> Iterator[Triple]:
    """The disputes that follow from the statements, each with its way back to them; none of an empty knowledge base.

    Parameters
    ----------
    kb
        What a build knows.
    catalog
        For parts of territories, successor states and bodies that act for a state; None: that of the package.
    """
    entities = frozenset(entity.id for entity in kb.entities)
    for record in disputes(kb, catalog=load() if catalog is None else catalog):
        yield from dispute_node(record, entities=entities)


def plain_triples(kb: KnowledgeBase, *, symmetric: Collection[str] | None = None) -> Iterator[Triple]:
    """Subject, relation and object of every statement that some source affirms as a fact in its own voice.

    Own voice: the evidence has no holder, and its document no author (a speech, a letter or a comment has one).
    Wished, planned, possible, denied and merely reported acts give none.

    Parameters
    ----------
    kb
        What a build knows.
    symmetric
        Relations that are written both ways; None: those that the catalog marks so.

    Raises
    ------
    BuildError
        As `to_rdf`.
    """
    if symmetric is None:
        symmetric = {name for name, spec in load().relations.items() if spec.relation.symmetric}
    outlets = {document.id for document in kb.documents if document.is_outlet}
    for statement in kb.statements:
        if any(evidence.affirms and evidence.document in outlets for evidence in statement.evidence):
            ends = to_iri(statement.subject), to_iri(statement.object)
            yield ends[0], relation_iri(statement), ends[1]
            if statement.relation in symmetric:
                yield ends[1], relation_iri(statement), ends[0]


def background(catalog: Catalog) -> Iterator[Triple]:
    """What the catalog knows beforehand and queries need: labels, kinds and parts of places, successors and organs.

    Kept out of an exported graph, whose triples all come from texts. The properties are not those of the relations,
    for which every edge must have words behind it; and no entity is a state, territory or person here, so that a
    question for all territories finds those that texts speak of. An island is one (``tdo:Island``), whoever holds it.
    """
    for entity in catalog.entities.values():
        yield to_iri(entity.id), RDFS.label, Literal(entity.label)
    for place, territory in catalog.territories.items():
        yield to_iri(place), RDF.type, TDO[territory.feature.title().replace(" ", "")]
        for whole in territory.part_of:
            yield to_iri(place), TDO.partOf, to_iri(whole)
    for predecessor, state in catalog.states.items():
        for successor in state.successors:
            yield to_iri(successor), TDO.continues, to_iri(predecessor)
    for organization, owner in catalog.organizations.items():
        if owner is not None:
            yield to_iri(organization), TDO.organOf, to_iri(owner)


def _nodes(kb: KnowledgeBase) -> Iterator[Triple]:
    for document in kb.documents:
        yield from document_node(document)
    for entity in kb.entities:
        yield from entity_node(entity)
    for statement in kb.statements:
        yield from statement_node(statement)
    for diagnostic in kb.diagnostics:
        yield from diagnostic_node(diagnostic)
