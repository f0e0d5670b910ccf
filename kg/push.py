"""A build into a triple store, by the SPARQL 1.1 Graph Store Protocol; a push that fails leaves the old graph.

One PUT replaces a graph. Oxigraph (like other stores with transactions) does that as a whole or not at all. Virtuoso
empties the graph first and then loads what it can, so there the new graph is loaded beside the old one and takes its
place by one MOVE at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import requests

from kg.errors import EndpointError
from kg.vocabulary import is_iri
from kg.web import Reply, open_session, send, shown, words

__all__ = ["TIMEOUT", "Target", "push"]

TIMEOUT = 600.0
"""Seconds that each step may take, unless the caller says otherwise."""

_CRUD = "/sparql-graph-crud"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph is to go.

    ``url`` is a Graph Store's address, ``graph`` the IRI of the graph (None: the default graph). ``update`` is the
    address for SPARQL updates: with it, the graph is loaded beside the old one first; None: only for Virtuoso, whose
    two addresses follow from each other. ``timeout``: seconds for each step.
    """

    url: str
    graph: str | None = None
    update: str | None = None
    timeout: float = TIMEOUT


def push(content: bytes, target: Target) -> str:
    """Replace a graph in a store by another one.

    Parameters
    ----------
    content
        The new graph in N-Triples, UTF-8; may be empty.
    target
        The store and the graph.

    Returns
    -------
    str
        One line on what was done.

    Raises
    ------
    EndpointError
        Where a step fails, or the graph's name is no IRI. The old graph is then as it was, unless the last step (PUT,
        or MOVE) was carried out and only the answer to it was lost.
    """
    if target.graph is not None and not is_iri(target.graph):
        raise EndpointError(f"graph {target.graph!r}; allowed: an IRI")
    with open_session() as session:
        # Nothing is known of a server before it has answered once, and a large body must not be sent for a refusal.
        first = _send(session, "HEAD", target.url, target, params=_name(target.graph))
        if first.status in {401, 403}:
            raise _failed(first, "refuses")
        update = target.update or _virtuoso(target, first)
        if update is None:
            reply = _put(session, target, target.graph, content)
        elif target.graph is None:
            raise EndpointError(f"{shown(target.url)}: has no default graph of its own; allowed: --graph IRI")
        else:
            reply = _staged(session, target, target.graph, update, content)
    where = target.graph or "the default graph"
    return f"{shown(target.url)}: HTTP {reply.status}, {content.count(b'\n')} triples in {where}"


def _staged(session: requests.Session, target: Target, graph: str, update: str, content: bytes) -> Reply:
    """Load beside the old graph, then move into its place."""
    # The same name every time, so that what a broken push left is replaced by the next one.
    beside = f"{graph}#kg-push"
    _put(session, target, beside, content)
    move = {"update": f"MOVE <{beside}> TO <{graph}>"}
    reply = _send(session, "POST", update, target, data=move)
    if reply.status not in {200, 204}:
        raise _failed(reply, "does not move the new graph into its place")
    return reply


def _put(session: requests.Session, target: Target, graph: str | None, content: bytes) -> Reply:
    # N-Triples is Turtle too, and every store takes Turtle.
    headers = {"Content-Type": "text/turtle; charset=utf-8"}
    reply = _send(session, "PUT", target.url, target, params=_name(graph), headers=headers, data=content)
    if reply.status not in {200, 201, 204}:
        raise _failed(reply, "does not take the graph")
    return reply


def _send(session: requests.Session, method: str, url: str, target: Target, **request: object) -> Reply:
    return send(session, method, url, timeout=target.timeout, **request)  # type: ignore[arg-type]


def _virtuoso(target: Target, reply: Reply) -> str | None:
    """Virtuoso's address for updates; None for another server."""
    if "virtuoso" not in reply.headers.get("Server", "").lower():
        return None
    if _CRUD not in target.url:
        raise EndpointError(f"{shown(target.url)}: no Graph Store; allowed on Virtuoso: …{_CRUD}-auth")
    return target.url.replace(_CRUD, "/sparql")


def _name(graph: str | None) -> dict[str, str]:
    return {"default": ""} if graph is None else {"graph": graph}


def _failed(reply: Reply, problem: str) -> EndpointError:
    said = words(reply)
    return EndpointError(
        f"{shown(reply.url)}: {problem} (HTTP {reply.status}{f': {said}' if said else ''}); allowed: a Graph Store "
        "(Oxigraph: …/store, Virtuoso: …/sparql-graph-crud-auth) and, where it asks for them, KG_ENDPOINT_USER and "
        "KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN"
    )
