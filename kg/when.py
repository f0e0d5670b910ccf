"""When an act took place: the times that a document expresses, and which of them belongs to which act.

A time is handed on only where a reader would: from a verb to the verbs joined to it, to the act that it carries ("held
talks"), to the phrases that say how and what for. It is never handed from a verb of saying to what was said, into a
relative clause, over a semicolon, or to another sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.model import When
from kg.when_dates import Anchor, Context, parse_anchor
from kg.when_parse import dateline, find, resolve
from kg.when_scope import carriers, closes_clause, sources, verbal, verbs

__all__ = ["TimeExpression", "expressions", "scope"]

FUTURE = frozenset({"'ll", "shall", "will", "wo", "would", "’ll"})
BORDERS = frozenset({":", ";"})
# Names of these are no acts: "the Portuguese port of Macau" does not date the port by the year of its sentence.
TIMELESS = frozenset({"GPE", "LOC", "NORP", "PERSON"})


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
        ISO date (``2014-01-05``, ``2014-01`` or ``2014``) that "last year" is read against; where None, the date in a
        dateline at the head of the text serves.

    Returns
    -------
    tuple[TimeExpression, ...]
        In the order of the text, not overlapping; empty where there is none. The EDTF string is None where the words
        cannot be resolved.
    """
    head = dateline(doc.text)
    anchor = parse_anchor(published) or (parse_anchor(head[1]) if head else None)
    dates = {token.i for entity in doc.ents if entity.label_ == "DATE" for token in entity}
    found: list[TimeExpression] = []
    previous: str | None = None
    reached: TimeExpression | None = None
    for words in find(doc.text):
        span = doc.char_span(words.start, words.end, alignment_mode="expand")
        if span is None or (found and span.start < found[-1].end):
            continue
        root = span.root
        if len(span) == 1 and root.dep_ == "nummod" and root.head.tag_ == "NNS" and root.like_num:
            continue  # "2000 ships"
        if not (words.sure or dates.intersection(range(span.start, span.end)) or _dates_noun(root)):
            continue
        beside = _story_year(doc, span, reached, anchor)
        when = resolve(words, Context(anchor, _ahead(root), previous, beside))
        found.append(TimeExpression(span.start, span.end, when))
        if when.edtf and parse_anchor(when.edtf):
            previous = when.edtf
            reached = found[-1]
    return tuple(found)


def _story_year(doc: Doc, span: Span, reached: TimeExpression | None, anchor: Anchor | None) -> str | None:
    """The year of the last date in the same sentence, or of a full date in the one before, where the text tells of it.

    News gives the year of what is past and leaves out its own, so only a year before that of the text counts.
    """
    if reached is None or reached.when.edtf is None or not re.match("[0-9]{4}", reached.when.edtf):
        return None
    year = reached.when.edtf[:4]
    if anchor is not None and int(year) >= anchor.first.year:
        return None
    sentence = span.sent.start
    before = doc[sentence - 1].sent.start if sentence else 0
    full = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", reached.when.edtf) is not None
    return year if reached.start >= sentence or (full and reached.start >= before) else None


def _dates_noun(token: Token) -> bool:
    """Whether a bare number dates a noun: "the 1904 seizure", "the War of 1904"."""
    before = token.dep_ in ("compound", "nmod", "nummod") and token.head.i > token.i
    return before or (token.dep_ == "pobj" and token.head.lower_ == "of")


def _ahead(time: Token) -> bool:
    """Whether the act that a time hangs on lies ahead of the text: it will happen, there is a plan to, it is due."""
    known = verbs().ahead
    for token in time.ancestors:
        if verbal(token):
            helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
            return bool(helpers & FUTURE) or ("to" in helpers and token.head.lemma_.lower() in known | {"be"})
        if token.lemma_.lower() in known:
            return True
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
        None where the text gives no time for this act. A time that a noun or verb of ending gives is open at its start
        ("the end of the occupation in 1952": ``../1952``), one behind "since" at its end.
    """
    act = doc[trigger]
    if act.ent_type_ in TIMELESS:
        return None
    near = [
        time
        for time in found
        if act.sent.start <= time.start < act.sent.end
        and not _border(doc, trigger, time)
        and not _of_a_name(doc, trigger, time)
    ]
    hung: dict[int, list[tuple[TimeExpression, bool]]] = {}
    for time in near:
        for token, since in carriers(doc, doc[time.start : time.end], relative=time.when.against is not None):
            hung.setdefault(token.i, []).append((time, since))
    for source in sources(act):
        times = [
            (abs(time.start - trigger), time.start, time, since)
            for time, since in hung.get(source.token.i, ())
            if not source.fronted or time.start < source.token.i
        ]
        if times:
            _, _, time, since = min(times, key=lambda entry: entry[:2])
            return _opened(time.when, since=since, ended=source.ended)
    behind = [time for time in near if time.start > trigger]
    return behind[0].when if behind and closes_clause(act, doc[behind[0].start : behind[0].end]) else None


def _of_a_name(doc: Doc, trigger: int, time: TimeExpression) -> bool:
    """Whether a time is part of the name of what is acted on: "ruled on the Paris Award *of 1899*".

    What is done by a treaty is done when the treaty is made ("by the Treaty *of 1905*").
    """
    if time.start < 2 or doc[time.start - 1].lower_ != "of":
        return False
    name = doc[time.start - 2]
    about = name.dep_ == "pobj" and name.head.lower_ in {"on", "over", "about", "to", "with"}
    acted_on = name.dep_ == "dobj" or about
    return name.pos_ == "PROPN" and acted_on and name.i != trigger


def _border(doc: Doc, trigger: int, time: TimeExpression) -> bool:
    between = doc[time.end : trigger] if time.end <= trigger else doc[trigger + 1 : time.start]
    return any(token.text in BORDERS for token in between)


def _opened(when: When, *, since: bool, ended: bool) -> When:
    if when.edtf is None or ".." in when.edtf or not (since or ended):
        return when
    first, last = when.edtf.split("/")[0], when.edtf.split("/")[-1]
    return replace(when, edtf=f"{last}/.." if since else f"../{first}")
