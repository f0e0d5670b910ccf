"""Readings in words, and the one order of verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Modality, Polarity
from kg.review.verdict import Reading, Verdict

__all__ = ["in_words", "line"]


def in_words(reading: Reading, labels: Mapping[str, str]) -> str:
    """What it says and how: ``Norland | cedes | Reef (planned, denied; says Southland)``."""
    evidence = reading.evidence
    ends = [labels.get(end, end) for end in (reading.subject, reading.object)]
    marks = [evidence.modality.value] if evidence.modality is not Modality.ACTUAL else []
    marks += ["denied"] if evidence.polarity is Polarity.NEGATIVE else []
    parts = [", ".join(marks)] if marks else []
    parts += [f"says {labels.get(evidence.holder, evidence.holder)}"] if evidence.holder else []
    how = f" ({'; '.join(parts)})" if parts else ""
    return f"{ends[0]} | {reading.relation} | {ends[1]}{how}"


def line(verdict: Verdict) -> tuple[object, ...]:
    """The order of verdicts, whatever order they came in: by place, reading, curator."""
    evidence, given = verdict.judged.evidence, verdict.gives
    return (
        *(evidence.document, evidence.span, evidence.quote, verdict.judged.key, verdict.curator),
        *(verdict.decision.value, given.key if given else (), repr(verdict)),
    )
