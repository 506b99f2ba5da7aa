"""Workings save work. Lost, broken or another program's, they change nothing."""

import sqlite3
import stat
from contextlib import closing

import pytest

from civharm.casebook.workings_file import WorkingsFile
from civharm.model.workings import Workings
from civharm.pipeline import recompute, refresh
from civharm.recomputing import Extent

TEXT = "On Tuesday shells killed three people in Norhaven. Mayor Odo Vell denied it."


def written(path, method="m", **entries):
    workings = WorkingsFile(path).read(method)
    for key, words in entries.items():
        workings.keep("kind", key, words)
    WorkingsFile(path).write(workings)


def test_what_is_written_is_read(tmp_path):
    written(tmp_path / "w", a="1", b="2")
    assert WorkingsFile(tmp_path / "w").read("m").before == {"kind": {"a": "1", "b": "2"}}


def test_what_was_not_used_again_is_gone(tmp_path):
    written(tmp_path / "w", a="1", b="2")
    written(tmp_path / "w", b="2", c="3")
    assert WorkingsFile(tmp_path / "w").read("m").before == {"kind": {"b": "2", "c": "3"}}


def test_of_another_method_nothing_is_taken_over(tmp_path):
    written(tmp_path / "w", a="1")
    assert WorkingsFile(tmp_path / "w").read("other").before == {}
    written(tmp_path / "w", "other", b="2")
    assert WorkingsFile(tmp_path / "w").read("other").before == {"kind": {"b": "2"}}


def test_of_two_that_were_read_at_once_the_last_written_counts_whole(tmp_path):
    file = WorkingsFile(tmp_path / "w")
    one, other = file.read("m"), file.read("m")
    one.keep("kind", "a", "1")
    other.keep("kind", "b", "2")
    file.write(one)
    file.write(other)
    assert file.read("m").before == {"kind": {"b": "2"}}


def test_a_broken_file_is_none_and_made_anew(tmp_path):
    (tmp_path / "w").write_bytes(b"no database at all, whatever its name" * 99)
    assert WorkingsFile(tmp_path / "w").read("m") == Workings(method="m")
    written(tmp_path / "w", a="1")
    written(tmp_path / "w", a="1")
    assert WorkingsFile(tmp_path / "w").read("m").before == {"kind": {"a": "1"}}


@pytest.mark.parametrize(
    "broken", ["words = '{}'", "words = x'ff00'", "key = 'c'", "kind = 'x'", "seal = NULL"]
)
def test_what_lost_a_few_bytes_is_none_and_made_anew(tmp_path, broken):
    written(tmp_path / "w", a="1", b="2")
    with closing(sqlite3.connect(tmp_path / "w")) as database, database:
        database.execute(f"UPDATE kept SET {broken} WHERE key = 'a'")
    assert WorkingsFile(tmp_path / "w").read("m") == Workings(method="m")
    written(tmp_path / "w", a="1")
    assert WorkingsFile(tmp_path / "w").read("m").before == {"kind": {"a": "1"}}


def test_a_file_of_another_form_is_none_and_made_anew(tmp_path):
    with closing(sqlite3.connect(tmp_path / "w")) as database, database:
        database.execute("CREATE TABLE kept (kind TEXT, key TEXT, words TEXT)")
    for _ in range(2):  # the first throws it away
        written(tmp_path / "w", a="1")
    assert WorkingsFile(tmp_path / "w").read("m").before == {"kind": {"a": "1"}}


def test_only_the_owner_reads_the_file(tmp_path):
    written(tmp_path / "w", a="1")
    assert stat.S_IMODE((tmp_path / "w").stat().st_mode) == 0o600


def test_a_casebook_without_its_workings_comes_to_the_same(casebook, page, keep):
    keep(page, page.claim("shells killed three people"))
    assert refresh(casebook)
    casebook.folder.workings_path.unlink()
    assert refresh(casebook) == 0
    assert refresh(casebook, extent=Extent.ALL) == 0
    assert casebook.rebuild(recompute) == ()


def test_words_are_counted_once_and_again_when_the_reports_have_doubled(casebook, new_page, keep):
    counted = []
    for number in range(4):
        keep(new_page(f"{TEXT} Report {number}.", f"{number}.txt"))
        refresh(casebook)
        counted.append(casebook.word_counts().texts)
    assert counted == [1, 2, 2, 4]


def test_words_are_counted_anew_when_asked(casebook, new_page, keep):
    for number in range(3):
        keep(new_page(f"{TEXT} Report {number}.", f"{number}.txt"))
        refresh(casebook)
    refresh(casebook, extent=Extent.RECOUNTED)
    assert casebook.word_counts().texts == 3
