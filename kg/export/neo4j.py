"""CSV with the headers of ``neo4j-admin database import`` (Neo4j operations manual, "CSV header format")."""

from __future__ import annotations

from dataclasses import fields

from kg.export.csv_tables import DOCUMENT_COLUMNS, csv_bytes, document_values
from kg.export.rows import Edge, Node, Value, rows, values
from kg.model import KnowledgeBase

__all__ = ["to_neo4j"]

LISTED = ";"  # the importer's own default between the elements of an array
_TYPES = {"int": ":long", "float": ":double", "bool": ":boolean", "tuple[str, ...]": ":string[]"}
_ENDS = ("source", "target")
_DATES = frozenset({"time_from", "time_to"})


def to_neo4j(kb: KnowledgeBase, *, policy: str = "everything") -> dict[str, bytes]:
    """``nodes.csv``, ``relationships.csv`` and ``documents.csv``, each with its header.

    A node has the label ``Entity`` and its kind; a relationship is one evidence, its type is the relation's id; a
    document is a node of its own, which a relationship names in its property ``document``. A semicolon inside a name
    becomes a comma, since the importer has no escape for it.

    Parameters
    ----------
    kb
        In any order; an empty one gives headers only.
    policy
        As ``kg.graph.project`` takes it; a property of nodes and relationships.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    found = rows(kb, policy=policy)
    return {
        "nodes.csv": csv_bytes(
            ["id:ID(Entity)", *_header(Node, "id"), "policy", ":LABEL"],
            ([*_values(node), policy, f"Entity{LISTED}{node.kind}"] for node in found.nodes),
            listed=LISTED,
        ),
        "relationships.csv": csv_bytes(
            [":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "id", *_header(Edge, "id", "source", "target"), "policy"],
            (
                [edge.source, edge.target, edge.relation, *_values(edge, "source", "target"), policy]
                for edge in found.edges
            ),
            listed=LISTED,
        ),
        "documents.csv": csv_bytes(
            ["id:ID(Document)", *DOCUMENT_COLUMNS[1:-1], "characters:long", ":LABEL"],
            ([*document.values(), "Document"] for document in document_values(kb)),
        ),
    }


def _header(row: type[Node | Edge], *without: str) -> list[str]:
    return [
        field.name + (":date" if field.name in _DATES else _TYPES.get(str(field.type).removesuffix(" | None"), ""))
        for field in fields(row)
        if field.name not in without
    ]


def _values(row: Node | Edge, *without: str) -> list[Value]:
    return [
        tuple(element.replace(LISTED, ",") for element in value) if isinstance(value, tuple) else value
        for name, value in values(row).items()
        if name not in without
    ]
