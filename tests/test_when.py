"""When an act took place: finding times, reading them, and giving them to the right act."""

from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.errors import CatalogError
from kg.when import expressions, scope
from kg.when_dates import Context, parse_anchor, point, valid
from kg.when_parse import dateline, eras, find, read_eras, resolve

SUNDAY = "2014-01-05"


def read(
    text: str, published: str | None = SUNDAY, *, future: bool = False, previous: str | None = None
) -> list[object]:
    context = Context(parse_anchor(published), future, previous)
    return [resolve(words, context).edtf for words in find(text)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The accord of 3 June 1966 was kept.", "1966-06-03"),
        ("It was signed on August 15, 1945.", "1945-08-15"),
        ("It was signed on Sunday, 7 September 2004, in Oslo.", "2004-09-07"),
        ("It fell on the 9th of Sept. 1971.", "1971-09-09"),
        ("It came into force on 1999-03-01.", "1999-03-01"),
        ("They met in November 2011.", "2011-11"),
        ("They met in mid-May 2003.", "2003-05"),
        ("They met in the summer of 1814.", "1814"),
        ("In 1923 the town was lost.", "1923"),
        ("They have ruled it since 1895.", "1895/.."),
        ("They have ruled it from 1895 onwards.", "1895/.."),
        ("They ruled it until 1867.", "../1867"),
        ("They ruled it before 1867.", "../1867"),
        ("It will be done by 2030.", "../2030"),
        ("After 1920 they shared it.", "1920/.."),
        ("It was not ratified until 9 May 1921.", "1921-05-09"),
        ("They fought between 1948 and 1999.", "1948/1999"),
        ("They fought from 1904 to 1905.", "1904/1905"),
        ("They fought in 1904-05.", "1904/1905"),
        ("They fought in 1967–1970.", "1967/1970"),
        ("They fought in 1965, 1971 and 1999.", "1965/1999"),
        ("Between March and October 1991 they met.", "1991-03/1991-10"),
        ("From March 1991 to October they met.", "1991-03/1991-10"),
        ("They met in May and June 2005.", "2005-05/2005-06"),
        ("They met on May 10-12, 2012.", "2012-05-10/2012-05-12"),
        ("They met from 10 to 12 May 2012.", "2012-05-10/2012-05-12"),
        ("It was settled in the 1840s.", "184X"),
        ("It was settled in the early 1800s.", "1801/1900"),
        ("Since the early 1990s it has been held.", "199X/.."),
        ("It was taken in the fifteenth century.", "1401/1500"),
        ("It was taken in the first half of the 19th century.", "1801/1850"),
        ("It was taken in the second half of the 19th century.", "1851/1900"),
        ("It was taken in the early 19th century.", "1801/1833"),
        ("It was taken in the mid-19th century.", "1834/1866"),
        ("It was taken in the late 19th century.", "1867/1900"),
        ("It was taken at the end of the twentieth century.", "199X"),
        ("It has been held since the beginning of the eighteenth century.", "170X/.."),
        ("They lost it in the closing days of World War II.", "1945"),
        ("They lost it at the outbreak of the First World War.", "1914"),
        ("During World War I they lost it.", "1914/1918"),
        ("Since the end of the Second World War it has been held.", "1945/.."),
        ("They held it until the end of World War II.", "../1945"),
        ("They held it before the Korean War.", "../1950"),
        ("The Treaty of Bern (1763) gave it away.", "1763"),
        ("It was dated 25/12/1991.", "1991-12-25"),
        ("It was dated 12/25/1991.", "1991-12-25"),
        ("It was dated 3/4/2024.", "2024"),
    ],
)
def test_reads_times_that_need_no_other_date(text: str, edtf: str) -> None:
    assert read(text, None) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met yesterday.", "2014-01-04"),
        ("They met today.", "2014-01-05"),
        ("They met on Sunday.", "2014-01-05"),
        ("They met on Monday evening.", "2013-12-30"),
        ("They met last Sunday.", "2013-12-29"),
        ("They meet next Sunday.", "2014-01-12"),
        ("They meet tomorrow morning.", "2014-01-06"),
        ("They met last week.", "2013-12"),
        ("They met earlier this month.", "2014-01"),
        ("They meet next month.", "2014-02"),
        ("They met last\nyear.", "2013"),
        ("They meet before the end of the year.", "2014"),
        ("They met two weeks ago.", "2013-12"),
        ("Four years ago they met.", "2010"),
        ("They met three times in the last 40 years.", "1974/2014"),
        ("They met in the past three months.", "2013-10/2014-01"),
        ("They met on Dec. 9.", "2013-12-09"),
        ("They met on 5 January.", "2014-01-05"),
        ("They met in early April.", "2013-04"),
        ("They meet next January.", "2015-01"),
    ],
)
def test_reads_relative_times_against_the_publication_date(text: str, edtf: str) -> None:
    assert read(text) == [edtf]
    [words] = find(text)
    assert resolve(words, Context(parse_anchor(SUNDAY))).against == SUNDAY
    unread = resolve(words, Context())
    assert (unread.edtf, unread.resolution, unread.words) == (None, "unresolved", words.text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("on Feb. 7", "2014-02-07"), ("on Sunday", "2014-01-05"), ("on Friday", "2014-01-10"), ("in March", "2014-03")],
)
def test_an_act_that_lies_ahead_takes_the_next_such_date(text: str, edtf: str) -> None:
    assert read(text, future=True) == [edtf]


def test_a_publication_date_of_less_precision_reads_only_what_it_can() -> None:
    assert read("last year; last month; yesterday; on Sunday; in May", "2014") == ["2013", None, None, None, None]
    assert read("last year; last month; yesterday; in May", "2014-03") == ["2013", "2014-02", None, "2013-05"]


def test_times_are_told_from_the_time_last_spoken_of() -> None:
    assert read("two years later; that year; the following spring", None, previous="1923-05") == [
        "1925",
        "1923",
        "1924",
    ]
    assert read("two years later", None) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1244 stands.",
        "They sent over 1500 troops.",
        "It may march on.",
        "It covers 1,914 islands and 2010.5 hectares.",
        "It was held for decades.",
        "They cost $1990.",
    ],
)
def test_numbers_and_verbs_are_no_times(text: str) -> None:
    assert [words.text for words in find(text) if words.sure] == []


def test_round_numbers_name_no_year() -> None:
    assert read("a hundred years ago; 100 years ago; two decades ago; 23 years ago") == [None, None, "1991"]


def test_dateline_serves_as_the_date_of_the_text(nlp: Language) -> None:
    text = "OSLO, 7 September 2004 - The two ministers met yesterday."
    assert dateline(text) == (24, "2004-09-07")
    [time] = expressions(nlp(text), published=None)
    assert (time.when.edtf, time.when.words, time.when.against) == ("2004-09-06", "yesterday", "2004-09-07")
    [time] = expressions(nlp(text), published="2004-09-09")
    assert (time.when.edtf, time.when.against) == ("2004-09-08", "2004-09-09")


def test_dateline_without_a_year_gives_no_date() -> None:
    assert dateline("OSLO, Sept 7 (Agency) - They met.") == (23, None)
    assert dateline("TWO STATES SIGN TREATY ON 7 SEPTEMBER 2004 in Oslo") is None
    assert dateline("They met on 7 September 2004 in Oslo.") is None


def test_expressions_of_an_empty_text(nlp: Language) -> None:
    assert expressions(nlp(""), published=SUNDAY) == ()


def when(nlp: Language, text: str, trigger: str, published: str | None = SUNDAY) -> str | None:
    doc = nlp(text)
    index = next(token.i for token in doc if token.text == trigger)
    found = scope(doc, index, expressions(doc, published=published))
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "edtf"),
    [
        # the clause of the verb
        ("Norland annexed the valley in 1923.", "annexed", "1923"),
        ("The islands were seized by Norland in the closing days of World War II.", "seized", "1945"),
        ("In 1923, Norland annexed the valley and expelled its people.", "expelled", "1923"),
        ("Norland annexed the valley in 1923 and left it in 1950.", "annexed", "1923"),
        ("Norland annexed the valley in 1923 and left it in 1950.", "left", "1950"),
        ("Norland annexed the valley in 1923; Sudland protested.", "protested", None),
        ("Norland annexed the valley in 1923. Sudland protested.", "protested", None),
        ("Norland seized the valley during heavy fighting in 2003.", "seized", "2003"),
        ("Norland agreed on the text and signed it in March 2003.", "agreed", "2003-03"),
        ("Norland came to Oslo in 1814 to negotiate a border.", "negotiate", "1814"),
        ("Norland signed the treaty in 1814, recognizing the border.", "recognizing", "1814"),
        ("In 1961, when Sudland left the valley, Norland claimed it.", "left", "1961"),
        # nouns
        ("The 1904 seizure of the valley is remembered.", "seizure", "1904"),
        ("The 1904 seizure of the valley is remembered.", "remembered", None),
        ("The 1938 treaty between Norland and Sudland ended the war.", "treaty", "1938"),
        ("Norland's 2002 rejection of the line angered Sudland.", "rejection", "2002"),
        ("Norland has not ratified the 1997 treaty.", "ratified", None),
        ("Norland and Sudland held talks in 2013.", "talks", "2013"),
        ("Talks between Norland and Sudland resumed last month.", "Talks", "2013-12"),
        ("Norland condemned the seizure of the valley on Friday.", "seizure", None),
        ("Norland's occupation of the valley since 1967 continues.", "occupation", "1967/.."),
        ("In 2018 Norland welcomed the end of the occupation.", "welcomed", "2018"),
        ("The end of the occupation in 1952 was welcome.", "occupation", "../1952"),
        ("Norland has run the canal since its construction in 1869.", "run", "1869/.."),
        ("It was the worst clash since the war of 1962.", "clash", None),
        # what was said, and when
        ("Norland said on Friday that Sudland had seized the valley.", "said", "2014-01-03"),
        ("Norland said on Friday that Sudland had seized the valley.", "seized", None),
        ("Norland said Friday it had occupied the valley.", "occupied", None),
        ("Sudland had seized the valley, Norland said on Friday.", "seized", None),
        ("Norland said on Friday that Sudland had seized the valley in 1923.", "seized", "1923"),
        # relative clauses
        ("In 2013, Norland visited the islands, which Sudland claims.", "claims", None),
        ("Norland visited the islands, which Sudland seized in 1923.", "seized", "1923"),
        ("Norland visited the islands, which Sudland seized in 1923.", "visited", None),
        # ahead
        ("The premier will visit Norland on Feb. 7.", "visit", "2014-02-07"),
        ("The premier plans to visit Norland on Tuesday.", "visit", "2014-01-07"),
        ("The premier visited Norland on Tuesday.", "visited", "2013-12-31"),
        # no acts
        ("In 1844 they met in the Norland port of Macau.", "Macau", None),
        # a year in the name of what is acted on, and of what the act is done by
        ("Guyana asked the court to rule on the Paris Award of 1899.", "rule", None),
        ("By the Treaty of Portsmouth of 1905 Russia ceded Sakhalin.", "ceded", "1905"),
        # a day without a year in a story of another year
        ("Argentina invaded on 2 April 1982 and surrendered on 14 June.", "surrendered", "1982-06-14"),
    ],
)
def test_scope(nlp: Language, text: str, trigger: str, edtf: str | None) -> None:
    assert when(nlp, text, trigger) == edtf


def test_scope_keeps_the_words_of_a_time_that_cannot_be_read(nlp: Language) -> None:
    doc = nlp("The two ministers met on Sunday.")
    found = scope(doc, 3, expressions(doc, published=None))
    assert found is not None
    assert (found.edtf, found.words, found.resolution) == (None, "Sunday", "unresolved")


def test_scope_without_times(nlp: Language) -> None:
    doc = nlp("Norland seized the valley.")
    assert scope(doc, 1, ()) is None


PIECES = st.sampled_from(
    "since from to between and until the early late mid- end of beginning in on last next this week month year May"
    " Sunday February 29 30 31 1900 2000 1999 0 13 st ago later two 1990s 19th century World War II after before"
    " - – / , . 2014-13-45 tomorrow evening past years 12/31/1999 (1976)".split()
)


@given(
    st.lists(PIECES, max_size=12).flatmap(
        lambda words: st.sampled_from([" ", "\n", ""]).map(lambda gap: gap.join(words))
    )
    | st.text(max_size=40),
    st.sampled_from([None, "2014", "2014-02", "2016-02-29", "1000-01-01", "2999-12-31", "no date"]),
    st.booleans(),
    st.sampled_from([None, "1999", "2000-02-29"]),
)
@settings(max_examples=300, deadline=None)
@example("in 29 February", "2014-02-01", False, None)
def test_every_time_is_valid_edtf(text: str, published: str | None, future: bool, previous: str | None) -> None:
    end = 0
    for words in find(text):
        assert end <= words.start < words.end
        assert text[words.start : words.end] == words.text
        end = words.end
        edtf = resolve(words, Context(parse_anchor(published), future, previous)).edtf
        if edtf is not None:
            assert valid(edtf)
            if "X/.." not in edtf and "../" not in edtf[:3]:
                parse_edtf(edtf)


@given(st.dates(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_within_a_week(day: object, future: bool) -> None:
    anchor = parse_anchor(str(day))
    edtf, _ = point("Wednesday", Context(anchor, future))
    if anchor is None:
        assert edtf is None
        return
    found = parse_anchor(edtf)
    assert found is not None
    days = (found.first - anchor.first).days
    assert found.first.weekday() == 2
    assert 0 <= days < 7 if future else -7 < days <= 0


@pytest.mark.parametrize(
    "edtf", ["", "..", "../..", "2013-13", "2013-02-30", "1990/1980", "1990/1995/1999", "soon", "199X/soon"]
)
def test_invalid_edtf_is_refused(edtf: str) -> None:
    assert not valid(edtf)


@pytest.mark.parametrize("iso", [None, "", "soon", "2014-13", "2014-02-30", "20140105", "14-01-05"])
def test_what_is_no_date_anchors_nothing(iso: str | None) -> None:
    assert parse_anchor(iso) is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[war]]\nnames = ['X']", "war"),
        ("[[era]]\nnames = ['Long War']\nstart = 1950\nend = 1940", "start is 1950"),
        ("[[era]]\nnames = ['Long War']\nstart = 1950", "None"),
        ("[[era]]\nnames = ['A', 'a']\nstart = 1950\nend = 1951", "no other era"),
        ("[[era]]\nnames = ['A']\nstart = 1950\nend = 1951\nplace = 'B'", "place"),
    ],
)
def test_a_wrong_file_of_eras_stops_the_run(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "eras.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=message):
        read_eras(file)


def test_every_era_is_a_span_of_years() -> None:
    assert eras()["second world war"] == (1939, 1945)
    assert all(start <= end for start, end in eras().values())
