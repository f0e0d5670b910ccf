"""How often an act happened."""

import pytest
from spacy.language import Language

from kg.extract.counts import count

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They *met* four times last year.", 4),
        ("They *met* 12 times.", 12),
        ("They *met* 1,200 times.", 1200),
        ("They *met* once.", 1),
        ("They *met* twice.", 2),
        ("Abiy *met* Mohamud twice last month.", 2),
        ("Peru and Chile fought three *wars*.", 3),
        ("They held 20 rounds of *talks*.", 20),
        ("They *met*.", None),
        ("They *met* several times.", None),
        ("They *met* many times.", None),
        ("They *met* seventeen times.", None),
        ("Peru *fired* three shots.", None),
        ("They *met* on 4 May.", None),
        ("They *met* ٣ times.", None),
        ("The *talks* failed.", None),
    ],
)
def test_count(text: str, expected: int | None, nlp: Language) -> None:
    before, word, after = text.split("*")
    doc = nlp(before + word + after)
    assert count(next(token for token in doc if token.idx == len(before))) == expected
