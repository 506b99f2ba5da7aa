"""One question over HTTP: where it may go, and what becomes of servers that fail, drag or mislead."""

import socket
import time

import pytest

from civharm.lang.chat import Chat, Endpoint, endpoint_at
from civharm.model.errors import InvalidEndpoint, NoAnswer, QuestionRefused
from support.chat_server import ChatServer, chat_server

QUESTION = b'{"messages": [{"content": "{\\"sentence\\": \\"x\\"}"}]}'


def chat(server: ChatServer, **how: object) -> Chat:
    return Chat(endpoint_at(server.url, model="m", **how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://127.0.0.1:8080", "/v1/chat/completions"),
        ("http://127.0.0.1:8080/", "/v1/chat/completions"),
        ("http://127.8.9.10:8080/v1/", "/v1/chat/completions"),
        ("http://[::1]:8080/api/v3", "/api/v3/chat/completions"),
        ("http://localhost/v1/chat/completions", "/v1/chat/completions"),
        ("https://127.0.0.1", "/v1/chat/completions"),
    ],
)
def test_an_address_on_this_machine_is_taken(url: str, path: str):
    assert endpoint_at(url, model="m").path == path


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.1.5:8080/v1",
        "https://api.example.org/v1",
        "http://0.0.0.0:8080",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://2130706433:8080",
        "http://[::ffff:8.8.8.8]/",
    ],
)
def test_another_machine_is_refused_unless_texts_may_leave(url: str):
    with pytest.raises(InvalidEndpoint, match=r"is not this machine.*--texts-may-leave"):
        endpoint_at(url, model="m")


def test_what_leaves_the_machine_goes_over_https_alone():
    with pytest.raises(InvalidEndpoint, match="over https alone"):
        endpoint_at("http://api.example.org/v1", model="m", may_leave=True)
    assert endpoint_at("https://api.example.org/v1", model="m", may_leave=True).host == "api.example.org"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8080",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:0x50",
        "http://127.0.0.1/ä",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/v1\r\nHost: example.org",
        "http://[::1",
    ],
)
def test_what_is_no_address_is_refused(url: str):
    with pytest.raises(InvalidEndpoint, match="looks like"):
        endpoint_at(url, model="m")


@pytest.mark.parametrize(
    "url",
    ["http://user:secret@127.0.0.1/", "http://127.0.0.1@example.org/", "http://127.0.0.1/v1?key=secret"],
)
def test_a_key_in_the_address_is_refused_and_not_repeated(url: str):
    with pytest.raises(InvalidEndpoint) as refused:
        endpoint_at(url, model="m", may_leave=True)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("key", ["sec\r\nret", "sécret", "sec\x00ret"])
def test_a_key_that_is_none_is_refused_and_not_repeated(key: str):
    with pytest.raises(InvalidEndpoint) as refused:
        endpoint_at("http://127.0.0.1", model="m", key=key)
    assert key not in str(refused.value)


def test_a_model_without_a_name_is_refused():
    with pytest.raises(InvalidEndpoint, match="name"):
        endpoint_at("http://127.0.0.1", model=" ")


def test_the_key_goes_into_the_header_and_nowhere_else():
    with chat_server() as server:
        asking = chat(server, key=" secret\n")
        asking(QUESTION)
        assert server.headers[0]["Authorization"] == "Bearer secret"
    assert "secret" not in repr(asking.endpoint)


def test_without_a_key_none_is_sent():
    with chat_server() as server:
        chat(server)(QUESTION)
        assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_an_endpoint_that_fails_gives_no_answer(status: int):
    with chat_server(status=status) as server, pytest.raises(NoAnswer, match=f"HTTP {status}"):
        chat(server)(QUESTION)


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_question_that_is_refused_says_nothing_of_the_next(status: int):
    with chat_server(status=status) as server, pytest.raises(QuestionRefused):
        chat(server)(QUESTION)


def test_a_redirect_is_not_followed():
    with chat_server() as other, chat_server(status=307, location=other.url) as server:
        with pytest.raises(NoAnswer, match="HTTP 307"):
            chat(server)(QUESTION)
        assert other.questions == []


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch):
    with chat_server() as proxy, chat_server() as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        chat(server)(QUESTION)
        assert (len(proxy.questions), len(server.questions)) == (0, 1)


def test_a_server_that_drips_is_cut_off_in_time():
    with chat_server(drip_seconds=0.05) as server:
        started = time.monotonic()
        with pytest.raises(NoAnswer, match=r"within 0\.4 s"):
            chat(server, seconds=0.4)(QUESTION)
        assert time.monotonic() - started < 3


def test_a_server_that_says_nothing_is_cut_off_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NoAnswer, match=r"within 0\.3 s"):
            Chat(endpoint_at(url, model="m", seconds=0.3))(QUESTION)


def test_an_endless_answer_is_not_read_to_its_end():
    with chat_server(raw=b" " * 1_500_000) as server, pytest.raises(NoAnswer, match="more than"):
        chat(server)(QUESTION)


def test_a_server_that_is_not_there_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NoAnswer, match=f"127.0.0.1:{port} gives no answer"):
        Chat(endpoint_at(f"http://127.0.0.1:{port}", model="m"))(QUESTION)


def test_the_name_of_an_endpoint_holds_no_path():
    end = Endpoint(scheme="http", host="::1", port=8080, path="/secret/chat/completions", model="m")
    assert end.name == "http://[::1]:8080"
