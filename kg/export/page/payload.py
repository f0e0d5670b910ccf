"""What the page knows: plain values for JSON, every text as it is and none of it as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from kg import graph
from kg.catalog import Catalog
from kg.dates import time_bounds
from kg.export.page import looks
from kg.export.page.edges import MAX_EDGES, Drawn, drawn_edges, select
from kg.export.page.entities import describe, names_in_texts
from kg.export.page.outline import SOURCE, land_path
from kg.model import Entity, Evidence, Kind, KnowledgeBase, Name, Relation, Statement
from kg.sides import sides
from kg.stances import stances

__all__ = ["payload"]

OWN_VOICE = ""  # the key of "the document's own voice" among the voices

type Json = dict[str, Any]


def payload(
    kb: KnowledgeBase, catalog: Catalog, *, limit: int = MAX_EDGES, policy: str = "everything"
) -> tuple[Json, tuple[Drawn, ...]]:
    """Everything the page shows beside the network itself, and the edges to draw.

    Returns
    -------
    tuple[dict, tuple[Drawn, ...]]
        ``entities`` by id, ``documents`` by id, ``relations`` by id, ``voices`` (label by id), ``statements`` (list),
        ``looks``, ``totals``, ``policy``, ``map``; with only what the chosen statements need.

    Raises
    ------
    KgError
        For a policy that ``kg.graph.project`` does not take.
    """
    statements = select(kb, limit)
    entities = {entity.id: entity for entity in kb.entities}
    authors = graph.authors(kb)

    def entity(key: str) -> Entity:
        return entities.get(key) or catalog.entities.get(key) or Entity(key, Kind.OTHER, (Name(key),))

    def label(key: str) -> str:
        return entity(catalog.by_iso(key) or key).label

    def relation(key: str) -> Relation:
        spec = catalog.relations.get(key)
        return spec.relation if spec else Relation(key, key, "other", "", frozenset(), frozenset())

    def voice(evidence: Evidence) -> str:
        return evidence.holder or authors.get(evidence.document) or OWN_VOICE

    on_page = KnowledgeBase(kb.documents, kb.entities, statements)
    found_stances = stances(on_page, catalog=catalog)
    shown = sorted({end for statement in statements for end in (statement.subject, statement.object)})
    evidences = [evidence for statement in statements for evidence in statement.evidence]
    acts_for = sides(kb, catalog=catalog)
    more_names = names_in_texts(statements, entity)
    grounds = frozenset(stance.territory for stance in found_stances)
    described = {
        key: describe(
            entity(key), more_names.get(key, ()), label=label, catalog=catalog, grounds=grounds, sides=acts_for
        )
        for key in shown
    }
    is_stance = {stance.statement for stance in found_stances}
    states = {item["side"] for item in described.values() if item["side"]}
    return {
        "policy": _opening(kb, policy),
        "totals": _totals(kb, statements, relation),
        "entities": described,
        # Sides and users of names need a label also where they are no end of a statement on the page.
        "labels": {key: label(key) for key in sorted(states - set(shown))},
        "documents": _documents(kb, {item.document for item in evidences}, authors, label),
        "relations": {
            key: {"label": item.label, "group": item.group, "definition": item.definition, "symmetric": item.symmetric}
            for key in sorted({statement.relation for statement in statements})
            for item in [relation(key)]
        },
        "voices": {
            key: label(key) if key else "the document’s own voice" for key in sorted(set(map(voice, evidences)))
        },
        "statements": [
            {
                "id": statement.id,
                "subject": statement.subject,
                "relation": statement.relation,
                "object": statement.object,
                "stance": statement.id in is_stance,
                "evidence": [
                    _evidence(item, voice(item)) for item in sorted(statement.evidence, key=graph.evidence_order)
                ],
            }
            for statement in statements
        ],
        "map": _map(described.values()),
        "looks": {
            "kinds": {key: asdict(look) for key, look in looks.KINDS.items()},
            "modalities": {key: asdict(look) for key, look in looks.MODALITIES.items()},
            "denied": asdict(looks.DENIED),
            "saidArrow": looks.SAID_ARROW,
            "polarities": dict(looks.POLARITIES),
            "groups": dict(looks.GROUPS),
        },
    }, drawn_edges(kb, statements, relation, label)


def _opening(kb: KnowledgeBase, policy: str) -> str:
    """The policy that the page opens with; a side by the id that its evidence has on the page, not by a name of it."""
    projected = graph.project(kb, policy)
    if not policy.startswith("side:"):
        return policy
    speakers = {edge["holder"] or edge["author"] for _, _, edge in projected.edges(data=True)}
    return f"side:{min(speakers)}" if speakers else policy


def _totals(kb: KnowledgeBase, shown: Iterable[Statement], relation: Callable[[str], Relation]) -> Json:
    """How much there is, and what of it is not on the page: by group, and the entities that most of it is about."""
    on_page = {statement.id for statement in shown}
    hidden = [statement for statement in kb.statements if statement.id not in on_page]
    labels = {entity.id: entity.label for entity in kb.entities}
    groups = Counter(relation(statement.relation).group for statement in hidden)
    about = Counter(end for statement in hidden for end in {statement.subject, statement.object})
    return {
        "statements": len(kb.statements),
        "hidden": len(hidden),
        "hiddenGroups": [[group, groups[group]] for group in sorted(groups, key=lambda key: (-groups[key], key))],
        "hiddenAbout": [
            [labels.get(key, key), about[key]] for key in sorted(about, key=lambda key: (-about[key], key))[:5]
        ],
        "evidence": sum(len(statement.evidence) for statement in kb.statements),
        "documents": len(kb.documents),
    }


def _documents(
    kb: KnowledgeBase, used: set[str], authors: Mapping[str, str | None], label: Callable[[str], str]
) -> Json:
    documents: Json = {key: {"title": key, "outlet": False} for key in sorted(used - {d.id for d in kb.documents})}
    for document in sorted(kb.documents, key=lambda item: item.id):
        if document.id in used:
            author = authors[document.id]
            documents[document.id] = {
                "title": document.title or document.id,
                "source": document.source,
                "url": document.url,
                "published": document.published,
                "author": author and label(author),
                "partOf": document.part_of,
                "outlet": document.is_outlet,
            }
    return documents


def _evidence(evidence: Evidence, voice: str) -> Json:
    return {
        "document": evidence.document,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "holder": evidence.holder,
        "voice": voice,
        "polarity": evidence.polarity,
        "modality": evidence.modality,
        "time": _time(evidence),
        "count": evidence.count,
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 3),
    }


def _time(evidence: Evidence) -> Json | None:
    """The time as the text has it, with its first and last day; both None and no precision where it is no date."""
    if evidence.when is None:
        return None
    first, last, precision = time_bounds(evidence.when.edtf)
    return {
        **asdict(evidence.when),
        "first": first and first.isoformat(),
        "last": last and last.isoformat(),
        "precision": precision,
    }


def _map(entities: Iterable[Json]) -> Json:
    """The outline of the land, if anything on the page has a place on it."""
    places = [
        (lat, lon) for item in entities if item["ground"] and item["coordinates"] for lat, lon in [item["coordinates"]]
    ]
    return {"source": SOURCE, "land": land_path(places) if places else None}
