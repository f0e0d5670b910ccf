from __future__ import annotations

import pytest

from kg.api import KnowledgeGraph
from kg.api.lookup import Lookup, look_up
from kg.catalog import load
from kg.errors import KgError
from kg.model import GROUND, Entity, Kind, KnowledgeBase, Name


@pytest.fixture
def lookup(g: KnowledgeGraph) -> Lookup:
    return g.statements.lookup


@pytest.mark.parametrize("text", ["Big Gull", "maakesaar", " MAAKESAAR ", "territory/big-gull", "Máakesaar"])
def test_any_name_in_any_writing(lookup: Lookup, text: str) -> None:
    assert lookup.find(text) == "territory/big-gull"


def test_words_of_a_name_where_one_entity_has_them(lookup: Lookup) -> None:
    assert lookup.find("Big") == "territory/big-gull"
    assert lookup.find("aa") == "territory/little-gull"
    with pytest.raises(
        KgError, match=r"'Gull', which fits several; allowed: 'Big Gull' \(territory/big-gull\), 'Little"
    ):
        lookup.find("Gull")


def test_of_a_whole_and_its_parts_words_mean_the_whole() -> None:
    whole, part = "territory/kuril-islands", "territory/shikotan"
    some = (Entity(whole, Kind.TERRITORY, (Name("Fog Rocks of the North"),)),)
    some += (Entity(part, Kind.TERRITORY, (Name("Fog Rocks Minor"),)),)
    assert look_up(KnowledgeBase(entities=some), load()).find("Fog Rocks") == whole


def test_the_catalog_is_known_too(lookup: Lookup) -> None:
    assert lookup.find("Diaoyu Dao") == lookup.find("Senkaku Islands")
    assert lookup.find("JPN") == "state/japan"
    assert lookup.label("JPN") == "Japan"
    assert lookup.label("state/nowhere") == "state/nowhere"


def test_ground_before_a_name_of_the_same_form() -> None:
    some = (Entity("name/x", Kind.NAME, (Name("Senkaku"),)),)
    assert look_up(KnowledgeBase(entities=some), load()).find("Senkaku") == "territory/senkaku-islands"


def test_errors_offer_what_looks_alike(lookup: Lookup) -> None:
    with pytest.raises(KgError, match="territory is 'Makesaar'; allowed: 'Maakesaar'"):
        lookup.find("Makesaar", kinds=GROUND, what="territory")
    with pytest.raises(KgError, match="entity is 'Qqqq'; allowed: 'Norland' "):
        lookup.find("Qqqq", kinds={Kind.STATE})
    with pytest.raises(KgError, match="nothing, there is none here"):
        look_up(KnowledgeBase(), load()).find("Qqqqqqqq")
    with pytest.raises(KgError, match="entity is ''; allowed"):
        lookup.find("")


def test_relations_and_groups(lookup: Lookup) -> None:
    assert lookup.find_relation("met with") == lookup.find_relation("metWith") == "metWith"
    assert "claims" in lookup.find_group("sovereignty")
    with pytest.raises(KgError, match="relation is 'clams'; allowed: 'claims'"):
        lookup.find_relation("clams")
    with pytest.raises(KgError, match="relation is 'zzz'; allowed: accuses, administers"):
        lookup.find_relation("zzz")
    with pytest.raises(KgError, match="group is 'war'; allowed: conflict, context"):
        lookup.find_group("war")


def test_contested_names_stand_side_by_side_with_their_users(lookup: Lookup) -> None:
    assert lookup.both_names("territory/big-gull") == "Big Gull / Maakesaar"
    assert lookup.users("territory/big-gull") == "Big Gull: Norland; Maakesaar: Sudria"
    assert lookup.users("state/norland") == ""
    assert lookup.relation_label("unheardOf") == "unheardOf"
