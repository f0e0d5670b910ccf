"""Documents in, one knowledge base a document out, and their union."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.export.jsonl import to_jsonl
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Polarity, Severity, Statement
from kg.pipeline import merge
from kg.rdf import plain_triples

pytestmark = pytest.mark.model

GOLDEN = Path(__file__).parent / "golden"
QUIET = {"deadline": None, "derandomize": True, "suppress_health_check": [HealthCheck.function_scoped_fixture]}

Extract = Callable[..., list[KnowledgeBase]]
Fact = tuple[str, str, str, str, str, str | None]


def evidence(kb: KnowledgeBase) -> Iterator[tuple[Statement, Evidence]]:
    for statement in kb.statements:
        for item in statement.evidence:
            yield statement, item


def facts(kb: KnowledgeBase, *relations: str) -> set[Fact]:
    """Subject, relation, object, polarity, modality and holder of each evidence."""
    return {
        (s.subject, s.relation, s.object, e.polarity.value, e.modality.value, e.holder)
        for s, e in evidence(kb)
        if not relations or s.relation in relations
    }


class TestDocuments:
    def test_nothing_from_nothing(self, run: Extract) -> None:
        assert run() == []

    def test_one_knowledge_base_a_document_in_order(self, run: Extract) -> None:
        documents = [Document(id=key, text=f"Japan seized {place}.") for key, place in zip("cab", PLACES, strict=True)]
        assert [kb.documents for kb in run(*documents)] == [(document,) for document in documents]

    @pytest.mark.parametrize("text", ["", " \n\n ", "Rain fell.", "𐌰𐌱", ";;;"])
    def test_a_document_that_says_nothing(self, text: str, run: Extract) -> None:
        (kb,) = run(Document("a", text))
        assert (kb.documents, kb.entities, kb.statements) == ((Document("a", text),), (), ())

    def test_entities_are_exactly_those_of_the_statements(self, run: Extract) -> None:
        (kb,) = run(Document("a", 'Peru met Chile in Lima. "Japan seized Taiwan," Ana Soto said.'))
        used = {i for s, e in evidence(kb) for i in (s.subject, s.object, e.holder) if i}
        assert [entity.id for entity in kb.entities] == sorted(used)
        assert "person/ana-soto" in used

    def test_the_label_comes_first_and_then_the_forms_of_the_text(self, run: Extract) -> None:
        (kb,) = run(Document("a", "Russia seized Iturup."))
        (island,) = [entity for entity in kb.entities if entity.id == "territory/etorofu"]
        assert [name.text for name in island.names[:2]] == ["Etorofu", "Iturup"]

    @pytest.mark.parametrize("error", [ValueError, KeyError, IndexError, RecursionError])
    def test_one_bad_document_never_ends_a_corpus(
        self, error: type[Exception], run: Extract, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        analyse = pipeline._analyse

        def fails(document: Document, *rest: Any, **options: Any) -> KnowledgeBase:
            if document.id == "bad":
                raise error("out of luck")
            return analyse(document, *rest, **options)

        monkeypatch.setattr(pipeline, "_analyse", fails)
        first, bad, last = run(*(Document(key, "Japan seized Taiwan.") for key in ("a", "bad", "z")))
        assert first.statements
        assert last.statements
        assert (bad.documents[0].id, bad.entities, bad.statements) == ("bad", (), ())
        (problem,) = bad.diagnostics
        assert (problem.code, problem.severity, problem.document) == ("document-failed", Severity.ERROR, "bad")
        assert error.__name__ in problem.message
        assert "out of luck" in problem.message

    def test_a_time_that_cannot_be_dated_is_told(self, run: Extract) -> None:
        text = "Peru met Chile last year."
        (kb,) = run(Document("a", text))
        (problem,) = [d for d in kb.diagnostics if d.code == "time-unresolved"]
        assert problem.span is not None
        assert text[problem.span.start : problem.span.end] == "last year"
        assert "the publication date is unknown" in problem.message
        (dated,) = run(Document("a", text, published="2020-05-01"))
        assert not [d for d in dated.diagnostics if d.code == "time-unresolved"]


PLACES = ("Taiwan", "Etorofu", "Shikotan")


class TestVoices:
    def test_an_article_speaks_for_itself(self, run: Extract) -> None:
        (kb,) = run(Document("a", "Japan seized Taiwan."))
        assert facts(kb) == {("state/japan", "seizes", "territory/taiwan", "positive", "actual", None)}

    def test_a_comment_is_its_authors_word(self, run: Extract) -> None:
        comment = Document(
            "a#comment-1", "Japan never seized Taiwan. I think China claims Taiwan.", author="seagull77", part_of="a"
        )
        (kb,) = run(comment)
        holders = {e.holder for _, e in evidence(kb)}
        assert len(holders) == 1
        (holder,) = holders
        assert [e.label for e in kb.entities if e.id == holder] == ["seagull77"]
        assert {fact[:5] for fact in facts(kb)} == {
            ("state/japan", "seizes", "territory/taiwan", "negative", "actual"),
            ("state/china", "claims", "territory/taiwan", "positive", "actual"),
        }
        assert list(plain_triples(kb)) == []

    def test_an_anonymous_comment_has_no_holder(self, run: Extract) -> None:
        (kb,) = run(Document("a#comment-1", "Japan seized Taiwan.", part_of="a"))
        assert {fact[5] for fact in facts(kb)} == {None}

    def test_we_in_a_speech_is_the_state_that_speaks(self, run: Extract) -> None:
        (kb,) = run(Document("a", "We claim Etorofu. We met Peru in 2001.", author="JPN"))
        assert facts(kb) == {
            ("state/japan", "claims", "territory/etorofu", "positive", "actual", None),
            ("state/japan", "metWith", "state/peru", "positive", "actual", None),
        }

    def test_what_a_speech_says_is_not_a_fact(self, run: Extract) -> None:
        """A speech has no outlet behind it, so that nothing in it becomes a plain triple."""
        (kb,) = run(Document("a", "We claim Etorofu.", author="JPN"))
        assert list(plain_triples(kb)) == []

    def test_a_quotation_is_the_speakers_word(self, run: Extract) -> None:
        (kb,) = run(Document("a", '"Japan seized Taiwan," Ana Soto said.'))
        assert facts(kb) == {("state/japan", "seizes", "territory/taiwan", "positive", "actual", "person/ana-soto")}

    def test_an_unnamed_source_is_still_not_the_document(self, run: Extract) -> None:
        (kb,) = run(Document("a", "Japan seized Taiwan, a fisherman said."))
        ((_, item),) = evidence(kb)
        (holder,) = [entity for entity in kb.entities if entity.id == item.holder]
        assert holder.kind is Kind.OTHER
        assert holder.label.endswith("fisherman")

    def test_a_denial_and_an_assertion_meet_on_one_statement(self, run: Extract) -> None:
        kb = merge(run(Document("a", "Japan seized Taiwan."), Document("b", "Japan never seized Taiwan.")))
        (statement,) = kb.statements
        assert [e.polarity for e in statement.evidence] == [Polarity.POSITIVE, Polarity.NEGATIVE]


def test_golden(run: Extract) -> None:
    """An article whose every line was checked by reading; a change of it wants the same.

    The lines leave out how sure the model is, which moves with every training.
    """
    text = (GOLDEN / "essequibo.txt").read_text(encoding="utf-8")
    (kb,) = run(Document("essequibo", text, published="2023-11-22"))
    lines = [json.loads(line) for line in to_jsonl(kb).splitlines()]
    assert all(0 < line.pop("confidence") <= 1 for line in lines)
    assert lines == [json.loads(line) for line in (GOLDEN / "essequibo.jsonl").read_text(encoding="utf-8").splitlines()]


SENTENCES = [
    "Japan seized Taiwan in 1895.",
    "China claims the Paracel Islands 𐌰.",
    "They met twice last year.",
    "“We will stay,” said Taro Aso, Japan’s foreign minister.",
    "Peru – and Chile – held talks in 2001; both sides left.",
    "千島 lies off Hokkaido.",
    "𐌰𐌱 Peru denied that it had attacked Chile.",
    "Etorofu (Iturup) is 🏝️ small.",
    "It wants the islands.",
    "The two countries signed the treaty.",
    "Chad-Libya: the dispute over the Aouzou Strip went on.",
    "Russian-held Etorofu, Kunashiri and Shikotan lie off Hokkaido.",
    "\n\n",
    "\u2028",
    "e\u0301",
    "The other accused each of it.",
]
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=7).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n", "\n\n", "𐌰"]).map(lambda glue: glue.join(parts))
)


@given(texts=st.lists(TEXTS, min_size=1, max_size=3), author=st.sampled_from([None, "JPN", "seagull77"]))
@settings(max_examples=40, **QUIET)
def test_a_quote_is_always_what_stands_there(texts: list[str], author: str | None, run: Extract) -> None:
    documents = [Document(str(i), text, published="2020-05-01", author=author) for i, text in enumerate(texts)]
    for document, kb in zip(documents, run(*documents), strict=True):
        assert not [d for d in kb.diagnostics if d.code == "document-failed"]
        known = {entity.id for entity in kb.entities}
        for statement, item in evidence(kb):
            assert document.text[item.span.start : item.span.end] == item.quote != ""
            assert {statement.subject, statement.object} <= known
            assert statement.subject != statement.object
            assert 0 < item.confidence <= 1
        for problem in kb.diagnostics:
            assert problem.span is None or problem.span.end <= len(document.text)


@pytest.fixture(scope="session")
def parts(run: Extract) -> list[KnowledgeBase]:
    texts = [
        "Japan seized Taiwan in 1895. Kim Jong Un met Moon Jae-in.",
        "Japan never seized Formosa. China claims Taiwan.",
        "Kim Jong-un met Moon Jae-in in 2018.",
        "Iturup was seized by Russia. Ana Soto visited Iturup.",
        "Russia seized Etorofu (Iturup). Soto visited Lima.",
        "Peru and Chile signed the Treaty of Lima. Etorofu lies off Hokkaido.",
        "Peru broke the Treaty of Lima last year.",
    ]
    return run(*(Document(str(i), text) for i, text in enumerate(texts)))


class TestMerge:
    def test_nothing(self) -> None:
        assert merge([]) == KnowledgeBase()

    @given(data=st.data())
    @settings(max_examples=30, **QUIET)
    def test_order_is_no_matter(self, data: st.DataObject, parts: list[KnowledgeBase]) -> None:
        shuffled = data.draw(st.permutations(parts))
        assert merge(shuffled) == merge(parts)

    @given(data=st.data())
    @settings(max_examples=30, **QUIET)
    def test_grouping_is_no_matter(self, data: st.DataObject, parts: list[KnowledgeBase]) -> None:
        cut = data.draw(st.integers(0, len(parts)))
        assert merge([merge(parts[:cut]), merge(parts[cut:])]) == merge(parts)

    def test_twice_is_once(self, parts: list[KnowledgeBase]) -> None:
        assert merge([*parts, *parts]) == merge(parts)

    def test_everything_is_sorted(self, parts: list[KnowledgeBase]) -> None:
        kb = merge(reversed(parts))
        for values in (kb.documents, kb.entities, kb.statements):
            ids = [value.id for value in values]
            assert ids == sorted(set(ids))

    def test_nothing_is_lost(self, parts: list[KnowledgeBase]) -> None:
        kb = merge(parts)
        assert {e for _, e in evidence(kb)} == {e for part in parts for _, e in evidence(part)}
        for part in parts:
            for entity in part.entities:
                (joined,) = [other for other in kb.entities if other.id == entity.id]
                assert {n.text for n in entity.names} <= {n.text for n in joined.names}

    def test_one_name_keeps_all_its_users(self) -> None:
        def part(user: str) -> KnowledgeBase:
            return KnowledgeBase(entities=(Entity("name/x", Kind.NAME, (Name("Iturup", None, (user,)),)),))

        for users in (("state/a", "state/b"), ("state/b", "state/a")):
            (entity,) = merge([part(user) for user in users]).entities
            assert entity.names == (Name("Iturup", None, ("state/a", "state/b")),)

    def test_a_place_at_issue_anywhere_is_a_territory(self) -> None:
        place = Entity("place/x", Kind.PLACE, (Name("X"),))
        kinds = [replace(place, kind=kind) for kind in (Kind.PLACE, Kind.TERRITORY)]
        for order in (kinds, kinds[::-1]):
            (entity,) = merge([KnowledgeBase(entities=(one,)) for one in order]).entities
            assert entity.kind is Kind.TERRITORY

    def test_the_same_name_in_two_languages_stays_two(self) -> None:
        entity = Entity("place/x", Kind.PLACE, (Name("Arica", "es"), Name("Arica", "en")))
        (merged,) = merge([KnowledgeBase(entities=(entity,))]).entities
        assert set(merged.names) == set(entity.names)
