"""Who does what to whom: the roles of a trigger word, normalised over voice, control, coordination and light verbs.

Roles are those of the relation files: ``subj``, ``obj``, ``iobj``, ``poss``, ``mod``, ``light``, ``head``, ``attr``,
``acomp``, ``appos``, ``self``, ``is`` (of whom a predicate noun is said), ``next`` (the name right after a noun),
``governor`` (the verb above), ``actor`` (the subject of that verb), ``clause`` and ``wish`` (the verb of a clause below), ``adv``, ``case`` (the preposition above), ``det`` and every preposition by its name. Each yields head tokens of noun phrases; coordination is expanded when they are resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from kg.phrases import expand, modifiers, prepositional

__all__ = ["clause_verb", "fillers"]

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "agree", "refuse", "decide", "plan", "hope", "fail", "summon", "use"})
_EXISTS = frozenset(
    (
        "be remain exist persist break arise erupt flare continue rage simmer emerge escalate develop loom linger date go "
        "occur happen begin start resume open end collapse stall fail follow take"
    ).split()
)
_APPEALS: Mapping[str, tuple[str, ...]] = {
    "call": ("on", "upon", "for"),
    "appeal": ("to",),
    "prevail": ("on", "upon"),
    "plead": ("with",),
    "rely": ("on",),
    "wait": ("for",),
}
_FROM_OBJECT = frozenset({"from", "of", "into", "for"})
_DEPTH = 6
# nouns that count or group what follows their "of": "dozens of Chinese boats", "several rounds of talks", "a note of protest"
_QUANTITIES = frozenset(
    "act bout couple dozen handful host hundred kind letter lot million note number pair round score series set spate string ten thousand wave".split()
)
_DUTY = frozenset({"should", "must", "to", "shall"})


def _is_passive(verb: Token) -> bool:
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    return (verb.dep_ == "acl" and not any(c.dep_ == "dobj" for c in verb.children)) or (
        verb.dep_ == "conj" and verb.head.tag_ == "VBN" and not any(c.dep_ in _SUBJECTS | {"dobj"} for c in verb.children)
        and _is_passive(verb.head)
    ) or (verb.dep_ in {"amod"})


def _direct(verb: Token, deps: frozenset[str] | set[str]) -> list[Token]:
    return [c for c in verb.children if c.dep_ in deps]


def _relative(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None for any other token."""
    if token.tag_ not in {"WDT", "WP"} and token.lower_ != "that":
        return None
    verb = token.head
    while verb.dep_ not in {"relcl", "ROOT"} and verb.head is not verb:
        verb = verb.head
    return _antecedent(verb) if verb.dep_ == "relcl" else None


def _antecedent(verb: Token) -> Token:
    """The noun of a relative clause; a plural verb behind a list ("A, B and C, which are held by") means all of it."""
    noun = verb.head
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.children)
    if noun.dep_ == "conj" and noun.tag_ == "NNS" and named:
        while noun.dep_ in {"conj", "appos"} and noun.head.pos_ == "PROPN":  # "A, B and C islands, which"
            noun = noun.head
    plural = verb.tag_ == "VBP" or any(c.lower_ in {"are", "were", "have"} for c in verb.children)
    while plural and noun.tag_ in {"NNP", "NN"} and noun.dep_ in {"conj", "appos"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun


def _doers(verb: Token, depth: int = 0) -> list[Token]:
    """Grammatical subject of a verb in the active sense; empty for an agentless passive."""
    if depth > _DEPTH:
        return []
    if _is_passive(verb):
        return _agent(verb)
    return _surface(verb, depth)


def _agent(verb: Token) -> list[Token]:
    """Who does it in a passive; parsers also hang "by" on a phrase between ("claimed in its entirety by")."""
    own = [c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"]
    inner = [g for p in verb.children if p.dep_ == "prep" and p.i > verb.i for t in p.children for g in t.children]
    for preposition in own or [g for g in inner if g.dep_ in {"agent", "prep"} and g.lower_ == "by"]:
        if found := [t for t in preposition.children if t.dep_ == "pobj"]:
            return found
    return []


def _surface(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as the sentence has it, found through control and coordination where the verb has none."""
    if depth > _DEPTH:
        return []
    own = _direct(verb, _SUBJECTS)
    if own and verb.dep_ == "conj" and verb.head.pos_ in {"NOUN", "PROPN"}:
        own = [verb.head, *own]  # "A, B, and C ratified it", taken for A, B, and a clause about C
    if own:
        return [_relative(t) or t for t in own]
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _surface(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        objects = _direct(head, {"dobj"}) or _called_on(head)
        if objects and verb.dep_ == "xcomp" and head.lemma_ not in _SUBJECT_CONTROL:
            return [_relative(t) or t for t in objects]
        return _surface(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and head.pos_ == "ADJ":  # "is unable to agree", "were due to meet"
        return _surface(head.head if head.dep_ in {"acomp", "oprd"} else head, depth + 1)
    if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        return (_called_on(head) if infinitive else []) or _surface(head, depth + 1)
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return _of_gerund(verb, head, depth)
    if verb.dep_ in {"acl", "relcl"}:
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        if verb.tag_ == "VBG" or (verb.dep_ == "relcl" and not infinitive):
            return [head]
        return _owner(head, depth + 1)
    return []


def _called_on(verb: Token) -> list[Token]:
    """Who is to act: "called *on Iran* to end", "appealed *to both sides* to stop"."""
    prepositions = _APPEALS.get(verb.lemma_.lower(), ())
    return [_relative(t) or t for p in prepositions for t in prepositional(verb, p)]


def _of_gerund(verb: Token, preposition: Token, depth: int) -> list[Token]:
    """Subject of "prevented Japan *from signing*" (the object) and "*by seizing* it, Japan" (the subject)."""
    governor = preposition.head
    if governor.pos_ in {"VERB", "AUX"}:
        objects = _direct(governor, {"dobj", "nsubjpass"})
        if objects and preposition.lower_ in _FROM_OBJECT:
            return [_relative(t) or t for t in objects]
        return _surface(governor, depth + 1)
    return _owner(governor, depth + 1)


def _owner(noun: Token, depth: int) -> list[Token]:
    """Whose a noun is: possessive, modifier, or the subject of the verb that governs it ("announced a plan to")."""
    owners = _direct(noun, {"poss"})
    if owners:
        return owners
    if noun.dep_ in {"dobj", "attr", "nsubjpass", "conj", "pobj"}:
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if governor.pos_ in {"VERB", "AUX"}:
            return _doers(governor, depth + 1)
    named = [t for t in modifiers(noun) if t.ent_type_ in {"NORP", "GPE"}]
    return named


def _done_to(verb: Token, depth: int = 0) -> list[Token]:
    if depth > _DEPTH:
        return []
    if _is_passive(verb):
        if given := _direct(verb, {"dobj"}):  # "Yemen was awarded the islands"
            return given
        if verb.dep_ in {"acl", "amod"}:
            return [verb.head]
        return _surface(verb, depth)
    own = [_relative(t) or t for t in _direct(verb, {"dobj", "obj"})]
    if own:
        return own
    if inner := _small_clause(verb):  # "wanted Russia to return it", "considers the reef part of its territory"
        return _direct(inner, {"nsubj"})
    if verb.dep_ == "relcl" and not any(_relative(t) for t in verb.subtree if t.dep_ in _SUBJECTS and t.head is verb):
        if any(c.dep_ in _SUBJECTS for c in verb.children) and not any(
            _relative(t) for p in verb.children if p.dep_ == "prep" for t in p.children
        ):
            return [verb.head]
    # "Sudan claims, but Egypt administers, the triangle": the object stands with the last verb
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > verb.i and not _is_passive(child):
            return _done_to(child, depth + 1)
    return []


def _small_clause(verb: Token) -> Token | None:
    """The clause whose subject is also what the verb is done to; None for a full clause with a verb of its own."""
    for child in _direct(verb, {"ccomp"}):
        bare = child.pos_ in {"NOUN", "PROPN", "ADJ"} or any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        if bare and _direct(child, {"nsubj"}) and not any(c.dep_ == "mark" for c in child.children):
            return child
    return None


def _called(verb: Token) -> list[Token]:
    """What a copula or "consider" says that somebody or something is."""
    inner = _small_clause(verb)
    return _direct(verb, {"attr", "oprd"}) or ([inner] if inner is not None and inner.pos_ in {"NOUN", "PROPN"} else [])


def _given_to(verb: Token) -> list[Token]:
    """Who is given something: the dative, or the subject of "was awarded the islands"."""
    if _is_passive(verb) and _direct(verb, {"dobj"}):
        return _surface(verb)
    return _direct(verb, {"dative", "iobj"})


def _of_preposition(trigger: Token, name: str) -> list[Token]:
    found = [_relative(t) or t for t in prepositional(trigger, name) if t.ent_type_ != "DATE"]
    if found:
        return found
    if trigger.pos_ in {"VERB", "AUX"}:
        for noun in (member for t in _direct(trigger, {"dobj", "nsubjpass"}) for member in expand(t)):
            found += [_relative(t) or t for t in prepositional(noun, name)]
        if not found and trigger.dep_ == "conj" and trigger.head.pos_ == "VERB":
            return []
        return found
    governor = clause_verb(trigger)
    if trigger.dep_ == "nsubj" and trigger.head.lemma_.lower() in _EXISTS and not _direct(trigger.head, {"dobj"}):
        governor = trigger.head  # "a row has broken out between the two"; "the matter is pending between the two"
        for predicate in _direct(governor, {"acomp", "attr"}):
            found += [_relative(t) or t for t in prepositional(predicate, name)]
        if name == "between":  # "talks are under way between"
            ways = [t for p in governor.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]
            found += [t for way in ways for t in prepositional(way, name)]
    if not found and governor is not None and not (name == "by" and _is_passive(governor)):
        found = [_relative(t) or t for t in prepositional(governor, name)]
    # "over which they have been in dispute"
    if not found and trigger.dep_ == "conj" and trigger.head.pos_ in {"NOUN", "PROPN"}:
        found = [_relative(t) or t for t in prepositional(trigger.head, name)]
    if not found:  # "the war that erupted between A and B", "an accord reached with C"
        clauses = [c for c in trigger.children if c.dep_ in {"relcl", "acl"}]
        found = [t for clause in clauses for t in prepositional(clause, name)]
    if not found:  # "the deployment of troops to Kuwait": the preposition hangs on what was deployed
        inner = [member for t in prepositional(trigger, "of") for member in expand(t)]
        found = [_relative(t) or t for noun in inner for t in prepositional(noun, name)]
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
    governor = clause_verb(noun)
    if governor is None:  # "the claims made by Chile", "a protest lodged by Fiji"
        governor = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if governor is None or (governor.lemma_.lower() not in verbs):
        return []
    return [t for t in _doers(governor) if t.i != noun.i]


def _actor(noun: Token) -> list[Token]:
    """Who acts in the clause that a noun stands in, whatever its verb: "under Qatari mediation, *Djibouti* agreed"."""
    governor = clause_verb(noun)
    return [] if governor is None else [t for t in (_doers(governor) or _surface(governor)) if t.i != noun.i]


def _clause(verb: Token, *, wished: bool) -> list[Token]:
    """Verbs of the clauses that say what is demanded, told or claimed; with ``wished`` only what somebody is to do."""
    found = []
    for child in verb.children:
        subjects = _direct(child, _SUBJECTS)
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
    if token.dep_ == "pobj":  # "the reef remains under Chinese control", "islands under Greek rule"
        governor = token.head.head
        if governor.pos_ in {"VERB", "AUX"}:
            return [t for t in (_done_to(governor) or _surface(governor)) if t.i != token.i]
        return [governor]
    if token.dep_ in {"acomp", "attr", "oprd", "ROOT", "conj", "ccomp"}:
        copular = token.dep_ in {"acomp", "attr", "oprd"} or token.pos_ not in {"VERB", "AUX"}
        return [t for t in _surface(token.head if copular else token) if t.i != token.i]
    return []


def _mod(noun: Token) -> list[Token]:
    found = list(modifiers(noun))
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"} and not found:
        found = list(modifiers(noun.head))
    return found


def _poss(noun: Token) -> list[Token]:
    found = _direct(noun, {"poss"})
    if not found and noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"} and not any(c.dep_ == "det" for c in noun.children):
        found = _direct(noun.head, {"poss"})
    return found


def _is(noun: Token) -> list[Token]:
    """Of whom a noun is said: "the reef is *part* of it", "called the reef its *soil*", "the reef, a *colony* of it"."""
    if noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ in {"attr", "acomp"}:
        return _surface(noun.head)
    if noun.dep_ in {"oprd", "dobj"} or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.pos_ in {"NOUN", "PROPN"}:  # "as" hangs on the object
            return [verb]
        return [t for t in _done_to(verb) if t.i != noun.i] if verb.pos_ == "VERB" else []
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
    while clause.dep_ not in {"ccomp", "advcl", "ROOT", "relcl"} and clause.head is not clause:
        clause = clause.head
    return [clause.head] if clause.dep_ == "ccomp" and clause.head.pos_ == "VERB" else []


_ROLES: Mapping[str, Callable[[Token], list[Token]]] = {
    "subj": _doers,
    "obj": _done_to,
    "iobj": _given_to,
    "poss": _poss,
    "mod": _mod,
    "head": _head,
    "appos": lambda noun: _direct(noun, {"appos"}),
    "self": lambda noun: [noun],
    "attr": _called,
    "acomp": lambda verb: _direct(verb, {"acomp"}),
    "neg": lambda verb: _direct(verb, {"neg"}),
    "det": lambda noun: _direct(noun, {"det"}),
    "case": lambda noun: [noun.head] if noun.dep_ == "pobj" else [],
    "is": _is,
    "next": _next,
    "governor": _governor,
    "actor": _actor,
    "adv": lambda verb: _direct(verb, {"advmod"}),
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
    inner = list(prepositional(token, "of")) if token.lemma_.lower() in _QUANTITIES else []
    yield from inner or [token]


def _fillers(trigger: Token, role: str, light_verbs: frozenset[str]) -> Iterator[Token]:
    if role in {"poss", "mod"} and trigger.pos_ in {"VERB", "AUX"}:
        for head in _done_to(trigger):  # whose claim is rejected, what kind of talks are held
            yield from _ROLES[role](head)
    elif role == "light":
        yield from _light(trigger, light_verbs)
    elif role in _ROLES:
        yield from _ROLES[role](trigger)
    else:
        yield from _of_preposition(trigger, role)
