"""Where a quote stands: in a text that may have changed, and in its sentence."""

from __future__ import annotations

import hashlib
import re

from kg.model import Document, Span
from kg.review.verdict import Verdict

__all__ = ["in_sentence", "locate", "sha256", "stands"]

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\Wa-z])|\n\s*\n")
_LONGEST = 400


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def locate(document: Document, verdict: Verdict) -> Span | str:
    """The place of a verdict's quote in the document as it is now.

    Returns
    -------
    Span or str
        The old place where the quote still stands there, else the only place where it stands; in words why not, where
        it stands nowhere or in several places.
    """
    evidence = verdict.judged.evidence
    if document.text[evidence.span.start : evidence.span.end] == evidence.quote:
        return evidence.span
    places = stands(evidence.quote, document.text)
    if len(places) == 1:
        return places[0]
    if not places:
        return "its quote stands in the text no more"
    where = ", ".join(str(place.start) for place in places[:5])
    return f"the text changed and its quote stands {len(places)} times, at {where}"


def stands(quote: str, text: str) -> tuple[Span, ...]:
    r"""Every place of a quote in a text, white space in one like any in the other; none of an empty quote.

    >>> stands("two  isles", "The two\nisles; two isles.")
    (Span(start=4, end=13), Span(start=15, end=24))
    """
    words = quote.split()
    if not words:
        return ()
    return tuple(Span(*found.span()) for found in re.finditer(r"\s+".join(map(re.escape, words)), text))


def in_sentence(text: str, span: Span) -> str:
    """The sentence around a place on one line, the place in double brackets; long ones are cut at both sides.

    >>> in_sentence("It rained. Ships came at noon. They left.", Span(11, 16))
    '[[Ships]] came at noon.'
    """
    # Whether a sentence begins right here is seen from the letter after its start.
    before = _SENTENCE_END.finditer(text, max(0, span.start - _LONGEST), span.start + 2)
    starts = [found.end() for found in before if found.end() <= span.start]
    start = starts[-1] if starts else max(0, span.start - _LONGEST)
    end = _SENTENCE_END.search(text, span.end, span.end + _LONGEST)
    stop = min(len(text), span.end + _LONGEST) if end is None else end.end()
    marked = f"{text[start : span.start]}[[{text[span.start : span.end]}]]{text[span.end : stop]}"
    return " ".join(marked.split())
