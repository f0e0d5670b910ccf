"""Antecedents: what a text has named before a phrase that names nothing itself, and which reading of a name fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.mentions import at_a_place
from kg.model import ACTORS, GROUND, Kind, fits
from kg.phrases import expand
from kg.reading import Reading, Referent, register

__all__ = [
    "PLURAL",
    "around",
    "before",
    "choose",
    "cue",
    "fits",
    "known_pair",
    "latest",
    "nearest",
    "pair",
]

PLURAL = frozenset({"NNS", "NNPS"})


def cue(reading: Reading, name: str) -> frozenset[str]:
    """The lemmas of a cue list; empty where the catalog has no such list."""
    return reading.catalog.cues.get(name, frozenset())


def choose(reading: Reading, referent: Referent, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """The entity that a name means where one of these kinds is wanted: at most one, none where no meaning fits."""
    head = reading.doc[referent.head]
    if referent.role in {"capital", "seat"}:
        # where something happens to a place, the city itself is meant ("shelled Tskhinvali", "visited Tokyo")
        # and where it modifies a noun it is a venue ("the Oslo accords")
        modifier = head.dep_ in {"compound", "nmod", "amod"} and not _is_organ(reading, head.head)
        place_only = Kind.STATE not in wanted or Kind.PLACE in wanted or modifier
        if not place_only and not at_a_place(head):
            return referent.options[:1]
        if referent.role == "capital" and (Kind.PLACE in wanted or Kind.TERRITORY in wanted):
            return (register(reading, Kind.PLACE, (reading.doc[referent.start : referent.end].text,)),)
        return ()
    if referent.role in {"adjective", "people"} and not wanted & ACTORS:
        return ()
    fitting = [option for option in referent.options if fits(reading.kind(option), wanted)]
    if not fitting and wanted <= GROUND and (place := _mistaken(reading, referent)):
        return (place,)
    if Kind.STATE in wanted and fitting and (state := reading.catalog.organizations.get(fitting[0])):
        return (state,)
    exact = [option for option in fitting if reading.kind(option) in wanted]
    if exact or fitting:
        return tuple(exact or fitting)[:1]
    # a territory or place that acts stands for whoever governs there in its name
    if Kind.STATE in wanted and referent.role == "name" and _acts(head):
        return tuple(o for o in referent.options if reading.kind(o) is Kind.TERRITORY or _governs(reading, o, head))[:1]
    return ()


def _acts(head: Token) -> bool:
    """Whether a noun stands where only one who acts can: as subject, agent, owner or party."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "pobj":
        return head.head.lower_ in {"by", "between", "with", "among"}
    return head.dep_ in {"nsubj", "nsubjpass", "poss"}


def _is_organ(reading: Reading, noun: Token) -> bool:
    return noun.lemma_.lower() in cue(reading, "nouns.organs")


def _governs(reading: Reading, option: str, head: Token) -> bool:
    """Whether a place that the catalog lacks is a political unit in spaCy's eyes."""
    return reading.kind(option) is Kind.PLACE and option not in reading.catalog.entities and head.ent_type_ == "GPE"


def _mistaken(reading: Reading, referent: Referent) -> str | None:
    """A name that spaCy took for a person or body where only ground fits ("the claim to Serranilla Bank")."""
    option = referent.options[0] if referent.options else None
    if option is None or option in reading.catalog.entities or option in reading.speaks_for or referent.role != "name":
        return None
    if reading.kind(option) not in {Kind.PERSON, Kind.ORGANIZATION} or _is_titled(reading, referent):
        return None
    return register(reading, Kind.PLACE, (reading.doc[referent.start : referent.end].text.removeprefix("the "),))


def _is_titled(reading: Reading, referent: Referent) -> bool:
    """Whether a title stands before a name, so that it is nothing but a person ("Secretary of State John Hay")."""
    title = reading.doc[referent.start - 1].lower_ if referent.start else ""
    return title in cue(reading, "titles.offices") | cue(reading, "titles.address") | {"state"}


def before(reading: Reading, token: Token) -> list[Referent]:
    """The referents that stand before a token, in order of the text."""
    return [r for r in reading.referents if r.start < token.i and not r.start <= token.i < r.end]


def _sides_before(reading: Reading, token: Token) -> list[Referent]:
    """The referents before a token that may be parties: not where something takes place ("met *in Oman*")."""
    heads = ((r, reading.doc[r.head]) for r in before(reading, token))
    return [r for r, head in heads if not at_a_place(head) or head.head.lower_ == "to"]


def nearest(reading: Reading, token: Token, kinds: frozenset[Kind]) -> tuple[str, ...]:
    """The nearest earlier referent of these kinds; a subject of the sentence before beats what stands nearer."""
    same = None
    for referent in reversed(before(reading, token)):
        head = reading.doc[referent.head]
        option = next((o for o in referent.options if reading.kind(o) in kinds), None)
        if option is None or (referent.role in {"adjective", "capital"} and at_a_place(head)):
            continue
        same = same or option
        if head.dep_ in {"nsubj", "nsubjpass"}:
            return (option,)
        if token.sent.start_char - reading.doc[referent.start].idx > 400:
            break
    return (same,) if same else ()


def latest(reading: Reading, token: Token, kinds: frozenset[Kind], size: int) -> tuple[str, ...]:
    """The last ``size`` different entities of these kinds before a token, in order of the text; at most so many."""
    found: list[str] = []
    for referent in reversed(before(reading, token)):
        option = next((o for o in referent.options if reading.kind(o) in kinds), None)
        if option is not None and option not in found:
            found.append(option)
        if len(found) == size:
            break
    return tuple(reversed(found))


def _set_beside(reading: Reading, token: Token, size: int) -> tuple[str, ...]:
    """The last ``size`` states that the text has coordinated ("Chile and Peru")."""
    for referent in reversed(before(reading, token)):
        head = reading.doc[referent.head]
        if head.dep_ != "conj":
            continue
        first = head
        while first.dep_ == "conj":
            first = first.head
        members: list[str] = []
        for member in expand(first):
            other = reading.at.get(member.i)
            members += [o for o in other.options if reading.kind(o) is Kind.STATE][:1] if other else []
        if len(dict.fromkeys(members)) == size:
            return tuple(dict.fromkeys(members))
    return ()


def _foremost(reading: Reading, token: Token, size: int) -> tuple[str, ...]:
    """The states that the text has named most often so far; the later named first where they are even."""
    counts: Counter[str] = Counter()
    last: dict[str, int] = {}
    for referent in _sides_before(reading, token):
        state = next((o for o in referent.options if reading.kind(o) is Kind.STATE), None)
        if state is not None:
            counts[state] += 1
            last[state] = referent.start
    ranked = sorted(counts, key=lambda state: (-counts[state], -last[state]))[:size]
    return tuple(sorted(ranked, key=lambda state: last[state]))


def pair(reading: Reading, token: Token, size: int = 2) -> tuple[str, ...]:
    """The states that a set expression means: those at the entry's head, set side by side, or named last."""
    named = reading.parties(token.i)
    if len(named) == size:
        return named
    found = _set_beside(reading, token, size) or _foremost(reading, token, size)
    return found if len(found) == size else ()


def known_pair(reading: Reading, noun: Token) -> tuple[str, ...]:
    """Both sides of "the dispute", where a definite noun leaves them to what the text has said before."""
    definite = noun.doc[noun.left_edge.i].lower_ in {"the", "this", "that"}
    return pair(reading, noun) if definite else ()


def around(token: Token) -> Iterator[Span]:
    """The sentence of a token, then the one before and the one after."""
    doc, sentence = token.doc, token.sent
    yield sentence
    if sentence.start:
        yield doc[sentence.start - 1].sent
    if sentence.end < len(doc):
        yield doc[sentence.end].sent
