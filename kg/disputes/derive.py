"""From the positions and acts in the statements to the records of disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.catalog import Catalog
from kg.dates import time_bounds
from kg.disputes.acts import Deeds, acts_on, deeds
from kg.disputes.grouping import Group, groups
from kg.disputes.naming import between, called, groups_named, over
from kg.disputes.positions import HOLDING, ROLES, Table, is_fact, order, table
from kg.disputes.records import Act, DisputeRecord, Party, Position
from kg.model import Entity, Kind, KnowledgeBase

__all__ = ["PREFIX", "disputes"]

PREFIX = "derived/"
"""Before the id of every derived dispute; those that texts name are entities under ``dispute/``."""


def disputes(kb: KnowledgeBase, *, catalog: Catalog) -> tuple[DisputeRecord, ...]:
    """The disputes that follow from the statements of a knowledge base.

    Parameters
    ----------
    kb
        What a build knows, in any order.
    catalog
        For parts of territories, successor states and bodies that act for a state.

    Returns
    -------
    tuple[DisputeRecord, ...]
        Sorted by id, the same for the same knowledge base in any order: disputes over territories, disputes between
        actors of which no text says over what, and disputes that a text names and that could be tied to neither. Of
        an empty knowledge base: none.
    """
    found = table(kb, catalog=catalog)
    it = _Sources(found, deeds(kb, found), {entity.id: entity for entity in kb.entities}, catalog)
    over_ground = groups(found, catalog=catalog)
    tied, untied = _ties(kb, over_ground, it)
    attached, loose = _quarrels(over_ground, found)
    ids = {group.territories[0]: _id("over", group.roots(catalog)[0]) for group in over_ground}
    records = []
    for group in over_ground:
        first = group.territories[0]
        record = it.record(
            ids[first],
            over([it.label(territory) for territory in group.roots(catalog)]),
            group.sides,
            [*_positions(group, found), *attached.get(first, ())],
            it.acts([*group.territories, *group.wholes, *tied.get(first, ())], group.sides),
        )
        within = None if group.within is None else ids[group.within]
        named = tuple(tied.get(first, ()))
        records.append(replace(record, territories=group.territories, within=within, named=named))
    for pair, positions in loose.items():
        sides = {party: frozenset({"disputes"}) for party in pair}
        records.append(it.record(_id("between", *pair), between([*map(it.label, pair)]), sides, positions, ()))
    for dispute in untied:
        if acts := it.acts([dispute], ()):
            record = it.record(_id("named", dispute), it.label(dispute), {}, (), acts)
            records.append(replace(record, named=(dispute,)))
    return tuple(sorted(records, key=lambda record: record.id))


def _id(how: str, *ends: str) -> str:
    return f"{PREFIX}{how}-{'-and-'.join(end.replace('/', '-') for end in ends)}"


@dataclass(frozen=True, slots=True)
class _Sources:
    """What every record is made from."""

    found: Table
    deeds: Deeds
    entities: Mapping[str, Entity]
    catalog: Catalog

    def label(self, id: str) -> str:
        entity = self.entities.get(id)
        return entity.label if entity is not None and entity.names else id

    def known(self, ids: Iterable[str]) -> list[Entity]:
        """The entities of these ids, with their names in the knowledge base and in the catalog."""
        places = (self.entities, self.catalog.entities)
        return [place[id] for id in sorted(ids) for place in places if id in place]

    def acts(self, objects: Iterable[str], parties: Iterable[str]) -> tuple[Act, ...]:
        return acts_on(
            objects, parties, these=self.deeds, found=self.found, entities=self.entities, catalog=self.catalog
        )

    def record(
        self,
        id: str,
        label: str,
        sides: Mapping[str, frozenset[str]],
        positions: Iterable[Position],
        acts: tuple[Act, ...],
    ) -> DisputeRecord:
        """A record without territories; positions of those who are no side go to ``others``."""
        by_party: defaultdict[str, list[Position]] = defaultdict(list)
        for position in sorted(positions, key=order):
            by_party[position.party].append(position)
        dated = [
            time_bounds(position.evidence.when.edtf)
            for items in by_party.values()
            for position in items
            if position.relation == "claims" and is_fact(position) and position.evidence.when is not None
        ]
        statements = {position.statement for items in by_party.values() for position in items}
        return DisputeRecord(
            id=id,
            label=label,
            territories=(),
            parties=tuple(self._party(party, sides[party], by_party[party]) for party in sorted(sides)),
            others=tuple(p for party in sorted(by_party.keys() - sides.keys()) for p in by_party[party]),
            acts=acts,
            named=(),
            within=None,
            first_claimed=min((first for first, _, _ in dated if first is not None), default=None),
            last_claimed=max((last for _, last, _ in dated if last is not None), default=None),
            statements=tuple(sorted(statements | {act.statement for act in acts})),
        )

    def _party(self, party: str, roles: frozenset[str], positions: Sequence[Position]) -> Party:
        behind = [p for p in positions if is_fact(p) and (p.territory is None or ROLES[p.relation] is not None)]
        voices = {position.voice for position in behind}
        # What the party says of itself, through whomever, is its own word.
        own = any(voice is None or self.found.stands_for.get(voice, voice) == party for voice in voices)
        return Party(
            actor=party,
            roles=tuple(sorted(roles)),
            attested=own,
            voices=tuple(sorted(voices, key=lambda voice: voice or "")),
            positions=tuple(positions),
            statements=tuple(sorted({position.statement for position in behind})),
        )


def _positions(group: Group, found: Table) -> Iterator[Position]:
    """What is said of the territories of the dispute; of a whole, who claims or holds it."""
    for territory in group.territories:
        yield from found.positions[territory]
    for whole in group.wholes:
        if whole not in group.territories:
            yield from (p for p in found.positions[whole] if ROLES[p.relation] in HOLDING)


def _ties(
    kb: KnowledgeBase, over_ground: Sequence[Group], it: _Sources
) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Named disputes by the first territory of the group that they are about, and those that are about none known.

    A name that fits several groups ties to none.
    """
    named = {e.id: set[str]() for e in it.entities.values() if e.kind is Kind.DISPUTE}
    for statement in kb.statements:
        for one, other in ((statement.subject, statement.object), (statement.object, statement.subject)):
            if one in named:
                named[one].add(other)
    named = {dispute: said for dispute, said in named.items() if said}
    if not named:
        return {}, ()
    places = [(*group.territories, *group.wholes) for group in over_ground]
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for number, ids in enumerate(places):
        for id in ids:
            numbers[id].add(number)
    by = called(map(it.known, places), it.catalog)
    tied: defaultdict[str, list[str]] = defaultdict(list)
    untied = []
    for dispute, said in sorted(named.items()):
        fits = {n for end in said for n in numbers.get(end, ())}
        fits = fits or set(groups_named(it.entities[dispute], by, it.catalog))
        if len(fits) == 1:
            tied[over_ground[fits.pop()].territories[0]].append(dispute)
        else:
            untied.append(dispute)
    return tied, untied


def _quarrels(
    over_ground: Sequence[Group], found: Table
) -> tuple[Mapping[str, Sequence[Position]], Mapping[tuple[str, str], Sequence[Position]]]:
    """Statements that two actors are in dispute: by the first territory of the group they concern, or by the pair.

    They concern a dispute of the two where a document that makes the statement also takes positions on that dispute.
    """
    attached: defaultdict[str, list[Position]] = defaultdict(list)
    loose = {}
    texts = [{position.evidence.document for position in _positions(group, found)} for group in over_ground]
    of_party: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(over_ground):
        for party in group.sides:
            of_party[party].add(number)
    for (one, other), positions in found.quarrels.items():
        documents = {position.evidence.document for position in positions if is_fact(position)}
        both = of_party[one] & of_party[other]
        fits = [number for number in sorted(both) if not documents.isdisjoint(texts[number])]
        for number in fits:
            attached[over_ground[number].territories[0]] += positions
        if documents and not fits:
            loose[one, other] = positions
    return attached, loose
