"""What scripts/reference.py made of the package is what it would make now; CITATION.cff fits the package."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import kg
from kg.catalog import Catalog
from kg.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "relations.md", "territories.md"])
def test_no_part_is_stale(reference: ModuleType, name: str) -> None:
    there = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert name in {page for page, _ in reference.PARTS}
    assert reference.written(name, there) == there, "run python scripts/reference.py"


def test_a_part_whose_comments_are_gone_is_told(reference: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"docs/cli\.md: no <!-- made by scripts/reference\.py: commands -->"):
        reference.written("cli.md", "# Commands\n")


def test_the_prose_around_a_part_stays(reference: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "PARTS", {("a.md", "x"): lambda: "new\n", ("b.md", "y"): lambda: "other\n"})
    part = "<!-- made by scripts/reference.py: x -->\n\n{}\n\n<!-- end of x -->"
    assert (
        reference.written("a.md", f"One.\n\n{part.format('old')}\n\nTwo.\n")
        == f"One.\n\n{part.format('new')}\n\nTwo.\n"
    )


def test_commands_and_relations_are_all_there(reference: ModuleType, catalog: Catalog) -> None:
    commands, relations = reference.commands(), reference.relations(catalog)
    for name in COMMANDS:
        assert f"## kg {name}\n\n```text\nUsage: kg {name} " in commands
    assert max(map(len, commands.splitlines())) <= 80
    for name, spec in catalog.relations.items():
        row = next(line for line in relations.splitlines() if line.startswith(f"| **{name}**"))
        assert row.count(" | ") == 5
        assert spec.relation.definition in row
        assert ("⇄" in row) is spec.relation.symmetric
    assert relations.count("\n| **") == len(catalog.relations)


def test_counts_of_territories_add_up(reference: ModuleType, catalog: Catalog) -> None:
    rows = [line.strip("| ").split(" | ") for line in reference.regions(catalog).splitlines() if line.startswith("| ")]
    numbers = [[int(cell) for cell in row[1:]] for row in rows[2:]]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][0] == sum(id.startswith("territory/") for id in catalog.entities)


def test_the_help_has_one_width(reference: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wide: Callable[[], str] = reference.commands
    monkeypatch.delenv("COLUMNS")
    assert wide() == reference.commands()


def test_figures_of_other_tools_are_those_of_the_readme() -> None:
    text = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    figures = re.findall(r"\b0\.\d+", text)
    assert len(figures) >= 3
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [figure for figure in figures if figure not in readme] == []


def test_the_citation_fits_the_package() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # What version 1.2.0 of the format asks for, and nothing that it does not know.
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    known = {"abstract", "cff-version", "authors", "keywords", "license", "message", "title", "type", "version"}
    assert citation.keys() <= known | {"date-released", "doi", "identifiers", "repository-code", "url"}
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["version"] == kg.__version__
    assert citation["license"] == project["license"]
    assert citation["authors"] == [{"name": author["name"]} for author in project["authors"]]
    page = (ROOT / "docs" / "cite.md").read_text(encoding="utf-8")
    assert f"version = {{{kg.__version__}}}" in page
    assert f"title   = {{{citation['title']}}}" in page
