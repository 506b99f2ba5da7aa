"""An OpenAI-compatible endpoint on loopback that answers as a test tells it to, over real HTTP."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

#: From the sentence that is asked about to what the model says of it.
Say = Callable[[str], object]


@dataclass
class ChatServer:
    """What the endpoint answers, and what it was asked."""

    say: Say
    status: int = 200
    raw: bytes | None = None
    drip_seconds: float = 0.0
    location: str | None = None
    finish_reason: str = "stop"
    port: int = 0
    questions: list[dict] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sentences(self) -> list[str]:
        return [json.loads(question["messages"][-1]["content"])["sentence"] for question in self.questions]

    def body(self, question: dict) -> bytes:
        if self.raw is not None:
            return self.raw
        said = self.say(json.loads(question["messages"][-1]["content"])["sentence"])
        content = said if isinstance(said, str) else json.dumps({"claims": said})
        choice = {"message": {"role": "assistant", "content": content}, "finish_reason": self.finish_reason}
        return json.dumps(
            {"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 20}}
        ).encode()


@contextmanager
def chat_server(say: Say = lambda _: [], **how: object) -> Iterator[ChatServer]:
    """The endpoint, for as long as the test needs it."""
    server = ChatServer(say=say, **how)  # type: ignore[arg-type]

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.questions.append(question)
            server.headers.append(dict(self.headers))
            server.paths.append(self.path)
            body = server.body(question)
            self.send_response(server.status)
            if server.location:
                self.send_header("Location", server.location)
            self.end_headers()
            with suppress(OSError):  # nobody may listen any more
                self._send(body)

        def _send(self, body: bytes) -> None:
            if not server.drip_seconds:
                self.wfile.write(body)
                return
            for at in range(len(body)):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                time.sleep(server.drip_seconds)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    httpd.daemon_threads = True
    server.port = httpd.server_port
    Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
