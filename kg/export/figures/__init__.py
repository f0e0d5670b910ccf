"""Static figures for papers: network, timeline and claims matrix, as SVG, PDF or PNG.

Importing this package is cheap and works without matplotlib, which the extra ``figures`` installs.
"""

from __future__ import annotations

from kg.errors import KgError
from kg.model import KnowledgeBase

__all__ = ["draw"]


def draw(kb: KnowledgeBase, name: str, suffix: str, *, policy: str = "everything") -> bytes:
    """One figure as the bytes of a file.

    Parameters
    ----------
    kb
        In any order; an empty one gives a figure that says that there is nothing.
    name
        ``matrix``, ``network`` or ``timeline``.
    suffix
        ``svg``, ``pdf`` or ``png``.
    policy
        As ``kg.graph.project`` takes it; named in the figure's caption and in the file's metadata.

    Raises
    ------
    KgError
        Where matplotlib is not installed, for an unknown name or suffix, and as ``kg.graph.project`` does.
    """
    if name not in ("matrix", "network", "timeline"):
        raise KgError(f"figure is {name!r}; allowed: matrix, network, timeline")
    if suffix not in ("pdf", "png", "svg"):
        raise KgError(f"form of the figure is {suffix!r}; allowed: pdf, png, svg")
    try:
        import matplotlib  # noqa: F401
    except ModuleNotFoundError as error:
        raise KgError(
            "a figure needs the package matplotlib, which is not installed; allowed: pip install 'dispute-kg[figures]'"
        ) from error

    from kg.catalog import load
    from kg.export.figures.matrix import matrix
    from kg.export.figures.network import network
    from kg.export.figures.sheet import saved
    from kg.export.figures.timeline import timeline_sheet

    sheets = {"matrix": matrix, "network": network, "timeline": timeline_sheet}
    return saved(sheets[name](kb, policy, load()), suffix)
