"""Deeds that bear on a dispute, as texts report them: what was taken, given up, agreed or ruled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.catalog import Catalog
from kg.disputes.naming import mentions_any, pattern
from kg.disputes.positions import Table
from kg.disputes.records import Act
from kg.model import Entity, Evidence, Kind, KnowledgeBase, Statement

__all__ = ["Deeds", "acts_on", "deeds"]

_ON_GROUND = {
    "seizes": "taken",
    "annexes": "taken",
    "cedes": "given up",
    "withdrawsFrom": "given up",
    "receives": "received",
    "rulesOn": "ruled",
}
_ON_DISPUTE = {"rulesOn": "ruled", "mediates": "mediated", "rejects": "rejected"}
_AGREEMENT = {
    "agreesWith": "agreed",
    "signs": "agreed",
    "ratifies": "agreed",
    "violates": "broken",
    "rejects": "rejected",
}


@dataclass(frozen=True, slots=True)
class Deeds:
    """Statements that may be acts, by the territory or named dispute that they are about, or by the party that acts."""

    on_object: Mapping[str, tuple[tuple[str, Statement], ...]]
    of_party: Mapping[str, tuple[tuple[str, Statement], ...]]


def deeds(kb: KnowledgeBase, found: Table) -> Deeds:
    """All that may be acts, each with its kind."""
    kinds = {entity.id: entity.kind for entity in kb.entities}
    on_object: defaultdict[str, list[tuple[str, Statement]]] = defaultdict(list)
    of_party: defaultdict[str, list[tuple[str, Statement]]] = defaultdict(list)
    for statement in kb.statements:
        relation, kind = statement.relation, kinds.get(statement.object)
        if kind is Kind.DISPUTE and relation in _ON_DISPUTE:
            on_object[statement.object].append((_ON_DISPUTE[relation], statement))
        elif relation in _ON_GROUND:
            on_object[statement.object].append((_ON_GROUND[relation], statement))
        elif relation in _AGREEMENT and (kind is Kind.AGREEMENT or relation == "agreesWith"):
            party = found.stands_for.get(statement.subject, statement.subject)
            of_party[party].append((_AGREEMENT[relation], statement))
    return Deeds(
        {key: tuple(items) for key, items in on_object.items()},
        {key: tuple(items) for key, items in of_party.items()},
    )


def acts_on(
    objects: Iterable[str],
    parties: Iterable[str],
    *,
    these: Deeds,
    found: Table,
    entities: Mapping[str, Entity],
    catalog: Catalog,
) -> tuple[Act, ...]:
    """The acts on these territories and named disputes, and agreements of the parties about them.

    An agreement counts where its own words name one of the territories: two neighbours agree on many things.

    Returns
    -------
    tuple[Act, ...]
        By time as far as it is known, undated ones last; then by place in the texts.
    """
    targets, sides = sorted(set(objects)), frozenset(parties)
    acts: list[Act] = []
    for kind, statement in (item for target in targets for item in these.on_object.get(target, ())):
        acts += _acts(kind, statement, statement.evidence, found)
    names = pattern(targets, entities, catalog)
    for side in sorted(sides):
        for kind, statement in these.of_party.get(side, ()):
            other = found.stands_for.get(statement.object, statement.object)
            if statement.relation != "agreesWith" or (other in sides and other != side):
                naming = (evidence for evidence in statement.evidence if mentions_any(evidence.quote, names))
                acts += _acts(kind, statement, naming, found)
    return tuple(sorted(acts, key=_order))


def _order(act: Act) -> tuple[str, ...]:
    evidence = act.evidence
    time = (evidence.when and evidence.when.edtf) or "~"
    place = f"{evidence.span.start:09}{evidence.span.end:09}"
    return time, act.kind, act.statement, evidence.document, place, repr(evidence)


def _acts(kind: str, statement: Statement, evidence: Iterable[Evidence], found: Table) -> Iterator[Act]:
    ends = statement.subject, statement.relation, statement.object
    for item in evidence:
        yield Act(kind, *ends, statement.id, item, found.authors.get(item.document))
