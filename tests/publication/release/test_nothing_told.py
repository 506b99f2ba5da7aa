"""What must not be told stands in no byte of what leaves the team: not of a release, nor of its site, nor of public sheets."""

import json

import pytest

from support.commands import run
from support.told import files_that_tell

TOLD = """Tel Warda, 17 March 2017

An airstrike killed five civilians in Mosul on Friday, 17 March 2017, residents said. The dead were civilians, among
them Huda Karam, 9.

"The house fell on them," said Sami Odeh, a neighbour. Odeh wept. Three other people were wounded, among them Rana Saleh, 12.

Mayor Odo Vell confirmed the deaths. Vell said the army had struck the wrong house. A page of HUDA-KARAM lists them;
odo_vell wrote it.
"""
ARABIC = """استشهاد ليلى جاسم إثر قصف على حي في الموصل يوم الجمعة 17 آذار 2017، كما قال سكان، وجرح طفلان. ودفنت جاسم أمس."""
VILLAGE = """Norhaven, 20 May 2021

Shells killed three civilians in Qayyarah on Thursday, 20 May 2021, residents said. It happened at 35.79531, 43.29216.
"""
SIGN = ("--author", "Ada", "--reason", "they asked for it")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, words in (("told.txt", TOLD), ("arabic.txt", ARABIC), ("village.txt", VILLAGE)):
        (texts / name).write_text(words, encoding="utf-8")
    monkeypatch.setenv("CIVHARM_CASEBOOK", str(tmp_path / "casebook"))
    assert run("read", texts).exit_code == 0
    for incident in incidents():
        assert run("decide", "sign", incident, "weak", *SIGN).exit_code == 0
    return tmp_path


def lines(*command):
    found = run(*command, "--format", "jsonl")
    assert found.exit_code == 0, found.output
    return [json.loads(line) for line in found.stdout.splitlines() if line.startswith("{")]


def incidents():
    return [each["code"] for each in lines("incidents") if each.get("code")]


def speaker(name):
    """A claim that they speak in, found by who may see names."""
    return next(
        each["id"] for each in lines("claims", "--show-protected") if name in str(each.get("speaker"))
    )


def person(name):
    for incident in incidents():
        for each in lines("victims", "list", incident, "--show-protected"):
            if name in str(each["names"]):
                return each["id"]
    raise AssertionError(f"nobody reads {name}")


def consent(whose, answer, *more):
    said = run("decide", "consent", whose, answer, "--for", "publish", "--how", "by telephone", *SIGN, *more)
    assert said.exit_code == 0, said.output


def told_by(folder, *words, options=()):
    """The files that tell one of the words, of all that a team publishes."""
    out = folder / "out"
    made = run("publish", "--to", out / "release", "--site", *options)
    assert made.exit_code == 0, made.output
    for incident in incidents():
        assert run("rfi", incident, "--to", out / f"rfi-{incident}.md").exit_code == 0
    assert run("report", "--month", "2017-03", "--to", out / "month.md").exit_code == 0
    assert run("page", out / "page.html").exit_code == 0
    assert len(list((out / "release").rglob("*.*"))) > 20
    return files_that_tell(out, words)


NAMES = ("Huda Karam", "Huda-Karam", "Karam", "Sami Odeh", "Odeh", "Rana Saleh", "Saleh", "ليلى جاسم", "جاسم")


def test_names_that_are_private_by_default(folder):
    assert told_by(folder, *NAMES) == []


def test_an_official_is_named_until_he_refuses(folder):
    assert any(line.startswith("release/claims.csv") for line in told_by(folder, "Odo Vell"))


def test_whoever_refuses_is_named_nowhere(folder):
    for whose in (speaker("Odo Vell"), person("Huda Karam"), speaker("Sami Odeh")):
        consent(whose, "refused", "--also-called", "Abu Majd Velli")
    assert told_by(folder, *NAMES, "Odo Vell", "odo_vell", "Vell ", "Velli", "by telephone") == []


def test_who_agreed_is_named_where_the_release_is_to_name_them(folder):
    consent(person("Huda Karam"), "given")
    consent(person("Rana Saleh"), "given")  # a living child
    assert told_by(folder, *NAMES) == []


def test_named_with_consent(folder):
    consent(person("Huda Karam"), "given")
    consent(person("Rana Saleh"), "given")
    told = told_by(folder, *NAMES, options=["--with-consented-names"])
    assert {line.rpartition(": ")[2] for line in told} == {"Huda Karam", "Karam"}
    assert any(line.startswith("release/claims.csv") for line in told)
    assert not any(line.startswith("page.html") for line in told)


def test_who_takes_it_back_is_named_no_more(folder):
    consent(person("Huda Karam"), "given")
    consent(person("Huda Karam"), "withdrawn")
    assert told_by(folder, *NAMES, options=["--with-consented-names"]) == []


PLACE = ("35.79531", "43.29216", "35.795", "43.292", "Qayyarah", "Qayyara")


def test_a_place_that_is_shown_coarsely_is_told_nowhere(folder):
    village = next(each for each in incidents() if "20210520" in each)
    before = told_by(folder, "Qayyarah")
    assert before
    made = run("decide", "coarsen", village, "country", *SIGN)
    assert made.exit_code == 0, made.output
    out = folder / "again"
    out.mkdir()
    assert told_by(out, *PLACE) == []


def test_words_that_were_blacked_out_are_told_nowhere(folder):
    sought = ("wrong house", "zuwrong", "lists them")
    assert told_by(folder, "wrong house")
    report = next(each["report"] for each in lines("claims") if "Vell" in str(each["quote"]))
    made = run("decide", "redact", report, "--quote", "wrong house", "--quote", "lists them", *SIGN)
    assert made.exit_code == 0, made.output
    out = folder / "again"
    out.mkdir()
    assert told_by(out, *sought) == []


def test_no_mask_in_what_is_published_is_as_long_as_a_name(folder):
    assert told_by(folder, "█" * 6) == []
