"""The summary page: figures, tables, contested names, and what was left out."""

from __future__ import annotations

from dataclasses import replace

from kg.export.summary import MOST_ROWS, to_summary
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
    When,
    digest,
)

JAPAN = Entity("state/japan", Kind.STATE, (Name("Japan"),))
RUSSIA = Entity("state/russia", Kind.STATE, (Name("Russia"),))
ETOROFU = Entity(
    "territory/etorofu",
    Kind.TERRITORY,
    (Name("Etorofu", used_by=(JAPAN.id,)), Name("Iturup", used_by=(RUSSIA.id,)), Name("the island")),
)
URUP = Entity("territory/urup", Kind.TERRITORY, (Name("Urup|Uruppu"), Name("Wind<b>", used_by=(RUSSIA.id,))))
NAME = Entity(f"name/{digest('Uruppu-to')}", Kind.NAME, (Name("Uruppu-to"),))
SPAN = Span(0, 1)


def evidence(
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.ACTUAL,
    holder: str | None = None,
    document: str = "a",
) -> Evidence:
    return Evidence(
        document, SPAN, "x", holder, polarity, modality, When("1945", "1945", "absolute") if holder else None
    )


KB = KnowledgeBase(
    (Document("a", "x"), Document("a#comment-1", "x", author="Ana", part_of="a")),
    (JAPAN, RUSSIA, ETOROFU, URUP, NAME),
    (
        Statement(JAPAN.id, "claims", ETOROFU.id, (evidence(), evidence(Polarity.NEGATIVE, holder=RUSSIA.id))),
        Statement(RUSSIA.id, "claims", ETOROFU.id, (evidence(modality=Modality.DESIRED),)),
        Statement(RUSSIA.id, "seizes", ETOROFU.id, (evidence(document="a#comment-1"),)),
        Statement(URUP.id, "alsoKnownAs", NAME.id, (evidence(),)),
    ),
    (
        Diagnostic("unreadable", Severity.ERROR, None, None, "b.txt: empty"),
        *(Diagnostic("pronoun", Severity.INFO, "a", Span(n, n + 1), f"it\n{n}") for n in range(5)),
    ),
)


def section(title: str, kb: KnowledgeBase = KB) -> list[str]:
    """The lines below the heading."""
    return [line for line in to_summary(kb).split(f"## {title}\n", 1)[1].split("\n## ", 1)[0].splitlines() if line]


def test_figures() -> None:
    assert to_summary(KB).splitlines()[2:7] == [
        "- Documents: 2, 1 of them readers' comments",
        "- Entities: 5",
        "- Statements: 4, with 5 places in the text that carry them",
        "- Reported in somebody else's words: 1",
        "- With a time: 1",
    ]


def test_how_it_is_said_counts_evidence() -> None:
    assert section("How it is said") == [
        "| modality | positive | negative |",
        "| --- | ---: | ---: |",
        "| actual | 3 | 1 |",
        "| planned | 0 | 0 |",
        "| desired | 1 | 0 |",
        "| possible | 0 | 0 |",
    ]


def test_actors_and_territories_count_statements() -> None:
    assert section("Actors")[2:] == ["| Russia | 2 | claims, seizes |", "| Japan | 1 | claims |"]
    assert section("Territories")[2:] == ["| Etorofu | 3 | claims, seizes |", "| Urup\\|Uruppu | 1 | alsoKnownAs |"]


def test_a_commenter_states_no_fact() -> None:
    assert section("Acts and relations")[3:] == ["| claims | 2 | 1 |", "| alsoKnownAs | 1 | 1 |", "| seizes | 1 | 0 |"]


def test_contested_names_say_who_uses_them() -> None:
    assert section("Contested names")[3:] == [
        "| Etorofu | Japan: Etorofu; Russia: Iturup |",
        "| Urup\\|Uruppu | Russia: Wind&lt;b>; user not said: Uruppu-to |",
    ]


def test_of_a_sides_names_those_that_the_documents_use_are_shown() -> None:
    names = ("Etorofu", "Etorofu-to", "Etorofuto"), ("Iturup", "Ostrov Iturup")
    users = zip(names, (JAPAN.id, RUSSIA.id), strict=True)
    island = Entity(ETOROFU.id, Kind.TERRITORY, tuple(Name(n, used_by=(who,)) for some, who in users for n in some))
    texts = (
        Document("a", "Etorofu-to, not Etorofu, is the subject."),
        Document("b", "Ostrov Iturup stands elsewhere."),
    )
    kb = KnowledgeBase(texts, (JAPAN, RUSSIA, island), (Statement(JAPAN.id, "claims", island.id, (evidence(),)),))
    assert section("Contested names", kb)[3:] == ["| Etorofu | Japan: Etorofu, Etorofu-to; Russia: Iturup |"]


def test_what_was_left_out_is_counted_with_examples() -> None:
    assert section("What was left out, and why")[2:] == [
        "| pronoun | info | 5 | a 0:1: it 0 / a 1:2: it 1 / a 2:3: it 2 |",
        "| unreadable | error | 1 | build: b.txt: empty |",
    ]


def test_long_tables_say_how_many_more() -> None:
    many = tuple(Statement(JAPAN.id, f"relation{n:02}", RUSSIA.id, (evidence(),)) for n in range(MOST_ROWS + 3))
    lines = section("Acts and relations", KnowledgeBase(KB.documents, KB.entities, many))
    assert lines[-2:] == [f"| relation{MOST_ROWS - 1} | 1 | 1 |", "3 more."]


def test_nothing_is_said_to_be_nothing() -> None:
    page = to_summary(KnowledgeBase())
    assert page.startswith("# Summary\n\n- Documents: 0\n- Entities: 0\n- Statements: 0, with 0 places")
    assert page.count("None.") == 6
    assert page.endswith("None.\n")


def test_disputes_say_by_whose_word() -> None:
    facts = (
        *KB.statements[:2],
        Statement(RUSSIA.id, "administers", ETOROFU.id, (evidence(holder=JAPAN.id), evidence(holder=JAPAN.id))),
        Statement(RUSSIA.id, "disputesWith", JAPAN.id, (evidence(document="a#comment-1"),)),
    )
    assert section("Disputes", KnowledgeBase(KB.documents, KB.entities, facts))[1:] == [
        "| over | parties, by whose word | dated claims | acts told | statements |",
        "| --- | --- | --- | ---: | ---: |",
        "| Etorofu | Japan claims (an outlet); Russia holds (only Japan) | no | 0 | 3 |",
        "| not said | Japan disputes (only Ana); Russia disputes (only Ana) | no | 0 | 1 |",
    ]


def test_no_disputes() -> None:
    assert section("Disputes")[1:] == ["None."]
    assert section("Disputes", KnowledgeBase())[1:] == ["None."]


def test_dated_claims_of_a_dispute() -> None:
    claimed = replace(evidence(), when=When("1956", "in 1956", "absolute"))
    facts = (
        Statement(JAPAN.id, "claims", ETOROFU.id, (claimed,)),
        Statement(RUSSIA.id, "claims", ETOROFU.id, (replace(claimed, when=When("1999-05-02", "then", "absolute")),)),
    )
    row = section("Disputes", KnowledgeBase(KB.documents, KB.entities, facts))[3]
    assert row.split(" | ")[2] == "1956-01-01 to 1999-05-02"


def test_dispute_that_only_has_a_name() -> None:
    row = Entity("dispute/the-row", Kind.DISPUTE, (Name("the row"),))
    facts = (Statement(JAPAN.id, "mediates", row.id, (evidence(),)),)
    lines = section("Disputes", KnowledgeBase(KB.documents, (*KB.entities, row), facts))
    assert lines[3] == "| not said (the row) | not said | no | 1 | 1 |"
