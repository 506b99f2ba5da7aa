"""The folder that a casebook is: `casebook.toml` says which one it is and where its tables are."""

import json
import os
import tomllib
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from civharm.model.errors import CasebookError
from civharm.places.layers.shelf import Shelf

_TOML = "casebook.toml"
#: A casebook names victims: nobody else on the machine reads it unless its owner lets them.
_PRIVATE = 0o700


class DatabaseKind(StrEnum):
    """Where the tables are."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class SecondFactor(StrEnum):
    """Of whom a team's casebook wants a second factor besides the password."""

    ALL = "all"
    ABOVE_READER = "above_reader"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A time-stamping authority: its address, and its root certificate (PEM) by a path from the casebook's folder."""

    address: str
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasebookFolder:
    """A casebook on disk: its id, its age, the kind of its database, and what it wants of its people.

    That is: whether a second person must sign off, and who needs a second factor to log in. Releases say who collected
    evidence only where it is asked for.
    """

    path: Path
    id: str
    created_at: datetime
    database: DatabaseKind
    is_second_person_needed: bool = False
    are_collectors_told: bool = False
    second_factor: SecondFactor = SecondFactor.ABOVE_READER
    authority: Authority | None = None

    @property
    def sqlite_path(self) -> Path:
        """The database file, where the database is SQLite."""
        return self.path / "casebook.sqlite3"

    @property
    def captures_path(self) -> Path:
        """The original bytes; always here, whatever the database."""
        return self.path / "captures"

    @property
    def layers(self) -> Shelf:
        """The layers of places that its reports are read with."""
        return layers_of(self.path)

    @property
    def settled_path(self) -> Path:
        """The names of places that people settled, as a place file; made of the decisions."""
        return settled_file(self.path)

    @property
    def workings_path(self) -> Path:
        """What the last recomputation worked out, to save work: may be thrown away."""
        return self.path / "workings.sqlite3"

    @property
    def recomputing_path(self) -> Path:
        """Held by the program that recomputes."""
        return self.path / "recomputing.lock"

    @property
    def key_path(self) -> Path:
        """The key of the team's server: it seals sessions and second factors; made when it is first served."""
        return self.path / "server.key"

    @property
    def timestamps_path(self) -> Path:
        """Timestamps on the chain of custody, each with its root certificate."""
        return self.path / "timestamps"

    @property
    def custody_log_path(self) -> Path:
        """The exported chain of custody."""
        return self.path / "custody.log"


def layers_of(casebook: Path) -> Shelf:
    """The layers of places of a casebook, whether it is there already or not."""
    return Shelf(casebook / "places")


def settled_file(casebook: Path) -> Path:
    """Where a casebook keeps the place file of its settled names, whether there are any or not."""
    return casebook / "settled-names.csv"


def create_folder(path: Path, *, database: DatabaseKind, created_at: datetime) -> CasebookFolder:
    """Make the folder of a new casebook. Its tables are made when it is first opened."""
    folder = CasebookFolder(path=path, id=str(uuid.uuid4()), created_at=created_at, database=database)
    try:
        path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        folder.captures_path.mkdir(exist_ok=True)
        _write_toml(folder)
    except OSError as error:
        raise CasebookError(
            f"no casebook can be made in {path} ({error.strerror or error}): name a folder that you may write to"
        ) from error
    return folder


def read_settled(folder: CasebookFolder) -> str:
    """The place file of settled names as it is; "" where there is none."""
    try:
        return folder.settled_path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def write_settled(folder: CasebookFolder, content: str) -> None:
    """The place file of settled names, in one step; no file where there is nothing in it."""
    path = folder.settled_path
    if not content:
        path.unlink(missing_ok=True)
        return
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4()}")
    unfinished.write_text(content, encoding="utf-8")
    os.replace(unfinished, path)


def _write_toml(folder: CasebookFolder) -> None:
    """In one step: a crash leaves a casebook or none, and of two programs one makes it."""
    lines = (
        "# A civharm casebook. The id ties this folder to its database: do not change it.",
        f"id = {json.dumps(folder.id)}",
        f"created = {folder.created_at.isoformat()}",
        f"database = {json.dumps(folder.database.value)}",
        "",
    )
    unfinished = folder.path / f".{folder.id}"
    unfinished.write_text("\n".join(lines), encoding="utf-8")
    try:
        os.link(unfinished, folder.path / _TOML)
    except FileExistsError:
        raise CasebookError(f"{folder.path} is a casebook already: open it, or name another folder") from None
    finally:
        unfinished.unlink()


def is_casebook(path: Path) -> bool:
    """True if the folder says that it is a casebook."""
    return (path / _TOML).is_file()


def read_folder(path: Path) -> CasebookFolder:
    """The casebook in a folder, by its `casebook.toml`."""
    try:
        entries = tomllib.loads((path / _TOML).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CasebookError(f"no casebook in {path}: it has no {_TOML}") from None
    except OSError as error:
        raise CasebookError(
            f"{path / _TOML} can't be read ({error.strerror or error}): check that you may read it"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CasebookError(f"{path / _TOML} can't be read ({error}): restore it from a copy") from None
    try:
        return CasebookFolder(
            path=path,
            id=str(entries["id"]),
            created_at=_aware(entries["created"]),
            database=DatabaseKind(entries["database"]),
            is_second_person_needed=_yes_or_no(entries, "second_person"),
            are_collectors_told=_yes_or_no(entries, "tell_collectors"),
            second_factor=SecondFactor(entries.get("second_factor", SecondFactor.ABOVE_READER)),
            authority=_authority(entries.get("timestamps")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CasebookError(f"{path / _TOML} lacks or misspells {error}: restore it from a copy") from None


def _yes_or_no(entries: dict[str, Any], name: str) -> bool:
    value = entries.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"{name}, which is true or false")
    return value


def _authority(named: object) -> Authority | None:
    if named is None:
        return None
    if not isinstance(named, dict) or not all(
        isinstance(named.get(each), str) for each in ("authority", "root")
    ):
        raise ValueError("timestamps, which has an authority and a root, both in quotes")
    return Authority(address=named["authority"], root=named["root"])


def _aware(created: object) -> datetime:
    if not isinstance(created, datetime) or created.tzinfo is None:
        raise ValueError("created, a time with a time zone")
    return created
