"""A command run in this process, two articles, and a language model that is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kg import nlp, pipeline
from kg.cli import main
from kg.export import folder
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement

type Run = Callable[..., tuple[int, str, str]]

JAPAN = Entity("state/japan", Kind.STATE, (Name("Japan"),))
ETOROFU = Entity("territory/etorofu", Kind.TERRITORY, (Name("Etorofu"),))


def claims(document: Document) -> KnowledgeBase:
    evidence = Evidence(document.id, Span(0, 5), document.text[:5], rule="stub")
    return KnowledgeBase((document,), (JAPAN, ETOROFU), (Statement(JAPAN.id, "claims", ETOROFU.id, (evidence,)),))


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every document claims Etorofu for Japan; returns the names of the models asked for."""
    asked: list[object] = []

    def extract(documents: Iterable[Document], *, nlp: object, catalog: object) -> Iterator[KnowledgeBase]:
        return map(claims, documents)

    monkeypatch.setattr(nlp, "load_model", asked.append)
    monkeypatch.setattr(pipeline, "extract", extract)
    light = {name: export for name, export in folder.FILES.items() if name.endswith((".jsonl", ".md"))}
    monkeypatch.setattr(folder, "FILES", light)
    return asked


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, standard output and standard error of a command."""

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        output = capsys.readouterr()
        return int(stopped.value.code or 0), output.out, output.err

    return call


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "one.txt").write_text("First article.", encoding="utf-8")
    (made / "two.txt").write_text("Second article.", encoding="utf-8")
    return made
