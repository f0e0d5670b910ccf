"""How often an act happened: "four times", "three wars", "20 rounds of talks"."""

from __future__ import annotations

from spacy.tokens import Token

__all__ = ["count"]

_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_UNITS = frozenset({"time", "round", "occasion"})


def count(trigger: Token) -> int | None:
    """The number of times that the words give; None where they give none.

    Numbers up to twelve in words and any in figures are read; "several" or "many" stay None.
    """
    for child in trigger.children:
        if child.lower_ in _ADVERBS:
            return _ADVERBS[child.lower_]
        if child.dep_ == "npadvmod":  # "met him *twice* last month": the adverb hangs on the time
            for inner in child.children:
                if inner.lower_ in _ADVERBS:
                    return _ADVERBS[inner.lower_]
        if child.lemma_ in _UNITS:
            for inner in child.children:
                if inner.dep_ == "nummod" and (number := _number(inner)) is not None:
                    return number
        if trigger.pos_ == "NOUN" and trigger.tag_ == "NNS" and child.dep_ == "nummod":
            return _number(child)
    if trigger.dep_ == "pobj" and trigger.head.head.lemma_ in _UNITS:
        return next((_number(c) for c in trigger.head.head.children if c.dep_ == "nummod"), None)
    return None


def _number(token: Token) -> int | None:
    plain = token.text.replace(",", "")
    return int(plain) if plain.isdecimal() and plain.isascii() else _WORDS.get(token.lower_)
