"""What the learned half of the extractor sees of a candidate: short strings, each a yes or no.

Every feature comes in a form without the relation, which all relations share, and the telling ones also with it
(``claims|…``). Nothing of the text goes in but single lemmas, dependency labels, parts of speech and kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.candidates import Candidate, Place, Sentence
from kg.extract.engine import Lexicon
from kg.extract.roles import fillers
from kg.mentions import Reading
from kg.model import Match

__all__ = ["Context", "Votes", "features", "votes_of"]

_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_SHORT = {"nsubjpass": "nsubj:pass", "dative": "prep"}


@dataclass(slots=True)
class Votes:
    """What the rules have found in a document, to be looked up by ends and by trigger."""

    exact: dict[tuple[str, str, str], list[Match]] = field(default_factory=dict)
    ends: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    trigger: dict[tuple[str, int], list[Match]] = field(default_factory=dict)
    at: dict[int, set[str]] = field(default_factory=dict)


def votes_of(matches: Iterable[Match], symmetric: frozenset[str]) -> Votes:
    """Look-up tables over the rules' matches."""
    votes = Votes()
    for m in matches:
        votes.exact.setdefault((m.relation, m.subject, m.object), []).append(m)
        if m.relation in symmetric:
            votes.exact.setdefault((m.relation, m.object, m.subject), []).append(m)
        votes.ends.setdefault((m.subject, m.object), set()).add(m.relation)
        votes.trigger.setdefault((m.relation, m.trigger), []).append(m)
        votes.at.setdefault(m.trigger, set()).add(m.relation)
    return votes


@dataclass(slots=True)
class Context:
    """One sentence with what has been worked out of it so far."""

    reading: Reading
    sentence: Sentence
    words: Lexicon
    votes: Votes
    roles: dict[int, dict[int, str]] = field(default_factory=dict)
    routes: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    expected: Mapping[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def role(self, trigger: Token, place: Place) -> str:
        """The normalised role that a mention has to a trigger; "-" for none."""
        if place.form == "entry":
            return "entry"
        known = self.roles.get(trigger.i)
        if known is None:
            known = self.roles[trigger.i] = _roles(trigger, self.words.light)
        return known.get(place.token.i) or known.get(place.node) or "-"

    def route(self, start: int, end: int) -> tuple[str, ...]:
        """Labels of the links from one token to another: "^nsubj" up, "prep:with" down."""
        key = (start, end)
        found = self.routes.get(key)
        if found is None:
            found = self.routes[key] = tuple(_route(self.reading, self.sentence, start, end))
        return found


def _roles(trigger: Token, light: frozenset[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    names = ("subj", "obj") if trigger.pos_ in {"VERB", "AUX"} else ("poss", "mod", "light", "head")
    for name in names:
        for token in fillers(trigger, name, light_verbs=light):
            found.setdefault(token.i, name)
    for child in trigger.children:
        if child.dep_ in _PREPOSITIONS:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    found.setdefault(inner.i, child.lower_)
    return found


def _route(reading: Reading, sentence: Sentence, start: int, end: int) -> Iterator[str]:
    doc = reading.doc
    up, down = sentence.chain(doc[start]), sentence.chain(doc[end])
    i, j = len(up), len(down)
    while i and j and up[i - 1] == down[j - 1]:
        i, j = i - 1, j - 1
    for n in up[:i]:
        yield "^" + _label(doc[n])
    for n in reversed(down[:j]):
        yield _label(doc[n])


def _label(token: Token) -> str:
    dep = token.dep_
    if dep in _PREPOSITIONS:
        return f"prep:{token.lower_}"
    return _SHORT.get(dep, dep)


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"


def features(context: Context, candidate: Candidate, rule: Match | None = None) -> list[str]:
    """The features of a candidate; ``rule`` is the match that is judged, None where the candidate is a proposal."""
    r, first, second, trigger = candidate.relation, candidate.first, candidate.second, candidate.trigger
    shared = [*_pair(context, first, second), *_carried(context, candidate), *_voted(context, candidate, rule)]
    kinds = f"{context.reading.kind(candidate.subject).value}>{context.reading.kind(candidate.object).value}"
    shared.append(f"kinds={kinds}")
    own = [f"{r}|", f"{r}|kinds={kinds}", f"{r}|lemma={trigger.lemma_.lower()}", f"{r}|{trigger.pos_}"]
    for feature in shared:
        if feature.startswith(("roles", "path", "t1=", "t2=", "votes", "order", "forms", "between", "rule", "off", "ends", "inner", "taken", "above=", "entry", "fit")):
            own.append(f"{r}|{feature}")  # noqa: PERF401
    return shared + own


def _pair(context: Context, first: Place, second: Place) -> Iterator[str]:
    yield f"forms={first.form}>{second.form}"
    yield f"form1={first.form}"
    yield f"form2={second.form}"
    a, b = first.token.i, second.token.i
    yield "order=" + ("same" if a == b else "first" if a < b else "second")
    low, high = min(a, b), max(a, b)
    between = sum(low < p.token.i < high for p in context.sentence.places)
    yield f"between={min(between, 4)}"
    yield f"distance={_bucket(high - low)}"
    route = context.route(first.node, second.node)
    yield f"length={_bucket(len(route))}"
    bare = " ".join(step.partition(":")[0] for step in route)
    yield f"path={' '.join(route)}" if len(route) < 6 else "path=long"
    yield f"pathbare={bare}" if len(route) < 8 else "pathbare=long"
    for mark in ("^relcl", "relcl", "ccomp", "^ccomp", "^advcl", "advcl", "^conj", "conj", "appos", "^appos", "acl", "parataxis"):
        if mark in route:
            yield f"via={mark}"
    if any(p.form == "entry" for p in (first, second)) or context.sentence.parties:
        yield "style=entry"


def _carried(context: Context, candidate: Candidate) -> Iterator[str]:
    first, second, trigger = candidate.first, candidate.second, candidate.trigger
    one, two = context.role(trigger, first), context.role(trigger, second)
    yield f"roles={one}>{two}"
    yield f"role1={one}"
    yield f"role2={two}"
    expected = context.expected.get((candidate.relation, trigger.pos_[0]))
    if expected is not None:
        fit = f"{one in expected[0]:d}{two in expected[1]:d}"
        yield f"fit={fit}"
        yield f"fit={fit} {trigger.pos_}"
    t1, t2 = context.route(trigger.i, first.node), context.route(trigger.i, second.node)
    yield f"taken={_taken(context, trigger, first, second, expected)}"
    yield f"fit={one in expected[0]:d}{two in expected[1]:d} taken={_taken(context, trigger, first, second, expected)}" if expected else "unexpected"
    if first.form == "entry":
        own = trigger.pos_ == "ADJ" or any(c.dep_ in {"nsubj", "nsubjpass"} for c in trigger.children) or trigger.dep_ in {"amod", "acl", "relcl"}
        yield f"entryown={own:d}"
        yield f"entryparties={min(len(context.sentence.parties), 3)}"
        yield f"entrymentions={min(sum(context.sentence.span.start <= p.token.i for p in context.sentence.places), 4)}"
    if trigger.head.i != trigger.i:
        yield f"above={trigger.head.lemma_.lower()}"
        yield f"abovepos={trigger.head.pos_}"
    for n in _inner(context, first, second):
        if n != trigger.i:
            yield f"inner={context.reading.doc[n].lemma_.lower()}"
    yield f"t1={' '.join(t1)}" if len(t1) < 5 else "t1=long"
    yield f"t2={' '.join(t2)}" if len(t2) < 5 else "t2=long"
    yield f"tlen={min(len(t1), 5)}>{min(len(t2), 5)}"
    path = context.sentence.distance(context.reading.doc[first.node], context.reading.doc[second.node])
    yield f"off={min((len(t1) + len(t2) - path) // 2, 3)}"
    yield f"pos={trigger.pos_}"
    yield f"tdep={trigger.dep_}"
    a, b, t = first.token.i, second.token.i, trigger.i
    low, high = min(a, b), max(a, b)
    yield "where=" + ("at" if t in (a, b) else "before" if t < low else "after" if t > high else "amid")
    others = sum(low < p.token.i < t or t < p.token.i < high for p in context.sentence.places) if low < t < high else 0
    yield f"amid={min(others, 3)}"


def _inner(context: Context, first: Place, second: Place) -> Iterator[int]:
    doc = context.reading.doc
    a, b = context.sentence.chain(doc[first.node]), context.sentence.chain(doc[second.node])
    both = set(a) & set(b)
    ends = {first.node, second.node}
    path = [n for n in a if n not in both] + [n for n in b if n not in both]
    top = next((n for n in a if n in both), None)
    for n in [*path, *([top] if top is not None else [])]:
        if n not in ends and doc[n].pos_ in {"VERB", "NOUN", "ADJ"}:
            yield n


def _taken(context: Context, trigger: Token, first: Place, second: Place, expected) -> str:
    """Whether other mentions fill the roles in which the frames of the relation expect its ends."""
    if expected is None:
        return "?"
    one = two = False
    for place in context.sentence.places:
        role = context.role(trigger, place)
        if role == "-":
            continue
        if role in expected[0] and place.node not in (first.node, second.node):
            one = True
        if role in expected[1] and place.node not in (first.node, second.node):
            two = True
    return f"{one:d}{two:d}"


def _voted(context: Context, candidate: Candidate, rule: Match | None) -> Iterator[str]:
    votes, r = context.votes, candidate.relation
    s, o, t = candidate.subject, candidate.object, candidate.trigger.i
    if rule is not None:
        yield "rule"
        yield f"rule={rule.rule}"
        yield f"sure={rule.confidence:.1f}"
        peers = votes.trigger.get((r, t), [])
        yield f"peers={min(len(peers), 5)}"
        yield f"same={min(len(votes.exact.get((r, s, o), [])), 3)}"
    else:
        yield "proposal"
        peers = votes.trigger.get((r, t), [])
        subjects, objects = {m.subject for m in peers}, {m.object for m in peers}
        yield f"votes={bool(peers):d}{s in subjects:d}{o in objects:d}{s in objects:d}{o in subjects:d}"
        if (r, s, o) in votes.exact:
            yield "votes=elsewhere"
        if (r, o, s) in votes.exact:
            yield "votes=reversed"
        others = votes.at.get(t, set()) - {r}
        yield f"rivals={min(len(others), 3)}"
        for other in others:
            yield f"votes={r}<{other}"
    for other in votes.ends.get((s, o), set()) - {r}:
        yield f"ends={other}"
        yield "ends"
