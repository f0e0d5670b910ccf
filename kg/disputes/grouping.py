"""Which territories are in dispute, and which of them are one dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.catalog import Catalog
from kg.disputes.positions import HOLDING, Sides, Table

__all__ = ["Group", "groups"]

_ISLANDS = "island group"
# Disputes are one where at least so many parties are common; one state may well quarrel with two others.
_COMMON = 2

type _Roles = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Territories of one dispute, sorted; ``sides`` are its parties with their roles.

    ``wholes`` are claimed or held as a whole while only parts of them are contested; ``within`` is the first territory
    of the group over the whole.
    """

    territories: tuple[str, ...]
    wholes: tuple[str, ...]
    sides: _Roles
    within: str | None

    def roots(self, catalog: Catalog) -> tuple[str, ...]:
        """The territories that are part of no other here, which give the dispute its id and label."""
        here = set(self.territories)
        found = tuple(t for t in self.territories if here.isdisjoint(_wholes(t, catalog)))
        return found or self.territories  # parts in a circle


def groups(found: Table, *, catalog: Catalog) -> tuple[Group, ...]:
    """The disputes over territories, sorted by their first territory; none of an empty table."""
    contested = {territory: sides for territory, sides in found.sides.items() if _is_contested(sides, found)}
    covering: dict[str, tuple[str, ...]] = {}
    joined: dict[str, str] = {}
    for territory, sides in found.sides.items():
        if territory in contested:
            continue
        above = tuple(_wholes(territory, catalog))
        whole = next((w for w in above if w in contested), None)
        if whole is not None:
            joined[territory] = whole
        elif (over := _covered(sides, above, found.sides)) and _is_contested(over, found):
            covering[territory] = tuple(w for w in above if _holding(found.sides.get(w, {})))
    covered = {t: _covered(found.sides[t], covering[t], found.sides) for t in covering}
    everything = contested | covered
    links = [*joined.items(), *_parts(everything, catalog), *_islands(everything, catalog)]
    members = _components([*everything, *joined], links)
    leader = {territory: group[0] for group in members for territory in group}
    return tuple(
        Group(
            group,
            tuple(sorted({whole for territory in group for whole in covering.get(territory, ())})),
            _union(everything.get(territory, found.sides[territory]) for territory in group),
            _within(group, leader, catalog),
        )
        for group in members
    )


def _is_contested(sides: _Roles, found: Table) -> bool:
    """Whether a text calls it disputed, or somebody claims it whom another claimant, holder or objector opposes."""
    if any("disputes" in roles for roles in sides.values()):
        return True
    return any(
        "claims" in roles and other != party and (party, other) not in found.successors
        for party, roles in sides.items()
        for other in sides
    )


def _wholes(territory: str, catalog: Catalog) -> Iterator[str]:
    """What the territory is part of, the nearest first."""
    seen, level = {territory}, [territory]
    while level:
        above = sorted({w for t in level if t in catalog.territories for w in catalog.territories[t].part_of} - seen)
        yield from above
        seen.update(above)
        level = above


def _holding(sides: _Roles) -> _Roles:
    """The parties with the roles that reach from a whole to its parts."""
    return {party: roles & HOLDING for party, roles in sides.items() if roles & HOLDING}


def _covered(sides: _Roles, wholes: Iterable[str], everywhere: Sides) -> _Roles:
    return _union([sides, *(_holding(everywhere.get(whole, {})) for whole in wholes)])


def _union(parts: Iterable[_Roles]) -> _Roles:
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for part in parts:
        for party, roles in part.items():
            found[party] |= roles
    return dict(sorted(found.items()))


def _parts(contested: Sides, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """A contested part with the nearest contested whole, where enough parties are common."""
    for territory, sides in contested.items():
        whole = next((w for w in _wholes(territory, catalog) if w in contested), None)
        if whole is not None and len(sides.keys() & contested[whole].keys()) >= _COMMON:
            yield territory, whole


def _islands(contested: Sides, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Contested islands of one group, where enough parties are common."""
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    for territory in contested:
        for whole in _wholes(territory, catalog):
            if whole in catalog.territories and catalog.territories[whole].feature == _ISLANDS:
                by_group[whole].append(territory)
    for islands in by_group.values():
        for position, first in enumerate(islands):
            for second in islands[position + 1 :]:
                if len(contested[first].keys() & contested[second].keys()) >= _COMMON:
                    yield first, second


def _components(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Nodes that links connect, each component sorted, the components by their first node."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in links:
        neighbours[one].add(other)
        neighbours[other].add(one)
    found, seen = [], set[str]()
    for node in sorted(nodes):
        if node in seen:
            continue
        component, waiting = {node}, [node]
        while waiting:
            fresh = neighbours[waiting.pop()] - component
            component |= fresh
            waiting += fresh
        seen |= component
        found.append(tuple(sorted(component)))
    return tuple(found)


def _within(group: tuple[str, ...], leader: Mapping[str, str], catalog: Catalog) -> str | None:
    """The first territory of the group over the nearest whole that is another dispute."""
    found = []
    for territory in group:
        nearest = (w for w in _wholes(territory, catalog) if leader.get(w, group[0]) != group[0])
        found += [leader[whole] for whole in nearest][:1]
    return min(found, default=None)
