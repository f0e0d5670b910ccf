"""The pipeline, the clauses of reference text and the gazetteer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.errors import ModelError
from kg.model import Document
from kg.nlp import Gazetteer, annotate, entries, find, load_model

pytestmark = pytest.mark.model

Parse = Callable[[str], list[str]]


@pytest.fixture
def sentences(nlp: Language, names: Gazetteer) -> Parse:
    """The sentences that ``annotate`` sees in a text."""

    def parse(text: str) -> list[str]:
        documents = [Document("a", text)]
        return [s.text.strip() for _, doc in annotate(documents, nlp=nlp, names=names) for s in doc.sents]

    return parse


class TestLoadModel:
    def test_not_installed(self) -> None:
        with pytest.raises(
            ModelError, match="'xx_no_such_model' cannot be loaded; allowed: an installed spaCy pipeline"
        ):
            load_model("xx_no_such_model")

    def test_lacks_components(self, tmp_path: Path) -> None:
        spacy.blank("en").to_disk(tmp_path / "blank")
        with pytest.raises(ModelError, match="lacks tagger, parser, ner, lemmatizer, attribute_ruler; allowed:"):
            load_model(str(tmp_path / "blank"))

    def test_folder_that_is_no_pipeline(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="cannot be loaded"):
            load_model(str(tmp_path))

    def test_default(self) -> None:
        assert {"tagger", "parser", "ner", "lemmatizer"} <= set(load_model().pipe_names)


class TestEntries:
    @pytest.mark.parametrize(
        ("text", "parties"),
        [
            ("Chad-Libya: the strip stays unmarked.", [("Chad", "Libya")]),
            ("Chad - Libya : the strip stays unmarked.", [("Chad", "Libya")]),
            ("Chad–Libya: unmarked. Kenya/Somalia: at sea.", [("Chad", "Libya"), ("Kenya", "Somalia")]),
            ("Brunei-Malaysia-Vietnam: reefs.", [("Brunei", "Malaysia", "Vietnam")]),
            ("Chad: has many neighbours.", []),
            ("The Chad-Libya border is long.", []),
            ("Price-list: fish.", []),
            ("", []),
        ],
    )
    def test_heads(self, text: str, parties: list[tuple[str, ...]], names: Gazetteer) -> None:
        found = list(entries(text, names))
        assert [entry.parties for entry in found] == parties
        assert all(text[entry.end - 1] == ":" for entry in found)

    def test_place_is_that_of_the_head(self, names: Gazetteer) -> None:
        text = "𐌰 first. Chad-Libya: the strip."
        (entry,) = entries(text, names)
        assert text[entry.start : entry.end] == "Chad-Libya:"


class TestClauses:
    def test_semicolon(self, sentences: Parse) -> None:
        assert sentences("Chad claims the strip; Libya mines it; neither talks.") == [
            "Chad claims the strip;",
            "Libya mines it;",
            "neither talks.",
        ]

    def test_blank_line(self, sentences: Parse) -> None:
        assert sentences("Old news of the strip\n\nChad claims it.") == ["Old news of the strip", "Chad claims it."]

    def test_one_line_feed_is_no_border(self, sentences: Parse) -> None:
        assert sentences("Chad claims\nthe strip.") == ["Chad claims\nthe strip."]

    def test_entry_head_stands_alone(self, sentences: Parse) -> None:
        assert sentences("Chad-Libya: Libya mines the strip") == ["Chad-Libya:", "Libya mines the strip"]

    @pytest.mark.parametrize("text", ["", " ", "\n\n\n", ";;", "Chad-Libya:", "𐌰;𐌱\n\nČad — 島; x"])
    def test_offsets_do_not_change(self, text: str, nlp: Language, names: Gazetteer) -> None:
        for document, doc in annotate([Document("a", text)], nlp=nlp, names=names):
            assert doc.text == document.text == text
            assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


class TestAnnotate:
    def test_keeps_order_over_batches(self, nlp: Language, names: Gazetteer) -> None:
        documents = [Document(str(i), f"Chad has {i} wells.") for i in range(70)]
        found = [(document.id, doc[2].text) for document, doc in annotate(documents, nlp=nlp, names=names)]
        assert found == [(str(i), str(i)) for i in range(70)]

    def test_nothing_from_nothing(self, nlp: Language, names: Gazetteer) -> None:
        assert list(annotate([], nlp=nlp, names=names)) == []

    def test_streams(self, nlp: Language, names: Gazetteer) -> None:
        """One batch is asked for at a time, however long the corpus is."""
        asked = 0

        def corpus() -> Iterator[Document]:
            nonlocal asked
            for i in range(1000):
                asked += 1
                yield Document(str(i), "Chad.")

        stream = annotate(corpus(), nlp=nlp, names=names)
        next(stream)
        stream.close()
        assert asked <= 64

    def test_new_words_are_forgotten_after_their_batch(self, nlp: Language, names: Gazetteer) -> None:
        odd = [f"zq{i}xv" for i in range(40)]
        for _ in annotate([Document("a", " ".join(odd))], nlp=nlp, names=names):
            pass
        assert not [word for word in odd if word in nlp.vocab.strings]


class TestFind:
    def found(self, text: str, nlp: Language, names: Gazetteer) -> list[tuple[str, str]]:
        doc = nlp.make_doc(text)
        return [(doc[hit.start : hit.end].text, hit.meanings[0][1]) for hit in find(doc, names)]

    def test_longest_wins(self, nlp: Language, names: Gazetteer) -> None:
        assert self.found("South Korea wrote to North Korea.", nlp, names) == [
            ("South Korea", "state/south-korea"),
            ("North Korea", "state/north-korea"),
        ]

    def test_capitals_and_curly_apostrophe(self, nlp: Language, names: Gazetteer) -> None:
        assert self.found("JAPAN WARNS", nlp, names) == [("JAPAN", "state/japan")]
        assert self.found("in Côte d’Ivoire", nlp, names) == [("Côte d’Ivoire", "state/ivory-coast")]

    def test_case_counts(self, nlp: Language, names: Gazetteer) -> None:
        assert self.found("she bought china and a turkey", nlp, names) == []

    def test_nothing_in_nothing(self, nlp: Language, names: Gazetteer) -> None:
        assert self.found("", nlp, names) == []

    def test_a_capital_and_a_demonym(self, nlp: Language, names: Gazetteer) -> None:
        doc = nlp.make_doc("Chilean ships left Lima")
        assert [hit.meanings[0] for hit in find(doc, names)] == [
            ("adjective", "state/chile"),
            ("capital", "state/peru"),
        ]
