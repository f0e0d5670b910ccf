"""The HTML reference of the ontology is the one that pyLODE writes from it, and asks for nothing else."""

from __future__ import annotations

import re
import runpy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.ontology import folder, ontology
from kg.vocabulary import TDO

ROOT = folder().parent
PAGE = ROOT / "docs" / "ontology" / "index.html"


def test_page_is_what_the_script_writes(tmp_path: Path) -> None:
    pytest.importorskip("pylode", reason="the extra `reference` is not installed")
    script = runpy.run_path(str(ROOT / "scripts" / "ontology_reference.py"))
    script["main"](tmp_path / "new" / "index.html")
    written = (tmp_path / "new" / "index.html").read_bytes()
    assert written == PAGE.read_bytes(), "run: make reference"


def test_page_explains_every_term() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for term in set(ontology().subjects()):
        # pyLODE shows no annotation properties of which nothing is said; the script puts those into words
        if (
            isinstance(term, URIRef)
            and term.startswith(str(TDO))
            and term not in {TDO.group, TDO.plover, TDO.cooperation}
        ):
            assert f"<code>{term}</code>" in text, term
    assert "PLOVER event type: CONSULT. Sign: cooperation. Symmetric." in text


def test_page_loads_nothing() -> None:
    loads: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            names = ("src", "srcset", "data", "poster") + (("href",) if tag in {"link", "base"} else ())
            loads.extend((tag, value) for name in names if (value := given.get(name)))
            if tag == "script":
                assert given.get("type") == "application/ld+json"

    text = PAGE.read_text(encoding="utf-8")
    Reader().feed(text)
    assert loads, "icons are in the page"
    assert all(value.startswith("data:") for _, value in loads), loads
    assert "@import" not in text
    assert not re.search(r"url\(\s*['\"]?(https?:)?//", text)
