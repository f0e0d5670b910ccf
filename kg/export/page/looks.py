"""How kinds, modalities and polarities look; legend, graph and panel all read these tables.

Nothing is told apart by colour alone: kinds differ in shape, modalities in dashes, in the mark halfway along the line
and in the label, denials and what only a party says in arrowhead and label. Every colour has a value for a light and
for a dark background, with a contrast of at least 3 to 1 (WCAG 2.2, 1.4.11 non-text contrast).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Kind, Modality, Polarity

__all__ = ["DENIED", "GROUPS", "KINDS", "MODALITIES", "POLARITIES", "SAID_ARROW", "EdgeLook", "NodeLook"]


@dataclass(frozen=True, slots=True)
class NodeLook:
    """Legend text, vis-network shape and colours of a kind of entity; a hollow shape has an outline only."""

    label: str
    shape: str
    light: str
    dark: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """Legend text, the word added to an edge's label (None: none), dash lengths in pixels, arrowhead and colours.

    ``mark`` is the vis-network shape halfway along the edge; None: no mark.
    """

    label: str
    word: str | None
    dashes: tuple[int, ...]
    arrow: str
    light: str
    dark: str
    mark: str | None = None


KINDS: Mapping[Kind, NodeLook] = {
    Kind.STATE: NodeLook("State", "square", "#1f5f99", "#6aaeea"),
    Kind.TERRITORY: NodeLook("Territory", "hexagon", "#b06a10", "#e6a54a"),
    Kind.PERSON: NodeLook("Person", "dot", "#5f6b7a", "#a7b3c2"),
    Kind.ORGANIZATION: NodeLook("Organization", "triangle", "#6a4fb3", "#b39bf0"),
    Kind.AGREEMENT: NodeLook("Agreement", "triangleDown", "#227253", "#62c79b"),
    Kind.DISPUTE: NodeLook("Dispute", "star", "#a8324a", "#f08aa0"),
    Kind.PLACE: NodeLook("Place", "diamond", "#66751a", "#b9cb5a"),
    Kind.OTHER: NodeLook("Other", "dot", "#767676", "#9a9a9a", hollow=True),
    Kind.NAME: NodeLook("Name", "box", "#8a5a6a", "#d0a3b3", hollow=True),
}

MODALITIES: Mapping[Modality, EdgeLook] = {
    Modality.ACTUAL: EdgeLook("actual: told as a fact", None, (), "triangle", "#475467", "#a9b4c4"),
    Modality.PLANNED: EdgeLook(
        "planned: decided or announced", "planned", (14, 6), "triangle", "#1b6bb3", "#6db3f2", "box"
    ),
    Modality.DESIRED: EdgeLook(
        "desired: wished or called for", "wished", (9, 4, 2, 4), "triangle", "#8a48bd", "#c39bf0", "diamond"
    ),
    Modality.POSSIBLE: EdgeLook(
        "possible: may be, or is alleged", "possible", (2, 5), "triangle", "#9a5b00", "#e8b15a", "circle"
    ),
}

# A denial keeps the dashes of its modality and changes colour, arrowhead and label.
DENIED = EdgeLook("denied: the text says that it is not so", "denied", (), "bar", "#c02b2b", "#ff8a80")

# What only a party says has an open arrowhead and "says …" in its label.
SAID_ARROW = "vee"

POLARITIES: Mapping[Polarity, str] = {Polarity.POSITIVE: "affirmed", Polarity.NEGATIVE: "denied"}

# In the order in which the page lists them; the ids are those of ``Relation.group``.
GROUPS: Mapping[str, str] = {
    "sovereignty": "Sovereignty",
    "diplomacy": "Diplomacy",
    "protest": "Protest",
    "conflict": "Conflict",
    "law": "Law",
    "context": "Context",
    "other": "Other",
}
