"""The answers to the twenty questions on the example corpus, and where the extraction is known to be wrong."""

import csv
from io import StringIO
from types import ModuleType

import pytest

from kg.model import KnowledgeBase
from kg.query import named_queries

pytestmark = pytest.mark.model

REMEDY = "run `python scripts/golden.py`, read what changed against the documents, and see tests/corpus/README.md"

DIFFERENCES = ("wrong.csv", "missed.csv", "wrong-rows.csv")

ABE_XI = {"subject": "Shinzo Abe", "relation": "tdo:metWith", "object": "Xi Jinping"}
UK = "United Kingdom"

# Rows that a reader of the documents calls right; a table without them is wrong, whatever else it has.
MUST = {
    "conflicting-claims": [
        {"name": "Falkland Islands", "claimant": "Argentina", "voice": "Argentina"},
        {"name": "Falkland Islands", "claimant": UK, "voice": UK},
        {"name": "Hans Island", "claimant": "Canada", "voice": ""},
        {"name": "Hans Island", "claimant": "Denmark", "voice": ""},
        {"name": "Senkaku Islands", "claimant": "Japan", "voice": "Japan"},
    ],
    "connections": [
        {"start": "state/japan", "end": "state/taiwan", "steps": "2", "between": "territory/senkaku-islands"},
        {"start": "person/vladimir-putin", "end": "state/ukraine", "steps": "2", "between": "state/russia"},
    ],
    "cooperation-by-year": [
        {"state": "China", "other": "Japan", "year": "2010", "conflict": "1"},
        {"state": "Argentina", "other": UK, "year": "1990", "cooperation": "1"},
        {"state": "China", "other": "Japan", "year": "2014", "cooperation": "1"},
    ],
    "denied-or-refused": [
        {"by": "Vladimir Putin", "subject": "Russia", "relation": "tdo:occupies", "object": "Crimea"},
        {"by": "Ukraine", "subject": "Ukraine", "relation": "tdo:cedes", "object": "Crimea"},
        {"by": "Argentina", "subject": "Argentina", "relation": "tdo:negotiatesWith", "object": UK},
        {"subject": "Héctor Timerman", "relation": "tdo:metWith", "object": "William Hague"},
    ],
    "disputes": [
        {"name": "dispute over Essequibo", "kind": "party", "what": "Guyana", "role": "holds"},
        {"name": "dispute over Essequibo", "kind": "party", "what": "Venezuela", "role": "claims"},
        {"name": "dispute over Falkland Islands", "kind": "party", "what": "Argentina", "role": "claims"},
        {"name": "dispute over Falkland Islands", "kind": "party", "what": UK, "role": "holds"},
        {"name": "dispute over Hans Island", "kind": "party", "what": "Denmark", "role": "claims"},
        {"name": "dispute over Senkaku Islands", "kind": "party", "what": "China", "role": "claims"},
        {"name": "dispute over Senkaku Islands", "kind": "party", "what": "Japan", "role": "holds"},
        {"name": "dispute over Western Sahara", "kind": "party", "what": "Morocco", "role": "claims"},
    ],
    "forces-and-buildings": [
        {"side": "Canada", "relation": "tdo:intrudesInto", "place": "Hans Island", "time": "2005-07-13"},
        {"side": "Morocco", "relation": "tdo:buildsOn", "place": "Western Sahara"},
        {"side": "Russia", "relation": "tdo:buildsOn", "place": "Kerch Strait", "modality": "planned"},
        {"side": "Russia", "relation": "tdo:buildsOn", "place": "Kerch Strait", "modality": "actual"},
        {"side": UK, "relation": "tdo:buildsOn", "place": "Mount Pleasant", "voice": "Argentina"},
        {"side": "Venezuela", "relation": "tdo:buildsOn", "place": "Ankoko Island", "voice": "Guyana"},
    ],
    "held-and-claimed": [
        {"name": "Essequibo", "holding": "Guyana", "how": "tdo:administers", "claimant": "Venezuela"},
        {"name": "Falkland Islands", "holding": UK, "how": "tdo:administers", "claimant": "Argentina"},
    ],
    "meetings-by-year": [
        {"side": "China", "other": "Japan", "year": "2019", "source": "The Tidewater Courier"},
        {"side": "Guyana", "other": "Venezuela", "year": "2023", "source": "Venezuela"},
        {"side": "Russia", "other": "United States", "year": "2014", "times": "1"},
    ],
    "names-by-source": [
        {"label": "Falkland Islands", "source": "Argentina", "name": "Malvinas"},
        {"label": "Senkaku Islands", "source": "China", "name": "Diaoyu Dao"},
        {"label": "Senkaku Islands", "source": "Japan", "name": "Senkakus"},
    ],
    "only-in-voices": [
        {"author": "Aviaja", "subject": "Denmark", "relation": "tdo:cedes", "object": "Hans Island"},
        {"author": "Kenta from Ishigaki", "relation": "tdo:buildsOn", "object": "Uotsuri", "modality": "desired"},
        {"author": "Guyana", "subject": "Venezuela", "relation": "tdo:buildsOn", "object": "Ankoko Island"},
    ],
    "relative-dates": [
        {"words": "last Sunday", "against": "2012-09-15", "time": "2012-09-09"},
        {"words": "Two years ago", "against": "2012-09-15", "time": "2010"},
        {"words": "August", "against": "2022-06-10", "time": "2021-08"},
    ],
    "sources-per-act": [
        {"subject": "Argentina", "relation": "tdo:claims", "object": "Falkland Islands", "sources": "3"},
        {"subject": "Soviet Union", "relation": "tdo:cedes", "object": "Crimea", "sources": "3"},
        {"subject": "Brazil", "relation": "tdo:supports", "object": "Argentina", "sources": "1", "one": "Argentina"},
    ],
    "state-and-predecessors": [
        {"state": "state/russia", "actor": "Russian Empire", "relation": "tdo:annexes", "time": "1783"},
        {"state": "state/russia", "actor": "Soviet Union", "relation": "tdo:cedes", "time": "1954"},
        {"state": "state/russia", "actor": "Russia", "relation": "tdo:seizes", "time": "2014-02/2014-03"},
    ],
    "territory-names": [
        {"label": "Hans Island", "name": "Tartupaluk", "user": "Greenland", "source": "document/hans-flags-2005"},
        {"label": "Senkaku Islands", "name": "Diaoyu Dao", "user": "China"},
        {"label": "Senkaku Islands", "name": "Diaoyutai", "user": "Taiwan"},
    ],
    "territory-timeline": [
        {"name": "Crimea", "time": "1783", "subject": "Russian Empire", "relation": "tdo:annexes"},
        {"name": "Falkland Islands", "time": "1833-01-03", "subject": UK, "relation": "tdo:seizes"},
        {"name": "Falkland Islands", "object": "East Falkland", "subject": UK, "relation": "tdo:deploysTo"},
    ],
    "treaties": [
        {"name": "Crimea", "treaty": "Budapest Memorandum", "actor": "Ukraine", "relation": "tdo:signs"},
        {"name": "Crimea", "treaty": "Budapest Memorandum", "actor": "Russia", "relation": "tdo:violates"},
        {"name": "Essequibo", "treaty": "Geneva Agreement", "actor": "Venezuela", "time": "1966-02-17"},
        {"name": "Essequibo", "actor": "Venezuela", "relation": "tdo:rejects", "time": "1962/.."},
    ],
    "where-is-it-said": [
        {**ABE_XI, "modality": "planned", "document": "document/senkaku-summit-2014"},
        {**ABE_XI, "modality": "actual", "time": "2014-11-10", "document": "document/senkaku-entry"},
        {"relation": "tdo:occupies", "object": "Crimea", "polarity": "negative", "voice": "Vladimir Putin"},
        {"relation": "tdo:occupies", "object": "Crimea", "polarity": "positive", "voice": "Ukraine"},
    ],
    "who-claims-what": [
        {"claimant": "Argentina", "name": "Falkland Islands", "voice": ""},
        {"claimant": "China", "name": "Senkaku Islands", "polarity": "negative", "voice": "Kenta from Ishigaki"},
        {"claimant": "Venezuela", "name": "Essequibo", "time": "1777/..", "voice": "Venezuela"},
    ],
    "who-met-whom": [
        {"who": "John Kerry", "whom": "Sergei Lavrov", "modality": "planned", "time": "2014-03-05", "words": "today"},
        {"who": "John Kerry", "whom": "Sergei Lavrov", "modality": "actual", "time": "2014-03-05"},
        {"who": "Irfaan Ali", "whom": "Nicolás Maduro", "polarity": "negative", "document": "document/essequibo-entry"},
        {"who": "Hu Jintao", "whom": "Yoshihiko Noda", "time": "2012-09-09"},
    ],
    "wished-then-reported": [
        {**ABE_XI, "modality": "planned", "report": "document/senkaku-entry", "reportTime": "2014-11-10"},
        {"subject": "Russia", "relation": "tdo:buildsOn", "modality": "planned", "reportTime": "2016/2018"},
        {"subject": "Denmark", "relation": "tdo:cedes", "object": "Hans Island", "report": ""},
        {"subject": UK, "relation": "tdo:cedes", "object": "Falkland Islands", "report": ""},
    ],
}

# Rows that would break a promise: a denial, an accusation or a wish as a fact, or a claim in nobody's voice.
NEVER = {
    "state-and-predecessors": [
        {"relation": "tdo:occupies", "document": "document/crimea-denials-2014", "polarity": "positive"}
    ],
    "where-is-it-said": [{**ABE_XI, "modality": "actual", "document": "document/senkaku-summit-2014"}],
    "who-claims-what": [{"claimant": "Ukraine", "name": "Russia"}, {"claimant": "United Kingdom", "voice": ""}],
    "wished-then-reported": [{**ABE_XI, "modality": "planned", "reportTime": "2019-12-23"}],
}


@pytest.fixture(scope="module")
def tables(golden: ModuleType, kb: KnowledgeBase) -> dict[str, str]:
    return golden.tables(kb)


def _has(table: str, wanted: dict[str, str]) -> bool:
    return any(all(row[column] == value for column, value in wanted.items()) for row in csv.DictReader(StringIO(table)))


def test_there_is_a_table_for_every_question_and_no_other(golden: ModuleType) -> None:
    names = {*(f"golden/{name}.csv" for name in named_queries()), *DIFFERENCES}
    assert set(golden.committed()) == names
    assert set(MUST) == set(named_queries())


@pytest.mark.parametrize("name", [*(f"golden/{question}.csv" for question in sorted(MUST)), *DIFFERENCES])
def test_a_table_is_as_committed(golden: ModuleType, tables: dict[str, str], name: str) -> None:
    changed = golden.difference(name, golden.committed()[name], tables[name])
    assert not changed, f"{changed}\n{REMEDY}"


@pytest.mark.parametrize("question", sorted(MUST))
def test_an_answer_has_the_rows_that_the_documents_give(tables: dict[str, str], question: str) -> None:
    table = tables[f"golden/{question}.csv"]
    assert [row for row in MUST[question] if not _has(table, row)] == []


@pytest.mark.parametrize("question", sorted(NEVER))
def test_an_answer_shows_no_denial_or_wish_as_a_fact(tables: dict[str, str], question: str) -> None:
    table = tables[f"golden/{question}.csv"]
    assert [row for row in NEVER[question] if _has(table, row)] == []


def test_a_difference_names_the_rows_that_went_and_came(golden: ModuleType) -> None:
    assert golden.difference("a.csv", "x\n1\n2\n", "x\n1\n2\n") == ""
    lines = golden.difference("a.csv", "x\n1\n2\n", "x\n2\n3\n").splitlines()
    assert lines[2:] == ["-1", "+3"]
