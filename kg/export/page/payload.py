"""What the page knows: plain values for JSON, every text as it is and none of it as HTML."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kg import graph
from kg.catalog import Catalog
from kg.export.page import looks
from kg.model import Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Relation, Statement

__all__ = ["MAX_EDGES", "Drawn", "payload", "select"]

MAX_EDGES = 1500
OWN_VOICE = ""  # the key of "the document's own voice" among the voices
ONE_LINE = 20  # an edge's label with at most so many characters stays on one line
ALSO_KNOWN_AS = "alsoKnownAs"

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One edge of the page: the evidence of one statement that looks the same."""

    id: str
    statement: Statement
    label: str
    polarity: Polarity
    modality: Modality
    said: bool
    evidence: tuple[Evidence, ...]


def select(kb: KnowledgeBase, limit: int = MAX_EDGES) -> tuple[Statement, ...]:
    """The statements that the page shows: the most attested ones, as many as give at most ``limit`` edges.

    Returns
    -------
    tuple[Statement, ...]
        Sorted by id; statements without evidence are left out, since there is nothing to show for them.
    """
    edges = Counter(key[0] for key in _edges(kb))
    ranked = sorted((s for s in kb.statements if s.evidence), key=lambda s: (-len(s.evidence), s.id))
    chosen: list[Statement] = []
    total = 0
    for statement in ranked:
        total += edges[statement.id]
        if total > limit:
            break
        chosen.append(statement)
    return tuple(sorted(chosen, key=lambda s: s.id))


def _edges(kb: KnowledgeBase) -> dict[tuple[str, Polarity, Modality, bool], list[tuple[str | None, Evidence]]]:
    """Evidence with its voice, by what makes an edge look different: whose fact, told how, by a source or a party."""
    found: dict[tuple[str, Polarity, Modality, bool], list[tuple[str | None, Evidence]]] = {}
    for _, _, edge in graph.project(kb).edges(data=True):
        voice = edge["holder"] or edge["author"]
        key = edge["statement"], edge["polarity"], edge["modality"], voice is not None
        found.setdefault(key, []).extend((voice, evidence) for evidence in edge["evidence"])
    return found


def drawn_edges(
    kb: KnowledgeBase, statements: Iterable[Statement], relation: Callable[[str], Relation], label: Callable[[str], str]
) -> tuple[Drawn, ...]:
    """The edges of the chosen statements, sorted by statement and look."""
    chosen = {statement.id: statement for statement in statements}
    found = []
    for (statement_id, polarity, modality, said), pairs in sorted(_edges(kb).items()):
        if statement_id not in chosen:
            continue
        statement = chosen[statement_id]
        speakers = sorted({label(voice) for voice, _ in pairs if voice})
        words = [looks.MODALITIES[modality].word, looks.DENIED.word if polarity is Polarity.NEGATIVE else None]
        if said:
            words.append(f"says {shorten(speakers[0], 22)}" + (f" +{len(speakers) - 1}" if len(speakers) > 1 else ""))
        text = relation(statement.relation).label
        marks = " · ".join(word for word in words if word)
        edge = f"{statement_id}.{polarity}.{modality}.{'said' if said else 'own'}"
        one_line = len(text) + len(marks) <= ONE_LINE
        shown = f"{text}{' · ' if one_line else chr(10)}{marks}" if marks else text
        found.append(Drawn(edge, statement, shown, polarity, modality, said, tuple(item for _, item in pairs)))
    return tuple(found)


def payload(kb: KnowledgeBase, catalog: Catalog, *, limit: int = MAX_EDGES) -> tuple[Json, tuple[Drawn, ...]]:
    """Everything the page shows beside the network itself, and the edges to draw.

    Returns
    -------
    tuple[dict, tuple[Drawn, ...]]
        ``entities`` by id, ``documents`` by id, ``relations`` by id, ``voices`` (label by id), ``statements`` (list),
        ``looks``, ``totals``; with only what the chosen statements need.
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

    shown = sorted({end for statement in statements for end in (statement.subject, statement.object)})
    evidences = [evidence for statement in statements for evidence in statement.evidence]
    used = {evidence.document for evidence in evidences}
    documents: dict[str, Json] = {key: {"title": key} for key in sorted(used - {d.id for d in kb.documents})}
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
            }
    found: Json = {
        "totals": {
            "statements": len(kb.statements),
            "hidden": len(kb.statements) - len(statements),
            "evidence": sum(len(statement.evidence) for statement in kb.statements),
            "documents": len(kb.documents),
        },
        "entities": {key: _entity(entity(key), _also_known_as(key, statements, entity), label) for key in shown},
        "documents": documents,
        "relations": {
            key: {"label": item.label, "group": item.group, "definition": item.definition, "symmetric": item.symmetric}
            for key in sorted({statement.relation for statement in statements})
            for item in [relation(key)]
        },
        "voices": {key: label(key) if key else "the document’s own voice" for key in sorted(map(voice, evidences))},
        "statements": [
            {
                "id": statement.id,
                "subject": statement.subject,
                "relation": statement.relation,
                "object": statement.object,
                "evidence": [_evidence(item, voice(item)) for item in _in_order(statement.evidence)],
            }
            for statement in statements
        ],
        "looks": {
            "kinds": {key: asdict(look) for key, look in looks.KINDS.items()},
            "modalities": {key: asdict(look) for key, look in looks.MODALITIES.items()},
            "denied": asdict(looks.DENIED),
            "polarities": dict(looks.POLARITIES),
            "groups": dict(looks.GROUPS),
        },
    }
    return found, drawn_edges(kb, statements, relation, label)


def _in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=graph.evidence_order)


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
        "time": asdict(evidence.when) if evidence.when else None,
        "count": evidence.count,
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 3),
    }


def _also_known_as(key: str, statements: Iterable[Statement], entity: Callable[[str], Entity]) -> list[Name]:
    """Names that texts give the entity; one that a party is quoted with is that party's."""
    return [
        Name(name.text, name.language, tuple(sorted({*name.used_by, *(e.holder for e in s.evidence if e.holder)})))
        for s in statements
        if s.subject == key and s.relation == ALSO_KNOWN_AS
        if any(evidence.polarity is Polarity.POSITIVE for evidence in s.evidence)
        for name in entity(s.object).names
    ]


def _entity(entity: Entity, more: list[Name], label: Callable[[str], str]) -> Json:
    names: dict[tuple[str, str | None], Name] = {}
    for name in (*entity.names, *more):
        known = next((key for key in names if key[0] == name.text), None)
        if known is None:
            names[name.text, name.language] = name
        elif set(name.used_by) - set(names[known].used_by):
            old = names[known]
            names[known] = Name(old.text, old.language, (*old.used_by, *name.used_by), old.note)
    users = {name.used_by for name in names.values() if name.used_by}
    return {
        "label": entity.label,
        "kind": entity.kind,
        "canvasLabel": canvas_label(entity.label, names.values() if len(users) > 1 else ()),
        "contested": len(users) > 1,
        "names": [
            {
                "text": name.text,
                "language": name.language,
                "usedBy": [label(user) for user in dict.fromkeys(name.used_by)],
                "note": name.note,
            }
            for name in names.values()
        ],
        "sameAs": list(entity.same_as),
    }


def canvas_label(label: str, names: Iterable[Name]) -> str:
    """The label on at most two lines; under a contested one a third with the names that others use."""
    lines = textwrap.wrap(shorten(" ".join(label.split()), 44), 24)[:2] or ["?"]
    others: dict[tuple[str, ...], str] = {}
    for name in names:
        if name.used_by and name.text != label:
            others.setdefault(name.used_by, name.text)
    if others:
        lines.append(shorten(" / ".join(others.values()), 34))
    return "\n".join(lines)


def shorten(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it has more code points than ``length``."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
