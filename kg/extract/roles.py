"""Who does what to whom: the roles of a trigger word, normalised over voice, control, coordination and light verbs.

Roles are those of the relation files: ``subj``, ``obj``, ``iobj``, ``poss``, ``mod``, ``light``, ``head``, ``attr``,
``acomp``, ``appos``, ``self``, ``is`` (of whom a predicate noun is said), ``next`` (the name right after a noun),
``governor`` (the verb above), ``actor`` (the subject of that verb), ``clause`` and ``wish`` (the verb of a clause
below), ``adv``, ``case`` (the preposition above), ``det`` and every preposition by its name. Each yields head tokens of
noun phrases; coordination is expanded when they are resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from kg.extract.clauses import called, direct, doers, done_to, given_to, is_passive, relative, surface
from kg.phrases import expand, modifiers, prepositional

__all__ = ["clause_verb", "fillers"]

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
_EXISTS = frozenset(
    (
        "be remain exist persist break arise erupt flare continue rage simmer emerge escalate develop loom linger "
        "date go "
        "occur happen begin start resume open end collapse stall fail follow take"
    ).split()
)
_QUANTITIES = frozenset(
    (
        "act bout bulk cluster couple dozen entirety group handful host hundred kind letter lot million note number "
        "pair round score series set spate string ten thousand wave"
    ).split()
)
_CONSISTS = frozenset(
    (
        "act campaign case charge claim crime history idea offer plan policy pretext process programme program project "
        "promise proposal prospect question record right strategy threat war"
    ).split()
)
_SHARES = frozenset({"all", "some", "most", "many", "several", "each", "both"})
_MEANWHILE = frozenset("throughout during after before since until despite amid following".split())
_WHERE = frozenset({"in", "to", "on"})
_DUTY = frozenset({"should", "must", "to", "shall"})


def _of_preposition(trigger: Token, name: str) -> list[Token]:
    found = [relative(t) or t for t in prepositional(trigger, name) if t.ent_type_ != "DATE"]
    if not found and name in _WHERE:  # "sent peacekeepers there"
        found = [c for c in trigger.children if c.lower_ == "there" and c.dep_ == "advmod"]
    if found:
        return found
    if trigger.pos_ in {"VERB", "AUX"}:
        for noun in (member for t in direct(trigger, {"dobj", "nsubjpass"}) for member in expand(t)):
            found += [relative(t) or t for t in prepositional(noun, name)]
        if not found and trigger.dep_ == "conj" and trigger.head.pos_ == "VERB":
            return []
        return found
    governor = clause_verb(trigger)
    if trigger.dep_ == "nsubj" and trigger.head.lemma_.lower() in _EXISTS and not direct(trigger.head, {"dobj"}):
        governor = trigger.head  # "a row has broken out between the two"; "the matter is pending between the two"
        for predicate in direct(governor, {"acomp", "attr"}):
            found += [relative(t) or t for t in prepositional(predicate, name)]
        if name == "between":  # "talks are under way between"
            ways = [t for p in governor.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]
            found += [t for way in ways for t in prepositional(way, name)]
    if not found and governor is not None and not (name == "by" and is_passive(governor)):
        found = [relative(t) or t for t in prepositional(governor, name)]
    # "over which they have been in dispute"
    if not found and trigger.dep_ == "conj" and trigger.head.pos_ in {"NOUN", "PROPN"}:
        found = [relative(t) or t for t in prepositional(trigger.head, name)]
    if not found:  # "the war that erupted between A and B", "an accord reached with C"
        clauses = [c for c in trigger.children if c.dep_ in {"relcl", "acl"}]
        found = [t for clause in clauses for t in prepositional(clause, name)]
    if not found:  # "the deployment of troops to Kuwait": the preposition hangs on what was deployed
        inner = [member for t in prepositional(trigger, "of") for member in expand(t)]
        found = [relative(t) or t for noun in inner for t in prepositional(noun, name)]
    return [t for t in found if t.i != trigger.i]


def clause_verb(noun: Token) -> Token | None:
    """The verb that governs a noun as its object, subject or prepositional object; None where there is none."""
    seen = noun
    while True:
        if seen.dep_ == "conj" and seen.head.pos_ in {"NOUN", "PROPN"}:
            seen = seen.head
        elif seen.dep_ == "pobj" and seen.head.lower_ == "of" and seen.head.head.lemma_.lower() in _QUANTITIES:
            seen = seen.head.head
        else:
            break
    if seen.dep_ in {"dobj", "attr", "nsubjpass", "oprd"} and seen.head.pos_ in {"VERB", "AUX"}:
        return seen.head
    if seen.dep_ == "pobj" and seen.head.dep_ == "prep":
        governor = seen.head.head
        if governor.pos_ == "ADJ" and governor.dep_ == "acomp":  # "is ready for talks"
            governor = governor.head
        if governor.pos_ in {"VERB", "AUX"}:
            return governor
    return None


def _light(noun: Token, verbs: frozenset[str]) -> list[Token]:
    if noun.dep_ == "pobj" and noun.head.lower_ in _MEANWHILE:
        return []  # "remained allies *throughout the war*"
    governor = clause_verb(noun)
    if governor is None:  # "the claims made by Chile", "a protest lodged by Fiji"
        governor = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if governor is None or (governor.lemma_.lower() not in verbs):
        return []
    return [t for t in doers(governor) if t.i != noun.i]


def _actor(noun: Token) -> list[Token]:
    """Who acts in the clause that a noun stands in, whatever its verb: "under Qatari mediation, *Djibouti* agreed"."""
    governor = clause_verb(noun)
    return [] if governor is None else [t for t in (doers(governor) or surface(governor)) if t.i != noun.i]


def _clause(verb: Token, *, wished: bool) -> list[Token]:
    """Verbs of the clauses that say what is demanded, told or claimed; with ``wished`` only what somebody is to do."""
    found = []
    for child in verb.children:
        subjects = direct(child, _SUBJECTS)
        if child.dep_ not in {"ccomp", "xcomp"} or not subjects or child.i < verb.i:
            continue
        words = {c.lower_ for c in child.children if c.dep_ == "aux"}
        # "that Israel withdraw": no ending on the verb of a single subject, and no tense
        single = subjects[0].tag_ in {"NN", "NNP"} and len(expand(subjects[0])) == 1
        bare = child.tag_ == "VB" or (child.tag_ == "VBP" and single)
        if not wished or words & _DUTY or (bare and not words):
            found.append(child)
    return found


def _head(token: Token) -> list[Token]:
    if token.dep_ in {"amod", "compound", "nmod", "appos"}:
        return [token.head]
    if token.dep_ == "pobj" and token.head.lower_ in _MEANWHILE:
        return []
    if token.dep_ == "pobj":  # "the reef remains under Chinese control", "islands under Greek rule"
        governor = token.head.head
        if governor.pos_ in {"VERB", "AUX"}:
            return [t for t in (done_to(governor) or surface(governor)) if t.i != token.i]
        return [governor]
    if token.dep_ in {"acomp", "attr", "oprd", "ROOT", "conj", "ccomp"}:
        copular = token.dep_ in {"acomp", "attr", "oprd"} or token.pos_ not in {"VERB", "AUX"}
        return [t for t in surface(token.head if copular else token) if t.i != token.i]
    return []


def _mod(noun: Token) -> list[Token]:
    found = list(modifiers(noun))
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"} and not found:
        found = list(modifiers(noun.head))
    return found


def _poss(noun: Token) -> list[Token]:
    found = direct(noun, {"poss"})
    if (
        not found
        and noun.dep_ == "conj"
        and noun.head.pos_ in {"NOUN", "PROPN"}
        and not any(c.dep_ == "det" for c in noun.children)
    ):
        found = direct(noun.head, {"poss"})
    return found or _owner_above(noun)


def _owner_above(noun: Token) -> list[Token]:
    """Whose a noun is that says what another consists in: "*its* policy of annexation", "their act of aggression"."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or noun.head.head.lemma_.lower() not in _CONSISTS:
        return []
    return direct(noun.head.head, {"poss"})


def _is(noun: Token) -> list[Token]:
    """Of whom a noun is said: "the reef is *part* of it", "called the reef its *soil*"."""
    if noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ in {"attr", "acomp"}:
        return surface(noun.head)
    if noun.dep_ in {"oprd", "dobj"} or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.pos_ in {"NOUN", "PROPN"}:  # "as" hangs on the object
            return [verb]
        return [t for t in done_to(verb) if t.i != noun.i] if verb.pos_ == "VERB" else []
    return []


def _next(noun: Token) -> list[Token]:
    """The name that follows a noun without a comma, whatever the parser makes of it ("members Fiji and Tonga")."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor(1).pos_ != "PROPN":
        return []
    name = noun.nbor(1)
    while name.dep_ in {"compound", "nmod"} and name.head.i > name.i:
        name = name.head
    return [name]


def _governor(token: Token) -> list[Token]:
    """The verb that a noun belongs to, or whose complement clause a word stands in ("ruled that it *belongs*")."""
    if token.pos_ not in {"VERB", "AUX"} and (verb := clause_verb(token)) is not None and verb.lemma_ != "be":
        return [verb]
    clause = token
    while clause.dep_ not in {"ccomp", "advcl", "ROOT", "relcl"} and clause.head != clause:
        clause = clause.head
    return [clause.head] if clause.dep_ == "ccomp" and clause.head.pos_ == "VERB" else []


_ROLES: Mapping[str, Callable[[Token], list[Token]]] = {
    "subj": doers,
    "obj": done_to,
    "iobj": given_to,
    "poss": _poss,
    "mod": _mod,
    "head": _head,
    "appos": lambda noun: direct(noun, {"appos"}),
    "self": lambda noun: [noun],
    "attr": called,
    "acomp": lambda verb: direct(verb, {"acomp"}),
    "neg": lambda verb: direct(verb, {"neg"}),
    "det": lambda noun: direct(noun, {"det"}),
    "case": lambda noun: [noun.head] if noun.dep_ == "pobj" else [],
    "is": _is,
    "next": _next,
    "governor": _governor,
    "actor": _actor,
    "adv": lambda verb: direct(verb, {"advmod"}),
    "clause": lambda verb: _clause(verb, wished=False),
    "wish": lambda verb: _clause(verb, wished=True),
}


def fillers(trigger: Token, role: str, *, light_verbs: frozenset[str]) -> Iterator[Token]:
    """Heads of the noun phrases that fill a role of a trigger; none where the sentence has no such phrase.

    ``obj.poss`` is the possessor of the object, and so on for any two roles.
    """
    first, _, then = role.partition(".")
    if then:
        for head in fillers(trigger, first, light_verbs=light_verbs):
            for member in expand(head):
                yield from fillers(member, then, light_verbs=light_verbs)
    else:
        for token in _fillers(trigger, role, light_verbs):
            yield from _counted(token)


def _counted(token: Token) -> Iterator[Token]:
    """What a number word counts, or the token itself."""
    # "two of the reefs", "all or parts of the reefs"
    counts = token.lemma_.lower() in _QUANTITIES or token.pos_ == "NUM" or token.lower_ in _SHARES
    inner = list(prepositional(token, "of")) if counts else []
    yield from inner or [token]


def _fillers(trigger: Token, role: str, light_verbs: frozenset[str]) -> Iterator[Token]:
    if role in {"poss", "mod"} and trigger.pos_ in {"VERB", "AUX"}:
        for head in done_to(trigger):  # whose claim is rejected, what kind of talks are held
            yield from _ROLES[role](head)
    elif role == "light":
        yield from _light(trigger, light_verbs)
    elif role in _ROLES:
        yield from _ROLES[role](trigger)
    else:
        yield from _of_preposition(trigger, role)
