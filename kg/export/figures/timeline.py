"""The timeline: what the texts date, one row a time and what is said of it, earliest first."""

from __future__ import annotations

from calendar import isleap
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from kg.catalog import Catalog
from kg.export.figures.labels import Labels, labels_of
from kg.export.figures.legend import Entry, caption, legend, marker_entry
from kg.export.figures.sheet import MARGIN, Panel, Paragraph, Sheet
from kg.export.figures.style import COLUMN, INK, LOOKS, SMALL, printable, shortened, width, wrapped
from kg.export.rows import said
from kg.model import KnowledgeBase, Modality, Polarity
from kg.timeline import TimelineEntry, timeline, undated

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MOST_ROWS", "timeline_sheet"]

MOST_ROWS = 24
WORDS = 138.0  # points of a row for its words; the rest is the axis
LINE = SMALL * 1.2
SPACE = 3.0
FOOT = 14.0


@dataclass(frozen=True, slots=True)
class _Row:
    """Entries of one time, subject, relation, voice, polarity and modality."""

    entries: tuple[TimelineEntry, ...]
    text: str
    modality: Modality
    denied: bool

    @property
    def first(self) -> float | None:
        day = self.entries[0].first
        return _year(day) if day else None

    @property
    def last(self) -> float | None:
        day = self.entries[0].last
        # The last day belongs to the time: it ends where the next day begins.
        return _year(day + timedelta(days=1)) if day and day < date.max else None


def timeline_sheet(kb: KnowledgeBase, policy: str, catalog: Catalog) -> Sheet:
    """The dated statements, those with most evidence first where not all fit; a viewpoint without dates says so."""
    labels = labels_of(kb, policy, catalog)
    entries = timeline(kb, policy=policy, catalog=catalog)
    without = len(undated(kb, policy=policy, catalog=catalog))
    total = sum(len(statement.evidence) for statement in kb.statements)
    every = _rows(entries, catalog, labels)
    most = sorted(every, key=lambda row: -len(row.entries))[:MOST_ROWS]
    rows = [row for row in every if row in most]
    shown = sum(len(row.entries) for row in rows)
    seen = len(entries) + without
    under = printable(caption(policy, shown, seen, total, "pieces of evidence", undated=without))
    title = "What the texts date"
    if not rows:
        return Sheet(COLUMN, title, under, [Paragraph(f"Nothing dated to show. {under}")])
    note = labels.note(key for row in rows for entry in row.entries for key in (entry.subject, entry.object))
    blocks: list[Panel | Paragraph] = [
        _panel(rows),
        legend(_entries(rows), COLUMN - 2 * MARGIN),
        *([Paragraph(note, SMALL, before=3)] if note else []),
        Paragraph(f"{under} A time is what a text says of it, in EDTF; an arrow is an open end.", before=3),
    ]
    return Sheet(COLUMN, title, under, blocks)


def _rows(entries: Sequence[TimelineEntry], catalog: Catalog, labels: Labels) -> list[_Row]:
    """The entries put together where only the object differs, in order of time."""
    groups: defaultdict[tuple[str, ...], list[TimelineEntry]] = defaultdict(list)
    for entry in entries:
        item = entry.evidence
        voice = item.holder or entry.author or ""
        groups[entry.edtf or "", entry.subject, entry.relation, voice, item.polarity, item.modality].append(entry)
    rows = []
    for (_, subject, relation, voice, polarity, modality), found in groups.items():
        spec = catalog.relations.get(relation)
        what = printable(spec.relation.label if spec else relation)
        objects = "; ".join(dict.fromkeys(labels.label(entry.object) for entry in found))
        how = said("", polarity, modality, labels.plain(voice) if voice else None).strip()
        text = f"{labels.label(subject)} {what} {objects} {how}".strip()
        rows.append(_Row(tuple(found), text, Modality(modality), polarity == Polarity.NEGATIVE))
    return rows


def _entries(rows: Sequence[_Row]) -> list[Entry]:
    used = {row.modality for row in rows}
    entries = [marker_entry(modality) for modality in Modality if modality in used]
    if any(row.denied for row in rows):
        entries.append((lambda axes, x, y: _cross(axes, x + 9, y, INK), "denied"))
    return entries


def _panel(rows: Sequence[_Row]) -> Panel:
    lines = [wrapped(row.text, WORDS - 6, SMALL, most=4) for row in rows]
    heights = [len(own) * LINE + SPACE for own in lines]
    height = sum(heights) + FOOT
    left, right = WORDS + 6, COLUMN - 2 * MARGIN - 6
    low, high = _range(rows)

    def at(year: float) -> float:
        return left + (year - low) / (high - low) * (right - left)

    def draw(axes: Axes) -> None:
        _axis(axes, low, high, at, height)
        top = height
        for number, (row, own, room) in enumerate(zip(rows, lines, heights, strict=True)):
            if number % 2 == 0:
                axes.axhspan(top - room, top, color="#f3f3f3", linewidth=0, zorder=0)
            for index, line in enumerate(own):
                y = top - SPACE / 2 - (index + 0.8) * LINE
                axes.text(0, y, line, size=SMALL, color=INK, va="baseline")
            _mark(axes, row, at, (left, right), top - room / 2)
            top -= room

    return Panel(height, draw)


def _range(rows: Sequence[_Row]) -> tuple[float, float]:
    """First and last year of the axis, with a little room on both sides."""
    years = [year for row in rows for year in (row.first, row.last) if year is not None]
    room = max((max(years) - min(years)) * 0.05, 1.0)
    return min(years) - room, max(years) + room


def _axis(axes: Axes, low: float, high: float, at: Callable[[float], float], height: float) -> None:
    ticks = [tick for tick in MaxNLocator(4, integer=True, min_n_ticks=1).tick_values(low, high) if low <= tick <= high]
    axes.plot([at(low), at(high)], [FOOT, FOOT], color=INK, linewidth=0.5)
    for tick in ticks:
        axes.plot([at(tick)] * 2, [FOOT, height], color="#d8d8d8", linewidth=0.4, zorder=1)
        axes.text(at(tick), FOOT - 2, f"{tick:.0f}", size=SMALL, ha="center", va="top", color=INK)


def _mark(axes: Axes, row: _Row, at: Callable[[float], float], sides: tuple[float, float], y: float) -> None:
    """A bar from first to last day with the marker in its middle; an arrow at an end that is open or unknown."""
    look = LOOKS[row.modality]
    start = at(row.first) if row.first is not None else sides[0]
    end = at(row.last) if row.last is not None else sides[1]
    axes.plot([start, end], [y, y], color=look.colour, linestyle=look.line, linewidth=1.0, zorder=2)
    if row.first is None:
        axes.plot(start, y, "<", color=look.colour, markersize=3)
    if row.last is None:
        axes.plot(end, y, ">", color=look.colour, markersize=3)
    middle = (start + end) / 2 if row.first is not None and row.last is not None else start if row.first else end
    filled = look.colour if row.modality is Modality.ACTUAL else "white"
    axes.plot(
        middle, y, look.marker, color=look.colour, markerfacecolor=filled, markersize=4, markeredgewidth=0.8, zorder=3
    )
    if row.denied:
        _cross(axes, middle, y, look.colour)
    text = printable(row.entries[0].edtf or "")
    text = shortened(text, (sides[1] - sides[0]) * 0.9, SMALL)
    room = width(text, SMALL)
    # Beside the bar where there is room, else on the other side, else on the bar.
    if end + 5 + room <= sides[1] + 6:
        axes.text(end + 5, y, text, size=SMALL, va="center_baseline", color=INK)
    elif start - 5 - room >= sides[0] - 6:
        axes.text(start - 5, y, text, size=SMALL, ha="right", va="center_baseline", color=INK)
    else:
        place = (start + middle) / 2 if middle - start > end - middle else (middle + end) / 2
        place = min(max(place, sides[0] + room / 2), sides[1] + 6 - room / 2)
        under = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        axes.text(place, y, text, size=SMALL, ha="center", va="center_baseline", color=INK, zorder=5, bbox=under)


def _cross(axes: Axes, x: float, y: float, colour: str) -> None:
    axes.plot(x, y, "x", color=colour, markersize=7, markeredgewidth=0.9, zorder=4)


def _year(day: date) -> float:
    """The day as a year and its part.

    >>> _year(date(2018, 1, 1)), round(_year(date(2018, 7, 2)), 3)
    (2018.0, 2018.499)
    """
    return day.year + (day - date(day.year, 1, 1)).days / (366 if isleap(day.year) else 365)
