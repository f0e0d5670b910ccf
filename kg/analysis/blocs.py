"""Which actors form blocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.pairs import signed
from kg.analysis.rows import EntityId
from kg.catalog import Catalog
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["METHODS", "SEED", "Bloc", "blocs"]

METHODS = ("louvain", "leiden")
SEED = 0
"""Both methods visit the nodes in random order; with this seed it is always the same one."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors who cooperate more with one another than chance would have it.

    The four numbers count different statements that happened: cooperation and conflict among the members (``inside``)
    and of members with all other actors (``outside``). ``modularity`` is that of the whole division, the same in every
    row: about 0 where the division is no better than chance, at most 1.
    """

    bloc: int
    members: tuple[EntityId, ...]
    cooperation_inside: int
    conflict_inside: int
    cooperation_outside: int
    conflict_outside: int
    modularity: float
    policy: str


def blocs(
    graph: Graph,
    *,
    method: str = "louvain",
    resolution: float = 1.0,
    apart: bool = False,
    catalog: Catalog | None = None,
) -> tuple[Bloc, ...]:
    """Communities of the graph of cooperation.

    The Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre, Journal of Statistical Mechanics, 2008) and the
    Leiden method (Traag, Waltman and van Eck, Scientific Reports 9, 2019), whose blocs are always connected, look for
    the division with the highest modularity (Newman and Girvan, Physical Review E 69, 2004). Ties are weighted by the
    number of cooperative statements; conflict plays no part in the division, and is shown beside it.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made.
    method
        One of ``METHODS``.
    resolution
        Above 1: more and smaller blocs; below 1: fewer and larger ones.
    apart
        Keep leaders and bodies apart from the state for which they act.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    tuple[Bloc, ...]
        The largest first, then by first member; numbered from 1. An actor who cooperates with nobody is in no bloc;
        where nobody cooperates there is no row.

    Raises
    ------
    KgError
        For an unknown method, or a resolution that is not above 0.
    """
    if method not in METHODS:
        raise KgError(f"method is {method!r}; allowed: {', '.join(METHODS)}")
    if not resolution > 0:
        raise KgError(f"resolution is {resolution!r}; allowed: a number above 0")
    network = signed(graph, apart=apart, catalog=catalog)
    friends = nx.Graph()
    for first, second, tie in sorted(network.edges(data=True), key=lambda edge: edge[:2]):
        if tie["cooperation"]:
            friends.add_edge(first, second, weight=tie["cooperation"])
    if not friends:
        return ()
    options = {"weight": "weight", "resolution": resolution, "seed": SEED}
    if method == "leiden":
        found = nx.community.leiden_communities(friends, metric="modularity", **options)
    else:
        found = nx.community.louvain_communities(friends, **options)
    modularity = nx.community.modularity(friends, found, weight="weight", resolution=resolution)
    ordered = sorted((tuple(sorted(members)) for members in found), key=lambda members: (-len(members), members))
    rows = []
    for number, members in enumerate(ordered, 1):
        inside = list(network.subgraph(members).edges(data=True))
        outside = list(nx.edge_boundary(network, members, data=True))
        rows.append(
            Bloc(
                number,
                members,
                sum(tie["cooperation"] for _, _, tie in inside),
                sum(tie["conflict"] for _, _, tie in inside),
                sum(tie["cooperation"] for _, _, tie in outside),
                sum(tie["conflict"] for _, _, tie in outside),
                float(modularity),
                graph.graph["policy"],
            )
        )
    return tuple(rows)
