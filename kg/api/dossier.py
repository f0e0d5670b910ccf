"""Everything that the texts say of one territory, on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.analysis.names import NameUse, names
from kg.api.disputes import Disputes
from kg.api.html import block, escape, table
from kg.api.lookup import Lookup
from kg.api.statements import SHOWN, Statements
from kg.export.rows import said
from kg.graph import project
from kg.model import Document, Evidence, Name
from kg.stances import Stance, stances_of
from kg.timeline import TimelineEntry, timeline

__all__ = ["Dossier", "dossier"]

type _Table = tuple[str, Sequence[str], Sequence[tuple[str, ...]]]

_NOTE = (
    "Everything here is what texts say, under the policy {policy}. Nothing in it settles whose the territory is; parts "
    "of the territory count for it."
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the texts say of one territory and its parts, under one policy.

    ``names`` are all that are known, with whose they are; ``uses`` who writes which, how often, in the documents with
    evidence about it. ``stances`` are who claims, holds or gives it, each as one voice puts it. ``timeline`` is what
    the texts date, in order; ``statements`` all of it with quotes.
    """

    id: str
    label: str
    policy: str
    names: tuple[Name, ...] = field(repr=False)
    uses: tuple[NameUse, ...] = field(repr=False)
    disputes: Disputes = field(repr=False)
    stances: tuple[Stance, ...] = field(repr=False)
    timeline: tuple[TimelineEntry, ...] = field(repr=False)
    statements: Statements = field(repr=False)

    def to_markdown(self) -> str:
        """The dossier as Markdown, tables and all; it ends with a line end."""
        parts = [f"# {self.label}", self._note]
        for heading, head, rows in self._tables():
            lines = [head, tuple("---" for _ in head), *rows]
            shown = "\n".join(f"| {' | '.join(map(_markdown, line))} |" for line in lines)
            parts.append(f"## {heading}\n\n{shown if rows else 'Nothing in the texts.'}")
        return "\n\n".join(parts) + "\n"

    def _repr_html_(self) -> str:
        parts = [f"<h4>{escape(self.label)}</h4><p class='kg-note'>{escape(self._note)}</p>"]
        for heading, head, rows in self._tables():
            cells = (map(escape, row) for row in rows[:SHOWN])
            left = f" The first {SHOWN} of {len(rows)} are shown." if len(rows) > SHOWN else ""
            body = table(head, map(tuple, cells), caption=left.strip()) if rows else "<p>Nothing in the texts.</p>"
            parts.append(f"<h4>{escape(heading)}</h4>{body}")
        return block(*parts)

    @property
    def _note(self) -> str:
        return _NOTE.format(policy=self.policy)

    def _tables(self) -> Iterator[_Table]:
        lookup = self.statements.lookup
        label = lookup.label
        yield (
            "Names, and whose they are",
            ("name", "language", "used by", "note"),
            [(n.text, n.language or "", ", ".join(map(label, n.used_by)), n.note or "") for n in self.names],
        )
        yield (
            "Who writes which name",
            ("name", "whose name", "written in", "times", "documents"),
            [
                (use.name, ", ".join(map(label, use.used_by)), label(use.source), str(use.times), str(use.documents))
                for use in self.uses
            ],
        )
        yield (
            "Parties",
            ("dispute", "party"),
            [(record.label, self.disputes.party(party)) for record in self.disputes for party in record.parties],
        )
        yield (
            "Who claims, holds or gives it, and whose word that is",
            ("what is said", "whose word", "when", "quote"),
            [(*self._stance(stance), _quoted(stance.evidence, lookup)) for stance in self.stances],
        )
        yield (
            "Timeline",
            ("when", "what is said", "whose word", "quote"),
            [(entry.edtf or "", *self._said(entry), _quoted((entry.evidence,), lookup)) for entry in self.timeline],
        )

    def _stance(self, stance: Stance) -> tuple[str, str, str]:
        lookup = self.statements.lookup
        how = said(lookup.relation_label(stance.relation), stance.polarity, stance.modality, None)
        what = f"{lookup.label(stance.actor)} {how} {lookup.both_names(stance.territory)}"
        documents = [lookup.documents.get(item.document) for item in stance.evidence]
        return what, _voice(stance.holder or stance.author, documents, lookup.label), "; ".join(stance.times)

    def _said(self, entry: TimelineEntry) -> tuple[str, str]:
        lookup, evidence = self.statements.lookup, entry.evidence
        how = said(lookup.relation_label(entry.relation), evidence.polarity, evidence.modality, None)
        what = f"{lookup.both_names(entry.subject)} {how} {lookup.both_names(entry.object)}"
        documents = [lookup.documents.get(evidence.document)]
        return what, _voice(evidence.holder or entry.author, documents, lookup.label)


def dossier(statements: Statements, disputes: Disputes, id: str, *, policy: str = "everything") -> Dossier:
    """The dossier of a territory.

    Parameters
    ----------
    statements, disputes
        All of a knowledge base.
    id
        The territory; its parts come along. One of which no text speaks has names and nothing else.
    policy
        Whose word counts, as ``kg.graph.project`` takes it. The parties are those of all texts.

    Raises
    ------
    KgError
        For a policy that is none.
    """
    lookup, kb = statements.lookup, statements.kb
    about = statements.where(territory=id, policy=policy)
    ids = {statement.id for statement in about.values}
    touching = (record for record in disputes if not ids.isdisjoint(record.statements))
    graph = project(kb, policy, catalog=lookup.catalog)
    return Dossier(
        id=id,
        label=lookup.both_names(id),
        policy=policy,
        names=_names(id, lookup),
        uses=names(graph, about=[id], catalog=lookup.catalog),
        disputes=Disputes(lookup, tuple(record for record in touching if record.territories)),
        stances=stances_of(graph, about=[id], catalog=lookup.catalog),
        timeline=timeline(kb, policy=policy, about=[id], catalog=lookup.catalog),
        statements=about,
    )


def _names(id: str, lookup: Lookup) -> tuple[Name, ...]:
    """The names in the texts and in the catalog, each once; those of somebody in particular first."""
    known = lookup.catalog.entities.get(id)
    found = {(name.text, name.language): name for name in (*lookup.entity(id).names, *(known.names if known else ()))}
    return tuple(sorted(found.values(), key=lambda name: (not name.used_by, name.used_by, name.text)))


def _voice(speaker: str | None, documents: Iterable[Document | None], label: Callable[[str], str]) -> str:
    """Whose word it is: a speaker, else the sources in their own voice."""
    if speaker:
        return label(speaker)
    sources = sorted({(document.source or document.id) if document else "the document" for document in documents})
    return f"{', '.join(sources)}, own voice"


def _quoted(evidence: Sequence[Evidence], lookup: Lookup) -> str:
    first = evidence[0]
    document = lookup.documents.get(first.document)
    more = f", and {len(evidence) - 1} more" if len(evidence) > 1 else ""
    return f"“{' '.join(first.quote.split())}” ({(document and document.title) or first.document}{more})"


def _markdown(text: str) -> str:
    """A cell that is text and nothing else, wherever Markdown is read."""
    plain = " ".join(text.split())
    for mark in "\\`*_[]<>|#":
        plain = plain.replace(mark, f"\\{mark}")
    return plain
