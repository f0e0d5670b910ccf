"""Where the places at issue lie."""

from collections.abc import Callable

import pytest

from kg.model import Match

pytestmark = pytest.mark.model

Find = Callable[..., list[Match]]


def whereabouts(found: list[Match]) -> set[tuple[str, str, str]]:
    return {(m.subject, m.relation, m.object) for m in found if m.relation in {"locatedIn", "locatedNear"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Etorofu lies off Hokkaido.", {("territory/etorofu", "locatedNear", "place/hokkaido")}),
        (
            "Japan claims Etorofu, an island in the Sea of Okhotsk.",
            {("territory/etorofu", "locatedIn", "place/sea-of-okhotsk")},
        ),
        ("Malaysia's Sabah is claimed by the Philippines.", {("territory/sabah", "locatedIn", "state/malaysia")}),
        ("The Philippine island of Luzon is claimed by China.", {("place/luzon", "locatedIn", "state/philippines")}),
        ("China's rival Taiwan wrote.", set()),
        ("The ministers met in Vienna.", set()),
        ("Ships left Hokkaido for the Sea of Okhotsk.", set()),
        ("Japan claims Etorofu near the border.", set()),
        ("", set()),
    ],
)
def test_located(text: str, expected: set[tuple[str, str, str]], matched: Find) -> None:
    assert whereabouts(matched(text)) == expected


def test_each_once(matched: Find) -> None:
    text = (
        "The Senkaku Islands in the East China Sea are small. Goats graze on the Senkaku Islands in the East China Sea."
    )
    found = [m for m in matched(text) if m.relation == "locatedIn"]
    assert [(m.subject, m.object) for m in found] == [("territory/senkaku-islands", "territory/east-china-sea")]


def test_a_place_has_no_count(matched: Find) -> None:
    text = "Japan claims three islands in the Sea of Okhotsk: Etorofu, Kunashiri and Shikotan."
    assert {m.count for m in matched(text) if m.relation.startswith("located")} <= {None}
