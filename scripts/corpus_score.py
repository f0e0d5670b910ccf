"""Compares what was extracted from the example corpus with what a careful reader wrote down.

``tests/corpus/expected.jsonl`` holds a record for every document: ``entities`` by key with every name that identifies
them, and ``statements`` (``s``, ``p``, ``o``, ``polarity``, ``modality``, ``holder``, ``time``, ``quote``). A statement
is found where the relation is the same and each end shares a name; it is right where polarity and modality are the same
too. Each counts once a document, however many sentences say it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from kg.model import KnowledgeBase

__all__ = ["EXPECTED", "Claim", "Comparison", "compare", "expected", "extracted", "plain"]

EXPECTED = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "expected.jsonl"

_TITLES = re.compile(r"^(?:the|an?|prime minister|foreign minister|president|king|minister)\s+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one sentence; ends and holder with all their names. No holder: the document's own voice."""

    document: str
    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    holder: str
    time: str
    quote: str
    subject_names: frozenset[str]
    object_names: frozenset[str]
    holder_names: frozenset[str]

    @property
    def row(self) -> tuple[str, ...]:
        """What a table shows."""
        shown = (self.subject, self.relation, self.object, self.polarity, self.modality, self.holder, self.time)
        return (self.document, *shown, " ".join(self.quote.split()))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of distinct statements, and the ones that differ.

    ``wrong`` pairs a problem ("not in the text", "polarity or modality", "holder", "time") with the extracted claim.
    """

    expected: int
    extracted: int
    found: int
    right: int
    wrong: tuple[tuple[str, Claim], ...]
    missed: tuple[Claim, ...]

    @property
    def precision(self) -> float:
        """Share of the extracted statements whose relation and ends are right."""
        return self.found / self.extracted if self.extracted else 0.0

    @property
    def strict_f1(self) -> float:
        """Harmonic mean of precision and recall where polarity and modality must be right too."""
        total = self.expected + self.extracted
        return 2 * self.right / total if total else 0.0


def expected(file: Path = EXPECTED) -> tuple[Claim, ...]:
    """What a careful reader wrote down."""
    claims = []
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)

        def named(key: str | None, entities: Mapping[str, dict[str, list[str]]] = record["entities"]) -> list[str]:
            return [] if key is None else entities[key]["names"] if key in entities else [key]

        for said in record["statements"]:
            ends = [named(said[key]) for key in ("s", "o", "holder")]
            fields = (said["polarity"], said["modality"], (ends[2] or [""])[0], said["time"] or "", said["quote"])
            labels = (record["id"], ends[0][0], said["p"], ends[1][0])
            claims.append(Claim(*labels, *fields, *(frozenset(map(plain, names)) for names in ends)))
    return tuple(claims)


def extracted(kb: KnowledgeBase) -> tuple[Claim, ...]:
    """What was extracted, in the order of the texts."""
    entities = {entity.id: entity for entity in kb.entities}
    claims = []
    for statement in kb.statements:
        for evidence in statement.evidence:
            ends = [entities.get(id or "") for id in (statement.subject, statement.object, evidence.holder)]
            labels = [end.label if end else "" for end in ends]
            names = (frozenset(plain(name.text) for name in end.names) if end else frozenset() for end in ends)
            time = (evidence.when.edtf if evidence.when else None) or ""
            fields = (evidence.polarity, evidence.modality, labels[2], time, evidence.quote)
            claim = Claim(evidence.document, labels[0], statement.relation, labels[1], *fields, *names)
            claims.append((evidence.document, evidence.span, claim))
    return tuple(claim for *_, claim in sorted(claims, key=lambda item: (item[0], item[1], item[2].row)))


def compare(reference: Iterable[Claim], found: Iterable[Claim], symmetric: Collection[str]) -> Comparison:
    """Match the statements of each document one to one, as many as possible, right polarity and modality preferred."""
    wanted, got = _distinct(reference, symmetric), _distinct(found, symmetric)
    graph = nx.Graph()
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, group in enumerate(wanted):
        by_place[group[0].document, group[0].relation].append(i)
    for j, group in enumerate(got):
        for i in by_place[group[0].document, group[0].relation]:
            if _fits(wanted[i], group, symmetric):
                graph.add_edge(("wanted", i), ("got", j), weight=_closeness(wanted[i], group))
    pairs = {}
    for pair in nx.max_weight_matching(graph, maxcardinality=True):
        ends = dict(pair)
        pairs[ends["got"]] = ends["wanted"]
    wrong: list[tuple[str, Claim]] = []
    for j, group in enumerate(got):
        if j not in pairs:
            wrong += [("not in the text", claim) for claim in group]
        else:
            wrong += [(problem, claim) for claim in group if (problem := _problem(claim, wanted[pairs[j]]))]
    missed = [group[0] for i, group in enumerate(wanted) if i not in pairs.values()]
    right = sum(_same_reading(wanted[i][0], got[j][0]) for j, i in pairs.items())
    wrong.sort(key=lambda item: (item[1].document, item[0] != "not in the text", item[0], item[1].row))
    return Comparison(len(wanted), len(got), len(pairs), right, tuple(wrong), tuple(missed))


def plain(name: str) -> str:
    """Lower case, without accents, marks, possessives, leading articles and titles."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    text = " ".join(re.sub(r"[^\w\s&/]", " ", re.sub(r"['’]s\b", "", text)).split())
    while (shorter := _TITLES.sub("", text)) != text:
        text = shorter
    return text


def _distinct(claims: Iterable[Claim], symmetric: Collection[str]) -> list[list[Claim]]:
    """The claims of a document that say the same of the same, together."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        ends: Collection[frozenset[str]] = (claim.subject_names, claim.object_names)
        key = frozenset(ends) if claim.relation in symmetric else ends
        groups[claim.document, claim.relation, key, claim.polarity, claim.modality].append(claim)
    return list(groups.values())


def _fits(wanted: list[Claim], got: list[Claim], symmetric: Collection[str]) -> bool:
    a, b = wanted[0], got[0]
    straight = bool(a.subject_names & b.subject_names and a.object_names & b.object_names)
    swapped = bool(a.subject_names & b.object_names and a.object_names & b.subject_names)
    return straight or (swapped and a.relation in symmetric)


def _closeness(wanted: list[Claim], got: list[Claim]) -> int:
    """More where polarity and modality are right, and where nothing else is wrong either."""
    return 4 + 2 * _same_reading(wanted[0], got[0]) + all(_problem(claim, wanted) is None for claim in got)


def _same_reading(a: Claim, b: Claim) -> bool:
    return (a.polarity, a.modality) == (b.polarity, b.modality)


def _problem(claim: Claim, wanted: list[Claim]) -> str | None:
    """What is wrong with a claim whose relation and ends are right."""
    if not _same_reading(claim, wanted[0]):
        return "polarity or modality"
    if not any(_same_names(claim.holder_names, other.holder_names) for other in wanted):
        return "holder"
    return None if any(_same_time(claim.time, other.time) for other in wanted) else "time"


def _same_names(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or not (a or b)


def _same_time(a: str, b: str) -> bool:
    """Equal, or one as the coarser form of the other."""
    return a == b or bool(a and b and (a.startswith(b) or b.startswith(a)))
