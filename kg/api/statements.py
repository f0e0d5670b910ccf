"""Statements as a person looks at them: with labels, filters, a table, and a frame to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from kg.api.criteria import Criteria, Words, narrowed
from kg.api.frames import frame
from kg.api.html import block, counted, escape, in_its_sentence, manner, table, voice
from kg.api.lookup import Lookup, look_up
from kg.catalog import Catalog
from kg.export.rows import Edge, rows
from kg.model import Evidence, KnowledgeBase, Statement

if TYPE_CHECKING:
    import pandas

__all__ = ["StatementView", "Statements", "statements_of"]

SHOWN = 30
"""Rows that a notebook shows of a table; ``to_pandas`` has them all."""

_COLUMNS = tuple(
    "statement subject relation object polarity modality holder author time time_from time_to count quote document"
    " title source published start end rule confidence subject_id object_id holder_id".split()
)


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement with names in place of ids; ``statement`` is the value itself, with all evidence that is shown."""

    statement: Statement
    _all: Statements = field(repr=False)

    @property
    def id(self) -> str:
        """The statement's id, as ``kg explain`` takes it."""
        return self.statement.id

    @property
    def subject(self) -> str:
        """The subject's first name."""
        return self._all.lookup.label(self.statement.subject)

    @property
    def relation(self) -> str:
        """The relation's id."""
        return self.statement.relation

    @property
    def object(self) -> str:
        """The object's first name."""
        return self._all.lookup.label(self.statement.object)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every place in the texts that carries it and fits the filter, in the order of documents."""
        return self.statement.evidence

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of each evidence."""
        return tuple(item.quote for item in self.statement.evidence)

    def __str__(self) -> str:
        label = self._all.lookup.relation_label(self.relation)
        return f"{self.subject} {label} {self.object} [{len(self.evidence)}]"

    def _repr_html_(self) -> str:
        return self._all.only(self.statement)._repr_html_()


@dataclass(frozen=True, slots=True)
class Statements:
    """A sequence of statements, in the order in which the texts bring them; an evidence belongs to its statement.

    A statement is what is said, not what is so: read it with its holder, polarity and modality. ``len`` counts
    statements, ``places`` the evidence.
    """

    kb: KnowledgeBase = field(repr=False)
    lookup: Lookup = field(repr=False)
    values: tuple[Statement, ...]

    @property
    def places(self) -> int:
        """Number of places in the texts, one or more a statement."""
        return sum(len(statement.evidence) for statement in self.values)

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> StatementView: ...
    @overload
    def __getitem__(self, index: slice) -> Statements: ...
    def __getitem__(self, index: int | slice) -> StatementView | Statements:
        if isinstance(index, slice):
            return Statements(self.kb, self.lookup, self.values[index])
        return StatementView(self.values[index], self)

    def __iter__(self) -> Iterator[StatementView]:
        return (StatementView(statement, self) for statement in self.values)

    def __repr__(self) -> str:
        return f"<Statements: {len(self)}, in {self.places} places>"

    def only(self, *statements: Statement) -> Statements:
        """These statements alone, with the same names."""
        return Statements(self.kb, self.lookup, statements)

    def where(
        self,
        *,
        relation: Words = None,
        group: Words = None,
        subject: Words = None,
        object: Words = None,
        about: Words = None,
        territory: Words = None,
        holder: Words = None,
        reported: bool | None = None,
        polarity: Words = None,
        modality: Words = None,
        since: str | None = None,
        until: str | None = None,
        document: Words = None,
        source: Words = None,
        policy: str | None = None,
    ) -> Statements:
        """The statements that fit all of this, each with the evidence that does; several values: one of them.

        Parameters
        ----------
        relation, group
            Ids or labels of relations; ``sovereignty``, ``diplomacy``, ``protest``, ``conflict``, ``law``, ``context``.
        subject, object, about
            Names of entities, whichever side uses them, or ids; ``about`` is either end.
        territory
            A territory, place or state at either end; its parts count for it.
        holder
            Whose word it is: the one quoted, else the author of the document. For a side with its leaders and bodies
            take ``policy="side:Japan"``.
        reported
            True: only what somebody is quoted with; False: only the documents' own voice.
        polarity, modality
            ``positive``, ``negative``; ``actual``, ``planned``, ``desired``, ``possible``.
        since, until
            Dates (ISO 8601 or EDTF): the text gives a time that has a day in common with the period, both ends
            included. Undated evidence is left out.
        document, source
            Ids of documents; names of sources.
        policy
            Whose word counts, as ``kg.graph.project`` takes it.

        Raises
        ------
        KgError
            For a value that nothing here is, with what is allowed or looks alike.
        """
        wanted = Criteria(
            relation=relation,
            group=group,
            subject=subject,
            object=object,
            about=about,
            territory=territory,
            holder=holder,
            reported=reported,
            polarity=polarity,
            modality=modality,
            since=since,
            until=until,
            document=document,
            source=source,
            policy=policy,
        )
        return self.only(*narrowed(self.values, wanted, kb=self.kb, lookup=self.lookup))

    def to_pandas(self) -> pandas.DataFrame:
        """One row an evidence; KgError where pandas is not installed.

        ``holder`` is whose word it is (missing: the document's own), ``author`` whose voice the document is (missing:
        the outlet's). ``start`` and ``end`` are code points of the document's text, half-open. Ids stand at the end.
        """
        found = []
        for edge in self.edges():
            named = (edge.statement, self.lookup.label(edge.source), edge.relation, self.lookup.label(edge.target))
            said = (edge.polarity, edge.modality, edge.holder_label, edge.author_label)
            times = (edge.time, edge.time_from, edge.time_to, edge.count)
            origin = (edge.quote, edge.document, edge.document_title, edge.document_source, edge.document_published)
            rest = (edge.start, edge.end, edge.rule, edge.confidence, edge.source, edge.target, edge.holder)
            found.append((*named, *said, *times, *origin, *rest))
        return frame(_COLUMNS, found)

    def edges(self) -> tuple[Edge, ...]:
        """One row an evidence (``kg.export.rows``), in the order of the statements."""
        place = {statement.id: number for number, statement in enumerate(self.values)}
        narrowed_kb = KnowledgeBase(self.kb.documents, self.kb.entities, self.values)
        found = rows(narrowed_kb, catalog=self.lookup.catalog).edges
        return tuple(sorted(found, key=lambda edge: (place[edge.statement], edge.document, edge.start, edge.id)))

    def _repr_html_(self) -> str:
        edges = self.edges()
        caption = f"{counted(len(self), 'statement')} in {counted(len(edges), 'place')}."
        if len(edges) > SHOWN:
            caption += f" The first {SHOWN} places are shown; .to_pandas() has all of them."
        head = ("what is said", "how", "whose word", "when", "in the text")
        return block(table(head, map(self.row, edges[:SHOWN]), caption=caption))

    def row(self, edge: Edge) -> tuple[str, ...]:
        """One evidence as cells of HTML: what is said, how, whose word, when, and the words in their sentence."""
        document = self.lookup.documents.get(edge.document)
        origin = ", ".join(filter(None, (edge.document_title or edge.document, edge.document_published)))
        said = f"{self._name(edge.source)} <b>{escape(edge.relation_label)}</b> {self._name(edge.target)}"
        when = escape(edge.time or edge.time_words or "")
        quoted = f"{in_its_sentence(edge, document)}<br><small>{escape(origin)}</small>"
        return said, manner(edge), escape(voice(edge)), when, quoted

    def _name(self, id: str) -> str:
        users = self.lookup.users(id)
        title = f" title='{escape(users)}'" if users else ""
        return f"<span{title}>{escape(self.lookup.both_names(id))}</span>"


def statements_of(kb: KnowledgeBase, catalog: Catalog) -> Statements:
    """All statements of a knowledge base that have evidence, in the order in which the documents bring them."""

    def first(statement: Statement) -> tuple[object, ...]:
        item = min(statement.evidence, key=lambda item: (item.document, item.span))
        return item.document, item.span, statement.id

    told = (statement for statement in kb.statements if statement.evidence)
    return Statements(kb, look_up(kb, catalog), tuple(sorted(told, key=first)))
