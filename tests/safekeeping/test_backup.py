"""The drill: back up while others write, restore elsewhere, and find the same casebook."""

import io
import random
import re
import shutil
import signal
import subprocess
import tarfile
import time
from datetime import UTC, datetime

import pyrage
import pytest

from civharm.casebook.store import Casebook
from civharm.model.errors import CasebookError, InvalidInput
from civharm.pipeline import recompute, refresh
from civharm.safekeeping.backup import back_up
from civharm.safekeeping.restore import restore

AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
MORE = 12


def everything(casebook: Casebook) -> tuple[object, ...]:
    state = casebook.state()
    made = (state.incidents, state.assessments, state.given_ids, state.decisions)
    return (casebook.captures(), state.reports, state.texts, state.reviewed, casebook.custody(), *made)


@pytest.fixture
def elsewhere(tmp_path, database_url, request):
    """Restores a backup into another folder and database."""

    def restored(backup, **options) -> Casebook:
        url = request.getfixturevalue("new_postgresql")() if database_url else None
        return restore(backup, tmp_path / "elsewhere", url=url, **options)

    return restored


def test_what_is_restored_is_what_was_backed_up(kept, elsewhere, tmp_path):
    made = back_up(kept, tmp_path / "backup.tar", at=AT)
    assert (made.captures, made.damaged) == (4, ())
    found = elsewhere(tmp_path / "backup.tar")
    assert found.verify() == ()
    assert everything(found) == everything(kept)
    log = found.folder.custody_log_path
    assert log.read_bytes() == kept.folder.custody_log_path.read_bytes()
    assert found.rebuild(recompute) == ()


def test_what_was_destroyed_is_in_no_later_backup(kept, elsewhere, tmp_path):
    from civharm.casebook.destroying import Wanted
    from civharm.casebook.doing_away import destroy_evidence

    sha256 = kept.captures()[0].sha256
    back_up(kept, tmp_path / "before.tar", at=AT)
    destroy_evidence(kept, Wanted(sha256=sha256, by="Mira", reason="the family asked"), recompute)
    assert back_up(kept, tmp_path / "backup.tar", at=AT).captures == 3
    found = elsewhere(tmp_path / "backup.tar")
    assert (found.verify(), kept.verify()) == ((), ())
    assert everything(found) == everything(kept)
    assert found.is_destroyed(sha256)
    assert found.rebuild(recompute) == ()
    refresh(found)
    assert found.verify() == ()


def test_a_restored_casebook_goes_on(kept, elsewhere, tmp_path, new_text):
    back_up(kept, tmp_path / "backup.tar", at=AT)
    found = elsewhere(tmp_path / "backup.tar")
    new_text(found, "Shells had killed 31 people in the harbour of Arn.")
    refresh(found)
    assert len(found.captures()) == 5
    assert found.verify() == ()


def test_a_backup_of_a_casebook_in_use_holds_one_moment(kept, read, elsewhere, tmp_path, texts):
    for number in range(4, 4 + MORE):
        (texts / f"{number:02}.txt").write_text(
            f"The mayor of Arn said that shells had killed {number} people."
        )
    reading = read(texts)
    while not (kept.folder.path / "workings.sqlite3").exists() or len(kept.captures()) < 6:
        assert reading.poll() is None
    made = back_up(kept, tmp_path / "backup.tar", at=AT)
    assert reading.poll() is None, "the backup came too late to be during a reading"
    assert "all read" in reading.communicate()[0]
    found = elsewhere(tmp_path / "backup.tar")
    assert found.verify() == ()
    assert 6 <= len(found.captures()) == made.captures
    whole = everything(kept)
    assert found.custody() == kept.custody()[: made.entries]
    assert set(found.captures()) <= set(whole[0])


def test_an_encrypted_backup_opens_with_one_of_its_keys(kept, elsewhere, tmp_path):
    secret, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    keys = [str(each.to_public()) for each in (secret, other)]
    back_up(kept, tmp_path / "backup.age", keys=keys, at=AT)
    assert b"mayor" not in (tmp_path / "backup.age").read_bytes()
    (tmp_path / "key").write_text(f"# a key\n{other}\n")
    found = elsewhere(tmp_path / "backup.age", identity_file=tmp_path / "key")
    assert everything(found) == everything(kept)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_the_right_key_nothing_is_restored(kept, elsewhere, tmp_path):
    key = str(pyrage.x25519.Identity.generate().to_public())
    back_up(kept, tmp_path / "backup.age", keys=[key], at=AT)
    (tmp_path / "key").write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(InvalidInput, match="another key"):
        elsewhere(tmp_path / "backup.age", identity_file=tmp_path / "key")
    with pytest.raises(InvalidInput, match="--identity"):
        elsewhere(tmp_path / "backup.age")
    assert not (tmp_path / "elsewhere").exists()


def flipped(content: bytes) -> bytes:
    place = content.index(b"The mayor of Arn")
    return content[:place] + b"X" + content[place + 1 :]


def without_manifest(content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for member in old:
            if member.name != "SHA256SUMS":
                new.addfile(member, old.extractfile(member))
    return out.getvalue()


def with_a_file_outside(content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as new:
        member = tarfile.TarInfo("../outside")
        member.size = 3
        new.addfile(member, io.BytesIO(b"out"))
    return out.getvalue()


DAMAGES = {
    "a flipped byte": (flipped, "is not what was backed up"),
    "cut off": (lambda content: content[: len(content) // 2], "cut off"),
    "no manifest": (without_manifest, "cut off"),
    "a file that would lie outside": (with_a_file_outside, "outside the folder"),
    "something else": (lambda _content: b"a letter" * 400, "no backup"),
    "nothing": (lambda _content: b"", "no backup"),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("damage", "words"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_backup_is_not_restored(damage, words, small, elsewhere, tmp_path):
    back_up(small, tmp_path / "backup.tar", at=AT)
    (tmp_path / "backup.tar").write_bytes(damage((tmp_path / "backup.tar").read_bytes()))
    with pytest.raises(InvalidInput, match=words):
        elsewhere(tmp_path / "backup.tar")
    assert not (tmp_path / "elsewhere").exists()
    assert not list(tmp_path.glob(".elsewhere*"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_stranger_checks_a_backup_with_sha256sum(small, tmp_path):
    back_up(small, tmp_path / "backup.tar", at=AT)
    (tmp_path / "unpacked").mkdir()
    with tarfile.open(tmp_path / "backup.tar") as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "unpacked", check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_damaged_casebook_takes_the_place_of_no_good_backup(small, tmp_path):
    backup = tmp_path / "backup.tar"
    back_up(small, backup, at=AT)
    before = backup.read_bytes()
    path = next(path for path in small.folder.captures_path.rglob("*") if path.is_file())
    path.chmod(0o640)
    path.write_bytes(b"other")
    with pytest.raises(CasebookError, match="was changed after it was kept"):
        back_up(small, backup, at=AT)
    assert backup.read_bytes() == before
    made = back_up(small, tmp_path / "damaged.tar", at=AT, is_damaged_kept=True)
    assert len(made.damaged) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_killed_in_the_middle_the_old_backup_is_still_there(small, run, tmp_path):
    backup, chance = tmp_path / "backup.tar", random.Random(5)
    back_up(small, backup, at=AT)
    before = backup.read_bytes()
    _large(tmp_path / "casebook" / "large.bin")
    for _ in range(3):
        running = run(
            "-m", "civharm", "backup", "--to", str(backup), "--casebook", str(tmp_path / "casebook")
        )
        while not list(tmp_path.glob(".backup.tar.*.unfinished")):
            assert running.poll() is None
        time.sleep(chance.uniform(0, 0.05))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert backup.read_bytes() == before
    (tmp_path / "casebook" / "large.bin").unlink()
    back_up(small, backup, at=AT)
    assert not list(tmp_path.glob(".backup.tar.*"))
    assert not list((tmp_path / "casebook").glob(".copy-*"))


def _large(path):
    with path.open("wb") as file:
        file.truncate(400_000_000)


LIMITS = {"at once": 20_000, "in the copy of the tables": 200_000, "late": 3_000_000}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("size", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize(
    "key", [[], ["--for", str(pyrage.x25519.Identity.generate().to_public())]], ids=["plain", "sealed"]
)
def test_on_a_full_disk_nothing_half_is_left(small, run, tmp_path, size, key):
    """A limit on the size of files fails a write as a full disk does."""
    (small.folder.path / "notes.bin").write_bytes(b"0" * 4_000_000)
    limited = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
        "from civharm.cli.main import main; main()"
    )
    options = ["--to", str(tmp_path / "backup.tar"), "--casebook", str(small.folder.path)]
    done = run("-c", limited, "backup", *options, *key)
    told = done.communicate()[0]
    assert (done.returncode, "no backup was made" in told) == (2, True), told
    assert not list(tmp_path.glob("*backup.tar*"))
    assert not list(small.folder.path.glob(".copy-*"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_backups_are_kept_elsewhere_and_restored_into_nothing(small, tmp_path):
    with pytest.raises(CasebookError, match="in the casebook itself"):
        back_up(small, small.folder.path / "backup.tar", at=AT)
    back_up(small, tmp_path / "backup.tar", at=AT)
    with pytest.raises(CasebookError, match="not empty"):
        restore(tmp_path / "backup.tar", small.folder.path)
    with pytest.raises(InvalidInput, match="no public key"):
        back_up(small, tmp_path / "backup.tar", keys=["ssh-rsa AAAA"], at=AT)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_in_use_is_not_restored_into(kept, tmp_path, database_url):
    back_up(kept, tmp_path / "backup.tar", at=AT)
    with pytest.raises(CasebookError, match="belongs to a casebook already"):
        restore(tmp_path / "backup.tar", tmp_path / "elsewhere", url=database_url)
    shutil.rmtree(tmp_path / "casebook")


def without_time(content: bytes) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+Z]+", "", content.decode())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_release_of_a_restored_casebook_is_the_same_but_for_its_time(kept, elsewhere, run, tmp_path):
    refresh(kept)
    back_up(kept, tmp_path / "backup.tar", at=AT)
    found = elsewhere(tmp_path / "backup.tar")
    releases = []
    for casebook in (kept, found):
        to = tmp_path / f"release-{casebook.folder.path.name}"
        options = ["--to", str(to), "--with-proposed", "a drill", "--casebook", str(casebook.folder.path)]
        publishing = run("-m", "civharm", "publish", *options)
        told = publishing.communicate()[0]
        assert publishing.returncode == 0, told
        releases.append({path.name: path.read_bytes() for path in to.rglob("*") if path.is_file()})
    old, new = releases
    assert old.keys() == new.keys()
    for release in releases:
        release["README.md"] = re.sub(rb"Made [-0-9: ]+ UTC", b"", release["README.md"])
    timed = {name for name in old if old[name] != new[name]}
    assert timed <= {"SHA256SUMS", "datapackage.json", "incidents.jsonld"}
    assert b"2 people" in old["claims.csv"]
    for name in ("datapackage.json", "incidents.jsonld"):
        assert without_time(old[name]) == without_time(new[name])
