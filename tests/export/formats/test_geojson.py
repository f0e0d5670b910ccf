"""The territories opened again by geopandas, which reads them with GDAL as QGIS does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
import pytest

from kg.catalog import Catalog
from kg.export.geojson import to_geojson
from kg.model import KnowledgeBase


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def opened(content: bytes) -> geopandas.GeoDataFrame:
        (tmp_path / "territories.geojson").write_bytes(content)
        return geopandas.read_file(tmp_path / "territories.geojson", engine="pyogrio").set_index("id")

    return opened


def features(content: bytes) -> dict[str, Any]:
    return {feature["id"]: feature for feature in json.loads(content)["features"]}


def test_points_stand_where_the_catalog_has_them(read: Any, sample: Any, catalog: Catalog) -> None:
    frame = read(to_geojson(sample))
    assert frame.crs.to_epsg() == 4326
    assert list(frame.index) == ["territory/etorofu", "territory/nowhere"]
    latitude, longitude = catalog.territories["territory/etorofu"].coordinates or (0, 0)
    isle = frame.loc["territory/etorofu"]
    assert (isle.geometry.geom_type, isle.geometry.y, isle.geometry.x) == ("Point", latitude, longitude)
    assert frame.loc["territory/nowhere"].geometry is None
    assert (isle["feature"], isle["evidence"], isle["policy"]) == ("island", 7, "everything")


def test_no_side_alone_names_a_place(read: Any, sample: KnowledgeBase) -> None:
    isle = read(to_geojson(sample)).loc["territory/etorofu"]
    assert isle["label"] == "Etorofu / Iturup"
    assert isle["names_text"] == "Etorofu (Japan); Iturup (Russia); 択捉島 (Japan)"
    assert list(isle["part_of"]) == ["Northern Territories / Southern Kuril Islands"]
    names = features(to_geojson(sample))["territory/etorofu"]["properties"]["names"]
    assert names[1] == {"text": "Iturup", "language": "ru-Latn", "used_by": ["Russia"]}


def test_each_stance_says_whose_word_it_is_and_how(read: Any, sample: KnowledgeBase) -> None:
    text = read(to_geojson(sample)).loc["territory/etorofu"]["stances_text"]
    assert text.split("; ", 1)[0] == "Japan claims (says the document itself)"
    for part in (
        "Japan claims (says Japan)",
        "Russia administers (says the document itself) [1945/..]",
        "Russia cedes (desired; says Kato)",
        "Russia cedes (planned; says the document itself) [1956]",
        "Russia cedes (possible; says the document itself)",
        "Soviet Union seizes (denied; says Russia)",
    ):
        assert part in text
    stances = features(to_geojson(sample))["territory/etorofu"]["properties"]["stances"]
    [denial] = [stance for stance in stances if stance["relation"] == "seizes"]
    statement = sample.statements[3]
    assert (denial["polarity"], denial["holder"], denial["statement"]) == ("negative", "state/russia", statement.id)
    item = statement.evidence[0]
    assert denial["quotes"] == [
        {"document": "news", "start": item.span.start, "end": item.span.end, "quote": "never seized"}
    ]


def test_a_policy_hides_stances_but_no_territory(sample: KnowledgeBase) -> None:
    collection = json.loads(to_geojson(sample, policy="side:Japan"))
    assert collection["policy"] == "side:Japan"
    found = {feature["id"]: feature["properties"] for feature in collection["features"]}
    assert found.keys() == {"territory/etorofu", "territory/nowhere"}
    assert found["territory/etorofu"]["stances_text"] == "Japan claims (says Japan)"
    assert {properties["policy"] for properties in found.values()} == {"side:Japan"}


def test_only_points_and_what_rfc_7946_allows(sample: KnowledgeBase, nasty: KnowledgeBase) -> None:
    for kb in (sample, nasty):
        collection = json.loads(to_geojson(kb))
        assert collection["type"] == "FeatureCollection"
        assert "crs" not in collection
        for feature in collection["features"]:
            assert feature.keys() == {"type", "id", "geometry", "properties"}
            assert feature["geometry"] is None or feature["geometry"]["type"] == "Point"


def test_nasty_texts_come_back_as_they_were(read: Any, nasty: KnowledgeBase) -> None:
    frame = read(to_geojson(nasty))
    assert list(frame.index) == ["territory/=2+2;3"]
    [found] = features(to_geojson(nasty)).values()
    quotes = {item["quote"] for stance in found["properties"]["stances"] for item in stance["quotes"]}
    assert quotes == {document.text for document in nasty.documents}


def test_the_same_bytes_in_any_order(sample: KnowledgeBase, nasty: KnowledgeBase, turned: Any) -> None:
    for kb in (sample, nasty):
        assert to_geojson(turned(kb)) == to_geojson(kb)


def test_nothing_gives_no_features() -> None:
    assert json.loads(to_geojson(KnowledgeBase()))["features"] == []
