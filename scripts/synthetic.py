"""Made-up knowledge bases of any size, the same for the same size, to measure with.

Every state, island and person is invented. What is like a real build: all relations of the catalog with ends of the
right kinds, few busy entities and many quiet ones, several reports of one act, holders, denials, plans, dates of every
precision, contested names, speeches and comments, quotes that stand in the texts where their offsets say.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

from kg.catalog import load
from kg.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Relation,
    Span,
    Statement,
    When,
)

__all__ = ["knowledge_base"]

_SYLLABLES = (
    "ba",
    "dor",
    "el",
    "fin",
    "gar",
    "hul",
    "is",
    "kel",
    "lo",
    "mar",
    "nor",
    "ost",
    "pel",
    "ras",
    "sol",
    "tur",
)
_KINDS = {
    Kind.STATE: ("state", 200),
    Kind.PERSON: ("person", 4000),
    Kind.ORGANIZATION: ("organization", 1000),
    Kind.TERRITORY: ("territory", 1000),
    Kind.PLACE: ("place", 1500),
    Kind.AGREEMENT: ("agreement", 300),
    Kind.DISPUTE: ("dispute", 60),
    Kind.NAME: ("name", 500),
}
# Relations that news is full of, and those of which a corpus has few; all others have weight 10.
_WEIGHTS = {
    **dict.fromkeys(("metWith", "claims", "negotiatesWith", "accuses", "visits"), 40),
    **dict.fromkeys(("attacks", "deploysTo", "patrols", "administers", "supports", "holdsOffice", "locatedIn"), 20),
    **dict.fromkeys(("successorOf", "declaresIndependenceFrom", "surrendersTo", "annexes", "rulesOn"), 1),
}
_PER_DOCUMENT = 8
_OUTLETS = tuple(f"The {name} Courier" for name in ("Northern", "Coast", "Evening", "Harbour", "Island", "Lowland"))
_FILLER = "Nothing else of note was known by the evening, and the weather at sea was calm."


def knowledge_base(statements: int, *, seed: int = 1) -> KnowledgeBase:
    """A made-up knowledge base.

    Parameters
    ----------
    statements
        How many; there are about 1.2 times as many evidence, and a document for eight of these.
    seed
        Another one gives another knowledge base of the same size.
    """
    chance = random.Random(seed)
    size = min(1.0, max(statements / 100_000, 0.01))
    entities = _entities(chance, size)
    pools = {kind: [entity for entity in entities if entity.kind is kind] for kind in _KINDS}
    relations = sorted((spec.relation for spec in load().relations.values()), key=lambda relation: relation.id)
    weights = list(accumulate(_WEIGHTS.get(relation.id, 10) for relation in relations))
    facts: dict[tuple[str, str, str], None] = {}
    told: list[tuple[str, str, str]] = []
    while len(facts) < statements:
        relation = chance.choices(relations, cum_weights=weights)[0]
        fact = _fact(chance, relation, pools)
        if fact[0] != fact[2] and fact not in facts:
            facts[fact] = None
            told.append(fact)
            if chance.random() < 0.2:
                told.append(chance.choice(told))
    labels = {entity.id: entity.label for entity in entities}
    actors = [entity.id for kind in (Kind.STATE, Kind.PERSON) for entity in pools[kind]]
    documents, evidence = _documents(chance, told, labels, actors)
    return KnowledgeBase(
        tuple(documents), tuple(entities), tuple(Statement(*fact, tuple(evidence[fact])) for fact in facts)
    )


def _entities(chance: random.Random, size: float) -> list[Entity]:
    found = []
    for kind, (prefix, most) in _KINDS.items():
        for number in range(max(int(most * size), 6)):
            word = "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
            label = f"{word} {number}" if kind is Kind.PERSON else f"{word} {kind.value} {number}"
            names = [Name(label, "en")]
            if kind is Kind.TERRITORY and chance.random() < 0.5:
                users = (f"state/s{chance.randrange(6)}",)
                names.append(Name("".join(chance.choices(_SYLLABLES, k=4)).capitalize(), "xx", users))
            same_as = (f"wikidata:Q{10**8 + number}",) if kind is Kind.STATE else ()
            found.append(Entity(f"{prefix}/{prefix[0]}{number}", kind, tuple(names), same_as))
    return found


def _fact(chance: random.Random, relation: Relation, pools: Mapping[Kind, Sequence[Entity]]) -> tuple[str, str, str]:
    subject = _end(chance, pools, relation.subject)
    if relation.id in {"locatedIn", "successorOf"}:
        # Towards the busy end only, for parts and successions have no circles.
        kind = Kind.TERRITORY if relation.id == "locatedIn" else Kind.STATE
        one, other = sorted(chance.sample(range(len(pools[kind])), 2))
        return pools[kind][other].id, relation.id, pools[kind][one].id
    return subject, relation.id, _end(chance, pools, relation.object)


def _end(chance: random.Random, pools: Mapping[Kind, Sequence[Entity]], kinds: frozenset[Kind]) -> str:
    """An entity of one of the kinds, mostly a busy one (the first have many times the weight of the last)."""
    pool = pools[chance.choice(sorted(kinds or {Kind.STATE}))]
    return pool[int(len(pool) * chance.random() ** 2)].id


def _documents(
    chance: random.Random, told: Sequence[tuple[str, str, str]], labels: Mapping[str, str], actors: Sequence[str]
) -> tuple[list[Document], Mapping[tuple[str, str, str], list[Evidence]]]:
    documents: list[Document] = []
    evidence: defaultdict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for first in range(0, len(told), _PER_DOCUMENT):
        number = first // _PER_DOCUMENT
        id, day = f"news/{number:06}.txt", f"{chance.randrange(1990, 2025)}-{chance.randrange(1, 13):02}-17"
        lot = chance.random()
        author = labels[chance.choice(actors)] if lot < 0.15 else None
        part_of = documents[-1].id if 0.15 <= lot < 0.2 and documents else None
        text = ""
        for fact in told[first : first + _PER_DOCUMENT]:
            quote, fields = _sentence(chance, fact, labels, actors, day)
            evidence[fact].append(Evidence(id, Span(len(text), len(text) + len(quote)), quote, **fields))
            text += f"{quote} {_FILLER} "
        source = chance.choice(_OUTLETS)
        documents.append(
            Document(id, text, f"News {number}", source, None, day, "en", "reader" if part_of else author, part_of)
        )
    return documents, evidence


def _sentence(
    chance: random.Random, fact: tuple[str, str, str], labels: Mapping[str, str], actors: Sequence[str], day: str
) -> tuple[str, dict]:
    subject, relation, object_ = labels[fact[0]], fact[1], labels[fact[2]]
    polarity = Polarity.NEGATIVE if chance.random() < 0.07 else Polarity.POSITIVE
    modality = chance.choices(list(Modality), cum_weights=(75, 85, 95, 100))[0]
    holder = chance.choice(actors) if chance.random() < 0.25 else None
    when = _when(chance, day) if chance.random() < 0.5 else None
    words = [f"{labels[holder]} says that" if holder else "", subject, "not" if polarity is Polarity.NEGATIVE else ""]
    words += ["may" if modality is not Modality.ACTUAL else "", relation, object_, when.words if when else ""]
    count = chance.randrange(2, 9) if relation == "metWith" and chance.random() < 0.2 else None
    fields = {"holder": holder, "polarity": polarity, "modality": modality, "when": when, "count": count}
    rest = {"rule": f"{relation}.verb", "confidence": chance.randrange(50, 100) / 100}
    return " ".join(word for word in words if word) + ".", fields | rest


def _when(chance: random.Random, day: str) -> When:
    year, lot = chance.randrange(1940, 2025), chance.random()
    if lot < 0.3:
        return When(str(int(day[:4]) - 1), "last year", "relative", day)
    if lot < 0.35:
        return When(None, "back then", "unresolved", day)
    if lot < 0.6:
        return When(f"{year}-{chance.randrange(1, 13):02}", f"in a month of {year}", "absolute")
    return When(str(year), f"in {year}", "absolute")
