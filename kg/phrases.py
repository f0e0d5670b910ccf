"""Noun phrases: what a head noun brings with it, and entities that a phrase describes rather than names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.model import Kind
from kg.reading import Reading, register

__all__ = ["acts_as_verb", "described", "expand", "modifiers", "phrase", "prepositional"]

_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "case", "punct", "advmod", "npadvmod"}
)
_INNER_PREPOSITIONS = frozenset(
    {
        "of",
        "in",
        "on",
        "between",
        "over",
        "to",
        "for",
        "with",
        "along",
        "near",
        "beyond",
        "around",
        "above",
        "off",
        "at",
        "from",
    }
)
# an agreement is "on" or "between", but signed "in" a city
_OF_A_TEXT = frozenset({"of", "on", "between", "over", "to", "for", "with"})
_LONGEST_PHRASE = 14


def acts_as_verb(token: Token) -> bool:
    """Whether a word tagged as a noun is the verb of its clause: "Ali and Maduro *plan* to meet"."""
    if token.pos_ != "NOUN":
        return False
    has = {child.dep_ for child in token.children}
    return "nsubj" in has and bool(has & {"xcomp", "dobj"})


def expand(token: Token) -> list[Token]:
    """A noun with all that it is coordinated with, in order; members listed in apposition count as coordinated."""
    found = [token]
    for child in token.children:
        beside = child.dep_ == "conj" and child.i > token.i and (child.pos_ not in {"VERB", "AUX"} or child.ent_type_)
        if beside or (child.dep_ == "appos" and _lists(token, child)):
            found += expand(child)
        elif child.dep_ == "prep" and child.lower_ == "including":
            found += [member for inner in child.children if inner.dep_ == "pobj" for member in expand(inner)]
    return sorted(set(found), key=lambda t: t.i)


def _lists(token: Token, appositive: Token) -> bool:
    """Whether an apposition is really the next member of a list, as parsers read "A, B, and C"."""
    doc = token.doc
    if appositive.i <= token.i or doc[token.i + 1].text != "," or appositive.ent_type_ == "DATE":
        return False
    both_names = token.pos_ == "PROPN" and appositive.pos_ == "PROPN"
    tail = any(t.dep_ == "conj" for t in (*token.children, *appositive.children))
    return both_names and tail


def prepositional(token: Token, preposition: str) -> Iterator[Token]:
    """Heads of the objects of a preposition that hangs on a token ("talks *with* Japan")."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ == preposition:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    yield inner
                elif inner.dep_ == "prep":
                    yield from (t for t in inner.children if t.dep_ == "pobj")
            # "according to", "next to": the second preposition carries the object
        elif child.dep_ in {"prep", "advmod", "prt"} and any(
            g.dep_ == "prep" and g.lower_ == preposition for g in child.children
        ):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ == preposition:
                    yield from (t for t in inner.children if t.dep_ == "pobj")


def modifiers(token: Token) -> Iterator[Token]:
    """Adjectives and nouns that modify a noun from the left, with what is coordinated with them."""
    for child in token.children:
        if child.i < token.i and child.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
            yield child
            yield from (t for t in child.subtree if t.i != child.i and t.dep_ in {"conj", "compound", "nmod", "amod"})


def phrase(token: Token, inner: frozenset[str] = _INNER_PREPOSITIONS) -> tuple[int, int, int]:
    """Start, end of the core and end with prepositional phrases (token numbers, half-open) of a noun's phrase.

    ``inner`` are the prepositions whose phrases belong to it.
    """
    doc = token.doc
    start = token.i
    for child in sorted((c for c in token.children if c.i < token.i), key=lambda c: -c.i):
        if child.dep_ not in _LEFT or child.right_edge.i != start - 1 or (child.pos_ == "VERB" and child.tag_ == "VBZ"):
            break
        start = child.left_edge.i
    end = full = token.i + 1
    for child in (c for c in token.children if c.i > token.i):
        number = child.dep_ in {"nummod", "appos"} and child.like_num
        belongs = child.dep_ == "prep" and child.lower_ in inner
        if not (number or belongs) or child.left_edge.i != full or child.right_edge.i - token.i > _LONGEST_PHRASE:
            break
        if any(t.pos_ in {"VERB", "AUX"} and t.dep_ in {"relcl", "advcl", "acl", "pcomp"} for t in child.subtree):
            break
        full = child.right_edge.i + 1
    while full > end and doc[full - 1].is_punct:
        full -= 1
    return start, end, full


def described(reading: Reading, token: Token, kind: Kind) -> str:
    """The entity that a noun phrase describes ("the 2005 boundary agreement"), kept apart from other documents'.

    A phrase in capitals ("Treaty of Guadalupe Hidalgo") is a name and so the same entity everywhere.
    """
    doc = token.doc
    start, end, full = phrase(token, _INNER_PREPOSITIONS if kind is Kind.TERRITORY else _OF_A_TEXT)
    while start < token.i and (
        doc[start].pos_ in {"DET", "PRON"}
        or doc[start].is_punct
        or doc[start].tag_ == "POS"
        or doc[start].lower_ in {"such", "any"}
    ):
        start += 1
    core = doc[start:end].text
    names = [doc[start:full].text, core]
    capital = token.text[0].isupper() and (end - start > 1 or full > end)
    if capital and full > end:
        limit = next(
            (
                t.i
                for t in doc[end:full]
                if t.lower_ not in {"of", "the", "on", "for", "and", "in"}
                and not t.text[0].isupper()
                and not t.like_num
            ),
            full,
        )
        names = [doc[start:limit].text, *names]
    # a shorter form of the phrase names it too: "binding boundary treaty", "boundary treaty"
    for i in range(start + 1, token.i):
        if doc[i].dep_ != "case" and not doc[i].is_punct and doc[i - 1].text != "-" and doc[i].text[0] != "-":
            names.append(doc[i:end].text)
    if kind is Kind.TERRITORY and full > end:
        names.append(doc[token.i : full].text)
    names = [" ".join(name.split()).strip(" ,;:'\"“”‘’—–-()") for name in names]
    return register(reading, kind, tuple(dict.fromkeys(n for n in names if n)), local=not capital)
