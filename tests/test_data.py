"""What the data files that ship with the package hold."""

import re
import tomllib
from pathlib import Path

import pytest

from kg.catalog import DATA, Catalog, load
from kg.model import Kind

# The members of the United Nations by their ISO 3166-1 alpha-3 codes.
UNITED_NATIONS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN
CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM
GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ
KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ
MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA
UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
""".split()
RELATION_FILES = sorted((DATA / "relations").glob("*.toml"))


class TestShippedData:
    def test_it_loads_and_is_read_once(self, catalog: Catalog) -> None:
        assert load() is catalog

    def test_at_least_150_territories(self, catalog: Catalog) -> None:
        assert sum(name.startswith("territory/") for name in catalog.territories) >= 150

    def test_every_member_of_the_united_nations(self, catalog: Catalog) -> None:
        assert len(set(UNITED_NATIONS)) == 193
        members = {state.iso for state in catalog.states.values() if state.status == "un-member"}
        assert members == set(UNITED_NATIONS)

    @pytest.mark.parametrize("file", sorted(DATA.rglob("*.toml")), ids=lambda file: file.stem)
    def test_no_key_says_who_owns_what(self, file: Path) -> None:
        def keys(value: object) -> set[str]:
            if isinstance(value, dict):
                return set(value) | {key for inner in value.values() for key in keys(inner)}
            return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

        found = keys(tomllib.loads(file.read_text(encoding="utf-8")))
        assert not {key for key in found if re.search(r"own|sovereign|holder_of|held|belong|controlled", key)}

    def test_no_territory_is_part_of_a_state(self, catalog: Catalog) -> None:
        inside = {name: t.part_of for name, t in catalog.territories.items() if name.startswith("territory/")}
        assert {n: p for n, p in inside.items() if any(other.startswith("state/") for other in p)} == {}

    def test_names_of_different_states_say_whose_they_are(self, catalog: Catalog) -> None:
        """A territory with names in the languages of two states or more says who uses some of them."""
        silent = set()
        for full, entity in catalog.entities.items():
            languages = {(name.language or "en").split("-")[0] for name in entity.names} - {"en"}
            users = {user for name in entity.names for user in name.used_by}
            if entity.kind is Kind.TERRITORY and len(languages) > 1 and not users:
                silent.add(full)
        # two languages of one and the same state or colony
        assert silent == {"territory/rio-de-oro", "territory/sinjar"}

    def test_known_contested_names_say_who_uses_them(self, catalog: Catalog) -> None:
        for full, uses in {
            "territory/etorofu": {"Etorofu": "state/japan", "Iturup": "state/russia"},
            "territory/southern-kuril-islands": {"Northern Territories": "state/japan"},
            "territory/senkaku-islands": {"Diaoyu Islands": "state/china"},
            "territory/falkland-islands": {"Malvinas": "state/argentina"},
        }.items():
            have = {name.text: name.used_by for name in catalog.entities[full].names}
            for form, user in uses.items():
                assert user in have[form], (full, form)

    def test_no_entity_has_the_same_name_twice(self, catalog: Catalog) -> None:
        for entity in catalog.entities.values():
            texts = [(name.text, name.language) for name in entity.names]
            assert len(texts) == len(set(texts)), f"{entity.id}: a name comes twice"

    def test_historical_states_have_years_or_successors(self, catalog: Catalog) -> None:
        old = {n: s for n, s in catalog.states.items() if s.status == "historical"}
        assert old
        assert [n for n, s in old.items() if s.end is None and not s.successors] == []
        assert [n for n, s in old.items() if s.start and s.end and s.start > s.end] == []

    @pytest.mark.parametrize("file", RELATION_FILES, ids=lambda file: file.stem)
    def test_relation_file(self, file: Path, catalog: Catalog) -> None:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        assert len(data["example"]) >= 2
        assert len(data["counterexample"]) >= 1
        spec = catalog.relations[file.stem]
        assert spec.frames or file.stem in {"alsoKnownAs", "holdsOffice", "locatedIn", "locatedNear"}
        assert spec.relation.subject
        assert spec.relation.object
        texts = [example.text for example in spec.examples]
        assert len(texts) == len(set(texts))

    def test_rules_of_a_relation_have_names_of_their_own(self, catalog: Catalog) -> None:
        for name, spec in catalog.relations.items():
            rules = [frame.rule for frame in spec.frames]
            assert len(rules) == len(set(rules)), f"{name}: {sorted(r for r in rules if rules.count(r) > 1)}"
