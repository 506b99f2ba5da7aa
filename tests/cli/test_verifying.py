"""`civharm verify`: a flipped byte, a missing file, a log with a line gone, changed, moved or cut off, each by name."""

import shutil

import pytest
from typer.testing import CliRunner

from civharm.casebook.store import Casebook
from civharm.cli.main import app
from civharm.model.ids import sha256_of
from civharm.model.reports import Capture
from civharm.publication.release.manifest import write_sums

PAGES = [b"An airstrike killed 12 people.", b"Shelling wounded four children.", b"Nothing was reported."]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify") / "casebook"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CIVHARM_DATABASE_URL", raising=False)
        casebook = Casebook.create(folder, actor="Mira")
    for number, page in enumerate(PAGES):
        capture = Capture(
            sha256=sha256_of(page),
            size=len(page),
            name=f"{number}.txt",
            method="file",
            captured_at=casebook.clock(),
        )
        casebook.add_capture(capture, page)
    casebook.close()
    return folder


@pytest.fixture
def kept(whole, tmp_path, monkeypatch):
    monkeypatch.delenv("CIVHARM_DATABASE_URL", raising=False)
    shutil.copytree(whole, tmp_path / "casebook")
    return tmp_path / "casebook"


def capture_of(folder):
    found = sorted(path for path in (folder / "captures").rglob("*") if path.is_file())[0]
    found.chmod(0o640)
    return found


def flip(folder):
    path = capture_of(folder)
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)


def edit_log(edit):
    def change(folder):
        log = folder / "custody.log"
        lines = log.read_bytes().splitlines(keepends=True)
        log.write_bytes(b"".join(edit(lines)))

    return change


FAULTS = {
    "a flipped byte": (flip, "was changed after it was kept"),
    "a missing capture": (lambda folder: capture_of(folder).unlink(), "no capture"),
    "a line of the log gone": (edit_log(lambda lines: [*lines[:1], *lines[2:]]), "differ at entry 2"),
    "a line of the log changed": (
        edit_log(lambda lines: [lines[0], lines[1].replace(b"captured", b"replaced"), *lines[2:]]),
        "differ at entry 2",
    ),
    "two lines of the log swapped": (
        edit_log(lambda lines: [lines[1], lines[0], *lines[2:]]),
        "differ at entry 1",
    ),
    "the end of the log cut off": (edit_log(lambda lines: lines[:-1]), "lacked its last 1 entries"),
}


@pytest.mark.parametrize(("harm_it", "words"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_as_it_was_left_is_named(kept, harm_it, words):
    harm_it(kept)
    told = CliRunner().invoke(app, ["verify", str(kept)])
    assert (told.exit_code, words in told.stdout) == (1, True)


def test_a_casebook_that_nobody_touched_is_well(kept):
    told = CliRunner().invoke(app, ["verify", str(kept)])
    assert (told.exit_code, "all is as it was left" in told.stdout) == (0, True)


def test_a_release_is_verified_too(tmp_path):
    (tmp_path / "incidents.csv").write_text("Id\n1\n")
    write_sums(tmp_path)
    assert CliRunner().invoke(app, ["verify", str(tmp_path)]).exit_code == 0
    (tmp_path / "incidents.csv").write_text("Id\n2\n")
    told = CliRunner().invoke(app, ["verify", str(tmp_path)])
    assert (told.exit_code, "incidents.csv is not as it was" in told.stdout) == (1, True)


def test_a_folder_that_is_neither_is_refused(tmp_path):
    assert CliRunner().invoke(app, ["verify", str(tmp_path)]).exit_code != 0
