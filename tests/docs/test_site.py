"""The site builds without a warning, and its pages ask for nothing from outside."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import kg.api

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.slow

# What a browser fetches by itself; a plain link is not among it.
FETCHED = {
    ("audio", "src"), ("embed", "src"), ("iframe", "src"), ("img", "src"), ("img", "srcset"), ("input", "src"),
    ("link", "href"), ("object", "data"), ("script", "src"), ("source", "src"), ("source", "srcset"), ("track", "src"),
    ("video", "poster"), ("video", "src"),
}  # fmt: skip
IN_STYLES = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^'\")\s]+)")


class Fetches(HTMLParser):
    """Addresses on other machines that a page would ask."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (tag, name) in FETCHED and re.match(r"\s*(?:https?:)?//", value or ""):
                self.found.append(f"{tag} {value}")
            if name == "style":
                self.found += IN_STYLES.findall(value or "")


def outside(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    fetches = Fetches()
    if file.suffix == ".html":
        fetches.feed(text)
    return fetches.found + IN_STYLES.findall(text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", str(made / "trees")]
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(made / "site")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return made / "site"


def test_every_page_is_built_and_in_the_navigation(site: Path) -> None:
    index = (site / "index.html").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert (site / f"{page.stem}.html").is_file()
        assert page.stem == "index" or f'href="{page.stem}.html"' in index


def test_nothing_is_asked_from_outside(site: Path) -> None:
    files = [file for suffix in ("html", "css") for file in site.rglob(f"*.{suffix}")]
    assert len(files) > 15
    assert {str(file.relative_to(site)): found for file in files if (found := outside(file))} == {}


def test_pages_made_elsewhere_are_there_and_opened(site: Path) -> None:
    assert (site / "ontology" / "index.html").is_file()
    text = (site / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<a class="[^"]*"[^>]* href="ontology/index\.html"', text)
    for notebook in (ROOT / "docs" / "notebooks").glob("*.html"):
        assert (site / "notebooks" / notebook.name).is_file()
        assert f'href="notebooks/{notebook.name}"' in (site / "notebooks.html").read_text(encoding="utf-8")


def test_figures_stand_in_the_limits_as_they_stand_elsewhere(site: Path) -> None:
    text = (site / "limits.html").read_text(encoding="utf-8")
    for file in (ROOT / "README.md", ROOT / "tests" / "extraction" / "README.md"):
        rows = [line for line in file.read_text(encoding="utf-8").splitlines() if re.match(r"\|.* \d+ \|$", line)]
        for row in rows:
            assert row.strip("| ").split(" | ")[-1] in text


def test_docstrings_are_there(site: Path) -> None:
    text = (site / "api.html").read_text(encoding="utf-8")
    assert "Read texts and find what they say of territorial disputes." in text
    assert [name for name in kg.api.__all__ if f'id="kg.api.{name}"' not in text] == []
    assert "kg.graph.project" in (site / "api-parts.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_a_browser_asks_for_files_only(site: Path) -> None:
    if not CHROMIUM.exists():
        pytest.skip(f"no chromium at {CHROMIUM}: apt-get install chromium")
    asked: list[str] = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        for name in ("index.html", "relations.html", "search.html?q=holder"):
            opened.goto(f"file://{site}/{name}")
        opened.wait_for_selector("#search-results li")
        browser.close()
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_the_search_for_requests_finds_them(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(
        '<link rel=stylesheet href="https://a.example/x.css"><script src="//b.example/y.js"></script>'
        '<a href="https://c.example">plain</a>'
        '<style>@import "https://d.example/z.css"; p {background: url(//e.example)}</style>'
    )
    assert [found.split("/")[2] for found in outside(file)] == [f"{letter}.example" for letter in "abde"]
