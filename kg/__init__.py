"""Knowledge graphs of territorial disputes, built from text, where every edge leads back to the words that carry it.

>>> import kg
>>> g = kg.build("Tokyo claims the Senkaku Islands, which Beijing calls Diaoyu Dao.")
>>> [str(statement) for statement in g.ask("claims")]
['Japan claims Senkaku Islands [1]']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg import examples
    from kg.api import KnowledgeGraph, analyses, build, load, questions
    from kg.errors import KgError
    from kg.model import Document

__all__ = ["Document", "KgError", "KnowledgeGraph", "__version__", "analyses", "build", "examples", "load", "questions"]

__version__ = "0.1.0"

# Where each name lives; it is imported when it is first asked for, so that `import kg` and `kg --help` stay quick.
_PLACES = {
    "Document": "kg.model",
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.api",
    "analyses": "kg.api",
    "build": "kg.api",
    "load": "kg.api",
    "questions": "kg.api",
}


def __getattr__(name: str) -> Any:
    if name == "examples":
        return import_module("kg.examples")
    if name not in _PLACES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; allowed: {', '.join(__all__)}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
