"""Documents as a person looks at them: the text with what was found in it marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, overload

from kg.api.frames import frame
from kg.api.html import block, classes, counted, escape, table
from kg.api.lookup import Lookup
from kg.api.statements import Statements
from kg.model import Document, Kind, Span, Statement

if TYPE_CHECKING:
    import pandas

    from kg.export.rows import Edge

__all__ = ["DocumentView", "Documents", "mentions"]

LONGEST = 20_000
"""Code points of a text that a notebook shows."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document with what was found in it."""

    document: Document
    statements: Statements = field(repr=False)

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    @property
    def text(self) -> str:
        """The whole text, as the file has it."""
        return self.document.text

    def __str__(self) -> str:
        parts = (self.document.title or self.id, self.document.source, self.document.published)
        return f"{', '.join(filter(None, parts))} [{len(self.statements)}]"

    def _repr_html_(self) -> str:
        lookup = self.statements.lookup
        document = self.document
        author = lookup.authors.get(document.id)
        voice = f"{lookup.label(author)} speaks" if author else None
        origin = (document.source, document.published, voice, document.part_of and f"below {document.part_of}")
        edges = sorted(self.statements.edges(), key=lambda edge: (edge.start, edge.end, edge.id))
        shown = [edge for edge in edges if edge.end <= LONGEST]
        note = (
            "Marked: the quote of each statement, from its number on, and in a frame each name of what the statements "
            "are about. Pronouns and phrases such as “the islands” carry no frame, though a statement may rest on them."
        )
        left = len(edges) - len(shown)
        cut = f" The first {LONGEST} characters are shown, and {left} statements stand after them." if left else ""
        rows = ((str(number), *cells[:4]) for number, cells in enumerate(map(self.statements.row, shown), 1))
        return block(
            f"<h4>{escape(document.title or document.id)}</h4>",
            f"<p class='kg-note'>{escape(', '.join(filter(None, origin)))}</p>",
            f"<div class='kg-text'>{marked(document.text[:LONGEST], shown, lookup, self._known())}</div>",
            f"<p class='kg-note'>{escape(note + cut)}</p>",
            table(("", "what is said", "how", "whose word", "when"), rows) if shown else "<p>No statement found.</p>",
        )

    def _known(self) -> frozenset[str]:
        values = self.statements.values
        ends = {end for statement in values for end in (statement.subject, statement.object)}
        return frozenset(ends | {item.holder for statement in values for item in statement.evidence if item.holder})


@dataclass(frozen=True, slots=True)
class Documents:
    """A sequence of documents, by id or by number."""

    values: tuple[Document, ...]
    statements: Statements = field(repr=False)

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int | str) -> DocumentView: ...
    @overload
    def __getitem__(self, index: slice) -> Documents: ...
    def __getitem__(self, index: int | str | slice) -> DocumentView | Documents:
        if isinstance(index, slice):
            return Documents(self.values[index], self.statements)
        if isinstance(index, int):
            return self[self.values[index].id]
        # The filter knows the error with what is allowed, and a document may have no statement at all.
        statements = self.statements.where(document=index)
        return DocumentView(next(d for d in self.values if d.id.casefold() == index.casefold()), statements)

    def __iter__(self) -> Iterator[DocumentView]:
        by_document: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values:
            for document in sorted({item.document for item in statement.evidence}):
                here = tuple(item for item in statement.evidence if item.document == document)
                by_document[document].append(replace(statement, evidence=here))
        return (DocumentView(value, self.statements.only(*by_document[value.id])) for value in self.values)

    def __repr__(self) -> str:
        return f"<Documents: {len(self)}>"

    def to_pandas(self) -> pandas.DataFrame:
        """One row a document, without the text; KgError where pandas is not installed."""
        columns = ("id", "title", "source", "published", "author", "part_of", "characters", "statements")
        return frame(columns, map(self._row, self))

    def _repr_html_(self) -> str:
        head = ("document", "title", "source", "published", "author", "below", "characters", "statements")
        cells = ((escape("" if cell is None else str(cell)) for cell in self._row(view)) for view in self)
        return block(table(head, map(tuple, cells), caption=f"{counted(len(self), 'document')}."))

    def _row(self, view: DocumentView) -> tuple[str | int | None, ...]:
        document = view.document
        what = (document.id, document.title, document.source, document.published, document.author, document.part_of)
        return (*what, len(document.text), len(view.statements))


def mentions(text: str, ids: Iterable[str], lookup: Lookup) -> tuple[tuple[Span, str], ...]:
    """Where a text has a name of one of these entities, as a whole word and as written.

    Of names that overlap the longest counts; one that several have goes to the first of them by id.
    """
    names: dict[str, str] = {}
    for id in sorted(ids):
        for name in lookup.entity(id).names:
            names.setdefault(name.text, id)
    if not names:
        return ()
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text)
    return tuple((Span(*match.span()), names[match.group()]) for match in found)


def marked(text: str, edges: Iterable[Edge], lookup: Lookup, ids: Iterable[str]) -> str:
    """The text as HTML, cut at every start and end of a quote or name, so that they may overlap as they like.

    Quotes are numbered in the order given.
    """
    quotes = [*enumerate(edges, 1)]
    names = [(span, id) for span, id in mentions(text, ids, lookup) if lookup.entity(id).kind is not Kind.NAME]
    cuts = {0, len(text), *(place for _, edge in quotes for place in (edge.start, edge.end))}
    cuts |= {place for span, _ in names for place in (span.start, span.end)}
    places = sorted(cuts)
    parts = []
    for start, end in pairwise(places):
        numbers = "".join(f"<sup>{number}</sup>" for number, edge in quotes if edge.start == start)
        shown = escape(text[start:end])
        name = next(((span, id) for span, id in names if span.start <= start and end <= span.end), None)
        if name is not None:
            kind = f"<small>{escape(lookup.entity(name[1]).kind)}</small>" if name[0].end == end else ""
            title = "; ".join(filter(None, (lookup.label(name[1]), lookup.users(name[1]))))
            shown = f"<span class='kg-entity' title='{escape(title)}'>{shown}{kind}</span>"
        inside = [edge for _, edge in quotes if edge.start <= start and end <= edge.end]
        if inside:
            # Over each other, the shortest quote shows its own look.
            look = min(inside, key=lambda edge: (edge.end - edge.start, edge.id))
            shown = f"<mark class='{classes(look.polarity, look.modality)}'>{shown}</mark>"
        parts.append(numbers + shown)
    return "".join(parts)
