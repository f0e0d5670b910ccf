"""Actors and territories: who has to do with which, and what that makes actors and territories share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis.rows import EntityId
from kg.analysis.voices import source_of
from kg.catalog import Catalog
from kg.model import Modality, Polarity
from kg.stances import Stance, stances_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph

__all__ = [
    "Holding",
    "SharedActors",
    "SharedTerritories",
    "holdings",
    "shared_actors",
    "shared_territories",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class Holding:
    """What is said of one side and one territory under one relation, by whom and how.

    ``voices`` are those whose word it is: holders, else authors, else the sources of the documents (or their ids).
    ``times`` are EDTF.
    """

    territory: EntityId
    side: EntityId
    relation: str
    polarity: Polarity
    modality: Modality
    statements: int
    evidence: int
    voices: tuple[EntityId, ...]
    times: tuple[str, ...]
    policy: str


@dataclass(frozen=True, slots=True)
class SharedTerritories:
    """Two sides with a stance that happened on the same territories; ``shared`` is their number."""

    first: EntityId
    second: EntityId
    shared: int
    territories: tuple[EntityId, ...]
    policy: str


@dataclass(frozen=True, slots=True)
class SharedActors:
    """Two territories on which the same sides have a stance that happened; ``shared`` is their number."""

    first: EntityId
    second: EntityId
    shared: int
    sides: tuple[EntityId, ...]
    policy: str


def holdings(
    graph: Graph, *, about: Iterable[str] | None = None, catalog: Catalog | None = None
) -> tuple[Holding, ...]:
    """The ties of the bipartite graph of sides and territories, polarities and modalities apart.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made.
    about
        Ids of territories, whose parts come along; None: all.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    tuple[Holding, ...]
        By territory, side, relation, polarity and modality. Leaders and bodies count for their state. No stance
        (``kg.stances``): no rows.
    """
    groups: defaultdict[tuple[str, str, str, Polarity, Modality], list[Stance]] = defaultdict(list)
    for stance in stances_of(graph, about=about, catalog=catalog):
        key = (stance.territory, stance.side, stance.relation, stance.polarity, stance.modality)
        groups[key].append(stance)
    return tuple(
        Holding(
            *key,
            statements=len({stance.statement for stance in found}),
            evidence=sum(len(stance.evidence) for stance in found),
            voices=tuple(sorted({voice for stance in found for voice in words_of(graph, stance)})),
            times=tuple(sorted({time for stance in found for time in stance.times})),
            policy=graph.graph["policy"],
        )
        for key, found in sorted(groups.items(), key=lambda item: item[0])
    )


def shared_territories(graph: Graph, *, catalog: Catalog | None = None) -> tuple[SharedTerritories, ...]:
    """The projection on sides: which two are concerned with the same territories.

    Only stances that happened count (positive, actual), of any sovereignty relation: who claims, holds, took or gave up
    the territory. The weight of a tie is the number of shared territories (``weighted_projected_graph`` of networkx).

    Returns
    -------
    tuple[SharedTerritories, ...]
        By falling number, then by ids; no rows where no two sides share a territory.
    """
    rows = _shared(_happened(graph, catalog), bottom=False)
    return tuple(SharedTerritories(*row, policy=graph.graph["policy"]) for row in rows)


def shared_actors(graph: Graph, *, catalog: Catalog | None = None) -> tuple[SharedActors, ...]:
    """The projection on territories: which two have the same sides; otherwise as :func:`shared_territories`."""
    rows = _shared(_happened(graph, catalog), bottom=True)
    return tuple(SharedActors(*row, policy=graph.graph["policy"]) for row in rows)


def words_of(graph: Graph, stance: Stance) -> set[str]:
    """Whose word a stance is: its holder, else its author, else the sources of the documents (or their ids)."""
    speaker = stance.holder or stance.author
    return {speaker} if speaker else {source_of(graph, item.document) for item in stance.evidence}


def _happened(graph: Graph, catalog: Catalog | None) -> nx.Graph[Any]:
    """Sides (part 0) and territories (part 1); a state may be both, so that nodes are pairs of part and id."""
    network: nx.Graph[Any] = nx.Graph()
    for stance in stances_of(graph, catalog=catalog):
        if stance.polarity is Polarity.POSITIVE and stance.modality is Modality.ACTUAL:
            network.add_edge((0, stance.side), (1, stance.territory))
    return network


def _shared(network: nx.Graph[Any], *, bottom: bool) -> list[tuple[str, str, int, tuple[str, ...]]]:
    if not network:
        return []  # networkx refuses to project nothing
    part = [node for node in sorted(network) if node[0] == int(bottom)]
    projected = nx.bipartite.weighted_projected_graph(network, part)
    rows = []
    for one, other, tie in projected.edges(data=True):
        first, second = sorted((one, other))
        common = sorted(node[1] for node in set(network[first]) & set(network[second]))
        rows.append((first[1], second[1], int(tie["weight"]), tuple(common)))
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))
