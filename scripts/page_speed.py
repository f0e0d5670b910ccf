"""Measures the exported page: how long until it can be used, and how many pictures a second while the graph moves.

    python scripts/page_speed.py [EDGES…]      default: 100 1000 5000

Pages of made-up statements (``synthetic.py``) are opened from disk in Debian's Chromium, headless and without network,
at 1280 by 800 pixels. *Usable* is the time from the start of the load until the first frame after the page's script
has run: filters, list and graph answer. Pictures of the graph are counted while the mouse draws it to and fro for two
seconds, first with the edges that the page draws at once, then with all of them. Each figure is the median of three.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from synthetic import knowledge_base

from kg.export.html import to_html

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
READY = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
)
COUNT = """() => {
  window.drawn = { begun: performance.now(), count: 0 };
  kgPage.network().on("afterDrawing", () => { window.drawn.count += 1; });
}"""
RATE = """() => {
  kgPage.network().off("afterDrawing");
  return window.drawn.count / ((performance.now() - window.drawn.begun) / 1000);
}"""


def drag(page: Page) -> float:
    """Pictures a second while the mouse draws the graph to and fro."""
    # The upper left corner of the graph is empty: a press there moves the whole, not a node.
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + 25, box["y"] + 25
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    begun = time.perf_counter()
    step = 0
    while time.perf_counter() - begun < 2:
        step += 1
        page.mouse.move(x + 5 * (step % 40), y + 3 * (step % 40))
    rate = float(page.evaluate(RATE))
    page.mouse.up()
    return rate


def measure(edges: int, browser: Browser, folder: Path) -> str:
    """One row of the table in docs/views.md."""
    kb = knowledge_base(edges)
    begun = time.perf_counter()
    text = to_html(kb, limit=edges)
    written = time.perf_counter() - begun
    file = folder / f"{edges}.html"
    file.write_text(text, encoding="utf-8")
    usable, first, whole = [], [], []
    for _ in range(3):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(file.as_uri(), timeout=120_000)
        usable.append(page.evaluate(READY) / 1000)
        first.append(drag(page))
        if page.locator("#draw-all").is_visible():
            page.click("#draw-all")
            page.wait_for_timeout(500)
            whole.append(drag(page))
        page.close()
    nodes = text.count('"canvasLabel"')
    middle = [sorted(values)[len(values) // 2] if values else first[0] for values in (usable, first, whole)]
    return (
        f"| {edges:,} | {nodes:,} | {len(text.encode()) / 1e6:.1f} MB | {written:.1f} s | "
        f"{middle[0]:.2f} s | {middle[1]:.0f} | {middle[2]:.0f} |"
    )


def main() -> None:
    """Print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1000, 5000]
    print("| edges | nodes | page | written in | usable after | pictures a second, first view | with all edges |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for size in sizes:
            print(measure(size, browser, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
