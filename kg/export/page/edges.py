"""Which statements the page shows, and the edges that stand for them: one for each way in which a statement is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg import graph
from kg.export.page import looks
from kg.model import Evidence, KnowledgeBase, Modality, Polarity, Relation, Statement

__all__ = ["MAX_EDGES", "Drawn", "drawn_edges", "select", "shorten"]

MAX_EDGES = 5000
ONE_LINE = 20  # an edge's label with at most so many characters stays on one line
SPEAKER = 22  # characters of a speaker's name in an edge's label

type _Look = tuple[str, Polarity, Modality, bool]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One edge of the page: the evidence of one statement that looks the same."""

    id: str
    statement: Statement
    label: str
    polarity: Polarity
    modality: Modality
    said: bool
    evidence: tuple[Evidence, ...]


def select(kb: KnowledgeBase, limit: int = MAX_EDGES) -> tuple[Statement, ...]:
    """The statements that the page shows: the most attested ones, as many as give at most ``limit`` edges.

    Returns
    -------
    tuple[Statement, ...]
        Sorted by id; statements without evidence are left out, since there is nothing to show for them.
    """
    edges = Counter(key[0] for key in _edges(kb))
    ranked = sorted((s for s in kb.statements if s.evidence), key=lambda s: (-len(s.evidence), s.id))
    chosen: list[Statement] = []
    total = 0
    for statement in ranked:
        total += edges[statement.id]
        if total > limit:
            break
        chosen.append(statement)
    return tuple(sorted(chosen, key=lambda s: s.id))


def drawn_edges(
    kb: KnowledgeBase, statements: Iterable[Statement], relation: Callable[[str], Relation], label: Callable[[str], str]
) -> tuple[Drawn, ...]:
    """The edges of the chosen statements, sorted by statement and look."""
    chosen = {statement.id: statement for statement in statements}
    found = []
    for (statement_id, polarity, modality, said), pairs in sorted(_edges(kb).items()):
        if statement_id not in chosen:
            continue
        statement = chosen[statement_id]
        speakers = sorted({label(voice) for voice, _ in pairs if voice})
        words = [looks.MODALITIES[modality].word, looks.DENIED.word if polarity is Polarity.NEGATIVE else None]
        if said:
            others = f" +{len(speakers) - 1}" if len(speakers) > 1 else ""
            words.append(f"says {shorten(speakers[0], SPEAKER)}{others}")
        text = relation(statement.relation).label
        marks = " · ".join(word for word in words if word)
        edge = f"{statement_id}.{polarity}.{modality}.{'said' if said else 'own'}"
        one_line = len(text) + len(marks) <= ONE_LINE
        shown = f"{text}{' · ' if one_line else chr(10)}{marks}" if marks else text
        found.append(Drawn(edge, statement, shown, polarity, modality, said, tuple(item for _, item in pairs)))
    return tuple(found)


def shorten(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it has more code points than ``length``."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _edges(kb: KnowledgeBase) -> dict[_Look, list[tuple[str | None, Evidence]]]:
    """Evidence with its voice, by what makes an edge look different: whose fact, told how, by a source or a party."""
    found: dict[_Look, list[tuple[str | None, Evidence]]] = {}
    for _, _, edge in graph.project(kb).edges(data=True):
        voice = edge["holder"] or edge["author"]
        key = edge["statement"], edge["polarity"], edge["modality"], voice is not None
        found.setdefault(key, []).extend((voice, evidence) for evidence in edge["evidence"])
    return found
