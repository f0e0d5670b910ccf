"""Where the nodes of the page's graph stand: computed here once, so that the page opens still and always the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

__all__ = ["positions"]

SEED = 7
SPACING = 230  # pixels between neighbours: room for the label of an edge
STRETCH = 1.1  # labels are wider than high, so the layout is too
GAP = 70  # pixels between the boxes of two components
PUSH = 2.2  # how strongly nodes push each other away (networkx's k, times the root of the number of nodes)
HUB_RELIEF = 0.3  # 0: every edge pulls alike; 0.5: an edge pulls less by the root of its ends' degrees
ITERATIONS = 150
ROUNDS = 80  # at most so many passes that push labels apart
LARGE = 300  # with more nodes networkx takes seconds (17 s for 1,334, rustworkx 1.2 s); with fewer it draws nicer
ROUNDS_LARGE = 25  # every pass compares all pairs

type _Points = NDArray[np.float64]


def positions(labels: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Place the nodes so that neighbours are close and labels do not cover each other.

    Each connected component is laid out on its own by the force model of Fruchterman and Reingold (1991), as
    ``spring_layout`` of networkx, or of rustworkx where there are many nodes, computes it from a fixed seed; the
    components are then put side by side in rows.

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
    times = Counter((min(pair), max(pair)) for pair in pairs)
    joined.add_edges_from(times)
    parts = sorted((sorted(part) for part in nx.connected_components(joined)), key=lambda part: (-len(part), part))
    placed = [_spread(part, labels, _spring(part, times)) for part in parts]
    return _in_rows(parts, placed, labels)


def _spring(order: list[str], pairs: Mapping[tuple[str, str], int]) -> _Points:
    graph = nx.Graph()
    # The order of the nodes decides which random start each gets.
    graph.add_nodes_from(order)
    graph.add_edges_from(pair for pair in pairs if pair[0] in graph)
    for a, b, edge in graph.edges(data=True):
        # Hubs would draw everything into one knot; many edges side by side need more length for their labels.
        edge["weight"] = (graph.degree[a] * graph.degree[b]) ** -HUB_RELIEF * pairs[min(a, b), max(a, b)] ** -0.5
    points = _large(order, graph) if len(order) > LARGE else _small(order, graph)
    points -= points.mean(axis=0)
    if len(order) > 1:
        points *= SPACING / _typical_edge(points, order, graph)
    points[:, 0] *= STRETCH
    return points


def _small(order: list[str], graph: nx.Graph[Any]) -> _Points:
    found = nx.spring_layout(
        graph, k=PUSH / math.sqrt(len(order)), iterations=ITERATIONS, seed=SEED, scale=None, method="force"
    )
    return np.array([found[node] for node in order], dtype=np.float64)


def _large(order: list[str], graph: nx.Graph[Any]) -> _Points:
    at = {node: index for index, node in enumerate(order)}
    same: rx.PyGraph[str, float] = rx.PyGraph()
    same.add_nodes_from(order)
    # Sums of numbers depend on their order, however little; an edge has none of its own.
    edges = sorted((min(at[a], at[b]), max(at[a], at[b]), weight) for a, b, weight in graph.edges(data="weight"))
    same.add_edges_from([(a, b, float(weight)) for a, b, weight in edges])
    found = rx.spring_layout(same, k=PUSH / math.sqrt(len(order)), num_iter=ITERATIONS, weight_fn=float, seed=SEED)
    return np.array([found[index] for index in range(len(order))], dtype=np.float64)


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
    """Push nodes whose boxes overlap apart, each pair along the axis where they overlap by the smaller part."""
    half = _half_sizes(part, labels)
    need_x = half[:, None, 0] + half[None, :, 0]
    need_y = half[:, None, 1] + half[None, :, 1]
    for _ in range(ROUNDS_LARGE if len(part) > LARGE else ROUNDS):
        apart_x = points[:, None, 0] - points[None, :, 0]
        apart_y = points[:, None, 1] - points[None, :, 1]
        over_x = need_x - np.abs(apart_x)
        over_y = need_y - np.abs(apart_y)
        overlapping = (over_x > 0.5) & (over_y > 0.5)
        np.fill_diagonal(overlapping, val=False)
        if not overlapping.any():
            break
        # Boxes are wider than high: measured in pixels, the shorter way would always be up or down, into columns.
        sideways = overlapping & (over_x / need_x < over_y / need_y)
        upward = overlapping & ~sideways
        # Two nodes on one spot have no direction; their order gives one.
        order = np.sign(np.arange(len(part))[:, None] - np.arange(len(part))[None, :])
        way_x = np.where(apart_x == 0, order, np.sign(apart_x))
        way_y = np.where(apart_y == 0, order, np.sign(apart_y))
        points = points.copy()
        points[:, 0] += (np.where(sideways, over_x, 0) * way_x).sum(axis=1) * 0.3
        points[:, 1] += (np.where(upward, over_y, 0) * way_y).sum(axis=1) * 0.3
    return points


def _in_rows(parts: list[list[str]], placed: list[_Points], labels: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    corners: list[_Points] = []
    sizes: list[tuple[float, float]] = []
    for part, points in zip(parts, placed, strict=True):
        half = _half_sizes(part, labels)
        low, high = (points - half).min(axis=0), (points + half).max(axis=0)
        corners.append(points - low)
        sizes.append((float(high[0] - low[0]), float(high[1] - low[1])))
    found: dict[str, tuple[float, float]] = {}
    for part, points, (left, top) in zip(parts, corners, _best_rows(sizes), strict=True):
        for node, point in zip(part, points, strict=True):
            found[node] = (left + float(point[0]), top + float(point[1]))
    middle_x, middle_y = (
        (min(point[axis] for point in found.values()) + max(point[axis] for point in found.values())) / 2
        if found
        else 0.0
        for axis in (0, 1)
    )
    # Whole pixels hide what different builds of numpy differ by.
    return {node: (round(x - middle_x), round(y - middle_y)) for node, (x, y) in sorted(found.items())}


def _best_rows(sizes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Left upper corners of boxes in rows, with the row width that makes the whole fit a screen best."""
    tried: list[tuple[float, list[tuple[float, float]]]] = []
    width = float(-GAP)
    for own, _ in sizes:
        width += own + GAP
        corners, right, bottom = _rows(sizes, max(width, max(w for w, _ in sizes)))
        tried.append((max(right, bottom * STRETCH), corners))
    return min(tried, default=(0.0, []))[1]


def _rows(sizes: list[tuple[float, float]], row_width: float) -> tuple[list[tuple[float, float]], float, float]:
    corners: list[tuple[float, float]] = []
    x = y = height = right = 0.0
    for own_width, own_height in sizes:
        if x and x + own_width > row_width + 1e-6:
            x, y, height = 0.0, y + height + GAP, 0.0
        corners.append((x, y))
        right, height = max(right, x + own_width), max(height, own_height)
        x += own_width + GAP
    return corners, right, y + height
