"""What nouns and pronouns refer to."""

from collections.abc import Callable

import pytest

from kg.coreference import fits, known_pair, resolve, resolve_one
from kg.model import ACTORS, GROUND, Kind
from kg.offices import offices
from kg.reading import Reading

pytestmark = pytest.mark.model

Make = Callable[..., Reading]

STATE = frozenset({Kind.STATE})
PERSON = frozenset({Kind.PERSON})
TERRITORY = frozenset({Kind.TERRITORY})
AGREEMENT = frozenset({Kind.AGREEMENT})


def behind(reading: Reading, word: str, wanted: frozenset[Kind]) -> list[str]:
    """Entities behind the last token that is written so."""
    list(offices(reading))
    token = [token for token in reading.doc if token.text == word][-1]
    return [entity for entity, _ in resolve(reading, token, wanted)]


PRONOUNS = [
    ("Fumio Kishida flew to Manila. He praised the Philippines.", "He", PERSON, ["person/fumio-kishida"]),
    ("Yoko Kamikawa flew to Manila. She praised the Philippines.", "She", PERSON, ["person/yoko-kamikawa"]),
    ("Yoko Kamikawa lost her hat in Manila.", "her", PERSON, ["person/yoko-kamikawa"]),
    ("Nobody came. He left.", "He", PERSON, []),
    ("Vietnam protested. It recalled its envoy.", "It", ACTORS, ["state/vietnam"]),
    ("Vietnam protested. It recalled its envoy.", "its", ACTORS, ["state/vietnam"]),
    ("China mapped Shikotan. Japan wants it.", "it", TERRITORY, ["territory/shikotan"]),
    ("Chile and Peru fished the same bay. They signed nothing.", "They", ACTORS, ["state/chile", "state/peru"]),
    ("Troops attacked. They left.", "They", ACTORS, []),
    ("China, which seized the reef, left.", "which", ACTORS, ["state/china"]),
    ("Vietnam knows the sailors. Who owns the reef?", "Who", ACTORS, []),
]
GROUPS = [
    ("Japan and Russia share a sea. The two countries have no treaty.", "countries", ["state/japan", "state/russia"]),
    ("Chile and Peru quarrelled. Both sides sent ships.", "sides", ["state/chile", "state/peru"]),
    ("Chile and Peru quarrelled. The two neighbours sent ships.", "neighbours", ["state/chile", "state/peru"]),
    ("Chile and Peru quarrelled. Each accused the other of lying.", "Each", ["state/chile", "state/peru"]),
    ("Chile and Peru quarrelled. Each accused the other of lying.", "other", ["state/chile", "state/peru"]),
    ("Kenya wrote to Somalia. The two countries then waited.", "countries", ["state/kenya", "state/somalia"]),
    ("Chad-Libya: the two countries wait for Kenya and Somalia.", "countries", ["state/chad", "state/libya"]),
    ("Malaysia, Brunei and Vietnam met. The three states left.", "states", None),
    ("The two countries have no treaty.", "countries", []),
    ("Kenya wrote. The two countries have no treaty.", "countries", []),
    ("Kenya and Somalia wrote. Some countries wait.", "countries", []),
]
GROUND_NOUNS = [
    (
        "China sailed around Etorofu, Kunashiri and Shikotan. Japan wants the islands.",
        "islands",
        ["territory/etorofu", "territory/kunashiri", "territory/shikotan"],
    ),
    ("Japan wants the islands of Etorofu and Kunashiri.", "islands", ["territory/etorofu", "territory/kunashiri"]),
    ("Japan wants the island of Shikotan.", "island", ["territory/shikotan"]),
    ("China mapped Shikotan. Japan wants the island.", "island", ["territory/shikotan"]),
    ("Sailors crossed the strait.", "strait", []),
]
ACTING = [
    # capitals act, or are where things happen
    ("Tokyo rejected the offer.", "Tokyo", STATE, ["state/japan"]),
    ("The ministers met in Tokyo.", "Tokyo", STATE, []),
    ("The ministers met in Tokyo.", "Tokyo", GROUND, ["place/tokyo"]),
    ("Chile broke the Lima accords.", "Lima", STATE, []),
    ("The Kremlin rejected the offer.", "Kremlin", STATE, ["state/russia"]),
    # organs act for their state
    ("Chinese troops crossed the river.", "troops", ACTORS, ["state/china"]),
    ("The president of Chile resigned.", "president", ACTORS, ["state/chile"]),
    ("The Greek Foreign Ministry complained.", "Ministry", ACTORS, ["state/greece"]),
    ("Warships from Turkey circled the islet.", "Warships", ACTORS, ["state/turkey"]),
    ("Vietnam's government complained.", "government", ACTORS, ["state/vietnam"]),
    ("The Russian army left.", "army", ACTORS, ["state/russia"]),
    ("Chinese food is popular.", "food", ACTORS, []),
    ("The Chinese protested.", "Chinese", ACTORS, ["state/china"]),
    # lists
    ("Malaysia, Brunei and Vietnam wrote.", "Malaysia", ACTORS, ["state/malaysia", "state/brunei", "state/vietnam"]),
    (
        "Ships of Malaysia, Brunei and Vietnam sailed.",
        "Ships",
        ACTORS,
        ["state/malaysia", "state/brunei", "state/vietnam"],
    ),
    # one state or person by description
    ("Bahrain built a port. The kingdom then sold it.", "kingdom", ACTORS, ["state/bahrain"]),
    ("A kingdom fell.", "kingdom", ACTORS, []),
    ("Emmanuel Macron sat down. The president then left.", "president", PERSON, ["person/emmanuel-macron"]),
    (
        "Emmanuel Macron met Olaf Scholz. The two leaders smiled.",
        "leaders",
        ACTORS,
        ["person/emmanuel-macron", "person/olaf-scholz"],
    ),
]


@pytest.mark.parametrize(("text", "word", "wanted", "expected"), PRONOUNS)
def test_pronoun(text: str, word: str, wanted: frozenset[Kind], expected: list[str], reading: Make) -> None:
    assert behind(reading(text), word, wanted) == expected


@pytest.mark.parametrize(("text", "word", "expected"), GROUPS)
def test_group_of_states(text: str, word: str, expected: list[str] | None, reading: Make) -> None:
    if expected is None:
        expected = ["state/malaysia", "state/brunei", "state/vietnam"]
    assert behind(reading(text), word, ACTORS) == expected


@pytest.mark.parametrize(("text", "word", "expected"), GROUND_NOUNS)
def test_ground_by_description(text: str, word: str, expected: list[str], reading: Make) -> None:
    assert behind(reading(text), word, TERRITORY) == expected


@pytest.mark.parametrize(("text", "word", "wanted", "expected"), ACTING)
def test_who_acts(text: str, word: str, wanted: frozenset[Kind], expected: list[str], reading: Make) -> None:
    assert behind(reading(text), word, wanted) == expected


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("India holds part of Kashmir.", ["part of Kashmir", "Kashmir"]),
        ("Guatemala wants Belizean territory.", ["Belizean territory of Belize", "Belize"]),
    ],
)
def test_a_share_is_a_place_of_its_own_that_answers_to_the_whole(text: str, share: list[str], reading: Make) -> None:
    made = reading(text)
    word = "part" if "part" in text else "territory"
    (found,) = behind(made, word, TERRITORY)
    assert found.startswith("territory/")
    assert found not in made.catalog.entities
    assert [name.text for name in made.entities[found].names] == share


def test_a_place_by_description_is_the_documents_own(reading: Make) -> None:
    made = reading("Bolivia lost a strip of coast.")
    (found,) = behind(made, "strip", TERRITORY)
    assert found.startswith("territory/strip-of-coast-")


class TestWe:
    QUOTE = '"We reject the claim," said Japan\'s foreign minister, Taro Aso.'

    def test_the_state_of_a_speech(self, reading: Make) -> None:
        assert behind(reading("We reject the claim.", author="JPN"), "We", ACTORS) == ["state/japan"]

    def test_nobody_knows_who(self, reading: Make) -> None:
        assert behind(reading("We reject the claim."), "We", ACTORS) == []

    def test_the_state_whose_office_the_speaker_holds(self, reading: Make) -> None:
        assert behind(reading(self.QUOTE), "We", STATE) == ["state/japan"]

    def test_i_is_never_the_state(self, reading: Make) -> None:
        text = '"I reject the claim," Taro Aso, Japan\'s foreign minister, said.'
        assert behind(reading(text), "I", ACTORS) == ["person/taro-aso"]


class TestAgreements:
    def test_by_name(self, reading: Make) -> None:
        assert behind(reading("Chile signed the Treaty of Lima."), "Treaty", AGREEMENT) == ["agreement/treaty-of-lima"]

    def test_the_treaty_is_the_one_last_spoken_of(self, reading: Make) -> None:
        made = reading("Chile signed the Treaty of Lima. Peru then broke the treaty.")
        assert behind(made, "Treaty", AGREEMENT) == behind(made, "treaty", AGREEMENT)

    def test_a_description_stays_within_its_document(self, reading: Make) -> None:
        (found,) = behind(reading("Chile signed a fishing treaty."), "treaty", AGREEMENT)
        assert found.startswith("agreement/fishing-treaty-")


class TestKnownPair:
    def test_a_definite_noun_leaves_its_sides_to_the_text(self, reading: Make) -> None:
        made = reading("Chile and Peru quarrelled. The dispute went on.")
        assert known_pair(made, made.doc[6]) == ("state/chile", "state/peru")

    def test_an_indefinite_noun_does_not(self, reading: Make) -> None:
        made = reading("Chile and Peru quarrelled. A dispute went on.")
        assert made.doc[6].text == "dispute"
        assert known_pair(made, made.doc[6]) == ()


def test_a_word_is_resolved_once_and_the_same_each_time(reading: Make) -> None:
    made = reading("Vietnam protested. It left.")
    token = made.doc[3]
    assert resolve_one(made, token, ACTORS) == resolve_one(made, token, ACTORS) == ("state/vietnam",)
    assert (token.i, ACTORS) in made.memo


@pytest.mark.parametrize(
    ("kind", "wanted", "expected"),
    [
        (Kind.STATE, ACTORS, True),
        (Kind.TERRITORY, ACTORS, False),
        (Kind.STATE, TERRITORY, True),
        (Kind.PLACE, TERRITORY, True),
        (Kind.PERSON, TERRITORY, False),
        (Kind.TERRITORY, PERSON, False),
        (Kind.STATE, frozenset(), False),
    ],
)
def test_fits(kind: Kind, wanted: frozenset[Kind], expected: bool) -> None:
    assert fits(kind, wanted) is expected
