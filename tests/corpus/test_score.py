"""The comparison with the reference, on statements made for it."""

import sys
from types import ModuleType

import pytest

SYMMETRIC = {"metWith"}


@pytest.fixture(scope="module")
def score(golden: ModuleType) -> ModuleType:
    return sys.modules[golden.compare.__module__]


@pytest.fixture
def claim(score: ModuleType):
    def make(subject: str, relation: str, object: str, **rest: str) -> object:
        fields = {
            "document": "one",
            "polarity": "positive",
            "modality": "actual",
            "holder": "",
            "time": "",
            "quote": "q",
        }
        fields |= rest
        names = (frozenset({score.plain(name)} if name else ()) for name in (subject, object, fields["holder"]))
        keys = ("polarity", "modality", "holder", "time", "quote")
        return score.Claim(fields["document"], subject, relation, object, *(fields[key] for key in keys), *names)

    return make


def test_nothing_against_nothing(score: ModuleType) -> None:
    result = score.compare((), (), SYMMETRIC)
    assert (result.expected, result.extracted, result.precision, result.strict_f1) == (0, 0, 0.0, 0.0)
    assert (result.wrong, result.missed) == ((), ())


def test_the_same_is_right_under_titles_articles_and_case(score: ModuleType, claim) -> None:
    wanted = claim("Ada Berg", "claims", "Gull Isles")
    got = claim("President Ada Berg", "claims", "the gull isles")
    result = score.compare([wanted], [got], SYMMETRIC)
    assert (result.precision, result.strict_f1, result.wrong, result.missed) == (1.0, 1.0, (), ())


def test_ends_may_be_swapped_for_a_symmetric_relation_alone(score: ModuleType, claim) -> None:
    met = score.compare([claim("A1", "metWith", "B1")], [claim("B1", "metWith", "A1")], SYMMETRIC)
    assert met.right == 1
    seized = score.compare([claim("A1", "seizes", "B1")], [claim("B1", "seizes", "A1")], SYMMETRIC)
    assert (seized.found, len(seized.missed)) == (0, 1)
    assert [problem for problem, _ in seized.wrong] == ["not in the text"]


def test_a_denial_shown_as_a_fact_is_found_but_not_right(score: ModuleType, claim) -> None:
    wanted, got = claim("A1", "seizes", "B1", polarity="negative"), claim("A1", "seizes", "B1")
    result = score.compare([wanted], [got], SYMMETRIC)
    assert (result.precision, result.strict_f1) == (1.0, 0.0)
    assert result.wrong == (("polarity or modality", got),)


@pytest.mark.parametrize(
    ("wanted", "got", "problem"),
    [
        ({"holder": "Eve"}, {}, "holder"),
        ({}, {"holder": "Eve"}, "holder"),
        ({"time": "1950"}, {}, "time"),
        ({"time": "1950"}, {"time": "1951-02"}, "time"),
        ({"time": "1950"}, {"time": "1950-02"}, None),
        ({"holder": "Eve", "time": "1950-02"}, {"holder": "Eve", "time": "1950"}, None),
    ],
)
def test_holder_and_time_are_judged_beside_the_counts(
    score: ModuleType, claim, wanted: dict, got: dict, problem: str | None
) -> None:
    found = claim("A1", "claims", "B1", **got)
    result = score.compare([claim("A1", "claims", "B1", **wanted)], [found], SYMMETRIC)
    assert result.right == 1
    assert result.wrong == (((problem, found),) if problem else ())


def test_one_statement_answers_for_one_alone_and_the_closest_is_taken(score: ModuleType, claim) -> None:
    wanted = [claim("A1", "claims", "B1", modality="desired")]
    near, far = claim("A1", "claims", "B1", modality="desired"), claim("A1", "claims", "B1")
    result = score.compare(wanted, [far, near], SYMMETRIC)
    assert (result.extracted, result.found, result.right) == (2, 1, 1)
    assert result.wrong == (("not in the text", far),)


def test_documents_are_compared_each_for_itself(score: ModuleType, claim) -> None:
    result = score.compare([claim("A1", "claims", "B1")], [claim("A1", "claims", "B1", document="two")], SYMMETRIC)
    assert (result.found, len(result.missed), len(result.wrong)) == (0, 1, 1)


def test_what_two_sentences_say_counts_once(score: ModuleType, claim) -> None:
    twice = [claim("A1", "claims", "B1"), claim("A1", "claims", "B1", quote="again")]
    result = score.compare(twice, twice, SYMMETRIC)
    assert (result.expected, result.extracted, result.right, result.wrong) == (1, 1, 1, ())
