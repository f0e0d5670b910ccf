"""Scripts and notebooks in step, every notebook runs, and the pages made of them ask nobody for anything."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "notebooks").glob("*.py"))
PAGES = sorted((ROOT / "docs" / "notebooks").glob("*.html"))
LARGEST = 2_000_000  # bytes of a rendered page


def stem(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebooks_script", ROOT / "scripts" / "notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_six_with_a_page_each() -> None:
    assert [stem(path)[0] for path in SCRIPTS] == [*"123456"]
    assert {*map(stem, SCRIPTS)} == {*map(stem, PAGES)} == {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}


@pytest.mark.parametrize("script", SCRIPTS, ids=stem)
def test_script_and_notebook_are_in_step(tool: ModuleType, script: Path) -> None:
    """`python scripts/notebooks.py --pair` writes the notebooks anew."""
    assert script.with_suffix(".ipynb").read_text(encoding="utf-8") == tool.written(tool.paired(script))


@pytest.mark.parametrize("script", SCRIPTS, ids=stem)
def test_no_output_is_kept_in_a_notebook(script: Path) -> None:
    cells = json.loads(script.with_suffix(".ipynb").read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) > 3
    assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(code)


@pytest.mark.parametrize("script", SCRIPTS, ids=stem)
def test_prose_holds_no_counts_of_what_was_found(script: Path) -> None:
    """The extraction changes; what a cell shows below says how many."""
    prose = "\n".join(line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("# "))
    assert re.findall(r"\b\d+ (?:statements|places|claims|edges|rows|triples|documents)\b", prose) == []


class _Links(HTMLParser):
    """Everything by which a page could ask for something: links of the page itself, and texts of styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.frames: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key in ("src", "href", "data", "poster", "srcset", "action") and value:
                self.found.append(value)
            if key == "srcdoc" and value:
                self.frames.append(value)
            if key == "style" and value:
                self.handle_data(value)

    def handle_data(self, data: str) -> None:
        self.found += re.findall(r"@import[^;]*|url\([^)]*\)", data)


def outside(html: str) -> list[str]:
    """Addresses outside the page that it would load or lead to, its frames included."""
    links = _Links()
    links.feed(re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL))
    inner = [address for frame in links.frames for address in outside(frame)]
    return [address for address in links.found if not address.startswith(("#", "data:", "url(data:", "url(#"))] + inner


def test_the_test_of_links_sees_them() -> None:
    page = '<a href="#x"></a><script src="https://a/"></script><style>@import "b";</style><i style="x:url(c)"></i>'
    frame = f"<iframe srcdoc='{page}'></iframe><link href=d>"
    assert outside(frame) == ["d", "https://a/", '@import "b"', "url(c)"]


@pytest.mark.parametrize("page", PAGES, ids=stem)
def test_a_page_is_whole_and_small(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert page.stat().st_size < LARGEST
    assert html.startswith("<!doctype html>\n<html lang=")
    assert outside(html) == []
    # No traceback, no path or address of the machine on which it was made.
    for trace in ("Traceback (most recent", "0x7f", "/tmp/", str(ROOT), "site-packages"):
        assert trace not in html, trace


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=stem)
def test_a_notebook_runs(tool: ModuleType, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["pytest"])
    ran = tool.executed(tool.paired(script), tmp_path)
    code = [cell for cell in ran.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    html = tool.page(ran)
    assert "<iframe" in html if script.stem.startswith("1") else len(html) > 10_000
    assert outside(html) == []
    # A warning is something that a reader would ask about.
    assert not [output.text for cell in code for output in cell.outputs if output.get("name") == "stderr"]
