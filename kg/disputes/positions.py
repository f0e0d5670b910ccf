"""Who stands how to which territory, by whose word: the evidence that disputes are derived from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.catalog import Catalog
from kg.disputes.records import Position
from kg.model import ACTORS, GROUND, Evidence, Kind, KnowledgeBase, Modality, Polarity, Statement
from kg.sides import sides
from kg.voices import authors

__all__ = ["HOLDING", "ROLES", "Sides", "Table", "is_fact", "order", "table"]

# Relation to the role that it gives. A seizure or a cession is an act (see `acts`): it does not say who stands where
# today. To recognize or support somebody's hold is a position, but makes nobody a party.
ROLES: Mapping[str, str | None] = {
    "claims": "claims",
    "administers": "holds",
    "occupies": "holds",
    "annexes": "holds",
    "disputes": "disputes",
    "rejects": "rejects",
    "recognizes": None,
    "supports": None,
}
HOLDING = frozenset({"claims", "holds"})
# These may have a state as their object, which is then an actor and not its ground.
_OF_ACTORS = frozenset({"rejects", "recognizes", "supports"})

type Sides = Mapping[str, Mapping[str, frozenset[str]]]
"""Territory to party to the roles that some text gives it as a fact."""


@dataclass(frozen=True, slots=True)
class Table:
    """All positions by territory, pairs of actors said to be in dispute, and who follows whom.

    ``quarrels`` are positions without territory by the sorted pair of parties; ``successors`` are pairs of a state and
    one that continues it, both ways round.
    """

    positions: Mapping[str, tuple[Position, ...]]
    quarrels: Mapping[tuple[str, str], tuple[Position, ...]]
    successors: frozenset[tuple[str, str]]
    stands_for: Mapping[str, str]
    authors: Mapping[str, str | None]
    sides: Sides = field(default_factory=dict)


def is_fact(position: Position) -> bool:
    """Whether somebody presents it as a fact: no wish, plan, possibility or denial."""
    return _affirms(position.evidence)


def order(position: Position) -> tuple[str, ...]:
    """Sort key: by party, territory, relation, then place in the texts."""
    evidence = position.evidence
    place = f"{evidence.span.start:09}{evidence.span.end:09}"
    return (
        *(position.party, position.territory or "", position.relation, position.actor, position.statement),
        *(evidence.document, place, evidence.rule, evidence.holder or "", evidence.polarity, evidence.modality),
        repr(evidence),
    )


def table(kb: KnowledgeBase, *, catalog: Catalog) -> Table:
    """Everything that disputes are derived from; empty of an empty knowledge base."""
    kinds = {entity.id: entity.kind for entity in kb.entities}
    voices, stands_for = _speakers(kb), sides(kb, catalog=catalog)
    found: defaultdict[str, list[Position]] = defaultdict(list)
    quarrels: defaultdict[tuple[str, str], list[Position]] = defaultdict(list)
    for statement in kb.statements:
        subject, object_ = (stands_for.get(end, end) for end in (statement.subject, statement.object))
        if statement.relation == "disputesWith" and subject != object_:
            pair = min(subject, object_), max(subject, object_)
            for party in (subject, object_):
                quarrels[pair] += _positions(statement, party, None, voices)
        elif statement.relation in ROLES and _is_at_issue(statement, subject, kinds):
            found[statement.object] += _positions(statement, subject, statement.object, voices)
    return Table(
        {territory: tuple(sorted(items, key=order)) for territory, items in sorted(found.items())},
        {pair: tuple(sorted(items, key=order)) for pair, items in sorted(quarrels.items())},
        frozenset(_successors(kb, catalog)),
        stands_for,
        voices,
        _sides(found, _judges(kb)),
    )


def _positions(
    statement: Statement, party: str, territory: str | None, voices: Mapping[str, str | None]
) -> Iterator[Position]:
    for evidence in statement.evidence:
        author = voices.get(evidence.document)
        yield Position(party, statement.subject, statement.relation, territory, statement.id, evidence, author)


def _is_at_issue(statement: Statement, party: str, kinds: Mapping[str, Kind]) -> bool:
    """Whether an actor (or a breakaway territory, which acts like one) stands here to ground that is not itself."""
    ground = GROUND - {Kind.STATE} if statement.relation in _OF_ACTORS else GROUND
    return (
        kinds.get(statement.object) in ground
        and kinds.get(statement.subject) in ACTORS | GROUND
        and statement.object not in (statement.subject, party)
    )


def _sides(found: Mapping[str, Iterable[Position]], judges: frozenset[str]) -> Sides:
    roles: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for territory, positions in found.items():
        for position in positions:
            role = ROLES[position.relation]
            # A court that throws a claim out is no party for that.
            if role is not None and is_fact(position) and not (role == "rejects" and position.party in judges):
                roles[territory][position.party].add(role)
    return {
        territory: {party: frozenset(names) for party, names in sorted(parties.items())}
        for territory, parties in sorted(roles.items())
    }


def _judges(kb: KnowledgeBase) -> frozenset[str]:
    return frozenset(statement.subject for statement in kb.statements if statement.relation == "rulesOn")


def _successors(kb: KnowledgeBase, catalog: Catalog) -> Iterator[tuple[str, str]]:
    pairs = [(old, new) for old, state in catalog.states.items() for new in state.successors]
    for statement in kb.statements:
        if statement.relation == "successorOf" and any(map(_affirms, statement.evidence)):
            pairs += [(statement.object, statement.subject)]
    for old, new in pairs:
        yield old, new
        yield new, old


def _affirms(evidence: Evidence) -> bool:
    return evidence.polarity is Polarity.POSITIVE and evidence.modality is Modality.ACTUAL


def _speakers(kb: KnowledgeBase) -> Mapping[str, str | None]:
    """The authors of documents; an unsigned comment speaks for itself, and not for the outlet."""
    speakers = dict(authors(kb))
    for document in kb.documents:
        if speakers[document.id] is None and not document.is_outlet:
            speakers[document.id] = document.id
    return speakers
