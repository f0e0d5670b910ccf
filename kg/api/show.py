"""The interactive page and the printed figures inside a notebook."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from kg.errors import KgError

__all__ = ["FIGURES", "HEIGHT", "LARGEST", "Figure", "Page"]

HEIGHT = 640
FIGURES = ("matrix", "network", "timeline")
LARGEST = 16_000_000
"""Bytes that a page in a notebook may have; Jupyter keeps every output in the notebook's file."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole HTML page in a frame of its own; nothing in it asks the network.

    It is shut off from the notebook around it (``sandbox``): its scripts run, and see nothing of the notebook.
    """

    html: str = field(repr=False)
    height: int = HEIGHT
    title: str = "Interactive graph"

    def _repr_html_(self) -> str:
        size = len(self.html.encode())
        if size > LARGEST:
            raise KgError(
                f"the page has {size} bytes; allowed in a notebook: {LARGEST}; show less (limit=…) or export('html', …)"
            )
        # Whichever quotation mark the page has less of is the one that must be written longer.
        mark, entity = ("'", "&#39;") if self.html.count("'") < self.html.count('"') else ('"', "&quot;")
        source = self.html.replace("&", "&amp;").replace(mark, entity)
        return (
            f'<iframe title="{self.title}" sandbox="allow-scripts" width="100%" height="{self.height}" '
            f'style="border:1px solid #8888" srcdoc={mark}{source}{mark}></iframe>'
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for a paper, as an image that has everything in it; ``export("figure-matrix.pdf", …)`` writes it."""

    svg: bytes = field(repr=False)
    title: str = ""

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.svg).decode()
        return f'<img alt="{self.title}" style="max-width:100%;background:#fff" src="data:image/svg+xml;base64,{data}">'
