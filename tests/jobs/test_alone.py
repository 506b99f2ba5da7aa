"""Whether anybody runs jobs, as who waits for one is told."""

import pytest

from civharm.jobs.alone import alone, is_nobody_at_work


def test_a_casebook_in_which_no_worker_ever_ran(tmp_path):
    assert is_nobody_at_work(tmp_path)


def test_it_is_told_while_a_worker_holds_the_casebook_and_no_longer(tmp_path):
    with alone(tmp_path):
        assert not is_nobody_at_work(tmp_path)
    assert is_nobody_at_work(tmp_path)


def test_many_may_ask_at_once_and_keep_no_worker_out(tmp_path):
    with alone(tmp_path):
        pass
    assert [is_nobody_at_work(tmp_path) for _ in range(3)] == [True] * 3
    with alone(tmp_path):
        assert not is_nobody_at_work(tmp_path)


def test_what_cannot_be_told_is_not_told(tmp_path):
    (tmp_path / "a file").write_text("no folder")
    with pytest.raises(NotADirectoryError):
        (tmp_path / "a file" / "worker.lock").read_bytes()
    assert not is_nobody_at_work(tmp_path / "a file")
