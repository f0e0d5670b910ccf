"""Takes the pictures in docs/screenshots/: every view of a build's page, on a wide and on a narrow screen.

    python scripts/screenshots.py [BUILD]      default: output/example

The page is written anew from the build, opened in Debian's Chromium without network, and the pictures are reduced to
palettes of 256 colours. Chinese and Japanese names need fonts that have them (Debian: fonts-ipafont-gothic and
fonts-wqy-microhei).
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from kg.export.folder import read_folder
from kg.export.html import to_html

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
VIEWS = ("graph", "timeline", "matrix", "map", "dossier", "compare")
SIZES = {"": (1280, 800), "-narrow": (390, 844)}
COLOURS = 256


def keep(page: Page, name: str) -> None:
    """Write what the page shows as a small PNG."""
    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)


def main() -> None:
    """Take all pictures."""
    build = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / "example"
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "graph.html"
        file.write_text(to_html(read_folder(build)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for suffix, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            for view in VIEWS:
                page.goto(f"{file.as_uri()}#view={view}")
                if view == "dossier":
                    page.click("#dossier-body .link >> nth=0")
                keep(page, view + suffix)
            page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="dark", reduced_motion="reduce")
        page.goto(file.as_uri())
        page.click("#list button >> nth=0")
        keep(page, "graph-dark")
        browser.close()


if __name__ == "__main__":
    main()
