"""kg analyze, and the examples of docs/analyses.md."""

from __future__ import annotations

import csv
import json
import re
import shlex
import textwrap
from io import StringIO
from pathlib import Path

import pytest

from kg.analysis import ANALYSES
from kg.cli import main
from kg.export.folder import read_folder, write_folder
from kg.model import KnowledgeBase

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/analyses.md").read_text(encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    out, err = capsys.readouterr()
    code = stop.value.code
    return (code if isinstance(code, int) else 0), out, err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, kb: KnowledgeBase) -> str:
    where = tmp_path_factory.mktemp("builds") / "gull"
    write_folder(kb, where)
    return str(where)


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "analyze", "--list", "--format", "json")
    assert code == 0
    assert [row["name"] for row in json.loads(out)] == list(ANALYSES)


def test_a_table_has_a_heading_with_the_policy(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    code, out, err = run(capsys, "analyze", "pairs", "-b", folder, "--policy", "asserted", "--format", "markdown")
    assert code == 0
    assert out.splitlines()[0] == "How does each pair of actors cooperate and clash? Policy: asserted."
    assert "| Norland | Sudria | 1 | 2 | -0.3333 |" in out
    assert "| policy |" not in out
    assert "pairs: 5 rows, policy asserted" in err


def test_csv_and_json_are_data_alone_with_the_policy_in_each_row(
    capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    _, out, _ = run(capsys, "analyze", "central", "-b", folder, "--format", "csv", "--ids", "--limit", "2")
    rows = list(csv.DictReader(StringIO(out)))
    assert [row["policy"] for row in rows] == ["everything"] * 2
    assert rows[0]["actor"] == "state/norland"
    _, out, _ = run(capsys, "analyze", "central", "-b", folder, "--format", "json", "--apart")
    assert {"person/ada-berg", "Ada Berg"} & {row["actor"] for row in json.loads(out)}


def test_options_reach_their_analysis(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    arguments = ("--by", "month", "--territory", "Norland", "--since", "2012", "--until", "2012-12", "-f", "json")
    _, out, _ = run(capsys, "analyze", "escalation", "-b", folder, *arguments)
    assert [row["period"] for row in json.loads(out)] == ["2012-03", "longer"]
    ends = ("--from", "Norland", "--to", "Gull Isles", "--unreal", "--most", "2")
    _, out, _ = run(capsys, "analyze", "chain", "-b", folder, *ends, "-f", "json")
    assert json.loads(out)[-1]["modality"] == "planned"
    _, out, _ = run(capsys, "analyze", "changes", "-b", folder, "--against", folder, "-f", "json")
    assert json.loads(out) == []
    _, out, _ = run(capsys, "analyze", "blocs", "-b", folder, "--resolution", "0.1", "--method", "leiden", "-f", "json")
    assert len(json.loads(out)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "give a name, or --list"),
        (("gossip",), 1, "analysis is 'gossip'; allowed: network"),
        (("central", "--by", "month"), 1, "central has --by; allowed: --apart"),
        (("central", "--policy", "x"), 1, "policy is 'x'"),
        (("central", "--format", "html"), 2, "allowed: csv"),
        (("chain",), 1, "chain has no --from"),
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str], folder: str, arguments: tuple[str, ...], code: int, message: str
) -> None:
    got, _, err = run(capsys, "analyze", *arguments, "-b", folder)
    assert got == code
    assert message in " ".join(err.split())


def test_no_build(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "analyze", "central", "-b", str(tmp_path / "none"))
    assert code == 1
    assert "none" in err


EXAMPLES = re.findall(r"^    (kg analyze \S.* --build docs/examples/gull)\n\n((?:\|.*\n)+)", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("command", "table"), EXAMPLES)
def test_the_page_shows_what_the_commands_print(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, table: str
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, _ = run(capsys, *shlex.split(command)[1:], "--format", "markdown")
    assert code == 0
    assert out.split("\n\n", 1)[1] == table


def test_the_page_has_every_analysis() -> None:
    shown = {shlex.split(command)[2] for command, _ in EXAMPLES}
    assert shown | {"changes"} == set(ANALYSES)


def test_the_quotes_of_the_example_build_are_in_its_texts() -> None:
    kb = read_folder(ROOT / "docs/examples/gull")
    texts = {document.id: document.text for document in kb.documents}
    evidence = [item for statement in kb.statements for item in statement.evidence]
    assert evidence
    assert all(texts[item.document][item.span.start : item.span.end] == item.quote for item in evidence)


def test_the_python_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    block = re.search(
        r"(?:^    (?:from|graph|frame).*\n|^\n)+", PAGE[PAGE.index("    from kg.analysis") :], re.MULTILINE
    )
    assert block is not None
    monkeypatch.chdir(ROOT)
    space: dict[str, object] = {}
    exec(textwrap.dedent(block[0]).replace('"output"', '"docs/examples/gull"'), space)
    assert len(space["frame"]) == 5
