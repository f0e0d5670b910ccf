"""Who does what in a clause: subject and object of a verb, normalised over voice, control and coordination."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.phrases import acts_as_verb, modifiers, prepositional

__all__ = ["called", "direct", "doers", "done_to", "given_to", "is_passive", "relative", "surface"]

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
_SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "pledge", "threaten", "agree", "refuse", "decide", "plan", "hope", "fail", "summon", "use"}
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
# nouns that count or group what follows their "of": "dozens of Chinese boats", "several rounds of talks"


def is_passive(verb: Token) -> bool:
    """Whether a verb is done to its surface subject or to the noun that it modifies."""
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children):
        return True
    if verb.tag_ != "VBN" or _told(verb):
        return False
    return (
        (verb.dep_ == "acl" and not any(c.dep_ == "dobj" for c in verb.children))
        or (
            verb.dep_ == "conj"
            and verb.head.tag_ == "VBN"
            and not any(c.dep_ in _SUBJECTS | {"dobj"} for c in verb.children)
            and is_passive(verb.head)
        )
        or (verb.dep_ in {"amod"})
    )


def _told(participle: Token) -> bool:
    """Whether a participle is really the verb of its sentence: "Gonsalves, the prime minister, *mediated* between".

    The parser then finds no finite verb at all and hangs it on the name.
    """
    name = participle.head
    if participle.dep_ != "acl" or name.dep_ != "ROOT" or name.pos_ != "PROPN":
        return False
    return not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in participle.sent)


def direct(verb: Token, deps: frozenset[str] | set[str]) -> list[Token]:
    """Children of a token with one of these dependency labels, in order of the text."""
    return [c for c in verb.children if c.dep_ in deps]


def relative(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None for any other token."""
    if token.tag_ not in {"WDT", "WP"} and token.lower_ != "that":
        return None
    verb = token.head
    while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
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
    while (
        plural and noun.tag_ in {"NNP", "NN"} and noun.dep_ in {"conj", "appos"} and noun.head.pos_ in {"NOUN", "PROPN"}
    ):
        noun = noun.head
    return noun


def doers(verb: Token, depth: int = 0) -> list[Token]:
    """Grammatical subject of a verb in the active sense; empty for an agentless passive."""
    if depth > _DEPTH:
        return []
    if is_passive(verb):
        return _agent(verb)
    return surface(verb, depth)


def _agent(verb: Token) -> list[Token]:
    """Who does it in a passive; parsers also hang "by" on a phrase between ("claimed in its entirety by")."""
    own = [c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"]
    inner = [g for p in verb.children if p.dep_ == "prep" and p.i > verb.i for t in p.children for g in t.children]
    for preposition in own or [g for g in inner if g.dep_ in {"agent", "prep"} and g.lower_ == "by"]:
        if found := [t for t in preposition.children if t.dep_ == "pobj"]:
            again = [c for c in preposition.children if c.dep_ == "conj" and c.lower_ == "by"]  # "by A and by B"
            found += [t for p in again for t in p.children if t.dep_ == "pobj"]
            return [*found, *_alongside(verb)]
    return []


def _alongside(verb: Token) -> list[Token]:
    """Who else does it: "claimed by Peru *together with Chile*"."""
    return [t for t in prepositional(verb, "with") if t.head.nbor(-1).lower_ in {"together", "along", "jointly"}]


def surface(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as the sentence has it, found through control and coordination where the verb has none."""
    if depth > _DEPTH:
        return []
    own = direct(verb, _SUBJECTS)
    if own and verb.dep_ == "conj" and verb.head.pos_ in {"NOUN", "PROPN"}:
        own = [verb.head, *own]  # "A, B, and C ratified it", taken for A, B, and a clause about C
    if own:
        return [relative(t) or t for t in own]
    head = verb.head
    if _told(verb):
        return [head]
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return surface(head, depth + 1)
    # "Ali and Maduro *plan* to meet", taken for the noun
    if verb.dep_ in {"xcomp", "ccomp"} and (head.pos_ in {"VERB", "AUX"} or acts_as_verb(head)):
        objects = direct(head, {"dobj"}) or _called_on(head)
        if objects and verb.dep_ == "xcomp" and head.lemma_ not in _SUBJECT_CONTROL:
            return [relative(t) or t for t in objects]
        return surface(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and head.pos_ == "ADJ":  # "is unable to agree", "were due to meet"
        return surface(head.head if head.dep_ in {"acomp", "oprd"} else head, depth + 1)
    if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        return (_called_on(head) if infinitive else []) or surface(head, depth + 1)
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
    return [relative(t) or t for p in prepositions for t in prepositional(verb, p)]


def _of_gerund(verb: Token, preposition: Token, depth: int) -> list[Token]:
    """Subject of "prevented Japan *from signing*" (the object) and "*by seizing* it, Japan" (the subject)."""
    governor = preposition.head
    if governor.pos_ in {"VERB", "AUX"}:
        objects = direct(governor, {"dobj", "nsubjpass"})
        if objects and preposition.lower_ in _FROM_OBJECT:
            return [relative(t) or t for t in objects]
        return surface(governor, depth + 1)
    return _owner(governor, depth + 1)


def _owner(noun: Token, depth: int) -> list[Token]:
    """Whose a noun is: possessive, modifier, or the subject of the verb that governs it ("announced a plan to")."""
    owners = direct(noun, {"poss"})
    if owners:
        return owners
    if noun.dep_ in {"dobj", "attr", "nsubjpass", "conj", "pobj"}:
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if governor.pos_ in {"VERB", "AUX"}:
            return doers(governor, depth + 1)
    return [t for t in modifiers(noun) if t.ent_type_ in {"NORP", "GPE"}]


def done_to(verb: Token, depth: int = 0) -> list[Token]:
    """What a verb is done to: its object, the subject of its passive, or the noun that its clause modifies."""
    if depth > _DEPTH:
        return []
    if is_passive(verb):
        if given := direct(verb, {"dobj"}):  # "Yemen was awarded the islands"
            return given
        if bracketed := _bracketed(verb):
            return [bracketed]
        if verb.dep_ in {"acl", "amod"}:
            return [verb.head]
        if verb.dep_ == "conj" and not direct(verb, _SUBJECTS) and is_passive(verb.head):
            return done_to(verb.head, depth + 1)  # "held by Peru but claimed by Chile"
        return surface(verb, depth)
    own = [relative(t) or t for t in direct(verb, {"dobj", "obj"})]
    if own:
        return own
    if inner := _small_clause(verb):  # "wanted Russia to return it", "considers the reef part of its territory"
        return direct(inner, {"nsubj"})
    if verb.dep_ == "relcl" and _without_pronoun(verb):
        return [verb.head]
    # "Sudan claims, but Egypt administers, the triangle": the object stands with the last verb, unless the first has
    # something of its own behind it ("met in Prague and signed the accord": what was signed was not met)
    if any(c.i > verb.i and c.dep_ not in {"conj", "cc", "punct", "advmod"} for c in verb.children):
        return []
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > verb.i and not is_passive(child):
            return done_to(child, depth + 1)
    return []


def _bracketed(participle: Token) -> Token | None:
    """The noun before the bracket that a participle opens ("title to the reef (also claimed by Chile)")."""
    doc = participle.doc
    i = participle.i - 1
    while i > 0 and doc[i].pos_ == "ADV":
        i -= 1
    before = doc[i - 1] if i > 0 and doc[i].text == "(" else None
    return before if before is not None and before.pos_ in {"NOUN", "PROPN"} else None


def _without_pronoun(verb: Token) -> bool:
    """Whether a relative clause leaves its pronoun out ("the reefs *it holds*")."""
    subjects = direct(verb, _SUBJECTS)
    objects = (t for p in verb.children if p.dep_ == "prep" for t in p.children)
    return bool(subjects) and not any(relative(t) for t in (*subjects, *objects))


def _small_clause(verb: Token) -> Token | None:
    """The clause whose subject is also what the verb is done to; None for a full clause with a verb of its own."""
    for child in direct(verb, {"ccomp"}):
        bare = child.pos_ in {"NOUN", "PROPN", "ADJ"} or any(
            c.dep_ == "aux" and c.lower_ == "to" for c in child.children
        )
        if bare and direct(child, {"nsubj"}) and not any(c.dep_ == "mark" for c in child.children):
            return child
    return None


def called(verb: Token) -> list[Token]:
    """What a copula or "consider" says that somebody or something is."""
    inner = _small_clause(verb)
    return direct(verb, {"attr", "oprd"}) or ([inner] if inner is not None and inner.pos_ in {"NOUN", "PROPN"} else [])


def given_to(verb: Token) -> list[Token]:
    """Who is given something: the dative, or the subject of "was awarded the islands"."""
    if is_passive(verb) and direct(verb, {"dobj"}):
        return surface(verb)
    return direct(verb, {"dative", "iobj"})
