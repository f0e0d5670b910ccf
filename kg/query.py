"""SPARQL on a build or an endpoint, and the named questions of ``ontologies/queries``. Read-only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from oxrdflib import OxigraphStore
from pyoxigraph import QuerySolutions, Store
from rdflib import Graph, Literal

from kg.answer import FORMATS, Answer, formatted
from kg.endpoint import Endpoint, ask
from kg.errors import QueryError
from kg.model import KnowledgeBase
from kg.ontology import folder
from kg.results import answered
from kg.sparql import explained, is_ordered, refuse_unsafe, with_prefixes, with_values
from kg.store import open_store, solutions
from kg.vocabulary import ID, PREFIXES, from_iri, is_iri, to_iri
from kg.web import within

__all__ = [
    "FORMATS",
    "Answer",
    "Endpoint",
    "NamedQuery",
    "formatted",
    "named_queries",
    "open_store",
    "query",
    "read_query",
]

# Asks a query that is known to be one, with variables fixed to IRIs.
type _Ask = Callable[[str, Mapping[str, str]], Answer]

# Entities with a name, in any language.
_NAMED = f"""
SELECT DISTINCT (STR(?node) AS ?iri) {{{{
  {{{{ ?node rdfs:label ?name }}}} UNION {{{{ ?node (skosxl:prefLabel|skosxl:altLabel)/skosxl:literalForm ?name }}}}
  FILTER(STR(?name) = {{name}} && STRSTARTS(STR(?node), "{ID}"))
}}}}
"""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its SPARQL; ``parameters`` are the variables that a caller may fix."""

    name: str
    question: str
    parameters: tuple[str, ...]
    text: str


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All named queries by name: the file's name, its first comment line as question.

    A further comment line ``# Parameters: a, b`` names the variables that may be fixed.
    """
    found = {}
    for file in sorted((folder() / "queries").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        comments = [line[2:] for line in text.splitlines() if line.startswith("# ")]
        names = [line.removeprefix("Parameters: ") for line in comments if line.startswith("Parameters: ")]
        parameters = tuple(name.strip() for line in names for name in line.split(","))
        found[file.stem] = NamedQuery(file.stem, comments[0] if comments else "", parameters, text)
    return found


def read_query(text: str) -> str:
    """The text itself, or the content of the file that it names (by an end of ``.rq`` or ``.sparql``).

    Raises
    ------
    QueryError
        Where the file cannot be read or is not UTF-8.
    """
    if "\n" in text or not text.endswith((".rq", ".sparql")):
        return text
    try:
        return Path(text).read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{text}: {error.strerror}; allowed: a file with a query") from None
    except UnicodeDecodeError as error:
        raise QueryError(f"{text}: byte {error.start} is not UTF-8; allowed: SPARQL in UTF-8") from None


def query(
    source: Path | KnowledgeBase | Graph | Endpoint,
    text: str,
    *,
    parameters: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> Answer:
    """The answer to a named question or to SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE).

    Parameters
    ----------
    source
        As for ``open_store``, or what it returned; or an endpoint, which has what it was filled with.
    text
        A name of ``named_queries`` or SPARQL; the prefixes of ``kg.vocabulary`` need no declaration.
    parameters
        Variables of the SELECT clause with the value to fix them to: an id (``territory/etorofu``), an IRI, a prefixed
        name (``tdo:claims``) or a name that one entity alone has.
    timeout
        Seconds for opening the source and answering; None: no limit, but for an endpoint its own.

    Returns
    -------
    Answer
        SELECT: its columns and rows, sorted where the query has no ORDER BY. ASK: column ``answer``. CONSTRUCT and
        DESCRIBE: columns ``subject``, ``predicate``, ``object``. IRIs are shortened to ids and prefixed names.

    Raises
    ------
    QueryError
        For an unknown name, malformed SPARQL, an update, SERVICE, or a parameter that fits nothing; one line.
    BuildError
        As ``open_store``.
    EndpointError
        As ``kg.endpoint.ask``; and where the time is over.
    """
    sparql = _sparql(text)
    refuse_unsafe(sparql)
    columns = _checked(sparql)
    if unknown := sorted({name.lstrip("?$") for name in parameters or {}} - set(columns)):
        listed = ", ".join(columns) or "none"
        raise QueryError(f"parameter {unknown[0]}: the query does not select it; allowed: {listed}")

    def answered() -> Answer:
        asked = _asker(source)
        fixed = {name.lstrip("?$"): _node(asked, name, value) for name, value in (parameters or {}).items()}
        return asked(sparql, fixed)

    return answered() if timeout is None else within(timeout, "query", answered)


def _asker(source: Path | KnowledgeBase | Graph | Endpoint) -> _Ask:
    """How to ask the source."""
    if isinstance(source, Endpoint):
        return lambda sparql, fixed: ask(source, with_values(with_prefixes(sparql), fixed))
    graph = source if isinstance(source, Graph) and isinstance(source.store, OxigraphStore) else open_store(source)

    def asked(sparql: str, fixed: Mapping[str, str]) -> Answer:
        try:
            return answered(solutions(graph, sparql, fixed), ordered=is_ordered(sparql))
        except (RuntimeError, ValueError) as error:
            problem = " ".join(str(error).split())
        # Raised out here, so that it keeps hold of no half-read results: those may be dropped in their own thread only.
        raise QueryError(f"query: {problem}")

    return asked


def _checked(sparql: str) -> tuple[str, ...]:
    """The columns of a SELECT query, none of any other; QueryError where it is no query."""
    try:
        result = Store().query(sparql, prefixes=dict(PREFIXES))
    except (SyntaxError, ValueError) as error:
        raise QueryError(explained(sparql, str(error))) from None
    return tuple(v.value for v in result.variables) if isinstance(result, QuerySolutions) else ()


def _sparql(text: str) -> str:
    if not _NAME.fullmatch(text):
        return text
    known = named_queries()
    if text not in known:
        close = get_close_matches(text, known, n=3) or sorted(known)
        raise QueryError(f"query {text!r}: no such name; did you mean: {', '.join(close)}")
    return known[text].text


def _node(asked: _Ask, name: str, value: str) -> str:
    """The IRI that a parameter's value means."""
    prefix, colon, local = value.partition(":")
    if re.match(r"https?://", value) or (colon and prefix in PREFIXES):
        iri = PREFIXES[prefix] + local if prefix in PREFIXES else value
        if not is_iri(iri):
            raise QueryError(f"parameter {name} is {value!r}; allowed: an IRI without spaces, quotes and brackets")
        return iri
    node = to_iri(value)
    if asked(f"ASK {{ {{ {node.n3()} ?p ?o }} UNION {{ ?s ?q {node.n3()} }} }}", {}).rows[0][0]:
        return str(node)
    found = [str(row[0]) for row in asked(_NAMED.format(name=Literal(value).n3()), {}).rows]
    if len(found) != 1:
        listed = ", ".join(map(from_iri, found)) or "nothing"
        raise QueryError(f"parameter {name} is {value!r}, which names {listed}; allowed: an id, or one entity's name")
    return found[0]
