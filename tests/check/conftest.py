"""A small build as `kg build` writes it, with real relations and actors and made-up sentences."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.catalog import load
from kg.export.folder import write_folder
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
)
from kg.rdf import canonical

JAPAN, RUSSIA, SHIKOTAN = "state/japan", "state/russia", "territory/shikotan"
MINISTER, ENVOY = "person/minister", "person/envoy"
SENTENCES = {
    "daily": (
        "Japan claims Shikotan, and Russia runs the island.",
        "The minister met the envoy in 2014.",
        "Russia does not occupy Shikotan, says Moscow.",
        "Japan plans to visit the island.",
        "Islanders call it Shikotan-to.",
    ),
    "post": ("Japan claims Shikotan still.", "A court rules on the row over Shikotan."),
}
NO = {"polarity": Polarity.NEGATIVE}
PLAN = {"modality": Modality.PLANNED}
FACTS: tuple[tuple[str, int, str, str, str, dict], ...] = (
    ("daily", 0, JAPAN, "claims", SHIKOTAN, {}),
    ("daily", 0, RUSSIA, "administers", SHIKOTAN, {}),
    ("daily", 1, MINISTER, "metWith", ENVOY, {"when": When("2014", "in 2014", "absolute"), "count": 2}),
    ("daily", 2, RUSSIA, "occupies", SHIKOTAN, {"holder": RUSSIA} | NO),
    ("daily", 3, JAPAN, "visits", SHIKOTAN, PLAN),
    ("daily", 4, SHIKOTAN, "alsoKnownAs", "name/shikotan-to", {}),
    ("post", 0, JAPAN, "claims", SHIKOTAN, {}),
    ("post", 1, "organization/a-court", "rulesOn", "dispute/row-over-shikotan", {}),
)


def _knowledge() -> KnowledgeBase:
    documents, evidence = [], {}
    for id, sentences in SENTENCES.items():
        documents.append(Document(id, "\n".join(sentences), source="The Paper", published="2015-03-01"))
        for document, number, *ends, fields in FACTS:
            if document == id:
                start = sum(len(sentence) + 1 for sentence in sentences[:number])
                span = Span(start, start + len(sentences[number]))
                found = Evidence(id, span, sentences[number], rule="test", **fields)
                evidence.setdefault(tuple(ends), []).append(found)
    documents.append(Document("daily#comment-1", "Nonsense.", author="reader7", part_of="daily"))
    known = [load().entities[id] for id in (JAPAN, RUSSIA, SHIKOTAN)]
    others = [
        Entity(MINISTER, Kind.PERSON, (Name("the minister"),), ("wikidata:Q1",)),
        Entity(ENVOY, Kind.PERSON, (Name("the envoy"),)),
        Entity("organization/a-court", Kind.ORGANIZATION, (Name("a court"),)),
        Entity("dispute/row-over-shikotan", Kind.DISPUTE, (Name("row over Shikotan"),)),
        Entity("name/shikotan-to", Kind.NAME, (Name("Shikotan-to", None, (JAPAN,)),)),
    ]
    statements = tuple(Statement(*ends, tuple(items)) for ends, items in evidence.items())
    diagnostics = (Diagnostic("pronoun", Severity.INFO, "daily", Span(0, 5), "who?"),)
    return canonical(KnowledgeBase(tuple(documents), (*known, *others), statements, diagnostics))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return _knowledge()


@pytest.fixture(scope="session")
def _written(kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "build"
    write_folder(kb, folder)
    return folder


@pytest.fixture
def build(_written: Path, tmp_path: Path) -> Path:
    """A copy of the build that a test may spoil."""
    return Path(shutil.copytree(_written, tmp_path / "build"))
