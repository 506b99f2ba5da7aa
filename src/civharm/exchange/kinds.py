"""What is known of each kind of file: who records, which columns it needs, and how a row is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from civharm.exchange.cells import Fields
from civharm.exchange.recorded import Recorded


class Kind(StrEnum):
    """The files of others that can be imported."""

    AIRWARS = "airwars"
    UCDP_GED = "ucdp-ged"
    ACLED = "acled"
    ATLOS = "atlos"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of file. `fields` are our names with those of the columns that hold them, the first that is there.

    `recorder` is whose word it is, None where a person must say it; `version` changes when rows are read otherwise.
    """

    kind: Kind
    recorder: str | None
    version: str
    fields: Mapping[str, Sequence[str]]
    needs: tuple[str, ...]
    read: Callable[[Fields], Recorded]
    is_mapped: bool = False


def form_of(kind: Kind) -> Form:
    """The form of a kind of file."""
    from civharm.exchange.forms import FORMS

    return FORMS[kind]
