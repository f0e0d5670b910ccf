"""Constructions that no single wording carries: what is left out, taken up again or hung elsewhere by the parser."""

from collections.abc import Callable

import pytest

from kg.extract import Lexicon, matches
from kg.model import Match
from kg.reading import Reading

pytestmark = pytest.mark.model

Find = Callable[..., list[Match]]


def pairs(found: list[Match], relation: str) -> set[tuple[str, str]]:
    return {(m.subject.partition("/")[2], m.object.partition("/")[2]) for m in found if m.relation == relation}


SENKAKU, SCARBOROUGH, CRIMEA = "senkaku-islands", "scarborough-shoal", "crimea"


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        # the ground that a noun leaves out is what its sentence speaks of, or the one before
        ("Sailors passed Hans Island, and Denmark renewed its claims.", "claims", {("denmark", "hans-island")}),
        ("Sailors passed Hans Island. Denmark renewed its claims.", "claims", {("denmark", "hans-island")}),
        ("Hans Island and Swains Island are small, and Denmark renewed its claims.", "claims", set()),
        # the owner of a policy owns what it consists in
        ("Libya pursued its policy of annexation of the Aouzou Strip.", "annexes", {("libya", "aouzou-strip")}),
        # a bracket belongs to the name before it, whatever the parser hangs it on
        (
            "Manila claims title to Scarborough Shoal (also claimed by China together with Taiwan).",
            "claims",
            {("philippines", SCARBOROUGH), ("china", SCARBOROUGH), ("taiwan", SCARBOROUGH)},
        ),
        # what follows the second verb is not done by the first
        ("Abe met in Moscow and praised Mongolia.", "metWith", set()),
        # participles without a subject are about what the paragraph began with
        (
            "Crimea is a peninsula. Claimed by Ukraine and by Russia.",
            "claims",
            {("ukraine", CRIMEA), ("russia", CRIMEA)},
        ),
        ("Much was claimed by Ukraine and by Russia.", "claims", set()),
        # a past tense that the parser takes for a participle
        (
            "Ralph Gonsalves, the prime minister of Saint Vincent, mediated between Guyana and Venezuela.",
            "mediates",
            {("ralph-gonsalves", "guyana"), ("ralph-gonsalves", "venezuela")},
        ),
        # a ship by name
        ("Britain sent the frigate HMS Lancaster to Gibraltar.", "deploysTo", {("united-kingdom", "gibraltar")}),
        ("Britain sent Lancaster to Gibraltar.", "deploysTo", set()),
        # numbers and adverbs of place
        ("China landed troops on two of the Paracel Islands.", "deploysTo", {("china", "paracel-islands")}),
        ("Japan bought Uotsuri and sent troops there.", "deploysTo", {("japan", "uotsuri")}),
        # a capital is told something, and gone to
        ("Tokyo protested to Beijing.", "protestsAgainst", {("japan", "china")}),
        # whose it is stands there, though nobody knows who: no other owner is taken
        ("Canada knew of somebody's claim to Hans Island.", "claims", set()),
        # a period is no party
        ("Iran and Iraq remained friends throughout the war.", "atWarWith", set()),
    ],
)
def test_construction(text: str, relation: str, expected: set[tuple[str, str]], matched: Find) -> None:
    assert pairs(matched(text), relation) == expected


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        # so many territories, set side by side or named last
        (
            "Russia left Abkhazia and South Ossetia alone. Georgia claims both regions.",
            "claims",
            {("georgia", "abkhazia"), ("georgia", "south-ossetia")},
        ),
        # "the islands" are a group, not the island named last; "the territory" is the whole
        ("The Senkaku Islands include Uotsuri. China claims the islands.", "claims", {("china", SENKAKU)}),
        (
            "Western Sahara includes Guerguerat. Morocco claims the territory.",
            "claims",
            {("morocco", "western-sahara")},
        ),
        # words that only count name no place
        ("Peru and Chile hold talks, and Peru occupied several areas.", "occupies", set()),
        # an accord takes up a treaty, a ceasefire does not
        (
            "The Treaty of Simla was long. India signed the accord.",
            "signs",
            {("india", "treaty-of-simla")},
        ),
        # "it" is the agreement where only that can be signed
        ("Peru drafted the Treaty of Lima about Leticia. Chile signed it.", "signs", {("chile", "treaty-of-lima")}),
        ("Peru spoke about Leticia. Chile signed it.", "signs", set()),
        # each other
        (
            "Shinzo Abe and Vladimir Putin praised the truce and met each other.",
            "metWith",
            {("shinzo-abe", "vladimir-putin")},
        ),
        # a place is visited, not whoever was named before it
        (
            "Canada owns a chart. Hans Island is bare. Bill Graham visited it.",
            "visits",
            {("bill-graham", "hans-island")},
        ),
        # a sentence without a verb ends too
        ("Peru, Chile and their need of each other.", "supports", set()),
        # where they met is no party
        (
            "Peru and Chile met in Panama. Ministers of Peru and Chile spoke. The two states agreed.",
            "agreesWith",
            {("chile", "peru")},
        ),
    ],
)
def test_taken_up_again(text: str, relation: str, expected: set[tuple[str, str]], matched: Find) -> None:
    assert pairs(matched(text), relation) == expected


def test_a_party_claims_what_it_calls_its_own(matched: Find) -> None:
    text = "The Falkland Islands are British."
    assert pairs(matched(text), "administers") == {("united-kingdom", "falkland-islands")}
    own = matched(text, author="GBR")
    assert pairs(own, "administers") == set()
    assert pairs(own, "claims") == {("united-kingdom", "falkland-islands")}


def test_the_less_usual_of_two_names_is_the_other_one(matched: Find) -> None:
    found = [m for m in matched("Boats reached the disputed Takeshima/Dokdo islets.") if m.relation == "alsoKnownAs"]
    assert [m.subject for m in found] == ["territory/dokdo"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sailors know the islets that Seoul calls Dokdo and Tokyo calls Takeshima.",
            {("Dokdo", ("state/south-korea",)), ("Takeshima", ("state/japan",))},
        ),
        (
            "The islands, known as the Senkakus in Japan and the Diaoyus in China, are bare.",
            {("Senkakus", ("state/japan",)), ("Diaoyus", ("state/china",))},
        ),
        ("Russia refers to Etorofu as Iturup.", {("Iturup", ("state/russia",))}),
        (
            "Essequibo (in Venezuela also Guayana Esequiba) is a region.",
            {("Guayana Esequiba", ("state/venezuela",))},
        ),
        # a language is no side
        ("Hans Island is called Tartupaluk in Danish.", {("Tartupaluk", ())}),
    ],
)
def test_a_name_goes_with_the_side_that_uses_it(
    text: str,
    expected: set[tuple[str, tuple[str, ...]]],
    matched: Find,
    reading: Callable[..., Reading],
    words: Lexicon,
) -> None:
    read = reading(text)
    found = [m for m in matches(read, words) if m.relation == "alsoKnownAs"]
    assert {(read.label(m.object), read.entity(m.object).names[0].used_by) for m in found} == expected
    # where a name is used is not where the place lies
    assert pairs(matched(text), "locatedIn") == set()
