"""Who fills which role of a trigger word."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.catalog import Catalog
from kg.extract import roles
from kg.extract.roles import clause_verb, fillers

pytestmark = pytest.mark.model

LIGHT = frozenset({"hold", "lodge"})
ENGLISH = spacy.blank("en").vocab


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        # active, passive and no agent
        ("Peru *seized* the port.", "subj", ["Peru"]),
        ("Peru *seized* the port.", "obj", ["port"]),
        ("The port was *seized* by Peru.", "subj", ["Peru"]),
        ("The port was *seized* by Peru.", "obj", ["port"]),
        ("The port was *seized*.", "subj", []),
        ("The port was *seized*.", "obj", ["port"]),
        ("It *rained*.", "obj", []),
        # control
        ("Peru refused to *leave* the port.", "subj", ["Peru"]),
        ("Peru urged Chile to *leave* the port.", "subj", ["Chile"]),
        ("Peru promised Chile to *leave* the port.", "subj", ["Peru"]),
        ("Peru prevented Chile from *signing* the treaty.", "subj", ["Chile"]),
        ("By *seizing* the port, Peru angered Chile.", "subj", ["Peru"]),
        ("Peru announced a plan to *seize* the port.", "subj", ["Peru"]),
        # relative clauses and participles
        ("Peru, which *seized* the port, left.", "subj", ["Peru"]),
        ("The port that Peru *seized* is small.", "obj", ["port"]),
        ("The port *seized* by Peru is small.", "obj", ["port"]),
        ("The port *seized* by Peru is small.", "subj", ["Peru"]),
        # coordination
        ("Peru took the town and *seized* the port.", "subj", ["Peru"]),
        ("Peru and Chile *signed* a treaty.", "subj", ["Peru"]),
        # giving
        ("Peru *gave* Chile the port.", "iobj", ["Chile"]),
        ("Yemen was *awarded* the islands.", "iobj", ["Yemen"]),
        ("Yemen was *awarded* the islands.", "obj", ["islands"]),
        # nouns
        ("Peru's *seizure* of the port was swift.", "poss", ["Peru"]),
        ("Peru's *seizure* of the port was swift.", "of", ["port"]),
        ("Peruvian *claims* to the port are old.", "mod", ["Peruvian"]),
        ("Peruvian *claims* to the port are old.", "to", ["port"]),
        ("Peruvian *claims* to the port are old.", "self", ["claims"]),
        ("Peru held *talks* with Chile.", "light", ["Peru"]),
        ("Peru held *talks* with Chile.", "with", ["Chile"]),
        ("Peru liked *talks* with Chile.", "light", []),
        # adjectives, copulas, and what a noun in a prepositional phrase is said of
        ("The port is *disputed*.", "head", ["port"]),
        ("A *disputed* port lies there.", "head", ["port"]),
        ("The islands under Greek *rule* are small.", "head", ["islands"]),
        ("Peru *is* a member of the alliance.", "attr", ["member"]),
        # what a noun is said of, called, or followed by
        ("The reef is *part* of Peru.", "is", ["reef"]),
        ("Peru called the reef its *soil*.", "is", ["reef"]),
        ("Peru regards the reef as its *soil*.", "is", ["reef"]),
        ("*Soil* is soil.", "is", []),
        ("Its *members* Fiji and Tonga left.", "next", ["Fiji"]),
        ("Its *members* left.", "next", []),
        ("The court ruled that it *belongs* to Peru.", "governor", ["ruled"]),
        ("Peru held *talks*.", "governor", ["held"]),
        ("Peru did not *sign* it.", "neg", ["not"]),
        ("No *treaty* was signed.", "det", ["No"]),
        ("Peru wrote to *Chile*.", "case", ["to"]),
        # prepositions and roles of roles
        ("Peru *withdrew* from the port.", "from", ["port"]),
        ("Peru *withdrew* from the port.", "over", []),
        ("Peru *rejected* Chile's claim.", "obj.poss", ["Chile"]),
        ("Peru *rejected* Chile's claim.", "poss", ["Chile"]),
        ("Peru *rejected* the claim.", "obj.poss", []),
    ],
)
def test_role(text: str, role: str, expected: list[str], nlp: Language) -> None:
    before, word, after = text.split("*")
    doc = nlp(before + word + after)
    trigger = next(token for token in doc if token.idx == len(before))
    assert [token.text for token in fillers(trigger, role, light_verbs=LIGHT)] == expected


def made(*rows: tuple[str, str, str, str, int]) -> Doc:
    """A parse by hand: word, part of speech, tag, dependency and head of each token."""
    words, pos, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(ENGLISH, words=words, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=[w.lower() for w in words])


class TestByHand:
    """What no parser's mood decides."""

    PASSIVE = (
        ("Ports", "NOUN", "NNS", "nsubjpass", 2),
        ("were", "AUX", "VBD", "auxpass", 2),
        ("seized", "VERB", "VBN", "ROOT", 2),
        ("by", "ADP", "IN", "agent", 2),
        ("Peru", "PROPN", "NNP", "pobj", 3),
    )

    def roles(self, doc: Doc, trigger: int, role: str) -> list[str]:
        return [token.text for token in fillers(doc[trigger], role, light_verbs=LIGHT)]

    def test_passive(self) -> None:
        doc = made(*self.PASSIVE)
        assert (self.roles(doc, 2, "subj"), self.roles(doc, 2, "obj")) == (["Peru"], ["Ports"])

    def test_passive_in_coordination_keeps_its_sides(self) -> None:
        doc = made(
            *self.PASSIVE[:3],
            ("and", "CCONJ", "CC", "cc", 2),
            ("held", "VERB", "VBN", "conj", 2),
            ("by", "ADP", "IN", "agent", 4),
            ("Chile", "PROPN", "NNP", "pobj", 5),
        )
        assert (self.roles(doc, 4, "subj"), self.roles(doc, 4, "obj")) == (["Chile"], ["Ports"])

    def test_a_plural_relative_clause_means_the_whole_list(self) -> None:
        doc = made(
            ("Imia", "PROPN", "NNP", "ROOT", 0),
            ("and", "CCONJ", "CC", "cc", 0),
            ("Kardak", "PROPN", "NNP", "conj", 0),
            ("which", "PRON", "WDT", "nsubjpass", 5),
            ("are", "AUX", "VBP", "auxpass", 5),
            ("held", "VERB", "VBN", "relcl", 2),
        )
        assert self.roles(doc, 5, "obj") == ["Imia"]

    def test_an_object_that_stands_with_the_last_verb(self) -> None:
        """Sudan claims, but does not hold, the triangle."""
        doc = made(
            ("Sudan", "PROPN", "NNP", "nsubj", 1),
            ("claims", "VERB", "VBZ", "ROOT", 1),
            ("but", "CCONJ", "CC", "cc", 1),
            ("lacks", "VERB", "VBZ", "conj", 1),
            ("land", "NOUN", "NN", "dobj", 3),
        )
        assert self.roles(doc, 1, "obj") == ["land"]
        assert self.roles(doc, 3, "subj") == ["Sudan"]

    def test_a_ring_of_heads_ends(self) -> None:
        """No real parser makes a ring; a chain of many clauses must end as well."""
        rows = [("Peru", "PROPN", "NNP", "nsubj", 1), ("wants", "VERB", "VBZ", "ROOT", 1)]
        rows += [("to", "VERB", "VB", "xcomp", i) for i in range(1, 12)]
        doc = made(*rows)
        assert self.roles(doc, 3, "subj") == ["Peru"]
        assert self.roles(doc, len(doc) - 1, "subj") == []


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Peru held *talks* with Chile.", "held"),
        ("Peru held wars and *talks*.", "held"),
        ("Peru took part in *talks*.", "took"),
        ("*Talks* in Lima failed.", None),
        ("*Talks* failed.", None),
        ("Peru agreed to *talks*.", "agreed"),
    ],
)
def test_clause_verb(text: str, verb: str | None, nlp: Language) -> None:
    before, word, after = text.split("*")
    doc = nlp(before + word + after)
    found = clause_verb(next(token for token in doc if token.idx == len(before)))
    assert (found.text if found is not None else None) == verb


def test_every_role_of_the_data_is_a_role_or_a_preposition(catalog: Catalog) -> None:
    known = {*roles._ROLES, "light", "entry", "known", "topic"}
    prepositions = set(
        "about above across against along alongside among amid around as at before behind beneath beside between "
        "beyond by concerning despite during for from in inside into near of off on onto opposite out over past "
        "regarding through to toward towards under upon via with within without".split()
    )
    odd = {}
    for spec in catalog.relations.values():
        for frame in spec.frames:
            for role in (*frame.subject, *frame.object, *frame.pairs, *frame.needs, *frame.without):
                if not set(role.split(".")) <= known | prepositions:
                    odd[frame.rule] = role
    assert odd == {}
