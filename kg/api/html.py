"""Small pieces of HTML for notebooks: escaped, self-contained, readable on a light and on a dark page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from kg.export.rows import Edge
from kg.model import Document, Modality, Polarity

__all__ = ["STYLE", "block", "classes", "counted", "escape", "in_its_sentence", "manner", "sentence", "table", "voice"]

# Colours are half transparent, so that the text keeps the colour that the notebook's theme gives it. A fact, a wish, a
# plan and a possibility differ by the kind of line too, a denial is struck through: colour alone tells nothing.
STYLE = """<style>
.kg{font-size:13px;line-height:1.45;max-width:72em;overflow-x:auto}
.kg table{border-collapse:collapse;margin:.4em 0;width:100%}
.kg th,.kg td{text-align:left!important;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #8885;
white-space:normal;overflow-wrap:break-word}
.kg th{font-weight:600}
.kg caption,.kg .kg-note{caption-side:top;text-align:left;opacity:.8;padding:.2em 0}
.kg h4{margin:1em 0 .2em}
.kg mark{background:#ffd54a66;color:inherit;padding:.05em 0;border-bottom:2px solid #b98900}
.kg .kg-planned,.kg .kg-desired,.kg .kg-possible{background:#7aa7ff33}
.kg .kg-planned{border-bottom:2px dashed #3d6fd6}.kg .kg-desired{border-bottom:2px dotted #3d6fd6}
.kg .kg-possible{border-bottom:2px double #3d6fd6}
.kg .kg-negative{background:#ff6b5b33;border-bottom-color:#c8321f}
.kg .kg-how{white-space:nowrap;border-radius:.6em;padding:0 .5em}
.kg .kg-text{white-space:pre-wrap;line-height:1.9}
.kg .kg-entity{border:1px solid #888a;border-radius:.3em;padding:.05em .15em}
.kg .kg-entity small{opacity:.7;padding-left:.3em;font-size:.75em}
.kg sup{font-size:.7em;padding-right:.1em}
.kg small{opacity:.8}
</style>"""

_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|\n\s*\n")
_WHOLE = re.compile(r"(?:\A|[.!?…][\"'”’»)\]]*\s|\n\s*\n)\s*\Z")  # where a text may be cut without dots
_LONGEST = 240  # code points that a sentence may go on before and after its quote


def block(*parts: str) -> str:
    """The parts with the style that they need, in one element."""
    return f"{STYLE}<div class='kg'>{''.join(parts)}</div>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> str:
    """A table; headings and caption are text, cells are HTML already. Without rows it has its head all the same."""
    top = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{top}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def manner(edge: Edge) -> str:
    """How something is told, in a word or two that look like the mark in the text.

    What somebody is quoted with, or an author writes, is never called a fact.
    """
    words = [] if edge.modality == Modality.ACTUAL else [edge.modality]
    words += ["denied"] if edge.polarity == Polarity.NEGATIVE else []
    plain = "said to be so" if edge.holder or edge.author else "told as a fact"
    look = classes(edge.polarity, edge.modality)
    return f"<mark class='kg-how {look}'>{escape(', '.join(words) or plain)}</mark>"


def classes(polarity: Polarity | str, modality: Modality | str) -> str:
    """The CSS classes of polarity and modality."""
    return f"kg-{modality}" + (f" kg-{polarity}" if polarity == Polarity.NEGATIVE else "")


def counted(number: int, what: str) -> str:
    """A number with its noun.

    >>> counted(1, "place"), counted(0, "place")
    ('1 place', '0 places')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"


def voice(edge: Edge) -> str:
    """Whose word it is, as text: the one quoted, else the document's author, else the source in its own voice."""
    if edge.holder_label or edge.author_label:
        through = f", in {edge.document_source}" if edge.document_source and edge.holder_label else ""
        return f"{edge.holder_label or edge.author_label}{through}"
    return f"{edge.document_source or 'the document'}, own voice"


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The code points of the sentence around a quote, as far as full stops and blank lines tell, half-open.

    It is for reading only: an abbreviation may end it too early, and it has at most ``_LONGEST`` code points on each
    side of the quote.

    >>> text = "It rained. Japan claims the islands. Nobody spoke."
    >>> text[slice(*sentence(text, 11, 23))]
    'Japan claims the islands.'
    """
    first = max(start - _LONGEST, 0)
    for found in _END.finditer(text, first, start):
        first = found.end()
    stop = _END.search(text, max(end - 1, 0), end + _LONGEST)
    last = stop.end() if stop else min(end + _LONGEST, len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, max(len(text[:last].rstrip()), end)


def in_its_sentence(edge: Edge, document: Document | None) -> str:
    """The sentence with the quote marked; the quote alone where the text is not at hand."""
    marked = f"<mark class='{classes(edge.polarity, edge.modality)}'>{escape(edge.quote)}</mark>"
    if document is None:
        return marked
    first, last = sentence(document.text, edge.start, edge.end)
    before, after = document.text[first : edge.start], document.text[edge.end : last]
    # Dots say that the sentence begins or ends further out.
    start = "" if _WHOLE.search(document.text, 0, first) else "…"
    end = "" if _END.search(document.text, max(last - 2, 0), last + 1) or last >= len(document.text.rstrip()) else "…"
    return f"{start}{escape(before)}{marked}{escape(after)}{end}"
