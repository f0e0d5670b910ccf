"""The nodes and edges that every graph format writes: one row an entity, one row an evidence.

A format decides how a row is written, never what is in it. An edge stands for one place in one text, so that it has
one quote, one time and one holder; two texts that say the same give two parallel edges of the same statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kg.catalog import Catalog, load
from kg.dates import time_bounds
from kg.export.names import SEPARATOR, names_by_user, side_by_side
from kg.graph import project
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, digest

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Edge", "Node", "Rows", "Value", "labels", "reported_names", "rows", "said", "values"]

type Value = str | int | float | bool | tuple[str, ...] | None
type _Label = Callable[[str | None], str | None]


@dataclass(frozen=True, slots=True)
class Node:
    """One entity.

    ``label`` has the contested names side by side ("A / B"); ``names`` is every name, ``used_by`` tells who uses which
    ("Japan: Etorofu, Etorofu-to"). Coordinates are degrees of WGS 84, None where the catalog has none.
    """

    id: str
    label: str
    kind: str
    names: tuple[str, ...]
    used_by: tuple[str, ...]
    same_as: tuple[str, ...]
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Edge:
    """One evidence of one statement.

    ``id`` is the same in every viewpoint. ``holder`` is whose word it is (None: the document's own voice), ``author``
    whose voice the document is (None: the outlet's). ``time`` is EDTF, ``time_from`` and ``time_to`` its first and last
    day; ``start`` and ``end`` are code points of the document's text, half-open.
    """

    id: str
    source: str
    target: str
    relation: str
    relation_label: str
    relation_group: str
    symmetric: bool
    polarity: str
    modality: str
    holder: str | None
    holder_label: str | None
    author: str | None
    author_label: str | None
    time: str | None
    time_from: str | None
    time_to: str | None
    time_precision: str | None
    time_words: str | None
    time_resolution: str | None
    time_against: str | None
    count: int | None
    quote: str
    document: str
    document_title: str | None
    document_source: str | None
    document_published: str | None
    start: int
    end: int
    rule: str
    confidence: float
    statement: str

    @property
    def look(self) -> str:
        """Relation and how it is said, in words: ``cedes (planned, denied; says Japan)``."""
        return said(self.relation_label, self.polarity, self.modality, self.holder_label or self.author_label)


def said(what: str, polarity: str, modality: str, voice: str | None) -> str:
    """What is said and how, in words.

    >>> said("cedes", "negative", "planned", "Japan"), said("cedes", "positive", "actual", None)
    ('cedes (planned, denied; says Japan)', 'cedes')
    """
    marks = [modality] if modality != Modality.ACTUAL else []
    marks += ["denied"] if polarity == Polarity.NEGATIVE else []
    parts = [", ".join(marks)] if marks else []
    parts += [f"says {voice}"] if voice else []
    return f"{what} ({'; '.join(parts)})" if parts else what


@dataclass(frozen=True, slots=True)
class Rows:
    """Nodes and edges sorted by id of node, then ends and id; ``total`` counts the evidence that the build holds."""

    policy: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int

    @property
    def note(self) -> str:
        """Viewpoint, how much of the build it shows, and how to read it, in one line."""
        return (
            f"Policy: {self.policy}; {len(self.edges)} of {self.total} pieces of evidence. "
            "An edge is what a text says; read it with its polarity, modality and holder."
        )


def rows(kb: KnowledgeBase, *, policy: str = "everything", catalog: Catalog | None = None) -> Rows:
    """The knowledge base as seen from one viewpoint, in rows.

    Parameters
    ----------
    kb
        In any order; an empty one gives no rows.
    policy
        As ``kg.graph.project`` takes it.
    catalog
        For labels and groups of relations and for coordinates; default: the one that ships with the package.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    catalog = catalog or load()
    graph = project(kb, policy)
    entities = {entity.id: entity for entity in kb.entities}
    known = labels(kb, catalog)

    def label(key: str | None) -> str | None:
        return None if key is None else known(key)

    reported = reported_names(graph, entities)
    return Rows(
        policy,
        tuple(_node(key, graph, entities, reported.get(key, ()), catalog, label) for key in sorted(graph)),
        tuple(sorted(_edges(kb, graph, catalog, label), key=lambda edge: (edge.source, edge.target, edge.id))),
        sum(len(statement.evidence) for statement in kb.statements),
    )


def labels(kb: KnowledgeBase, catalog: Catalog) -> Callable[[str], str]:
    """Gives the label of an entity id or of a state's ISO code; what neither build nor catalog knows stays as it is."""
    entities = {entity.id: entity for entity in kb.entities}

    def label(key: str) -> str:
        known = entities.get(key) or catalog.entities.get(catalog.by_iso(key) or key)
        return known.label if known else key

    return label


def values(row: Node | Edge) -> dict[str, Value]:
    """The fields of a row by name, in the order of its class, unknown ones (None) included."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


def reported_names(graph: Graph, entities: Mapping[str, Entity]) -> dict[str, tuple[Name, ...]]:
    """Names that the graph's texts report, by entity, each with the one who is said to use it."""
    found: dict[str, list[Name]] = {}
    for subject, object_, edge in graph.edges(data=True):
        user = edge["holder"] or edge["author"]
        told = edge["relation"] == "alsoKnownAs" and edge["polarity"] is Polarity.POSITIVE
        if told and user and edge["modality"] is Modality.ACTUAL and object_ in entities:
            found.setdefault(subject, []).append(Name(entities[object_].label, None, (user,)))
    return {key: tuple(sorted(names, key=lambda name: (name.text, name.used_by))) for key, names in found.items()}


def _node(
    key: str, graph: Graph, entities: Mapping[str, Entity], more: tuple[Name, ...], catalog: Catalog, label: _Label
) -> Node:
    entity = entities.get(key) or catalog.entities.get(key) or Entity(key, Kind.OTHER, (Name(key),))
    territory = catalog.territories.get(key)
    where = territory.coordinates if territory else None
    names = (*entity.names, *more)
    return Node(
        id=key,
        label=SEPARATOR.join(side_by_side(entity, more)),
        kind=graph.nodes[key]["kind"].value,
        names=tuple(dict.fromkeys(name.text for name in names)),
        used_by=tuple(f"{label(user)}: {', '.join(used)}" for user, used in names_by_user(names).items()),
        same_as=entity.same_as,
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
    )


def _edges(kb: KnowledgeBase, graph: Graph, catalog: Catalog, label: _Label) -> Iterator[Edge]:
    documents = {document.id: document for document in kb.documents}
    seen: Counter[str] = Counter()
    for source, target, key, edge in graph.edges(keys=True, data=True):
        for evidence in edge["evidence"]:
            # Evidence that is the same in everything is told apart by its number, so that each has an id of its own.
            whole = digest(key, repr(evidence))
            seen[whole] += 1
            number = digest(whole, str(seen[whole])) if seen[whole] > 1 else whole
            yield _edge(number, source, target, edge, evidence, documents.get(evidence.document), catalog, label)


def _edge(
    key: str,
    source: str,
    target: str,
    edge: Mapping[str, Any],
    evidence: Evidence,
    document: Document | None,
    catalog: Catalog,
    label: _Label,
) -> Edge:
    spec = catalog.relations.get(edge["relation"])
    when = evidence.when
    first, last, precision = time_bounds(when.edtf if when else None)
    return Edge(
        id=key,
        source=source,
        target=target,
        relation=edge["relation"],
        relation_label=spec.relation.label if spec else edge["relation"],
        relation_group=spec.relation.group if spec else "other",
        symmetric=bool(spec and spec.relation.symmetric),
        polarity=evidence.polarity.value,
        modality=evidence.modality.value,
        holder=evidence.holder,
        holder_label=label(evidence.holder),
        author=edge["author"],
        author_label=label(edge["author"]),
        time=when.edtf if when else None,
        time_from=first.isoformat() if first else None,
        time_to=last.isoformat() if last else None,
        time_precision=precision,
        time_words=when.words if when else None,
        time_resolution=when.resolution if when else None,
        time_against=when.against if when else None,
        count=evidence.count,
        quote=evidence.quote,
        document=evidence.document,
        document_title=document.title if document else None,
        document_source=document.source if document else None,
        document_published=document.published if document else None,
        start=evidence.span.start,
        end=evidence.span.end,
        rule=evidence.rule,
        confidence=evidence.confidence,
        statement=edge["statement"],
    )
