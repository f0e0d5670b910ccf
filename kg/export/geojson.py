"""GeoJSON (RFC 7946): the territories as points, with their names, who uses which, and who says what of them.

Points only: a border would be a claim, and no file of this package draws one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from kg.catalog import Catalog, load
from kg.export.characters import json_bytes
from kg.export.names import SEPARATOR, side_by_side
from kg.export.rows import labels, reported_names, said
from kg.graph import project
from kg.model import Entity, Kind, KnowledgeBase, Name
from kg.stances import Stance, stances

__all__ = ["to_geojson"]

NOTE = (
    "Points mark where a place is, not whose it is. A stance is what its voice says; polarity and modality tell how. "
    "No geometry: the catalog has no coordinates."
)


def to_geojson(kb: KnowledgeBase, *, policy: str = "everything", catalog: Catalog | None = None) -> bytes:
    """A FeatureCollection with a feature for each territory, and for each other place that a stance is about.

    Parameters
    ----------
    kb
        In any order; an empty one gives a collection without features.
    policy
        As ``kg.graph.project`` takes it; named in the collection and in every feature.
    catalog
        For coordinates (WGS 84); default: the one that ships with the package. A feature that it has none for has no
        geometry.

    Returns
    -------
    bytes
        Properties: ``label``, ``kind``, ``feature``, ``part_of``, ``names`` (each with who uses it), ``stances``
        (each with relation, actor, polarity, modality, holder, author, times, statement and quotes), the same two as
        text for tools that show no lists, ``evidence`` (how many), ``policy``. Features are sorted by id.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    catalog = catalog or load()
    graph = project(kb, policy)
    entities = {entity.id: entity for entity in kb.entities}
    reported = reported_names(graph, entities)
    told: defaultdict[str, list[Stance]] = defaultdict(list)
    for stance in stances(kb, policy=policy, catalog=catalog):
        told[stance.territory].append(stance)
    about: Counter[str] = Counter()
    for source, target, edge in graph.edges(data=True):
        for end in {source, target}:
            about[end] += len(edge["evidence"])
    label = labels(kb, catalog)
    features = []
    for key in sorted(graph):
        if graph.nodes[key]["kind"] is not Kind.TERRITORY and key not in told:
            continue
        entity = entities.get(key) or Entity(key, Kind.OTHER, (Name(key),))
        territory = catalog.territories.get(key)
        where = territory.coordinates if territory else None
        properties = {
            "label": SEPARATOR.join(side_by_side(entity, reported.get(key, ()))),
            "kind": graph.nodes[key]["kind"].value,
            "feature": territory.feature if territory else None,
            "part_of": [_whole(part, entities, catalog) for part in territory.part_of] if territory else [],
            **_names((*entity.names, *reported.get(key, ())), label),
            **_stances(told[key], catalog, label),
            "evidence": about[key],
            "policy": policy,
        }
        # RFC 7946, 3.1.1: longitude comes first.
        geometry = {"type": "Point", "coordinates": [where[1], where[0]]} if where else None
        features.append({"type": "Feature", "id": key, "geometry": geometry, "properties": {"id": key} | properties})
    return json_bytes({"type": "FeatureCollection", "policy": policy, "note": NOTE, "features": features})


def _whole(key: str, entities: Mapping[str, Entity], catalog: Catalog) -> str:
    return SEPARATOR.join(side_by_side(entities.get(key) or catalog.entities[key]))


def _names(names: tuple[Name, ...], label: Callable[[str], str]) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        {"text": name.text, "language": name.language, "used_by": [label(user) for user in name.used_by]}
        | ({"note": name.note} if name.note else {})
        for name in dict.fromkeys(names)
    ]
    text = [f"{name['text']} ({', '.join(name['used_by'])})" if name["used_by"] else name["text"] for name in found]
    return {"names": found, "names_text": "; ".join(text)}


def _stances(told: list[Stance], catalog: Catalog, label: Callable[[str], str]) -> dict[str, Any]:
    found, text = [], []
    for stance in told:
        voice = stance.holder or stance.author
        relation = catalog.relations[stance.relation].relation.label
        found.append(
            {
                "actor": stance.actor,
                "actor_label": label(stance.actor),
                "side": stance.side,
                "relation": stance.relation,
                "polarity": stance.polarity.value,
                "modality": stance.modality.value,
                "holder": stance.holder,
                "holder_label": stance.holder and label(stance.holder),
                "author": stance.author,
                "times": list(stance.times),
                "statement": stance.statement,
                "quotes": [
                    {"document": item.document, "start": item.span.start, "end": item.span.end, "quote": item.quote}
                    for item in stance.evidence
                ],
            }
        )
        how = said(relation, stance.polarity, stance.modality, label(voice) if voice else "the document itself")
        text.append(f"{label(stance.actor)} {how}" + (f" [{', '.join(stance.times)}]" if stance.times else ""))
    return {"stances": found, "stances_text": "; ".join(text)}
