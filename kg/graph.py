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

from kg.catalog import Catalog
from kg.errors import KgError
from kg.model import Evidence, Kind, KnowledgeBase, Modality, Polarity, digest
from kg.sides import sides
from kg.voices import authors, entities_by_name

if TYPE_CHECKING:
    # networkx's classes take type arguments in its stubs only, not when the module runs.
    type Graph = nx.MultiDiGraph[Any]

__all__ = ["POLICIES", "authors", "evidence_order", "project"]

POLICIES = ("asserted", "everything", "side:<entity id or name>", "source:<name>", "before:<ISO date>")
JOINED = "; join several with +, as in side:Japan+before:2010"

type _Keep = Callable[[Evidence], bool]


def project(kb: KnowledgeBase, policy: str = "everything", *, catalog: Catalog | None = None) -> Graph:
    """The statements of a knowledge base as seen from one viewpoint.

    Parameters
    ----------
    kb
        What a build knows.
    policy
        ``everything``: every evidence. ``asserted``: only what a source affirms as a fact in its own voice (positive,
        actual, no holder, no author). ``side:X``: what X itself says, X being an entity id or a name: evidence whose
        holder is X or acts for X (``kg.sides.sides``: leaders and bodies of a state), or without holder in a document
        whose author is or acts for X. ``source:S``: documents whose source is S, upper and lower case alike.
        ``before:D``: what could be read before the ISO date D: documents certainly published before it (an undated
        document is left out; a year stands for its first day in D and for its last day in a document).
        Several, joined with ``+``: what each of them shows (``side:Japan+before:2010``).
    catalog
        For bodies that act for a state; default: the catalog that ships with the package.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are the ids of all entities of ``kb`` (with the ends of its statements where an entity is missing), so
        that every viewpoint has the same nodes; attributes ``kind``, ``label``, ``names`` (tuple of ``Name``).
        One edge for each statement, holder, author, polarity and modality, from subject to object under a key that is
        the same in every viewpoint; attributes ``statement`` (id), ``relation``, ``holder`` (entity id or None),
        ``author`` (whose voice the documents are: entity id where the author is known as one, else the text, else
        None), ``polarity``, ``modality``, ``evidence`` (tuple of ``Evidence``) and ``weight`` (their number).
        Attributes of the graph itself: ``policy`` names the viewpoint, ``documents`` holds every ``Document`` of ``kb``
        by id, ``authors`` whose voice each is, ``sides`` the state for which a person or body acts; the latter three
        are the same in every viewpoint.
        An empty knowledge base gives an empty graph.

    Raises
    ------
    KgError
        For an unknown policy, a side that nobody in ``kb`` is, a source that no document has, or a malformed date.
    """
    document_authors, acts_for = authors(kb), sides(kb, catalog=catalog)
    keep = _keeper(kb, policy, document_authors, acts_for)
    documents = {document.id: document for document in sorted(kb.documents, key=lambda document: document.id)}
    graph: Graph = nx.MultiDiGraph(policy=policy, documents=documents, authors=document_authors, sides=acts_for)
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


def _keeper(
    kb: KnowledgeBase, policy: str, document_authors: Mapping[str, str | None], acts_for: Mapping[str, str]
) -> _Keep:
    # A plus sign parts policies only before the name of one: a side or a source may have one in its name.
    parts = re.split(r"\+(?=(?:everything|asserted|side:|source:|before:))", policy)
    keepers = [_one_keeper(kb, part, policy, document_authors, acts_for) for part in parts]
    return lambda evidence: all(keep(evidence) for keep in keepers)


def _one_keeper(
    kb: KnowledgeBase,
    part: str,
    policy: str,
    document_authors: Mapping[str, str | None],
    acts_for: Mapping[str, str],
) -> _Keep:
    name, colon, value = part.partition(":")
    if not colon and name == "everything":
        return lambda evidence: True
    if not colon and name == "asserted":
        outlets = {document.id for document in kb.documents if document.is_outlet}
        return lambda evidence: evidence.affirms and evidence.document in outlets
    if name == "side" and value.strip():
        side = _side(kb, value.strip(), document_authors)

        def speaks(evidence: Evidence) -> bool:
            voice = evidence.holder or document_authors.get(evidence.document)
            return voice is not None and side in (voice, acts_for.get(voice))

        return speaks
    if name == "source" and value.strip():
        chosen = _source(kb, value.strip())
        return lambda evidence: evidence.document in chosen
    if name == "before" and colon:
        return _published_before(kb, value.strip())
    raise KgError(f"policy is {policy!r}; allowed: {', '.join(POLICIES)}{JOINED}")


def _side(kb: KnowledgeBase, value: str, document_authors: Mapping[str, str | None]) -> str:
    speakers = {evidence.holder for statement in kb.statements for evidence in statement.evidence}
    speakers.update(document_authors.values())
    some = sorted(speaker for speaker in speakers if speaker)
    known = {speaker.casefold(): speaker for speaker in some} | entities_by_name(kb)
    if value.casefold() not in known:
        shown = ", ".join(some[:8]) or "(nobody speaks here)"
        raise KgError(f"policy side: is {value!r}; allowed: id or name of an entity here, such as {shown}")
    return known[value.casefold()]


def _source(kb: KnowledgeBase, value: str) -> frozenset[str]:
    sources = {document.source for document in kb.documents if document.source}
    found = {document.id for document in kb.documents if (document.source or "").casefold() == value.casefold()}
    if not found:
        some = ", ".join(sorted(sources)[:8]) or "(no document names its source)"
        raise KgError(f"policy source: is {value!r}; allowed: the source of a document here, such as {some}")
    return frozenset(found)


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
