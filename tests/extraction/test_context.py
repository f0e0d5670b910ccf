"""Offices, other names, and whose territory is disputed."""

from collections.abc import Callable

import pytest

from kg.extract.context import named, office_holders, other_name
from kg.model import Kind, Match, digest
from kg.reading import Reading

pytestmark = pytest.mark.model

Make = Callable[..., Reading]
Find = Callable[..., list[Match]]


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        (
            "The Falkland Islands, also known as the Malvinas, are windy.",
            "territory/falkland-islands",
            [("Malvinas", "known")],
        ),
        ("Etorofu (Iturup) is windy.", "territory/etorofu", [("Iturup", "bracket")]),
        ("Etorofu (also called Iturup) is windy.", "territory/etorofu", [("Iturup", "known")]),
        ("Etorofu (or Iturup) is windy.", "territory/etorofu", [("Iturup", "bracket")]),
        ("Japan claims Etorofu, or Iturup, in vain.", "territory/etorofu", [("Iturup", "or")]),
        ("Japan wants Takeshima, which South Korea calls Dokdo.", "territory/dokdo", [("Dokdo", "calls")]),
        ("Etorofu is windy (as ever).", "territory/etorofu", []),
        ("Etorofu (UN) is windy.", "territory/etorofu", []),
        ("Etorofu or another island is windy.", "territory/etorofu", []),
        ("Peru (Chile) is a match.", "state/peru", []),
        ("", "state/peru", []),
    ],
)
def test_other_names(text: str, entity: str, expected: list[tuple[str, str]], reading: Make) -> None:
    made = reading(text)
    found = [m for m in named(made) if m.subject == entity]
    assert [(made.entities[m.object].label, m.rule.removeprefix("alsoKnownAs.")) for m in found] == expected


def test_a_name_says_who_uses_it(reading: Make) -> None:
    made = reading("Japan wants Takeshima, which South Korea calls Dokdo.")
    (match,) = named(made)
    assert made.entities[match.object].names[0].used_by == ("state/south-korea",)


def test_a_name_is_a_node_of_its_own(reading: Make) -> None:
    made = reading("Nothing.")
    one = other_name(made, "Iturup", ("state/russia",))
    assert one == other_name(made, "Iturup", ("state/belarus",)) == f"name/{digest('Iturup')}"
    assert made.entities[one].kind is Kind.NAME
    assert made.entities[one].names[0].used_by == ("state/belarus", "state/russia")


def test_the_quote_of_a_name_reaches_from_one_name_to_the_other(reading: Make) -> None:
    text = "𐌰𐌱! The isle of Etorofu (Iturup) is windy."
    made = reading(text)
    (match,) = named(made)
    assert text[match.span.start : match.span.end] == "Etorofu (Iturup"


def test_office_holders(reading: Make) -> None:
    text = "Taro Aso, Japan's foreign minister, left."
    (match,) = office_holders(reading(text))
    assert (match.subject, match.relation, match.object) == ("person/taro-aso", "holdsOffice", "state/japan")
    assert match.rule == "holdsOffice.apposition"
    assert text[match.span.start : match.span.end] == "Taro Aso, Japan's foreign minister"
    assert list(office_holders(reading("Taro Aso left."))) == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("India and Pakistan shelled each other in disputed Kashmir.", {"state/india", "state/pakistan"}),
        ("India-Pakistan: The line through contested Kashmir is long.", {"state/india", "state/pakistan"}),
        ("India patrols disputed Kashmir.", set()),
        ("India, Pakistan and China patrol disputed Kashmir.", set()),
        ("India and Pakistan share Kashmir.", set()),
    ],
)
def test_disputed(text: str, parties: set[str], matched: Find) -> None:
    found = [m for m in matched(text) if m.rule == "disputes.adjective"]
    assert {m.subject for m in found} == parties
    assert {m.object for m in found} <= {"territory/kashmir"}
