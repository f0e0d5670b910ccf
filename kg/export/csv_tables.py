"""CSV (RFC 4180) for spreadsheets, pandas and R: nodes, edges and documents, or all of it in one flat table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from kg.export.characters import carried, json_bytes
from kg.export.flat import LISTED
from kg.export.rows import Edge, Node, Value, rows, values
from kg.graph import authors
from kg.model import KnowledgeBase
from kg.spreadsheet import cell, uncell

__all__ = ["DOCUMENT_COLUMNS", "cell", "csv_bytes", "document_values", "to_csv", "to_statements_csv", "uncell"]

DOCUMENT_COLUMNS = tuple("id title source url published language part_of author characters".split())
# Annotations of the rows' classes, which are texts since they are postponed, and their names in CSV on the Web.
_TYPES = {"int": "integer", "float": "double", "bool": "boolean"}


def csv_bytes(header: Sequence[str], lines: Iterable[Iterable[Value]], *, listed: str = LISTED) -> bytes:
    """A table in UTF-8 with CRLF line ends; None is an empty cell, truth values are ``true`` and ``false``."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for line in lines:
        writer.writerow([_written(value, listed) for value in line])
    return buffer.getvalue().encode("utf-8")


def _written(value: Value, listed: str) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = listed.join(value) or None
    return carried(value) if isinstance(value, str) else value


def _safe(line: Mapping[str, Value]) -> list[Value]:
    joined = (LISTED.join(value) or None if isinstance(value, tuple) else value for value in line.values())
    return [cell(value) if isinstance(value, str) else value for value in joined]


def document_values(kb: KnowledgeBase) -> list[dict[str, Value]]:
    """A row for each document, sorted by id: every field but the text, whose length in code points is there instead."""
    voices = authors(kb)
    fields_kept = [name for name in DOCUMENT_COLUMNS if name not in {"author", "characters"}]
    return [
        {name: getattr(document, name) for name in fields_kept}
        | {"author": voices[document.id], "characters": len(document.text)}
        for document in sorted(kb.documents, key=lambda document: document.id)
    ]


def to_csv(kb: KnowledgeBase, *, policy: str = "everything") -> dict[str, bytes]:
    """``nodes.csv``, ``edges.csv`` and ``documents.csv``, and ``csv-metadata.json``, which tells types and policy.

    An edge is one evidence; its columns ``source`` and ``target`` are ids of nodes, ``document`` is the id of a
    document. The metadata are CSV on the Web (W3C, 2015).

    Parameters
    ----------
    kb
        In any order; an empty one gives tables of headers only.
    policy
        As ``kg.graph.project`` takes it; a column of nodes and edges.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    found = rows(kb, policy=policy)
    own: dict[str, Value] = {"policy": policy}
    nodes = [values(node) | own for node in found.nodes]
    edges = [values(edge) | own for edge in found.edges]
    documents = document_values(kb)
    columns = {
        "nodes.csv": {field.name: str(field.type) for field in fields(Node)} | {"policy": "str"},
        "edges.csv": {field.name: str(field.type) for field in fields(Edge)} | {"policy": "str"},
        "documents.csv": dict.fromkeys(DOCUMENT_COLUMNS, "str") | {"characters": "int"},
    }
    tables = {"nodes.csv": nodes, "edges.csv": edges, "documents.csv": documents}
    files = {name: csv_bytes([*columns[name]], map(_safe, table)) for name, table in tables.items()}
    return files | {"csv-metadata.json": _metadata(columns, found.note)}


def _metadata(columns: Mapping[str, Mapping[str, str]], note: str) -> bytes:
    def column(name: str, of_type: str) -> dict[str, str]:
        found = {"name": name, "datatype": _TYPES.get(of_type.removesuffix(" | None"), "string")}
        return found | {"separator": LISTED} if of_type.startswith("tuple") else found

    return json_bytes(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "dc:description": note,
            "tables": [
                {
                    "url": name,
                    "tableSchema": {"columns": [column(*pair) for pair in types.items()], "primaryKey": "id"},
                }
                for name, types in columns.items()
            ],
        }
    )


def to_statements_csv(kb: KnowledgeBase, *, policy: str = "everything") -> bytes:
    """One flat table, one line an evidence with every field, labels and kinds of both ends, and its document.

    Parameters and errors are those of :func:`to_csv`; a statement without evidence has no line.
    """
    found = rows(kb, policy=policy)
    nodes = {node.id: node for node in found.nodes}
    urls = {document.id: document.url for document in kb.documents}
    ends = [f"{role}{part}" for role in ("subject", "object") for part in ("", "_label", "_kind")]
    rest = [field.name for field in fields(Edge) if field.name not in {"id", "source", "target", "statement"}]
    header = ["statement", "evidence", *ends, *rest, "document_url", "policy"]

    def line(edge: Edge) -> dict[str, Value]:
        line = values(edge)
        for role, node in (("subject", nodes[edge.source]), ("object", nodes[edge.target])):
            line |= {role: node.id, f"{role}_label": node.label, f"{role}_kind": node.kind}
        line |= {"evidence": edge.id, "document_url": urls.get(edge.document), "policy": policy}
        return {name: line[name] for name in header}

    return csv_bytes(header, (_safe(line(edge)) for edge in found.edges))
