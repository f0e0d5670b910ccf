"""Who and what a text names."""

from collections.abc import Callable

import pytest

from kg.mentions import mentions
from kg.model import Kind, Span
from kg.reading import Reading, register, slug

pytestmark = pytest.mark.model

Make = Callable[..., Reading]


def named(reading: Reading) -> list[tuple[str, str]]:
    """Words and likeliest entity of each referent."""
    return [(reading.doc[r.start : r.end].text, r.options[0]) for r in reading.referents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vaduz", "vaduz"),
        ("Penón de Vélez", "penon-de-velez"),
        ("  A -- B ", "a-b"),
        ("Kürdistan 2", "kurdistan-2"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["千島", "—", "", "𐌰"])
def test_slug_is_never_empty(text: str) -> None:
    assert slug(text)
    assert slug(text) == slug(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Rain fell all day.", []),
        ("Georgia and Armenia share a border.", [("Georgia", "state/georgia"), ("Armenia", "state/armenia")]),
        ("Imia and Kardak are two names.", [("Imia", "territory/imia"), ("Kardak", "territory/imia")]),
        ("JAPAN WARNS CHINA", [("JAPAN", "state/japan"), ("CHINA", "state/china")]),
        ("The Treaty of Kanagawa was signed.", [("The Treaty of Kanagawa", "agreement/treaty-of-kanagawa")]),
        ("Russians live there.", [("Russians", "state/russia")]),
        ("Serranilla Bank is a reef.", [("Serranilla Bank", "territory/serranilla-bank")]),
        # a surname alone is the person named in full, before or after
        ("Mr Abe smiled. Shinzo Abe left.", [("Abe", "person/shinzo-abe"), ("Shinzo Abe", "person/shinzo-abe")]),
        (
            "Japan's prime minister, Shinzo Abe, met Vladimir Putin.",
            [
                ("Japan", "state/japan"),
                ("Shinzo Abe", "person/shinzo-abe"),
                ("Vladimir Putin", "person/vladimir-putin"),
            ],
        ),
    ],
)
def test_referents(text: str, expected: list[tuple[str, str]], reading: Make) -> None:
    assert named(reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Peru left.", "name"),
        ("Peruvian ships left.", "adjective"),
        ("Peruvians left.", "people"),
        ("Lima protested.", "capital"),
        ("The Kremlin protested.", "seat"),
    ],
)
def test_role(text: str, role: str, reading: Make) -> None:
    (referent,) = reading(text).referents
    assert referent.role == role


def test_a_name_inside_a_persons_name_is_not_a_state(reading: Make) -> None:
    made = reading("Paris Hilton smiled at Jordan Peterson.")
    assert not [e for _, e in named(made) if e.startswith(("state/", "territory/"))]


def test_a_surname_alone_stays_within_its_document(reading: Make) -> None:
    found = dict(named(reading("Mr. Papandreou said nothing.")))
    assert found["Papandreou"].startswith("person/papandreou-")


def test_names_keep_the_forms_that_the_text_uses(reading: Make) -> None:
    made = reading("Iturup lies far off. Etorofu is the same island.")
    assert made.used["territory/etorofu"] == ["Iturup", "Etorofu"]


def test_every_token_of_a_name_leads_to_its_referent(reading: Make) -> None:
    made = reading("Ships rounded the Senkaku Islands.")
    inside = [made.doc[i].text for i, r in made.at.items() if r.options[0] == "territory/senkaku-islands"]
    assert inside == ["Senkaku", "Islands"]


def test_mentions_are_values_with_offsets(reading: Make) -> None:
    made = reading("𐌰 Peru wrote to Chile.")
    found = list(mentions(made))
    assert [(m.span, m.kind, m.entity) for m in found] == [
        (Span(2, 6), Kind.STATE, "state/peru"),
        (Span(16, 21), Kind.STATE, "state/chile"),
    ]
    assert list(mentions(reading(""))) == []


def test_author_by_code_or_name(reading: Make) -> None:
    assert reading("We came.", author="JPN").author == "state/japan"
    assert reading("We came.", author="Japan").author == "state/japan"
    assert reading("We came.", author="Ana Soto").author is None
    assert reading("We came.").author is None


def test_parties_of_the_entry_that_a_token_stands_in(reading: Make) -> None:
    made = reading("An old list. Chad-Libya: the strip is calm. Kenya-Somalia: the sea is not.")
    words = {token.text: token.i for token in made.doc}
    assert made.parties(words["list"]) == ()
    assert made.parties(words["strip"]) == ("state/chad", "state/libya")
    assert made.parties(words["sea"]) == ("state/kenya", "state/somalia")


def test_register_joins_the_names_of_one_entity(reading: Make) -> None:
    made = reading("Nothing.")
    first = register(made, Kind.AGREEMENT, ("Treaty of Lima", "treaty"))
    assert register(made, Kind.AGREEMENT, ("Treaty of Lima", "accord")) == first == "agreement/treaty-of-lima"
    assert [name.text for name in made.entities[first].names] == ["Treaty of Lima", "treaty", "accord"]
    assert made.kind(first) is Kind.AGREEMENT
    assert made.label(first) == "Treaty of Lima"


def test_register_keeps_local_entities_apart(reading: Make) -> None:
    made = reading("Nothing.")
    assert register(made, Kind.PERSON, ("Soto",), local=True) != register(made, Kind.PERSON, ("Soto",))


def test_register_leaves_the_catalog_alone(reading: Make) -> None:
    made = reading("Nothing.")
    assert register(made, Kind.STATE, ("Japan", "Nippon Land")) == "state/japan"
    assert made.entities == {}
    assert made.label("state/japan") == "Japan"
