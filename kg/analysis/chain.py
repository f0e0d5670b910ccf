"""How are two actors connected: the shortest chain of statements between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis.acts import happened
from kg.analysis.rows import EntityId
from kg.errors import KgError
from kg.graph import evidence_order
from kg.model import Modality, Polarity

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Link", "chain"]


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain, with one statement that makes it.

    The chain goes ``here`` to ``there``; the statement reads ``subject``, ``relation``, ``object``. ``statements`` is
    the number of statements between the two that could have been shown. Quote, document and time (EDTF) are those of
    the first evidence by document and place.
    """

    chain: int
    step: int
    here: EntityId
    there: EntityId
    subject: EntityId
    relation: str
    object: EntityId
    polarity: Polarity
    modality: Modality
    holder: EntityId | None
    author: EntityId | None
    time: str | None
    document: str
    quote: str
    statement: str
    statements: int
    policy: str


def chain(graph: Graph, start: str, end: str, *, unreal: bool = False, most: int = 1) -> tuple[Link, ...]:
    """Shortest chains of statements between two entities, of any length, whichever way the statements point.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made.
    start, end
        Ids of the two.
    unreal
        Also go by what is planned, desired, possible or denied; each link says what it is. Default: only by what
        happened (positive, actual).
    most
        How many chains at most, of the same shortest length, in a fixed order.

    Returns
    -------
    tuple[Link, ...]
        Chain by chain, step by step. Nothing where no chain leads from one to the other, or both are the same.

    Raises
    ------
    KgError
        Where an end is not in the graph, or ``most`` is less than 1.
    """
    for end_ in (start, end):
        if end_ not in graph:
            raise KgError(f"chain end is {end_!r}; allowed: the id of an entity of the graph")
    if most < 1:
        raise KgError(f"most is {most!r}; allowed: 1 or more")
    found: dict[tuple[str, str], list[tuple[str, str, dict[str, Any]]]] = {}
    for subject, object_, edge in graph.edges(data=True):
        if subject != object_ and (unreal or happened(edge)):
            found.setdefault((min(subject, object_), max(subject, object_)), []).append((subject, object_, edge))
    simple: nx.Graph[Any] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted(found))
    if start == end or not nx.has_path(simple, start, end):
        return ()
    paths = islice(nx.all_shortest_paths(simple, start, end), most)
    return tuple(
        _link(number, step, here, there, found[min(here, there), max(here, there)], graph.graph["policy"])
        for number, path in enumerate(paths, 1)
        for step, (here, there) in enumerate(pairwise(path), 1)
    )


def _link(
    number: int, step: int, here: str, there: str, found: list[tuple[str, str, dict[str, Any]]], policy: str
) -> Link:
    # A fact before a wish, the source's own voice before a report, then the statement with most evidence.
    subject, object_, edge = min(found, key=lambda item: _rank(item[2]))
    first = min(edge["evidence"], key=evidence_order)
    return Link(
        chain=number,
        step=step,
        here=here,
        there=there,
        subject=subject,
        relation=edge["relation"],
        object=object_,
        polarity=edge["polarity"],
        modality=edge["modality"],
        holder=edge["holder"],
        author=edge["author"],
        time=first.when.edtf if first.when else None,
        document=first.document,
        quote=first.quote,
        statement=edge["statement"],
        statements=len({edge["statement"] for _, _, edge in found}),
        policy=policy,
    )


def _rank(edge: dict[str, Any]) -> tuple[bool | int | str, ...]:
    voice = (edge["holder"] or "", edge["author"] or "")
    return (not happened(edge), any(voice), -edge["weight"], edge["statement"], *voice, edge["modality"])
