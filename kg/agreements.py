"""Agreements by name, description or a later word for them: "the accord", "they signed it"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.antecedents import cue
from kg.model import Kind
from kg.phrases import described
from kg.reading import Reading

__all__ = ["agreement", "agreement_before"]

# kinds of agreement that one noun may take up for another: "the accord" for a treaty, not for a ceasefire
_ALIKE = (
    frozenset("treaty agreement accord pact convention deal protocol compact concordat text".split()),
    frozenset({"ceasefire", "cease-fire", "truce", "armistice"}),
    frozenset({"ruling", "award", "judgment", "judgement", "verdict", "decision"}),
    frozenset({"plan", "proposal", "roadmap"}),
    frozenset({"declaration", "communique", "communiqué", "memorandum", "statement"}),
)


def agreement(reading: Reading, token: Token, *, definite: bool) -> tuple[str, ...]:
    """A treaty by description; "the treaty" is the one of that kind last spoken of, if there is any."""
    if definite and _bare(token):
        lemma = token.lemma_.lower()
        alike = next((group for group in _ALIKE if lemma in group), frozenset({lemma}))
        if found := agreement_before(reading, token, alike):
            return found
    return (described(reading, token, Kind.AGREEMENT),)


def agreement_before(
    reading: Reading, token: Token, nouns: frozenset[str] | None = None, *, near: bool = False
) -> tuple[str, ...]:
    """The agreement last named or described before a token; none where the text has spoken of none.

    ``nouns`` are the lemmas that may describe it (None: every word for an agreement); with ``near`` only the sentence
    and the one before are searched.
    """
    lemmas = cue(reading, "nouns.agreements") if nouns is None else nouns
    start = 0
    if near and token.sent.start:
        start = token.doc[token.sent.start - 1].sent.start
    for noun in reversed(token.doc[start : token.i]):
        if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ in {"compound", "nmod"}:
            continue
        referent = reading.at.get(noun.i)
        named = [o for o in referent.options if reading.kind(o) is Kind.AGREEMENT] if referent is not None else []
        if named and (nouns is None or noun.lemma_.lower() in nouns or len(nouns) > 1):
            return tuple(named[:1])
        if referent is None and noun.lemma_.lower() in lemmas and not _bare(noun):
            return (described(reading, noun, Kind.AGREEMENT),)
    return ()


def _bare(noun: Token) -> bool:
    """Whether nothing but an article stands with a noun."""
    return all(c.dep_ in {"det", "punct"} for c in noun.children)
