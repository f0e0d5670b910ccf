"""Real texts at hand: no document fails, and every quote stands where the evidence says it does.

The texts are not part of the project. ``KG_TEXTS`` names a folder of them; without it ``../shared/data`` beside the
checkout is taken, and where neither is there the tests are skipped.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Document, KnowledgeBase, Severity
from kg.readers import read_all

pytestmark = pytest.mark.model

TEXTS = Path(os.environ.get("KG_TEXTS", Path(__file__).resolve().parents[3] / "shared" / "data"))
EVERY = int(os.environ.get("KG_TEXTS_EVERY", "25"))


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    failed: list[ReadError] = []
    yield from read_all([str(path) for path in paths], on_error=failed.append)
    assert failed == []


def check(found: list[KnowledgeBase]) -> None:
    for kb in found:
        assert [d for d in kb.diagnostics if d.severity is Severity.ERROR] == []
        texts = {document.id: document.text for document in kb.documents}
        for statement in kb.statements:
            for evidence in statement.evidence:
                assert texts[evidence.document][evidence.span.start : evidence.span.end] == evidence.quote
                assert evidence.quote.strip()


def test_articles(run: Callable[..., list[KnowledgeBase]]) -> None:
    """All of them."""
    files = sorted((TEXTS / "articles").glob("*.txt"))
    if not files:
        pytest.skip(f"no articles in {TEXTS}")
    found = run(*documents(files))
    assert len(found) >= len(files)
    check(found)


def test_paragraphs(run: Callable[..., list[KnowledgeBase]]) -> None:
    """One in ``KG_TEXTS_EVERY`` paragraphs of every JSON Lines file that has texts."""
    files = [file for file in sorted(TEXTS.glob("*.jsonl")) if '"gold"' not in file.open(encoding="utf-8").readline()]
    if not files:
        pytest.skip(f"no paragraphs in {TEXTS}")
    found = run(*(document for i, document in enumerate(documents(files)) if i % EVERY == 0))
    assert found
    check(found)
