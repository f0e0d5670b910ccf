"""What must hold of the JSON Lines beside the graph: the same statements, documents and entities, each id once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kg.check.finding import Finding
from kg.errors import BuildError
from kg.export.jsonl import document_record, entity_record
from kg.model import Evidence, KnowledgeBase, Span, Statement

__all__ = ["check_lines"]

type _Record = Mapping[str, object]

_OF_STATEMENTS = (
    "statement",
    "document",
    "start",
    "end",
    "quote",
    "polarity",
    "modality",
    "holder",
    "time",
    "relation",
)


def check_lines(folder: Path, kb: KnowledgeBase) -> Iterator[Finding]:
    """Lines that the graph does not have, lines missing, and ids that come twice.

    Parameters
    ----------
    folder
        A build. ``statements.jsonl`` must be there; ``documents.jsonl`` and ``entities.jsonl`` are checked if they are.
    kb
        What the build's ``graph.ttl`` holds.

    Raises
    ------
    BuildError
        Where a file cannot be read or a line is not what ``kg build`` writes.
    """
    yield from _statements(folder / "statements.jsonl", kb)
    documents = {document.id: dict(document_record(document)) for document in kb.documents}
    entities = {entity.id: dict(entity_record(entity)) for entity in kb.entities}
    for name, kind, known in (("documents.jsonl", "document/", documents), ("entities.jsonl", "", entities)):
        if (folder / name).exists():
            yield from _things(folder / name, kind, known)


def _statements(file: Path, kb: KnowledgeBase) -> Iterator[Finding]:
    def key(record: _Record) -> str:
        values = {name: record[name] for name in _OF_STATEMENTS}
        holder = values["holder"]
        values["holder"] = holder["id"] if isinstance(holder, dict) else holder
        return json.dumps(values, ensure_ascii=False)

    found = _read(file, key)
    known = Counter(key(_record(s, evidence)) for s in kb.statements for evidence in s.evidence)
    for text in sorted(found.keys() | known.keys()):
        record = json.loads(text)
        places = found.get(text, [])
        if len(places) > known[text]:
            message = "in statements.jsonl, but not in graph.ttl" if not known[text] else "twice in statements.jsonl"
        elif not places:
            message = "in graph.ttl, but not in statements.jsonl"
        else:
            continue
        yield Finding(
            "jsonl",
            f"statement/{record['statement']}",
            str(record["document"]),
            Span(int(record["start"]), int(record["end"])),
            message,
            source=f"{file.name}:{places[-1]}" if places else None,
        )


def _record(statement: Statement, evidence: Evidence) -> _Record:
    return {
        "statement": statement.id,
        "document": evidence.document,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "polarity": evidence.polarity.value,
        "modality": evidence.modality.value,
        "holder": evidence.holder,
        "time": evidence.when and evidence.when.edtf,
        "relation": statement.relation,
    }


def _things(file: Path, kind: str, known: Mapping[str, _Record]) -> Iterator[Finding]:
    def key(record: _Record) -> str:
        return json.dumps([record["id"], record], ensure_ascii=False)

    found: dict[str, list[tuple[int, _Record]]] = {}
    for text, places in _read(file, key).items():
        id, record = json.loads(text)
        found.setdefault(id, []).extend((place, record) for place in places)
    for id in sorted(found.keys() | known.keys()):
        lines = found.get(id, [])
        if not lines:
            message = f"in graph.ttl, but not in {file.name}"
        elif len(lines) > 1:
            message = f"{len(lines)} times in {file.name}; allowed: each id once"
        elif id not in known:
            message = f"in {file.name}, but not in graph.ttl"
        elif _unordered(lines[0][1]) != _unordered(known[id]):
            message = f"not the same in {file.name} and graph.ttl: {_difference(lines[0][1], known[id])}"
        else:
            continue
        document = id if kind and (id in known) else None
        source = f"{file.name}:{lines[-1][0]}" if lines else None
        yield Finding("jsonl", f"{kind}{id}", document, None, message, source=source)


def _unordered(record: _Record) -> _Record:
    """The record with lists sorted whose order tells nothing: the graph does not keep it."""
    changed = dict(record)
    if isinstance(names := record.get("names"), list):
        changed["names"] = [name | {"used_by": sorted(name["used_by"])} for name in names]
    if isinstance(others := record.get("same_as"), list):
        changed["same_as"] = sorted(others)
    return changed


def _difference(one: _Record, other: _Record) -> str:
    here, there = _unordered(one), _unordered(other)
    return ", ".join(sorted(name for name in {*here, *there} if here.get(name) != there.get(name)))


def _read(file: Path, key: Callable[[_Record], str]) -> Mapping[str, list[int]]:
    """Line numbers, counted from 1, by key of the record."""
    found: dict[str, list[int]] = {}
    number = 0
    try:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            if line:
                found.setdefault(key(json.loads(line)), []).append(number)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{file}: line {number}: {error}; allowed: JSON Lines as `kg build` writes them") from None
    return found
