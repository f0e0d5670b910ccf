"""What a knowledge base can be written as: one format a file, one table of all of them.

Importing this package is cheap; a format's own imports happen when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.model import KnowledgeBase

__all__ = ["EXPORTERS", "Exporter"]

type Exporter = Callable[[KnowledgeBase], str]


def _jsonl(kb: KnowledgeBase) -> str:
    from kg.export.jsonl import to_jsonl

    return to_jsonl(kb)


def _turtle(kb: KnowledgeBase) -> str:
    from kg.export.turtle import to_turtle

    return to_turtle(kb)


def _html(kb: KnowledgeBase) -> str:
    from kg.export.html import to_html

    return to_html(kb)


def _summary(kb: KnowledgeBase) -> str:
    from kg.export.summary import to_summary

    return to_summary(kb)


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {"html": _html, "jsonl": _jsonl, "summary": _summary, "turtle": _turtle}
)
"""Every format by its name; each gives the whole content of one file."""
