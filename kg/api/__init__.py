"""The package as a library for researchers: build or load a graph, then look at it in a notebook.

Thin by intent: every method hands on to the part of the package that does the work, and gives back what a notebook
shows well. ``import kg`` makes these names available without importing anything heavy until one is used.
"""

from __future__ import annotations

from kg.api.disputes import Disputes
from kg.api.documents import Documents, DocumentView
from kg.api.dossier import Dossier
from kg.api.entry import analyses, build, load, questions
from kg.api.graph import KnowledgeGraph
from kg.api.show import Figure, Page
from kg.api.statements import Statements, StatementView

__all__ = [
    "Disputes",
    "DocumentView",
    "Documents",
    "Dossier",
    "Figure",
    "KnowledgeGraph",
    "Page",
    "StatementView",
    "Statements",
    "analyses",
    "build",
    "load",
    "questions",
]
