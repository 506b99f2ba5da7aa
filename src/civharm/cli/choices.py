"""What the commands share: their options, and which casebook they work on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from click import get_current_context

from civharm.model.errors import CasebookError

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.codebook import Codebook
    from civharm.pipeline import Terms


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

    def codebook(self) -> "Codebook":
        """The codebook in force."""
        from civharm.codebook.load import default_codebook, load_codebook

        return load_codebook(*self.codebooks) if self.codebooks else default_codebook()

    def terms(self, *, published: date | None = None) -> "Terms":
        """What reading goes by."""
        from civharm.claims.readers import BuiltInReaders
        from civharm.pipeline import Terms
        from civharm.places.gazetteer import open_gazetteer

        readers = BuiltInReaders(self.codebook(), lambda: open_gazetteer(*self.places))
        return Terms(reader_for=readers.reader_for, clock=utc_now, published=published)


CasebookOption = Annotated[
    Path | None,
    typer.Option("--casebook", envvar="CIVHARM_CASEBOOK", help="The casebook's folder.", file_okay=False),
]
ProtectedOption = Annotated[
    bool, typer.Option("--show-protected", help="Show the names of private persons; a casebook logs it.")
]


def own() -> Own:
    """The user's own lists, as the options before the command's name give them."""
    lists = get_current_context().obj
    return lists if isinstance(lists, Own) else Own()


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
