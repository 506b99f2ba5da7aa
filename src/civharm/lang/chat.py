"""One question and its answer over HTTP: any OpenAI-compatible chat-completions endpoint.

What is asked holds reports, which are personal data: by default it goes nowhere but to this machine.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from civharm.model.errors import InvalidEndpoint, NoAnswer, QuestionRefused

_PATH = "/chat/completions"
#: No answer of use is longer; what is longer is not read to its end.
_MOST_BYTES = 1_000_000
#: Statuses that speak of the question, not of the endpoint.
_OF_THE_QUESTION = frozenset({400, 413, 422})
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a language model answers, and how long it may take in all. The key is never shown nor kept."""

    scheme: str
    host: str
    port: int | None
    path: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0

    @property
    def name(self) -> str:
        """Scheme, host and port, for messages."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The body of an answer, and how long it took."""

    content: bytes
    seconds: float


def endpoint_at(
    url: str, *, model: str, key: str | None = None, may_leave: bool = False, seconds: float = 120.0
) -> Endpoint:
    """The endpoint at an address such as http://127.0.0.1:8080/v1.

    Raises InvalidEndpoint where it is malformed, or where texts would leave the machine and nobody said
    that they may (`may_leave`); then, too, they go over https alone.
    """
    parts = _parts(url)
    if not model.strip():
        raise InvalidEndpoint("the second reader needs the model's name: its claims bear it")
    if not _is_loopback(parts.hostname or ""):
        _check_may_leave(parts, may_leave)
    path = parts.path.rstrip("/")
    if not path.endswith(_PATH):
        path = (path or "/v1") + _PATH
    return Endpoint(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port,
        path=path,
        model=model.strip(),
        key=_checked(key),
        seconds=seconds,
    )


class Chat:
    """Puts questions to an endpoint: no redirects, no proxy, one time limit for all of each answer."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def __call__(self, question: bytes) -> Reply:
        """The body of the answer. Raises NoAnswer, or QuestionRefused where another question may do better."""
        started = monotonic()
        connection = self._connection()
        try:
            connection.connect()
            with _cut_off_after(self.endpoint.seconds, connection.sock):
                content = self._exchange(connection, question)
        except (OSError, HTTPException) as error:
            self._check_time(started)
            raise NoAnswer(f"{self.endpoint.name} gives no answer ({_fault(error)})") from None
        finally:
            connection.close()
        self._check_time(started)
        return Reply(content=content, seconds=monotonic() - started)

    def _connection(self) -> HTTPConnection:
        end = self.endpoint
        if end.scheme == "https":
            context = ssl.create_default_context()
            return HTTPSConnection(end.host, end.port, timeout=end.seconds, context=context)
        return HTTPConnection(end.host, end.port, timeout=end.seconds)

    def _exchange(self, connection: HTTPConnection, question: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        connection.request("POST", self.endpoint.path, question, headers)
        response = connection.getresponse()
        self._check_status(response)
        content = response.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise NoAnswer(f"{self.endpoint.name} sends more than {_MOST_BYTES:,} bytes for one answer")
        return content

    def _check_status(self, response: HTTPResponse) -> None:
        if response.status in _OF_THE_QUESTION:
            raise QuestionRefused(f"{self.endpoint.name} refuses the question (HTTP {response.status})")
        if response.status != _OK:
            raise NoAnswer(f"{self.endpoint.name} gives no answer (HTTP {response.status})")

    def _check_time(self, started: float) -> None:
        if monotonic() - started >= self.endpoint.seconds:
            raise NoAnswer(f"{self.endpoint.name} gives no answer within {self.endpoint.seconds:g} s")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if not is_address or not parts.path.isascii() or any(c.isspace() for c in url.strip()):
        raise InvalidEndpoint("the second reader's address is none: it looks like http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise InvalidEndpoint(
            "the second reader's address holds more than an address: a key goes into CIVHARM_MODEL_KEY"
        )
    return parts


def _check_may_leave(parts: SplitResult, may_leave: bool) -> None:
    where = parts.hostname
    if not may_leave:
        raise InvalidEndpoint(
            f"{where} is not this machine, and reports hold personal data: "
            "say --texts-may-leave if they may be sent there"
        )
    if parts.scheme != "https":
        raise InvalidEndpoint(f"texts go to {where} over https alone: nobody on the way may read them")


def _is_loopback(host: str) -> bool:
    """By the address alone: a name may mean another machine tomorrow, "localhost" is looked up now."""
    if host == "localhost":
        return all(ipaddress.ip_address(address).is_loopback for address in _addresses(host))
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _addresses(host: str) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []


def _checked(key: str | None) -> str | None:
    key = (key or "").strip()
    if not key.isascii() or not key.isprintable():
        raise InvalidEndpoint("the key of the second reader (CIVHARM_MODEL_KEY) holds what no key can hold")
    return key or None


@contextmanager
def _cut_off_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """Ends the connection then: a server that sends a byte now and then never hits a time limit of the socket."""
    watch = Timer(seconds, _shut, [sock])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        sock.shutdown(socket.SHUT_RDWR)


def _fault(error: OSError | HTTPException) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
