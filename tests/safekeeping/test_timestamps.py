"""The end of the chain stamped by an authority, and checked without it: by civharm and by openssl."""

import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from civharm.casebook.store import Casebook
from civharm.cli.main import app
from civharm.model.errors import CasebookError, InvalidInput
from civharm.safekeeping.checking import all_faults
from civharm.safekeeping.timestamps import stamp
from support.stamping_authority import make_authority, serving


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    make_authority(folder)
    with serving(folder) as answers:
        yield answers


@pytest.fixture
def answers(authority):
    authority.status, authority.padding, authority.instead = 200, 0, None
    return authority


@pytest.fixture
def stamped(small, answers) -> Casebook:
    """A casebook that names the authority."""
    return naming(small, answers)


def naming(casebook, answers):
    shutil.copy(answers.folder / "root.pem", casebook.folder.path / "authority.pem")
    with (casebook.folder.path / "casebook.toml").open("a") as toml:
        toml.write(f'[timestamps]\nauthority = "{answers.address}"\nroot = "authority.pem"\n')
    return casebook


def test_the_end_of_the_chain_is_stamped_once(stamped):
    head = stamped.custody()[-1]
    made, _ = stamp(stamped)
    assert made.entry == head
    assert [entry.action for entry in stamped.custody()][-1] == "timestamped"
    assert stamp(stamped) is None
    assert list(all_faults(stamped)) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_openssl_alone_checks_a_timestamp(stamped):
    made, _ = stamp(stamped)
    command = (
        f"sed -n {made.entry.seq}p custody.log | openssl ts -verify -data /dev/stdin "
        f"-in timestamps/{made.entry.seq:08}.tsr -CAfile timestamps/{made.entry.seq:08}.pem"
    )
    done = subprocess.run(
        command, shell=True, cwd=stamped.folder.path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Verification: OK" in done.stdout + done.stderr) == (0, True), done.stderr


def flip(path):
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)


FAULTS = {
    "a changed answer": (lambda made, _other: flip(made.answer_path), "not the one that the chain"),
    "a missing answer": (lambda made, _other: made.answer_path.unlink(), "is missing"),
    "another root": (
        lambda made, _other: made.root_path.write_text("no certificate"),
        "not the one that the chain",
    ),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("harm_it", "words"), FAULTS.values(), ids=FAULTS)
def test_a_timestamp_that_is_not_as_it_was_is_named(stamped, harm_it, words):
    made, _ = stamp(stamped)
    harm_it(made, None)
    told = CliRunner().invoke(app, ["verify", str(stamped.folder.path)])
    assert (told.exit_code, words in told.stdout) == (1, True), told.stdout


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_timestamp_of_other_bytes_is_refused(stamped, answers):
    answers.instead = answers.to(_question_on(b"other bytes"))
    before = stamped.custody()
    with pytest.raises(InvalidInput, match="no valid timestamp"):
        stamp(stamped)
    assert stamped.custody() == before
    assert not stamped.folder.timestamps_path.exists()


def _question_on(stamped):
    from civharm.safekeeping.authority import question_on

    return question_on(stamped)[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_authority_is_not_believed(stamped, tmp_path):
    (tmp_path / "other").mkdir()
    make_authority(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "root.pem", stamped.folder.path / "authority.pem")
    with pytest.raises(InvalidInput, match="no valid timestamp"):
        stamp(stamped)


ANSWERS = {
    "an error": ({"status": 503}, "status 503"),
    "a redirect": ({"status": 302}, "status 302"),
    "an endless answer": ({"padding": 300_000}, "more than"),
    "a page": ({"instead": b"<html>busy</html>"}, "no valid timestamp"),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("how", "words"), ANSWERS.values(), ids=ANSWERS)
def test_what_is_no_timestamp_is_said(stamped, answers, how, words):
    for name, value in how.items():
        setattr(answers, name, value)
    with pytest.raises(InvalidInput, match=words):
        stamp(stamped)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "address", ["http://example.org/tsa", "ftp://127.0.0.1/", "https://a:b@example.org/"]
)
def test_only_an_address_that_nobody_can_listen_to_is_asked(small, answers, address):
    answers.address, before = address, answers.address
    naming(small, answers)
    answers.address = before
    with pytest.raises(InvalidInput, match="https"):
        stamp(small)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_an_authority_it_is_said_how_to_name_one(small):
    with pytest.raises(CasebookError, match=r"\[timestamps\]"):
        stamp(small)
