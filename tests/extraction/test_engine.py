"""Frames over the parse."""

from collections.abc import Callable

import pytest

from kg.catalog import Catalog
from kg.extract import Lexicon
from kg.model import Match

pytestmark = pytest.mark.model

Find = Callable[..., list[Match]]
Triple = tuple[str, str, str]

PERU, CHILE, JAPAN, CHINA = "state/peru", "state/chile", "state/japan", "state/china"


def triples(found: list[Match], *relations: str) -> set[Triple]:
    return {(m.subject, m.relation, m.object) for m in found if not relations or m.relation in relations}


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Japan seized Taiwan.", "seizes", {(JAPAN, "seizes", "territory/taiwan")}),
        ("Taiwan was seized by Japan.", "seizes", {(JAPAN, "seizes", "territory/taiwan")}),
        ("Japan's seizure of Taiwan was swift.", "seizes", {(JAPAN, "seizes", "territory/taiwan")}),
        ("Japan took control of Taiwan.", "seizes", {(JAPAN, "seizes", "territory/taiwan")}),
        ("Japan took Taiwan for granted.", "withdrawsFrom", set()),
        ("Japan seized two boats.", "seizes", set()),
        # coordination on both sides
        (
            "Etorofu and Shikotan were seized by Soviet troops.",
            "seizes",
            {("state/soviet-union", "seizes", f"territory/{name}") for name in ("etorofu", "shikotan")},
        ),
        (
            "China and Vietnam claim the Paracel Islands.",
            "claims",
            {(s, "claims", "territory/paracel-islands") for s in (CHINA, "state/vietnam")},
        ),
        # what stands before the hyphen acts
        (
            "Fishermen know the Russian-held Kuril Islands.",
            "administers",
            {("state/russia", "administers", "territory/kuril-islands")},
        ),
        ("Fishermen know the well-held Kuril Islands.", "administers", set()),
        # a symmetric relation comes once
        ("Peru and Chile signed nothing but held talks.", "negotiatesWith", {(CHILE, "negotiatesWith", PERU)}),
        ("Peru held talks with Chile.", "negotiatesWith", {(CHILE, "negotiatesWith", PERU)}),
        ("Peru is at war with Chile.", "atWarWith", {(CHILE, "atWarWith", PERU)}),
        # nobody acts upon himself
        ("Peru held talks with Peru.", "negotiatesWith", set()),
        # without actor or ground there is nothing to say
        ("The port was seized.", "seizes", set()),
        ("", "seizes", set()),
    ],
)
def test_frame(text: str, relation: str, expected: set[Triple], matched: Find) -> None:
    assert triples(matched(text), relation) == expected


def test_the_parties_at_the_head_of_an_entry_act_where_a_clause_names_nobody(matched: Find) -> None:
    found = triples(matched("Chad-Libya: The dispute over the Aozou Strip went to court."), "disputes")
    assert found == {(state, "disputes", "territory/aouzou-strip") for state in ("state/chad", "state/libya")}


def test_the_quote_reaches_over_both_ends(matched: Find) -> None:
    text = "𐌰! Japan had seized the Senkaku Islands in 1895."
    (match,) = [m for m in matched(text) if m.relation == "seizes"]
    assert text[match.span.start : match.span.end] == "Japan had seized the Senkaku Islands"


def test_an_end_in_another_sentence_does_not_stretch_the_quote(matched: Find) -> None:
    text = "China mapped Shikotan. Japan then seized the island."
    (match,) = [m for m in matched(text) if m.relation == "seizes"]
    assert match.object == "territory/shikotan"
    assert text[match.span.start : match.span.end] == "Japan then seized the island"


def test_matches_come_in_order_of_the_text(matched: Find) -> None:
    found = matched("Peru met Chile. Japan seized Taiwan. China claims the Paracel Islands.")
    assert [m.relation for m in found] == ["metWith", "seizes", "claims"]
    assert [m.span for m in found] == sorted(m.span for m in found)


def test_a_more_specific_relation_replaces_the_other(catalog: Catalog, matched: Find) -> None:
    assert "administers" in catalog.relations["occupies"].overrides
    found = matched("Israel occupies the Golan Heights.")
    assert triples(found) == {("state/israel", "occupies", "territory/golan-heights")}


def test_a_claimant_is_not_also_a_disputant(matched: Find) -> None:
    found = triples(matched("China claims the Paracel Islands. China and Vietnam dispute the Paracel Islands."))
    assert (CHINA, "claims", "territory/paracel-islands") in found
    assert (CHINA, "disputes", "territory/paracel-islands") not in found


def test_a_signed_treaty_is_not_also_an_agreement(matched: Find) -> None:
    found = triples(matched("Peru and Chile signed the Treaty of Lima."), "signs", "agreesWith")
    assert found == {(state, "signs", "agreement/treaty-of-lima") for state in (PERU, CHILE)}


def test_counts_are_those_of_acts(matched: Find) -> None:
    (met,) = [m for m in matched("Shinzo Abe met Vladimir Putin four times.") if m.relation == "metWith"]
    assert met.count == 4
    assert {m.count for m in matched("China claims two reefs in the Paracel Islands.")} <= {None}


def test_every_wording_of_the_catalog_is_in_the_lexicon(catalog: Catalog, words: Lexicon) -> None:
    wordings = {(f.rule, f.part, w) for spec in catalog.relations.values() for f in spec.frames for w in f.words}
    found = {(frame.rule, part) for (part, _), entries in words.frames.items() for _, frame in entries}
    assert found == {(rule, part) for rule, part, _ in wordings}
    assert sum(len(entries) for entries in words.frames.values()) >= len(wordings)


def test_longer_wordings_come_first(words: Lexicon) -> None:
    for entries in words.frames.values():
        sizes = [len(rest) for rest, _ in entries]
        assert sizes == sorted(sizes, reverse=True)
    assert ("possession", "of") in [rest for rest, _ in words.frames["verbs", "take"]]


def test_symmetric_relations_of_the_lexicon_are_those_of_the_catalog(catalog: Catalog, words: Lexicon) -> None:
    assert {name for name, spec in catalog.relations.items() if spec.relation.symmetric} == words.symmetric
