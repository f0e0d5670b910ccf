"""Places by description: "the island of Shikotan", "parts of the Spratlys", "the islands", "a disputed area"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.antecedents import PLURAL, cue
from kg.groups import group_of, listed, named_places, so_many
from kg.model import Kind
from kg.phrases import described, modifiers, phrase, prepositional
from kg.reading import Reading, register

__all__ = ["ground", "ground_before"]

_SOIL = frozenset({"territory", "soil"})
# words that only say how many or which ones: what they stand before stays unnamed
_VAGUE = frozenset(
    "several other some many most certain various numerous few own new further additional remaining".split()
)
# what the features of the catalog may be called, in the singular and the plural; any other noun may be any of them
_ISLAND, _REEF = frozenset({"island", "reef"}), frozenset({"reef", "island"})
_GROUP = frozenset({"island group"})
_FEATURES = {
    **{(noun, False): _ISLAND | _GROUP for noun in ("island", "isle", "islet", "rock", "cay")},
    **{(noun, True): _GROUP for noun in ("island", "isle", "islet")},
    **{(noun, True): _GROUP | _REEF for noun in ("rock", "cay", "reef", "shoal", "atoll")},
    **{(noun, False): _REEF for noun in ("reef", "shoal", "atoll")},
    **{(noun, False): _GROUP for noun in ("archipelago", "group", "chain")},
    ("peninsula", False): frozenset({"region"}),
    ("strait", False): frozenset({"strait", "maritime area"}),
    ("river", False): frozenset({"river"}),
}
_CALLS = frozenset({"call", "name", "know", "term", "dub", "style"})
_PLURAL_WORDS = frozenset({"waters", "they", "them", "their", "all", "both"})


def ground(
    reading: Reading,
    token: Token,
    wanted: frozenset[Kind],
    *,
    definite: bool,
    beside: tuple[str, ...] = (),
    owner: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Places behind a noun phrase that names none as its head; empty where the text does not tell.

    ``beside`` are the places of the phrase that this one is in apposition to ("Lipulekh, *an area* held by"), ``owner``
    the state whose it is said to be ("*its* territory").
    """
    lemma = token.lemma_.lower()
    is_part = lemma in cue(reading, "nouns.parts")
    if not is_part and lemma not in cue(reading, "nouns.territories"):
        return _either_name(reading, token) or ((_unnamed(reading, token),) if _may_be_place(token) else ())
    if beside:
        return beside[:1]
    if members := [e for child in token.children if child.dep_ == "appos" for e in named_places(reading, child)]:
        return tuple(members)
    named = [e for c in token.children if c.dep_ in {"compound", "nmod"} for e in named_places(reading, c)]
    if not is_part and (whole := _whole(reading, token)):  # "the Red Sea islands of Tiran and Sanafir"
        return tuple(whole)
    if named and not is_part and token.i - 1 in reading.at:
        return tuple(named)
    if lemma in _SOIL and (owners := [*_owners(reading, token), *owner]):
        return (owners[0],) if Kind.STATE in wanted else (_part(reading, token, reading.label(owners[0])),)
    if whole := _whole(reading, token):
        return tuple(_part(reading, token, reading.label(e)) for e in whole) if is_part else tuple(whole)
    if called := _called(reading, token):
        return called
    if token.tag_ in PLURAL and (group := listed(reading, lemma)):
        return group
    if definite and (group := so_many(reading, token)):
        return group
    open_phrase = any(c.dep_ in {"prep", "poss"} or _restricts(c) for c in token.children)
    if definite and not open_phrase and (found := ground_before(reading, token)):
        return found
    if all(_says_little(c) for c in token.children) and token.dep_ != "compound":
        return ()  # "the strait", "several areas", "their border", and the text has named none
    return (described(reading, token, Kind.TERRITORY),)


def _called(reading: Reading, token: Token) -> tuple[str, ...]:
    """What a noun's clause calls it: "the islets *that Seoul calls Dokdo*", "islands *known as the Spratlys*"."""
    for clause in (c for c in token.children if c.dep_ in {"relcl", "acl"}):
        calls = clause.lemma_.lower() in _CALLS
        names = [c for c in clause.children if calls and c.dep_ in {"oprd", "attr", "dobj"}]
        names += [t for c in clause.children if c.dep_ == "prep" and c.lower_ == "as" for t in c.children]
        for name in names:
            if places := [p for p in named_places(reading, name) if reading.kind(p) is Kind.TERRITORY]:
                return tuple(places[:1])
    return ()


def _restricts(clause: Token) -> bool:
    """Whether a relative clause tells which place is meant; behind a comma it only adds something."""
    return clause.dep_ == "relcl" and clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text != ","


def _says_little(word: Token) -> bool:
    """Whether a word beside a noun tells nothing of which place is meant."""
    return word.dep_ in {"det", "punct", "nummod", "poss", "cc", "conj"} or word.lower_ in _VAGUE


def _whole(reading: Reading, token: Token) -> list[str]:
    """What a share or common noun is of: "half *of Belize*", "the islands *of A and B*", "most *of Belizean soil*"."""
    found: list[str] = []
    for inner in prepositional(token, "of"):
        found += named_places(reading, inner)
        if inner.lemma_.lower() in _SOIL:
            found += _owners(reading, inner)
    return found


def _owners(reading: Reading, token: Token) -> list[str]:
    """The state of a demonym ("Belizean territory")."""
    referents = (reading.at.get(modifier.i) for modifier in modifiers(token))
    return [o for r in referents if r is not None for o in r.options[:1] if reading.kind(o) is Kind.STATE]


def _part(reading: Reading, token: Token, whole: str) -> str:
    """Part of a place: an entity of its own that also answers to the name of the whole."""
    start, end, _ = phrase(token)
    share = reading.doc[start:end].text
    return register(reading, Kind.TERRITORY, (f"{share} of {whole}", whole), local=True)


def _either_name(reading: Reading, token: Token) -> tuple[str, ...]:
    """The known one of two names around a slash, where the parser takes the other for the head ("Etorofu/Iturup")."""
    if not any(c.text == "/" for c in token.children):
        return ()
    return tuple(e for c in token.children if c.i < token.i for e in named_places(reading, c))[:1]


def _may_be_place(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text[0].isupper()
        and token.ent_type_ in {"", "ORG", "PERSON", "GPE", "LOC", "FAC"}
    )


def _unnamed(reading: Reading, token: Token) -> str:
    """A proper noun that spaCy left unmarked: its capitalised words are the name of a place."""
    doc = token.doc
    start = token.i
    while start > token.sent.start and doc[start - 1].dep_ == "compound" and doc[start - 1].text[0].isupper():
        start -= 1
    return register(reading, Kind.PLACE, (doc[start : token.i + 1].text,))


def ground_before(reading: Reading, token: Token) -> tuple[str, ...]:
    """Antecedent of "the islands", "the disputed area", "it": a list of members, else the last territory that fits."""
    plural = token.tag_ in PLURAL or token.lower_ in _PLURAL_WORDS
    earlier = [r for r in reading.referents if r.start < token.i]
    later = [r for r in reading.referents if r.start > token.i] if plural else []
    for referent in (*reversed(earlier), *later):
        territory = next((o for o in referent.options if reading.kind(o) is Kind.TERRITORY), None)
        if territory is None:
            continue
        if plural and len(group := group_of(reading, reading.doc[referent.head])) > 1:
            return group
        if referent.start < token.i and (fitting := _meant(reading, territory, token)):
            return (fitting,)
    made = [name for name, entity in reading.entities.items() if entity.kind is Kind.TERRITORY]
    return tuple(made[-1:])


def _meant(reading: Reading, territory: str, noun: Token) -> str | None:
    """What a noun or pronoun may mean where a territory stands before: the territory, or the whole that it is part of.

    "The islands" are no single island and no cape, "the peninsula" is no reef; "the territory" is the whole where the
    text has named both.
    """
    lemma = noun.lemma_.lower()
    fitting = _FEATURES.get((lemma, noun.tag_ in PLURAL))
    known = reading.catalog.territories.get(territory)
    if known is None:
        return territory
    named = {o for r in reading.referents if r.start < noun.i for o in r.options}
    whole = next((w for w in known.part_of if w in named and w in reading.catalog.territories), None)
    wholly = lemma in _SOIL if fitting is None else whole and reading.catalog.territories[whole].feature in fitting
    if whole and wholly and (fitting is None or known.feature not in fitting):
        return whole
    if fitting is None or known.feature in fitting:
        return territory
    return None
