"""What else `kg query` and `kg push` do with real servers: forms of queries, errors, and a push that fails."""

import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from kg import push as module
from kg.errors import EndpointError, QueryError
from kg.model import KnowledgeBase
from kg.push import Target, push
from kg.query import Endpoint, open_store, query
from kg.store import ntriples

OLD = b"".join(f'<urn:old:{n}> <urn:p> "old" .\n'.encode() for n in range(200))
NEW = b"".join(f'<urn:new:{n}> <urn:p> "new" .\n'.encode() for n in range(20_000))
SOME = b"".join(NEW.splitlines(keepends=True)[:400])
COUNT = 'SELECT (COUNT(*) AS ?n) { ?s <urn:p> "old" }'


@pytest.fixture
def old(server: Any) -> Endpoint:
    """A server with a graph that is there already."""
    push(OLD, Target(server.store, server.graph))
    endpoint = Endpoint(server.query, server.graph)
    assert query(endpoint, COUNT).rows == ((200,),)
    return endpoint


def test_push_replaces_the_graph(server: Any, old: Endpoint) -> None:
    said = push(NEW, Target(server.store, server.graph))
    assert "20000 triples" in said
    assert query(old, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == ((20_000,),)


def test_push_leaves_other_graphs_alone(server: Any, old: Endpoint) -> None:
    push(b"<urn:a> <urn:b> <urn:c> .\n", Target(server.store, "urn:kg:other"))
    assert query(old, COUNT).rows == ((200,),)
    assert query(Endpoint(server.query, "urn:kg:other"), "SELECT ?o { ?s ?p ?o }").rows == (("urn:c",),)


def test_push_of_nothing_empties_the_graph(server: Any, old: Endpoint) -> None:
    push(b"", Target(server.store, server.graph))
    assert query(old, "ASK { ?s <urn:p> ?o }").rows == ((False,),)


def test_push_of_what_the_server_cannot_read_leaves_the_old_graph(server: Any, old: Endpoint) -> None:
    with pytest.raises(EndpointError, match="does not take the graph") as raised:
        push(NEW + b"<urn:a> oops\n", Target(server.store, server.graph))
    assert "\n" not in str(raised.value)
    assert query(old, COUNT).rows == ((200,),)


def test_a_connection_cut_half_way_leaves_the_old_graph(
    server: Any, old: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[int] = []

    def sendall(self: socket.socket, data: bytes, *flags: int) -> None:
        # The big body of the PUT: half of it, then the line is dead.
        if len(data) > len(NEW) // 2:
            real(self, bytes(data)[: len(NEW) // 2])
            cut.append(1)
            time.sleep(0.2)
            self.close()
            raise ConnectionResetError(104, "connection reset by peer")
        real(self, data, *flags)

    real = socket.socket.sendall
    with monkeypatch.context() as patch:
        patch.setattr(socket.socket, "sendall", sendall)
        with pytest.raises(EndpointError, match="connection"):
            push(NEW, Target(server.store, server.graph))
    assert cut
    time.sleep(0.5)
    assert query(old, COUNT).rows == ((200,),)
    assert query(old, 'ASK { ?s ?p "new" }').rows == ((False,),)
    # Nor does what the broken push left stand in the way of the next one.
    push(NEW, Target(server.store, server.graph))
    assert query(old, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == ((20_000,),)


def test_one_put_would_not_do_on_virtuoso(virtuoso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a push there goes the long way: PUT empties the graph before it reads what is to come."""
    for name, value in virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    target = Target(virtuoso.store, virtuoso.graph)
    push(OLD, target)
    monkeypatch.setattr(module, "_virtuoso", lambda *_: None)
    with pytest.raises(EndpointError):
        push(NEW + b"<urn:a> oops\n", target)
    assert query(Endpoint(virtuoso.query, virtuoso.graph), COUNT).rows == ((0,),)


def test_virtuoso_leaves_no_second_copy(virtuoso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    push(OLD, Target(virtuoso.store, virtuoso.graph))
    assert query(Endpoint(virtuoso.query, f"{virtuoso.graph}#kg-push"), "ASK { ?s ?p ?o }").rows == ((False,),)


def test_virtuoso_without_or_with_wrong_credentials(virtuoso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target(virtuoso.store, virtuoso.graph)
    monkeypatch.delenv("KG_ENDPOINT_USER", raising=False)
    monkeypatch.delenv("KG_ENDPOINT_PASSWORD", raising=False)
    with pytest.raises(EndpointError, match=r"refuses \(HTTP 401"):
        push(OLD, target)
    monkeypatch.setenv("KG_ENDPOINT_USER", "dba")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret-but-wrong")
    with pytest.raises(EndpointError, match="401") as raised:
        push(OLD, target)
    assert "s3cret" not in str(raised.value)


def test_virtuoso_needs_a_graph_and_its_graph_store(virtuoso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(EndpointError, match="no default graph of its own; allowed: --graph IRI"):
        push(OLD, Target(virtuoso.store))
    with pytest.raises(EndpointError, match="no Graph Store; allowed on Virtuoso: …/sparql-graph-crud-auth"):
        push(OLD, Target(virtuoso.query, "urn:x"))


def test_virtuoso_that_cuts_an_answer_is_found_out(virtuoso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    push(NEW, Target(virtuoso.store, virtuoso.graph))
    endpoint = Endpoint(virtuoso.query, virtuoso.graph)
    with pytest.raises(EndpointError, match="gives only the first 5000 rows"):
        query(endpoint, "SELECT ?s { ?s ?p ?o }")
    assert len(query(endpoint, "SELECT ?s { ?s ?p ?o } LIMIT 4999").rows) == 4999


def test_construct_ask_and_prefixes(server: Any, synthetic: Callable[[int], KnowledgeBase]) -> None:
    kb = synthetic(60)
    push(ntriples(kb), Target(server.store, server.graph))
    store, endpoint = open_store(kb), Endpoint(server.query, server.graph)
    for text in (
        "CONSTRUCT { ?a tdo:claims ?b } { ?s rdf:subject ?a ; rdf:predicate tdo:claims ; rdf:object ?b }",
        "ASK { ?x a tdo:Territory }",
        "ASK { ?x a tdo:Nothing }",
        "SELECT ?s ?c ?n { ?s tdo:confidence ?c ; tdo:start ?n }",
    ):
        assert query(endpoint, text).columns == query(store, text).columns
        assert set(query(endpoint, text).rows) == set(query(store, text).rows)
    name = kb.entities[0].label
    for value in (name, kb.entities[0].id):
        answer = query(endpoint, "SELECT ?x ?l { ?x rdfs:label ?l }", parameters={"x": value})
        assert answer.rows == ((kb.entities[0].id, name),)
    with pytest.raises(QueryError, match="parameter x is 'Atlantis', which names nothing"):
        query(endpoint, "SELECT ?x { ?x rdfs:label ?l }", parameters={"x": "Atlantis"})


def test_a_query_that_takes_too_long(server: Any) -> None:
    push(SOME, Target(server.store, server.graph))
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(CONCAT(STR(?a), STR(?b)) < STR(?c)) }"
    begin = time.monotonic()
    with pytest.raises((EndpointError, QueryError)) as raised:
        query(Endpoint(server.query, server.graph, timeout=0.5), slow)
    assert time.monotonic() - begin < 5
    assert "\n" not in str(raised.value)


def test_server_refuses_an_update_sent_as_a_query(server: Any, old: Endpoint) -> None:
    """What `kg.sparql` lets through by mistake, the query address must not carry out."""
    reply = requests.post(server.query, data={"query": "CLEAR ALL"}, timeout=20)
    assert reply.status_code >= 400
    assert query(old, COUNT).rows == ((200,),)
