"""What CONTRIBUTING.md says one has to do to add something is enough: one file, or one function and one line."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import networkx as nx
import pytest
from spacy.language import Language

from kg import analysis, export, readers
from kg.analysis import Analysis, ask
from kg.catalog import DATA, read
from kg.errors import ReadError
from kg.graph import project
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Name, Span, Statement
from kg.pipeline import extract
from kg.readers.origin import Origin

RELATION = """
id = "surveys"
label = "surveys"
group = "sovereignty"
definition = "The actor measures or charts the territory."
subject = ["Actor"]
object = ["Territory"]
symmetric = false
cooperation = "0"

[[frame]]
rule = "verb"
verbs = ["survey", "chart"]
subject = ["subj"]
object = ["obj"]

[[example]]
text = "Norway surveyed Hans Island."
statements = [ { subject = "Norway", object = "Hans Island" } ]

[[example]]
text = "Hans Island was charted by Norway."
statements = [ { subject = "Norway", object = "Hans Island" } ]

[[counterexample]]
text = "Norway surveyed public opinion."
"""
TERRITORY = """
[[territory]]
id = "lantern-reef"
feature = "reef"
names = [
  { text = "Lantern Reef", language = "en" },
  { text = "Ljósker", language = "is", used_by = ["state/iceland"] },
]
"""
JAPAN, REEF = Entity("state/japan", Kind.STATE, (Name("Japan"),)), Entity("territory/r", Kind.TERRITORY, (Name("R"),))
ARTICLE = Document("a", "Japan claims R.")
BASE = KnowledgeBase(
    (ARTICLE,),
    (JAPAN, REEF),
    (Statement(JAPAN.id, "claims", REEF.id, (Evidence("a", Span(0, 14), "Japan claims R"),)),),
)


@pytest.mark.model
def test_a_relation_and_a_territory_are_one_file_each(tmp_path: Path, nlp: Language) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    (data / "relations" / "surveys.toml").write_text(RELATION, encoding="utf-8")
    (data / "territories" / "more.toml").write_text(TERRITORY, encoding="utf-8")
    text = "Iceland charted Lantern Reef. Norway has not surveyed Ljósker."
    (found,) = extract([Document("x", text)], nlp=nlp, catalog=read(data))
    told = {(s.subject, s.object, e.polarity) for s in found.statements if s.relation == "surveys" for e in s.evidence}
    assert told == {
        ("state/iceland", "territory/lantern-reef", "positive"),
        ("state/norway", "territory/lantern-reef", "negative"),
    }


def read_table(stream: BinaryIO, origin: Origin) -> Iterator[Document | ReadError]:
    for number, row in enumerate(csv.DictReader(TextIOWrapper(stream, encoding="utf-8")), 1):
        yield Document(f"{origin.id}-{number}", row["text"], published=row["date"])


def test_a_reader_is_a_function_and_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "READERS", MappingProxyType({**readers.READERS, ".csv": read_table}))
    (tmp_path / "wire.csv").write_text("date,text\n2014-01-05,Japan claims R.\n", encoding="utf-8")
    assert list(readers.read(tmp_path)) == [Document("wire-1", "Japan claims R.", published="2014-01-05")]


def triples(kb: KnowledgeBase) -> str:
    return "".join(f"{s.subject} {s.relation} {s.object}\n" for s in kb.statements)


def test_a_format_is_a_function_and_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "EXPORTERS", MappingProxyType({**export.EXPORTERS, "triples": triples}))
    assert "triples" in export.formats()
    (content,) = export.export(BASE, "triples").values()
    assert content == b"state/japan claims territory/r\n"


@dataclass(frozen=True, slots=True)
class Degree:
    """How many edges an entity has."""

    entity: str
    edges: int
    policy: str


def edges(graph: "nx.MultiDiGraph[str]") -> tuple[Degree, ...]:
    return tuple(Degree(node, degree, graph.graph["policy"]) for node, degree in sorted(graph.degree))


def test_an_analysis_is_a_function_and_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Analysis(edges, Degree, "How many edges has each entity?", "Counts every edge.")
    table = MappingProxyType({**analysis.ANALYSES, "edges": mine})
    monkeypatch.setattr(ask, "ANALYSES", table)
    expected = (Degree("state/japan", 1, "everything"), Degree("territory/r", 1, "everything"))
    assert edges(project(BASE)) == expected
    assert ask.analyze(BASE, "edges").answer.rows == (
        ("state/japan", 1, "everything"),
        ("territory/r", 1, "everything"),
    )
