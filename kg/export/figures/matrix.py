"""The claims matrix: territories by sides, and in each cell what is said of this side's hold, and by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.catalog import Catalog
from kg.export.figures.labels import Labels, labels_of
from kg.export.figures.legend import Entry, caption, legend, marker_entry
from kg.export.figures.sheet import MARGIN, Panel, Paragraph, Sheet
from kg.export.figures.style import COLUMN, INK, LOOKS, PAGE, SMALL, TEXT, printable, wrapped
from kg.export.rows import said
from kg.model import KnowledgeBase, Modality, Polarity
from kg.stances import Stance, stances

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MOST_SIDES", "MOST_TERRITORIES", "matrix"]

MOST_TERRITORIES = 16
NARROW_SIDES = 3  # so many fit one column of a journal; more take both
MOST_SIDES = 6
LABEL = 66.0  # points for the names of a territory
MARK = 6.0  # points for the marker before a line
LINE = SMALL * 1.25
OWN = "–"  # stands for the documents' own voice beside the numbers of speakers

type _Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One relation of a cell, as it is said: ``voices`` are numbers of speakers, ``OWN`` the documents themselves."""

    text: str
    modality: Modality
    denied: bool


def matrix(kb: KnowledgeBase, policy: str, catalog: Catalog) -> Sheet:
    """The stances of the most attested territories and sides; a viewpoint without stances says so."""
    labels = labels_of(kb, policy, catalog)
    found = stances(kb, policy=policy, catalog=catalog)
    total = len({stance.statement for stance in stances(kb, catalog=catalog)})
    territories, actors = _most_attested(found)
    chosen = [stance for stance in found if stance.territory in territories and stance.actor in actors]
    # A side or territory may have been chosen for stances on one that was not.
    territories = [key for key in territories if any(stance.territory == key for stance in chosen)]
    actors = [key for key in actors if any(stance.actor == key for stance in chosen)]
    seen, shown = (len({stance.statement for stance in some}) for some in (found, chosen))
    under = printable(caption(policy, shown, seen, total, "statements on territory"))
    title = "Who says what of whose hold on which territory"
    if not chosen:
        return Sheet(COLUMN, title, under, [Paragraph(f"No stance on a territory to show. {under}")])
    speakers = _speakers(chosen)
    cells = _cells(chosen, catalog, speakers)
    wide = COLUMN if len(actors) <= NARROW_SIDES else PAGE
    note = labels.note({*territories, *actors})
    speech = "; ".join(f"{number} {labels.plain(voice)}" for voice, number in speakers.items())
    blocks: list[Panel | Paragraph] = [
        _panel(territories, actors, cells, labels, wide - 2 * MARGIN),
        legend(_entries(chosen), wide - 2 * MARGIN),
        *([Paragraph(f"Said by: {speech}; {OWN} or no number: the text itself.", SMALL, before=3)] if speech else []),
        *([Paragraph(note, SMALL, before=3)] if note else []),
        Paragraph(f"{under} A cell holds what texts say of the side above it; it settles nothing.", before=3),
    ]
    return Sheet(wide, title, under, blocks)


def _most_attested(found: Sequence[Stance]) -> tuple[list[str], list[str]]:
    """Ids of the territories and actors with most evidence, territories by id, actors by how much there is."""
    places: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    for stance in found:
        places[stance.territory] += len(stance.evidence)
    kept = set(sorted(places, key=lambda key: (-places[key], key))[:MOST_TERRITORIES])
    for stance in found:
        if stance.territory in kept:
            actors[stance.actor] += len(stance.evidence)
    return sorted(kept), sorted(actors, key=lambda key: (-actors[key], key))[:MOST_SIDES]


def _speakers(found: Sequence[Stance]) -> dict[str, int]:
    """A number for each one whose word a stance is and who is not the text itself."""
    voices = sorted({voice for stance in found if (voice := stance.holder or stance.author)})
    return {voice: number for number, voice in enumerate(voices, 1)}


def _cells(found: Sequence[Stance], catalog: Catalog, speakers: Mapping[str, int]) -> dict[_Cell, list[_Line]]:
    groups: defaultdict[tuple[str, str, str, Polarity, Modality], set[int]] = defaultdict(set)
    for stance in found:
        key = stance.territory, stance.actor, stance.relation, stance.polarity, stance.modality
        groups[key].add(speakers.get(stance.holder or stance.author or "", 0))
    cells: defaultdict[_Cell, list[_Line]] = defaultdict(list)
    for (territory, actor, relation, polarity, modality), voices in sorted(groups.items(), key=lambda item: item[0]):
        numbers = ",".join(str(number) if number else OWN for number in sorted(voices)) if voices != {0} else ""
        text = said(catalog.relations[relation].relation.label, polarity, modality, None)
        if numbers:
            text += f" [{numbers}]"
        cells[territory, actor].append(_Line(text, modality, polarity is Polarity.NEGATIVE))
    return cells


def _entries(found: Sequence[Stance]) -> list[Entry]:
    used = {stance.modality for stance in found}
    entries = [marker_entry(modality) for modality in Modality if modality in used]
    if any(stance.polarity is Polarity.NEGATIVE for stance in found):
        entries.append((lambda axes, x, y: _cross(axes, x + 9, y, INK), "denied"))
    return entries


def _panel(
    territories: Sequence[str],
    actors: Sequence[str],
    cells: Mapping[_Cell, Sequence[_Line]],
    labels: Labels,
    room: float,
) -> Panel:
    own = (room - LABEL) / len(actors)
    heads = [wrapped(labels.label(actor), own - 4, TEXT, most=3) for actor in actors]
    head = max(map(len, heads)) * TEXT * 1.25 + 4
    names = [wrapped(labels.label(key), LABEL - 4, TEXT, most=4) for key in territories]
    texts = {
        cell: [wrapped(line.text, own - MARK - 6, SMALL, most=2) for line in lines] for cell, lines in cells.items()
    }
    high = [
        max(
            len(name) * TEXT * 1.25,
            *(sum(map(len, texts.get((key, actor), ()))) * LINE for actor in actors),
        )
        + 5
        for key, name in zip(territories, names, strict=True)
    ]
    height = head + sum(high) + 4

    def draw(axes: Axes) -> None:
        for column, lines in enumerate(heads):
            middle = LABEL + own * (column + 0.5)
            text = "\n".join(lines)
            axes.text(middle, height - 2, text, size=TEXT, weight="bold", ha="center", va="top", color=INK)
        top = height - head
        axes.plot([0, room], [top, top], color=INK, linewidth=0.6)
        for key, name, tall in zip(territories, names, high, strict=True):
            for index, line in enumerate(name):
                axes.text(0, top - 2.5 - (index + 0.8) * TEXT * 1.25, line, size=TEXT, va="baseline", color=INK)
            for column, actor in enumerate(actors):
                _cell(
                    axes, cells.get((key, actor), ()), texts.get((key, actor), ()), LABEL + own * column + 2, top - 2.5
                )
            top -= tall
            axes.plot([0, room], [top, top], color="#c8c8c8", linewidth=0.4)

    return Panel(height, draw)


def _cell(axes: Axes, lines: Sequence[_Line], texts: Sequence[Sequence[str]], left: float, top: float) -> None:
    row = 0
    for line, text in zip(lines, texts, strict=True):
        look = LOOKS[line.modality]
        y = top - (row + 0.5) * LINE
        filled = look.colour if line.modality is Modality.ACTUAL else "white"
        axes.plot(
            left + 3, y, look.marker, color=look.colour, markerfacecolor=filled, markersize=3, markeredgewidth=0.7
        )
        if line.denied:
            _cross(axes, left + 3, y, look.colour)
        for words in text:
            y = top - (row + 0.5) * LINE
            axes.text(left + MARK + 2, y, words, size=SMALL, va="center_baseline", color=INK)
            row += 1


def _cross(axes: Axes, x: float, y: float, colour: str) -> None:
    axes.plot(x, y, "x", color=colour, markersize=5.5, markeredgewidth=0.9, zorder=4)
