"""Frames over the parse: each trigger word with the roles that its relation file names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Token

from kg.catalog import Catalog
from kg.coreference import known_pair, resolve
from kg.extract.around import entry_subject, has_own_subject, opens, side_by_side, topic, topic_of_paragraph, verbless
from kg.extract.naming import given_names
from kg.extract.quote import quote_span
from kg.extract.roles import fillers
from kg.frames import Frame
from kg.model import Kind, Match
from kg.reading import Reading

__all__ = ["Lexicon", "frame_matches", "lexicon"]

# roles in which a state is where or with whom, not the ground at issue
_LOOSE = frozenset({"mod", "in", "with", "head", "for"})
# the parties at the head of a reference entry, for a clause that names no actor of its own
_ENTRY = "entry"
# the two sides that the text has spoken of, for a definite noun without any ("the dispute over the islands")
_KNOWN = "known"
# the ground that the sentence speaks of, for a noun that names none ("China renewed its claims")
_TOPIC = "topic"
# two states side by side in the sentence, for a noun that leaves its parties to its verb ("the issue divides A and B")
_BESIDE = "beside"
_PARTICLES = frozenset({"over", "up", "down"})
_MOST = 7
Pair = tuple[str, Token, str, Token]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by part of speech and the trigger's first lemma, with the rest of a wording of several words."""

    frames: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Frame], ...]]
    subject: Mapping[str, frozenset[Kind]]
    object: Mapping[str, frozenset[Kind]]
    symmetric: frozenset[str]
    light: frozenset[str]


def lexicon(catalog: Catalog) -> Lexicon:
    """The lookup table of a catalog's frames."""
    table: dict[tuple[str, str], list[tuple[tuple[str, ...], Frame]]] = defaultdict(list)
    for name in sorted(catalog.relations):
        for frame in catalog.relations[name].frames:
            for wording in frame.words:
                first, *rest = wording.split()
                if frame.part == "nouns" and rest:  # the head of a noun wording comes last
                    first, rest = rest[-1], [first, *rest[:-1]]
                table[frame.part, first].append((tuple(rest), frame))
    relations = {name: spec.relation for name, spec in catalog.relations.items()}
    return Lexicon(
        {key: tuple(sorted(value, key=lambda item: -len(item[0]))) for key, value in table.items()},
        {name: r.subject for name, r in relations.items()},
        {name: r.object for name, r in relations.items()},
        frozenset(name for name, r in relations.items() if r.symmetric),
        catalog.cues.get("nouns.light_verbs", frozenset()),
    )


def frame_matches(reading: Reading, words: Lexicon) -> Iterator[Match]:
    """Every relation that a frame finds, in order of the text; the same act may come by several frames."""
    for token in reading.doc:
        for part, lemma in _parts(token):
            for rest, frame in words.frames.get((part, lemma), ()):
                anchor = _rest(token, rest, part)
                if anchor is not None and _allowed(_base(token, anchor), frame, words):
                    for pair in _pairs(reading, token, anchor, frame, words):
                        yield _match(reading, token, anchor, pair, frame)


def _parts(token: Token) -> Iterator[tuple[str, str]]:
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        yield "verbs", lemma
        # "Chad-Libya: dispute over the strip" and "the spat over it", taken for verbs
        heads_entry = token.i == token.sent.start and token.tag_ in {"VB", "VBP"} and token.dep_ == "ROOT"
        if heads_entry or token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            yield "nouns", token.lower_
        if token.dep_ == "amod" or token.tag_ == "VBN":
            yield "adjectives", token.lower_
            yield "participles", token.lower_
    elif token.pos_ in {"NOUN", "PROPN"}:
        yield "nouns", lemma
        if lemma != token.lower_ and token.pos_ == "PROPN":
            yield "nouns", token.lower_.removesuffix("s")
        if token.dep_ in {"amod", "ROOT", "acomp", "attr"} or token.tag_ == "VBN":
            yield "participles", token.lower_
        if any(c.dep_ == "nsubj" for c in token.children) and any(c.dep_ == "dobj" for c in token.children):
            yield "verbs", lemma  # "Fiji and Tonga dispute the reefs", taken for the noun
    if token.pos_ == "ADJ":
        yield "adjectives", token.lower_
        yield "participles", token.lower_
        if token.lower_.endswith("ed"):
            yield "verbs", lemma


def _rest(token: Token, rest: tuple[str, ...], part: str) -> Token | None:
    """The token whose object is the object: the trigger, or the last preposition of "take control of"."""
    if not rest:
        return token
    if part == "nouns":
        have = {t.lower_ for t in token.children if t.i < token.i} | {token.nbor(-1).lower_ if token.i else ""}
        return token if set(rest) <= have else None
    here = token
    for word in rest:
        step = next(
            (
                c
                for c in here.children
                if c.i > here.i
                and word in {c.lower_, c.lemma_.lower()}
                and c.dep_ not in {"punct", "nsubj"}
                and not _complete(here, c)
            ),
            None,
        )
        if step is None and here.dep_ in {"dobj", "nsubjpass"}:
            step = next((c for c in here.head.children if c.i > here.i and c.lower_ == word), None)
        if step is None and here is token:
            step = next((c for c in here.children if c.dep_ == "nsubjpass" and c.lemma_.lower() == word), None)
        if step is None:
            return None
        here = step
    return here


def _complete(verb: Token, particle: Token) -> bool:
    """Whether a particle is really a preposition: the verb has its object ("took it to court *over* a reef")."""
    has_object = any(c.dep_ == "dobj" and c.i < particle.i for c in verb.children)
    return particle.dep_ == "prep" and particle.lower_ in _PARTICLES and has_object


def _base(token: Token, anchor: Token) -> Token:
    """The verb whose object is meant: the last one of a wording such as "refuse accept"."""
    return anchor if anchor.pos_ == "VERB" else token


def _allowed(token: Token, frame: Frame, words: Lexicon) -> bool:
    def has(role: str, lemmas: frozenset[str]) -> bool:
        found = fillers(token, role, light_verbs=words.light)
        return any("*" in lemmas or lemmas & _said_of(filler) for filler in found)

    needed = all(has(role, lemmas) for role, lemmas in frame.needs.items())
    return needed and not any(has(role, lemmas) for role, lemmas in frame.without.items())


def _said_of(filler: Token) -> set[str]:
    """The lemma of a noun, and of the common noun that a name goes with ("the *frigate* Santa Cruz")."""
    words = {filler.lemma_.lower()}
    if filler.pos_ == "PROPN":
        words |= {c.lemma_.lower() for c in filler.children if c.dep_ in {"compound", "nmod", "appos"}}
    return words


def _fill(
    reading: Reading, token: Token, anchor: Token, roles: tuple[str, ...], kinds: frozenset[Kind], words: Lexicon
) -> list[tuple[str, Token]]:
    """Entities of the first role that gives any of a fitting kind."""
    ground = Kind.TERRITORY in kinds and Kind.STATE not in kinds
    for role in roles:
        found: list[tuple[str, Token]] = []
        if role == _ENTRY:
            parties = () if has_own_subject(token) else reading.parties(token.i)
            if len(parties) == 2 or opens(reading, token):
                return [(party, token) for party in parties]
            continue
        if role == _KNOWN:
            if pair := known_pair(reading, token):
                return [(party, token) for party in pair]
            continue
        if role == _TOPIC:
            if places := topic(reading, token):
                return places
            continue
        if role == _BESIDE:
            if pairs := side_by_side(reading, token):
                return pairs
            continue
        if role == "subj" and (party := entry_subject(reading, token)) and reading.kind(party) in kinds:
            return [(party, token)]
        base = token if role.startswith("subj") or role == "light" else _base(token, anchor)
        heads = list(fillers(base, role, light_verbs=words.light))
        if role == "obj" and anchor is not token and anchor.dep_ in {"prep", "agent", "dative", "prt"}:
            heads = [t for t in anchor.children if t.dep_ == "pobj"] or heads
        for head in heads:
            if role == "mod" and ground and head.i not in reading.at:
                continue  # a "border dispute" is about some border, which the text does not name
            for member in _listed(reading, head):
                found += [item for item in resolve(reading, member, kinds) if item[0] not in dict(found)]
        if role == "obj" and ground and not found and verbless(token):
            found = topic_of_paragraph(reading, token)
        if ground and role in _LOOSE:
            found = [item for item in found if reading.kind(item[0]) is not Kind.STATE]
        if found or (heads and role == "poss"):
            return found  # whose it is stands there; that the text does not tell more is no reason to take another
    return []


def _listed(reading: Reading, head: Token) -> list[Token]:
    """A plural noun's members where an apposition names them ("the two neighbours, Fiji and Tonga"), else the noun."""
    if head.i in reading.at or head.tag_ != "NNS":
        return [head]
    return [c for c in head.children if c.dep_ == "appos" and c.i > head.i and c.i in reading.at] or [head]


def _pairs(reading: Reading, token: Token, anchor: Token, frame: Frame, words: Lexicon) -> Iterator[Pair]:
    if frame.part == "participles":
        yield from _compound(reading, token, frame, words)
        return
    subject_kinds = frame.subject_kinds or words.subject[frame.relation]
    object_kinds = frame.object_kinds or words.object[frame.relation]
    subjects = _fill(reading, token, anchor, frame.subject, subject_kinds, words)
    if object_kinds == {Kind.NAME}:
        yield from given_names(reading, token, frame, subjects)
        return
    objects = _fill(reading, token, anchor, frame.object, object_kinds, words)
    if subjects and objects:
        symmetric = frame.relation in words.symmetric
        for s, s_token in subjects:
            for o, o_token in objects:
                if s != o and not (symmetric and s in dict(objects) and s > o and o in dict(subjects)):
                    yield s, s_token, o, o_token
        return
    if frame.pairs:
        members: list[tuple[str, Token]] = []
        for role in frame.pairs:
            if len(members) > 1 or (role == _BESIDE and members):
                break
            found = _fill(reading, token, anchor, (role,), subject_kinds, words)
            if (
                role != _ENTRY
                or not members
                or (len(members) == 1 and len(found) == 2 and members[0][0] in dict(found))
            ):
                members += [m for m in found if m[0] not in dict(members)]
        for (a, a_token), (b, b_token) in combinations(members[:_MOST], 2):
            yield a, a_token, b, b_token


def _compound(reading: Reading, token: Token, frame: Frame, words: Lexicon) -> Iterator[Pair]:
    """ "Russian-held islands" and "the islands are Russian-held": what stands before the hyphen acts."""
    if token.i < 2 or token.nbor(-1).text not in {"-", "‑", "–"}:  # noqa: RUF001
        return
    subjects = resolve(reading, token.nbor(-2), frame.subject_kinds or words.subject[frame.relation])
    objects: list[tuple[str, Token]] = []
    for head in fillers(token, "head", light_verbs=words.light):
        for role in frame.object or ("self",):  # "the Russian-brokered truce *between* Armenia and Azerbaijan"
            for member in fillers(head, role, light_verbs=words.light):
                objects += resolve(reading, member, frame.object_kinds or words.object[frame.relation])
            if objects:
                break
    for s, s_token in subjects:
        for o, o_token in objects:
            if s != o:
                yield s, s_token, o, o_token


def _match(reading: Reading, token: Token, anchor: Token, pair: Pair, frame: Frame) -> Match:
    s, s_token, o, o_token = pair
    return Match(
        relation=frame.relation,
        rule=frame.rule,
        subject=s,
        object=o,
        trigger=token.i,
        subject_token=s_token.i,
        object_token=o_token.i,
        span=quote_span(reading, token, anchor, s_token, o_token),  # "they *are at war*": the whole wording
        polarity=frame.polarity,
        modality=frame.modality,
        confidence=frame.confidence,
    )
