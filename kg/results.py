"""What a SPARQL engine gives back, as the rows of an answer."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.answer import Answer, Cell
from kg.vocabulary import ID, PREFIXES, from_iri

__all__ = ["Results", "answered"]

type Results = QuerySolutions | QueryBoolean | QueryTriples | list[Quad]

_XSD = PREFIXES["xsd"]
_FLOATS = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float"))
_INTEGERS = frozenset(f"{_XSD}{name}" for name in ("integer", "int", "long", "short", "nonNegativeInteger"))
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def answered(results: Results, *, ordered: bool) -> Answer:
    """The rows of a result.

    Parameters
    ----------
    results
        Of a SELECT: its columns and rows. Of an ASK: column ``answer``. Triples, of CONSTRUCT and DESCRIBE, or a list:
        columns ``subject``, ``predicate``, ``object``, each triple once, sorted.
    ordered
        Whether the rows of a SELECT keep their order; else they are sorted, an absent value first.

    Returns
    -------
    Answer
        IRIs are shortened to ids and prefixed names; numbers and truth values are Python's, all else is text.
    """
    if isinstance(results, QueryBoolean):
        return Answer(("answer",), ((bool(results),),))
    if not isinstance(results, QuerySolutions):
        return Answer(
            ("subject", "predicate", "object"), tuple(sorted({_triple(triple) for triple in results}, key=str))
        )
    columns = tuple(variable.value for variable in results.variables)
    # An entity or a relation stands in many rows, and is made short once.
    known: dict[str, str] = {}
    rows: Iterable[tuple[Cell, ...]] = (tuple(_cell(term, known) for term in solution) for solution in results)
    if not ordered:
        rows = sorted(rows, key=lambda row: [(cell is not None, str(cell)) for cell in row])
    return Answer(columns, tuple(rows))


def _triple(triple: Triple | Quad) -> tuple[Cell, ...]:
    return tuple(_cell(term, {}) for term in (triple.subject, triple.predicate, triple.object))


def _cell(term: NamedNode | BlankNode | Literal | Triple | None, known: dict[str, str]) -> Cell:
    if isinstance(term, NamedNode):
        iri = term.value
        if iri not in known:
            known[iri] = _short(iri)
        return known[iri]
    if isinstance(term, Literal):
        return _value(term)
    return None if term is None else str(term)


def _value(literal: Literal) -> Cell:
    """A Python number or truth value where the text is one, else the text."""
    text, datatype = literal.value, literal.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:
        return text
    return _TRUTH.get(text, text) if datatype == f"{_XSD}boolean" else text


def _short(iri: str) -> str:
    """An id or a prefixed name where there is one, else the IRI."""
    if iri.startswith(str(ID)):
        return from_iri(iri)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
