"""Strict reading of the data files: every refusal, by small files of our own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.catalog import read, surfaces
from kg.errors import CatalogError
from kg.frames import load_relations
from kg.model import Kind, Modality, Polarity
from kg.toml_file import check_keys, integer, load_toml, number, optional_text, strings, tables, text

FILE = Path("data.toml")

RELATION = """
id = "visits"
label = "visits"
group = "diplomacy"
definition = "The actor goes there."
subject = ["Actor"]
object = ["Place"]

[[frame]]
rule = "verb"
verbs = ["visit"]
subject = ["subj"]
object = ["obj"]

[[example]]
text = "Peru visited Arica."
statements = [ { subject = "Peru", object = "Arica" } ]

[[example]]
text = "Chile visited Arica."
statements = [ { subject = "Chile", object = "Arica", modality = "planned", polarity = "negative" } ]

[[counterexample]]
text = "Nobody came."
"""
STATE = """
[[state]]
id = "peru"
status = "un-member"
names = [ { text = "Peru" } ]
adjectives = ["Peruvian"]
capital = ["Lima"]
iso = "PER"
cow = 135
"""
TERRITORY = """
[[territory]]
id = "arica"
feature = "city"
part_of = ["place/coast"]
coordinates = [-18, -70.3]
names = [ { text = "Arica", used_by = ["state/peru"] } ]
"""
PLACE = """
[[place]]
id = "coast"
feature = "region"
names = [ { text = "Pacific coast" } ]
"""
ORGANIZATION = """
[[organization]]
id = "navy"
type = "government body"
state = "state/peru"
names = [ { text = "Peruvian Navy" } ]

[[organization]]
id = "party"
type = "political party"
state = "state/peru"
names = [ { text = "Coast Party" } ]
"""

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes a data folder; each keyword replaces the text of one file."""

    def write(
        *,
        relation: str = RELATION,
        actors: str = STATE + PLACE + ORGANIZATION,
        territories: str = TERRITORY,
        cues: str = "",
    ) -> Path:
        for name, content in (
            ("relations/visits.toml", relation),
            ("actors/actors.toml", actors),
            ("territories/here.toml", territories),
            ("cues/speech.toml", cues),
        ):
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return tmp_path

    return write


def refused(function: Callable[[], object]) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        function()
    error = caught.value
    assert str(error) == f"{error.file}: {error.key} is {error.value!r}; allowed: {error.allowed}"
    return error


class TestTomlFile:
    def test_missing_file(self, tmp_path: Path) -> None:
        error = refused(lambda: load_toml(tmp_path / "none.toml"))
        assert error.file.endswith("none.toml")
        assert error.allowed == "a readable TOML file in UTF-8"

    @pytest.mark.parametrize("content", [b"\xff\xfe", b"a = ", b"a = 1\na = 2"])
    def test_not_toml(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "bad.toml"
        file.write_bytes(content)
        assert refused(lambda: load_toml(file)).key == "(file)"

    def test_unknown_key(self) -> None:
        error = refused(lambda: check_keys(FILE, "top", {"a": 1, "owner": "x"}, frozenset({"b", "a"})))
        assert (error.key, error.value, error.allowed) == ("top.owner", "x", "a, b")

    @pytest.mark.parametrize("value", ["x", {"a": 1}, [1], [{"id": "a"}, 2]])
    def test_no_array_of_tables(self, value: object) -> None:
        error = refused(lambda: list(tables(FILE, {"state": value}, "state", frozenset({"id"}))))
        assert (error.key, error.allowed) == ("state", "an array of tables")

    def test_tables_are_placed_by_id_rule_or_number(self) -> None:
        data = {"t": [{"id": "a"}, {"rule": "b"}, {}]}
        assert [where for where, _ in tables(FILE, data, "t", frozenset({"id", "rule"}))] == ["t[a]", "t[b]", "t[2]"]
        assert list(tables(FILE, {}, "t", frozenset())) == []

    @pytest.mark.parametrize("value", [None, 3, "", "  ", ["x"]])
    def test_text(self, value: object) -> None:
        assert refused(lambda: text(FILE, "w", {"k": value}, "k")).allowed == "a non-empty string"

    def test_optional_text(self) -> None:
        assert optional_text(FILE, "w", {}, "k") is None
        assert optional_text(FILE, "w", {"k": "a"}, "k", frozenset({"a"})) == "a"
        assert refused(lambda: optional_text(FILE, "w", {"k": "z"}, "k", frozenset({"b", "a"}))).allowed == "a, b"
        assert refused(lambda: optional_text(FILE, "w", {"k": 1}, "k")).allowed == "a non-empty string"

    @pytest.mark.parametrize("value", ["x", [1], ["a", ""], {"a": "b"}])
    def test_strings(self, value: object) -> None:
        assert refused(lambda: strings(FILE, "w", {"k": value}, "k")).allowed == "a list of non-empty strings"
        assert strings(FILE, "w", {}, "k") == ()

    @pytest.mark.parametrize("value", ["1", 1.5, True, [1]])
    def test_integer(self, value: object) -> None:
        assert refused(lambda: integer(FILE, "w", {"k": value}, "k")).allowed == "a whole number"
        assert integer(FILE, "w", {}, "k") is None
        assert integer(FILE, "w", {"k": 0}, "k") == 0

    @pytest.mark.parametrize("value", ["1", True, -0.1, 1.1, [1]])
    def test_number(self, value: object) -> None:
        assert refused(lambda: number(FILE, "w", {"k": value}, "k", 0, 1)).allowed == "a number from 0 to 1"
        assert number(FILE, "w", {}, "k", 0, 1) is None
        assert number(FILE, "w", {"k": 1}, "k", 0, 1) == 1.0


class TestRelations:
    def test_one_file(self, folder: Folder) -> None:
        spec = load_relations(folder() / "relations")["visits"]
        assert spec.relation.subject == {Kind.STATE, Kind.ORGANIZATION, Kind.PERSON}
        assert spec.relation.object == {Kind.PLACE, Kind.TERRITORY, Kind.STATE}
        assert not spec.relation.symmetric
        assert (spec.relation.plover, spec.relation.cooperation) == (None, None)
        (frame,) = spec.frames
        assert (frame.rule, frame.part, frame.words, frame.confidence) == ("visits.verb", "verbs", ("visit",), 0.7)
        denied = spec.examples[1].statements[0]
        assert (denied.polarity, denied.modality) == (Polarity.NEGATIVE, Modality.PLANNED)
        assert spec.examples[-1].statements == ()

    @pytest.mark.parametrize(
        ("old", "new", "key", "allowed"),
        [
            ('id = "visits"', 'id = "other"', "id", "the file's name, visits"),
            ('id = "visits"', "", "(top).id", "a non-empty string"),
            ('label = "visits"', 'lable = "visits"', "(top).lable", "cooperation, counterexample, definition"),
            ('label = "visits"', "", "(top).label", "a non-empty string"),
            ('definition = "The', 'symmetric = "no"\ndefinition = "The', "symmetric", "true or false"),
            ('group = "diplomacy"', 'group = "sport"', "(top).group", "conflict, context, diplomacy"),
            ('group = "diplomacy"', "", "(top).group", "a non-empty string"),
            ('object = ["Place"]', 'object = ["Planet"]', "(top).object", "Actor, Agreement"),
            ('object = ["Place"]', 'object = ["Place"]\ncooperation = "++"', "(top).cooperation", "+, -, 0"),
            (
                'object = ["Place"]',
                'object = ["Place"]\noverrides = ["sees"]',
                "overrides",
                "the id of a relation file",
            ),
            ('rule = "verb"', "", "frame[0].rule", "a non-empty string"),
            ('verbs = ["visit"]', "", "frame[verb]", "exactly one of verbs, nouns"),
            ('verbs = ["visit"]', 'verbs = ["visit"]\nnouns = ["visit"]', "frame[verb]", "exactly one of verbs, nouns"),
            ('verbs = ["visit"]', "verbs = []", "frame[verb].verbs", "at least one word"),
            ('verbs = ["visit"]', 'verbs = ["visit"]\nvoice = "x"', "frame[verb].voice", "adjectives, confidence"),
            ('verbs = ["visit"]', 'verbs = ["visit"]\nneeds = "x"', "frame[verb].needs", "a table from role"),
            (
                'verbs = ["visit"]',
                'verbs = ["visit"]\nwithout = {obj = 1}',
                "frame[verb].without.obj",
                "a list of non-empty",
            ),
            (
                'verbs = ["visit"]',
                'verbs = ["visit"]\nconfidence = 2',
                "frame[verb].confidence",
                "a number from 0 to 1",
            ),
            (
                'verbs = ["visit"]',
                'verbs = ["visit"]\nmodality = "x"',
                "frame[verb].modality",
                "actual, desired, planned",
            ),
            ('verbs = ["visit"]', 'verbs = ["visit"]\npolarity = "x"', "frame[verb].polarity", "negative, positive"),
            (
                'verbs = ["visit"]',
                'verbs = ["visit"]\nobject_kinds = ["X"]',
                "frame[verb].object_kinds",
                "Actor, Agreement",
            ),
            ('subject = ["subj"]', "", "frame[verb]", "roles for both subject and object, or pairs"),
            ('text = "Peru visited Arica."', "", "example[0].text", "a non-empty string"),
            (
                'text = "Nobody came."',
                'text = "No."\nstatements = []',
                "counterexample[0].statements",
                "published, text",
            ),
            ('[ { subject = "Peru", object = "Arica" } ]', "[]", "example[0].statements", "at least one statement"),
            ('{ subject = "Peru", object', "{ object", "statements[0].subject", "a non-empty string"),
            ('"Arica" } ]', '"Arica", when = "x" } ]', "statements[0].when", "holder, modality, object"),
            (
                '[[counterexample]]\ntext = "Nobody came."',
                "",
                "example",
                "at least two examples and one counterexample",
            ),
        ],
    )
    def test_refused(self, folder: Folder, old: str, new: str, key: str, allowed: str) -> None:
        assert RELATION.count(old) >= 1
        home = folder(relation=RELATION.replace(old, new, 1))
        error = refused(lambda: load_relations(home / "relations"))
        assert error.file.endswith("visits.toml")
        assert error.key == key
        assert error.allowed.startswith(allowed)

    def test_one_example_is_too_few(self, folder: Folder) -> None:
        head, _, tail = RELATION.partition('[[example]]\ntext = "Chile')
        home = folder(relation=head + tail[tail.index("[[counterexample]]") :])
        assert refused(lambda: load_relations(home / "relations")).key == "example"

    def test_empty_folder(self, tmp_path: Path) -> None:
        assert refused(lambda: load_relations(tmp_path)).allowed == "one TOML file for each relation"


class TestCatalogFolder:
    def test_small_catalog(self, folder: Folder) -> None:
        found = read(folder(cues='verbs = ["say", "add"]'))
        assert sorted(found.entities) == [
            "organization/navy",
            "organization/party",
            "place/coast",
            "state/peru",
            "territory/arica",
        ]
        assert found.entities["state/peru"].same_as == ("iso:PER", "cow:135")
        assert found.states["state/peru"].capital == ("Lima",)
        assert found.territories["territory/arica"].coordinates == (-18.0, -70.3)
        assert found.territories["place/coast"].coordinates is None
        assert found.cues == {"speech.verbs": frozenset({"say", "add"})}
        assert found.heads == {"state/peru", "territory/arica"}

    def test_only_bodies_act_for_their_state(self, folder: Folder) -> None:
        assert read(folder()).organizations == {"organization/navy": "state/peru", "organization/party": None}

    def test_by_iso(self, folder: Folder) -> None:
        found = read(folder())
        assert found.by_iso("PER") == "state/peru"
        assert found.by_iso("XXX") is None

    def test_surfaces(self, folder: Folder) -> None:
        found = surfaces(read(folder()))
        assert found["Peru"] == [("name", "state/peru")]
        assert found["Peruvian"] == [("adjective", "state/peru")]
        assert found["Lima"] == [("capital", "state/peru")]
        assert found["Arica"] == [("name", "territory/arica")]

    @pytest.mark.parametrize(
        ("old", "new", "key", "allowed"),
        [
            ('id = "peru"', "", "state[0].id", "a non-empty string"),
            ('id = "peru"', 'id = "Perú"', "state[Perú].id", "lower-case letters and digits joined by hyphens"),
            ('id = "peru"', 'id = "peru"\nowner = "x"', "state[peru].owner", "adjectives, capital"),
            ('status = "un-member"', 'status = "empire"', "state[peru].status", "dependency, historical"),
            ('status = "un-member"', "", "state[peru].status", "a non-empty string"),
            ('names = [ { text = "Peru" } ]', "", "state[peru].names", "at least one name"),
            ('{ text = "Peru" }', '{ txt = "Peru" }', "names[0].txt", "language, note, text, used_by"),
            ('{ text = "Peru" }', '{ language = "en" }', "names[0].text", "a non-empty string"),
            ("cow = 135", 'cow = "135"', "state[peru].cow", "a whole number"),
            ("cow = 135", "start = 1.5", "state[peru].start", "a whole number"),
            ("cow = 135", 'successors = ["state/inca"]', "state[peru].successors", "the id of an entry in kg/data"),
            ("cow = 135", 'seats = "Palace"', "state[peru].seats", "a list of non-empty strings"),
            ('iso = "PER"', "iso = 604", "state[peru].iso", "a non-empty string"),
            ('feature = "region"', 'feature = "planet"', "place[coast].feature", "border sector, city"),
            ('feature = "region"', "", "place[coast].feature", "a non-empty string"),
            (
                'feature = "region"',
                'feature = "region"\ncoordinates = [91, 0]',
                "place[coast].coordinates",
                "[latitude",
            ),
            (
                'feature = "region"',
                'feature = "region"\ncoordinates = [0, 181]',
                "place[coast].coordinates",
                "[latitude",
            ),
            (
                'feature = "region"',
                'feature = "region"\ncoordinates = [-91, 0]',
                "place[coast].coordinates",
                "[latitude",
            ),
            (
                'feature = "region"',
                'feature = "region"\ncoordinates = [0, -181]',
                "place[coast].coordinates",
                "[latitude",
            ),
            ('feature = "region"', 'feature = "region"\ncoordinates = [0]', "place[coast].coordinates", "[latitude"),
            ('feature = "region"', 'feature = "region"\ncoordinates = "0 0"', "place[coast].coordinates", "[latitude"),
            ('type = "government body"', 'type = "club"', "organization[navy].type", "alliance, armed group"),
            ('state = "state/peru"', 'state = "peru"', "organization[navy].state", "the id of an entry in kg/data"),
            ('id = "party"', 'id = "navy"', "organization[navy].id", "an id that no other entry has"),
        ],
    )
    def test_refused_actor(self, folder: Folder, old: str, new: str, key: str, allowed: str) -> None:
        actors = STATE + PLACE + ORGANIZATION
        assert old in actors
        error = refused(lambda: read(folder(actors=actors.replace(old, new, 1))))
        assert error.file.endswith("actors.toml")
        assert error.key == key
        assert error.allowed.startswith(allowed)

    @pytest.mark.parametrize(
        ("old", "new", "key"),
        [
            ('feature = "city"', 'feature = "city"\nowner = "state/peru"', "territory[arica].owner"),
            ('["place/coast"]', '["place/moon"]', "territory[arica].part_of"),
            ('["state/peru"]', '["state/inca"]', "territory[arica].names.used_by"),
            ("[[territory]]", "[territory]", "territory"),
        ],
    )
    def test_refused_territory(self, folder: Folder, old: str, new: str, key: str) -> None:
        error = refused(lambda: read(folder(territories=TERRITORY.replace(old, new, 1))))
        assert error.file.endswith("here.toml")
        assert error.key == key

    def test_refused_cue(self, folder: Folder) -> None:
        error = refused(lambda: read(folder(cues='verbs = "say"')))
        assert (error.key, error.allowed) == ("(top).verbs", "a list of non-empty strings")
