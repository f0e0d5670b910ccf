"""Where curators disagree: both stay, and the disagreement is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.model import Diagnostic, Severity
from kg.review.verdict import Verdict
from kg.review.words import in_words

__all__ = ["conflicts"]


def conflicts(placed: Iterable[Verdict]) -> Iterator[Diagnostic]:
    """A warning for each two curators of whom one takes away, or reads otherwise, what the other vouches for.

    Parameters
    ----------
    placed
        Verdicts whose place is that in the text as it is now.
    """
    by_place: defaultdict[tuple[object, ...], list[Verdict]] = defaultdict(list)
    for verdict in placed:
        place = verdict.judged.evidence
        by_place[place.document, place.span].append(verdict)
    for found in by_place.values():
        for one, other in combinations(found, 2):
            if one.curator != other.curator and (_against(one, other) or _against(other, one)):
                labels = {entity.id: entity.label for entity in (*one.entities, *other.entities)}
                sides = sorted(f"{verdict.curator}: {_outcome(verdict, labels)}" for verdict in (one, other))
                evidence = one.judged.evidence
                message = f"curators disagree on {in_words(one.judged, labels)}: {'; '.join(sides)}"
                yield Diagnostic("verdict-conflict", Severity.WARNING, evidence.document, evidence.span, message)


def _against(one: Verdict, other: Verdict) -> bool:
    """Whether one judges what the other judges or gives, with another outcome."""
    theirs = {other.judged.key, other.gives.key if other.gives else other.judged.key}
    return one.judged.key in theirs and _result(one) != _result(other)


def _result(verdict: Verdict) -> tuple[object, ...]:
    gives = verdict.gives
    return () if gives is None else (gives.key, gives.evidence.when and gives.evidence.when.edtf)


def _outcome(verdict: Verdict, labels: Mapping[str, str]) -> str:
    gives = verdict.gives
    return "rejected" if gives is None else in_words(gives, labels)
