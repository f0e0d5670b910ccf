"""A build on disk: written file by file so that a reader never meets half of one, and read back without loss."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import BuildError
from kg.export import EXPORTERS, Exporter
from kg.export.jsonl import diagnostic_record, document_record, dump, entity_record
from kg.export.parse import parse_diagnostics, parse_documents, parse_entities, parse_statements
from kg.model import KnowledgeBase

__all__ = ["FILES", "read_folder", "write_folder"]


def _documents(kb: KnowledgeBase) -> str:
    return "".join(dump(document_record(document)) for document in kb.documents)


def _entities(kb: KnowledgeBase) -> str:
    return "".join(dump(entity_record(entity)) for entity in kb.entities)


def _diagnostics(kb: KnowledgeBase) -> str:
    return "".join(dump(diagnostic_record(diagnostic)) for diagnostic in kb.diagnostics)


FILES: Mapping[str, Exporter] = MappingProxyType(
    {
        "documents.jsonl": _documents,
        "entities.jsonl": _entities,
        "statements.jsonl": EXPORTERS["jsonl"],
        "diagnostics.jsonl": _diagnostics,
        "graph.ttl": EXPORTERS["turtle"],
        "graph.html": EXPORTERS["html"],
        "summary.md": EXPORTERS["summary"],
    }
)
"""What a build holds, in the order in which it is written; the first four files are the whole of it."""


def write_folder(kb: KnowledgeBase, folder: Path | str) -> None:
    """Write every file of the build; the folder is made if need be, files of an earlier build are replaced.

    All contents are made before the first file is touched, and each file is moved into its place when it is complete.

    Raises
    ------
    BuildError
        If the folder or a file in it cannot be written.
    """
    target = Path(folder)
    contents = {name: export(kb) for name, export in FILES.items()}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            _replace(target / name, content)
    except OSError as error:
        raise BuildError(
            f"{error.filename or target}: {error.strerror}; allowed: a folder that may be written"
        ) from error


def _replace(file: Path, content: str) -> None:
    """Put the content in the file's place in one step."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content.encode("utf-8"))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def read_folder(folder: Path | str) -> KnowledgeBase:
    """The knowledge base that the build was written from.

    Raises
    ------
    BuildError
        If a file is missing, is not UTF-8, has a line that is not what a build writes, or if a statement names a
        document or an entity that the build does not hold.
    """
    source = Path(folder)
    kb = KnowledgeBase(
        documents=parse_documents(*_content(source / "documents.jsonl")),
        entities=parse_entities(*_content(source / "entities.jsonl")),
        statements=parse_statements(*_content(source / "statements.jsonl")),
        diagnostics=parse_diagnostics(*_content(source / "diagnostics.jsonl")),
    )
    _check_references(kb, source)
    return kb


def _check_references(kb: KnowledgeBase, folder: Path) -> None:
    """Raise BuildError on a statement whose ends, holder or document are not part of the build."""
    entities = {entity.id for entity in kb.entities}
    documents = {document.id for document in kb.documents}
    for statement in kb.statements:
        for evidence in statement.evidence:
            named = {statement.subject, statement.object, evidence.holder or statement.subject}
            for kind, missing in (("entities", named - entities), ("documents", {evidence.document} - documents)):
                if missing:
                    raise BuildError(
                        f"{folder / 'statements.jsonl'}: statement {statement.id} names {min(missing)!r}; "
                        f"allowed: what {kind}.jsonl holds"
                    )


def _content(file: Path) -> tuple[str, str]:
    """Text and name of the file."""
    try:
        return file.read_bytes().decode("utf-8"), str(file)
    except OSError as error:
        raise BuildError(f"{file}: {error.strerror}; allowed: a folder that `kg build` wrote") from error
    except UnicodeDecodeError as error:
        raise BuildError(f"{file}: byte {error.start} is not UTF-8; build the folder anew") from error
