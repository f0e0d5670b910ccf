"""SPARQL as text: what is refused before it runs, and a parser's complaint in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.vocabulary import PREFIXES

__all__ = ["explained", "form", "is_ordered", "refuse_unsafe", "with_prefixes", "with_values"]

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Strings, IRIs and comments, in which a keyword is none; then the keywords that a question must not hold.
_QUIET = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|' + r"'''(?:[^\\]|\\.)*?'''|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'(?:[^'\\\n]|\\.)*'|"
    r'<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)
_PROLOGUE = re.compile(r"(?:\s|BASE\s|PREFIX\s+[^\s:]*:)+", re.IGNORECASE)
_UPDATE = re.compile(r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_SERVICE = re.compile(r"(?<![?$:\w-])SERVICE\b", re.IGNORECASE)
_FORM = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w:?$.-])([A-Za-z][\w-]*):")
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_POSITION = re.compile(r"error at (\d+):(\d+)")


def refuse_unsafe(sparql: str) -> None:
    r"""Raise QueryError for an update, and for SERVICE, which would go out on the network.

    An engine may read ``\u0049NSERT`` as INSERT, and an escaped line end as the end of a comment; so both the text as
    it stands and the text without escapes must be free of them.
    """
    unescaped = _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), sparql)
    for plain in {_QUIET.sub(" ", sparql), _QUIET.sub(" ", unescaped)}:
        start = _PROLOGUE.match(plain)
        if found := _UPDATE.match(plain, start.end() if start else 0):
            raise QueryError(f"query: {found[1].upper()} is an update; allowed: SELECT, ASK, CONSTRUCT, DESCRIBE")
        if _SERVICE.search(plain):
            raise QueryError("query: SERVICE asks another server; allowed: questions to the build alone")


def form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; the empty string for what is no query."""
    plain = _blanked(sparql)
    start = _PROLOGUE.match(plain)
    found = _FORM.match(plain, start.end() if start else 0)
    return found[1].upper() if found else ""


def with_prefixes(sparql: str) -> str:
    """The query with declarations, on the same first line, of the known prefixes that it uses without declaring them.

    >>> with_prefixes("ASK { ?x a tdo:State }")
    'PREFIX tdo: <https://w3id.org/tdo#> ASK { ?x a tdo:State }'
    """
    plain = _blanked(sparql)
    declared = set(_DECLARED.findall(plain))
    used = sorted(set(_USED.findall(plain)) & (PREFIXES.keys() - declared))
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used) + sparql


def with_values(sparql: str, values: Mapping[str, str]) -> str:
    """A SELECT query with variables fixed to IRIs, by a VALUES block at the start of its pattern.

    The effect is that of a substitution for variables that the query selects. IRIs must be ones, nothing is escaped.

    >>> with_values("SELECT ?s { ?s ?p ?o }", {"s": "urn:x"})
    'SELECT ?s { VALUES ?s { <urn:x> } ?s ?p ?o }'
    """
    start = _blanked(sparql).index("{") + 1
    blocks = "".join(f" VALUES ?{name} {{ <{iri}> }}" for name, iri in values.items())
    return sparql[:start] + blocks + sparql[start:]


def is_ordered(sparql: str) -> bool:
    """Whether the query says in which order its rows come."""
    return _ORDERED.search(_QUIET.sub(" ", sparql)) is not None


def _blanked(sparql: str) -> str:
    """The query with spaces for everything in which a keyword is none; every other character keeps its place."""
    return _QUIET.sub(lambda match: " " * len(match[0]), sparql)


def explained(sparql: str, message: str) -> str:
    """One line out of a parser's message, which lists everything that it would have taken."""
    place = _POSITION.search(message)
    if "Prefix not found" in message:
        problem = f"unknown prefix; known without declaration: {', '.join(sorted(PREFIXES))}"
    elif unbound := re.search(r"The SELECT contains [^,]*", message):
        problem = unbound[0]
    else:
        words = re.findall(r"\b[A-Z]{2,}\b", re.sub(r"\[[^\]]*\]", "", message))
        problem = f"not SPARQL; allowed here: {', '.join(words)}" if words else "not SPARQL"
    if place is None:
        return f"query: {problem}"
    line, column = int(place[1]), int(place[2])
    rest = (sparql.splitlines() or [""])[line - 1 :][:1]
    near = rest[0][max(column - 21, 0) : column + 19].strip() if rest else ""
    return f"query, line {line}, column {column}, near {near!r}: {problem}"
