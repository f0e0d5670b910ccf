"""When an act took place: the times that a document expresses, and which of them belongs to which act.

A time belongs to the verb or noun it hangs on in the parse, and is handed on only where a reader would: from a verb to the
verbs joined to it, to the act that a light verb carries ("held talks"), to the phrases that say how or why. It
is never handed from a verb of saying to what was said, into a relative clause, or over a semicolon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.model import When
from kg.when_dates import Context, parse_anchor
from kg.when_parse import dateline, find, resolve

__all__ = ["TimeExpression", "expressions", "scope"]

SPEECH = frozenset(
    "say tell state announce report declare claim add note warn argue insist explain stress suggest reiterate quote"
    " confirm deny assert write testify allege comment remark reply".split()
)
"""Lemmas whose date is that of the saying, not of what is said."""

LIGHT = frozenset(
    "hold have conduct make take give launch begin start open resume continue conclude complete finish end close reach"
    " carry stage wage engage enter undergo mark see witness bring sign announce occur happen break erupt follow lead"
    " commence establish keep maintain pay do stall fail collapse issue file lodge express issue renew".split()
)
"""Verbs that carry an act in a noun, as its object ("held talks") or subject ("talks began")."""

PROSPECT = frozenset(
    "plan hope want wish intend expect schedule due set propose agree decide promise pledge urge ask demand call seek"
    " aim prepare ready likely invite threaten plan proposal visit wait".split()
)
"""Words whose infinitive lies ahead."""

_FUTURE = frozenset({"will", "shall", "wo", "'ll", "’ll", "would"})
_TEMPORAL = frozenset("in on at during amid since from by within around throughout".split())
_CIRCUMSTANCE = frozenset("in under at with despite amid during through by for following upon on against".split())
_BORDERS = frozenset({";", ":"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Tokens ``start`` to ``end`` (half-open, from the document's start) that express a time, and the time."""

    start: int
    end: int
    when: When


def expressions(doc: Doc, *, published: str | None) -> tuple[TimeExpression, ...]:
    """Find the times that a document expresses.

    Parameters
    ----------
    doc
        A parsed document.
    published
        ISO date (``2014-01-05``, ``2014-01`` or ``2014``) that "last year" is read against; where None, the date of a
        dateline at the head of the text serves.

    Returns
    -------
    tuple[TimeExpression, ...]
        In the order of the text, not overlapping; empty where there is none. The EDTF string is None where the words
        cannot be resolved.
    """
    head = dateline(doc.text)
    anchor = parse_anchor(published) or (parse_anchor(head.shape) if head else None)
    dates = {token.i for entity in doc.ents if entity.label_ == "DATE" for token in entity}
    found: list[TimeExpression] = []
    previous: str | None = None
    for words in find(doc.text):
        span = doc.char_span(words.start, words.end, alignment_mode="expand")
        if span is None or (found and span.start < found[-1].end):
            continue
        if not words.sure and not dates.intersection(range(span.start, span.end)):
            continue
        when = resolve(words, Context(anchor, _ahead(span.root), previous))
        found.append(TimeExpression(span.start, span.end, when))
        if when.edtf and parse_anchor(when.edtf):
            previous = when.edtf.split("/")[0]
    return tuple(found)


def _ahead(token: Token) -> bool:
    """Whether the act that a time hangs on lies ahead of the text: will, a plan to, is due to."""
    for step in (token, *token.ancestors):
        if step.pos_ not in ("VERB", "AUX"):
            if step.lemma_.lower() in PROSPECT and step.i != token.i:
                return True
            continue
        helpers = [child for child in step.children if child.dep_ in ("aux", "auxpass")]
        if any(child.lower_ in _FUTURE for child in helpers):
            return True
        if any(child.lower_ == "to" for child in helpers) and step.head.lemma_.lower() in PROSPECT | {"be"}:
            return True
        return False
    return False


def scope(doc: Doc, trigger: int, found: Sequence[TimeExpression]) -> When | None:
    """Tell when an act took place.

    Parameters
    ----------
    doc
        A parsed document.
    trigger
        The token that names the act: a verb, a noun ("seizure", "talks") or an adjective.
    found
        What `expressions` found in the document.

    Returns
    -------
    When | None
        None where the text gives no time for this act.
    """
    act = doc[trigger]
    near = [time for time in found if _same_sentence(act, doc[time.start]) and not _border(doc, trigger, time)]
    hung: dict[int, list[TimeExpression]] = {}
    for time in near:
        for token in _carriers(doc, time):
            hung.setdefault(token.i, []).append(time)
    for source in _sources(act):
        if times := hung.get(source.i):
            return min(times, key=lambda time: (_distance(time, trigger), time.start)).when
    return None


def _same_sentence(first: Token, second: Token) -> bool:
    return first.sent.start == second.sent.start


def _border(doc: Doc, trigger: int, time: TimeExpression) -> bool:
    between = doc[time.end : trigger] if time.end <= trigger else doc[trigger + 1 : time.start]
    return any(token.text in _BORDERS for token in between)


def _distance(time: TimeExpression, trigger: int) -> int:
    return min(abs(time.start - trigger), abs(time.end - 1 - trigger))


def _verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _carriers(doc: Doc, time: TimeExpression) -> Iterator[Token]:
    """The tokens that a time belongs to: the one it hangs on, and the verbs that take it over from their nouns."""
    link = doc[time.start : time.end].root
    while link.head.i != link.i and (
        link.head.pos_ in ("ADP", "SCONJ", "PART") or time.start <= link.head.i < time.end
    ):
        link = link.head
    token = link.head
    if speech := _speech_beside(doc, time):
        yield speech
        return
    loose = link.dep_ in ("npadvmod", "advmod", "prep") and link.lower_ not in ("of", "between")
    yield token
    while not _verbal(token):
        head = token.head
        if head.i == token.i:
            return
        if token.dep_ in ("pobj", "pcomp"):
            if head.lower_ in _TEMPORAL:
                loose = True
            token = head.head
        elif token.dep_ == "nsubj" and head.tag_ == "VBD":
            token = head
            loose = True
        else:
            token = head
        if not loose:
            return
        yield token


def _speech_beside(doc: Doc, time: TimeExpression) -> Token | None:
    """The verb of saying that a time stands beside: "said on Sunday", "said Sunday that"."""
    before = time.start - 1
    if before >= 0 and doc[before].pos_ == "ADP":
        before -= 1
    if before >= 0 and doc[before].lemma_.lower() in SPEECH and _verbal(doc[before]):
        return doc[before]
    return None


def _sources(act: Token) -> Iterator[Token]:
    """The act and the tokens whose time is its time too, the closest first."""
    seen: set[int] = set()
    token: Token | None = act
    while token is not None and token.i not in seen:
        seen.add(token.i)
        yield token
        if not _verbal(token):
            for child in token.children:
                if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in LIGHT:
                    yield child
        token = _giver(token)


def _giver(token: Token) -> Token | None:
    """The token that an act without a time of its own takes its time from."""
    head, dep = token.head, token.dep_
    if head.i == token.i or head.lemma_.lower() in SPEECH:
        return None
    if _verbal(token):
        if dep in ("conj", "xcomp", "auxpass", "aux"):
            return head
        if dep == "advcl":
            marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod", "aux")}
            if token.tag_ in ("VBG", "VBN") or marks & {"to", "when", "as", "while"}:
                return head
        return None
    if dep in ("conj", "appos"):
        return head
    if dep in ("dobj", "nsubj", "nsubjpass", "attr", "acomp", "oprd"):
        return head if head.lemma_.lower() in LIGHT or (dep in ("attr", "acomp") and head.lemma_ == "be") else None
    if dep == "pobj" and head.lower_ in _CIRCUMSTANCE and _verbal(head.head):
        return head.head
    return None
