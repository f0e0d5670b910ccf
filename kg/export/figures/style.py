"""How figures look: sizes for a journal's column, colours that colour-blind readers tell apart, text that fits.

Nothing is told apart by colour alone: modality also has its line style, marker and word, a denial its end and word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from matplotlib import font_manager, ft2font
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from kg.model import Kind, Modality

__all__ = [
    "COLUMN",
    "FONT",
    "INK",
    "KIND_MARKERS",
    "LOOKS",
    "PAGE",
    "RC",
    "SMALL",
    "TEXT",
    "LineStyle",
    "Look",
    "printable",
    "shortened",
    "width",
    "wrapped",
]

COLUMN = 252.0  # points: 3.5 inches, 89 mm, one column of a journal
PAGE = 516.0  # points: 7.17 inches, 182 mm, both columns
SMALL = 5.5  # points, for lists and notes
TEXT = 6.0  # points: what journals ask for at least is 5 to 7
INK = "#1a1a1a"
FONT = "DejaVu Sans"  # comes with matplotlib, so a figure is the same everywhere

RC: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": TEXT,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "svg.hashsalt": "dispute-kg",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,  # TrueType: text stays text that can be searched
    "path.simplify": False,
}

type LineStyle = str | tuple[int, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """Colour, line style and marker of a modality, and the word beside it in legends."""

    colour: str
    line: LineStyle
    marker: str
    word: str


# Colours of Okabe and Ito (2008), the two light ones darkened to a contrast of 3 to 1 on white (WCAG 2.2, 1.4.11).
LOOKS: Mapping[Modality, Look] = MappingProxyType(
    {
        Modality.ACTUAL: Look(INK, "solid", "o", "actual"),
        Modality.PLANNED: Look("#0072b2", (0, (5.0, 2.0)), "D", "planned"),
        Modality.DESIRED: Look("#a3477f", (0, (5.0, 1.5, 1.0, 1.5)), "^", "desired"),
        Modality.POSSIBLE: Look("#b85000", (0, (1.0, 1.6)), "s", "possible"),
    }
)

KIND_MARKERS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.STATE: ("s", "#4c72a4"),
        Kind.TERRITORY: ("h", "#e0a030"),
        Kind.PERSON: ("o", "#8a94a0"),
        Kind.ORGANIZATION: ("^", "#8070b8"),
        Kind.AGREEMENT: ("v", "#3d8f6c"),
        Kind.DISPUTE: ("*", "#b04058"),
        Kind.PLACE: ("D", "#8c9a3a"),
        Kind.OTHER: ("o", "#ffffff"),
        Kind.NAME: ("p", "#ffffff"),
    }
)


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(ft2font.FT2Font(font_manager.findfont(FONT)).get_charmap())


def printable(text: str) -> str:
    r"""The text in one line, without control and direction marks, with "?" for each character the font lacks.

    >>> printable("Kuril\u202e\n islands 島")
    'Kuril islands ?'
    """
    visible = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    line = " ".join("".join(visible).split())
    return "".join(character if ord(character) in _glyphs() else "?" for character in line)


@cache
def width(text: str, size: float = TEXT) -> float:
    """Points that the text takes in one line."""
    found, _, _ = text_to_path.get_text_width_height_descent(text, FontProperties(family=FONT, size=size), ismath=False)
    return float(found)


def shortened(text: str, room: float, size: float = TEXT) -> str:
    """The text, cut with an ellipsis where it is wider than ``room`` points."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, room: float, size: float = TEXT, *, most: int | None = None) -> list[str]:
    """The text in lines of at most ``room`` points; a longer word is cut, and so is what comes after ``most`` lines."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(shortened(word, room, size))
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room, size)]
    return lines
