"""Several places at once: the members of a list, "the two regions", "four islands: A, B, C and D"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.antecedents import PLURAL, choose, cue
from kg.model import GROUND, Kind
from kg.phrases import expand
from kg.reading import Reading

__all__ = ["group_of", "listed", "named_places", "so_many"]

_INTRODUCE = frozenset({":", "—", "–", "-", "--", "("})
_BETWEEN = frozenset({",", "and", "the", "&", "island", "islands"})
_LIST_WITHIN = 8
_NUMBERS = {2: frozenset({"two", "both"}), 3: frozenset({"three"}), 4: frozenset({"four"}), 5: frozenset({"five"})}


def listed(reading: Reading, lemma: str) -> tuple[str, ...]:
    """Members of the group of this noun, where the passage lists them: "four islands — A, B, C and D"."""
    key = ("listed", lemma)
    if key not in reading.memo:
        reading.memo[key] = ()
        for token in reading.doc:
            if token.lemma_.lower() == lemma and token.tag_ in PLURAL:
                members = [e for c in token.children if c.dep_ == "appos" for e in named_places(reading, c)]
                members = members if len(members) > 1 else _after_colon(reading, token)
                if len(members) > 1:
                    reading.memo[key] = tuple(dict.fromkeys(members))
                    break
    return reading.memo[key]


def _after_colon(reading: Reading, token: Token) -> list[str]:
    """Territories that a colon, dash or bracket behind a plural noun introduces ("four islands: A, B and C")."""
    doc = token.doc
    window = range(token.i + 1, min(token.i + _LIST_WITHIN, len(doc) - 1))
    start = next((i + 1 for i in window if doc[i].text in _INTRODUCE), len(doc))
    members: list[str] = []
    i = start
    while i < len(doc):
        referent = reading.at.get(i)
        if referent is not None and reading.kind(referent.options[0]) in {Kind.TERRITORY, Kind.PLACE}:
            members.append(referent.options[0])
            i = referent.end
        elif doc[i].lower_ in _BETWEEN or doc[i].lemma_.lower() in cue(reading, "nouns.territories"):
            i += 1
        else:
            break
    return members


def so_many(reading: Reading, token: Token) -> tuple[str, ...]:
    """ "The two regions": that many territories set side by side before, else the last so many that were named."""
    words = {c.lower_ for c in token.children}
    size = next((n for n, forms in _NUMBERS.items() if words & forms), 0)
    if token.tag_ not in PLURAL or not size or any(c.dep_ in {"prep", "relcl", "acl"} for c in token.children):
        return ()
    named: list[str] = []
    for referent in reversed([r for r in reading.referents if r.start < token.i]):
        place = next((o for o in referent.options if reading.kind(o) is Kind.TERRITORY), None)
        if place is None:
            continue
        if len(group := group_of(reading, reading.doc[referent.head])) == size:
            return group
        if place not in named:
            named.insert(0, place)
    return tuple(named[-size:]) if len(named) >= size else ()


def named_places(reading: Reading, token: Token) -> list[str]:
    """Places that a noun and its coordinates name; what spaCy took for a person counts, for only ground fits here."""
    referents = ((reading.at.get(member.i), member) for member in expand(token))
    return [
        place
        for referent, member in referents
        if referent is not None and referent.role in {"name", "capital"}
        for place in choose(reading, referent, member, GROUND)
    ]


def group_of(reading: Reading, head: Token) -> tuple[str, ...]:
    """The territories that a name is listed with; just one where it stands alone."""
    first = head
    while first.dep_ in {"conj", "appos"} and first.head.i in reading.at:
        first = first.head
    return tuple(e for e in named_places(reading, first) if reading.kind(e) is Kind.TERRITORY)
