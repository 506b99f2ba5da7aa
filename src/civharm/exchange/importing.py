"""A file of another recorder into a casebook: read as a stream, kept in batches, wrong rows named and left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from civharm.casebook.store import Casebook
from civharm.exchange.kinds import Form
from civharm.exchange.recorded import BadCell, Recorded, RowError
from civharm.exchange.seen import Seen
from civharm.exchange.telling import File, Vocabulary, imported, is_withdrawn, report_id, withdrawn
from civharm.lists.table import records_in
from civharm.model.errors import InvalidInput, InvalidModel
from civharm.model.store import Imported, Kept, ReaderVersion
from civharm.places.layers.containers import column_name
from civharm.places.layers.records import Mistake, Record

_BATCH = 500
_METHOD = "import"
_MEDIA = {".csv": "text/csv", ".json": "application/json", ".jsonl": "application/jsonl"}
_OTHER_MEDIA = "application/octet-stream"
_LONGEST_CELL = 1_000
#: So many wrong rows are held to be shown; all of them are told as they come.
_MOST_HELD = 1_000


class Keeping(Protocol):
    """What becomes of good rows."""

    def check(self, row: Recorded, made: Imported) -> None:
        """Raises BadRow where the row can't be kept."""

    def keep(self, batch: Sequence[Imported], reader: ReaderVersion) -> Kept:
        """Keep some in one act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to import: the form of the file, whose word it is, and how its columns are called where they are mapped.

    `is_complete` says that the file is the recorder's whole set: what is missing in it was withdrawn. Rows are claims of
    the recorder where no `keeping` says what becomes of them.
    """

    form: Form
    recorder: str
    columns: Mapping[str, str] = field(default_factory=dict)
    is_complete: bool = False
    keeping: Keeping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of one file. `errors` are the first of the `wrong` rows.

    `missing` are the recorder's ids of records that were known before and are not in it; `withdrawn` is how many of
    them are marked so now; `unread` are columns that stay in the capture alone.
    """

    kept: Kept
    errors: tuple[RowError, ...]
    wrong: int = 0
    missing: tuple[str, ...] = ()
    withdrawn: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _AsClaims:
    """Each row is a claim of its recorder."""

    casebook: Casebook

    def check(self, row: Recorded, made: Imported) -> None:
        """Nothing speaks against what others say."""

    def keep(self, batch: Sequence[Imported], reader: ReaderVersion) -> Kept:
        return self.casebook.add_imported(batch, reader)


def import_file(
    path: Path,
    casebook: Casebook,
    order: Order,
    *,
    vocabulary: Vocabulary,
    on_error: Callable[[RowError], None] = lambda error: None,
) -> ImportResult:
    """Import a file. The same file once more adds nothing. Raises InvalidInput where it can't be read as a whole.

    `on_error` is told each wrong row when it is met.
    """
    if order.is_complete and order.form.is_partial:
        raise InvalidInput(f"{path} is one record of many, and never a recorder's whole set", code="complete")
    keeping = order.keeping or _AsClaims(casebook)
    rows = order.form.rows(path)
    leading = list(_up_to_first_row(rows))
    columns = _columns(path, leading, order)
    kept_as = order.form.file(path)
    media = _MEDIA.get(kept_as.suffix.lower(), _OTHER_MEDIA)
    capture = casebook.add_capture_file(kept_as, method=_METHOD, media_type=media)
    file = File(name=str(path), capture_sha256=capture.sha256, form=order.form, recorder=order.recorder)
    with Seen() as seen:
        run = _Run(
            file=file,
            vocabulary=vocabulary,
            columns=columns.known,
            seen=seen,
            check=keeping.check,
            on_error=on_error,
        )
        kept, told = Kept(), run.told(chain(leading, rows))
        while batch := list(islice(told, _BATCH)):
            kept += keeping.keep(batch, file.reader)
        known = () if order.form.is_partial else _known(casebook, file)
        missing = {report: key for report, key in known if report not in seen}
    return ImportResult(
        kept=kept,
        errors=tuple(run.errors),
        wrong=run.wrong,
        missing=tuple(sorted(missing.values())),
        withdrawn=_withdraw(tuple(missing), casebook, file) if order.is_complete else 0,
        unread=columns.unread,
    )


def made_of(
    path: Path,
    order: Order,
    *,
    vocabulary: Vocabulary,
    on_error: Callable[[RowError], None] = lambda error: None,
) -> Iterator[Imported]:
    """The records of a file as they would be kept, one after the other: nothing is. Raises InvalidInput."""
    rows = order.form.rows(path)
    leading = list(_up_to_first_row(rows))
    columns = _columns(path, leading, order).known
    file = File(name=str(path), capture_sha256="", form=order.form, recorder=order.recorder)
    with Seen() as seen:
        run = _Run(
            file=file,
            vocabulary=vocabulary,
            columns=columns,
            seen=seen,
            check=lambda row, made: None,
            on_error=on_error,
        )
        yield from run.told(chain(leading, rows))


def columns_in(path: Path) -> tuple[str, ...]:
    """The columns of a file, for asking which holds what. Raises InvalidInput."""
    first = next((row for row in records_in(path) if isinstance(row, Record)), None)
    return tuple(first.fields) if first else ()


def _up_to_first_row(rows: Iterator[Record | Mistake]) -> Iterator[Record | Mistake]:
    for row in rows:
        yield row
        if isinstance(row, Record):
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Our fields by their column's name (a number may be minimum and maximum), and the columns that hold none."""

    known: Mapping[str, tuple[str, ...]]
    unread: tuple[str, ...]


def _columns(path: Path, leading: Sequence[Record | Mistake], order: Order) -> _Columns:
    """Raises InvalidInput where columns are missing without which nothing can be read."""
    known: dict[str, tuple[str, ...]] = {}
    for ours, names in order.form.fields.items():
        for name in (order.columns[ours],) if ours in order.columns else (ours, *names):
            known[column_name(name)] = (*known.get(column_name(name), ()), ours)
    there = [name for row in leading if isinstance(row, Record) for name in row.fields]
    fields = {ours for name in there for ours in known.get(name, ())}
    mistakes = [row for row in leading if isinstance(row, Mistake)]
    if mistakes and not there:
        first = mistakes[0]
        raise InvalidInput(
            f"{path}: none of its rows can be read; row {first.number}: {first.what}; {first.remedy}",
            code="columns",
        )
    lacking = [order.columns.get(name, name) for name in order.form.needs if name not in fields]
    if lacking:
        raise InvalidInput(
            f"{path} has no column {', '.join(lacking)}: name the right --kind, tell which column holds what with "
            "--mapping, or export the file again",
            code="columns",
        )
    passed_over = order.form.passed_over
    unread = tuple(name for name in there if name and name not in known and name not in passed_over)
    present = {name: known[name] for name in there if name in known}  # named first where a cell is wrong
    return _Columns(known=present | known, unread=unread)


def _known(casebook: Casebook, file: File) -> Iterator[tuple[str, str]]:
    from civharm.casebook.importing import records_known

    return records_known(casebook.alias, renderer=file.renderer, source=file.recorder)


def _withdraw(reports: Sequence[str], casebook: Casebook, file: File) -> int:
    """Mark records as withdrawn by the recorder; how many were not marked before."""
    from civharm.casebook.importing import standing_record

    count = 0
    for each in reports:
        report, rendition, claims = standing_record(casebook.alias, each, file.reader.name)
        if not is_withdrawn(rendition.text):
            count += casebook.add_imported(
                [withdrawn(report, rendition, claims, file=file)], file.reader
            ).changed
    return count


@dataclass(kw_only=True)
class _Run:
    """One file under way: the records that were in it, and what was wrong."""

    file: File
    vocabulary: Vocabulary
    columns: Mapping[str, tuple[str, ...]]
    seen: Seen
    check: Callable[[Recorded, Imported], None]
    on_error: Callable[[RowError], None]
    errors: list[RowError] = field(default_factory=list)
    wrong: int = 0

    def told(self, rows: Iterator[Record | Mistake]) -> Iterator[Imported]:
        """The good rows, each with its words and claims; the bad ones are told."""
        for row in rows:
            if isinstance(row, Mistake):
                self._say(RowError(row=row.number, column="", what=row.what, remedy=row.remedy))
                continue
            try:
                yield self._told(row)
            except BadCell as error:
                column = self._theirs(error.column)
                self._say(RowError(row=row.number, column=column, what=error.what, remedy=error.remedy))

    def _say(self, error: RowError) -> None:
        self.wrong += 1
        if len(self.errors) < _MOST_HELD:
            self.errors.append(error)
        self.on_error(error)

    def _told(self, row: Record) -> Imported:
        fields = self._fields(row)
        recorded = self.file.form.read(fields)
        self._note(recorded)
        try:
            made = imported(recorded, self.file, self.vocabulary, part=f"row {row.number}")
        except InvalidModel as error:
            raise BadCell("", str(error), "correct the row") from None
        self.check(recorded, made)
        return made

    def _fields(self, row: Record) -> Mapping[str, str]:
        fields: dict[str, str] = {}
        for name, written in row.fields.items():
            for ours in self.columns.get(name, ()) if written else ():
                if len(written) > _LONGEST_CELL and ours not in self.file.form.long:
                    remedy = "look for a quotation mark that is never closed"
                    raise BadCell(ours, f"more than {_LONGEST_CELL} characters", remedy)
                fields.setdefault(ours, written)
        return fields

    def _note(self, recorded: Recorded) -> None:
        """Remember the record, of which there is one in a file."""
        if not self.seen.add(report_id(self.file, recorded.key)):
            raise BadCell(
                self.file.form.needs[0], "the id stands in an earlier row too", "give each record one row"
            )

    def _theirs(self, ours: str) -> str:
        """Their name of a column, as it stands in the file."""
        return next((theirs for theirs, fields in self.columns.items() if ours in fields), ours)
