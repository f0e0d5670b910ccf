"""Who holds which office."""

from collections.abc import Callable

import pytest

from kg.offices import offices
from kg.reading import Reading

pytestmark = pytest.mark.model

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Greek Prime Minister Andreas Papandreou spoke.", ("person/andreas-papandreou", "state/greece", "title")),
        ("Japan's foreign minister, Taro Aso, spoke.", ("person/taro-aso", "state/japan", "title")),
        ("The former Chilean president Ricardo Lagos spoke.", ("person/ricardo-lagos", "state/chile", "title")),
        ("The Chinese foreign minister, Wang Yi, arrived.", ("person/wang-yi", "state/china", "title")),
        ("Taro Aso, Japan's foreign minister, spoke.", ("person/taro-aso", "state/japan", "apposition")),
        (
            "Nikos Dendias, the foreign minister of Greece, spoke.",
            ("person/nikos-dendias", "state/greece", "apposition"),
        ),
        (
            "Michelle Bachelet, who was president of Chile, spoke.",
            ("person/michelle-bachelet", "state/chile", "apposition"),
        ),
        ("Manuel Pinho was foreign minister of Portugal.", ("person/manuel-pinho", "state/portugal", "apposition")),
        (
            "Prime Minister Shinzo Abe said he was proud of Japan's navy.",
            ("person/shinzo-abe", "state/japan", "context"),
        ),
    ],
)
def test_office(text: str, expected: tuple[str, str, str], reading: Make) -> None:
    assert [(office.person, office.body, office.rule) for office in offices(reading(text))] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ana Soto won a race.",
        "Foreign Minister Sergei Lavrov spoke.",
        "Queen Elizabeth waved.",
        "Ana Soto flew from Chile to Peru.",
        "The mayor of Lima, Ana Soto, spoke.",
    ],
)
def test_no_office(text: str, reading: Make) -> None:
    assert list(offices(reading(text))) == []


def test_each_person_and_body_once(reading: Make) -> None:
    made = reading("Chilean President Ricardo Lagos came. Chilean President Ricardo Lagos left.")
    assert [(o.person, o.body) for o in offices(made)] == [("person/ricardo-lagos", "state/chile")]


def test_tokens_are_those_of_name_title_and_body(reading: Make) -> None:
    made = reading("Greek Prime Minister Andreas Papandreou spoke.")
    (office,) = offices(made)
    assert [made.doc[i].text for i in (office.name, office.title, office.owner)] == ["Papandreou", "Prime", "Greek"]


def test_the_reading_learns_for_whom_a_person_speaks(reading: Make) -> None:
    made = reading("Taro Aso, Japan's foreign minister, spoke.")
    assert made.speaks_for == {}
    list(offices(made))
    assert made.speaks_for == {"person/taro-aso": "state/japan"}


def test_two_offices_in_one_sentence(reading: Make) -> None:
    made = reading("Chilean President Ricardo Lagos met Peruvian President Alejandro Toledo.")
    assert [(o.person, o.body) for o in offices(made)] == [
        ("person/ricardo-lagos", "state/chile"),
        ("person/alejandro-toledo", "state/peru"),
    ]


def test_subject_of_what_is_said_tells_the_office(reading: Make) -> None:
    found = list(offices(reading("Chile will not yield, President Ricardo Lagos said.")))
    assert [(office.person, office.body) for office in found] == [("person/ricardo-lagos", "state/chile")]


@pytest.mark.parametrize(
    "text",
    [
        "Alicia Castro, her ambassador in London, repeated it.",
        "President Joe Biden landed in Tokyo after China's ships had left.",
        "QUITO (Reuter) - Peru and Ecuador fought. President Alberto Fujimori spoke. Peru lost. Peru denied it.",
    ],
)
def test_whose_president_it_is_is_not_guessed(text: str, reading: Make) -> None:
    assert list(offices(reading(text))) == []
