from datetime import UTC, datetime

import pytest

from civharm.casebook.folder import DatabaseKind, create_folder, read_folder
from civharm.casebook.store import Casebook
from civharm.model.errors import CasebookError

CREATED = datetime(2021, 5, 4, 12, 30, 1, tzinfo=UTC)


@pytest.mark.parametrize("kind", DatabaseKind)
def test_a_folder_says_which_casebook_it_is(tmp_path, kind):
    made = create_folder(tmp_path / "new", database=kind, created_at=CREATED)
    assert read_folder(tmp_path / "new") == made


def test_a_casebook_is_not_created_over_another(tmp_path):
    create_folder(tmp_path, database=DatabaseKind.SQLITE, created_at=CREATED)
    with pytest.raises(CasebookError, match="is a casebook already"):
        create_folder(tmp_path, database=DatabaseKind.SQLITE, created_at=CREATED)


def test_a_new_casebook_is_its_owners_alone(tmp_path):
    create_folder(tmp_path / "new", database=DatabaseKind.SQLITE, created_at=CREATED)
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_a_folder_without_a_casebook_is_refused(tmp_path):
    with pytest.raises(CasebookError, match=r"it has no casebook\.toml"):
        Casebook.open(tmp_path)


@pytest.mark.parametrize(
    "toml",
    [
        "id = ",
        'id = "a"',
        'id = "a"\ncreated = 2021-05-04T00:00:00\ndatabase = "sqlite"',
        'id = "a"\ncreated = 2021-05-04T00:00:00Z\ndatabase = "paper"',
    ],
)
def test_a_damaged_casebook_toml_is_named(tmp_path, toml):
    (tmp_path / "casebook.toml").write_text(toml)
    with pytest.raises(CasebookError, match=r"casebook\.toml.*restore it"):
        read_folder(tmp_path)
