"""Names of a record: the one to show, the other spellings, and which are fit to be looked up."""

import re
from collections.abc import Iterable, Mapping

from civharm.places.layers.limits import MAX_NAME, MAX_SPELLINGS
from civharm.places.layers.points import shortened
from civharm.places.layers.records import BadRow, PassedOver

#: Between spellings in one cell; a comma may stand within a name.
_SPLIT = re.compile(r"\s*[|;\n]\s*")
_LETTER = re.compile(r"[^\W\d_]")


def split(written: str) -> list[str]:
    """The spellings in one cell."""
    return [name for name in _SPLIT.split(written) if name]


def fault_of_name(name: str) -> tuple[str, str] | None:
    """What makes a name unfit to be looked up, with the remedy; None if nothing does."""
    if len(name) > MAX_NAME:
        return f"a name of {len(name):,} characters", f"a name has at most {MAX_NAME}"
    letters = len(_LETTER.findall(name))
    if letters == 0:
        return f"the name {shortened(name)} has no letter", "write the place's name"
    if letters == 1 and not any(map(str.isdigit, name)):
        return (
            f"the name {shortened(name)} is one letter, which stands in every text",
            "write the name in full",
        )
    return None


def checked_name(names: Iterable[str]) -> str:
    """The first name, fit to be looked up. Raises BadRow if there is none, or it is unfit."""
    name = next((name for name in names if name), "")
    if not name:
        raise BadRow("no name", "give the place a name, or leave the row out")
    if fault := fault_of_name(name):
        raise BadRow(*fault)
    return name


def name_or_pass(names: Iterable[str]) -> str:
    """As `checked_name`, for files of others, in which what has no fit name is no mistake."""
    try:
        return checked_name(names)
    except BadRow as error:
        raise PassedOver("no name that can be looked up") from error


def spellings_of(name: str, written: Iterable[str]) -> tuple[str, ...]:
    """The other spellings that can be looked up, each once."""
    found = dict.fromkeys(spelling for spelling in written if spelling and not fault_of_name(spelling))
    found.pop(name, None)
    return tuple(found)[:MAX_SPELLINGS]


def named(fields: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """What stands in these columns, blanks left out."""
    return [fields[column] for column in columns if fields.get(column)]
