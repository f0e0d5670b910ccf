"""Whose voice a document is: the author as an entity, where there is one."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Kind, KnowledgeBase

__all__ = ["authors", "entities_by_name"]


def authors(kb: KnowledgeBase) -> Mapping[str, str | None]:
    """Whose voice each document is, by document id.

    Returns
    -------
    Mapping[str, str | None]
        The id of the entity whose ISO 3166-1 code or name the document's author is; the author as written where
        ``kb`` has no such entity; None where the outlet itself speaks.
    """
    known = entities_by_name(kb)
    return {
        document.id: known.get(document.author.casefold(), document.author) if document.author else None
        for document in kb.documents
    }


def entities_by_name(kb: KnowledgeBase) -> dict[str, str]:
    """Entity ids by id, ISO code and name, case-folded; a state wins over others of the same name."""
    found: dict[str, str] = {}
    for entity in sorted(kb.entities, key=lambda entity: (entity.kind is not Kind.STATE, entity.id)):
        codes = [code.removeprefix("iso:") for code in entity.same_as if code.startswith("iso:")]
        for form in (entity.id, *codes, *(name.text for name in entity.names)):
            found.setdefault(form.casefold(), entity.id)
    return found
