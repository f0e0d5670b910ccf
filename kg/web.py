"""HTTP for SPARQL endpoints: one request, one whole answer or one clear error.

Credentials come from the environment (``KG_ENDPOINT_USER`` with ``KG_ENDPOINT_PASSWORD``, or ``KG_ENDPOINT_TOKEN``).
They are sent only after the server asked for them, in the way that it asked for (Digest before Basic), never to
another server that the first one redirects to, and never in a message.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.errors import EndpointError

__all__ = ["MOST_BYTES", "Reply", "open_session", "send", "shown", "within", "words"]

MOST_BYTES = 1 << 30
"""An answer with more bytes than this is refused, so that an endless one cannot fill the memory."""

_MOST_REDIRECTS = 5
_MARKUP = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
_USER, _PASSWORD, _TOKEN = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: status, headers (names in any case), body, and the address that gave it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def open_session() -> requests.Session:
    """A session that sends no credentials of its own accord (requests would look into ``~/.netrc``)."""
    session = requests.Session()
    session.auth = _anonymous
    # Virtuoso breaks off compressed answers that have nothing in them.
    session.headers["Accept-Encoding"] = "identity"
    return session


def send(
    session: requests.Session,
    method: str,
    url: str,
    *,
    timeout: float,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    data: bytes | Mapping[str, str] | None = None,
) -> Reply:
    """Send one request and read the whole answer, of any status.

    Parameters
    ----------
    session
        From `open_session`; remembers how the server wants to be told who asks.
    method, url, params, headers, data
        As HTTP has them; a mapping as ``data`` is sent as a form.
    timeout
        Seconds for everything together.

    Raises
    ------
    EndpointError
        Where the address is none, nothing answers there, the answer takes too long, breaks off, is too big or leads
        to another server; or where half of a pair of credentials is set.
    """
    _check(url)
    request = {"params": params, "headers": dict(headers or {}), "data": data}
    return within(timeout, shown(url), lambda: _sent(session, method, url, time.monotonic() + timeout, request))


def within[T](timeout: float, what: str, work: Callable[[], T]) -> T:
    """What ``work`` returns or raises, if that takes no longer than ``timeout`` seconds.

    Raises
    ------
    EndpointError
        Where it takes longer. The work goes on in a thread that does not keep the program from ending.
    """
    outcome: list[Callable[[], T]] = []

    def run() -> None:
        try:
            value = work()
        except BaseException as error:
            outcome.append(_raiser(error))
        else:
            outcome.append(lambda: value)

    # A server that sends a byte now and then never meets a time limit on single reads, so the clock runs here.
    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout)
    if not outcome:
        raise EndpointError(f"{what}: no answer within {timeout:g} seconds; allowed: a longer --timeout")
    return outcome[0]()


def shown(url: str) -> str:
    """The address without what may be secret: user, password, query string."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


def words(reply: Reply) -> str:
    """What the server says, in one line of at most 200 characters, without mark-up and without credentials."""
    text = _MARKUP.sub(" ", reply.body[:20_000].decode("utf-8", "replace"))
    for secret in filter(None, (os.environ.get(name) for name in (_PASSWORD, _TOKEN))):
        text = text.replace(secret, "…")
    text = " ".join(text.split())
    return f"{text[:200]}…" if len(text) > 200 else text


def _raiser(error: BaseException) -> Callable[[], Any]:
    def again() -> Any:
        raise error

    return again


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise EndpointError(
            f"endpoint {url.rpartition('@')[2]!r}; allowed: an address that begins with http:// or https://"
        )
    if parts.username is not None or parts.password is not None:
        raise EndpointError(
            f"endpoint {shown(url)}: its address has a user or password in it; allowed: {_USER} and {_PASSWORD} in the "
            "environment"
        )


def _sent(session: requests.Session, method: str, url: str, deadline: float, request: dict[str, Any]) -> Reply:
    for _ in range(_MOST_REDIRECTS):
        reply = _once(session, method, url, deadline, request)
        if reply.status == 401 and session.auth is _anonymous and (auth := _credentials(reply)):
            session.auth = auth
            reply = _once(session, method, url, deadline, request)
        target = reply.headers.get("Location")
        if reply.status not in {301, 302, 307, 308} or target is None:
            return reply
        url = _followed(url, urljoin(url, target))
        # The new address has the old one's parameters already, or wants none.
        request = {**request, "params": request["params"] if "?" not in target else None}
    raise EndpointError(f"{shown(url)}: redirects more than {_MOST_REDIRECTS} times; allowed: the final address")


def _once(session: requests.Session, method: str, url: str, deadline: float, request: dict[str, Any]) -> Reply:
    left = max(deadline - time.monotonic(), 0.001)
    try:
        with session.request(method, url, timeout=left, stream=True, allow_redirects=False, **request) as response:
            body = bytearray()
            for chunk in response.iter_content(1 << 16):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise EndpointError(f"{shown(url)}: more than {MOST_BYTES >> 20} MiB; allowed: less (add a LIMIT)")
                if time.monotonic() > deadline:
                    raise requests.Timeout
            return Reply(response.status_code, response.headers, bytes(body), url)
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
        raise EndpointError(f"{shown(url)}: the answer breaks off half-way; allowed: a whole one (try again)") from None
    except requests.Timeout:
        raise EndpointError(f"{shown(url)}: no answer in time; allowed: a longer --timeout") from None
    except requests.exceptions.SSLError as error:
        raise EndpointError(f"{shown(url)}: {_reason(error)}; allowed: a server with a valid certificate") from None
    except requests.RequestException as error:
        raise EndpointError(f"{shown(url)}: {_reason(error)}; allowed: the address of a running endpoint") from None


def _reason(error: Exception) -> str:
    """The last, most precise part of a chain of complaints."""
    text = str(error)
    if found := re.search(r"\[Errno -?\d+\] ([^'\")\]]+)|certificate verify failed: ([^(]+)", text):
        return (found[1] or found[2]).strip().lower()
    if "RemoteDisconnected" in text or "aborted" in text:
        return "the connection was closed without an answer"
    return f"cannot be reached ({type(error).__name__})"


def _followed(old: str, new: str) -> str:
    """The new address, if it is on the same server, or is the same server's encrypted one."""
    _check(new)
    before, after = urlsplit(old), urlsplit(new)
    same = (before.scheme, before.hostname, before.port) == (after.scheme, after.hostname, after.port)
    safer = (before.scheme, after.scheme) == ("http", "https") and before.hostname == after.hostname
    if not same and not (safer and before.port in {None, 80} and after.port in {None, 443}):
        raise EndpointError(
            f"{shown(old)}: leads to another server, {shown(new)}; allowed: that address itself, if you trust it"
        )
    return new


def _anonymous(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


@dataclass(frozen=True, slots=True)
class _Bearer(AuthBase):
    token: str

    def __repr__(self) -> str:
        return "_Bearer(…)"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def _credentials(reply: Reply) -> AuthBase | None:
    """How to answer a server that asks who is there; None where the environment does not say."""
    user, password, token = (os.environ.get(name) for name in (_USER, _PASSWORD, _TOKEN))
    if token and not user:
        return _Bearer(token)
    if token or bool(user) != bool(password):
        raise EndpointError(f"{_USER}, {_PASSWORD}, {_TOKEN}: allowed in the environment: the first two, or the last")
    if not user or not password:
        return None
    schemes = reply.headers.get("WWW-Authenticate", "").lower()
    return HTTPDigestAuth(user, password) if "digest" in schemes else HTTPBasicAuth(user.encode(), password.encode())
