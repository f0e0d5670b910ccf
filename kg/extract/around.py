"""Parties and ground that a clause leaves to what stands around it: the entry's head, the sentence, the paragraph."""

from __future__ import annotations

from spacy.tokens import Token

from kg.coreference import resolve
from kg.model import Kind
from kg.reading import Reading

__all__ = [
    "entry_subject",
    "has_own_subject",
    "opens",
    "side_by_side",
    "topic",
    "topic_of_paragraph",
    "verbless",
]


def opens(reading: Reading, token: Token) -> bool:
    """Whether a word stands in the first clause after the head of its entry."""
    between = reading.document.text[: token.sent.start_char].rstrip()
    return any(entry.end == len(between) for entry in reading.entries)


def entry_subject(reading: Reading, token: Token) -> str | None:
    """The first party for a verb right behind the entry's head ("Comoros-France: *claims* Mayotte")."""
    parties = reading.parties(token.i)
    if not parties or token.tag_ not in {"VBZ", "VBP"} or token.dep_ != "ROOT" or not opens(reading, token):
        return None
    return None if any(c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for c in token.children) else parties[0]


def has_own_subject(token: Token) -> bool:
    """Whether the clause has a subject of its own, so that the parties at the entry's head do not act in it."""
    if token.pos_ == "ADJ" or token.dep_ in {"amod", "acl", "relcl"} or token.tag_ == "VBN":
        return True
    return token.pos_ == "VERB" and any(c.dep_ in {"nsubjpass", "auxpass", "nsubj"} for c in token.children)


def side_by_side(reading: Reading, token: Token) -> list[tuple[str, Token]]:
    """The only two states that a sentence coordinates; empty where it coordinates none or more."""
    pairs = []
    for first in token.sent:
        if first.dep_ == "conj" or first.i not in reading.at or first.pos_ != "PROPN":
            continue
        if any(c.dep_ == "conj" for c in first.children):
            states = [m for m in resolve(reading, first, frozenset({Kind.STATE})) if m[1].i in reading.at]
            if len(states) > 1:
                pairs.append(states)
    return pairs[0] if len(pairs) == 1 and len(pairs[0]) == 2 else []


def topic(reading: Reading, token: Token) -> list[tuple[str, Token]]:
    """The one disputed territory that a noun's sentence names, else what the sentence before names last."""
    sentence = token.sent
    here = _territories(reading, sentence.start, sentence.end)
    if not here and sentence.start:
        before = token.doc[sentence.start - 1].sent
        here = _territories(reading, before.start, before.end)[-1:]
    return here if len(here) == 1 else []


def verbless(participle: Token) -> bool:
    """Whether a passive stands without subject and auxiliary, as reference entries have it ("Claimed by Chile.")."""
    if participle.tag_ != "VBN" or participle.dep_ not in {"ROOT", "conj", "acl", "advcl"}:
        return False
    agent = any(c.dep_ == "agent" for c in participle.children)
    return agent and not any(c.dep_ in {"nsubjpass", "nsubj", "auxpass", "aux"} for c in participle.children)


def topic_of_paragraph(reading: Reading, token: Token) -> list[tuple[str, Token]]:
    """The first territory that a paragraph names before a token: what the entry is about."""
    text, place = reading.document.text, token.idx
    start = text.rfind("\n\n", 0, place) + 1
    first = next((t.i for t in token.doc if t.idx >= start), token.i)
    return _territories(reading, first, token.i)[:1]


def _territories(reading: Reading, start: int, end: int) -> list[tuple[str, Token]]:
    found: dict[str, Token] = {}
    for referent in reading.referents:
        if start <= referent.start < end and referent.options and reading.kind(referent.options[0]) is Kind.TERRITORY:
            found.setdefault(referent.options[0], reading.doc[referent.head])
    return list(found.items())
