"""The rows of a list, from CSV in any encoding, JSON lines, or a sheet of a workbook; columns by our names for them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_lowercase
from zipfile import BadZipFile, ZipFile

from civharm.lists.workbook import Sheet, sheet_of
from civharm.model.errors import InvalidInput
from civharm.places.layers.containers import column_name, records_of
from civharm.places.layers.limits import MAX_UNPACKED_RATIO, MEGABYTE
from civharm.places.layers.opened import open_place_file
from civharm.places.layers.records import BadRow, Mistake, Record

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_MOST_BYTES = 500 * MEGABYTE
_NO_HEADER = (
    " is no table with a header of its own: write the names of the columns, each once, into the first line"
)
#: Errors whose messages repeat the beginning of a file.
_TELLING = frozenset({"columns", "format"})
#: A name or a place of more characters is none.
_LONGEST_CELL = 1_000


def rows_of(path: Path, columns: Mapping[str, str]) -> Iterator[Record | Mistake]:
    """The rows, each with the fields that `columns` (theirs to ours) knows; in the place of a bad one its mistake.

    Raises InvalidInput where the file as a whole can't be read, or has none of the columns.
    """
    is_known = False
    for record in records_in(path):
        if isinstance(record, Record):
            if not is_known:
                _check_columns(path, record.fields, columns)
                is_known = True
            yield _renamed(record, columns)
        else:
            yield record


def records_in(path: Path) -> Iterator[Record | Mistake]:
    """The rows as they stand there, every cell under its column's name. Raises InvalidInput."""
    return _sheet(path) if path.suffix.lower() in _WORKBOOKS else _text_records(path)


def columns_of(known: Mapping[str, Sequence[str]], mapping: Sequence[str] = ()) -> dict[str, str]:
    """Our field by their column's name. `mapping` are a user's "field=column", which beat what is known.

    Raises InvalidInput for a field that there is not.
    """
    columns = {column_name(column): field for field, names in known.items() for column in (field, *names)}
    for pair in mapping:
        field, _, column = pair.partition("=")
        if field not in known or not column.strip():
            raise InvalidInput(
                f"{pair!r} is no mapping: write FIELD=COLUMN, the field being one of {', '.join(known)}",
                code="mapping",
            )
        columns = {name: ours for name, ours in columns.items() if ours != field}
        columns[column_name(column)] = field
    return columns


def _text_records(path: Path) -> Iterator[Record | Mistake]:
    """The records of a file of text. A list may lack its header: then a person's name stands there, and is not repeated."""
    try:
        yield from records_of(open_place_file(path))
    except InvalidInput as error:
        if error.code not in _TELLING:
            raise
        raise InvalidInput(
            f"{path}{_NO_HEADER}",
            code=error.code,
        ) from None


def _check_columns(path: Path, fields: Mapping[str, str], columns: Mapping[str, str]) -> None:
    if not any(name in columns for name in fields):
        raise InvalidInput(
            f"{path}: none of its {len(fields)} columns has a name that is known; tell which is which by --mapping "
            f"FIELD=COLUMN (fields: {', '.join(dict.fromkeys(columns.values()))})",
            code="columns",
        )


def _renamed(record: Record, columns: Mapping[str, str]) -> Record | Mistake:
    fields: dict[str, str] = {}
    for name, written in record.fields.items():
        if (field := columns.get(name)) and written and field not in fields:
            fields[field] = written
    if any(len(written) > _LONGEST_CELL for written in fields.values()):
        return BadRow(
            f"a cell of more than {_LONGEST_CELL} characters",
            "look for a quotation mark that is never closed",
        ).at(record.number)
    return Record(record.number, fields)


def _sheet(path: Path) -> Iterator[Record]:
    """The rows of a workbook's first sheet."""
    _check_size(path)
    sheet = sheet_of(path)
    rows = sheet.rows
    header = _header_of(rows)
    if header is None or not any(map(any, rows[header + 1 :])):
        raise InvalidInput(f"{path} has no rows on its first sheet", code="empty")
    columns = _columns_of(rows[header], rows[header + 1 :])
    if _has_two_rows(header, sheet):
        raise InvalidInput(
            f"{path} has cells merged over several columns in its header: write the name of each column, once, into "
            "one row",
            code="columns",
        )
    if len(set(filter(None, columns))) < sum(map(bool, columns)):
        raise InvalidInput(f"{path}{_NO_HEADER}", code="columns")
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        if any(row):
            yield Record(number, dict(zip(columns, row, strict=False)))


def _columns_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns; one that has cells and no name is called by its letter, so that it can be told of."""
    columns = list(map(column_name, names))
    for at, name in enumerate(columns):
        if not name and any(at < len(row) and row[at] for row in rows):
            columns[at] = f"column_{ascii_lowercase[at]}" if at < len(ascii_lowercase) else f"column_{at + 1}"
    return columns


def _has_two_rows(header: int, sheet: Sheet) -> bool:
    """True where one cell of the header stands over several columns that have cells of their own."""
    return any(
        first[0] <= header <= last[0]
        and any(len(list(filter(None, row[first[1] : last[1] + 1]))) > 1 for row in sheet.rows[last[0] + 1 :])
        for first, last in sheet.merged
        if first[1] < last[1]
    )


def _header_of(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row of names: a title over the table fills one cell, merged or not, where others below are filled too."""
    filled = ((number, sum(map(bool, row))) for number, row in enumerate(rows) if any(row))
    first = next(filled, None)
    if first is None or first[1] > 1:
        return first[0] if first else None
    return next((number for number, count in filled if count > 1), first[0])


def _check_size(path: Path) -> None:
    """No workbook that would unpack to more than a list is."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InvalidInput(
                f"{path} is larger than {_MOST_BYTES // MEGABYTE} MB: save its sheet as CSV", code="too-large"
            )
        with ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except BadZipFile:
        return  # an old workbook is no archive; what is none at all is refused when it is read
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror or error}", code="unreadable") from error
    if unpacked > min(_MOST_BYTES, MAX_UNPACKED_RATIO * max(path.stat().st_size, MEGABYTE // 10)):
        raise InvalidInput(
            f"{path} would unpack to {unpacked / MEGABYTE:,.0f} MB: save its sheet as CSV", code="too-large"
        )
