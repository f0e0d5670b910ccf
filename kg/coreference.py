"""What a noun or pronoun refers to: the entities behind a token, for the kinds that a relation asks for.

Rules, nearest fitting antecedent first. The statistical packages that run offline do not resolve "the two countries"
to the two states that a text has just set side by side, which is what dispute texts do most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.mentions import Reading, Referent, at_a_place, register
from kg.model import Kind
from kg.phrases import described, expand, modifiers, phrase, prepositional

__all__ = ["fits", "known_pair", "resolve", "resolve_one"]

ACTORS = frozenset({Kind.STATE, Kind.ORGANIZATION, Kind.PERSON})
GROUND = frozenset({Kind.TERRITORY, Kind.PLACE, Kind.STATE})
_HE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves", "both", "each", "either", "neither", "two"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "my", "me", "ourselves"})
_WHO = frozenset({"who", "which", "that", "whom", "whose"})
_PLURAL = frozenset({"NNS", "NNPS"})


def fits(kind: Kind, wanted: frozenset[Kind]) -> bool:
    """Whether an entity of this kind may fill a role; a state or place is also ground that can be claimed."""
    if kind in wanted:
        return True
    return Kind.TERRITORY in wanted and kind in {Kind.STATE, Kind.PLACE}


def resolve(reading: Reading, token: Token, wanted: frozenset[Kind]) -> list[tuple[str, Token]]:
    """Entities behind a token and all that it is coordinated with, each with the token that stands for it."""
    found: list[tuple[str, Token]] = []
    for member in expand(token):
        found += [(entity, member) for entity in resolve_one(reading, member, wanted) if entity not in dict(found)]
    return found


def resolve_one(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """Entities behind one token, coordination left aside; empty where the text does not tell."""
    key = (token.i, wanted)
    if key not in reading.memo:
        reading.memo[key] = ()  # a phrase that leads back to itself refers to nothing
        reading.memo[key] = tuple(dict.fromkeys(_resolve(reading, token, wanted)))
    return reading.memo[key]


def _resolve(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    referent = reading.at.get(token.i)
    if referent is not None:
        chosen = _choose(reading, referent, token, wanted)
        if chosen or referent.role == "name":
            return chosen
    if token.lower_ == "other" and any(c.lower_ in {"each", "the"} for c in token.children):
        # "each accuses the other": whoever is not the subject of the pair
        return _pair(reading, token) if wanted & ACTORS else ()
    if token.pos_ == "PRON" or token.lower_ in _THEY:
        return _pronoun(reading, token, wanted)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}:
        return ()
    return _noun(reading, token, wanted)


def _choose(reading: Reading, referent: Referent, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
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
    modifies = head.dep_ in {"compound", "nmod", "amod"}
    if wanted & {Kind.STATE, Kind.ORGANIZATION} and referent.role == "name" and not modifies:
        return tuple(o for o in referent.options if reading.kind(o) is Kind.TERRITORY or _governs(reading, o, head))[:1]
    return ()


def _is_organ(reading: Reading, noun: Token) -> bool:
    return noun.lemma_.lower() in _cue(reading, "nouns.organs")


def _governs(reading: Reading, option: str, head: Token) -> bool:
    """Whether a place that the catalog lacks is a political unit in spaCy's eyes."""
    return reading.kind(option) is Kind.PLACE and option not in reading.catalog.entities and head.ent_type_ == "GPE"


def _mistaken(reading: Reading, referent: Referent) -> str | None:
    """A name that spaCy took for a person or body where only ground fits ("the claim to Serranilla Bank")."""
    option = referent.options[0] if referent.options else None
    if option is None or option in reading.catalog.entities or option in reading.speaks_for or referent.role != "name":
        return None
    if reading.kind(option) not in {Kind.PERSON, Kind.ORGANIZATION}:
        return None
    return register(reading, Kind.PLACE, (reading.doc[referent.start : referent.end].text.removeprefix("the "),))


def _cue(reading: Reading, name: str) -> frozenset[str]:
    return reading.catalog.cues.get(name, frozenset())


def _noun(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    lemma = token.lemma_.lower()
    definite = any(c.lower_ in {"the", "both", "these", "those", "this", "that", "each"} for c in token.children)
    if wanted & ACTORS:
        if (found := _organ(reading, token, lemma)) or (found := _group(reading, token, lemma, wanted)):
            return found
        if definite and Kind.STATE in wanted and lemma in _cue(reading, "nouns.state_nouns") and token.tag_ == "NN":
            return _nearest(reading, token, frozenset({Kind.STATE}))
        if definite and Kind.PERSON in wanted and lemma in _cue(reading, "nouns.person_nouns") and token.tag_ == "NN":
            return _nearest(reading, token, frozenset({Kind.PERSON}))
    if Kind.AGREEMENT in wanted and lemma in _cue(reading, "nouns.transparent"):
        for inner in (t for preposition in ("of", "to") for t in prepositional(token, preposition)):
            if found := resolve_one(reading, inner, frozenset({Kind.AGREEMENT})):
                return found
    if Kind.AGREEMENT in wanted and lemma in _cue(reading, "nouns.agreements"):
        return _agreement(reading, token, definite)
    if Kind.DISPUTE in wanted and lemma in _cue(reading, "nouns.disputes"):
        return (described(reading, token, Kind.DISPUTE),)
    if wanted & {Kind.TERRITORY, Kind.PLACE}:
        return _ground(reading, token, lemma, wanted, definite=definite)
    return ()


def _organ(reading: Reading, token: Token, lemma: str) -> tuple[str, ...]:
    """The state or body behind "Chinese warships", "the Greek Foreign Ministry", "the president of Chile"."""
    if lemma not in _cue(reading, "nouns.organs") and token.lower_ not in _cue(reading, "nouns.organs"):
        return ()
    found: list[str] = []
    for child in [*(c for c in token.children if c.dep_ == "poss"), *modifiers(token)]:
        for member in expand(child) if child.dep_ == "poss" else [child]:
            referent = reading.at.get(member.i)
            if referent is not None:
                found += [o for o in referent.options if reading.kind(o) in {Kind.STATE, Kind.ORGANIZATION, Kind.TERRITORY}][:1]
            elif member.dep_ == "poss":
                found += resolve_one(reading, member, frozenset({Kind.STATE, Kind.ORGANIZATION}))
    if not found:
        for preposition in ("of", "from"):
            for inner in prepositional(token, preposition):
                found += [e for e, _ in resolve(reading, inner, frozenset({Kind.STATE, Kind.ORGANIZATION}))]
            if found:
                break
    return tuple(found)


def _group(reading: Reading, token: Token, lemma: str, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """The members of "the two countries", "both sides", "the two leaders"."""
    words = {c.lower_ for c in token.children}
    if not words & {"two", "both", "each", "three", "four", "other"} and not (token.tag_ in _PLURAL and words & {"the", "these"}):
        return ()
    size = 3 if "three" in words else 4 if "four" in words else 2
    persons = lemma in _cue(reading, "nouns.person_groups")
    if persons and Kind.PERSON in wanted and words & {"two", "both"}:
        people = _latest(reading, token, frozenset({Kind.PERSON}), 2)
        if len(people) == 2:
            return people
    if lemma not in _cue(reading, "nouns.state_groups"):
        return ()
    if not words & {"two", "both", "each", "three", "four"} and lemma not in {"side", "party", "country", "neighbor", "neighbour"}:
        return ()
    return _pair(reading, token, size)


def _pair(reading: Reading, token: Token, size: int = 2) -> tuple[str, ...]:
    """The states that a set expression means: those at the entry's head, set side by side, or named last."""
    named = reading.parties(token.i)
    if len(named) == size:
        return named
    found = _set_beside(reading, token, size) or _foremost(reading, token, size)
    return found if len(found) == size else ()


def _foremost(reading: Reading, token: Token, size: int) -> tuple[str, ...]:
    """The states that the text has named most often so far; the later named first where they are even."""
    counts: Counter[str] = Counter()
    last: dict[str, int] = {}
    for referent in _before(reading, token):
        state = next((o for o in referent.options if reading.kind(o) is Kind.STATE), None)
        if state is not None:
            counts[state] += 1
            last[state] = referent.start
    ranked = sorted(counts, key=lambda state: (-counts[state], -last[state]))[:size]
    return tuple(sorted(ranked, key=lambda state: last[state]))


def known_pair(reading: Reading, noun: Token) -> tuple[str, ...]:
    """Both sides of "the dispute", where a definite noun leaves them to what the text has said before."""
    definite = noun.doc[noun.left_edge.i].lower_ in {"the", "this", "that"}
    return _pair(reading, noun) if definite else ()


def _agreement(reading: Reading, token: Token, definite: bool) -> tuple[str, ...]:
    """A treaty by name or description; "the treaty" is the one last spoken of."""
    bare = definite and all(c.dep_ in {"det", "punct"} for c in token.children)
    if bare:
        earlier = [e for e, kind in _earlier(reading) if kind is Kind.AGREEMENT]
        if earlier:
            return (earlier[-1],)
    return (described(reading, token, Kind.AGREEMENT),)


def _earlier(reading: Reading) -> list[tuple[str, Kind]]:
    return [(name, entity.kind) for name, entity in reading.entities.items()]


def _ground(
    reading: Reading, token: Token, lemma: str, wanted: frozenset[Kind], *, definite: bool
) -> tuple[str, ...]:
    """A place by description: "the island of Shikotan", "parts of the Spratlys", "the islands", "a disputed area"."""
    places = frozenset({Kind.TERRITORY, Kind.PLACE, Kind.STATE}) if Kind.STATE in wanted else frozenset({Kind.TERRITORY, Kind.PLACE})
    is_part = lemma in _cue(reading, "nouns.parts")
    is_ground = lemma in _cue(reading, "nouns.territories")
    if not is_part and not is_ground:
        return (_unnamed(reading, token),) if _may_be_place(token) else ()
    if token.dep_ == "appos" and (beside := resolve_one(reading, token.head, places)):
        return beside[:1]
    members = [e for child in token.children if child.dep_ == "appos" for e, _ in _named_places(reading, child)]
    if members:
        return tuple(members)
    named = [e for child in token.children if child.dep_ in {"compound", "nmod"} for e, _ in _named_places(reading, child)]
    if named and not is_part and token.i - 1 in reading.at:
        return tuple(named)
    if lemma in {"territory", "soil"} and (owners := [o for m in modifiers(token) for o in _states(reading, m)]):
        return (owners[0],) if Kind.STATE in wanted else (_part(reading, token, reading.label(owners[0])),)
    whole = [(e, inner) for inner in prepositional(token, "of") for e, _ in _named_places(reading, inner)]
    whole += [
        (o, inner)
        for inner in prepositional(token, "of")
        if inner.lemma_ in {"territory", "soil"}
        for m in modifiers(inner)
        for o in _states(reading, m)
    ]
    if whole and is_ground and not is_part:
        return tuple(e for e, _ in whole)
    if whole:
        return tuple(_part(reading, token, reading.label(e)) for e, _ in whole)
    if token.tag_ in _PLURAL and (listed := _listed(reading, lemma)):
        return listed
    if definite and not any(c.dep_ in {"prep", "relcl", "poss"} for c in token.children):
        found = _ground_before(reading, token, lemma, places)
        if found:
            return found
    if all(c.dep_ in {"det", "punct"} for c in token.children) and token.dep_ != "compound":
        return ()  # "the strait", and the text has named none
    return (described(reading, token, Kind.TERRITORY),)


def _states(reading: Reading, token: Token) -> list[str]:
    """The state of a demonym ("Belizean territory")."""
    referent = reading.at.get(token.i)
    return [o for o in referent.options if reading.kind(o) is Kind.STATE][:1] if referent is not None else []


def _part(reading: Reading, token: Token, whole: str) -> str:
    """Part of a place: an entity of its own that also answers to the name of the whole."""
    start, end, _ = phrase(token)
    share = reading.doc[start:end].text
    return register(reading, Kind.TERRITORY, (f"{share} of {whole}", whole), local=True)


def _listed(reading: Reading, lemma: str) -> tuple[str, ...]:
    """Members of the group of this noun, where the passage lists them: "The four islands — A, B, C and D"."""
    key = ("listed", lemma)
    if key not in reading.memo:
        reading.memo[key] = ()
        for token in reading.doc:
            if token.lemma_.lower() == lemma and token.tag_ in _PLURAL:
                members = [e for c in token.children if c.dep_ == "appos" for e, _ in _named_places(reading, c)]
                if len(members) > 1:
                    reading.memo[key] = tuple(members)
                    break
    return reading.memo[key]


def _may_be_place(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ in {"", "ORG", "PERSON", "GPE", "LOC", "FAC"}


def _unnamed(reading: Reading, token: Token) -> str:
    """A proper noun that spaCy left unmarked: its capitalised words are the name of a place."""
    doc = token.doc
    start = token.i
    while start > token.sent.start and doc[start - 1].dep_ == "compound" and doc[start - 1].text[0].isupper():
        start -= 1
    return register(reading, Kind.PLACE, (doc[start : token.i + 1].text,))


def _named_places(reading: Reading, token: Token) -> Iterator[tuple[str, Token]]:
    """Places that a noun and its coordinates name; what spaCy took for a person counts, for only ground fits here."""
    for member in expand(token):
        referent = reading.at.get(member.i)
        if referent is not None and referent.role in {"name", "capital"}:
            yield from ((place, member) for place in _choose(reading, referent, member, GROUND))


def _ground_before(reading: Reading, token: Token, lemma: str, places: frozenset[Kind]) -> tuple[str, ...]:
    """Antecedent of "the islands", "the disputed area": a list of members, else the last territory named."""
    plural = token.tag_ in _PLURAL or lemma == "waters"
    group: list[str] = []
    for referent in reversed([r for r in reading.referents]):
        kinds = [o for o in referent.options if reading.kind(o) is Kind.TERRITORY]
        if not kinds or (referent.start > token.i and not plural):
            continue
        head = reading.doc[referent.head]
        if plural and (head.dep_ in {"conj", "appos"} or any(c.dep_ == "conj" for c in head.children)):
            first = head
            while first.dep_ in {"conj", "appos"} and first.head.i in reading.at:
                first = first.head
            group = [e for e, _ in _named_places(reading, first) if reading.kind(e) is Kind.TERRITORY]
            if len(group) > 1:
                return tuple(group)
        if referent.start < token.i:
            return tuple(kinds[:1])
    made = [e for e, kind in _earlier(reading) if kind is Kind.TERRITORY]
    return tuple(made[-1:])


def _before(reading: Reading, token: Token) -> list[Referent]:
    return [r for r in reading.referents if r.start < token.i and not r.start <= token.i < r.end]


def _nearest(reading: Reading, token: Token, kinds: frozenset[Kind]) -> tuple[str, ...]:
    """The nearest earlier referent of these kinds; a subject of the sentence before beats what stands nearer."""
    same = None
    for referent in reversed(_before(reading, token)):
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


def _latest(reading: Reading, token: Token, kinds: frozenset[Kind], size: int) -> tuple[str, ...]:
    found: list[str] = []
    for referent in reversed(_before(reading, token)):
        option = next((o for o in referent.options if reading.kind(o) in kinds), None)
        if option is not None and option not in found:
            found.append(option)
        if len(found) == size:
            break
    return tuple(reversed(found))


def _set_beside(reading: Reading, token: Token, size: int) -> tuple[str, ...]:
    """The last ``size`` states that the text has coordinated ("Chile and Peru")."""
    for referent in reversed(_before(reading, token)):
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


def _pronoun(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    word = token.lower_
    if word in _WHO:
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head is not verb:
            verb = verb.head
        return tuple(e for e, _ in resolve(reading, verb.head, wanted)) if verb.dep_ == "relcl" else ()
    if word in _FIRST:
        return _speaker(reading, token, wanted)
    if word in _HE and Kind.PERSON in wanted:
        return _nearest(reading, token, frozenset({Kind.PERSON}))
    if word in _IT and wanted & ACTORS:
        return _nearest(reading, token, frozenset({Kind.STATE, Kind.ORGANIZATION}))
    if word in _IT:
        return _ground_before(reading, token, "it", wanted)
    if word in _THEY and wanted & ACTORS:
        return _pair(reading, token)
    if word in _THEY:
        return _ground_before(reading, token, "they", wanted)
    return ()


def _speaker(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """The one who says "we": the document's author, else the one quoted, or the state whose office he holds."""
    if reading.author and fits(reading.kind(reading.author), wanted):
        return (reading.author,)
    said = _cue(reading, "speech.verbs")
    for sentence in _around(token):
        for verb in sentence:
            if verb.pos_ != "VERB" or verb.lemma_.lower() not in said:
                continue
            subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i != token.i and c.lower_ not in _FIRST), None)
            if subject is None:
                continue
            for speaker in resolve_one(reading, subject, ACTORS)[:1]:
                state = reading.speaks_for.get(speaker)
                if token.lower_ not in {"i", "my", "me"} and state is not None and reading.kind(state) in wanted:
                    return (state,)
                return (speaker,) if fits(reading.kind(speaker), wanted) else ()
    return ()


def _around(token: Token) -> Iterator[Span]:
    """The sentence of a token, then the one before and the one after."""
    doc, sentence = token.doc, token.sent
    yield sentence
    if sentence.start:
        yield doc[sentence.start - 1].sent
    if sentence.end < len(doc):
        yield doc[sentence.end].sent
