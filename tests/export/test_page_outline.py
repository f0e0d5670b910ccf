"""The outline of the land: fine near the places on the page, never jumping across the world, never too long."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalog import load
from kg.export.page.outline import LIMIT, land_path

KURILS = (44.5, 147.0)
places = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=6)


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The points of each ring in hundredths of a degree, x eastward and y southward."""
    found = []
    for part in path.split("z")[:-1]:
        start, steps = part.removeprefix("M").split("l")
        numbers = [int(number) for number in re.findall(r"-?\d+", start + " " + steps)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        points = [pairs[0]]
        for x, y in pairs[1:]:
            points.append((points[-1][0] + x, points[-1][1] + y))
        found.append(points)
    return found


def near(path: str, place: tuple[float, float], degrees: float) -> int:
    lat, lon = place
    points = [point for ring in rings(path) for point in ring]
    return sum(abs(x / 100 - lon) < degrees and abs(-y / 100 - lat) < degrees for x, y in points)


def test_the_coast_is_finer_where_the_page_has_a_place() -> None:
    assert near(land_path([KURILS]), KURILS, 4) > 3 * near(land_path([]), KURILS, 4) > 0
    assert near(land_path([KURILS]), (-34.0, 18.5), 4) == near(land_path([]), (-34.0, 18.5), 4)


def test_a_whole_catalog_of_places_stays_small() -> None:
    every = [item.coordinates for item in load().territories.values() if item.coordinates]
    assert 0 < len(land_path(every)) <= LIMIT
    assert len(land_path(every, limit=12_000)) <= 12_000


def test_the_order_of_places_does_not_matter() -> None:
    assert land_path([KURILS, (10.0, 114.0)]) == land_path([(10.0, 114.0), KURILS])


@settings(max_examples=20, deadline=None)
@given(places)
def test_every_ring_is_land_within_the_world(some: list[tuple[float, float]]) -> None:
    found = rings(land_path(some))
    assert len(found) > 50
    for ring in found:
        assert len(ring) >= 3
        assert all(-20000 < x < 20000 and -9000 <= y <= 9000 for x, y in ring)
        # A step across the world would draw a line over land and sea; only the lower edge of Antarctica is so long.
        long = [(a, b) for a, b in pairwise(ring) if abs(a[0] - b[0]) > 6000]
        assert all(a[1] == b[1] == 9000 for a, b in long)
