"""Every example of every relation file yields exactly its statements, every counter-example none."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from spacy.language import Language

from kg.catalog import Catalog, load
from kg.frames import Example
from kg.model import Document, KnowledgeBase
from kg.pipeline import extract

pytestmark = pytest.mark.model

Found = tuple[frozenset[str], frozenset[str], str, str, frozenset[str], str | None]


def cases() -> Iterator[tuple[str, str, Example]]:
    """Document id, relation and example."""
    for name, spec in sorted(load().relations.items()):
        for number, example in enumerate(spec.examples):
            kind = "example" if example.statements else "counterexample"
            yield f"{name}-{number:02}-{kind}", name, example


CASES = list(cases())


@pytest.fixture(scope="session")
def extracted(nlp: Language, catalog: Catalog) -> Mapping[str, KnowledgeBase]:
    """What the extractor makes of all examples, by document id."""
    documents = [Document(id=key, text=e.text, published=e.published) for key, _, e in CASES]
    return {kb.documents[0].id: kb for kb in extract(documents, nlp=nlp, catalog=catalog)}


def folded(name: str) -> str:
    return name.casefold().removeprefix("the ")


def found(kb: KnowledgeBase, relation: str) -> list[Found]:
    """Each evidence of a relation; entities by all their names."""
    names = {entity.id: frozenset(folded(name.text) for name in entity.names) for entity in kb.entities}
    return [
        (
            names[statement.subject],
            names[statement.object],
            evidence.polarity.value,
            evidence.modality.value,
            names[evidence.holder] if evidence.holder else frozenset(),
            evidence.when.edtf if evidence.when else None,
        )
        for statement in kb.statements
        if statement.relation == relation
        for evidence in statement.evidence
    ]


@pytest.mark.parametrize(("key", "relation", "example"), CASES, ids=[key for key, _, _ in CASES])
def test_example(
    key: str, relation: str, example: Example, extracted: Mapping[str, KnowledgeBase], catalog: Catalog
) -> None:
    left = found(extracted[key], relation)
    symmetric = catalog.relations[relation].relation.symmetric
    missing = []
    for expected in example.statements:
        rest = (expected.polarity.value, expected.modality.value)
        holder = folded(expected.holder) if expected.holder else None
        ends = (folded(expected.subject), folded(expected.object))
        for got in left:
            straight = ends[0] in got[0] and ends[1] in got[1]
            turned = symmetric and ends[1] in got[0] and ends[0] in got[1]
            same_holder = holder in got[4] if holder else not got[4]
            if (straight or turned) and got[2:4] == rest and same_holder and got[5] == expected.time:
                left.remove(got)
                break
        else:
            missing.append(expected)
    short = [(sorted(g[0])[:3], sorted(g[1])[:3], *g[2:4], sorted(g[4])[:1], g[5]) for g in left]
    assert (missing, short) == ([], []), f"of {example.text!r}"


def test_no_document_failed(extracted: Mapping[str, KnowledgeBase]) -> None:
    assert set(extracted) == {key for key, _, _ in CASES}
    assert [d for kb in extracted.values() for d in kb.diagnostics if d.code == "document-failed"] == []


def test_no_statement_joins_kinds_that_its_relation_does_not(
    extracted: Mapping[str, KnowledgeBase], catalog: Catalog
) -> None:
    wrong: Counter[str] = Counter()
    for kb in extracted.values():
        kinds = {entity.id: entity.kind for entity in kb.entities}
        for s in kb.statements:
            relation = catalog.relations[s.relation].relation
            # a state or place is also ground, which a claim may be about
            ground = {"State", "Place", "Territory"}
            for end, allowed in ((kinds[s.subject], relation.subject), (kinds[s.object], relation.object)):
                if end not in allowed and not (end.value in ground and {k.value for k in allowed} & ground):
                    wrong[f"{s.relation}: {end.value}"] += 1
    assert not wrong
