"""The file of verdicts beside a corpus: one line a verdict, sorted, complete in itself.

It says all that is needed to apply a verdict where the machine no longer finds the reading, so that no verdict is lost
when the rules change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.catalog import Catalog
from kg.errors import ReviewError
from kg.model import Evidence, Modality, Polarity, Span, When
from kg.review.cells import NEW, NONE, Cells
from kg.review.ends import Directory, shown
from kg.review.table import Row, read_table, table
from kg.review.verdict import Decision, Reading, Verdict
from kg.review.words import line

__all__ = ["FILE", "LEDGER", "find_verdicts", "ledger_bytes", "load_verdicts", "merged", "read_verdicts"]

FILE = "verdicts.csv"
"""What the file is called in the folder of a corpus."""

LEDGER = (
    *("verdict", "curator", "document", "start", "end", "quote", "subject", "relation", "object"),
    *("polarity", "modality", "holder", "time", "time_words", "time_resolution", "time_against", "count"),
    *("rule", "confidence", *NEW, "note", "sha256"),
)
"""The columns of the file."""

_NEEDED = ("verdict", "curator", "document", "start", "end", "quote", "subject", "relation", "object")


def find_verdicts(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """The files of verdicts in these folders and beside these files, each once; standard input has none."""
    folders = [Path(path) if Path(path).is_dir() else Path(path).parent for path in paths if str(path) != "-"]
    found = {file.resolve(): file for folder in folders if (file := folder / FILE).is_file()}
    return tuple(found.values())


def load_verdicts(
    paths: Iterable[Path | str], *, catalog: Catalog, files: Iterable[Path | str] | None = None
) -> tuple[Verdict, ...]:
    """The verdicts that go with a corpus, each once, sorted.

    Parameters
    ----------
    paths
        What is read: files and folders.
    catalog
        As `read_verdicts` takes it.
    files
        Files of verdicts; None: those that `find_verdicts` finds.

    Raises
    ------
    ReviewError
        As `read_verdicts`.
    """
    chosen = find_verdicts(paths) if files is None else tuple(map(Path, files))
    return tuple(sorted({v: None for file in chosen for v in read_verdicts(file, catalog=catalog)}, key=line))


def ledger_bytes(verdicts: Iterable[Verdict]) -> bytes:
    """The file; the same verdicts in any order give the same bytes, none the header alone."""
    return table(LEDGER, (_cells(verdict) for verdict in sorted(verdicts, key=line)))


def read_verdicts(file: Path, *, catalog: Catalog) -> tuple[Verdict, ...]:
    """The verdicts of a file that `ledger_bytes` wrote, sorted; people may have edited it.

    Raises
    ------
    ReviewError
        With every line that is wrong.
    """
    known = Directory(catalog.entities.values())
    problems: list[str] = []
    found: list[Verdict] = []
    for row in read_table(file, LEDGER, needed=_NEEDED):
        verdict = _verdict(row, Cells(row, catalog, known, problems, {}))
        if verdict is not None:
            found.append(verdict)
    if problems:
        raise ReviewError(problems)
    return tuple(sorted(found, key=line))


def merged(old: Iterable[Verdict], new: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Both, sorted; a curator's new verdict takes the place of the one that he gave on the same reading before.

    What a curator says of evidence that a correction of his own put there changes that correction: it stays a verdict
    on what the machine read.
    """
    kept = {_place(verdict): verdict for verdict in old}
    for verdict in new:
        mine = next((own for own in kept.values() if _is_own(own, verdict)), None)
        if mine is None:
            again = [key for key, other in kept.items() if _same_words(other, verdict)]
            for key in again:
                del kept[key]
            kept[_place(verdict)] = verdict
        elif verdict.decision is not Decision.ACCEPT:
            entities = {entity.id: entity for entity in (*mine.entities, *verdict.entities)}
            changed = replace(verdict, judged=mine.judged, entities=tuple(entities[name] for name in sorted(entities)))
            kept[_place(mine)] = changed
    return tuple(sorted(kept.values(), key=line))


def _place(verdict: Verdict) -> tuple[object, ...]:
    evidence = verdict.judged.evidence
    return verdict.curator, evidence.document, evidence.span, evidence.quote, verdict.judged.key


def _is_own(old: Verdict, new: Verdict) -> bool:
    """Whether the new verdict is on what its curator's own correction gave."""
    return (
        old.curator == new.curator
        and old.corrected is not None
        and old.corrected.key == new.judged.key
        and old.judged.key != new.judged.key
        and old.corrected.evidence.document == new.judged.evidence.document
        and old.corrected.evidence.quote == new.judged.evidence.quote
    )


def _same_words(old: Verdict, new: Verdict) -> bool:
    """Whether the new verdict is on the old one's words after they moved: the document changed between the two."""
    one, other = old.judged.evidence, new.judged.evidence
    return (
        (old.curator, one.document, one.quote, old.judged.key)
        == (new.curator, other.document, other.quote, new.judged.key)
        and one.span != other.span
        and old.sha256 != new.sha256
    )


def _cells(verdict: Verdict) -> Mapping[str, str]:
    judged, evidence = verdict.judged, verdict.judged.evidence
    ends = {entity.id: shown(entity) for entity in verdict.entities}
    when = evidence.when
    cells = {
        "verdict": verdict.decision.value,
        "curator": verdict.curator,
        "document": evidence.document,
        "start": str(evidence.span.start),
        "end": str(evidence.span.end),
        "quote": evidence.quote,
        "subject": ends.get(judged.subject, judged.subject),
        "relation": judged.relation,
        "object": ends.get(judged.object, judged.object),
        "polarity": evidence.polarity.value,
        "modality": evidence.modality.value,
        "holder": ends.get(evidence.holder, evidence.holder) if evidence.holder else "",
        "count": "" if evidence.count is None else str(evidence.count),
        "rule": evidence.rule,
        "confidence": repr(evidence.confidence),
        "note": verdict.note or "",
        "sha256": verdict.sha256 or "",
    }
    if when is not None:
        cells |= {"time": when.edtf or "", "time_words": when.words}
        cells |= {"time_resolution": when.resolution, "time_against": when.against or ""}
    return cells | ({} if verdict.corrected is None else _changes(judged, verdict.corrected, ends))


def _changes(old: Reading, new: Reading, ends: Mapping[str, str]) -> dict[str, str]:
    """The cells that make the new reading out of the old one."""
    was, now = old.evidence, new.evidence
    cells = {
        "new_subject": "" if new.subject == old.subject else ends.get(new.subject, new.subject),
        "new_relation": "" if new.relation == old.relation else new.relation,
        "new_object": "" if new.object == old.object else ends.get(new.object, new.object),
        "new_polarity": "" if now.polarity is was.polarity else now.polarity.value,
        "new_modality": "" if now.modality is was.modality else now.modality.value,
    }
    if now.holder != was.holder:
        cells["new_holder"] = ends.get(now.holder, now.holder) if now.holder else NONE
    if now.when != was.when:
        cells["new_time"] = (now.when.edtf or "") if now.when else NONE
        cells["new_time_words"] = now.when.words if now.when else ""
    return cells


def _verdict(row: Row, cells: Cells) -> Verdict | None:
    before = len(cells.problems)
    decision = cells.choice("verdict", Decision)
    if not row["curator"].strip():
        cells.wrong("curator", "the name of the one who decided")
    if not row["document"]:
        cells.wrong("document", "the id of a document")
    judged = _judged(row, cells, added=decision is Decision.ADD)
    corrected = None
    if decision is Decision.CORRECT and judged is not None:
        if not any(row[column].strip() for column in NEW):
            cells.wrong("verdict", f"correct with one of {', '.join(NEW)} filled")
        else:
            corrected = cells.changed(judged, None)
    elif decision is not None:
        for column in NEW:
            if row[column].strip():
                cells.wrong(column, f"nothing in a verdict {decision}")
    if len(cells.problems) > before or decision is None or judged is None:
        return None
    entities = tuple(cells.entities[name] for name in sorted(cells.entities))
    curator = " ".join(row["curator"].split())
    return Verdict(decision, curator, judged, corrected, entities, row["note"] or None, row["sha256"] or None)


def _judged(row: Row, cells: Cells, *, added: bool) -> Reading | None:
    before = len(cells.problems)
    relation = cells.relation("relation")
    kinds = cells.catalog.relations[relation].relation if added and relation else None
    subject = cells.entity("subject", kinds.subject) if kinds else cells.entity("subject")
    object = cells.entity("object", kinds.object) if kinds else cells.entity("object")
    polarity, modality = cells.choice("polarity", Polarity), cells.choice("modality", Modality)
    holder = cells.entity("holder") if row["holder"].strip() else None
    start, end, count = cells.number("start"), cells.number("end"), cells.number("count")
    if start is None or end is None or end - start != len(row["quote"]) or not row["quote"]:
        cells.wrong(
            "end", f"the start and {len(row['quote'])}, the length of the quote, which has one character or more"
        )
    confidence = _confidence(row, cells)
    if len(cells.problems) > before or start is None or end is None:
        return None
    if relation is None or subject is None or object is None or polarity is None or modality is None:
        return None
    when = None
    if row["time_resolution"]:
        against = row["time_against"] or None
        when = When(row["time"] or None, row["time_words"], row["time_resolution"], against)
    evidence = Evidence(
        *(row["document"], Span(start, end), row["quote"], holder, polarity, modality, when, count),
        *(row["rule"], confidence),
    )
    return Reading(subject, relation, object, evidence)


def _confidence(row: Row, cells: Cells) -> float:
    text = row["confidence"].strip()
    try:
        value = float(text) if text else 1.0
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        cells.wrong("confidence", "a number from 0 to 1, or nothing")
    return value
