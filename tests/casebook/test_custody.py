from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.casebook.custody import GENESIS, CustodyEntry, CustodyLog, hash_of, utc_text, verify_chain
from civharm.model.errors import CasebookError


def chain(length: int) -> list[CustodyEntry]:
    entries: list[CustodyEntry] = []
    for seq in range(1, length + 1):
        entry = CustodyEntry(
            seq=seq,
            at=utc_text(datetime(2021, 5, 4, 12, seq, tzinfo=UTC)),
            actor="Ada",
            action="captured",
            subject=f"s{seq}",
            detail_sha256=hash_of({"seq": seq}),
            previous=entries[-1].hash if entries else GENESIS,
        )
        entries.append(entry.sealed())
    return entries


@dataclass
class Table:
    entries: list[CustodyEntry]

    def hash_at(self, seq: int) -> str | None:
        return next((entry.hash for entry in self.entries if entry.seq == seq), None)

    def after(self, seq: int):
        return (entry for entry in self.entries if entry.seq > seq)


@given(length=st.integers(0, 6))
def test_an_untouched_chain_holds(length):
    assert verify_chain(chain(length)) is None


FIELDS = ["at", "actor", "action", "subject", "detail_sha256", "previous", "hash"]


@given(at=st.integers(0, 4), field=st.sampled_from(FIELDS))
def test_a_changed_field_breaks_the_chain(at, field):
    entries = chain(5)
    entries[at] = replace(entries[at], **{field: "tampered"})
    assert f"entry {at + 1}" in (verify_chain(entries) or "")


@given(at=st.integers(0, 3))
def test_a_missing_entry_breaks_the_chain(at):
    entries = chain(5)
    del entries[at]
    assert f"entry {at + 1} is missing" in (verify_chain(entries) or "")


def test_resealing_one_entry_breaks_the_next():
    entries = chain(3)
    entries[1] = replace(entries[1], actor="Mallory").sealed()
    assert verify_chain(entries) == "entry 3 does not follow from the entry before it"


@pytest.fixture
def log(tmp_path):
    return CustodyLog(tmp_path / "custody.log")


def test_the_log_is_a_copy_of_the_table(log):
    log.extend(Table(chain(2)))
    log.extend(Table(chain(4)))
    assert list(log.entries()) == chain(4)


@given(cut=st.integers(0, 1200))
def test_a_log_torn_anywhere_is_mended(tmp_path_factory, cut):
    log = CustodyLog(tmp_path_factory.mktemp("custody") / "custody.log")
    log.extend(Table(chain(3)))
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:cut])
    log.extend(Table(chain(3)))
    assert log.path.read_bytes() == whole


@pytest.mark.parametrize("entries", [chain(1), [replace(e, actor="Mallory").sealed() for e in chain(3)]])
def test_a_table_that_lost_or_changed_entries_is_refused(log, entries):
    log.extend(Table(chain(3)))
    with pytest.raises(CasebookError, match="disagree at entry 3"):
        log.extend(Table(entries))


def test_a_line_that_is_no_entry_is_refused(log):
    log.path.write_bytes(b'{"seq": 1}\n')
    with pytest.raises(CasebookError, match="not of a chain of custody"):
        log.extend(Table(chain(1)))


def test_times_are_written_in_utc():
    assert utc_text(datetime.fromisoformat("2021-05-04T03:00:00+03:00")) == "2021-05-04T00:00:00.000000+00:00"


@pytest.mark.parametrize("length", [10, 64 * 1024, 64 * 1024 + 7, 300_000])
def test_a_log_goes_on_after_a_line_of_any_length(tmp_path, length):
    log = CustodyLog(tmp_path / "custody.log")
    entries = chain(3)
    entries[1] = replace(entries[1], actor="a" * length).sealed()
    entries[2] = replace(entries[2], previous=entries[1].hash).sealed()
    for known in (1, 2, 3):
        log.extend(Table(entries[:known]))
    assert list(log.entries()) == entries
    assert verify_chain(log.entries()) is None


@pytest.mark.parametrize("cut", [1, 5, 100_000, 299_999])
def test_a_long_line_that_was_torn_is_mended(tmp_path, cut):
    log = CustodyLog(tmp_path / "custody.log")
    entries = chain(2)
    entries[1] = replace(entries[1], actor="a" * 300_000).sealed()
    log.extend(Table(entries))
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:-cut])
    log.extend(Table(entries))
    assert log.path.read_bytes() == whole
