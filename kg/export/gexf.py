"""GEXF 1.3, the format of Gephi (https://gexf.net)."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from networkx.readwrite.gexf import GEXFWriter

from kg import __version__
from kg.export.flat import flat_graph
from kg.export.rows import rows
from kg.model import KnowledgeBase

__all__ = ["to_gexf"]

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def to_gexf(kb: KnowledgeBase, *, policy: str = "everything") -> str:
    """One directed static graph with one edge an evidence; the policy is in ``meta/description`` and ``keywords``.

    Gephi merges parallel edges of one kind when it opens a file. So the kind of an edge says how it is said, and
    edges between the same two nodes never share one: a wish is not added to a fact.

    Parameters
    ----------
    kb
        In any order; an empty one gives a graph without nodes.
    policy
        As ``kg.graph.project`` takes it.

    Raises
    ------
    KgError
        As ``kg.graph.project`` does.
    """
    graph = flat_graph(rows(kb, policy=policy))
    graph.graph["keywords"] = f"policy {graph.graph['policy']}"
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        # The writer gives an edge a number unless it has an id, and a label if it has one; ``start`` and ``end`` would
        # be taken for times.
        attributes |= {"id": key, "label": attributes["relation_label"], "weight": 1.0}
        attributes |= {"quote_start": attributes.pop("start"), "quote_end": attributes.pop("end")}
    writer = GEXFWriter(version="1.3")
    writer.add_graph(graph)
    _mend_head(writer.xml, writer.meta_element)
    del writer.graph_element.attrib["name"]  # the schema has none
    _mend_edges(writer.graph_element)
    content = str(writer).strip().replace("\r", "&#13;")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{content}\n"


def _mend_head(root: Element, meta: Element) -> None:
    """Take out today's date and the writer's name; its address of the W3C's namespace lacks the "www"."""
    location = root.attrib.pop("xsi:schemaLocation")
    root.attrib |= {"xmlns:xsi": SCHEMA_INSTANCE, "xsi:schemaLocation": location}
    del meta.attrib["lastmodifieddate"]
    for creator in meta.iter("creator"):
        creator.text = f"dispute-kg {__version__}"


def _mend_edges(graph: Element) -> None:
    """Give each edge its kind, and take out the key, which is the edge's id once more."""
    titles: dict[str | None, str | None] = {}
    for attributes in graph.iterfind("attributes[@class='edge']"):
        titles |= {attribute.get("id"): attribute.get("title") for attribute in attributes}
        for attribute in attributes.findall("attribute[@title='networkx_key']"):
            attributes.remove(attribute)
    kinds: Counter[tuple[str | None, str | None, str]] = Counter()
    for edge in graph.iter("edge"):
        look = ""
        for found in edge.iter("attvalues"):
            for value in list(found):
                if titles[value.get("for")] == "networkx_key":
                    found.remove(value)
                elif titles[value.get("for")] == "look":
                    look = value.get("value", "")
        place = edge.get("source"), edge.get("target"), look
        kinds[place] += 1
        edge.set("kind", f"{look} #{kinds[place]}" if kinds[place] > 1 else look)
