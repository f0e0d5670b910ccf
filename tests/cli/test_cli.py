"""The command line: what goes where, and the exit status. The language model is a stub here."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kg import __version__, check, nlp, pipeline, query
from kg.answer import Answer
from kg.cli import main
from kg.errors import KgError
from kg.export import EXPORTERS
from kg.export.folder import read_folder
from kg.model import Diagnostic, Document, Entity, Evidence, Kind, KnowledgeBase, Name, Severity, Span, Statement

JAPAN = Entity("state/japan", Kind.STATE, (Name("Japan"),))
ETOROFU = Entity("territory/etorofu", Kind.TERRITORY, (Name("Etorofu"),))

type Run = Callable[..., tuple[int, str, str]]


def claims(document: Document) -> KnowledgeBase:
    evidence = Evidence(document.id, Span(0, 5), document.text[:5], rule="stub")
    return KnowledgeBase((document,), (JAPAN, ETOROFU), (Statement(JAPAN.id, "claims", ETOROFU.id, (evidence,)),))


@pytest.mark.usefixtures("stub")
def test_extract_prints_lines_and_nothing_else(run: Run, articles: Path) -> None:
    status, out, err = run("extract", articles, "--format", "jsonl")
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["document"], line["quote"]) for line in lines] == [("one", "First"), ("two", "Secon")]


@pytest.mark.usefixtures("stub")
def test_extract_prints_a_document_before_it_reads_the_next(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    def extract(documents: Iterable[Document], **_: object) -> Iterator[KnowledgeBase]:
        for document in documents:
            events.append(f"read {document.id}")
            yield claims(document)

    class Output(io.StringIO):
        def flush(self) -> None:
            events.append(f"{self.getvalue().count(chr(10))} lines out")

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(sys, "stdout", Output())
    with pytest.raises(SystemExit):
        main(["extract", str(articles)])
    assert events[:4] == ["read one", "1 lines out", "read two", "2 lines out"]


@pytest.mark.usefixtures("stub")
def test_extract_in_another_format_takes_all_documents_together(run: Run, articles: Path) -> None:
    status, out, _ = run("extract", articles, "-f", "summary")
    assert status == 0
    assert "- Documents: 2\n" in out


@pytest.mark.usefixtures("stub")
def test_what_cannot_be_read_fails_the_command_after_the_rest(run: Run, articles: Path) -> None:
    (articles / "bad.txt").touch()
    status, out, err = run("extract", articles, articles / "none.txt")
    assert status == 1
    assert len(out.splitlines()) == 2
    assert err.splitlines() == [
        f"kg: {articles / 'bad.txt'}: empty; allowed: a file with text",
        f"kg: {articles / 'none.txt'}: No such file or directory; allowed: a path that exists and may be read",
    ]


def test_model_date_and_source_reach_the_parts(run: Run, articles: Path, tmp_path: Path, stub: list[object]) -> None:
    options = ("--published", "2014-01", "--source", "The Daily", "--model", "en_other")
    assert run("build", articles, "-o", tmp_path / "out", *options)[0] == 0
    assert stub == ["en_other"]
    assert {(d.published, d.source) for d in read_folder(tmp_path / "out").documents} == {("2014-01", "The Daily")}


@pytest.mark.usefixtures("stub")
def test_build_writes_a_folder_and_says_so_on_standard_error(run: Run, articles: Path, tmp_path: Path) -> None:
    status, out, err = run("build", articles, "--output", tmp_path / "out")
    assert (status, out) == (0, "")
    assert err == f"kg: 2 documents, 1 statements, 0 failures; see {tmp_path / 'out'}\n"
    [statement] = read_folder(tmp_path / "out").statements
    assert [evidence.document for evidence in statement.evidence] == ["one", "two"]


@pytest.mark.usefixtures("stub")
def test_build_keeps_what_could_not_be_read_among_the_diagnostics(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "bad.txt").touch()
    assert run("build", articles, "-o", tmp_path / "out")[0] == 1
    kb = read_folder(tmp_path / "out")
    assert len(kb.documents) == 2
    [problem] = kb.diagnostics
    assert (problem.code, problem.severity, problem.document) == ("unreadable", Severity.ERROR, None)
    assert "bad.txt: empty" in problem.message


@pytest.mark.usefixtures("stub")
def test_a_document_that_cannot_be_analysed_fails_the_command(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(documents: Iterable[Document], **_: object) -> Iterator[KnowledgeBase]:
        for document in documents:
            problem = Diagnostic("document-failed", Severity.ERROR, document.id, None, "too deep")
            hint = Diagnostic("pronoun", Severity.INFO, document.id, None, "it")
            yield KnowledgeBase((document,), (), (), (hint, *([problem] if document.id == "one" else [])))

    monkeypatch.setattr(pipeline, "extract", extract)
    assert run("extract", articles) == (1, "", "kg: one: too deep\n")
    status, _, err = run("build", articles, "-o", tmp_path / "out")
    assert (status, err.splitlines()[0]) == (1, "kg: one: too deep")
    codes = [diagnostic.code for diagnostic in read_folder(tmp_path / "out").diagnostics]
    assert sorted(codes) == ["document-failed", "pronoun", "pronoun"]


@pytest.mark.usefixtures("stub")
def test_build_of_nothing_readable_writes_nothing(run: Run, tmp_path: Path) -> None:
    status, _, err = run("build", tmp_path / "none", "-o", tmp_path / "out")
    assert status == 1
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("stub")
def test_explain_reads_a_build(run: Run, articles: Path, tmp_path: Path) -> None:
    run("build", articles, "-o", tmp_path / "out")
    statement = read_folder(tmp_path / "out").statements[0].id
    status, out, err = run("explain", statement[:9], "--build", tmp_path / "out")
    assert (status, err) == (0, "")
    assert out.startswith(f"{statement}  Japan | claims | Etorofu\n\n  “First”\n")


def test_query_asks_the_build_and_prints_the_answer(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def ask(source: Path, text: str, *, parameters: dict[str, str], timeout: float | None) -> Answer:
        asked.extend([source, text, parameters, timeout])
        return Answer(("who", "what"), (("state/japan", None),))

    monkeypatch.setattr(query, "query", ask)
    arguments = ["who-claims-what", "--build", tmp_path, "--set", "territory=Etorofu", "-s", "who=a=b"]
    assert run("query", *arguments, "--format", "csv") == (0, "who,what\nstate/japan,\n", "")
    assert asked == [tmp_path, "who-claims-what", {"territory": "Etorofu", "who": "a=b"}, None]


def test_query_lists_the_named_questions(run: Run) -> None:
    status, out, _ = run("query", "--list", "--format", "json")
    assert status == 0
    listed = {row["name"]: row for row in json.loads(out)}
    assert listed["who-claims-what"] == {
        "name": "who-claims-what",
        "question": "Who claims which territory?",
        "variables": "territory",
    }


def test_query_on_a_folder_without_a_build_is_one_line(run: Run, tmp_path: Path) -> None:
    status, out, err = run("query", "SELECT * { ?s ?p ?o }", "--build", tmp_path)
    assert (status, out) == (1, "")
    assert err.startswith(f"kg: {tmp_path / 'graph.ttl'}: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("found", "status", "out", "err"),
    [([], 0, "", "kg: nothing wrong\n"), (["quote: x", "end: y"], 1, "quote: x\nend: y\n", "kg: 2 findings\n")],
)
def test_check_prints_what_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: list[str], status: int, out: str, err: str
) -> None:
    asked: list[Path | None] = []

    def stub_check(folder: Path | None) -> list[str]:
        asked.append(folder)
        return found

    monkeypatch.setattr(check, "check", stub_check)
    assert run("check", "--build", tmp_path) == (status, out, err)
    assert run("check") == (status, out, err)
    assert asked == [tmp_path, None]


def test_an_error_is_one_line_without_a_traceback(run: Run, tmp_path: Path) -> None:
    status, out, err = run("explain", "x", "--build", tmp_path)
    assert (status, out) == (1, "")
    assert err.startswith(f"kg: {tmp_path / 'documents.jsonl'}: No such file")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("stub")
def test_line_breaks_in_an_error_do_not_make_it_two_lines(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise KgError("no model;\n  allowed: one")

    monkeypatch.setattr(nlp, "load_model", fail)
    assert run("extract", articles) == (1, "", "kg: no model; allowed: one\n")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["extract"], "PATH"),
        (["extract", "a.txt", "--format", "pdf"], f"'pdf'; allowed: {', '.join(EXPORTERS)}"),
        (["build", "a.txt", "--published", "May 2014"], "'May 2014'; allowed: an ISO date"),
        (["publish"], "publish"),
        (["explain"], "ID"),
        (["query"], "give a query, a name, or --list"),
        (["query", "x", "--format", "pdf"], "'pdf'; allowed: csv, json, markdown, table"),
        (["query", "x", "--set", "territory"], "'territory'; allowed: a variable, =, and its value"),
        (["query", "x", "--set", "?=Etorofu"], "'?=Etorofu'; allowed: a variable, =, and its value"),
    ],
)
def test_wrong_usage_is_status_two(run: Run, arguments: list[str], problem: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert problem in err


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"kg {__version__}\n", "")


def python(code: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_has_enough_is_no_error(articles: Path) -> None:
    code = f"""
from kg import catalog, nlp, pipeline
from kg.export import jsonl
from kg.cli import main
from kg.model import KnowledgeBase
nlp.load_model = catalog.load = lambda *_: None
pipeline.extract = lambda *_, **__: (KnowledgeBase() for _ in range(100_000))
jsonl.to_jsonl = lambda kb: "line\\n"
main(["extract", {str(articles)!r}])
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"line\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_reader_that_left_early_is_no_error_either() -> None:
    code = "import kg.cli; input(); kg.cli.main(['--version'])"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout
        process.stdout.close()
        _, err = process.communicate(b"go\n")
    assert (process.returncode, err) == (1, b"")


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    code = f"""
import kg.export.folder, kg.export.explain
kg.export.folder.read_folder = lambda folder: None
kg.export.explain.explain = lambda kb, statement: "“Märket”"
from kg.cli import main
main(["explain", "x", "--build", {str(tmp_path)!r}])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.stdout.decode("utf-8") == "“Märket”"
