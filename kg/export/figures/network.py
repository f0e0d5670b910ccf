"""The network: who is said to have done what to whom, each arrow with a number that the list below explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.catalog import Catalog
from kg.export.figures.arrows import Arrow, arrows_panel, draw_ending, draw_line
from kg.export.figures.labels import Labels, labels_of
from kg.export.figures.legend import Entry, caption, kind_entry, legend, line_entry
from kg.export.figures.sheet import MARGIN, Panel, Paragraph, Sheet
from kg.export.figures.style import COLUMN, INK, SMALL, printable
from kg.export.rows import said
from kg.graph import project
from kg.model import Kind, KnowledgeBase, Modality, Polarity

__all__ = ["MOST_ARROWS", "network"]

MOST_ARROWS = 24  # more of them cannot be followed with the eye in one column
MOST_NODES = 14
GROUPS = ("sovereignty", "law", "conflict", "diplomacy", "protest", "context")

type _Edge = tuple[str, str, Mapping[str, Any]]


def network(kb: KnowledgeBase, policy: str, catalog: Catalog) -> Sheet:
    """The most attested statements as a network; an empty viewpoint gives a figure that says so.

    Names are no arrows: they stand beside each other in the labels, and a note says who uses which.
    """
    labels = labels_of(kb, policy, catalog)
    graph = project(kb, policy)
    edges = [edge for edge in graph.edges(data=True) if edge[2]["relation"] != "alsoKnownAs"]
    names = {s.id for s in kb.statements if s.relation == "alsoKnownAs" and s.evidence}
    total = sum(bool(s.evidence) for s in kb.statements if s.id not in names)
    seen = {edge["statement"] for _, _, edge in edges}
    arrows = _numbered([_arrow(*edge, catalog, labels) for edge in _most_attested(edges, catalog)])
    kinds = {key: graph.nodes[key]["kind"] for arrow in arrows for key in (arrow.source, arrow.target)}
    shown = len({arrow.statement for arrow in arrows})
    under = printable(caption(policy, shown, len(seen), total, "statements"))
    title = "What the texts say of whom"
    room = COLUMN - 2 * MARGIN
    if not arrows:
        return Sheet(COLUMN, title, under, [Paragraph(f"No statement to show. {under}")])
    note = labels.note(kinds)
    sheet: list[Panel | Paragraph] = [
        arrows_panel(arrows, kinds, labels, room),
        legend(_entries(arrows, kinds), room),
        *(Paragraph(line, SMALL, hang=10) for line in _key(arrows, labels)),
        *([Paragraph(note, SMALL, before=3)] if note else []),
        Paragraph(f"{under}{_on_names(len(names))} An arrow is what a text says, not what is so.", before=3),
    ]
    return Sheet(COLUMN, title, under, sheet)


def _on_names(number: int) -> str:
    return f" Statements on names ({number}) are no arrows." if number else ""


def _most_attested(edges: Sequence[_Edge], catalog: Catalog) -> list[_Edge]:
    """As many edges as fit, those with most evidence first; of equals those on sovereignty, then between hubs."""
    degree: Counter[str] = Counter()
    for source, target, edge in edges:
        degree.update({source: edge["weight"], target: edge["weight"]})

    def rank(item: _Edge) -> tuple[Any, ...]:
        source, target, edge = item
        spec = catalog.relations.get(edge["relation"])
        group = spec.relation.group if spec else ""
        order = GROUPS.index(group) if group in GROUPS else len(GROUPS)
        voice = (edge["polarity"], edge["modality"], edge["holder"] or "", edge["author"] or "")
        return (-edge["weight"], order, -degree[source] - degree[target], edge["statement"], voice)

    chosen: list[_Edge] = []
    nodes: set[str] = set()
    for item in sorted(edges, key=rank):
        more = nodes | {item[0], item[1]}
        if len(chosen) < MOST_ARROWS and len(more) <= MOST_NODES:
            chosen.append(item)
            nodes = more
    return chosen


def _arrow(source: str, target: str, edge: Mapping[str, Any], catalog: Catalog, labels: Labels) -> Arrow:
    spec = catalog.relations.get(edge["relation"])
    voice = edge["holder"] or edge["author"]
    what = printable(spec.relation.label if spec else edge["relation"])
    text = said(what, edge["polarity"], edge["modality"], voice and labels.plain(voice))
    return Arrow(source, target, text, edge["polarity"], edge["modality"], voice is None, edge["statement"])


def _numbered(arrows: Sequence[Arrow]) -> list[Arrow]:
    """The arrows by subject and text, with a number for each pair of these."""
    numbers: dict[tuple[str, str], int] = {}
    found = []
    for arrow in sorted(arrows, key=lambda a: (a.source, a.text, a.target, a.statement)):
        number = numbers.setdefault((arrow.source, arrow.text), len(numbers) + 1)
        found.append(replace(arrow, number=number))
    return found


def _key(arrows: Sequence[Arrow], labels: Labels) -> list[str]:
    times = Counter((arrow.number, arrow.source, arrow.text) for arrow in arrows)
    return [
        f"{number}  {labels.label(source)}: {text}" + (f", {count} arrows" if count > 1 else "")
        for (number, source, text), count in sorted(times.items())
    ]


def _entries(arrows: Sequence[Arrow], kinds: Mapping[str, Kind]) -> list[Entry]:
    used = {arrow.modality for arrow in arrows}
    entries = [kind_entry(kind) for kind in Kind if kind in set(kinds.values())]
    entries += [line_entry(modality) for modality in Modality if modality in used]
    if any(arrow.polarity is Polarity.NEGATIVE for arrow in arrows):
        entries.append((lambda axes, x, y: draw_ending(axes, (x, y), (x + 14, y), INK), "denied"))
    if any(not arrow.own_voice for arrow in arrows):
        entries.append(
            (lambda axes, x, y: draw_line(axes, (x, y), (x + 16, y), INK, "solid", "->", 0.0), "a party's word")
        )
    if any(arrow.own_voice for arrow in arrows):
        entries.append(
            (lambda axes, x, y: draw_line(axes, (x, y), (x + 16, y), INK, "solid", "-|>", 0.0), "the text's own word")
        )
    return entries
