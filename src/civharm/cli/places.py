"""`civharm places`: bring your own places, look names up, and check a file before it is used."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, ReadFormat, open_casebook, own, utc_now
from civharm.model.errors import InvalidInput, NotFound
from civharm.places.layers.records import PlaceFormat

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.places.gazetteer import SqliteGazetteer
    from civharm.places.layers.compile import LoadTerms

app = typer.Typer(
    help="Bring your own places: load, list, remove, find, check.",
    no_args_is_help=True,
)

_File = Annotated[
    Path,
    typer.Argument(
        help="CSV, GeoJSON, KML or KMZ, a dump of GeoNames, a dataset of OCHA, an extract of OpenStreetMap."
    ),
]
_Format = Annotated[
    PlaceFormat | None, typer.Option("--format", help="What the fields mean, where it is not recognised.")
]
_Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The file's encoding, where it is not found out: cp1256, utf-16."),
]
_Errors = Annotated[Path | None, typer.Option(help="A CSV to write all mistakes to, by file and row.")]
_Others = Annotated[
    Path | None, typer.Option(help="alternateNamesV2.txt of GeoNames, beside a dump: more spellings.")
]


@app.command()
def load(  # noqa: PLR0913 - a command's options are its parameters
    file: _File,
    casebook: CasebookOption = None,
    to: Annotated[Path | None, typer.Option(help="A file to write instead, for --places.")] = None,
    name: Annotated[str | None, typer.Option(help="The layer's name; unset, the file's.")] = None,
    format: _Format = None,
    alternate_names: _Others = None,
    encoding: _Encoding = None,
    source: Annotated[str, typer.Option(help="Where rows come from that don't say.")] = "",
    licence: Annotated[str, typer.Option(help="The licence of rows that name none.")] = "",
    skip_bad_rows: Annotated[bool, typer.Option(help="Load the others where rows have mistakes.")] = False,
    errors: _Errors = None,
    replace: Annotated[bool, typer.Option(help="Take the place of a layer that has this name.")] = False,
) -> None:
    """Load a file of places into a casebook, as a layer that beats what is built in. All of it, or nothing."""
    from civharm.places.layers.compile import LoadTerms
    from civharm.places.layers.shelf import checked_layer_name, layer_name

    terms = LoadTerms(
        name=checked_layer_name(name) if name else layer_name(file),
        format=format,
        encoding=encoding,
        source=source,
        licence=licence,
        country=_country(),
        alternate_names=alternate_names,
        skips_bad_rows=skip_bad_rows,
        errors=errors,
    )
    if to is not None:
        _load_to(file, to, terms, replaces=replace)
    else:
        _load_into(casebook, file, terms, replaces=replace)


@app.command("list")
def list_layers(casebook: CasebookOption = None) -> None:
    """List the layers in force, the strongest first; at the end what is built in."""
    from civharm.cli.printing import print_table
    from civharm.cli.shown_places import LAYER_HEADINGS, layer_cells

    with closing(_gazetteer(casebook)) as gazetteer:
        print_table(LAYER_HEADINGS, map(layer_cells, gazetteer.about()))


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The layer's name, as `list` shows it.")],
    casebook: CasebookOption = None,
) -> None:
    """Take a layer of places away from a casebook."""
    store = open_casebook(casebook)
    store.remove_places(name)
    print(f"layer {name} removed")
    _say_what_next(store)


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A place's name, in any spelling or script.")],
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="How to print.")] = ReadFormat.TABLE,
) -> None:
    """Show every place that a name may mean, the strongest layer first, and by what it was found."""
    from civharm.cli.printing import print_lines, print_table
    from civharm.cli.shown_places import PLACE_HEADINGS, found_by, place_cells, place_line

    with closing(_gazetteer(casebook)) as gazetteer:
        found = list(found_by(gazetteer, name))
    if not found:
        raise NotFound(
            f"no place is called {name!r}, nor anything like it: `civharm places load` brings your own"
        )
    if output is ReadFormat.JSONL:
        print_lines(place_line(place, key) for place, key in found)
    else:
        print_table(PLACE_HEADINGS, [place_cells(place, key) for place, key in found])


@app.command()
def check(  # noqa: PLR0913 - likewise
    file: _File,
    casebook: CasebookOption = None,
    within: Annotated[
        int | None,
        typer.Option(min=0, metavar="METRES", help="Fail if a place is not found, or farther off than that."),
    ] = None,
    format: _Format = None,
    encoding: _Encoding = None,
    errors: _Errors = None,
) -> None:
    """Read a file of places without loading it: its mistakes, and how far off the gazetteer has each place."""
    from civharm.cli.shown_places import say_compared, say_report
    from civharm.places.keys import opened_world
    from civharm.places.layers.areas import Areas
    from civharm.places.layers.compare import compared
    from civharm.places.layers.compile import LoadTerms, compile_layer
    from civharm.places.layers.report import RowsRefused

    terms = LoadTerms(
        name="checked",
        format=format,
        encoding=encoding,
        country=_country(),
        skips_bad_rows=True,
        errors=errors,
    )
    with closing(_gazetteer(casebook)) as gazetteer, closing(sqlite3.connect("")) as database:
        try:
            report = compile_layer(file, database, terms=terms, areas=Areas(opened_world()))
        except RowsRefused as refused:  # there is not one good row
            say_report(refused.report, is_loaded=False, errors=errors)
            raise typer.Exit(1) from None
        say_report(report, is_loaded=False, errors=errors)
        is_expected = say_compared(compared(database, gazetteer), within=within)
    raise typer.Exit(bool(report.mistakes) or not is_expected)


def _load_to(file: Path, to: Path, terms: "LoadTerms", *, replaces: bool) -> None:
    from civharm.cli.shown_places import say_report
    from civharm.places.layers.report import RowsRefused
    from civharm.places.layers.shelf import compile_to

    if to.exists() and not replaces:
        raise InvalidInput(f"{to} is there already: add --replace, or name another file", code="exists")
    try:
        report = compile_to(file, to, terms=terms, at=utc_now())
    except RowsRefused as refused:
        say_report(refused.report, is_loaded=False, errors=terms.errors)
        raise typer.Exit(2) from None
    say_report(report, is_loaded=True, errors=terms.errors)
    print(f"written to {to}: use it with `civharm --places {to} read …`")


def _load_into(casebook: Path | None, file: Path, terms: "LoadTerms", *, replaces: bool) -> None:
    from civharm.casebook.store import Casebook
    from civharm.cli.shown_places import say_report
    from civharm.places.layers.report import RowsRefused

    store = Casebook.open_or_create(casebook) if casebook is not None else open_casebook(None)
    if not replaces:
        store.folder.layers.check_is_free(terms.name)
    try:
        report = store.load_places(file, terms=terms)
    except RowsRefused as refused:
        say_report(refused.report, is_loaded=False, errors=terms.errors)
        raise typer.Exit(2) from None
    say_report(report, is_loaded=True, errors=terms.errors)
    print(f"layer {terms.name} loaded into {store.folder.path}")
    _say_contradictions(store, terms.name)
    _say_what_next(store)


def _say_contradictions(store: "Casebook", name: str) -> None:
    """Places that other layers, or what is built in, have elsewhere: told, and left to the user."""
    from civharm.cli.shown_places import say_contradictions
    from civharm.places.gazetteer import open_gazetteer
    from civharm.places.layers.compare import MOST_COMPARED, contradictions
    from civharm.places.layers.layer import opened

    shelf = store.folder.layers
    others = [path for path in shelf.paths() if path != shelf.path_of(name)]
    layer = opened(shelf.path_of(name))
    with closing(open_gazetteer(*others)) as gazetteer, closing(layer.connection) as database:
        if int(layer.about["places"]) <= MOST_COMPARED:
            say_contradictions(contradictions(database, gazetteer))
        else:
            print(
                f"not compared with other layers: that is done for layers of up to {MOST_COMPARED:,} places"
            )


def _say_what_next(store: "Casebook") -> None:
    from civharm.claims.readers import NAMES
    from civharm.publication.table import counted

    folder = store.folder.path
    count = store.read_otherwise(NAMES, mark=own().in_casebook(folder).version_mark())
    if count:
        print(
            f"{counted(count, 'report')} read with other places than now: `civharm reread --casebook {folder}` reads them again"
        )


def _gazetteer(casebook: Path | None) -> "SqliteGazetteer":
    """The gazetteer as reading would have it: of the casebook that is named, or that this folder is, if any."""
    from civharm.casebook.folder import is_casebook
    from civharm.places.gazetteer import open_gazetteer

    folder = casebook or (Path() if is_casebook(Path()) else None)
    return open_gazetteer(*own().in_casebook(folder).places)


def _country() -> str:
    """The country of rows that name none, where the user says what all is about."""
    scope = own().scope
    return scope.countries[0] if scope and len(scope.countries) == 1 else ""
