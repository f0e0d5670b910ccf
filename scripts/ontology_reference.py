"""Write the HTML reference of the ontology, docs/ontology/index.html, with pyLODE.

Run as ``python scripts/ontology_reference.py [FILE]`` (``make reference``); needs the extra ``reference``. The page is
one file that asks for nothing else, and the same ontology gives the same bytes. pyLODE 3.4.1 cannot start (it imports a
package that it does not require), so 3.2.1 is pinned.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pylode.utils
from pylode import OntPub
from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.namespace import SKOS

from kg.ontology import folder
from kg.vocabulary import TDO

TARGET = Path(__file__).resolve().parent.parent / "docs" / "ontology" / "index.html"
_SIGN = {1: "cooperation", 0: "neither cooperation nor conflict", -1: "conflict"}
_LOADS = re.compile(r"""<(?:img|iframe|object|embed|script|link)\b[^>]*(?:src|href|data)\s*=\s*["'](?!data:|\#)""")


def page() -> str:
    """The page; ValueError where pyLODE put something into it that a browser would fetch."""
    html = OntPub(ontology=_steady(_annotated())).make_html()
    html = html.replace("<html>", '<html lang="en">', 1)
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    html = html.replace("<head>", f"<head>\n    {viewport}", 1)
    for pattern in (_LOADS, re.compile(r"@import"), re.compile(r"url\(\s*['\"]?(?:https?:)?//")):
        if found := pattern.search(html):
            raise ValueError(f"the page would load {found[0]!r}; allowed: nothing from outside")
    return html


def _annotated() -> Graph:
    """The ontology with theme, PLOVER type and sign of each relation in words: pyLODE leaves our annotations out."""
    graph = Graph().parse(folder() / "tdo.ttl")
    # Terms of others are declared there for OWL readers; as superclasses they stand in the page anyway.
    for node in set(graph.subjects()):
        if isinstance(node, URIRef) and not node.startswith("https://w3id.org/tdo"):
            graph.remove((node, None, None))
    for term in sorted(graph.subjects(RDF.type, OWL.ObjectProperty)):
        group, plover, sign = (graph.value(term, p) for p in (TDO.group, TDO.plover, TDO.cooperation))
        if group is not None:
            words = [f"Theme: {group}.", f"PLOVER event type: {plover or 'none'}."]
            words += [f"Sign: {_SIGN[int(sign)]}."] if sign is not None else []
            if (term, RDF.type, OWL.SymmetricProperty) in graph:
                words.append("Symmetric.")
            graph.add((term, SKOS.scopeNote, Literal(" ".join(words), lang="en")))
    return graph


def _steady(graph: Graph) -> Graph:
    """The graph with blank nodes named by what they hold, in a fixed order: pyLODE writes some sets as they come."""
    steady = Graph(bind_namespaces="core")
    for prefix, namespace in graph.namespaces():
        steady.bind(prefix, namespace)
    for triple in sorted(to_canonical_graph(graph)):
        steady.add(triple)
    return steady


class _InOrder:
    """Stands for the set in which pyLODE gathers the members of a union: an element's hash there is its address."""

    def __init__(self) -> None:
        self.items: list[object] = []

    def add(self, item: object) -> None:
        self.items.append(item)

    def __iter__(self) -> Iterator[object]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def main(target: Path) -> None:
    """Write the page."""
    logging.disable()
    pylode.utils.set = _InOrder
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
