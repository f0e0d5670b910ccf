"""Which territories several sides claim, and which one holds that another claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.analysis.bipartite import words_of
from kg.analysis.rows import EntityId
from kg.catalog import Catalog
from kg.model import Modality, Polarity
from kg.stances import Stance, stances_of

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["CLAIMS", "HOLDS", "Rivalry", "rivals"]

CLAIMS, HOLDS = frozenset({"claims"}), frozenset({"administers", "occupies"})


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two sides and a territory that at least one of them claims.

    ``…_claims`` and ``…_holds`` are whether some voice says so as a fact (positive, actual); ``…_voices`` by whose
    word: holders, else authors, else sources of documents. ``statements`` are the ids behind it.
    """

    territory: EntityId
    first: EntityId
    second: EntityId
    first_claims: bool
    second_claims: bool
    first_holds: bool
    second_holds: bool
    first_voices: tuple[EntityId, ...]
    second_voices: tuple[EntityId, ...]
    statements: tuple[str, ...]
    policy: str


def rivals(graph: Graph, *, about: Iterable[str] | None = None, catalog: Catalog | None = None) -> tuple[Rivalry, ...]:
    """Pairs of sides that both claim a territory, or one of which claims what the other holds.

    Times are not compared: claims of different years stand side by side. A claim on a whole is not taken for a claim on
    its parts, nor the other way round.

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
    tuple[Rivalry, ...]
        By territory and sides. Leaders and bodies count for their state. Nobody at odds: no rows.
    """
    found: defaultdict[str, defaultdict[str, list[Stance]]] = defaultdict(lambda: defaultdict(list))
    for stance in stances_of(graph, about=about, catalog=catalog):
        real = stance.polarity is Polarity.POSITIVE and stance.modality is Modality.ACTUAL
        if real and stance.relation in CLAIMS | HOLDS:
            found[stance.territory][stance.side].append(stance)
    rows = []
    for territory, sides in sorted(found.items()):
        for first, second in combinations(sorted(sides), 2):
            one, other = sides[first], sides[second]
            one_claims, other_claims = _any(one, CLAIMS), _any(other, CLAIMS)
            one_holds, other_holds = _any(one, HOLDS), _any(other, HOLDS)
            if (one_claims and (other_claims or other_holds)) or (other_claims and one_holds):
                rows.append(
                    Rivalry(
                        territory,
                        first,
                        second,
                        one_claims,
                        other_claims,
                        one_holds,
                        other_holds,
                        _voices(graph, one),
                        _voices(graph, other),
                        tuple(sorted({stance.statement for stance in (*one, *other)})),
                        graph.graph["policy"],
                    )
                )
    return tuple(rows)


def _any(found: list[Stance], relations: frozenset[str]) -> bool:
    return any(stance.relation in relations for stance in found)


def _voices(graph: Graph, found: list[Stance]) -> tuple[str, ...]:
    return tuple(sorted({voice for stance in found for voice in words_of(graph, stance)}))
