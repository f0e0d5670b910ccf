"""What must hold of a knowledge base itself: ends, kinds, relations, quotes, times and whose name a name is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.catalog import Catalog
from kg.check.finding import Finding
from kg.dates import time_bounds
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Statement, fits

__all__ = ["check_knowledge"]


def check_knowledge(kb: KnowledgeBase, *, catalog: Catalog) -> Iterator[Finding]:
    """Whatever a statement, its evidence or a name says that the rest of the knowledge base does not bear out.

    Parameters
    ----------
    kb
        What a build knows; an empty one gives no findings.
    catalog
        For the relations with the kinds that they join, and for whose name a name is.

    Yields
    ------
    Finding
        ``relation``, ``end``, ``kind``, ``quote``, ``time`` and ``name``, in the order of the statements.
    """
    kinds = {entity.id: entity.kind for entity in kb.entities}
    documents = {document.id: document for document in kb.documents}
    for statement in kb.statements:
        yield from _relation(statement, catalog)
        yield from _ends(statement, kinds, catalog)
        for evidence in statement.evidence:
            yield from _quote(statement, evidence, documents.get(evidence.document))
            yield from _time(statement, evidence)
            if evidence.holder is not None and evidence.holder not in kinds:
                message = f"its holder is {evidence.holder}; allowed: an entity of the build"
                yield _finding("end", statement, evidence, message)
    for document in kb.documents:
        if document.part_of is not None and document.part_of not in documents:
            message = f"it is part of {document.part_of}; allowed: a document of the build"
            yield Finding("end", f"document/{document.id}", document.id, None, message)
    for entity in kb.entities:
        yield from _names(entity, kinds, catalog)


def _relation(statement: Statement, catalog: Catalog) -> Iterator[Finding]:
    if statement.relation not in catalog.relations:
        first = statement.evidence[0] if statement.evidence else None
        message = f"its relation is {statement.relation!r}; allowed: a relation of kg/data/relations"
        yield _finding("relation", statement, first, message)


def _ends(statement: Statement, kinds: Mapping[str, Kind], catalog: Catalog) -> Iterator[Finding]:
    spec = catalog.relations.get(statement.relation)
    first = statement.evidence[0] if statement.evidence else None
    for end, side in ((statement.subject, "subject"), (statement.object, "object")):
        kind = kinds.get(end)
        if kind is None:
            yield _finding("end", statement, first, f"its {side} is {end}; allowed: an entity of the build")
        elif spec is not None:
            allowed = spec.relation.subject if side == "subject" else spec.relation.object
            # a breakaway territory or a province signs and fights like a state
            governs = Kind.STATE in allowed and kind in {Kind.TERRITORY, Kind.PLACE}
            if not fits(kind, allowed) and not governs:
                message = f"the {side} of {statement.relation} is of kind {kind}; allowed: {', '.join(sorted(allowed))}"
                yield _finding("kind", statement, first, message)


def _quote(statement: Statement, evidence: Evidence, document: Document | None) -> Iterator[Finding]:
    if document is None:
        message = f"its document is {evidence.document}; allowed: a document of the build"
        yield _finding("quote", statement, evidence, message)
        return
    found = document.text[evidence.span.start : evidence.span.end]
    if found != evidence.quote:
        yield _finding("quote", statement, evidence, f"the quote is {evidence.quote!r}; the text has {found!r}")


def _time(statement: Statement, evidence: Evidence) -> Iterator[Finding]:
    edtf = None if evidence.when is None else evidence.when.edtf
    # A day of no known year ("XXXX-12-25") is EDTF, but has no bounds.
    if edtf is not None and "XXXX" not in edtf and time_bounds(edtf) == (None, None, None):
        yield _finding("time", statement, evidence, f"its time is {edtf!r}; allowed: EDTF that does not end too early")


def _names(entity: Entity, kinds: Mapping[str, Kind], catalog: Catalog) -> Iterator[Finding]:
    """Names whose users nobody knows, and contested names that lost theirs."""
    known = catalog.entities.get(entity.id)
    users = {name.text: name.used_by for name in known.names if name.used_by} if known is not None else {}
    said = {name.text for name in entity.names if name.used_by}
    for name in entity.names:
        if unknown := sorted(set(name.used_by) - kinds.keys() - catalog.entities.keys()):
            message = f"{name.text!r} is used by {unknown[0]}; allowed: an entity of the build or the catalog"
            yield Finding("name", entity.id, None, None, message)
        if name.text in users and name.text not in said:
            message = f"{name.text!r} does not say who uses it; the catalog does: {', '.join(users[name.text])}"
            yield Finding("name", entity.id, None, None, message)


def _finding(code: str, statement: Statement, evidence: Evidence | None, message: str) -> Finding:
    node = f"statement/{statement.id}"
    if evidence is None:
        return Finding(code, node, None, None, message)
    return Finding(code, node, evidence.document, evidence.span, message)
