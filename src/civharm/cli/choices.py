"""What the commands share: their options, and which casebook they work on."""

from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.model.errors import CasebookError

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.codebook import Codebook
    from civharm.engine.processes import Processes
    from civharm.model.issues import Issue
    from civharm.model.ports import Reading, SecondReader
    from civharm.model.reports import Scope
    from civharm.pipeline import Terms
    from civharm.reading import ReadingJob


class ReadFormat(StrEnum):
    """How `read` and `claims` print."""

    TABLE = "table"
    JSONL = "jsonl"


class IncidentFormat(StrEnum):
    """How `incidents` prints."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The user's own lists, laid over those that civharm ships."""

    places: tuple[Path, ...] = ()
    codebooks: tuple[Path, ...] = ()
    scope: "Scope | None" = None

    def codebook(self) -> "Codebook":
        """The codebook in force."""
        from civharm.codebook.load import default_codebook, load_codebook

        return load_codebook(*self.codebooks) if self.codebooks else default_codebook()

    def terms(self, *, published: date | None = None, second: "SecondReader | None" = None) -> "Terms":
        """What reading goes by."""
        from civharm.pipeline import built_in_terms

        terms = built_in_terms(
            utc_now,
            published=published,
            codebook=self.codebook(),
            places=self.places,
            scope=self.scope,
        )
        return replace(terms, second=second)

    def engine(self, count: int) -> "Processes[ReadingJob, Reading | Issue]":
        """So many processes that read by the same lists."""
        from civharm.engine.processes import Processes
        from civharm.reading import reading_work

        return Processes(partial(reading_work, self.codebook(), self.places, self.scope), count=count)

    def in_casebook(self, casebook: Path | None) -> "Own":
        """The same with the layers of places of a casebook and the names settled in it; the files named here beat both."""
        if casebook is None:
            return self
        from civharm.casebook.folder import layers_of, settled_file

        settled = [path for path in [settled_file(casebook)] if path.exists()]
        return replace(self, places=(*layers_of(casebook).paths(), *settled, *self.places))

    def version_mark(self) -> str:
        """What readers with these place files add to their version."""
        from civharm.places.gazetteer import open_gazetteer

        if not self.places:
            return ""
        gazetteer = open_gazetteer(*self.places)
        mark = gazetteer.version_mark
        gazetteer.close()
        return mark


_OWN: ContextVar[Own] = ContextVar("own", default=Own())  # noqa: B039 - frozen


def _folder(words: str) -> Path:
    """The folder that was named. An empty name would be the one that we are in, which nobody means by it."""
    if not words.strip():
        raise typer.BadParameter("an empty name names no folder")
    if Path(words).is_file():
        raise typer.BadParameter(f"{words} is a file: name a folder")
    return Path(words)


CasebookOption = Annotated[
    Path | None,
    typer.Option(
        "--casebook",
        envvar="CIVHARM_CASEBOOK",
        help="The casebook's folder.",
        metavar="DIRECTORY",
        parser=_folder,
    ),
]
ProtectedOption = Annotated[
    bool, typer.Option("--show-protected", help="Show the names of private persons; a casebook logs it.")
]


def own() -> Own:
    """The user's own lists, as the options before the command's name give them."""
    return _OWN.get()


def set_own(lists: Own) -> None:
    """Keep them for the command that follows: Typer hands a context to nothing but commands."""
    _OWN.set(lists)


def utc_now() -> datetime:
    """The one clock of the command line."""
    return datetime.now(UTC)


def open_casebook(folder: Path | None) -> "Casebook":
    """The casebook that was named, or the one that this folder is. Raises CasebookError if there is none."""
    from civharm.casebook.folder import is_casebook
    from civharm.casebook.store import Casebook

    if folder is None and not is_casebook(Path()):
        raise CasebookError("which casebook? Name its folder with --casebook DIR, or set CIVHARM_CASEBOOK")
    return Casebook.open(folder or Path())


def open_or_create_casebook(folder: Path | None) -> "Casebook":
    """The casebook that was named, made where there is none yet: a team begins with what it has. Raises CasebookError."""
    from civharm.casebook.store import Casebook

    return open_casebook(None) if folder is None else Casebook.open_or_create(folder)


def current_casebook(folder: Path | None) -> "Casebook":
    """The casebook with incidents and tolls that follow all decisions: a server that was killed may have left some to do."""
    casebook = open_casebook(folder)
    from civharm.casebook.refreshing import waiting  # its tables need Django, which opening sets up

    if waiting(casebook.alias):
        from civharm.pipeline import refresh

        refresh(casebook, codebook=own().codebook())
    return casebook
