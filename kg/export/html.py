"""The graph as one HTML page that opens from disk and never asks the network for anything.

pyvis holds nodes, edges and options and brings vis-network with it; the page around them is ours (``page/``), because
each of pyvis's own pages links to a server outside, and puts texts through innerHTML.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from pyvis.network import Network

from kg.catalog import Catalog, load
from kg.errors import KgError
from kg.export.page import looks
from kg.export.page.edges import MAX_EDGES, Drawn
from kg.export.page.layout import positions
from kg.export.page.payload import payload
from kg.model import Kind, KnowledgeBase, Polarity

__all__ = ["to_html"]

TITLE = "Territorial disputes: who says what"
# In this order into one script: each file uses what stands in those before it, and the views each other when they run.
SCRIPTS = tuple(
    "core time policy facets filter address legend inforce network labels evidence panel list"
    " lanes timeline stances matrix projection map dossier compare views main".split()
)
STYLES = ("base", "parts", "views", "narrow", "print")
# How much further each parallel edge bends than the one before (vis-network's roundness, 0 to 1): two need little,
# more need room for their labels, and very many must stay within a sensible whole.
BEND_OF_TWO, BEND, WHOLE_BEND = 0.2, 0.3, 2.0
LOOP = 16  # pixels by which each loop at one node is wider than the one before

# pyvis's set_options drops every space of this text, also inside strings: nothing here may need one.
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hideEdgesOnDrag": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "edges": {
        "width": 1.6,
        "hoverWidth": 0.6,
        "selectionWidth": 1.6,
        "arrowStrikethrough": False,
    },
}


def to_html(
    kb: KnowledgeBase,
    *,
    title: str = TITLE,
    catalog: Catalog | None = None,
    limit: int = MAX_EDGES,
    policy: str = "everything",
) -> str:
    """The page ``graph.html``: graph, timeline, matrix, map, dossiers and comparison of the same statements.

    Parameters
    ----------
    kb
        What a build knows; an empty one gives a page that says so.
    title
        Heading of the page, plain text.
    catalog
        Labels of relations, and of entities that ``kb`` only refers to; None: the one that ships with the package.
    limit
        At most so many edges are on the page: the most attested statements, and a line that says how many are not.
    policy
        The viewpoint with which the page opens, as ``kg.graph.project`` takes it; the page offers the others too.

    Returns
    -------
    str
        HTML; the same bytes for the same input.

    Raises
    ------
    KgError
        For an unknown policy, and where pyvis does not bring vis-network as expected.
    """
    data, edges = payload(kb, catalog or load(), limit=limit, policy=policy)
    data["title"] = title
    data["network"] = _network(data["entities"], edges)
    data["edges"] = {
        edge.id: {
            "statement": edge.statement.id,
            "said": edge.said,
            "polarity": edge.polarity,
            "modality": edge.modality,
        }
        for edge in edges
    }
    page = resources.files("kg.export.page")
    library = _vis_network(resources.files("pyvis") / "lib")
    script = _page_script(page)
    return _fill(
        _read(page / "page.html"),
        {
            "title": html.escape(title),
            "policy": html.escape(_security_policy(library, script)),
            "style": "".join(_read(page / "css" / f"{name}.css") for name in STYLES),
            "data": _json_for_html(data),
            "library": library,
            "script": script,
        },
    )


def _network(entities: Mapping[str, Any], edges: Iterable[Drawn]) -> dict[str, Any]:
    """Nodes, edges and options as vis-network takes them."""
    drawn = list(edges)
    net = Network(directed=True, cdn_resources="in_line")
    net.set_options(json.dumps(OPTIONS))
    ends = [(edge.statement.subject, edge.statement.object) for edge in drawn]
    degree: dict[str, int] = defaultdict(int)
    for pair in ends:
        for end in set(pair):
            degree[end] += 1
    places = positions({key: entity["canvasLabel"] for key, entity in entities.items()}, ends)
    for key, entity in sorted(entities.items()):
        look = looks.KINDS[Kind(entity["kind"])]
        x, y = places[key]
        # color, not group: pyvis forgets the colour of a node that has a group.
        size = round(min(10 + 3 * degree[key] ** 0.5, 26), 1)
        net.add_node(key, label=entity["canvasLabel"], shape=look.shape, color=look.light, size=size, x=x, y=y)
    loops: dict[str, int] = defaultdict(int)
    for edge, bend in zip(drawn, _bends(ends), strict=True):
        look_of_modality = looks.MODALITIES[edge.modality]
        denied = edge.polarity is Polarity.NEGATIVE
        net.add_edge(
            edge.statement.subject,
            edge.statement.object,
            id=edge.id,
            label=edge.label,
            color=looks.DENIED.light if denied else look_of_modality.light,
            dashes=list(look_of_modality.dashes) or False,
            arrows=_arrows(edge),
            smooth={"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
            if bend
            else False,
            selfReference={"size": LOOP + LOOP * loops[edge.statement.subject]},
        )
        loops[edge.statement.subject] += edge.statement.subject == edge.statement.object
    return {"nodes": net.nodes, "edges": net.edges, "options": net.options}


def _arrows(edge: Drawn) -> dict[str, Any]:
    """The head says who tells it and whether it is denied, the mark halfway how it is told."""
    head = looks.MODALITIES[edge.modality].arrow
    if edge.polarity is Polarity.NEGATIVE:
        head = looks.DENIED.arrow
    elif edge.said:
        head = looks.SAID_ARROW
    arrows: dict[str, Any] = {"to": {"enabled": True, "scaleFactor": 0.7, "type": head}}
    if mark := looks.MODALITIES[edge.modality].mark:
        arrows["middle"] = {"enabled": True, "scaleFactor": 0.9, "type": mark}
    return arrows


def _bends(ends: list[tuple[str, str]]) -> list[float]:
    """Signed roundness of each edge, so that edges between the same two nodes lie beside each other.

    vis-network bends an edge as seen from its start: an edge that runs the other way needs the other sign.
    """
    total: dict[tuple[str, str], int] = defaultdict(int)
    for a, b in ends:
        total[min(a, b), max(a, b)] += 1
    step = {pair: BEND_OF_TWO if count == 2 else min(BEND, WHOLE_BEND / count) for pair, count in total.items()}
    seen: dict[tuple[str, str], int] = defaultdict(int)
    found = []
    for a, b in ends:
        pair = min(a, b), max(a, b)
        offset = (seen[pair] - (total[pair] - 1) / 2) * step[pair]
        seen[pair] += 1
        found.append(round(offset if a <= b else -offset, 4))
    return found


def _json_for_html(value: object) -> str:
    """JSON that cannot end its script element nor break a line: ASCII only, with ``<``, ``>`` and ``&`` escaped too.

    ASCII takes U+2028 and U+2029 along, which JavaScript once read as line ends, and lone surrogates, which UTF-8
    cannot write.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _vis_network(folder: Traversable) -> str:
    """vis-network as pyvis brings it, with its licence header, without the pointer to a source map."""
    found = sorted(
        (tuple(int(number) for number in re.findall(r"\d+", item.name)), item)
        for item in folder.iterdir()
        if item.name.startswith("vis-")
    )
    script = found[-1][1] / "vis-network.min.js" if found else folder / "vis-network.min.js"
    if not script.is_file():
        raise KgError(f"{script}: missing; allowed: a pyvis that brings lib/vis-<version>/vis-network.min.js")
    text = _read(script)
    if "</script" in text.lower() or "@license" not in text[:2000]:
        raise KgError(
            f"{script}: not fit to be put into a page; allowed: a script with licence header, without </script"
        )
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text).strip()


def _page_script(page: Traversable) -> str:
    parts = [_read(page / "js" / f"{name}.js") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();"


def _security_policy(*scripts: str) -> str:
    """A content security policy under which these scripts run and nothing else does, and nothing is fetched."""
    hashes = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each ``{{ name }}`` replaced, in one pass: what is put in is not looked at again."""
    return re.sub(r"\{\{ (\w+) \}\}", lambda match: values[match[1]], template)


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
