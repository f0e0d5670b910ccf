"""The legend's entries, set in rows, and what the captions of all figures say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg.export.figures.sheet import Panel
from kg.export.figures.style import INK, KIND_MARKERS, LOOKS, TEXT, width
from kg.model import Kind, Modality

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Entry", "caption", "kind_entry", "legend", "line_entry", "marker_entry"]

SIGN = 20.0  # points for the sign before a word
GAP = 8.0
ROW = 9.0

type Entry = tuple[Callable[[Axes, float, float], None], str]


def legend(entries: Sequence[Entry], room: float) -> Panel:
    """The entries from left to right, in as many rows as they need; no entry gives a panel without height."""
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for _, word in entries:
        own = SIGN + width(word) + GAP
        if x and x + own > room:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += own
    height = ROW * (row + 1) + 2 if entries else 0.0

    def draw(axes: Axes) -> None:
        for (sign, word), (left, line) in zip(entries, places, strict=True):
            middle = height - ROW * (line + 0.5)
            sign(axes, left, middle)
            axes.text(left + SIGN, middle, word, size=TEXT, va="center_baseline", color=INK)

    return Panel(height, draw)


def line_entry(modality: Modality, *, word: str | None = None) -> Entry:
    """A piece of line in the modality's style."""
    look = LOOKS[modality]

    def sign(axes: Axes, x: float, y: float) -> None:
        axes.plot([x, x + SIGN - 4], [y, y], color=look.colour, linestyle=look.line, linewidth=1.0)

    return sign, word or look.word


def marker_entry(modality: Modality) -> Entry:
    """The marker of a modality."""
    look = LOOKS[modality]

    def sign(axes: Axes, x: float, y: float) -> None:
        filled = look.colour if modality is Modality.ACTUAL else "white"
        axes.plot(x + 9, y, look.marker, color=look.colour, markerfacecolor=filled, markersize=4, markeredgewidth=0.8)

    return sign, look.word


def kind_entry(kind: Kind) -> Entry:
    """The marker of a kind of entity."""
    marker, colour = KIND_MARKERS[kind]

    def sign(axes: Axes, x: float, y: float) -> None:
        axes.plot(x + 9, y, marker, color=colour, markeredgecolor=INK, markersize=5, markeredgewidth=0.5)

    return sign, kind.value.lower()


def caption(policy: str, shown: int, seen: int, total: int, what: str, *, undated: int = 0) -> str:
    """Viewpoint, and how many statements are shown, left out, and hidden by the viewpoint.

    Parameters
    ----------
    policy
        The viewpoint.
    shown, seen, total
        How many are in the figure, in the viewpoint, and in the build.
    what
        Plural of what is counted.
    undated
        How many of the viewpoint have no place on an axis of time.

    Examples
    --------
    >>> caption("asserted", 3, 5, 9, "statements")
    'Policy: asserted. 3 of 9 statements shown, 2 left out for room, 4 outside the policy.'
    """
    counts = [
        (seen - shown - undated, "left out for room"),
        (undated, "without a time"),
        (total - seen, "outside the policy"),
    ]
    parts = [f"{shown} of {total} {what} shown", *(f"{number} {words}" for number, words in counts if number)]
    return f"Policy: {policy}. {', '.join(parts)}."
