"""Arrows between nodes: ways that bend apart, numbers that do not cover each other, ends that tell how it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matplotlib.patches import FancyArrowPatch
from matplotlib.patheffects import withStroke

from kg.export.figures.labels import Labels
from kg.export.figures.sheet import Panel
from kg.export.figures.style import INK, KIND_MARKERS, LOOKS, TEXT, LineStyle, width, wrapped
from kg.export.page.layout import positions
from kg.model import Kind, Modality, Polarity

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Arrow", "arrows_panel", "draw_ending", "draw_line"]

LABEL_ROOM = 62.0  # points
NODE = 6.0
BEND = 0.28  # between neighbours; matplotlib's "rad": how far the middle is off, by the length
MOST_BENT = 1.2
BADGES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8)  # parts of an arrow's way where its number may stand

type _Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arrow:
    """One statement as one voice puts it; ``number`` is the same for arrows that say the same of several objects."""

    source: str
    target: str
    text: str
    polarity: Polarity
    modality: Modality
    own_voice: bool
    statement: str
    number: int = 0


def arrows_panel(arrows: Sequence[Arrow], kinds: Mapping[str, Kind], labels: Labels, room: float) -> Panel:
    """The nodes that the arrows join, with their labels, and the arrows; ``room`` is the width in points."""
    lines = {key: wrapped(labels.label(key), LABEL_ROOM, TEXT, most=3) for key in sorted(kinds)}
    placed = positions({key: "\n".join(text) for key, text in lines.items()}, [(a.source, a.target) for a in arrows])
    flat = _fitted(placed, room)
    low = min(_lowest(flat, lines), *(y for curve in _curves(arrows, flat, room) for _, y in curve.way))
    points = {key: (x, y - low + 2) for key, (x, y) in flat.items()}
    curves = _curves(arrows, points, room)
    height = max(*(y + NODE for _, y in points.values()), *(y for curve in curves for _, y in curve.way)) + 2

    def draw(axes: Axes) -> None:
        for curve, badge in zip(curves, _badges(curves, points, lines), strict=True):
            _draw_arrow(axes, curve, badge)
        for key, (x, y) in points.items():
            marker, colour = KIND_MARKERS[kinds[key]]
            axes.plot(x, y, marker, color=colour, markeredgecolor=INK, markersize=NODE, markeredgewidth=0.5, zorder=4)
            axes.text(
                x,
                y - NODE / 2 - 1.5,
                "\n".join(lines[key]),
                size=TEXT,
                ha="center",
                va="top",
                color=INK,
                zorder=6,
                linespacing=1.0,
                path_effects=[withStroke(linewidth=1.5, foreground="white")],
            )

    return Panel(height, draw)


def _fitted(placed: Mapping[str, tuple[int, int]], room: float) -> dict[str, _Point]:
    """The layout in points: as wide as there is room, as high as it comes out between two limits."""
    edge = LABEL_ROOM / 2
    xs, ys = ([point[axis] for point in placed.values()] for axis in (0, 1))
    wide, high = max(max(xs) - min(xs), 1), max(ys) - min(ys)
    height = min(max(high * (room - 2 * edge) / wide, 60.0), 230.0)
    return {
        key: (
            edge + (x - min(xs)) / wide * (room - 2 * edge) if max(xs) > min(xs) else room / 2,
            (max(ys) - y) / max(high, 1) * height,
        )
        for key, (x, y) in placed.items()
    }


def _lowest(points: Mapping[str, _Point], lines: Mapping[str, Sequence[str]]) -> float:
    return min(y - NODE - len(lines[key]) * TEXT * 1.2 for key, (_, y) in points.items())


def _bends(arrows: Sequence[Arrow]) -> list[tuple[Arrow, float]]:
    """How much each arrow bends, so that those between the same two nodes lie side by side."""
    pairs: defaultdict[frozenset[str], list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        pairs[frozenset((arrow.source, arrow.target))].append(arrow)
    return [
        # The sign makes arrows that run both ways bend to different sides.
        (
            arrow,
            (index - (len(same) - 1) / 2)
            * min(BEND, MOST_BENT / len(same))
            * (1 if arrow.source < arrow.target else -1),
        )
        for same in pairs.values()
        for index, arrow in enumerate(same)
    ]


@dataclass(frozen=True, slots=True)
class _Curve:
    """An arrow's way: a quadratic Bézier curve in points."""

    arrow: Arrow
    start: _Point
    end: _Point
    bend: float

    @property
    def control(self) -> _Point:
        """As matplotlib's ``arc3`` has it."""
        (x, y), (u, v) = self.start, self.end
        return (x + u) / 2 + self.bend * (v - y), (y + v) / 2 - self.bend * (u - x)

    @property
    def way(self) -> list[_Point]:
        """Some points of it, from start to end."""
        return [self.at(step / 10) for step in range(11)]

    def at(self, part: float) -> _Point:
        """The point that lies ``part`` of the way from start to end."""
        weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
        corners = (self.start, self.control, self.end)
        x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
        return x, y


def _curves(arrows: Sequence[Arrow], points: Mapping[str, _Point], room: float) -> list[_Curve]:
    """The arrows' ways, less bent where they would leave the column."""
    found = []
    for arrow, bend in _bends(arrows):
        curve = _curve(arrow, points, bend)
        while abs(curve.bend) > 0.1 and not all(1 <= x <= room - 1 for x, _ in curve.way):
            curve = replace(curve, bend=curve.bend * 0.85)
        found.append(curve)
    return found


def _curve(arrow: Arrow, points: Mapping[str, _Point], bend: float) -> _Curve:
    start, end = points[arrow.source], points[arrow.target]
    if arrow.source == arrow.target:
        start, end, bend = (start[0] - 5, start[1] + 2), (start[0] + 5, start[1] + 2), -2.4 - 2 * abs(bend)
    return _Curve(arrow, start, end, bend)


def _badges(curves: Sequence[_Curve], points: Mapping[str, _Point], lines: Mapping[str, Sequence[str]]) -> list[_Point]:
    """Where the number of each arrow stands: near its middle, clear of labels, nodes and other numbers."""
    boxes = []
    for key, (x, y) in points.items():
        half = max(width(line) for line in lines[key]) / 2
        boxes.append((x - half, x + half, y - NODE - len(lines[key]) * TEXT * 1.2, y + NODE / 2))
    found: list[_Point] = []

    def clear(place: _Point) -> float:
        x, y = place
        room = [max(left - x, x - right, low - y, y - high) for left, right, low, high in boxes]
        room += [max(abs(x - u), abs(y - v)) - 4.5 for u, v in found]
        return min(min(room) - 3.5, 0.0)

    for curve in curves:
        best = max((curve.at(part) for part in BADGES), key=lambda place: round(clear(place), 3))
        found.append(best)
    return found


def _draw_arrow(axes: Axes, curve: _Curve, badge: _Point) -> None:
    arrow, look = curve.arrow, LOOKS[curve.arrow.modality]
    style = "-" if arrow.polarity is Polarity.NEGATIVE else "-|>" if arrow.own_voice else "->"
    draw_line(axes, curve.start, curve.end, look.colour, look.line, style, curve.bend)
    if arrow.polarity is Polarity.NEGATIVE:
        draw_ending(axes, curve.control, curve.end, look.colour, line=False)
    axes.text(
        *badge,
        str(arrow.number),
        size=5.0,
        ha="center",
        va="center",
        color=look.colour,
        zorder=7,
        bbox={"boxstyle": "circle,pad=0.12", "facecolor": "white", "edgecolor": look.colour, "linewidth": 0.5},
    )


def draw_line(axes: Axes, start: _Point, end: _Point, colour: str, dashes: LineStyle, style: str, bend: float) -> None:
    """One arrow; ``style`` is matplotlib's name of its head."""
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle=style,
            mutation_scale=6.5,
            shrinkA=4,
            shrinkB=4,
            color=colour,
            linewidth=0.8,
            zorder=2,
            linestyle=dashes,
        )
    )


def draw_ending(axes: Axes, before: _Point, end: _Point, colour: str, *, line: bool = True) -> None:
    """A bar and a cross before it, where an arrowhead would be: what the text denies does not arrive."""
    way = (end[0] - before[0], end[1] - before[1])
    length = max((way[0] ** 2 + way[1] ** 2) ** 0.5, 1e-6)
    unit = (way[0] / length, way[1] / length)
    tip = (end[0] - 5 * unit[0], end[1] - 5 * unit[1])
    if line:
        axes.plot([before[0], tip[0]], [before[1], tip[1]], color=colour, linewidth=0.8)
    axes.plot(
        [tip[0] - 3 * unit[1], tip[0] + 3 * unit[1]],
        [tip[1] + 3 * unit[0], tip[1] - 3 * unit[0]],
        color=colour,
        linewidth=1.2,
        zorder=3,
        solid_capstyle="butt",
    )
    cross = (tip[0] - 5 * unit[0], tip[1] - 5 * unit[1])
    axes.plot(*cross, "x", color=colour, markersize=3.5, markeredgewidth=1.0, zorder=3)
