"""A small made-up knowledge base: one sentence, one statement or more; and a catalog that goes with it."""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from rdflib import Graph

from kg.catalog import Catalog, State, Territory
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Span, Statement, When
from kg.query import open_store
from kg.rdf import to_rdf

NO, WISH, PLAN = Polarity.NEGATIVE, Modality.DESIRED, Modality.PLANNED
SYMMETRIC = {"metWith", "disputesWith", "agreesWith", "atWarWith"}
KINDS = {kind.value.lower(): kind for kind in Kind}
NAMES = {
    "state/norland": (Name("Norland", "en"),),
    "state/sudria": (Name("Sudria", "en"),),
    "state/old-sudria": (Name("Sudrian Union", "en"),),
    "organization/norland-coast-guard": (Name("Norland Coast Guard", "en"),),
    "person/ada-berg": (Name("Ada Berg"),),
    "person/ivo-sand": (Name("Ivo Sand"),),
    "territory/gull-isles": (Name("Gull Isles", "en"), Name("Maake", "xx", ("state/sudria",))),
    "territory/big-gull": (Name("Big Gull", "en", ("state/norland",)), Name("Maakesaar", "xx", ("state/sudria",))),
    "agreement/gull-treaty": (Name("Gull Treaty", "en"),),
    "dispute/gull-dispute": (Name("the Gull dispute", "en"),),
    "name/gullstone": (Name("Gullstone", None, ("state/norland",)),),
}


@dataclass
class Builder:
    """Puts sentences into documents and statements on them."""

    documents: dict[str, Document] = field(default_factory=dict)
    evidence: dict[tuple[str, str, str], list[Evidence]] = field(default_factory=lambda: defaultdict(list))

    def say(self, document: str, sentence: str, *facts: tuple, **rest: object) -> None:
        before = self.documents[document]
        start = len(before.text)
        fields = {name: getattr(before, name) for name in before.__slots__} | {"text": f"{before.text}{sentence} "}
        self.documents[document] = Document(**fields)
        for subject, relation, object_, *more in facts:
            options = {**rest, **(more[0] if more else {})}
            evidence = Evidence(document, Span(start, start + len(sentence)), sentence, rule="test", **options)
            self.evidence[subject, relation, object_].append(evidence)

    def build(self) -> KnowledgeBase:
        statements = (Statement(*key, tuple(found)) for key, found in self.evidence.items())
        entities = (Entity(id, KINDS[id.split("/")[0]], names) for id, names in NAMES.items())
        return KnowledgeBase(tuple(self.documents.values()), tuple(entities), tuple(statements))


def year(number: int) -> When:
    return When(str(number), str(number), "absolute")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    it = Builder()
    it.documents = {
        "daily": Document("daily", "", source="The Daily", published="2014-01-05"),
        "post": Document("post", "", source="The Post", published="2015-03-01"),
        "speech": Document("speech", "", source="Assembly", published="2014-09-01", author="Sudria"),
        "daily#comment-1": Document("daily#comment-1", "", source="The Daily", author="reader7", part_of="daily"),
    }
    norland, sudria, union = "state/norland", "state/sudria", "state/old-sudria"
    ada, ivo, guard = "person/ada-berg", "person/ivo-sand", "organization/norland-coast-guard"
    isles, big, treaty = "territory/gull-isles", "territory/big-gull", "agreement/gull-treaty"
    last_year = When("2013", "last year", "relative", "2014-01-05")
    it.say("daily", "Ada Berg of Norland came.", (ada, "holdsOffice", norland))
    it.say("daily", "Ivo Sand of Sudria came.", (ivo, "holdsOffice", sudria))
    it.say("daily", "The two met three times last year.", (ada, "metWith", ivo), when=last_year, count=3)
    it.say("daily", "Norland holds the Gull Isles.", (norland, "administers", isles))
    it.say("daily", "Sudria claims the Gull Isles.", (sudria, "claims", isles))
    it.say("daily", "The Sudrian Union took Big Gull in 1945.", (union, "seizes", big), when=year(1945))
    it.say("daily", "Berg wants Sudria to sign the Gull Treaty.", (sudria, "signs", treaty), modality=WISH, holder=ada)
    it.say("daily", "Norland and Sudria are at odds.", (norland, "disputesWith", sudria))
    it.say("post", "Norland's coast guard cruised off Big Gull.", (guard, "patrols", big))
    it.say("post", "Sudria signed the Gull Treaty in 2015.", (sudria, "signs", treaty), when=year(2015))
    it.say("post", "Norland attacked Sudria in 2015.", (norland, "attacks", sudria), when=year(2015))
    it.say("post", "Norland tried to settle the Gull dispute.", (norland, "mediates", "dispute/gull-dispute"))
    it.say("post", "Sand says Norland claims Maake.", (norland, "claims", isles), holder=ivo)
    it.say("post", "Big Gull is Gullstone to Norland.", (big, "alsoKnownAs", "name/gullstone"))
    it.say("post", "Sudria claims the Gull Isles too.", (sudria, "claims", isles))
    it.say("speech", "We never claimed Norland's Maakesaar.", (sudria, "claims", big), polarity=NO)
    it.say("speech", "We reject the Gull Treaty.", (sudria, "rejects", treaty))
    it.say("daily#comment-1", "Norland will arm the isles.", (norland, "deploysTo", isles), modality=PLAN)
    return it.build()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    entities = {id: Entity(id, KINDS[id.split("/")[0]], names) for id, names in NAMES.items()}
    entities["place/north-sea"] = Entity("place/north-sea", Kind.PLACE, (Name("North Sea", "en"),))
    return Catalog(
        relations={},
        entities=entities,
        states={"state/old-sudria": State("historical", successors=("state/sudria",))},
        territories={
            "territory/big-gull": Territory("island", ("territory/gull-isles",)),
            "territory/gull-isles": Territory("island group", ("place/north-sea",)),
        },
        organizations={"organization/norland-coast-guard": "state/norland"},
        cues={},
    )


@pytest.fixture(scope="session")
def store(kb: KnowledgeBase, catalog: Catalog) -> Graph:
    return open_store(to_rdf(kb, symmetric=SYMMETRIC), catalog=catalog)
