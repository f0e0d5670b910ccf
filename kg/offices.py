"""Who holds which office: titles before names, appositions after them.

Later stages need it twice: as the relation ``holdsOffice`` and to know for whom "we" or "the Chilean leader" speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.coreference import resolve_one
from kg.model import Kind
from kg.reading import Reading, Referent

__all__ = ["Office", "offices"]

_BODIES = frozenset({Kind.STATE, Kind.ORGANIZATION})
_WINDOW = 9
_HEADS = frozenset({"president", "minister", "premier", "king", "queen", "chancellor", "emperor", "sultan", "shah"})


@dataclass(frozen=True, slots=True)
class Office:
    """A person with the state or body of whom he holds office; tokens of the name, the title and the body."""

    person: str
    body: str
    name: int
    title: int
    owner: int
    rule: str


def offices(reading: Reading) -> Iterator[Office]:
    """Offices in order of the text, each person and body once."""
    seen = set()
    for referent in reading.referents:
        if referent.options and reading.kind(referent.options[0]) is Kind.PERSON:
            for office in (*_before(reading, referent), *_beside(reading, referent)):
                if (office.person, office.body) not in seen:
                    seen.add((office.person, office.body))
                    reading.speaks_for.setdefault(office.person, office.body)
                    yield office


def _titles(reading: Reading) -> frozenset[str]:
    return reading.catalog.cues.get("titles.offices", frozenset())


def _title_at(reading: Reading, end: int) -> int:
    """Start of the title that ends before token ``end``; ``end`` where there is none."""
    doc, titles = reading.doc, _titles(reading)
    for size in (3, 2, 1):
        words = doc[end - size : end].text.lower() if end - size >= 0 else ""
        if words in titles or words.removesuffix("s") in titles:  # "Foreign Ministers A of X and B of Y"
            return end - size
    return end


def _before(reading: Reading, referent: Referent) -> Iterator[Office]:
    """ "Greek Prime Minister Andreas Papandreou", "Japan's foreign minister, Taro Aso"."""
    doc = reading.doc
    end = referent.start
    address = reading.catalog.cues.get("titles.address", frozenset())
    qualifiers = reading.catalog.cues.get("titles.qualifiers", frozenset())
    while end and (doc[end - 1].text == "," or doc[end - 1].lower_ in address):
        end -= 1
    start = _title_at(reading, end)
    title = start
    while start < end:
        title, end = start, start
        while end and (doc[end - 1].lower_ in qualifiers or doc[end - 1].text in {"-", "and", "&"}):
            end -= 1
        start = _title_at(reading, end)
    if title == referent.start and (first := _listed_with(reading, referent)) is not None:
        yield from _of(reading, referent, first)
        return
    if title == referent.start or title >= len(doc) or not _is_title(reading, title):
        return
    for i in range(end - 1, max(-1, end - 1 - _WINDOW), -1):
        owner = reading.at.get(i)
        if owner is not None:
            body = next((o for o in owner.options if reading.kind(o) in _BODIES), None)
            if body and owner.role != "capital":
                yield Office(referent.options[0], body, referent.head, title, i, "title")
            return
        if (doc[i].pos_ not in {"ADJ", "PART", "NOUN", "PROPN"} and doc[i].tag_ != "POS") or doc[i].lower_ in {
            "with",
            "and",
        }:
            break
    if whose := list(_of(reading, referent, title)):
        yield whose[0]
        return
    yield from _of_title(reading, referent, title)


def _of(reading: Reading, referent: Referent, title: int) -> Iterator[Office]:
    """ "Foreign Minister Wang Yi *of China*"."""
    for preposition in reading.doc[referent.head].children:
        if preposition.dep_ == "prep" and preposition.lower_ == "of" and preposition.i == referent.end:
            for inner in preposition.children:
                for body in resolve_one(reading, inner, _BODIES)[:1]:
                    yield Office(referent.options[0], body, referent.head, title, inner.i, "title")


def _listed_with(reading: Reading, referent: Referent) -> int | None:
    """Start of the plural title that a name shares with the one before it; None where it shares none."""
    head = reading.doc[referent.head]
    first = head
    while first.dep_ == "conj":
        first = first.head
    before = reading.at.get(first.i)
    if first is head or before is None:
        return None
    start = _title_at(reading, before.start)
    plural = start < before.start and reading.doc[before.start - 1].lower_.endswith("s")
    return start if plural else None


def _of_title(reading: Reading, referent: Referent, title: int) -> Iterator[Office]:
    """A bare title ("Prime Minister Shinzo Abe said … Japan's dispute"): the state that his sentence speaks for.

    Where neither tells, whose office it is stays unknown, however often the text names some state.
    """
    if not set(reading.doc[title : referent.start].text.lower().split()) & _HEADS:
        return
    sentence = reading.doc[referent.head].sent
    states = [(r, next((o for o in r.options if reading.kind(o) is Kind.STATE), None)) for r in reading.referents]
    owners = [
        (r, o)
        for r, o in states
        if o and sentence.start <= r.start < sentence.end and reading.doc[r.head].dep_ == "poss"
    ]
    verb = reading.doc[referent.head].head
    says = verb.lemma_.lower() in reading.catalog.cues.get("speech.verbs", frozenset())
    if says and reading.doc[referent.head].dep_ == "nsubj" and len({o for _, o in owners}) == 1:
        owner, body = owners[0]
        yield Office(referent.options[0], body, referent.head, title, owner.head, "context")
        return
    subjects = {o for r, o in states if o and _is_subject_beside(reading, r, referent)}
    if len(subjects) == 1 and not reading.author:
        owner = next(r for r, o in states if o in subjects and _is_subject_beside(reading, r, referent))
        yield Office(referent.options[0], subjects.pop(), referent.head, title, owner.head, "context")
        return


def _is_subject_beside(reading: Reading, state: Referent, speaker: Referent) -> bool:
    """Whether a state is the subject of what somebody says: "Peru will not yield, President X said"."""
    verb = reading.doc[speaker.head].head
    head = reading.doc[state.head]
    speaks = verb.lemma_.lower() in reading.catalog.cues.get("speech.verbs", frozenset())
    return speaks and head.dep_ == "nsubj" and head.head.dep_ == "ccomp" and head.head.head == verb


def _is_title(reading: Reading, start: int) -> bool:
    doc, titles = reading.doc, _titles(reading)
    words = [doc[start : start + size].text.lower() for size in (3, 2, 1)]
    return any(form in titles or form.removesuffix("s") in titles for form in words)


def _beside(reading: Reading, referent: Referent) -> Iterator[Office]:
    """ "Taro Aso, Japan's foreign minister", "India's prime minister, Manmohan Singh", "X, who was president of Y"."""
    head = reading.doc[referent.head]
    candidates: list[Token] = [c for c in head.children if c.dep_ == "appos"]
    if head.dep_ == "appos":
        candidates.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ in {"be", "become", "remain", "serve"}:
        candidates += [c for c in head.head.children if c.dep_ == "attr"]
    for child in head.children:
        if child.dep_ == "relcl" and child.lemma_ == "be":
            candidates += [c for c in child.children if c.dep_ == "attr"]
        if child.dep_ == "prep" and child.lower_ == "as":
            candidates += [c for c in child.children if c.dep_ == "pobj"]
    for noun in candidates:
        lemma = noun.lemma_.lower()
        joined = reading.doc[max(0, noun.i - 1) : noun.i + 1].text.lower()
        if lemma in _titles(reading) or joined in _titles(reading):
            for body in resolve_one(reading, noun, _BODIES)[:1]:
                yield Office(referent.options[0], body, referent.head, noun.i, noun.i, "apposition")
