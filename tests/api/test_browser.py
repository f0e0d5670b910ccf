"""The page inside a notebook, in a browser: it works, asks nobody, and leaves the page around it alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright

from kg.api import KnowledgeGraph

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """A server on this machine, as Jupyter is one; gives the address of a notebook's page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/notebook.html"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
def test_the_page_works_in_a_frame(g: KnowledgeGraph, tmp_path: Path, served: str) -> None:
    if not CHROMIUM.exists():
        pytest.skip(f"no chromium at {CHROMIUM}: apt-get install chromium")
    body = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><p>Around</p>{g.show()._repr_html_()}"
    (tmp_path / "notebook.html").write_text(body, encoding="utf-8")
    asked: list[str] = []
    troubles: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(served)
        frame = page.frame_locator("iframe")
        frame.get_by_text("Timeline", exact=True).first.click()
        frame.locator("select").first.select_option(index=1)
        page.wait_for_timeout(500)
        # Whatever it writes into its address, it is still the page and not the notebook once more.
        assert frame.get_by_text("Timeline", exact=True).count() > 0
        assert frame.get_by_text("Around").count() == 0
        assert page.url == served
        browser.close()
    assert asked == [served]
    assert troubles == []
