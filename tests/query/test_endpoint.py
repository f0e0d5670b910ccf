"""Questions to endpoints that misbehave, each in its own way; all are played by a server of the test's own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg import web
from kg.errors import EndpointError, QueryError
from kg.push import Target, push
from kg.query import Endpoint, query

RESULTS = "application/sparql-results+json"
ROWS = {
    "head": {"vars": ["s"]},
    "results": {"bindings": [{"s": {"type": "uri", "value": "https://w3id.org/tdo#claims"}}]},
}
ASK = "SELECT ?s { ?s a tdo:Territory }"


@dataclass
class Played:
    """A server whose answers are a function; it keeps what it was asked."""

    answer: Callable[["Handler"], None]
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    played: Played

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.played.requests.append((self.command, self.path, dict(self.headers), body))
        self.played.answer(self)

    do_GET = do_POST = do_PUT = do_HEAD = handle_any

    def log_message(self, *_: object) -> None:
        pass

    def reply(self, status: int, body: bytes | str = b"", kind: str = "text/plain", **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def good(it: Handler) -> None:
    it.reply(200, json.dumps(ROWS), RESULTS)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def play() -> Iterator[Callable[[Callable[[Handler], None]], Played]]:
    servers = []

    def start(answer: Callable[[Handler], None]) -> Played:
        played = Played(answer)
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Playing", (Handler,), {"played": played}))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        played.url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
        return played

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def failing(played: Played | str, *, text: str = ASK, timeout: float = 10) -> str:
    with pytest.raises((EndpointError, QueryError)) as raised:
        query(Endpoint(played if isinstance(played, str) else played.url, timeout=timeout), text)
    message = str(raised.value)
    assert "\n" not in message
    assert len(message) < 500
    return message


def test_query_is_sent_as_the_protocol_has_it(play: Callable) -> None:
    played = play(good)
    answer = query(Endpoint(played.url, "urn:g"), ASK)
    assert (answer.columns, answer.rows) == (("s",), (("tdo:claims",),))
    method, path, headers, body = played.requests[0]
    assert (method, path, headers["Accept"]) == ("POST", "/sparql", RESULTS)
    form = parse_qs(body.decode())
    assert form["query"] == [f"PREFIX tdo: <https://w3id.org/tdo#> {ASK}"]
    assert form["default-graph-uri"] == ["urn:g"]
    assert "Authorization" not in headers


def test_values_are_put_where_the_pattern_begins(play: Callable) -> None:
    played = play(good)
    text = '# { a comment\nSELECT ?s ("{" AS ?t) { ?s ?p ?o }'
    query(Endpoint(played.url), text, parameters={"s": "tdo:claims"})
    sent = parse_qs(played.requests[0][3].decode())["query"][0]
    assert sent.endswith("{ VALUES ?s { <https://w3id.org/tdo#claims> } ?s ?p ?o }")


@pytest.mark.parametrize(
    "text", ["SELECT ?s { ?s ?p", "INSERT DATA { <a:b> <a:b> <a:b> }", "ASK { SERVICE <a:b> {} }", "no-such"]
)
def test_a_bad_query_is_never_sent(play: Callable, text: str) -> None:
    played = play(good)
    with pytest.raises(QueryError):
        query(Endpoint(played.url), text)
    assert played.requests == []


@pytest.mark.parametrize("value", ["http://x/> } #", "tdo:a b", 'https://x/"'])
def test_a_parameter_cannot_smuggle_sparql(play: Callable, value: str) -> None:
    played = play(good)
    with pytest.raises(QueryError, match="allowed: an IRI without spaces"):
        query(Endpoint(played.url), ASK, parameters={"s": value})
    assert played.requests == []


def test_nobody_there() -> None:
    assert "connection refused; allowed: the address of a running endpoint" in failing("http://127.0.0.1:9/sparql")


@pytest.mark.parametrize("url", ["", "localhost:7878/query", "ftp://x/y", "http://", "http://[x", "http://x:0/"])
def test_no_address(url: str) -> None:
    assert "allowed: an address that begins with http:// or https://" in failing(url)


def test_user_in_the_address_is_refused_and_not_shown() -> None:
    message = failing("http://ann:s3cret@127.0.0.1:9/sparql")
    assert "KG_ENDPOINT_PASSWORD" in message
    assert "s3cret" not in message


def test_graph_that_is_no_iri(play: Callable) -> None:
    with pytest.raises(EndpointError, match="graph 'x y'; allowed: an IRI"):
        query(Endpoint(play(good).url, "x y"), ASK)
    with pytest.raises(EndpointError, match="graph 'x> y'; allowed: an IRI"):
        push(b"", Target(play(good).url, "x> y"))


@pytest.mark.parametrize(
    ("status", "body", "kind", "expected"),
    [
        (400, "Lexical error\n at line 1", "text/plain", "query: {url} answers: Lexical error at line 1"),
        (400, "", "text/plain", "bad request"),
        (401, "", "text/plain", "access denied (HTTP 401); allowed: KG_ENDPOINT_USER"),
        (403, "", "text/plain", "access denied (HTTP 403)"),
        (404, "<html><title>no</title><body>Not <b>here</b></body></html>", "text/html", "HTTP 404: Not here; allowed"),
        (500, "x" * 5000, "text/plain", "HTTP 500: " + "x" * 200 + "…"),
        (503, "", "text/plain", "HTTP 503: no explanation"),
        (303, "", "text/plain", "HTTP 303"),
        (200, "<html>Welcome</html>", "text/html; charset=utf-8", "answers with text/html, not with SPARQL results"),
        (200, "{}", "application/json", "does not give what it announces"),
        (200, json.dumps(ROWS)[:-20], RESULTS, "does not give what it announces"),
        (200, b"\xff\xfe", RESULTS, "does not give what it announces"),
        (200, "", RESULTS, "does not give what it announces"),
    ],
)
def test_wrong_answers(play: Callable, status: int, body: str | bytes, kind: str, expected: str) -> None:
    played = play(lambda it: it.reply(status, body, kind))
    assert expected.format(url=played.url) in failing(played)


def test_wrong_triples(play: Callable) -> None:
    played = play(lambda it: it.reply(200, "<a:b> oops", "text/turtle"))
    assert "SPARQL results in text/turtle" in failing(played, text="CONSTRUCT WHERE { ?s ?p ?o }")


def test_rows_cut_by_the_server(play: Callable) -> None:
    played = play(lambda it: it.reply(200, json.dumps(ROWS), RESULTS, X_SPARQL_MaxRows="1"))
    assert "gives only the first 1 rows" in failing(played)
    played = play(lambda it: it.reply(200, json.dumps(ROWS), RESULTS, X_SQL_State="S1TAT"))
    assert "a part of the answer only" in failing(played)


def test_answer_that_breaks_off(play: Callable) -> None:
    def half(it: Handler) -> None:
        it.send_response(200)
        it.send_header("Content-Length", "5000")
        it.end_headers()
        it.wfile.write(b"{")

    assert "breaks off half-way" in failing(play(half))


def test_connection_closed_without_a_word(play: Callable) -> None:
    assert "closed without an answer" in failing(play(lambda it: it.connection.close()))


def test_answer_without_end(play: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 1 << 20)
    assert "more than 1 MiB" in failing(play(lambda it: it.reply(200, b" " * (3 << 20), RESULTS)))


def test_silence_is_waited_for_no_longer_than_the_limit(play: Callable) -> None:
    begin = time.monotonic()
    message = failing(play(lambda it: time.sleep(3)), timeout=0.3)
    assert "allowed: a longer --timeout" in message
    assert time.monotonic() - begin < 2


def test_a_byte_now_and_then_does_not_keep_the_door_open(play: Callable) -> None:
    def drip(it: Handler) -> None:
        for _ in range(40):
            it.wfile.write(b"H")
            it.wfile.flush()
            time.sleep(0.1)

    begin = time.monotonic()
    assert "no answer" in failing(play(drip), timeout=0.4)
    assert time.monotonic() - begin < 2


def asks_for(scheme: str) -> Callable[[Handler], None]:
    def answer(it: Handler) -> None:
        if "Authorization" in it.headers:
            good(it)
        else:
            it.reply(401, WWW_Authenticate=scheme)

    return answer


DIGEST = 'Digest realm="r", nonce="n", qop="auth", algorithm="MD5"'


@pytest.mark.parametrize(("scheme", "sent"), [("Basic realm=x", "Basic YW5uOnMzY3JldA=="), (DIGEST, "Digest username")])
def test_credentials_are_sent_once_asked_for(
    play: Callable, monkeypatch: pytest.MonkeyPatch, scheme: str, sent: str
) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "ann")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")
    played = play(asks_for(scheme))
    assert query(Endpoint(played.url), ASK).rows == (("tdo:claims",),)
    first, *rest = (headers.get("Authorization") for _, _, headers, _ in played.requests)
    assert first is None
    assert str(rest[-1]).startswith(sent)
    # A server that asks nobody is told nothing.
    played = play(good)
    query(Endpoint(played.url), ASK)
    assert "Authorization" not in played.requests[0][2]


def test_token(play: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken")
    played = play(asks_for("Bearer"))
    query(Endpoint(played.url), ASK)
    assert [headers.get("Authorization") for _, _, headers, _ in played.requests] == [None, "Bearer t0ken"]


@pytest.mark.parametrize(
    "given",
    [
        {"KG_ENDPOINT_USER": "ann"},
        {"KG_ENDPOINT_PASSWORD": "s3cret"},
        {"KG_ENDPOINT_USER": "ann", "KG_ENDPOINT_PASSWORD": "s3cret", "KG_ENDPOINT_TOKEN": "t0ken"},
    ],
)
def test_half_or_too_many_credentials(play: Callable, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    message = failing(play(asks_for("Basic")))
    assert "KG_ENDPOINT_USER, KG_ENDPOINT_PASSWORD, KG_ENDPOINT_TOKEN: allowed in the environment" in message
    assert not any(value in message for name, value in given.items() if name != "KG_ENDPOINT_USER")


def test_a_server_that_repeats_the_secret_does_not_get_it_shown(
    play: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "ann")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")

    def answer(it: Handler) -> None:
        if "Authorization" in it.headers:
            it.reply(500, "user ann with password s3cret failed")
        else:
            it.reply(401, WWW_Authenticate="Basic")

    assert "user ann with password … failed" in failing(play(answer))


def test_wrong_credentials_are_tried_once(play: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "ann")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")
    played = play(lambda it: it.reply(401, WWW_Authenticate="Basic"))
    assert "access denied" in failing(played)
    assert len(played.requests) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_on_the_same_server_is_followed_with_the_same_question(play: Callable, status: int) -> None:
    def answer(it: Handler) -> None:
        if it.path == "/sparql":
            it.reply(status, Location="/elsewhere")
        else:
            good(it)

    played = play(answer)
    assert query(Endpoint(played.url), ASK).rows
    assert [(method, path) for method, path, _, _ in played.requests] == [("POST", "/sparql"), ("POST", "/elsewhere")]
    assert played.requests[0][3] == played.requests[1][3]


@pytest.mark.parametrize("other", ["http://{}/sparql", "http://127.0.0.2:{1}/x", "https://127.0.0.1:{1}/x", "ftp://x/"])
def test_redirect_to_another_server_is_refused(play: Callable, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken")
    elsewhere = play(good)
    place = elsewhere.url.split("/")[2]
    played = play(lambda it: it.reply(307, Location=other.format(place, place.split(":")[1])))
    message = failing(played)
    assert "another server" in message or "an address that begins with" in message
    assert elsewhere.requests == []


def test_redirects_without_end(play: Callable) -> None:
    assert "redirects more than 5 times" in failing(play(lambda it: it.reply(307, Location="/sparql")))


def test_encrypted_address_of_the_same_server_may_follow() -> None:
    assert web._followed("http://a.example/x", "https://a.example/y") == "https://a.example/y"
    for new in ("https://b.example/y", "https://a.example:8443/y", "http://a.example:81/y"):
        with pytest.raises(EndpointError, match="another server"):
            web._followed("http://a.example/x", new)
    with pytest.raises(EndpointError, match="another server"):
        web._followed("https://a.example/x", "http://a.example/x")


def test_push_to_what_is_no_graph_store(play: Callable) -> None:
    with pytest.raises(EndpointError, match=r"does not take the graph \(HTTP 405: no\); allowed: a Graph Store"):
        push(b"<a:b> <a:b> <a:b> .\n", Target(play(lambda it: it.reply(405, "no")).url))


def test_push_with_an_update_address_loads_beside_and_moves(play: Callable) -> None:
    played = play(lambda it: it.reply(204))
    said = push(b"<a:b> <a:b> <a:b> .\n", Target(played.url, "urn:g", played.url))
    assert said == f"{played.url}: HTTP 204, 1 triples in urn:g"
    assert [method for method, *_ in played.requests] == ["HEAD", "PUT", "POST"]
    assert played.requests[1][1] == "/sparql?graph=urn%3Ag%23kg-push"
    assert parse_qs(played.requests[2][3].decode()) == {"update": ["MOVE <urn:g#kg-push> TO <urn:g>"]}


def test_push_whose_move_fails(play: Callable) -> None:
    played = play(lambda it: it.reply(500 if it.command == "POST" else 204, "no room"))
    with pytest.raises(EndpointError, match=r"does not move the new graph into its place \(HTTP 500: no room\)"):
        push(b"", Target(played.url, "urn:g", played.url))


def test_a_question_to_a_build_has_a_limit_too(store: object) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g rdfs:label ?i FILTER(STR(?c) < STR(?i)) }"
    begin = time.monotonic()
    with pytest.raises(EndpointError, match=r"query: no answer within 0\.2 seconds"):
        query(store, slow, timeout=0.2)  # type: ignore[arg-type]
    assert time.monotonic() - begin < 3
