"""Which evidence fits what a person asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.api.lookup import Lookup
from kg.dates import time_bounds
from kg.errors import KgError
from kg.graph import project
from kg.model import GROUND, Evidence, Kind, KnowledgeBase, Modality, Polarity, Statement
from kg.sides import with_parts

__all__ = ["Criteria", "Words", "narrowed"]

type Words = str | Iterable[str] | None
"""One word, several of which one must fit, or None: whatever."""

_DATES = "an ISO date YYYY, YYYY-MM or YYYY-MM-DD, or an EDTF time"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What evidence must fit, all of it; None: whatever. ``Statements.where`` says what each means."""

    relation: Words = None
    group: Words = None
    subject: Words = None
    object: Words = None
    about: Words = None
    territory: Words = None
    holder: Words = None
    reported: bool | None = None
    polarity: Words = None
    modality: Words = None
    since: str | None = None
    until: str | None = None
    document: Words = None
    source: Words = None
    policy: str | None = None


type _OfStatement = Callable[[Statement], bool]
type _OfEvidence = Callable[[Statement, Evidence], bool]


def narrowed(
    statements: Iterable[Statement], wanted: Criteria, *, kb: KnowledgeBase, lookup: Lookup
) -> Iterator[Statement]:
    """The statements with the evidence that fits, in the same order; one without such evidence is left out.

    Raises
    ------
    KgError
        For a name, relation, group, polarity, modality, date, document, source or policy that is none.
    """
    whole = [*_of_statement(wanted, lookup)]
    single = [*_of_evidence(wanted, kb, lookup)]
    for statement in statements:
        if all(fits(statement) for fits in whole):
            kept = tuple(item for item in statement.evidence if all(fits(statement, item) for fits in single))
            if kept:
                yield replace(statement, evidence=kept)


def _several(words: Words) -> list[str]:
    return [] if words is None else [words] if isinstance(words, str) else [*words]


def _of_statement(wanted: Criteria, lookup: Lookup) -> Iterator[_OfStatement]:
    if wanted.relation is not None:
        relations = frozenset(map(lookup.find_relation, _several(wanted.relation)))
        yield lambda statement: statement.relation in relations
    if wanted.group is not None:
        grouped = frozenset().union(*map(lookup.find_group, _several(wanted.group)))
        yield lambda statement: statement.relation in grouped
    if wanted.subject is not None:
        subjects = frozenset(lookup.find(text, what="subject") for text in _several(wanted.subject))
        yield lambda statement: statement.subject in subjects
    if wanted.object is not None:
        objects = frozenset(lookup.find(text, what="object") for text in _several(wanted.object))
        yield lambda statement: statement.object in objects
    if wanted.about is not None:
        ends = frozenset(lookup.find(text, what="about") for text in _several(wanted.about))
        yield lambda statement: not ends.isdisjoint((statement.subject, statement.object))
    if wanted.territory is not None:
        wholes = [lookup.find(text, kinds=GROUND, what="territory") for text in _several(wanted.territory)]
        ground = with_parts(wholes, catalog=lookup.catalog)
        yield lambda statement: not ground.isdisjoint((statement.subject, statement.object))


def _of_evidence(wanted: Criteria, kb: KnowledgeBase, lookup: Lookup) -> Iterator[_OfEvidence]:
    if wanted.holder is not None:
        holders = frozenset(_holder(text, lookup) for text in _several(wanted.holder))
        yield lambda _, item: (item.holder or lookup.authors.get(item.document)) in holders
    if wanted.reported is not None:
        yield lambda _, item: (item.holder is not None) is wanted.reported
    if wanted.polarity is not None:
        polarities = _choice("polarity", wanted.polarity, {item.value: item for item in Polarity})
        yield lambda _, item: item.polarity in polarities
    if wanted.modality is not None:
        modalities = _choice("modality", wanted.modality, {item.value: item for item in Modality})
        yield lambda _, item: item.modality in modalities
    if wanted.since is not None or wanted.until is not None:
        since = None if wanted.since is None else _day("since", wanted.since, 0)
        until = None if wanted.until is None else _day("until", wanted.until, 1)
        yield lambda _, item: _within(item, since, until)
    if wanted.document is not None:
        documents = _choice("document", wanted.document, {id: id for id in lookup.documents})
        yield lambda _, item: item.document in documents
    if wanted.source is not None:
        known = {document.source: document.source for document in kb.documents if document.source}
        sources = _choice("source", wanted.source, known)
        of = {document.id for document in kb.documents if document.source in sources}
        yield lambda _, item: item.document in of
    if wanted.policy is not None:
        # Nobody else decides what a policy shows.
        graph = project(kb, wanted.policy, catalog=lookup.catalog)
        shown = {(edge["statement"], item) for *_, edge in graph.edges(data=True) for item in edge["evidence"]}
        yield lambda statement, item: (statement.id, item) in shown


def _holder(text: str, lookup: Lookup) -> str:
    """The id of a speaker; an author whom the texts do not know as an entity stands for himself."""
    unknown = {author.casefold(): author for author in lookup.authors.values() if author}
    return unknown.get(text.strip().casefold()) or lookup.find(text, kinds=frozenset(Kind), what="holder")


def _choice[T](key: str, words: Words, allowed: Mapping[str, T]) -> frozenset[T]:
    """The values of these words, upper and lower case alike."""
    known = {form.casefold(): value for form, value in allowed.items()}
    found = []
    for word in _several(words):
        if word.casefold() not in known:
            raise KgError(f"{key} is {word!r}; allowed: {', '.join(sorted(allowed)) or 'nothing, there is none here'}")
        found.append(known[word.casefold()])
    return frozenset(found)


def _day(key: str, text: str, side: int) -> date:
    day = time_bounds(text)[side]
    if not isinstance(day, date):
        raise KgError(f"{key} is {text!r}; allowed: {_DATES}")
    return day


def _within(evidence: Evidence, since: date | None, until: date | None) -> bool:
    """Whether the time that the text gives has a day in common with the period; no time, none."""
    first, last, precision = time_bounds(evidence.when.edtf if evidence.when else None)
    if precision is None:
        return False
    return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)
