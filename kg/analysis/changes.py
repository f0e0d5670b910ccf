"""What changed between two builds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kg.graph import evidence_order
from kg.model import Document

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["CHANGES", "Change", "changes"]

CHANGES = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Change:
    """One document, entity or statement that is not the same.

    ``what`` is one of ``CHANGES``, ``of`` is ``document``, ``entity`` or ``statement``; ``text`` its title, its label,
    or its subject, relation and object. ``differs`` names what changed: fields of the document, ``kind`` or ``names``
    of the entity, ``evidence`` of the statement; empty for what came or went. ``before`` and ``after`` count the
    evidence of a statement, the names of an entity, the code points of a document; 0 where it is not there.
    """

    of: str
    what: str
    id: str
    text: str
    differs: tuple[str, ...]
    before: int
    after: int
    policy: str


def changes(graph: Graph, earlier: Graph) -> tuple[Change, ...]:
    """The differences between two graphs that ``kg.graph.project`` made with one policy.

    Parameters
    ----------
    graph, earlier
        The later and the earlier build. Only statements with evidence under the policy are compared; documents and
        entities are those of the whole build.

    Returns
    -------
    tuple[Change, ...]
        Documents, then entities, then statements, each by change and id. A statement whose evidence is the same but for
        its confidence has changed evidence too. Nothing for two equal builds. ``policy`` names both where they differ.
    """
    policy = graph.graph["policy"]
    if earlier.graph["policy"] != policy:
        policy = f"{policy} against {earlier.graph['policy']}"
    old_documents, new_documents = earlier.graph["documents"], graph.graph["documents"]
    rows = [
        _document(key, old_documents.get(key), new_documents.get(key), policy)
        for key in sorted(old_documents.keys() | new_documents.keys())
        if old_documents.get(key) != new_documents.get(key)
    ]
    rows += [
        _entity(key, earlier.nodes.get(key), graph.nodes.get(key), policy)
        for key in sorted(set(graph) | set(earlier))
        if earlier.nodes.get(key) != graph.nodes.get(key)
    ]
    before, after = _evidence(earlier), _evidence(graph)
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, ()), after.get(key, ())
        if was != now:
            text = _text(graph if now else earlier, key)
            rows.append(_change("statement", key[1], text, ("evidence",), len(was) or None, len(now) or None, policy))
    order = ("document", "entity", "statement")
    return tuple(sorted(rows, key=lambda row: (order.index(row.of), CHANGES.index(row.what), row.id)))


def _change(
    of: str, key: str, text: str, differs: tuple[str, ...], before: int | None, after: int | None, policy: str
) -> Change:
    what = "added" if before is None else "removed" if after is None else "changed"
    return Change(of, what, key, text, differs if what == "changed" else (), before or 0, after or 0, policy)


def _document(key: str, old: Document | None, new: Document | None, policy: str) -> Change:
    differs = tuple(
        field.name for field in fields(Document) if getattr(old, field.name, 0) != getattr(new, field.name, 0)
    )
    title = next((document.title for document in (new, old) if document is not None), None) or key
    before, after = (None if document is None else len(document.text) for document in (old, new))
    return _change("document", key, title, differs, before, after, policy)


def _entity(key: str, old: dict[str, Any] | None, new: dict[str, Any] | None, policy: str) -> Change:
    differs = tuple(name for name in ("kind", "names") if (old or {}).get(name) != (new or {}).get(name))
    label = next(node["label"] for node in (new, old) if node is not None)
    before, after = (None if node is None else len(node["names"]) for node in (old, new))
    return _change("entity", key, label, differs, before, after, policy)


type _Key = tuple[tuple[str, str, str], str]


def _evidence(graph: Graph) -> dict[_Key, tuple[object, ...]]:
    found: defaultdict[_Key, list[object]] = defaultdict(list)
    for subject, object_, edge in graph.edges(data=True):
        found[(subject, edge["relation"], object_), edge["statement"]] += [
            (*evidence_order(item), edge["author"]) for item in edge["evidence"]
        ]
    return {key: tuple(sorted(some, key=str)) for key, some in found.items()}


def _text(graph: Graph, key: _Key) -> str:
    subject, relation, object_ = key[0]
    return f"{graph.nodes[subject]['label']} {relation} {graph.nodes[object_]['label']}"
