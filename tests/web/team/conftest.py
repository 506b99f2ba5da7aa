"""A team's server in a program of its own, and browsers without scripts that ask it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from support.team_program import TESTS, environment


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: dict[str, str]

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Visitor:
    """A browser as a server sees it: it keeps cookies, and sends the hidden token of forms unless told not to."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> Answer:
        """The form sent with its hidden token."""
        return self.ask("POST", path, {"csrfmiddlewaretoken": self.forms_token(), **(fields or {})}, headers)

    def forms_token(self) -> str:
        """The hidden token of any page with a form."""
        if not self.token:
            page = self.get("/people/me/") if self.cookies.get("civharm") else self.get("/people/login/")
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
            assert found, page
            self.token = found[1]
        return self.token

    def ask(self, method: str, path: str, fields: dict[str, Any] | None, headers: dict[str, str]) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if fields is not None and sent.get("Content-Type") == "application/json":
            body = json.dumps(fields).encode()
        elif fields is not None:
            body = urlencode(fields, doseq=True).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        return self._send(method, path, body, sent)

    def send(self, path: str, body: bytes, kind: str) -> Answer:
        """A form as it is, of whichever kind."""
        return self._send("POST", path, body, {"Content-Type": kind})

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        sent = {"Host": f"127.0.0.1:{self.port}", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body=body, headers=sent)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        set_now = {}
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].strip().partition("=")
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = set_now[name] = value
        connection.close()
        return Answer(
            response.status, {name.lower(): value for name, value in response.headers.items()}, text, set_now
        )


@dataclass(frozen=True)
class Team:
    """The server, and what is in it."""

    port: int
    open_incident: str
    walled_incident: str
    claim: str
    walled_claim: str
    tokens: dict[str, str]
    sessions: dict[str, str]
    folder: Path

    def visitor(self, role: str | None = None) -> Visitor:
        """Somebody who has logged in, or who has not."""
        return Visitor(self.port, {"civharm": self.sessions[role]} if role else {})


def start(
    folder: Path, database_url: str | None = None, *, of: str = "plain"
) -> tuple["subprocess.Popen[str]", Team]:
    """The server; the caller ends it. `of` is the record that it makes: plain or hostile."""
    server = subprocess.Popen(
        [sys.executable, str(TESTS / "support" / "team_server.py"), str(folder), of],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(database_url),
    )
    assert server.stdout
    return server, Team(**json.loads(server.stdout.readline()), folder=folder)


def end(server: "subprocess.Popen[str]") -> None:
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with its people, to be copied: that is quicker than making one."""
    folder = tmp_path_factory.mktemp("team") / "casebook"
    server, _ = start(folder)
    end(server)
    return folder


@pytest.fixture(scope="session")
def team(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """One server for all tests that leave it as it is."""
    server, team = start(shutil.copytree(seeded, tmp_path_factory.mktemp("shared") / "casebook"))
    yield team
    end(server)


@pytest.fixture
def own_team(seeded: Path, tmp_path: Path) -> Iterator[Team]:
    """A server for one test: for those that change accounts or lock somebody out."""
    server, team = start(shutil.copytree(seeded, tmp_path / "casebook"))
    yield team
    end(server)


@pytest.fixture
def team_on_postgresql(new_postgresql: Callable[[], str], tmp_path: Path) -> Iterator[Team]:
    """A server whose casebook is on PostgreSQL."""
    server, team = start(tmp_path / "casebook", new_postgresql())
    yield team
    end(server)


@pytest.fixture(scope="module")
def hostile_team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A server whose record an attacker wrote."""
    server, team = start(tmp_path_factory.mktemp("hostile") / "casebook", of="hostile")
    yield team
    end(server)
