"""A figure as blocks from top to bottom: drawn panels and paragraphs, measured in points, saved without a clock."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

from kg import __version__
from kg.export.figures.style import INK, RC, TEXT, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Panel", "Paragraph", "Sheet", "saved"]

MARGIN = 3.0
LEADING = 1.3  # line height by text size
DPI = 600


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing ``height`` points high; ``draw`` gets axes whose units are points, with (0, 0) at the lower left."""

    height: float
    draw: Callable[[Axes], None]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in lines; ``hang`` points of indent from the second line on, ``before`` points of space above it."""

    text: str
    size: float = TEXT
    weight: str = "normal"
    hang: float = 0.0
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure: its width in points, title and description for the file's metadata, and its blocks."""

    width: float
    title: str
    description: str
    blocks: Sequence[Panel | Paragraph]


def saved(sheet: Sheet, suffix: str) -> bytes:
    """The figure as ``svg``, ``pdf`` or ``png``: the same bytes for the same sheet and version of matplotlib."""
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever the user's own matplotlibrc says
        mpl.rcParams.update(RC)
        buffer = io.BytesIO()
        _drawn(sheet).savefig(buffer, format=suffix, dpi=DPI, facecolor="white", metadata=_metadata(sheet, suffix))
    return buffer.getvalue()


def _metadata(sheet: Sheet, suffix: str) -> dict[str, str | None]:
    creator = f"dispute-kg {__version__}"
    if suffix == "svg":
        return {"Title": sheet.title, "Description": sheet.description, "Creator": creator, "Date": None}
    if suffix == "pdf":
        return {"Title": sheet.title, "Subject": sheet.description, "Creator": creator, "CreationDate": None}
    return {"Title": sheet.title, "Description": sheet.description, "Software": creator}


def _drawn(sheet: Sheet) -> Figure:
    inside = sheet.width - 2 * MARGIN
    lines = {
        index: wrapped(block.text, inside - block.hang, block.size)
        for index, block in enumerate(sheet.blocks)
        if isinstance(block, Paragraph)
    }
    heights = [
        block.height if isinstance(block, Panel) else block.before + len(lines[index]) * block.size * LEADING
        for index, block in enumerate(sheet.blocks)
    ]
    height = sum(heights) + 2 * MARGIN
    figure = Figure(figsize=(sheet.width / 72, height / 72))
    top = height - MARGIN
    for index, (block, own) in enumerate(zip(sheet.blocks, heights, strict=True)):
        top -= own
        axes = figure.add_axes((MARGIN / sheet.width, top / height, inside / sheet.width, own / height))
        axes.set(xlim=(0, inside), ylim=(0, own))
        axes.set_axis_off()
        if isinstance(block, Panel):
            block.draw(axes)
            continue
        for number, line in enumerate(lines[index]):
            axes.text(
                block.hang if number else 0.0,
                own - block.before - (number + 0.8) * block.size * LEADING,
                line,
                size=block.size,
                weight=block.weight,
                color=INK,
                va="baseline",
            )
    return figure
