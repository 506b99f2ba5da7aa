"""`civharm import`: files of other recorders become claims of theirs; nothing is asked of the network."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, open_or_create_casebook, own
from civharm.exchange.kinds import Kind
from civharm.files.formulas import guarded
from civharm.model.errors import InvalidInput

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.exchange.importing import ImportResult, Order
    from civharm.exchange.recorded import RowError

_MOST_SHOWN = 20


def import_(  # noqa: PLR0913 - a command's options are its parameters
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Saved files of another recorder.")],
    kind: Annotated[Kind, typer.Option(help="What the files are.")],
    casebook: CasebookOption = None,
    recorder: Annotated[
        str | None, typer.Option(help="Whose word it is; needed where the kind does not tell.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="JSON: our field to the file's column; kept in the casebook for the recorder's next file.",
        ),
    ] = None,
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Where to write the rows that can't be read.")
    ] = None,
    complete: Annotated[
        bool, typer.Option(help="Each file is the whole set: what is missing in it was withdrawn.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who takes an archive over, and signs for its decisions."),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A table of what the archive's people decided: code, who, when, what, why; kept as notes.",
        ),
    ] = None,
) -> None:
    """Bring in records of others from saved files, as claims of theirs, or the team's own archive as its decisions.

    The same file once more adds nothing.
    """
    from civharm.cli.printing import say
    from civharm.cli.taking_over import say_taken_over, taking_by
    from civharm.exchange.importing import import_file
    from civharm.exchange.own import take_over
    from civharm.exchange.vocabulary import vocabulary_of
    from civharm.pipeline import refresh
    from civharm.places.gazetteer import open_gazetteer

    store = open_or_create_casebook(casebook)
    codebook = own().codebook()
    wrong = 0
    with (
        closing(open_gazetteer(*own().in_casebook(store.folder.path).places)) as gazetteer,
        _errors_table(errors, files=files) as tell,
    ):
        vocabulary = vocabulary_of(codebook, gazetteer)
        for path in files:
            order = _order(path, store, kind=kind, recorder=recorder, mapping=mapping, is_complete=complete)
            on_error = partial(tell, path)
            if kind is Kind.ARCHIVE:
                taking = taking_by(by, store, codebook=codebook, history=history)
                taken = take_over(path, taking, order, vocabulary=vocabulary, on_error=on_error)
                result = taken.rows
                say_taken_over(path, taken)
            else:
                result = import_file(path, store, order, vocabulary=vocabulary, on_error=on_error)
            say_result(path, result, is_complete=complete)
            wrong += result.wrong
    refresh(store, codebook=codebook)
    if wrong and errors is None:
        say("civharm: --errors FILE.csv writes them all into a table")
    raise typer.Exit(1 if wrong else 0)


def _order(  # noqa: PLR0913 - see `import_`
    path: Path,
    store: "Casebook",
    *,
    kind: Kind,
    recorder: str | None,
    mapping: Path | None,
    is_complete: bool,
) -> "Order":
    """What is to be done with a file. Asks which column holds what, where nobody said it before."""
    from civharm.exchange.importing import Order
    from civharm.exchange.kinds import form_of

    form = form_of(kind)
    whose = (recorder or form.recorder or "").strip()
    if not whose:
        raise InvalidInput(f"whose word is {path}? Name the recorder with --recorder NAME", code="recorder")
    columns = _mapped(path, store, kind=kind, recorder=whose, mapping=mapping) if form.is_mapped else {}
    return Order(form=form, recorder=whose, columns=columns, is_complete=is_complete)


def _mapped(
    path: Path, store: "Casebook", *, kind: Kind, recorder: str, mapping: Path | None
) -> dict[str, str]:
    from civharm.cli.asking import asked_columns, is_asking
    from civharm.exchange.kinds import form_of
    from civharm.exchange.mapping import mapping_in, save_mapping, saved_mapping

    form = form_of(kind)
    if mapping is not None:
        found = mapping_in(mapping, form)
    elif (saved := saved_mapping(store.folder.path, recorder, form)) is not None:
        return saved
    elif kind is Kind.TABLE and is_asking():
        found = asked_columns(path, form)
    else:
        return {}
    save_mapping(store.folder.path, recorder, found, form)
    return found


def say_result(path: Path, result: "ImportResult", *, is_complete: bool) -> None:
    from civharm.cli.printing import say
    from civharm.publication.table import counted

    for error in result.errors[:_MOST_SHOWN]:
        column = f", {error.column}" if error.column else ""
        say(f"civharm: {path.name}, row {error.row}{column}: {error.what}; {error.remedy}")
    if result.wrong > _MOST_SHOWN:
        say(f"civharm: {result.wrong - _MOST_SHOWN:,} more rows can't be read")
    kept = result.kept
    say(
        f"{path.name}: {counted(kept.new, 'record')} new, {kept.changed:,} changed, {kept.same:,} as before, "
        f"{result.wrong:,} can't be read"
    )
    if result.unread:
        say(f"civharm: note: kept in the capture, not read: {', '.join(result.unread)}")
    if result.missing:
        what = f"{counted(len(result.missing), 'record')} known before not in {path.name}"
        done = (
            f"{result.withdrawn:,} marked now as withdrawn by the recorder"
            if is_complete
            else "left as they are (--complete marks them as withdrawn)"
        )
        say(f"civharm: note: {what}: {done}")


@contextmanager
def _errors_table(to: Path | None, *, files: Sequence[Path]) -> "Iterator[Callable[[Path, RowError], None]]":
    """Where wrong rows are written as they are met, however many they are; nowhere where no file is named."""
    import csv

    if to is None:
        yield lambda path, error: None
        return
    if any(to.exists() and file.exists() and to.samefile(file) for file in files):
        raise InvalidInput(f"{to} is a file to import: name another for the errors", code="output")
    with to.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(("file", "row", "column", "what", "remedy"))
        yield lambda path, error: writer.writerow(
            guarded((path.name, error.row, error.column, error.what, error.remedy))
        )
