"""What the extractor finds in a text."""

from collections.abc import Callable

import pytest

from kg.extract import Lexicon, matches
from kg.model import Match
from kg.reading import Reading


@pytest.fixture
def matched(reading: Callable[..., Reading], words: Lexicon) -> Callable[..., list[Match]]:
    """All matches of a text, before attribution and time."""

    def find(text: str, **fields: str) -> list[Match]:
        return matches(reading(text, **fields), words)

    return find
