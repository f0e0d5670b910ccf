"""Where the nodes of the page's graph stand: computed here once, so that the page opens still and always the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["positions"]

SEED = 7
SPACING = 150  # pixels between neighbours, about one label wide
STRETCH = 1.3  # labels are wide and screens too, so the layout is
GAP = 70  # pixels between the boxes of two components
ROUNDS = 80  # at most so many passes that push labels apart

type _Points = NDArray[np.float64]


def positions(labels: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Place the nodes so that neighbours are close and labels do not cover each other.

    Each connected component is laid out on its own by the force model of Fruchterman and Reingold (1991), as
    networkx's ``spring_layout`` computes it from a fixed seed; the components are then put side by side in rows.

    Parameters
    ----------
    labels
        The text under each node, by node id; lines are split by a newline.
    pairs
        The ids that edges join, in any order, repeated as often as they are joined.

    Returns
    -------
    dict[str, tuple[int, int]]
        Whole pixels, x to the right and y downward, with (0, 0) in the middle; empty for no labels.
    """
    joined = nx.Graph()
    joined.add_nodes_from(sorted(labels))
    joined.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs}))
    parts = sorted((sorted(part) for part in nx.connected_components(joined)), key=lambda part: (-len(part), part))
    placed = [_spread(part, labels, _spring(joined.subgraph(part), part)) for part in parts]
    return _in_rows(parts, placed, labels)


def _spring(part: nx.Graph[Any], order: list[str]) -> _Points:
    # subgraph() does not keep the order of its nodes, and the order decides which random start each node gets.
    graph = nx.Graph()
    graph.add_nodes_from(order)
    graph.add_edges_from(sorted((min(edge), max(edge)) for edge in part.edges))
    found = nx.spring_layout(
        graph, k=1.6 / math.sqrt(len(order)), iterations=120, seed=SEED, scale=None, method="force"
    )
    points = np.array([found[node] for node in order], dtype=np.float64)
    points -= points.mean(axis=0)
    if len(order) > 1:
        points *= SPACING / _typical_edge(points, order, graph)
    points[:, 0] *= STRETCH
    return points


def _typical_edge(points: _Points, order: list[str], graph: nx.Graph[Any]) -> float:
    at = {node: index for index, node in enumerate(order)}
    lengths = [float(np.hypot(*(points[at[a]] - points[at[b]]))) for a, b in graph.edges if a != b]
    return max(float(np.median(lengths)), 1e-6)


def _half_sizes(part: list[str], labels: Mapping[str, str]) -> _Points:
    """Half the width and height of each node with its label, in pixels (about 8 pixels a character, 16 a line)."""
    return np.array(
        [
            (
                max(26.0, 4.0 * max(len(line) for line in labels[node].split("\n")) + 8.0),
                26.0 + 8.0 * (labels[node].count("\n") + 1),
            )
            for node in part
        ]
    )


def _spread(part: list[str], labels: Mapping[str, str], points: _Points) -> _Points:
    """Push nodes whose boxes overlap apart, each pair along the axis where they overlap least."""
    half = _half_sizes(part, labels)
    need_x = half[:, None, 0] + half[None, :, 0]
    need_y = half[:, None, 1] + half[None, :, 1]
    for _ in range(ROUNDS):
        apart_x = points[:, None, 0] - points[None, :, 0]
        apart_y = points[:, None, 1] - points[None, :, 1]
        over_x = need_x - np.abs(apart_x)
        over_y = need_y - np.abs(apart_y)
        overlapping = (over_x > 0.5) & (over_y > 0.5)
        np.fill_diagonal(overlapping, val=False)
        if not overlapping.any():
            break
        sideways = overlapping & (over_x < over_y)
        upward = overlapping & ~sideways
        # Two nodes on one spot have no direction; their order gives one.
        order = np.sign(np.arange(len(part))[:, None] - np.arange(len(part))[None, :])
        way_x = np.where(apart_x == 0, order, np.sign(apart_x))
        way_y = np.where(apart_y == 0, order, np.sign(apart_y))
        points = points.copy()
        points[:, 0] += (np.where(sideways, over_x, 0) * way_x).sum(axis=1) * 0.3
        points[:, 1] += (np.where(upward, over_y, 0) * way_y).sum(axis=1) * 0.3
    return points


def _in_rows(
    parts: list[list[str]], placed: list[_Points], labels: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    corners: list[tuple[_Points, float, float]] = []
    for part, points in zip(parts, placed, strict=True):
        half = _half_sizes(part, labels)
        low, high = (points - half).min(axis=0), (points + half).max(axis=0)
        corners.append((points - low, float(high[0] - low[0]), float(high[1] - low[1])))
    if not corners:
        return {}
    area = sum((width + GAP) * (height + GAP) for _, width, height in corners)
    row_width = max(math.sqrt(area * 1.5), max(width for _, width, _ in corners))
    found: dict[str, tuple[float, float]] = {}
    x = y = row_height = 0.0
    for part, (points, width, height) in zip(parts, corners, strict=True):
        if x and x + width > row_width:
            x, y, row_height = 0.0, y + row_height + GAP, 0.0
        for node, point in zip(part, points, strict=True):
            found[node] = (x + float(point[0]), y + float(point[1]))
        x, row_height = x + width + GAP, max(row_height, height)
    middle_x = (min(x for x, _ in found.values()) + max(x for x, _ in found.values())) / 2
    middle_y = (min(y for _, y in found.values()) + max(y for _, y in found.values())) / 2
    # Whole pixels hide what different builds of numpy differ by.
    return {node: (round(x - middle_x), round(y - middle_y)) for node, (x, y) in sorted(found.items())}
