"""The triples of a derived dispute: what follows from the statements, with the way back to them.

They are written anew at every export and not read back, as the plain triples are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rdflib import RDF, RDFS, Literal, URIRef

from kg.disputes import DisputeRecord, Party
from kg.rdf_nodes import Triple
from kg.vocabulary import TDO, to_iri

__all__ = ["dispute_node"]


def dispute_node(record: DisputeRecord, *, entities: Collection[str]) -> Iterator[Triple]:
    """The dispute and its sides.

    Parties are ``tdo:party`` where an outlet in its own voice or the party itself makes them one, and
    ``tdo:reportedParty`` where only others do.

    Parameters
    ----------
    record
        What ``kg.disputes.disputes`` derived.
    entities
        Ids of the entities of the knowledge base: a voice that is none of them (a reader's name) has no node.
    """
    node = to_iri(record.id)
    yield node, RDF.type, TDO.Dispute
    yield node, RDFS.label, Literal(record.label)
    for party in record.parties:
        yield node, TDO.party if party.attested else TDO.reportedParty, to_iri(party.actor)
        side = to_iri(f"{record.id}--{party.actor.replace('/', '-')}")
        yield node, TDO.side, side
        yield from _side(side, party, entities)
    yield from _links(node, TDO.overTerritory, record.territories)
    yield from _links(node, TDO.mentionedAs, record.named)
    yield from _links(node, TDO.withinDispute, (record.within,) if record.within else ())
    yield from _statements(node, TDO.derivedFrom, record.statements)
    yield from _statements(node, TDO.act, (act.statement for act in record.acts))
    for term, day in ((TDO.firstClaimed, record.first_claimed), (TDO.lastClaimed, record.last_claimed)):
        if day is not None:
            yield node, term, Literal(day)


def _side(node: URIRef, party: Party, entities: Collection[str]) -> Iterator[Triple]:
    yield node, RDF.type, TDO.Side
    yield node, TDO.actor, to_iri(party.actor)
    yield node, TDO.attested, Literal(party.attested)
    for role in party.roles:
        yield node, TDO.role, Literal(role)
    yield from _links(node, TDO.byWordOf, (voice for voice in party.voices if voice is not None and voice in entities))
    yield from _statements(node, TDO.derivedFrom, party.statements)
    yield from _statements(node, TDO.saidIn, (position.statement for position in party.positions))


def _links(node: URIRef, term: URIRef, ids: Iterable[str]) -> Iterator[Triple]:
    return ((node, term, to_iri(id)) for id in ids)


def _statements(node: URIRef, term: URIRef, ids: Iterable[str]) -> Iterator[Triple]:
    return _links(node, term, (f"statement/{id}" for id in sorted(set(ids))))
