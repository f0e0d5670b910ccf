from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from spacy.language import Language

import kg
from kg import pipeline
from kg.api import entry
from kg.api.sources import documents, is_text
from kg.catalog import DATA, load
from kg.errors import BuildError, CatalogError, KgError, ReadError
from kg.model import Document, KnowledgeBase, Severity
from kg.review import FILE, Decision, Verdict, keep, readings


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading without a language model: a document says nothing."""

    def extract(documents: Iterable[Document], *, nlp: object, catalog: object) -> Iterator[KnowledgeBase]:
        return (KnowledgeBase((document,)) for document in documents)

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(entry, "_model", lambda name: None)


def refuse(error: ReadError) -> None:
    raise error


@pytest.mark.parametrize(
    ("string", "text"),
    [
        ("A claims B.", True),
        ("Who claims it?", True),
        ("She said: “No.”", True),
        ("line\nline", True),
        ("file.txt", False),
        ("my files/file 2.txt", False),
        ("..", False),
        ("", False),
        ("A claims B", False),
    ],
)
def test_what_is_a_text(string: str, text: bool) -> None:
    assert is_text(string) is text


def test_paths_texts_and_documents_together(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("In a file.", encoding="utf-8")
    given = [Document("mine", "Own."), tmp_path, "A title\n\nAnd a text.", "Another text."]
    found = documents(given, on_error=refuse, published="2014", source="S")
    assert [(d.id, d.title, d.published) for d in found] == [
        ("mine", None, None),
        ("text-1", "A title", "2014"),
        ("text-2", None, "2014"),
        ("one", None, "2014"),
    ]
    assert documents([], on_error=refuse) == ()


def test_what_cannot_be_a_source() -> None:
    with pytest.raises(KgError, match=r"source is 3; allowed: a path, a text, a kg\.Document"):
        documents([3], on_error=refuse)
    with pytest.raises(KgError, match="published is 'soon'; allowed: an ISO date"):
        documents("A text.", on_error=refuse, published="soon")
    with pytest.raises(ReadError, match="a second document with this id"):
        documents([Document("a", "x"), Document("a", "y")], on_error=refuse)
    with pytest.raises(ReadError, match="a text file"):
        documents("A \0 text.", on_error=refuse)
    assert documents("A \ud800 text.", on_error=refuse)[0].text == "A ? text."


def test_a_folder_inside_a_package_is_a_source() -> None:
    assert len(documents(files("kg") / "data" / "examples" / "corpus", on_error=refuse)) > 20


@pytest.mark.usefixtures("stub")
def test_strict_stops_and_otherwise_it_is_noted(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.txt"):
        kg.build(tmp_path / "nowhere.txt")
    g = kg.build([tmp_path / "nowhere.txt", "A text."], strict=False)
    assert [d.id for d in g.kb.documents] == ["text-1"]
    [problem] = g.kb.diagnostics
    assert (problem.code, problem.severity) == ("unreadable", Severity.ERROR)
    assert "Not read: " in g._repr_html_()
    assert "nowhere.txt" in g._repr_html_()


@pytest.mark.usefixtures("stub")
def test_progress_is_shown_by_what_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[object] = []

    def bar(items: Iterable[KnowledgeBase], *, total: int) -> Iterator[KnowledgeBase]:
        seen.append(total)
        yield from items

    assert repr(kg.build(["One text.", "Two texts."], progress=bar)) == (
        "<KnowledgeGraph: 2 documents, 0 statements in 0 places>"
    )
    assert seen == [2]
    kg.build("A text.", progress=True)
    assert "Reading" in capsys.readouterr().out


@pytest.mark.usefixtures("stub")
def test_a_catalog_from_another_folder(tmp_path: Path) -> None:
    assert kg.build("A text.", catalog=DATA).catalog == load()
    assert kg.build("A text.", catalog=load()).catalog is load()
    with pytest.raises(CatalogError, match="no relation file"):
        kg.build("A text.", catalog=tmp_path)


@pytest.mark.model
def test_a_curators_verdicts_beside_the_texts_are_applied(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(entry, "_model", lambda name: nlp)
    file = tmp_path / "one.txt"
    file.write_text("Argentina claims the Falkland Islands.", encoding="utf-8")
    g = kg.build(file)
    [reading] = readings(g.kb)
    keep([Verdict(Decision.REJECT, "Ada", reading)], tmp_path / FILE, catalog=load())
    assert (len(g.statements), len(kg.build(file).statements), len(kg.build(tmp_path).statements)) == (1, 0, 0)
    assert len(kg.build(file, verdicts=[]).statements) == 1
    assert len(kg.build(g.documents[0].document, verdicts=[tmp_path / FILE]).statements) == 0
    (tmp_path / FILE).write_text("nonsense", encoding="utf-8")
    with pytest.raises(KgError, match="nonsense"):
        kg.build(file)


def test_nothing_gives_an_empty_graph() -> None:
    g = kg.build([])
    assert repr(g) == "<KnowledgeGraph: 0 documents, 0 statements in 0 places>"
    assert "By group: none" in g._repr_html_()


def test_there_must_be_a_build_to_load(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"documents\.jsonl"):
        kg.load(tmp_path)


@pytest.mark.model
def test_a_text_to_statements(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_model", lambda name: nlp)
    g = kg.build("Argentina claims the Falkland Islands. Japan plans to visit China.", published="2014")
    assert [str(s) for s in g.ask("claims", territory="Malvinas")] == ["Argentina claims Falkland Islands [1]"]
    assert len(g.graph("asserted").edges) == 1
