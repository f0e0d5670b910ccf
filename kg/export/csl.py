"""The documents as bibliography: CSL JSON, which Zotero, pandoc and JabRef read."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from kg.catalog import load
from kg.export.characters import json_bytes
from kg.export.rows import labels, rows
from kg.graph import authors
from kg.model import KnowledgeBase

__all__ = ["to_csl"]


def to_csl(kb: KnowledgeBase, *, policy: str = "everything") -> bytes:
    """One item for each document that the shown evidence quotes, sorted by id.

    The type is ``document``, since nothing tells more; what is not known is left out. ``note`` says how often the
    document is quoted and under which policy.

    Parameters
    ----------
    kb
        In any order; an empty one gives an empty list.
    policy
        As ``kg.graph.project`` takes it.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    quoted = Counter(edge.document for edge in rows(kb, policy=policy).edges)
    label = labels(kb, load())
    voices = authors(kb)
    items = []
    for document in sorted(kb.documents, key=lambda document: document.id):
        if document.id not in quoted:
            continue
        author = voices[document.id]
        item: dict[str, Any] = {"id": document.id, "type": "document"}
        item |= {
            key: value
            for key, value in (
                ("title", document.title),
                ("container-title", document.source),
                ("URL", document.url),
                ("language", document.language),
            )
            if value
        }
        if author:
            item["author"] = [{"literal": label(author)}]
        if document.published:
            item["issued"] = _issued(document.published)
        item["note"] = f"dispute-kg: evidence {quoted[document.id]}, policy {policy}"
        items.append(item)
    return json_bytes(items)


def _issued(published: str) -> dict[str, Any]:
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", published):
        return {"date-parts": [[int(part) for part in published.split("-")]]}
    return {"literal": published}
