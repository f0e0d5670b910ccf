"""What a noun or pronoun refers to: the entities behind a token, for the kinds that a relation asks for.

Rules, nearest fitting antecedent first. The statistical packages that run offline do not resolve "the two countries"
to the two states that a text has just set side by side, which is what dispute texts do most.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.agreements import agreement, agreement_before
from kg.antecedents import PLURAL, around, before, choose, cue, known_pair, latest, nearest, pair
from kg.ground import ground, ground_before
from kg.model import ACTORS, GROUND, Kind, fits
from kg.phrases import described, expand, modifiers, prepositional
from kg.reading import Reading, Referent, register

__all__ = ["known_pair", "resolve", "resolve_one"]

_HE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves", "both", "each", "either", "neither", "two"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "my", "me", "ourselves"})
_GOVERNED = frozenset({Kind.TERRITORY})
_NEAR = 25
_POLITIES = frozenset("state republic kingdom emirate sultanate principality duchy canton".split())
_POSTED = frozenset("ambassador envoy consul attache attaché embassy consulate diplomat correspondent".split())
_RULING = frozenset({"administration", "government", "regime", "cabinet", "junta"})
_RECIPROCAL = frozenset({"other", "another"})
_DOES = frozenset({"nsubj", "agent"})
_WHO = frozenset({"who", "which", "that", "whom", "whose"})


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
    if referent is not None and wanted & ACTORS and (state := _body(reading, referent)):
        return state
    if referent is not None:
        chosen = choose(reading, referent, token, wanted)
        if chosen or referent.role == "name":
            return chosen
    if token.lower_ in _RECIPROCAL and any(c.lower_ in {"each", "the", "one"} for c in token.children):
        # "each accuses the other": whoever is not the subject of the pair
        return _each_other(reading, token, wanted) if wanted & ACTORS else ()
    if token.lower_ == "there" and token.dep_ == "advmod":
        return _last_spoken_of(reading, token, wanted & GROUND) if wanted & GROUND else ()
    if token.pos_ == "PRON" or token.lower_ in _THEY:
        return _pronoun(reading, token, wanted)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}:
        return ()
    return _noun(reading, token, wanted)


def _each_other(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """The named subjects of a clause where there are several ("A and B recognized *each other*"), else both sides."""
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    while verb.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        verb = verb.head
    named = [m for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} for m in expand(c) if m.i in reading.at]
    if len(named) < 2:
        return pair(reading, token)
    return tuple(dict.fromkeys(e for member in named for e in resolve_one(reading, member, wanted & ACTORS)))


def _noun(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    lemma = token.lemma_.lower()
    if token.tag_ == "NN" and lemma in _POLITIES and (named := _polity_of(reading, token, wanted)):
        return named
    definite = any(c.lower_ in {"the", "both", "these", "those", "this", "that", "each"} for c in token.children)
    if _acts(wanted):
        if Kind.PERSON in wanted and (people := _people(reading, token, lemma)):
            return people
        organ = _organ(reading, token, lemma)
        if (found := tuple(e for e in organ if fits(reading.kind(e), wanted | _GOVERNED))) or (
            found := _group(reading, token, lemma, wanted)
        ):
            return found
        if definite and Kind.STATE in wanted and lemma in cue(reading, "nouns.state_nouns") and token.tag_ == "NN":
            return nearest(reading, token, frozenset({Kind.STATE}))
        if definite and Kind.PERSON in wanted and lemma in cue(reading, "nouns.person_nouns") and token.tag_ == "NN":
            return nearest(reading, token, frozenset({Kind.PERSON}))
    if wanted & ACTORS and lemma in cue(reading, "nouns.attributes") and (owners := _owner(reading, token, wanted)):
        return owners
    unmarked = token.pos_ == "PROPN" and token.text[0].isupper() and not token.ent_type_
    if Kind.PERSON in wanted and unmarked and token.dep_ in _DOES:
        # a surname that spaCy left unmarked: what acts and is named so is somebody
        known = (e for e in reading.entities.values() if e.kind is Kind.PERSON)
        whole = next((e.id for e in known if token.text in e.label.split()), None)
        return (whole or register(reading, Kind.PERSON, (token.text,), local=True),)
    if Kind.AGREEMENT in wanted and lemma in cue(reading, "nouns.transparent"):
        for inner in (t for preposition in ("of", "to") for t in prepositional(token, preposition)):
            if found := resolve_one(reading, inner, frozenset({Kind.AGREEMENT})):
                return found
    if Kind.AGREEMENT in wanted and lemma in cue(reading, "nouns.agreements"):
        return agreement(reading, token, definite=definite)
    if Kind.DISPUTE in wanted and lemma in cue(reading, "nouns.disputes"):
        return (described(reading, token, Kind.DISPUTE),)
    if wanted & {Kind.TERRITORY, Kind.PLACE}:
        places = GROUND if Kind.STATE in wanted else GROUND - {Kind.STATE}
        beside = resolve_one(reading, token.head, places) if token.dep_ == "appos" else ()
        states = frozenset({Kind.STATE})
        owner = [e for c in token.children if c.dep_ == "poss" for e in resolve_one(reading, c, states)]
        return ground(reading, token, wanted, definite=definite, beside=beside, owner=tuple(owner))
    return ()


def _polity_of(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """What a polity is named: "the state *of Sikkim*", "the kingdom *of Nepal*"."""
    for inner in prepositional(token, "of"):
        referent = reading.at.get(inner.i)
        if referent is not None and referent.role == "name" and (found := choose(reading, referent, inner, wanted)):
            return found
    return ()


def _organ(reading: Reading, token: Token, lemma: str) -> tuple[str, ...]:
    """The state or body behind "Chinese warships", "the Greek Foreign Ministry", "the president of Chile"."""
    if lemma not in cue(reading, "nouns.organs") and token.lower_ not in cue(reading, "nouns.organs"):
        return ()
    found: list[str] = []
    for child in [*(c for c in token.children if c.dep_ == "poss"), *modifiers(token)]:
        for member in expand(child) if child.dep_ == "poss" else [child]:
            referent = reading.at.get(member.i)
            if referent is not None and referent is not reading.at.get(token.i):
                found += [
                    o for o in referent.options if reading.kind(o) in {Kind.STATE, Kind.ORGANIZATION, Kind.TERRITORY}
                ][:1]
            elif referent is None and member.dep_ == "poss":
                found += resolve_one(reading, member, frozenset({Kind.STATE, Kind.ORGANIZATION}))
    if not found:
        posted = lemma in _POSTED  # "her ambassador in London" is not of London
        for preposition in ("of", "from") if posted else ("of", "from", "in"):
            for inner in prepositional(token, preposition):
                found += _state_of(reading, inner, preposition)
            if found:
                break
    if not found and lemma in _RULING and (named := _government_of(reading, token)):
        return named
    # "IDF troops": the body acts in the name of its state
    return tuple(reading.catalog.organizations.get(entity) or entity for entity in found)


def _owner(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """Whose claim, plan or independence it is: what is done to it is done to them ("objected to Croatia's claim")."""
    owners = [c for c in token.children if c.dep_ == "poss"] or [m for m in modifiers(token) if m.i in reading.at]
    owners = owners or [t for p in ("of", "by") for t in prepositional(token, p) if t.i in reading.at]
    return tuple(e for owner in owners for e, _ in resolve(reading, owner, wanted & ACTORS))


def _body(reading: Reading, referent: Referent) -> tuple[str, ...]:
    """The state of a body that spaCy found without it: "the Foreign Ministry in Beijing"."""
    option = referent.options[0] if referent.options else None
    head = reading.doc[referent.head]
    if option is None or option in reading.catalog.entities or reading.kind(option) is not Kind.ORGANIZATION:
        return ()
    return _organ(reading, head, head.lemma_.lower())[:1]


def _government_of(reading: Reading, token: Token) -> tuple[str, ...]:
    """ "The Eisenhower administration": the state of the one it is named after, else a body of that name."""
    for word in (*(c for c in token.children if c.dep_ == "poss"), *modifiers(token)):
        referent = reading.at.get(word.i)
        if referent is not None and referent.options and reading.kind(referent.options[0]) is Kind.PERSON:
            state = reading.speaks_for.get(referent.options[0])
            name = f"{reading.doc[referent.start : referent.end].text} {token.text}"
            return (state,) if state else (register(reading, Kind.ORGANIZATION, (name,)),)
    return ()


def _state_of(reading: Reading, token: Token, preposition: str) -> list[str]:
    """Whose body it is: "the army of Chad"; "the ministry in Beijing" is that of the capital's state."""
    if preposition != "in":
        return [e for e, _ in resolve(reading, token, frozenset({Kind.STATE, Kind.ORGANIZATION}))]
    referent = reading.at.get(token.i)
    return list(referent.options[:1]) if referent is not None and referent.role == "capital" else []


def _people(reading: Reading, token: Token, lemma: str) -> tuple[str, ...]:
    """The persons that a title introduces: "India's prime minister, *Manmohan Singh*"."""
    if lemma not in cue(reading, "nouns.organs") and lemma not in cue(reading, "nouns.person_nouns"):
        return ()
    named = (reading.at.get(m.i) for child in token.children if child.dep_ == "appos" for m in expand(child))
    return tuple(r.options[0] for r in named if r and r.options and reading.kind(r.options[0]) is Kind.PERSON)


def _group(reading: Reading, token: Token, lemma: str, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """The members of "the two countries", "both sides", "the two leaders"."""
    words = {c.lower_ for c in token.children}
    if not words & {"two", "both", "each", "three", "four", "other"} and not (
        token.tag_ in PLURAL and words & {"the", "these"}
    ):
        return ()
    size = 3 if "three" in words else 4 if "four" in words else 2
    persons = lemma in cue(reading, "nouns.person_groups")
    if persons and Kind.PERSON in wanted and words & {"two", "both"}:
        people = latest(reading, token, frozenset({Kind.PERSON}), 2)
        if len(people) == 2:
            return people
    if lemma not in cue(reading, "nouns.state_groups"):
        return ()
    if not words & {"two", "both", "each", "three", "four"} and lemma not in {
        "side",
        "party",
        "country",
        "neighbor",
        "neighbour",
    }:
        return ()
    return pair(reading, token, size)


def _acts(wanted: frozenset[Kind]) -> bool:
    """Whether an actor is wanted; where a place is named or lies, a state is ground and not who governs it."""
    return bool(wanted & ACTORS) and not (Kind.TERRITORY in wanted and not wanted & {Kind.PERSON, Kind.ORGANIZATION})


def _last_spoken_of(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """State, body or ground, whichever the text named last, but for the subject of the clause ("visited *it*")."""
    for referent in reversed(before(reading, token)):
        head = reading.doc[referent.head]
        own = head.dep_ in _DOES and head.head == token.head
        option = next((o for o in referent.options if reading.kind(o) in wanted - {Kind.PERSON}), None)
        if option is not None and not own:
            return (option,)
    return ()


def _pronoun(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    word = token.lower_
    if word in _WHO:
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
            verb = verb.head
        return tuple(e for e, _ in resolve(reading, verb.head, wanted)) if verb.dep_ == "relcl" else ()
    if word in _FIRST:
        return _speaker(reading, token, wanted)
    if word in _HE and Kind.PERSON in wanted:
        return nearest(reading, token, frozenset({Kind.PERSON}))
    acts = _acts(wanted)
    if word == "it" and acts and Kind.PLACE in wanted and token.dep_ not in _DOES | {"nsubjpass"}:
        return _last_spoken_of(reading, token, wanted)
    if word in _IT and acts:
        return nearest(reading, token, frozenset({Kind.STATE, Kind.ORGANIZATION}) & wanted)
    if not wanted & GROUND and Kind.AGREEMENT in wanted:
        return agreement_before(reading, token, near=True) if word in _IT | _THEY else ()
    if word in _IT:
        return ground_before(reading, token)
    if word in _THEY and acts:
        return pair(reading, token)
    if word in _THEY:
        nouns = cue(reading, "nouns.territories")
        window = token.doc[max(0, token.i - _NEAR) : token.i]
        plural = [t for t in window if t.tag_ in PLURAL and t.lemma_.lower() in nouns and t.i - 1 not in reading.at]
        return resolve_one(reading, plural[-1], wanted) if plural else ground_before(reading, token)
    return ()


def _speaker(reading: Reading, token: Token, wanted: frozenset[Kind]) -> tuple[str, ...]:
    """The one who says "we": the document's author, else the one quoted, or the state whose office he holds."""
    if reading.author and fits(reading.kind(reading.author), wanted):
        return (reading.author,)
    said = cue(reading, "speech.verbs")
    for sentence in around(token):
        for verb in sentence:
            if verb.pos_ != "VERB" or verb.lemma_.lower() not in said:
                continue
            subject = next(
                (c for c in verb.children if c.dep_ == "nsubj" and c.i != token.i and c.lower_ not in _FIRST), None
            )
            if subject is None:
                continue
            for speaker in resolve_one(reading, subject, ACTORS)[:1]:
                state = reading.speaks_for.get(speaker)
                if token.lower_ not in {"i", "my", "me"} and state is not None and reading.kind(state) in wanted:
                    return (state,)
                return (speaker,) if fits(reading.kind(speaker), wanted) else ()
    return ()
