"""The words that carry a match: one stretch of its sentence, from the first to the last of what it takes."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.roles import clause_verb
from kg.model import Span
from kg.reading import Reading

__all__ = ["quote_span"]


def quote_span(reading: Reading, trigger: Token, *others: Token) -> Span:
    """Code points from the first to the last of the trigger and the phrases in its sentence (half-open)."""
    sentence = trigger.sent
    tokens = [trigger, *(t for t in others if sentence.start <= t.i < sentence.end)]
    starts, ends = [], []
    for token in tokens:
        referent = reading.at.get(token.i)
        starts.append(reading.doc[referent.start].idx if referent else token.idx)
        last = reading.doc[referent.end - 1] if referent else token
        ends.append(last.idx + len(last))
    verb = clause_verb(trigger) if trigger.pos_ == "NOUN" else None
    if verb is not None and verb.i >= sentence.start and len(tokens) < 3:
        starts.append(verb.idx)
    return Span(min(starts), max(ends))
