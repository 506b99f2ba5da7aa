"""Retention on the command line: what is due is listed, and nothing goes before it was foreseen and confirmed."""

import json
import re

import pytest

from support.commands import run

SIGN = ("--author", "Ada", "--reason", "the family asked for it")
FIRST = "An airstrike killed five civilians in Mosul on 17 March 2017, residents said. Zubaydan saw it."
SECOND = "An airstrike killed seven civilians in Mosul on 17 March 2017, officials said."


@pytest.fixture
def texts(tmp_path, monkeypatch):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    monkeypatch.setenv("CIVHARM_CASEBOOK", str(tmp_path / "casebook"))
    assert run("read", folder).exit_code == 0
    return folder


def report_of(words):
    lines = (json.loads(line) for line in run("claims", "--format", "jsonl").stdout.splitlines())
    return next(each["report"] for each in lines if words in str(each.get("quote")))


def test_nothing_is_destroyed_before_it_is_confirmed(texts, tmp_path):
    told = run("destroy", report_of("five"), *SIGN)
    assert told.exit_code == 1
    assert "incident IQ-20170317-a: civilians killed" in told.stdout
    (sha256,) = re.findall(r"--confirm ([0-9a-f]{64})", told.stdout)
    assert "first.txt" in run("retention").stdout or "nothing is due" in run("retention").stdout
    wrong = run("destroy", report_of("five"), *SIGN, "--confirm", sha256[:12])
    assert wrong.exit_code == 1
    assert report_of("five")
    done = run("destroy", sha256, *SIGN, "--confirm", sha256)
    assert done.exit_code == 0, done.output
    assert "still hold it" in done.stdout
    assert "airstrike killed five" not in run("claims", "--format", "jsonl").stdout
    assert sha256[:8] in run("retention", "--destroyed").stdout
    assert run("verify", tmp_path / "casebook").exit_code == 0
    assert run("rebuild", "--check").exit_code == 0


def test_what_was_destroyed_is_not_read_again(texts):
    (sha256,) = re.findall(r"--confirm ([0-9a-f]{64})", run("destroy", report_of("five"), *SIGN).stdout)
    assert run("destroy", sha256, *SIGN, "--confirm", sha256).exit_code == 0
    again = run("read", texts)
    assert "destroyed by decision" in again.output
    assert "airstrike killed five" not in run("claims", "--format", "jsonl").stdout


def test_a_hold_prevents_it(texts):
    assert run("decide", "hold", report_of("five"), *SIGN).exit_code == 0
    told = run("destroy", report_of("five"), *SIGN)
    assert "is held" in str(told.exception)


def test_a_policy_that_is_misspelt_is_told(texts, tmp_path):
    with (tmp_path / "casebook" / "casebook.toml").open("a") as toml:
        toml.write("[retention]\nwithout_ham = 3\n")
    assert "without_ham is not understood" in str(run("retention").exception)
