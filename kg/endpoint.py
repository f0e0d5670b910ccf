"""Questions to a SPARQL endpoint, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.answer import Answer
from kg.errors import EndpointError, QueryError
from kg.results import answered
from kg.sparql import form, is_ordered
from kg.vocabulary import is_iri
from kg.web import Reply, open_session, send, shown, words

__all__ = ["TIMEOUT", "Endpoint", "ask"]

TIMEOUT = 60.0
"""Seconds that an answer may take, unless the caller says otherwise."""

_TABLE = "application/sparql-results+json"
_TRIPLES = "text/turtle"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint: its address, the graph to ask (None: what the server asks by default), the time it has."""

    url: str
    graph: str | None = None
    timeout: float = TIMEOUT


def ask(endpoint: Endpoint, sparql: str) -> Answer:
    """The answer to a query that declares all its prefixes.

    Raises
    ------
    EndpointError
        As ``kg.web.send``; or where the graph's name is no IRI, or the server refuses, fails, gives no SPARQL results,
        or not all of them.
    QueryError
        Where the server calls the query malformed (status 400).
    """
    if endpoint.graph is not None and not is_iri(endpoint.graph):
        raise EndpointError(f"graph {endpoint.graph!r}; allowed: an IRI")
    is_table = form(sparql) in {"SELECT", "ASK"}
    with open_session() as session:
        reply = send(
            session,
            "POST",
            endpoint.url,
            timeout=endpoint.timeout,
            headers={"Accept": _TABLE if is_table else _TRIPLES},
            data={"query": sparql} | ({"default-graph-uri": endpoint.graph} if endpoint.graph else {}),
        )
    _check(reply)
    # rdflib's own SPARQLStore and SPARQLWrapper follow redirects with the credentials and know no limit in time.
    try:
        if is_table:
            return answered(parse_query_results(reply.body, QueryResultsFormat.JSON), ordered=is_ordered(sparql))
        return answered(list(parse(reply.body, RdfFormat.TURTLE, base_iri=reply.url)), ordered=False)
    except (SyntaxError, ValueError) as error:
        problem = f"does not give what it announces ({' '.join(str(error).split())[:120]})"
    # Raised out here, so that it keeps hold of no half-read results: those may be dropped in their own thread only.
    wanted = _TABLE if is_table else _TRIPLES
    raise EndpointError(f"{shown(reply.url)}: {problem}; allowed: SPARQL results in {wanted}")


def _check(reply: Reply) -> None:
    where = shown(reply.url)
    if reply.status == 400:
        raise QueryError(f"query: {where} answers: {words(reply) or 'bad request'}")
    if reply.status in {401, 403}:
        raise EndpointError(
            f"{where}: access denied (HTTP {reply.status}); allowed: KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or "
            "KG_ENDPOINT_TOKEN, of somebody who may ask"
        )
    if reply.status != 200:
        said = words(reply) or "no explanation"
        raise EndpointError(f"{where}: HTTP {reply.status}: {said}; allowed: the address of a SPARQL endpoint")
    # Virtuoso cuts an answer at its own limit and says so in a header only.
    if limit := reply.headers.get("X-SPARQL-MaxRows"):
        raise EndpointError(
            f"{where}: gives only the first {limit} rows; allowed: a query with a LIMIT below that, or a higher "
            "ResultSetMaxRows on the server"
        )
    if reply.headers.get("X-SQL-State"):
        raise EndpointError(f"{where}: gives a part of the answer only, for want of time; allowed: a simpler query")
    kind = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind and not any(word in kind for word in ("json", "turtle", "n-triples", "n3")):
        raise EndpointError(
            f"{where}: answers with {kind}, not with SPARQL results; allowed: the address of a SPARQL endpoint, which "
            "often ends in /sparql or /query"
        )
