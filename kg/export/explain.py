"""One statement in full: what it says, and every place in the texts that carries it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import BuildError
from kg.model import Document, Evidence, KnowledgeBase, Statement, When

__all__ = ["explain"]


def explain(kb: KnowledgeBase, statement_id: str) -> str:
    """Quotes, holders, times and rules behind one statement.

    Parameters
    ----------
    kb
        Where the statement is.
    statement_id
        Its id, or as many of the first digits as no other statement shares.

    Raises
    ------
    BuildError
        If no statement, or more than one, begins like this.
    """
    found = [statement for statement in kb.statements if statement_id and statement.id.startswith(statement_id)]
    if len(found) != 1:
        problem = f"{len(found)} statements begin like this" if found else "no such statement"
        raise BuildError(f"statement {statement_id!r}: {problem}; allowed: an id from statements.jsonl")
    return "\n".join(_lines(kb, found[0])) + "\n"


def _lines(kb: KnowledgeBase, statement: Statement) -> Iterator[str]:
    labels = {entity.id: entity.label for entity in kb.entities}
    documents = {document.id: document for document in kb.documents}
    yield f"{statement.id}  {labels[statement.subject]} | {statement.relation} | {labels[statement.object]}"
    for evidence in statement.evidence:
        yield ""
        yield f"  “{' '.join(evidence.quote.split())}”"
        yield f"    {_document(documents[evidence.document])}, {evidence.span.start}:{evidence.span.end}"
        yield f"    {evidence.modality}, {evidence.polarity}; {_voice(evidence, documents, labels)}"
        if evidence.when:
            yield f"    time: {_time(evidence.when)}"
        if evidence.count is not None:
            yield f"    times: {evidence.count}"
        if evidence.curator is None:
            yield f"    rule: {evidence.rule}, confidence {evidence.confidence:.2f}"
        else:
            yield f"    read by: {evidence.curator}, curator"


def _document(document: Document) -> str:
    known = [document.source, document.published]
    return document.id + "".join(f", {value}" for value in known if value)


def _voice(evidence: Evidence, documents: dict[str, Document], labels: dict[str, str]) -> str:
    """Whose word it is."""
    if evidence.holder is not None:
        return f"according to {labels[evidence.holder]}"
    author = documents[evidence.document].author
    return f"in the words of {author}" if author else "in the document's own voice"


def _time(when: When) -> str:
    against = f", read against {when.against}" if when.against else ""
    return f"{when.edtf or 'unknown'} (“{when.words}”, {when.resolution}{against})"
