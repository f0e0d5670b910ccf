"""Each of the twenty questions, asked of the made-up knowledge base; all rows, in order."""

import pytest
from rdflib import Graph

from kg.catalog import Catalog
from kg.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Span,
    Statement,
    When,
)
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
        "name kind what role attested",
        [
            ("dispute over Gull Isles", "party", "Norland", "claims", True),
            ("dispute over Gull Isles", "party", "Norland", "holds", True),
            ("dispute over Gull Isles", "party", "Sudria", "claims", True),
            ("dispute over Gull Isles", "territory", GULL, None, None),
            ("the Gull dispute", "actor", "Norland", "tdo:mediates", None),
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
        "subject relation modality voice document report reportTime dated",
        [
            ("Norland", "tdo:deploysTo", "planned", "reader7", COMMENT, None, None, None),
            ("Sudria", "tdo:signs", "desired", "Ada Berg", "document/daily", "document/post", "2015", True),
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


EAST, WEST, ISLE, ANN = "state/eastmark", "state/westmark", "territory/the-isle", "person/ann-oak"
ENTITIES = (
    Entity(EAST, Kind.STATE, (Name("Eastmark"),)),
    Entity(WEST, Kind.STATE, (Name("Westmark"),)),
    Entity(ISLE, Kind.TERRITORY, (Name("The Isle"),)),
    Entity(ANN, Kind.PERSON, (Name("Ann Oak"),)),
)


def said(document: str, time: str | None = None, **options: object) -> Evidence:
    when = When(time, time, "absolute") if time else None
    return Evidence(document, Span(0, 5), "Words", when=when, rule="test", **options)


def ask(catalog: Catalog, name: str, *statements: Statement, columns: str) -> list[tuple]:
    """Answer on texts of 2001 (a daily), 2002 (a weekly) and 2003 (a speech of Westmark)."""
    documents = (
        Document("daily", "Words", source="The Daily", published="2001-06-01"),
        Document("weekly", "Words", source="The Weekly", published="2002-06-01"),
        Document("speech", "Words", source="Assembly", published="2003-06-01", author="Westmark"),
    )
    answer = query(open_store(KnowledgeBase(documents, ENTITIES, statements), catalog=catalog), name)
    chosen = [answer.columns.index(column) for column in columns.split()]
    return [tuple(row[i] for i in chosen) for row in answer.rows]


PLAN = {"modality": Modality.PLANNED}


@pytest.mark.parametrize(
    ("plan", "report", "found"),
    [
        (said("daily", **PLAN), said("weekly", "2001-09"), ("document/weekly", True)),
        (said("daily", **PLAN), said("weekly"), ("document/weekly", False)),
        (said("daily", **PLAN), said("weekly", "2000"), (None, None)),  # over before the plan was told
        (said("daily", **PLAN), said("daily"), (None, None)),  # the same text
        (said("speech", **PLAN), said("weekly"), (None, None)),  # an older text
        (said("daily", "2001-07", **PLAN), said("weekly", "2001-07-14"), ("document/weekly", True)),
        (said("daily", "2001-07", **PLAN), said("speech", "2003-01"), (None, None)),  # another visit
    ],
)
def test_a_plan_is_paired_with_reports_that_can_be_of_its_act(
    catalog: Catalog, plan: Evidence, report: Evidence, found: tuple
) -> None:
    visit = Statement(EAST, "visits", WEST, (plan, report))
    assert ask(catalog, "wished-then-reported", visit, columns="report dated") == [found]


@pytest.mark.parametrize(
    ("held", "claimed", "rows"),
    [
        (None, None, 1),
        ("../1950", None, 1),
        ("../1950", "1950/..", 1),
        ("../1950", "1960/..", 0),
        ("1960/..", "1950", 0),
    ],
)
def test_a_holding_and_a_claim_of_other_times_are_no_pair(
    catalog: Catalog, held: str | None, claimed: str | None, rows: int
) -> None:
    statements = (
        Statement(EAST, "administers", ISLE, (said("daily", held),)),
        Statement(WEST, "claims", ISLE, (said("daily", claimed),)),
    )
    found = ask(catalog, "held-and-claimed", *statements, columns="holdingTime claimTime")
    assert found == [(held, claimed)] * rows


def test_what_an_outlet_denies_a_speech_may_still_be_alone_to_say(catalog: Catalog) -> None:
    attack = Statement(EAST, "attacks", WEST, (said("daily", polarity=Polarity.NEGATIVE), said("speech")))
    assert ask(catalog, "only-in-voices", attack, columns="author polarity") == [("Westmark", "positive")]
    both = Statement(EAST, "attacks", WEST, (said("daily"), said("speech")))
    assert ask(catalog, "only-in-voices", both, columns="author") == []


def test_what_a_speech_alone_says_is_no_count_of_conflict(catalog: Catalog) -> None:
    columns = "state other year cooperation conflict"
    spoken = Statement(EAST, "attacks", WEST, (said("speech", "2002"),))
    assert ask(catalog, "cooperation-by-year", spoken, columns=columns) == []
    told = Statement(EAST, "attacks", WEST, (said("speech", "2002"), said("daily", "2001")))
    assert ask(catalog, "cooperation-by-year", told, columns=columns) == [("Eastmark", "Westmark", "2001", 0, 1)]


def test_a_leader_meets_for_the_state_whoever_tells_the_office(catalog: Catalog) -> None:
    statements = (
        Statement(ANN, "holdsOffice", EAST, (said("speech"),)),
        Statement(ANN, "metWith", WEST, (said("speech", "2003-05"),)),
    )
    found = ask(catalog, "meetings-by-year", *statements, columns="side other year source")
    assert found == [("Eastmark", "Westmark", "2003", "Westmark")]
