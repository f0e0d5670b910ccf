"""What a story on a dispute says, and what it does not say."""

from collections.abc import Callable, Iterator

import pytest

from kg.model import Document, Evidence, KnowledgeBase, Modality, Polarity, Statement
from kg.pipeline import merge
from kg.rdf import plain_triples
from kg.vocabulary import TDO, to_iri

pytestmark = pytest.mark.model

Extract = Callable[..., list[KnowledgeBase]]


def evidence(kb: KnowledgeBase) -> Iterator[tuple[Statement, Evidence]]:
    for statement in kb.statements:
        for item in statement.evidence:
            yield statement, item


ISLANDS = """\
The dispute over the Russian-held islands off Hokkaido goes back a lifetime. Soviet soldiers seized Etorofu, \
Kunashiri, Shikotan and the Habomai Islands in 1945.

Fumio Kishida met Vladimir Putin four times last year. Putin plans to visit Tokyo on 12 June. Japan wants to sign a \
peace treaty with Russia.

The old quarrel has prevented the two countries from signing a peace treaty. Russia and Japan are technically still \
at war."""


class TestNewsStory:
    """What a story on a dispute says, and what it does not say."""

    @pytest.fixture
    def kb(self, run: Extract) -> KnowledgeBase:
        return merge(run(Document("islands", ISLANDS, published="2021-05-10")))

    def of(self, kb: KnowledgeBase, relation: str) -> list[tuple[Statement, Evidence]]:
        return [(s, e) for s, e in evidence(kb) if s.relation == relation]

    def test_met_four_times_last_year(self, kb: KnowledgeBase) -> None:
        ((statement, item),) = self.of(kb, "metWith")
        assert {statement.subject, statement.object} == {"person/fumio-kishida", "person/vladimir-putin"}
        assert item.count == 4
        assert item.when is not None
        assert (item.when.edtf, item.when.words, item.when.against) == ("2020", "last year", "2021-05-10")
        assert (item.polarity, item.modality) == (Polarity.POSITIVE, Modality.ACTUAL)

    def test_four_islands_seized_in_1945(self, kb: KnowledgeBase) -> None:
        found = self.of(kb, "seizes")
        assert {s.subject for s, _ in found} == {"state/soviet-union"}
        assert {s.object for s, _ in found} == {
            f"territory/{name}" for name in ("etorofu", "kunashiri", "shikotan", "habomai")
        }
        assert {e.when.edtf if e.when else None for _, e in found} == {"1945"}

    def test_russian_held(self, kb: KnowledgeBase) -> None:
        ((statement, item),) = self.of(kb, "administers")
        assert statement.subject == "state/russia"
        assert item.quote == "Russian-held islands"

    def test_off_hokkaido(self, kb: KnowledgeBase) -> None:
        ((statement, _),) = self.of(kb, "locatedNear")
        assert statement.object == "place/hokkaido"
        assert statement.subject == self.of(kb, "administers")[0][0].object

    def test_planned_visit(self, kb: KnowledgeBase) -> None:
        ((statement, item),) = self.of(kb, "visits")
        assert (statement.subject, statement.object) == ("person/vladimir-putin", "place/tokyo")
        assert (item.polarity, item.modality) == (Polarity.POSITIVE, Modality.PLANNED)
        assert item.when is not None
        assert item.when.edtf == "2021-06-12"

    def test_wish_to_sign(self, kb: KnowledgeBase) -> None:
        wished = [(s, e) for s, e in self.of(kb, "signs") if e.modality is Modality.DESIRED]
        assert "state/japan" in {s.subject for s, _ in wished}
        assert {e.polarity for _, e in wished} == {Polarity.POSITIVE}

    def test_prevented_from_signing(self, kb: KnowledgeBase) -> None:
        prevented = [(s, e) for s, e in self.of(kb, "signs") if e.polarity is Polarity.NEGATIVE]
        assert {s.subject for s, _ in prevented} == {"state/japan", "state/russia"}
        assert {e.modality for _, e in prevented} == {Modality.ACTUAL}

    def test_nobody_has_signed(self, kb: KnowledgeBase) -> None:
        said = {(e.polarity, e.modality) for _, e in self.of(kb, "signs")}
        assert (Polarity.POSITIVE, Modality.ACTUAL) not in said

    def test_at_war(self, kb: KnowledgeBase) -> None:
        ((statement, item),) = self.of(kb, "atWarWith")
        assert {statement.subject, statement.object} == {"state/japan", "state/russia"}
        assert (item.polarity, item.modality) == (Polarity.POSITIVE, Modality.ACTUAL)

    def test_no_wish_plan_or_denial_is_a_plain_triple(self, kb: KnowledgeBase) -> None:
        plain = set(plain_triples(kb))
        relations = {str(relation).rpartition("#")[2] for _, relation, _ in plain}
        assert {"metWith", "seizes", "administers", "locatedNear", "atWarWith"} <= relations
        assert not relations & {"visits", "signs"}
        for statement in kb.statements:
            if not any(
                e.polarity is Polarity.POSITIVE and e.modality is Modality.ACTUAL and e.holder is None
                for e in statement.evidence
            ):
                triple = (to_iri(statement.subject), TDO[statement.relation], to_iri(statement.object))
                assert triple not in plain

    def test_nothing_says_whose_the_islands_are(self, kb: KnowledgeBase) -> None:
        assert not {s.relation for s in kb.statements} & {"owns", "belongsTo", "partOf"}
