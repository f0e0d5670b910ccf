"""Each of the twenty questions, asked of the made-up knowledge base; all rows, in order."""

import pytest
from rdflib import Graph

from kg.catalog import Catalog
from kg.query import named_queries, open_store, query

GULL, BIG = "Gull Isles", "Big Gull"
CLAIM = "Sudria claims the Gull Isles."
CLAIM_TOO = "Sudria claims the Gull Isles too."
ASIDE = "Sand says Norland claims Maake."
NEVER = "We never claimed Norland's Maakesaar."
SEIZED = "The Sudrian Union took Big Gull in 1945."
CRUISE = "Norland's coast guard cruised off Big Gull."
HOLDS = "Norland holds the Gull Isles."
ARM = "Norland will arm the isles."
COMMENT = "document/daily#comment-1"

# name, parameters, columns to compare, rows
QUESTIONS = [
    (
        "who-met-whom",
        {},
        "who whom time words count voice document",
        [("Ada Berg", "Ivo Sand", "2013", "last year", 3, None, "document/daily")],
    ),
    (
        "where-is-it-said",
        {"statement": "statement/2dfa1f8ed4d5be88"},
        "subject relation object modality voice time start end",
        [
            ("Sudria", "tdo:signs", "Gull Treaty", "desired", "Ada Berg", None, 187, 229),
            ("Sudria", "tdo:signs", "Gull Treaty", "actual", None, "2015", 44, 82),
        ],
    ),
    (
        "who-claims-what",
        {},
        "claimant name polarity voice quote",
        [
            ("Sudria", BIG, "negative", "Sudria", NEVER),
            ("Norland", GULL, "positive", "Ivo Sand", ASIDE),
            ("Sudria", GULL, "positive", None, CLAIM),
            ("Sudria", GULL, "positive", None, CLAIM_TOO),
        ],
    ),
    ("who-claims-what", {"territory": "Maakesaar"}, "claimant quote", [("Sudria", NEVER)]),
    (
        "held-and-claimed",
        {},
        "name holding how claimant claimQuote",
        [
            (GULL, "Norland", "tdo:administers", "Sudria", CLAIM_TOO),
            (GULL, "Norland", "tdo:administers", "Sudria", CLAIM),
        ],
    ),
    (
        "conflicting-claims",
        {},
        "name claimant voice quote",
        [(GULL, "Norland", "Ivo Sand", ASIDE), (GULL, "Sudria", None, CLAIM), (GULL, "Sudria", None, CLAIM_TOO)],
    ),
    (
        "disputes",
        {},
        "party other territory dispute relation",
        [
            ("Norland", "Sudria", GULL, None, "tdo:disputesWith"),
            ("Norland", None, None, "the Gull dispute", "tdo:mediates"),
        ],
    ),
    (
        "territory-names",
        {},
        "label name language user source",
        [
            (BIG, "Big Gull", "en", "Norland", None),
            (BIG, "Gullstone", None, "Norland", "document/post"),
            (BIG, "Maakesaar", "xx", "Sudria", None),
            (GULL, "Gull Isles", "en", None, None),
            (GULL, "Maake", "xx", "Sudria", None),
        ],
    ),
    (
        # "Maake" is no word of the speech, though "Maakesaar" is.
        "names-by-source",
        {},
        "label source name documents",
        [
            (BIG, "Sudria", "Maakesaar", 1),
            (BIG, "The Daily", "Big Gull", 1),
            (BIG, "The Post", "Big Gull", 1),
            (GULL, "The Daily", "Gull Isles", 1),
            (GULL, "The Post", "Gull Isles", 1),
            (GULL, "The Post", "Maake", 1),
        ],
    ),
    (
        "wished-then-reported",
        {},
        "subject relation modality voice document report reportTime",
        [
            ("Norland", "tdo:deploysTo", "planned", "reader7", COMMENT, None, None),
            ("Sudria", "tdo:signs", "desired", "Ada Berg", "document/daily", "document/post", "2015"),
        ],
    ),
    (
        "denied-or-refused",
        {},
        "kind by subject relation object",
        [
            ("denied", "Sudria", "Sudria", "tdo:claims", BIG),
            ("refused", "Sudria", "Sudria", "tdo:rejects", "Gull Treaty"),
        ],
    ),
    (
        "territory-timeline",
        {"territory": "territory/gull-isles"},
        "from to subject relation object quote",
        [
            (None, None, BIG, "tdo:alsoKnownAs", "Gullstone", "Big Gull is Gullstone to Norland."),
            (None, None, "Norland", "tdo:administers", GULL, HOLDS),
            (None, None, "Norland", "tdo:claims", GULL, ASIDE),
            (None, None, "Norland", "tdo:deploysTo", GULL, ARM),
            (None, None, "Norland Coast Guard", "tdo:patrols", BIG, CRUISE),
            (None, None, "Sudria", "tdo:claims", BIG, NEVER),
            (None, None, "Sudria", "tdo:claims", GULL, CLAIM),
            (None, None, "Sudria", "tdo:claims", GULL, CLAIM_TOO),
            ("1945-01-01", "1945-12-31", "Sudrian Union", "tdo:seizes", BIG, SEIZED),
        ],
    ),
    (
        "relative-dates",
        {},
        "words resolution against time from to precision",
        [("last year", "relative", "2014-01-05", "2013", "2013-01-01", "2013-12-31", "year")],
    ),
    (
        "meetings-by-year",
        {},
        "side other year source reports times",
        [("Norland", "Sudria", "2013", "The Daily", 1, 3)],
    ),
    (
        # The wish to sign is no act, and the guard's cruise is not aimed at a state.
        "cooperation-by-year",
        {},
        "state other year cooperation conflict",
        [
            ("Norland", "Sudria", None, 0, 1),
            ("Norland", "Sudria", "2013", 1, 0),
            ("Norland", "Sudria", "2015", 0, 1),
        ],
    ),
    (
        "state-and-predecessors",
        {"state": "Sudria", "territory": "Big Gull"},
        "actor relation polarity time quote",
        [
            ("Sudria", "tdo:claims", "negative", None, NEVER),
            ("Sudrian Union", "tdo:seizes", "positive", "1945", SEIZED),
        ],
    ),
    (
        "state-and-predecessors",
        {"state": "state/norland", "territory": "territory/big-gull"},
        "actor relation quote",
        [("Norland Coast Guard", "tdo:patrols", CRUISE)],
    ),
    (
        "treaties",
        {"territory": "territory/big-gull"},
        "treaty actor relation modality voice document",
        [
            ("Gull Treaty", "Sudria", "tdo:rejects", "actual", "Sudria", "document/speech"),
            ("Gull Treaty", "Sudria", "tdo:signs", "desired", "Ada Berg", "document/daily"),
            ("Gull Treaty", "Sudria", "tdo:signs", "actual", None, "document/post"),
        ],
    ),
    (
        "only-in-voices",
        {},
        "author relation object modality document",
        [
            ("Sudria", "tdo:claims", BIG, "actual", "document/speech"),
            ("Sudria", "tdo:rejects", "Gull Treaty", "actual", "document/speech"),
            ("reader7", "tdo:deploysTo", GULL, "planned", COMMENT),
        ],
    ),
    (
        "connections",
        {"start": "Ada Berg", "end": "Sudria"},
        "steps first between second",
        [
            (2, "tdo:metWith", "person/ivo-sand", "tdo:holdsOffice"),
            (2, "tdo:holdsOffice", "state/norland", "tdo:attacks"),
            (2, "tdo:holdsOffice", "state/norland", "tdo:disputesWith"),
        ],
    ),
    (
        "connections",
        {"start": "state/sudria", "end": "state/norland"},
        "steps first between",
        [(1, "tdo:attacks", None), (1, "tdo:disputesWith", None)],
    ),
    (
        "forces-and-buildings",
        {},
        "side relation place modality voice document",
        [
            ("Norland", "tdo:deploysTo", GULL, "planned", "reader7", COMMENT),
            ("Norland Coast Guard", "tdo:patrols", BIG, "actual", None, "document/post"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"), QUESTIONS, ids=[f"{q[0]}-{'-'.join(q[1])}" for q in QUESTIONS]
)
def test_question(store: Graph, name: str, parameters: dict, columns: str, rows: list) -> None:
    answer = query(store, name, parameters=parameters)
    chosen = [answer.columns.index(column) for column in columns.split()]
    assert [tuple(row[i] for i in chosen) for row in answer.rows] == rows


def test_sources_per_act(store: Graph) -> None:
    rows = [row[1:] for row in query(store, "sources-per-act").rows]
    assert rows[0] == ("Sudria", "tdo:claims", GULL, 2, "The Daily")
    assert ("Sudria", "tdo:signs", "Gull Treaty", 1, "The Post") in rows
    assert {row[3] for row in rows[1:]} == {1}


def test_twenty_questions_each_with_a_test() -> None:
    assert set(named_queries()) == {question[0] for question in QUESTIONS} | {"sources-per-act"}
    assert len(named_queries()) == 20


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_question_says_what_it_answers_and_its_parameters_are_columns(store: Graph, name: str) -> None:
    named = named_queries()[name]
    assert named.question[:1].isupper()
    assert len(named.question) > 20
    assert set(named.parameters) <= set(query(store, name).columns)


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_rows_have_a_fixed_order(store: Graph, name: str) -> None:
    assert query(store, name) == query(store, name)


def test_empty_graph_gives_columns_without_rows(catalog: Catalog) -> None:
    empty = open_store(Graph(), catalog=catalog)
    assert all(not query(empty, name).rows for name in named_queries())
