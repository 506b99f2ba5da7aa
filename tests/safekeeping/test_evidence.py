"""A bag of one incident: valid by the bagit library, and checked by sha256sum and openssl alone, as its report says."""

import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import bagit
import pytest

from civharm.casebook.custody import entry_of, hash_of, verify_chain
from civharm.codebook.load import default_codebook
from civharm.model.consent import Purpose
from civharm.model.decisions import Action, Decision
from civharm.model.errors import CasebookError, InvalidDecision
from civharm.publication.hidden import MASK
from civharm.publication.lines import claim_from_line
from civharm.safekeeping.checking import all_faults
from civharm.safekeeping.evidence import Handover, export_evidence
from civharm.safekeeping.evidence_sheet import CHAIN_CHECK
from civharm.safekeeping.timestamps import stamp
from support.stamping_authority import make_authority, serving

HANDOVER = Handover(by="Mira", reason="asked for by the court", at=datetime(2026, 3, 4, 5, 6, tzinfo=UTC))


def export(casebook, to, handover=HANDOVER, name=None):
    name = name or casebook.incidents()[0].code
    return export_evidence(name, casebook, to, handover=handover, codebook=default_codebook())


def shell(command: str, folder) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def bag(kept, tmp_path):
    export(kept, tmp_path / "bag")
    return tmp_path / "bag"


def test_the_bag_is_valid_and_says_who_took_it_out(kept, bag):
    found = bagit.Bag(str(bag))
    assert found.validate()
    assert (found.info["Exported-By"], found.info["Reason-For-Export"]) == ("Mira", HANDOVER.reason)
    last = kept.custody()[-1]
    manifest = (bag / "manifest-sha256.txt").read_bytes()
    detail = {"manifest": hashlib.sha256(manifest).hexdigest(), "reason": HANDOVER.reason, "purpose": "court"}
    assert (last.action, last.actor, last.detail_sha256) == ("evidence_exported", "Mira", hash_of(detail))
    assert "protected_read" in [entry.action for entry in kept.custody()]
    assert list(all_faults(kept)) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_act_on_its_evidence_is_in_the_bag_with_what_was_hashed(bag):
    entries = [entry_of(line) for line in (bag / "data/custody/custody.log").read_bytes().splitlines()]
    assert [entry.seq for entry in entries] == list(range(entries[0].seq, entries[-1].seq + 1))
    held = {path.stem for path in (bag / "data/custody/details").iterdir()}
    captures = {path.name for path in (bag / "data/captures").iterdir()}
    incident = json.loads((bag / "data/incident.json").read_text())
    reports = {json.loads(line)["id"] for line in (bag / "data/reports.jsonl").read_text().splitlines()}
    own = [entry for entry in entries if entry.subject in {*captures, *reports, incident["id"], "signed"}]
    acts = {entry.action for entry in own}
    assert {"captured", "report_kept", "read", "incident_given", "grading_signed", "protected_read"} <= acts
    assert [entry.action for entry in own if entry.detail_sha256 not in held] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_says_how_to_check_and_that_works(kept, tmp_path):
    make_authority_folder = tmp_path / "authority"
    make_authority_folder.mkdir()
    make_authority(make_authority_folder)
    with serving(make_authority_folder) as answers:
        shutil.copy(make_authority_folder / "root.pem", kept.folder.path / "authority.pem")
        with (kept.folder.path / "casebook.toml").open("a") as toml:
            toml.write(f'[timestamps]\nauthority = "{answers.address}"\nroot = "authority.pem"\n')
        stamp(kept)
    export(kept, tmp_path / "bag")
    told = (tmp_path / "bag/data/report.md").read_text()
    commands = [line.strip() for line in told.splitlines() if re.match(r" {4}(sha256sum|cd data)", line)]
    commands = [line for line in commands if line != CHAIN_CHECK[0]]
    assert len(commands) == 5
    done = [shell(command, tmp_path / "bag") for command in commands]
    assert [each.returncode for each in done] == [0] * 5, [each.stdout + each.stderr for each in done]
    assert "\n".join(f"    {line}" for line in CHAIN_CHECK) in told
    assert shell("\n".join(CHAIN_CHECK), tmp_path / "bag").stdout == ""


CHANGES = {
    "a changed name": lambda lines: [lines[0].replace('"actor":"', '"actor":"X'), *lines[1:]],
    "a line gone": lambda lines: [*lines[:1], *lines[2:]],
    "two lines swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_check_of_the_chain_finds_what_was_changed(bag):
    log = bag / "data/custody/custody.log"
    lines = log.read_text().splitlines(keepends=True)
    for change in CHANGES.values():
        log.write_text("".join(change(lines)))
        assert "WRONG" in shell("\n".join(CHAIN_CHECK), bag).stdout


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_quotes_the_words_behind_each_number(bag):
    page, plain = ((bag / "data" / f"report.{form}").read_text() for form in ("html", "md"))
    for words in ("The mayor", "people", "weak (signed by a person)", "the mayor was there", HANDOVER.reason):
        if words != "The mayor":
            assert words in page and words in plain
    assert "<script" not in page


REFUSED = {
    "without a reason": ({"handover": Handover(by="Mira", reason=" ", at=HANDOVER.at)}, CasebookError),
    "of nothing": ({"name": "CI999"}, InvalidDecision),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_can_not_be_handed_over_leaves_nothing(kept, tmp_path):
    before = kept.custody()
    for options, error in REFUSED.values():
        with pytest.raises(error):
            export(kept, tmp_path / "bag", **options)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("x")
    with pytest.raises(CasebookError, match="not empty"):
        export(kept, tmp_path / "full")
    assert kept.custody() == before
    assert not list(tmp_path.glob("*bag*"))
    assert verify_chain(before) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("purpose", [Purpose.PUBLISH, Purpose.ADVOCACY])
def test_no_mask_in_a_bag_tells_how_long_a_word_is(kept, tmp_path, purpose):
    incident = kept.incidents()[0]
    for number, report in enumerate(sorted(incident.reports)):
        blacked = {"quotes": ["The mayor of Arn", "people in the market"]}
        kept.decide(
            Decision(
                id=f"redacted-{number}", action=Action.REDACT, target=report, author="Mira", reason="asked to",
                decided_at=datetime.now(UTC), change=blacked,
            )
        )  # fmt: skip
    export(kept, tmp_path / "bag", replace(HANDOVER, purpose=purpose))
    held = {path: path.read_text() for path in (tmp_path / "bag/data").rglob("*") if path.is_file()}
    assert not [path for path, text in held.items() if MASK * 6 in text]
    texts = {path.stem: text for path, text in held.items() if path.parent.name == "texts"}
    assert texts and all(text.startswith(f"{MASK * 5} said") for text in texts.values())
    lines = held[tmp_path / "bag/data/claims.jsonl"].splitlines()
    claims = [claim_from_line(json.loads(line)) for line in lines]
    assert claims and all(claim.anchored_in(texts[claim.report_id]) for claim in claims)
