"""Who says what of whose hold on a territory: the cells of every claims matrix.

A stance is a statement of the catalog's sovereignty group (claims, administers, occupies, seizes, cedes, …) that joins
an actor to a territory, as one voice puts it. Nothing here decides between voices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.catalog import Catalog, load
from kg.graph import project
from kg.model import GROUND, Evidence, Kind, KnowledgeBase, Modality, Polarity, Relation
from kg.sides import with_parts

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Stance", "sovereignty", "stances", "stances_of"]


@dataclass(frozen=True, slots=True)
class Stance:
    """What one voice says of an actor and a territory.

    ``actor`` is who claims, holds or gives, ``side`` the state for which he acts (the actor himself where that is not
    known); ``holder`` is the entity whose word it is, None: the document's own voice; ``author`` whose voice the
    documents are, None: the outlet's. ``polarity`` and ``modality`` belong to the stance: a denied or planned
    occupation is no occupation. ``times`` are EDTF, each once and sorted; empty where no text dates it.
    ``evidence`` is never empty.
    """

    territory: str
    actor: str
    side: str
    relation: str
    polarity: Polarity
    modality: Modality
    holder: str | None
    author: str | None
    statement: str
    evidence: tuple[Evidence, ...]
    times: tuple[str, ...]


def stances(
    kb: KnowledgeBase,
    *,
    policy: str = "everything",
    about: Iterable[str] | None = None,
    catalog: Catalog | None = None,
) -> tuple[Stance, ...]:
    """One stance for each territory, actor, relation, polarity, modality, holder and author.

    Parameters
    ----------
    kb
        What a build knows; an empty one gives no stance.
    policy
        Whose word counts, as ``kg.graph.project`` takes it.
    about
        Ids of territories; only stances on them and on their parts (``part_of`` in the catalog) come back, each with
        the territory that the text names. None: all territories.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    tuple[Stance, ...]
        Sorted by territory, actor, relation, polarity, modality, holder and author. A territory is the object of a
        sovereignty statement: a territory, a place, or a state under a relation that takes no actor as object (who
        annexes a state takes its ground, who recognizes a state does not).

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    return stances_of(project(kb, policy, catalog=catalog), about=about, catalog=catalog)


def stances_of(
    graph: Graph, *, about: Iterable[str] | None = None, catalog: Catalog | None = None
) -> tuple[Stance, ...]:
    """The stances of a graph that ``kg.graph.project`` made; otherwise as :func:`stances`."""
    catalog = catalog or load()
    wanted = None if about is None else with_parts(about, catalog=catalog)
    found = _found(graph, sovereignty(catalog), graph.graph["sides"], wanted)
    return tuple(sorted(found, key=_order))


def sovereignty(catalog: Catalog) -> dict[str, Relation]:
    """The relations of the sovereignty group whose object is ground, by id."""
    relations = (spec.relation for spec in catalog.relations.values())
    return {
        relation.id: relation
        for relation in relations
        if relation.group == "sovereignty" and Kind.TERRITORY in relation.object
    }


def _found(
    graph: Graph, relations: Mapping[str, Relation], acts_for: Mapping[str, str], wanted: frozenset[str] | None
) -> Iterator[Stance]:
    for actor, territory, edge in graph.edges(data=True):
        relation = relations.get(edge["relation"])
        if relation is None or (wanted is not None and territory not in wanted):
            continue
        kind = graph.nodes[territory]["kind"]
        if kind not in GROUND or (kind is Kind.STATE and Kind.ORGANIZATION in relation.object):
            continue
        times = {item.when.edtf for item in edge["evidence"] if item.when is not None and item.when.edtf}
        yield Stance(
            territory=territory,
            actor=actor,
            side=acts_for.get(actor, actor),
            relation=relation.id,
            polarity=edge["polarity"],
            modality=edge["modality"],
            holder=edge["holder"],
            author=edge["author"],
            statement=edge["statement"],
            evidence=edge["evidence"],
            times=tuple(sorted(times)),
        )


def _order(stance: Stance) -> tuple[str, ...]:
    voice = (stance.polarity, stance.modality, stance.holder or "", stance.author or "")
    return (stance.territory, stance.actor, stance.relation, *voice)
