"""The one place where a viewpoint becomes edges: ``project`` turns a knowledge base into a networkx graph.

A policy says whose word counts. Nothing else in the package decides which statements are shown as edges.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import KgError
from kg.model import Evidence, Kind, KnowledgeBase, Modality, Polarity, digest

if TYPE_CHECKING:
    # networkx's classes take type arguments in its stubs only, not when the module runs.
    type Graph = nx.MultiDiGraph[Any]

__all__ = ["POLICIES", "authors", "evidence_order", "project"]

POLICIES = ("asserted", "everything", "side:<entity id or name>", "before:<ISO date>")

type _Keep = Callable[[Evidence], bool]


def project(kb: KnowledgeBase, policy: str = "everything") -> Graph:
    """The statements of a knowledge base as seen from one viewpoint.

    Parameters
    ----------
    kb
        What a build knows.
    policy
        ``everything``: every evidence. ``asserted``: only what a source affirms as a fact in its own voice (positive,
        actual, no holder, no author). ``side:X``: what X itself says, X being an entity id or a name: evidence whose
        holder is X, or without holder in a document whose author is X. ``before:D``: what could be read before the
        ISO date D: documents certainly published before it (an undated document is left out; a year stands for its
        first day in D and for its last day in a document).

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are the ids of all entities of ``kb`` (with the ends of its statements where an entity is missing), so
        that every viewpoint has the same nodes; attributes ``kind``, ``label``, ``names`` (tuple of ``Name``).
        One edge for each statement, holder, author, polarity and modality, from subject to object under a key that is
        the same in every viewpoint; attributes ``statement`` (id), ``relation``, ``holder`` (entity id or None),
        ``author`` (whose voice the documents are: entity id where the author is known as one, else the text, else
        None), ``polarity``, ``modality``, ``evidence`` (tuple of ``Evidence``) and ``weight`` (their number).
        The graph's attribute ``policy`` names the viewpoint. An empty knowledge base gives an empty graph.

    Raises
    ------
    KgError
        For an unknown policy, a side that nobody in ``kb`` is, or a malformed date.
    """
    document_authors = authors(kb)
    keep = _keeper(kb, policy, document_authors)
    graph: Graph = nx.MultiDiGraph(policy=policy)
    for entity in sorted(kb.entities, key=lambda entity: entity.id):
        graph.add_node(entity.id, kind=entity.kind, label=entity.label, names=entity.names)
    for statement in sorted(kb.statements, key=lambda statement: statement.id):
        for end in (statement.subject, statement.object):
            if end not in graph:
                graph.add_node(end, kind=Kind.OTHER, label=end, names=())
        groups: dict[tuple[str, str, Polarity, Modality], list[Evidence]] = defaultdict(list)
        for evidence in filter(keep, statement.evidence):
            author = document_authors.get(evidence.document)
            groups[evidence.holder or "", author or "", evidence.polarity, evidence.modality].append(evidence)
        for (holder, author, polarity, modality), found in sorted(groups.items()):
            graph.add_edge(
                statement.subject,
                statement.object,
                key=digest(statement.id, holder, author, polarity, modality),
                statement=statement.id,
                relation=statement.relation,
                holder=holder or None,
                author=author or None,
                polarity=polarity,
                modality=modality,
                evidence=tuple(sorted(found, key=evidence_order)),
                weight=len(found),
            )
    return graph


def evidence_order(evidence: Evidence) -> tuple[str, ...]:
    """A sort key that puts evidence in the order of documents and of their texts, whatever order it came in."""
    place = f"{evidence.span.start:09}{evidence.span.end:09}"
    return (
        *(evidence.document, place, evidence.rule, evidence.holder or ""),
        *(evidence.polarity, evidence.modality, evidence.quote, repr(evidence)),
    )


def authors(kb: KnowledgeBase) -> Mapping[str, str | None]:
    """Whose voice each document is, by document id.

    Returns
    -------
    Mapping[str, str | None]
        The id of the entity whose ISO 3166-1 code or name the document's author is; the author as written where
        ``kb`` has no such entity; None where the outlet itself speaks.
    """
    known = _entities_by_name(kb)
    return {
        document.id: known.get(document.author.casefold(), document.author) if document.author else None
        for document in kb.documents
    }


def _entities_by_name(kb: KnowledgeBase) -> dict[str, str]:
    """Entity ids by id, ISO code and name, case-folded; a state wins over others of the same name."""
    found: dict[str, str] = {}
    for entity in sorted(kb.entities, key=lambda entity: (entity.kind is not Kind.STATE, entity.id)):
        codes = [code.removeprefix("iso:") for code in entity.same_as if code.startswith("iso:")]
        for form in (entity.id, *codes, *(name.text for name in entity.names)):
            found.setdefault(form.casefold(), entity.id)
    return found


def _keeper(kb: KnowledgeBase, policy: str, document_authors: Mapping[str, str | None]) -> _Keep:
    name, colon, value = policy.partition(":")
    if not colon and name == "everything":
        return lambda evidence: True
    if not colon and name == "asserted":
        outlets = {document.id for document in kb.documents if document.is_outlet}
        return lambda evidence: evidence.affirms and evidence.document in outlets
    if name == "side" and value.strip():
        side = _side(kb, value.strip(), document_authors)
        return lambda evidence: side == (evidence.holder or document_authors.get(evidence.document))
    if name == "before" and colon:
        return _published_before(kb, value.strip())
    raise KgError(f"policy is {policy!r}; allowed: {', '.join(POLICIES)}")


def _side(kb: KnowledgeBase, value: str, document_authors: Mapping[str, str | None]) -> str:
    speakers = {evidence.holder for statement in kb.statements for evidence in statement.evidence}
    speakers.update(document_authors.values())
    sides = sorted(speaker for speaker in speakers if speaker)
    known = {side.casefold(): side for side in sides} | _entities_by_name(kb)
    if value.casefold() not in known:
        some = ", ".join(sides[:8]) or "(nobody speaks here)"
        raise KgError(f"policy side: is {value!r}; allowed: id or name of an entity here, such as {some}")
    return known[value.casefold()]


def _published_before(kb: KnowledgeBase, day: str) -> _Keep:
    if not _is_date(day):
        raise KgError(f"policy before: is {day!r}; allowed: an ISO date YYYY, YYYY-MM or YYYY-MM-DD")
    # ISO dates compare as text; "2010" is not certainly before "2010-05-01", so a prefix of the day does not count.
    early = {
        document.id
        for document in kb.documents
        if document.published and document.published < day and not day.startswith(document.published)
    }
    return lambda evidence: evidence.document in early


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
