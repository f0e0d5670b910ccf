"""``kg export``: what goes where, what is refused, and that no half of a file is ever left."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from kg import export as package
from kg.cli import main
from kg.errors import KgError
from kg.export import EXPORTERS, VIEWS, about, export, folder, formats
from kg.export.files import write_file, write_files
from kg.model import KnowledgeBase

type Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, standard output and standard error of ``kg export``."""

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["export", *map(str, arguments)])
        output = capsys.readouterr()
        return int(stopped.value.code or 0), output.out, output.err

    return call


@pytest.fixture
def build(tmp_path: Path, sample: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a build, without the page and the graph, which no export reads."""
    light = {name: write for name, write in folder.FILES.items() if name.endswith(".jsonl")}
    monkeypatch.setattr(folder, "FILES", light)
    folder.write_folder(sample, tmp_path / "build")
    return tmp_path / "build"


def test_one_text_goes_to_standard_output(run: Run, build: Path, sample: KnowledgeBase) -> None:
    status, out, err = run("--format", "graphml", "--build", build)
    assert (status, err) == (0, "")
    assert out.encode("utf-8") == export(sample, "graphml")["graph.graphml"]
    assert run("-f", "jsonl", "-b", build)[1] == EXPORTERS["jsonl"](sample)


def test_one_file_goes_where_it_is_told(run: Run, build: Path, tmp_path: Path, sample: KnowledgeBase) -> None:
    content = export(sample, "statements-csv")["statements.csv"]
    target = tmp_path / "table.csv"
    assert run("-f", "statements-csv", "-b", build, "-o", target) == (0, "", f"kg: wrote {target}\n")
    assert target.read_bytes() == content
    (tmp_path / "into").mkdir()
    assert run("-f", "statements-csv", "-b", build, "-o", tmp_path / "into")[0] == 0
    assert (tmp_path / "into" / "statements.csv").read_bytes() == content


def test_several_files_need_a_folder(run: Run, build: Path, tmp_path: Path, sample: KnowledgeBase) -> None:
    status, out, err = run("-f", "neo4j", "-b", build)
    assert (status, out) == (1, "")
    assert err == (
        "kg: neo4j is 3 files (nodes.csv, relationships.csv, documents.csv); allowed: --output with a folder\n"
    )
    target = tmp_path / "new" / "neo4j"
    assert run("-f", "neo4j", "-b", build, "-o", target)[0] == 0
    assert {file.name: file.read_bytes() for file in target.iterdir()} == export(sample, "neo4j")


def test_a_file_in_the_place_of_a_folder_is_one_line(run: Run, build: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    status, _, err = run("-f", "csv", "-b", build, "-o", tmp_path / "file")
    assert (status, err.count("\n")) == (1, 1)
    assert "allowed: a folder that may be written" in err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_what_is_no_text_is_not_written_to_a_terminal(run: Run, build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for suffix in ("png", "pdf"):
        status, out, err = run("-f", f"figure-matrix.{suffix}", "-b", build)
        assert (status, out) == (1, "")
        assert err == (
            f"kg: figure-matrix.{suffix} is not text for a terminal; allowed: --output with a file, or a pipe\n"
        )
    assert run("-f", "figure-matrix.svg", "-b", build)[0] == 0
    assert run("-f", "node-link", "-b", build)[0] == 0


def test_no_text_goes_into_a_pipe(
    build: Path, capfdbinary: pytest.CaptureFixture[bytes], sample: KnowledgeBase
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", "-f", "figure-matrix.png", "-b", str(build)])
    assert stopped.value.code == 0
    assert capfdbinary.readouterr().out == export(sample, "figure-matrix.png")["matrix.png"]


def test_the_policy_is_respected_or_refused(run: Run, build: Path) -> None:
    status, out, _ = run("-f", "statements-csv", "-b", build, "--policy", "side:Japan")
    assert (status, out.count("Etorofu is ours."), out.count("\n")) == (0, 1, 2)
    status, out, err = run("-f", "turtle", "-b", build, "--policy", "asserted")
    assert (status, out) == (1, "")
    assert err.startswith("kg: policy is 'asserted', but turtle holds everything; allowed with a policy: csl, csv, ")
    status, _, err = run("-f", "gexf", "-b", build, "--policy", "mine")
    assert (status, err.count("\n")) == (1, 1)
    assert "policy is 'mine'; allowed: asserted, everything" in err


def test_wrong_usage_is_status_two(run: Run) -> None:
    status, out, err = run("--format", "dot")
    assert (status, out) == (2, "")
    assert f"'dot'; allowed: {', '.join(formats())}" in " ".join(err.split())
    status, out, err = run()
    assert (status, out) == (2, "")
    assert "missing; give one, or --list" in err


def test_no_build_is_one_line(run: Run, tmp_path: Path) -> None:
    status, out, err = run("-f", "csv", "-b", tmp_path, "-o", tmp_path / "out")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "out").exists()


def test_the_list_tells_what_each_format_is(run: Run) -> None:
    status, out, err = run("--list")
    assert (status, err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert lines.keys() == set(formats()) == EXPORTERS.keys() | VIEWS.keys()
    assert lines["gexf"].startswith("GEXF 1.3, for Gephi")
    assert all(about(name) for name in VIEWS)


def test_the_tables_share_no_name() -> None:
    assert not EXPORTERS.keys() & VIEWS.keys()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KgError, match="format is 'dot'; allowed: csl, csv, cyjs, "):
        export(KnowledgeBase(), "dot")


def test_a_format_that_is_not_in_the_names_table_gets_a_file_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "EXPORTERS", MappingProxyType({"new": lambda kb: "ü"}))
    assert export(KnowledgeBase(), "new") == {"graph.new": b"\xc3\xbc"}


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.gexf"
    write_file(target, b"old")

    def full(self: Path, content: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KgError, match=r"graph\.gexf: No space left on device; allowed: a file"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["graph.gexf"]


def test_a_file_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="No such file or directory; allowed: a file in a folder that exists"):
        write_file(tmp_path / "none" / "x", b"")


def test_other_files_of_a_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    write_files(tmp_path, {"a": b"1", "b": b"2"})
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b", "mine"]
