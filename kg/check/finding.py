"""What a check yields, and where it stands: the line of the document's text and the line of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.model import Span
from kg.vocabulary import from_iri, to_iri

__all__ = ["Finding", "located", "short", "turtle_lines"]

_PREFIX = re.compile(r"@prefix\s+([\w-]*):\s*<([^>]*)>")
_SUBJECT = re.compile(r"(?:<([^>]*)>|([\w-]*):([^\s;,]*))(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong.

    ``code`` is one of catalog, ontology, shape, node, relation, end, kind, quote, time, name, plain, text, id, orphan,
    dispute, jsonl; ``node`` the id, term or file that it concerns; ``document`` and ``span`` the place in a text, None
    where it concerns none. ``line`` is the line of the document's text where the span begins, ``source`` the file with
    the line where the node begins (``graph.ttl:120``); lines count from 1, None where they cannot be told.
    """

    code: str
    node: str
    document: str | None
    span: Span | None
    message: str
    line: int | None = None
    source: str | None = None

    def __str__(self) -> str:
        parts = [
            self.document,
            None if self.line is None else f"line {self.line}",
            None if self.span is None else f"{self.span.start}:{self.span.end}",
            self.source,
        ]
        where = ", ".join(part for part in parts if part is not None)
        return f"{self.code}: {self.node}{f' ({where})' if where else ''}: {self.message}"


def located(
    findings: Iterable[Finding], file: Path, *, text_of: Callable[[str], str | None] = lambda _: None
) -> Iterator[Finding]:
    """The findings with their lines, as far as they can be told.

    Parameters
    ----------
    findings
        In any order, which is kept; nothing is read before the first.
    file
        The Turtle file that holds the nodes.
    text_of
        The text of a document by its id, None for an unknown one.
    """

    @cache
    def lines() -> Mapping[str, int]:
        return turtle_lines(file.read_text(encoding="utf-8"))

    for finding in findings:
        line, source = finding.line, finding.source
        if finding.document is not None and finding.span is not None and line is None:
            text = text_of(finding.document)
            line = None if text is None else text.count("\n", 0, finding.span.start) + 1
        if source is None and (number := _line(finding.node, lines())):
            source = f"{file.name}:{number}"
        yield replace(finding, line=line, source=source)


def _line(node: str, lines: Mapping[str, int]) -> int | None:
    """The line of a node's id, of a term's IRI, or of the subject of a triple that a finding spells out."""
    subject, _, _ = node.partition(" tdo:")
    return next((lines[iri] for iri in (node, str(to_iri(subject)), short(node, back=True)) if iri in lines), None)


def short(iri: str, *, back: bool = False) -> str:
    """The id or the prefixed term of an IRI; with ``back`` the IRI of a prefixed term.

    >>> short("https://w3id.org/tdo#claims")
    'tdo:claims'
    >>> short("tdo:claims", back=True)
    'https://w3id.org/tdo#claims'
    """
    namespace = "https://w3id.org/tdo#"
    if back:
        return iri.replace("tdo:", namespace, 1) if iri.startswith("tdo:") else iri
    return from_iri(iri).replace(namespace, "tdo:")


def turtle_lines(text: str) -> Mapping[str, int]:
    r"""Line on which each subject's first block begins, by IRI.

    Knows Turtle in which a subject stands at the beginning of a line and nothing else does, as this package writes it.

    >>> turtle_lines('@prefix a: <http://a#> .\n\na:b\n    a:c "d" .\n<e> a:c a:b .')
    {'http://a#b': 3, 'e': 5}
    """
    prefixes: dict[str, str] = {}
    found: dict[str, int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside and line[:1] not in {"", " ", "\t", "#"}:
            if prefix := _PREFIX.match(line):
                prefixes[prefix[1]] = prefix[2]
            elif subject := _SUBJECT.match(line):
                iri = subject[1] if subject[1] is not None else prefixes.get(subject[2], "") + subject[3]
                found.setdefault(iri, number)
        # A long literal may have lines that begin like a subject.
        inside ^= line.count('"""') % 2 == 1
    return found
