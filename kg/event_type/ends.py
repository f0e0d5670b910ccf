"""Where the two ends of an event stand in the text, and the word that joins them."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Ends", "locate", "stands_in"]

_PREDICATES = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends as spans of the parsed text, None where one does not stand in it.

    ``anchor`` is the word the event hangs on: the verb above the source, else above the target, else the root.
    ``distance`` counts the links of the parse between it and each word that it is joined to.
    """

    source: Span | None
    target: Span | None
    anchor: Token | None
    distance: dict[int, int]

    def role(self, token: Token) -> str | None:
        """``source`` or ``target`` where the word is part of that end, else None."""
        for name, span in (("source", self.source), ("target", self.target)):
            if span is not None and span.start <= token.i < span.end:
                return name
        return None


def stands_in(text: str, end: str) -> tuple[int, int] | None:
    """Code points of the first place where the end stands in the text, as whole words if possible; None where nowhere.

    >>> stands_in("The Omani envoy left Oman.", "Oman")
    (21, 25)
    >>> stands_in("An envoy left.", "Oman") is None
    True
    """
    if not end:
        return None
    whole = re.search(rf"(?<!\w){re.escape(end)}(?!\w)", text)
    if whole is not None:
        return whole.span()
    start = text.find(end)
    return None if start < 0 else (start, start + len(end))


def locate(doc: Doc, source: str, target: str) -> Ends:
    """The two ends in a parsed text; an empty text has neither ends nor anchor."""
    spans = [_span(doc, source), _span(doc, target)]
    anchor = next((verb for span in spans if span is not None for verb in _above(span.root)), None)
    if anchor is None:
        anchor = next((token for token in doc if token.dep_ == "ROOT"), None)
    return Ends(spans[0], spans[1], anchor, _distances(anchor))


def _span(doc: Doc, end: str) -> Span | None:
    place = stands_in(doc.text, end)
    return None if place is None else doc.char_span(*place, alignment_mode="expand")


def _above(token: Token) -> list[Token]:
    """The nearest verb above a word, or failing that its root; one word at most."""
    path = list(token.ancestors)
    verbs = [above for above in path if above.pos_ in _PREDICATES]
    return (verbs or [path[-1] if path else token])[:1]


def _distances(anchor: Token | None) -> dict[int, int]:
    if anchor is None:
        return {}
    found = {anchor.i: 0}
    waiting = deque([anchor])
    while waiting:
        token = waiting.popleft()
        for other in (token.head, *token.children):
            if other.i not in found:
                found[other.i] = found[token.i] + 1
                waiting.append(other)
    return found
