"""The formats that show a knowledge base from a viewpoint: a function from it and a policy to named files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.model import KnowledgeBase

__all__ = ["VIEWS", "Files", "View"]

type Files = Mapping[str, bytes]
type View = Callable[[KnowledgeBase, str], Files]


def _graphml(kb: KnowledgeBase, policy: str) -> Files:
    """GraphML, for Gephi, Cytoscape, yEd, igraph and networkx."""
    from kg.export.graphml import to_graphml

    return {"graph.graphml": to_graphml(kb, policy=policy).encode("utf-8")}


def _gexf(kb: KnowledgeBase, policy: str) -> Files:
    """GEXF 1.3, for Gephi; parallel edges stay apart."""
    from kg.export.gexf import to_gexf

    return {"graph.gexf": to_gexf(kb, policy=policy).encode("utf-8")}


def _csv(kb: KnowledgeBase, policy: str) -> Files:
    """Tables of nodes, edges and documents (a folder), for pandas, R and Gephi."""
    from kg.export.csv_tables import to_csv

    return to_csv(kb, policy=policy)


def _statements_csv(kb: KnowledgeBase, policy: str) -> Files:
    """One flat table, a line an evidence with every field, for spreadsheets and pandas."""
    from kg.export.csv_tables import to_statements_csv

    return {"statements.csv": to_statements_csv(kb, policy=policy)}


def _neo4j(kb: KnowledgeBase, policy: str) -> Files:
    """CSV for neo4j-admin database import (a folder)."""
    from kg.export.neo4j import to_neo4j

    return to_neo4j(kb, policy=policy)


def _geojson(kb: KnowledgeBase, policy: str) -> Files:
    """Territories as points with names and stances, for QGIS and geopandas."""
    from kg.export.geojson import to_geojson

    return {"territories.geojson": to_geojson(kb, policy=policy)}


def _cyjs(kb: KnowledgeBase, policy: str) -> Files:
    """Cytoscape JSON, for Cytoscape and Cytoscape.js."""
    from kg.export.json_graphs import to_cyjs

    return {"graph.cyjs": to_cyjs(kb, policy=policy)}


def _node_link(kb: KnowledgeBase, policy: str) -> Files:
    """Node-link JSON, for networkx and D3."""
    from kg.export.json_graphs import to_node_link

    return {"graph.json": to_node_link(kb, policy=policy)}


def _csl(kb: KnowledgeBase, policy: str) -> Files:
    """The quoted documents as bibliography in CSL JSON, for Zotero and pandoc."""
    from kg.export.csl import to_csl

    return {"sources.json": to_csl(kb, policy=policy)}


def _figure(name: str, suffix: str) -> View:
    def draw(kb: KnowledgeBase, policy: str) -> Files:
        from kg.export.figures import draw

        return {f"{name}.{suffix}": draw(kb, name, suffix, policy=policy)}

    draw.__doc__ = f"Figure for a paper: {FIGURES[name]} ({suffix.upper()})."
    return draw


FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "matrix": "who says what of whose hold on which territory",
        "network": "who is said to have done what to whom",
        "timeline": "what the texts date",
    }
)
SUFFIXES = ("pdf", "png", "svg")

VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "csl": _csl,
        "csv": _csv,
        "cyjs": _cyjs,
        "geojson": _geojson,
        "gexf": _gexf,
        "graphml": _graphml,
        "neo4j": _neo4j,
        "node-link": _node_link,
        "statements-csv": _statements_csv,
        **{f"figure-{name}.{suffix}": _figure(name, suffix) for name in FIGURES for suffix in SUFFIXES},
    }
)
"""Every such format by its name; each function's docstring tells what it is."""
