"""The outline of the land for the page's map: fine near the places that the page shows, coarse far from them.

The outline is Natural Earth's (public domain) at 1:50 million, land against sea and nothing else: it has no borders, so
the map cannot draw one as settled. ``scripts/land_outline.mjs`` says how ``land.txt`` was made and what its lines are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

__all__ = ["SOURCE", "land_path"]

SOURCE = "Natural Earth, 1:50 million, land only"
SMALLEST = 0.03  # degrees: how much a point of the letter "a" matters; each further letter twice as much
FINE = 8.0  # degrees around a place within which every point is drawn
SLOPE = 0.02  # how much more a point must matter, in degrees, with each degree farther away
FAR = 0.3  # degrees: farther away it need not matter more than this
LIMIT = 60_000  # characters of the path at most: the page stays small however many places it shows

type _Numbers = NDArray[np.float64]


def land_path(places: Sequence[tuple[float, float]], *, limit: int = LIMIT) -> str:
    """The land as the ``d`` of an SVG path.

    Parameters
    ----------
    places
        Latitude and longitude in degrees (WGS 84) of what the map shows; none gives a coarse world.
    limit
        At most so many characters; where the outline has more, it is made coarser step by step.

    Returns
    -------
    str
        x is the longitude eastward and y the latitude southward, both in hundredths of a degree (plate carrée).
    """
    rings, matters = _land()
    distance = _distances(np.concatenate(rings), places)
    coarser = 1.0
    while True:
        needed = np.minimum(np.maximum(distance - FINE, 0) * SLOPE, FAR) * coarser
        if coarser > 1:  # too many places for full detail around each
            needed = np.maximum(needed, SMALLEST * coarser)
        path = _path(rings, matters, needed)
        if len(path) <= limit or coarser > 64:
            return path
        coarser *= 1.5


@cache
def _land() -> tuple[list[NDArray[np.int64]], list[_Numbers]]:
    """Points of each ring in hundredths of a degree (x, y northward), and how much each matters in degrees."""
    text = (resources.files("kg.export.page") / "land.txt").read_text(encoding="ascii")
    rings: list[NDArray[np.int64]] = []
    matters: list[_Numbers] = []
    for line in text.splitlines():
        letters, *steps = line.split(" ")
        rings.append(np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0))
        doublings = np.frombuffer(letters.encode(), dtype=np.uint8).astype(np.float64) - ord("a")
        matters.append(SMALLEST * np.exp2(doublings))
    return rings, matters


def _distances(points: NDArray[np.int64], places: Sequence[tuple[float, float]]) -> _Numbers:
    """Degrees from each point to the nearest place, in a plane: good enough to choose how much to draw."""
    nearest = np.full(len(points), np.inf)
    x, y = points[:, 0] / 100, points[:, 1] / 100
    # Places less than a degree apart share their surroundings.
    for lat, lon in sorted({(round(lat), round(lon)) for lat, lon in places}):
        across = np.abs(x - lon)
        across = np.minimum(across, 360 - across) * np.cos(np.radians(lat))
        nearest = np.minimum(nearest, np.hypot(across, y - lat))
    return nearest


def _path(rings: list[NDArray[np.int64]], matters: list[_Numbers], needed: _Numbers) -> str:
    parts, at = [], 0
    for ring, weight in zip(rings, matters, strict=True):
        kept = ring[weight >= needed[at : at + len(ring)]]
        at += len(ring)
        if len(kept) < 3:  # an island too small to be seen from so far
            continue
        first, steps = kept[0], np.diff(kept, axis=0)
        numbers = "".join(f"{x:+d}{-y:+d}".replace("+", " ") for x, y in steps.tolist())
        parts.append(f"M{first[0]} {-first[1]}l{numbers.strip()}z")
    return "".join(parts)
