import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.casebook.captures import CaptureStore
from civharm.model.errors import CasebookError, NotFound
from civharm.model.ids import sha256_of


@pytest.fixture
def store(tmp_path):
    return CaptureStore(tmp_path)


@given(content=st.binary(max_size=200))
def test_bytes_come_back_as_they_went_in(tmp_path_factory, content):
    store = CaptureStore(tmp_path_factory.mktemp("captures"))
    assert store.read(store.add(content)) == content


def test_the_hash_is_the_name(store):
    sha256 = store.add(b"evidence")
    assert store.path_of(sha256) == store.folder / sha256[:2] / sha256[2:]
    assert sha256 == sha256_of(b"evidence")


def test_nobody_may_write_a_capture(store):
    assert store.path_of(store.add(b"evidence")).stat().st_mode & 0o222 == 0


def test_adding_twice_leaves_the_first(store):
    first = store.path_of(store.add(b"evidence")).stat()
    assert store.path_of(store.add(b"evidence")).stat().st_ino == first.st_ino


def test_one_flipped_byte_is_found_on_reading(store):
    path = store.path_of(store.add(b"evidence"))
    path.chmod(0o600)
    path.write_bytes(b"evidencf")
    with pytest.raises(CasebookError, match="was changed after it was kept"):
        store.read(sha256_of(b"evidence"))


def test_a_flipped_byte_is_found_on_adding_the_same_again(store):
    path = store.path_of(store.add(b"evidence"))
    path.chmod(0o600)
    path.write_bytes(b"x")
    with pytest.raises(CasebookError):
        store.add(b"evidence")


def test_unknown_bytes_are_not_found(store):
    with pytest.raises(NotFound):
        store.read("0" * 64)


def test_only_what_a_crash_left_long_ago_is_cleared(store):
    import os

    old, fresh = store.folder / ".new-old", store.folder / ".new-fresh"
    for unfinished in (old, fresh):
        unfinished.write_bytes(b"half")
    os.utime(old, (0, 0))
    store.clear_unfinished()
    assert (old.exists(), fresh.exists()) == (False, True)
