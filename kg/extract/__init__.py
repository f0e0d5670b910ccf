"""Relations between the entities of a document: frames, context patterns, then one statement for one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.catalog import Catalog
from kg.extract.contested import named_by_sides
from kg.extract.context import disputed, named, office_holders
from kg.extract.counts import count
from kg.extract.engine import Lexicon, frame_matches, lexicon
from kg.extract.learned import load, refine
from kg.extract.location import located
from kg.model import Kind, Match
from kg.reading import Reading

__all__ = ["Lexicon", "lexicon", "matches", "ruled"]

_HOLDING = frozenset({"claims", "administers", "occupies", "annexes"})


def matches(reading: Reading, words: Lexicon) -> list[Match]:
    """All relations of a document, each with how sure it is, in order of the text; an empty document has none."""
    return list(refine(reading, ruled(reading, words), load()))


def ruled(reading: Reading, words: Lexicon) -> list[Match]:
    """What the rules find, each with the confidence that its rule's author gave; the training starts from these."""
    titles = list(office_holders(reading))  # first: they tell for whom "we" speaks
    found = [*frame_matches(reading, words), *disputed(reading)]
    at_issue = frozenset(
        end for m in found for end in (m.subject, m.object) if reading.kind(end) in {Kind.TERRITORY, Kind.PLACE}
    ) | frozenset(o for r in reading.referents for o in r.options if reading.kind(o) is Kind.TERRITORY)
    found += [*titles, *named(reading), *located(reading, at_issue)]
    found = list(_by_side(found, list(named_by_sides(reading))))
    found = list(_most_specific(_distinct(_own_word(found, reading)), reading.catalog))
    ordered = (_in_order(_counted(m, reading), reading) for m in found)
    return sorted(ordered, key=lambda m: (m.span, m.relation, m.subject, m.object))


def _by_side(found: list[Match], sides: list[Match]) -> Iterator[Match]:
    """The matches with those that tell whose name it is; another place with the same name is dropped."""
    told = {match.object: match.subject for match in sides}
    for match in found:
        if match.relation != "alsoKnownAs" or told.get(match.object, match.subject) == match.subject:
            yield match
    yield from sides


def _own_word(found: Iterable[Match], reading: Reading) -> Iterator[Match]:
    """The matches; a party that calls a place its own claims it, where anybody else's word would be of who rules."""
    for match in found:
        if match.rule == "administers.is-demonym" and match.subject == reading.author:
            yield replace(match, relation="claims", rule="claims.is-demonym")
        else:
            yield match


def _distinct(found: Iterable[Match]) -> list[Match]:
    """One match for each relation, pair and trigger; the surest rule stays."""
    best: dict[tuple[str, str, str, int], Match] = {}
    for match in found:
        key = (match.relation, match.subject, match.object, match.trigger)
        if key not in best or match.confidence > best[key].confidence:
            best[key] = match
    return list(best.values())


def _most_specific(found: list[Match], catalog: Catalog) -> Iterator[Match]:
    """Drop what a more specific relation says of the same ends, and a dispute of one who claims or holds.

    A treaty that the text says was signed is not also an agreement without a signing.
    """
    said: dict[tuple[str, str], set[str]] = {}
    acts: dict[tuple[str, str, int], set[str]] = {}
    for match in found:
        said.setdefault((match.subject, match.object), set()).add(match.relation)
        acts.setdefault((match.subject, match.object, match.trigger), set()).add(match.relation)
    concluded = {match.object_token for match in found if match.relation in {"signs", "ratifies"}}
    for match in found:
        ends = match.subject, match.object
        if match.relation == "agreesWith" and match.trigger in concluded:
            continue
        if match.relation == "disputes" and said[ends] & _HOLDING:
            continue
        rivals = acts[(*ends, match.trigger)] - {match.relation}
        if any(match.relation in catalog.relations[r].overrides for r in rivals if r in catalog.relations):
            continue
        yield match


def _in_order(match: Match, reading: Reading) -> Match:
    """The match; what holds both ways has its ends in the order of their ids, so that it is one statement."""
    if not reading.catalog.relations[match.relation].relation.symmetric or match.subject < match.object:
        return match
    return replace(
        match,
        subject=match.object,
        object=match.subject,
        subject_token=match.object_token,
        object_token=match.subject_token,
    )


def _counted(match: Match, reading: Reading) -> Match:
    """The match with its count; a place or a name does not happen a number of times."""
    if reading.catalog.relations[match.relation].relation.group in {"context", "sovereignty"}:
        return match
    return replace(match, count=count(reading.doc[match.trigger]))
