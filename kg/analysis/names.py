"""Who uses which of a territory's names, and how sources differ on the same territory."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.analysis.rows import EntityId
from kg.analysis.voices import source_of
from kg.catalog import Catalog, load
from kg.model import Document, Kind, Modality, Name, Polarity
from kg.sides import with_parts

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["NameUse", "SourceView", "names", "perspectives"]


@dataclass(frozen=True, slots=True)
class NameUse:
    """How often one source writes one name of a territory.

    ``used_by`` are those whose name it is (empty: nobody's in particular), ``contested`` whether the names of the
    territory are not all the same side's or nobody's. ``source`` is the author of the documents, else their source,
    else the document's id.
    """

    territory: EntityId
    name: str
    used_by: tuple[EntityId, ...]
    contested: bool
    source: EntityId
    times: int
    documents: int
    policy: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """What one source says of one territory.

    ``names`` are the names that it writes, the most frequent first, each with its number; ``reports`` the statements
    ("Japan claims (2)"), with ``not``, the modality and the holder where it is not plainly the source's own fact.
    """

    territory: EntityId
    source: EntityId
    documents: int
    evidence: int
    names: tuple[str, ...]
    reports: tuple[str, ...]
    policy: str


def names(graph: Graph, *, about: Iterable[str] | None = None, catalog: Catalog | None = None) -> tuple[NameUse, ...]:
    """The names of every territory in the documents of every source.

    Names are looked for as whole words, as written, the longest first, so that a short name inside a longer one, of
    this or another territory or entity of the catalog, is not counted. Only documents with evidence about the territory
    are read, so that the same name of something else rarely counts; within such a document every occurrence does, in
    quotations too.

    Parameters
    ----------
    graph
        What ``kg.graph.project`` made.
    about
        Ids of territories, whose parts come along; None: all.
    catalog
        For parts; default: the catalog that ships with the package.

    Returns
    -------
    tuple[NameUse, ...]
        By territory, then by falling number, then by name and source. No territory, or none of its names: no rows.
    """
    catalog = catalog or load()
    rows = []
    for territory, documents in _read(graph, about, catalog):
        known: tuple[Name, ...] = graph.nodes[territory].get("names", ())
        users: defaultdict[str, set[str]] = defaultdict(set)
        for name in known:
            users[name.text].update(name.used_by)
        longer = _longer(graph, territory, users, catalog)
        contested = len({frozenset(some) for some in users.values()}) > 1
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for document in documents:
            for name_, number in _count(document.text, users, longer).items():
                counts[name_, source_of(graph, document.id)][document.id] += number
        rows += [
            NameUse(
                territory,
                name_,
                tuple(sorted(users[name_])),
                contested,
                source,
                some.total(),
                len(some),
                graph.graph["policy"],
            )
            for (name_, source), some in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
        ]
    return tuple(rows)


def perspectives(
    graph: Graph, *, about: Iterable[str] | None = None, catalog: Catalog | None = None
) -> tuple[SourceView, ...]:
    """Names and statements of every source on every territory; parameters as in :func:`names`.

    Returns
    -------
    tuple[SourceView, ...]
        By territory and source. No territory with evidence: no rows.
    """
    shown = {node: str(data.get("label", node)) for node, data in graph.nodes(data=True)}
    used: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for use in names(graph, about=about, catalog=catalog):
        used[use.territory, use.source].append(f"{use.name} ({use.times})")
    reports: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    documents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for territory, _ in _read(graph, about, catalog):
        for subject, object_, edge in (
            *graph.in_edges(territory, data=True),
            *((one, other, edge) for one, other, edge in graph.out_edges(territory, data=True) if one != other),
        ):
            text = _told(shown, territory, subject, object_, edge)
            for evidence in edge["evidence"]:
                key = territory, source_of(graph, evidence.document)
                reports[key][text] += 1
                documents[key].add(evidence.document)
    return tuple(
        SourceView(
            *key,
            documents=len(documents[key]),
            evidence=some.total(),
            names=tuple(used[key]),
            reports=tuple(f"{text} ({number})" for text, number in sorted(some.items(), key=lambda e: (-e[1], e[0]))),
            policy=graph.graph["policy"],
        )
        for key, some in sorted(reports.items())
    )


def _told(shown: dict[str, str], territory: str, subject: str, object_: str, edge: dict[str, object]) -> str:
    words = [] if subject == territory else [shown[subject]]
    if edge["polarity"] is Polarity.NEGATIVE:
        words.append("not")
    words.append(str(edge["relation"]))
    if object_ != territory:
        words.append(shown[object_])
    notes = [] if edge["modality"] is Modality.ACTUAL else [str(edge["modality"])]
    if edge["holder"]:
        notes.append(f"says {shown.get(str(edge['holder']), str(edge['holder']))}")
    return " ".join(words) + (f" [{', '.join(notes)}]" if notes else "")


def _read(graph: Graph, about: Iterable[str] | None, catalog: Catalog | None) -> Iterator[tuple[str, list[Document]]]:
    """Territories, sorted, each with the documents that have evidence about it."""
    if about is None:
        wanted = {node for node, data in graph.nodes(data=True) if data.get("kind") is Kind.TERRITORY}
    else:
        wanted = set(with_parts(about, catalog=catalog) & set(graph))
    documents = graph.graph["documents"]
    for territory in sorted(wanted):
        edges = (*graph.in_edges(territory, data=True), *graph.out_edges(territory, data=True))
        read = {item.document for _, _, edge in edges for item in edge["evidence"]}
        if read:
            yield territory, [documents[document] for document in sorted(read) if document in documents]


def _longer(graph: Graph, territory: str, own: Iterable[str], catalog: Catalog) -> frozenset[str]:
    """Names of others that have a name of the territory in them ("Gull Isles" for "Gull").

    A text's own wordings for things ("the sea off Gull") are no such names.
    """
    patterns = [_pattern((name,)) for name in own]
    return frozenset(
        name.text
        for node, data in graph.nodes(data=True)
        if node != territory and (data.get("kind") is Kind.TERRITORY or node in catalog.entities)
        for name in data.get("names", ())
        if any(pattern.search(name.text) for pattern in patterns)
    )


def _count(text: str, known: Iterable[str], others: frozenset[str]) -> Counter[str]:
    """How often each of the names stands in the text, the names of others out of the way."""
    own = frozenset(known)
    found = Counter(_pattern(tuple(sorted(own | others))).findall(text)) if own else Counter()
    return Counter({name: number for name, number in found.items() if name in own})


@lru_cache(maxsize=1024)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(known, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
