"""What is known of each kind of file: who records, which columns it needs, and how a row is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civharm.exchange.cells import Fields
    from civharm.exchange.recorded import Recorded
    from civharm.places.layers.records import Mistake, Record


def _table_rows(path: Path) -> "Iterator[Record | Mistake]":
    from civharm.lists.table import records_in

    return records_in(path)


class Kind(StrEnum):
    """The files of others that can be imported."""

    AIRWARS = "airwars"
    AIRWARS_PAGE = "airwars-page"
    UCDP_GED = "ucdp-ged"
    ACLED = "acled"
    ATLOS = "atlos"
    BAYANAT = "bayanat"
    TABLE = "table"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of file. `fields` are our names with those of the columns that hold them, the first that is there.

    `rows` reads the file. `recorder` is whose word it is, None where a person must say it; `version` changes when rows are read otherwise.
    """

    kind: Kind
    recorder: str | None
    version: str
    fields: Mapping[str, Sequence[str]]
    needs: tuple[str, ...]
    read: "Callable[[Fields], Recorded]"
    is_mapped: bool = False
    rows: "Callable[[Path], Iterator[Record | Mistake]]" = _table_rows
    #: The file of what was named that is kept as evidence.
    file: Callable[[Path], Path] = Path
    #: Fields whose cells may be longer than a name or a place is.
    long: frozenset[str] = frozenset()
    #: A file is one record of many: what is not in it is not missing.
    is_partial: bool = False
    #: Columns that say in other words what a field says.
    passed_over: frozenset[str] = frozenset()


def form_of(kind: Kind) -> Form:
    """The form of a kind of file."""
    from civharm.exchange.forms import FORMS

    return FORMS[kind]
