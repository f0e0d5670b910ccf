"""Every command of docs/exports.md runs as it stands there, one after the other, in one folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export import VIEWS
from kg.export.rows import Edge, Node

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example build in ``output``, after all shell commands of the page ran there."""
    made = tmp_path_factory.mktemp("exports")
    shutil.copytree(ROOT / "output" / "example", made / "output")
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    for language, code in BLOCKS:
        if language == "sh":
            subprocess.run(["sh", "-euc", code], cwd=made, env={"PATH": path}, check=True, capture_output=True)
    return made


def test_every_command_of_the_shell_leaves_its_file(folder: Path) -> None:
    named = re.findall(r"--output (\S+)", "".join(code for language, code in BLOCKS if language == "sh"))
    assert len(named) >= 14
    for name in (*named, "statements.csv"):
        file = folder / name
        assert list(file.iterdir()) if file.is_dir() else file.stat().st_size > 100, name


@pytest.mark.parametrize("number", range(sum(language == "python" for language, _ in BLOCKS)))
def test_every_block_of_python_runs(folder: Path, number: int) -> None:
    code = [code for language, code in BLOCKS if language == "python"][number]
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here: apt-get install r-cran-igraph")
@pytest.mark.parametrize("number", range(sum(language == "r" for language, _ in BLOCKS)))
def test_every_block_of_r_runs(folder: Path, number: int) -> None:
    code = [code for language, code in BLOCKS if language == "r"][number]
    done = subprocess.run(["Rscript", "-e", code], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "actual" in done.stdout


def test_every_format_and_every_column_is_on_the_page() -> None:
    assert {language for language, _ in BLOCKS} == {"sh", "python", "r"}
    for name in VIEWS:
        first, dot, suffix = name.partition(".")
        assert f"| `{first}" in PAGE
        assert not dot or f"`.{suffix}`" in PAGE or f"`{name}`" in PAGE
    for column in (*Node.__slots__, *Edge.__slots__):
        assert re.search(rf"^\|.*`{column}`.*\|", PAGE, re.MULTILINE), column
