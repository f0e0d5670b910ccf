"""A review that a curator filled in, to verdicts: all of it or, with every wrong line told, nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.catalog import Catalog
from kg.errors import ReviewError
from kg.model import Document, KnowledgeBase, Span
from kg.review.cells import NEW, Cells
from kg.review.ends import Directory, directory, shown
from kg.review.place import in_sentence, sha256, stands
from kg.review.sheet import REVIEW
from kg.review.table import Row, read_table
from kg.review.verdict import Decision, Reading, Verdict, reading_id, readings
from kg.review.words import line

__all__ = ["read_review"]

_SHOWN = ("subject", "relation", "object", "polarity", "modality", "holder", "quote")
_MOST_PLACES = 5


def read_review(
    file: Path,
    kb: KnowledgeBase,
    *,
    catalog: Catalog,
    curator: str | None = None,
    earlier: Iterable[Verdict] = (),
) -> tuple[Verdict, ...]:
    """The verdicts of an edited review, sorted; lines without a verdict are left alone.

    Parameters
    ----------
    file
        What ``kg review`` wrote, with ``verdict`` and ``curator`` filled; columns that say what the machine read may
        be missing, and lines too.
    kb
        The build that it was written from.
    catalog
        For entities that the build does not have, and for relations with the kinds that they join.
    curator
        Who decided where a line does not say.
    earlier
        Verdicts that the build was made with: lines on readings that they took away are understood too.

    Raises
    ------
    ReviewError
        With every line that is wrong: each names the file, the line, the column, the value and what is allowed.
    """
    documents = {document.id: document for document in kb.documents}
    before = [verdict for verdict in earlier if _stands(verdict.judged, documents)]
    known = directory(kb, catalog, [entity for verdict in before for entity in verdict.entities])
    by_id = {reading_id(reading): reading for reading in (*(v.judged for v in before), *readings(kb))}
    problems: list[str] = []
    verdicts: dict[tuple[object, ...], tuple[Row, Verdict]] = {}
    for row in read_table(file, REVIEW, needed=("verdict",)):
        cells = Cells(row, catalog, known, problems, {})
        if not row["verdict"].strip():
            _leftover(row, cells)
            continue
        verdict = _verdict(row, cells, by_id, documents, curator)
        if verdict is None:
            continue
        place = verdict.judged.evidence
        key = (verdict.curator, place.document, place.span, verdict.judged.key)
        if key in verdicts:
            cells.wrong("verdict", f"one verdict of a curator on a reading; line {verdicts[key][0].line} has one")
        verdicts[key] = (row, verdict)
    if problems:
        raise ReviewError(problems)
    return tuple(sorted((verdict for _, verdict in verdicts.values()), key=line))


def _stands(reading: Reading, documents: Mapping[str, Document]) -> bool:
    """Whether the quote still stands where it stood."""
    evidence = reading.evidence
    document = documents.get(evidence.document)
    return document is not None and document.text[evidence.span.start : evidence.span.end] == evidence.quote


def _leftover(row: Row, cells: Cells) -> None:
    """What a curator wrote must not be lost because the verdict is missing."""
    for column in (*NEW, "note"):
        if row[column].strip():
            cells.wrong("verdict", f"{', '.join(Decision)}, for {column} is filled")
            return


def _verdict(
    row: Row,
    cells: Cells,
    by_id: Mapping[str, Reading],
    documents: Mapping[str, Document],
    default: str | None,
) -> Verdict | None:
    before = len(cells.problems)
    decision = cells.choice("verdict", Decision)
    curator = " ".join((row["curator"] or default or "").split())
    if not curator:
        cells.wrong("curator", "the name of the one who decides, here or as --curator")
    if decision is None:
        return None
    if decision is Decision.ADD:
        judged = _added(row, cells, documents)
        corrected = None
    else:
        judged = _known(row, cells, by_id)
        corrected = None if judged is None else _corrected(row, cells, decision, judged, documents)
    if judged is None or len(cells.problems) > before:
        return None
    for end in (judged.subject, judged.object, judged.evidence.holder):
        if end is not None:
            cells.entities.setdefault(end, cells.known.by_id.get(end) or cells.entities[end])
    entities = tuple(cells.entities[name] for name in sorted(cells.entities))
    digest = sha256(documents[judged.evidence.document].text)
    note = " ".join(row["note"].split()) or None
    return Verdict(decision, curator, judged, corrected, entities, note, digest)


def _known(row: Row, cells: Cells, by_id: Mapping[str, Reading]) -> Reading | None:
    """The reading that a line is about; what it says of it must still be what the build says."""
    reading = by_id.get(row["evidence"].strip())
    if reading is None:
        cells.wrong("evidence", "that of a line of `kg review` on this build; empty for `add`")
        return None
    evidence = reading.evidence
    there = {
        "subject": _label(reading.subject, cells.known),
        "relation": reading.relation,
        "object": _label(reading.object, cells.known),
        "polarity": evidence.polarity.value,
        "modality": evidence.modality.value,
        "holder": _label(evidence.holder, cells.known) if evidence.holder else "",
        "quote": evidence.quote,
    }
    for column in _SHOWN:
        if column in row.cells and row[column].split() != there[column].split():
            where = f"new_{column}" if f"new_{column}" in NEW else "a line with the verdict add"
            cells.wrong(column, f"{there[column]!r}, what was read; a correction goes into {where}")
    return reading


def _corrected(
    row: Row, cells: Cells, decision: Decision, judged: Reading, documents: Mapping[str, Document]
) -> Reading | None:
    filled = [column for column in NEW if row[column].strip()]
    if decision is not Decision.CORRECT:
        for column in filled:
            cells.wrong(column, f"nothing with the verdict {decision}; a correction has the verdict correct")
        return None
    if not filled:
        cells.wrong("verdict", f"correct with one of {', '.join(NEW)} filled, or accept, reject")
        return None
    corrected = cells.changed(judged, documents[judged.evidence.document].text)
    if corrected == judged:
        cells.wrong(filled[0], "something else than what was read")
    return corrected


def _added(row: Row, cells: Cells, documents: Mapping[str, Document]) -> Reading | None:
    """A statement that the machine missed, with the one place of its quote."""
    before = len(cells.problems)
    if row["evidence"].strip():
        cells.wrong("evidence", "nothing with the verdict add, which is about no line of the machine")
    document = documents.get(row["document"].strip())
    if document is None:
        some = ", ".join([*documents][:_MOST_PLACES])
        cells.wrong("document", f"a document of the build, such as {some}")
        return None
    span = _place(row, cells, document)
    reading = cells.changed(None, document.text)
    if reading is None or span is None or len(cells.problems) > before:
        return None
    quote = document.text[span.start : span.end]
    evidence = replace(reading.evidence, document=document.id, span=span, quote=quote, confidence=1.0)
    return replace(reading, evidence=evidence)


def _place(row: Row, cells: Cells, document: Document) -> Span | None:
    places = stands(row["quote"], document.text)
    if not places:
        cells.wrong("quote", f"words that stand in {document.id} exactly like this")
        return None
    start = cells.number("start")
    chosen = [place for place in places if start is None or place.start == start]
    if len(chosen) == 1:
        return chosen[0]
    where = "; ".join(f"{place.start} ({in_sentence(document.text, place)})" for place in places[:_MOST_PLACES])
    cells.wrong("start", f"where the quote begins: {where}")
    return None


def _label(end: str, known: Directory) -> str:
    return shown(known.by_id[end])
