"""A casebook with a few reports and a signed incident, on each database."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from civharm.model.decisions import Action, Decision
from civharm.model.ids import sha256_of
from civharm.model.reports import Capture

SCRIPT = Path(__file__).parent.parent / "casebook" / "read_folder.py"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(4):
        words = f"The mayor of Arn said that shells had killed {number + 2} people in the market. "
        (folder / f"{number:02}.txt").write_text(words + "It had rained there for days before they fell.")
    return folder


@pytest.fixture
def run(database_url: str | None):
    """Runs a program on the database, as a person would."""

    def start(*command: str, url: str | None = database_url) -> "subprocess.Popen[str]":
        environment = {**os.environ} | ({"CIVHARM_DATABASE_URL": url} if url else {})
        return subprocess.Popen(
            [sys.executable, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )

    return start


@pytest.fixture
def read(run, tmp_path: Path):
    """Reads a folder into the casebook, in a program of its own."""

    def reading(folder: Path) -> "subprocess.Popen[str]":
        return run(str(SCRIPT), str(folder), str(tmp_path / "casebook"))

    return reading


@pytest.fixture
def kept(read, texts: Path, tmp_path: Path, database_url: str | None) -> Casebook:
    assert "all read" in read(texts).communicate()[0]
    casebook = Casebook.open(tmp_path / "casebook", database_url=database_url, actor="Mira")
    sign(casebook, casebook.incidents()[0].id)
    return casebook


def sign(casebook: Casebook, incident: str) -> None:
    casebook.decide(
        Decision(
            id="signed",
            action=Action.SIGN_GRADING,
            target=incident,
            author="Mira",
            reason="the mayor was there",
            decided_at=datetime.now(UTC),
            change={"grading": "weak"},
        )
    )


@pytest.fixture
def new_text():
    """Keeps a text as a capture of a casebook."""

    def keep(casebook: Casebook, words: str) -> Capture:
        content = words.encode()
        capture = Capture(
            sha256=sha256_of(content),
            size=len(content),
            name="new.txt",
            method="file",
            captured_at=casebook.clock(),
        )
        casebook.add_capture(capture, content)
        return capture

    return keep


@pytest.fixture
def small(tmp_path: Path, database_url: str | None, new_text) -> Casebook:
    """A casebook with one capture, which nobody read."""
    casebook = Casebook.create(tmp_path / "casebook", database_url=database_url, actor="Mira")
    new_text(casebook, "The mayor of Arn said that shells had killed 7 people.")
    return casebook
