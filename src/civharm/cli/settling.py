"""Names that nobody could place: listing them, and settling one for a casebook; coordinates in all notations."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from civharm.cli.choices import CasebookOption, ReadFormat, current_casebook, own
from civharm.model.errors import InvalidDecision
from civharm.model.places import PlacePrecision

if TYPE_CHECKING:
    from civharm.publication.unresolved import UnresolvedName

_HEADINGS = ("name", "in", "reports", "claims", "written as", "may be")

AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="COORDINATES", help='Where: "36.34, 43.12", "38S LF 320 233", a link.'),
]
IdOption = Annotated[
    str | None,
    typer.Option("--id", help="Or a place of the gazetteer, by its id: `civharm places find` shows it."),
]
WithinOption = Annotated[
    str | None, typer.Option(help="What it lies in, where the name alone says too little.")
]
PrecisionOption = Annotated[
    PlacePrecision | None, typer.Option(help="What it is; unset, what the coordinates or the gazetteer say.")
]
RadiusOption = Annotated[
    int | None, typer.Option(min=1, help="How far around, in metres; unset, the precision's.")
]
CountryOption = Annotated[str | None, typer.Option(help="Its country's code, as IQ.")]


def unresolved(
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="How to print.")] = ReadFormat.TABLE,
) -> None:
    """List names of places that nobody could place, the most frequent first: `civharm decide place` settles one."""
    from dataclasses import asdict

    from civharm.cli.printing import print_lines, print_table
    from civharm.cli.shown import protection_of_shown, shown_in
    from civharm.publication.unresolved import unresolved_names

    shown = shown_in(current_casebook(casebook), is_protected_shown=False)
    names = protection_of_shown(shown).within(unresolved_names(shown.claims))
    if output is ReadFormat.JSONL:
        print_lines({"type": "unresolved_name", **asdict(name)} for name in names)
    elif names:
        print_table(_HEADINGS, map(_cells, names))
    else:
        print("every place has a point")


def convert(
    coordinates: Annotated[
        str, typer.Argument(help='As "38S LF 320 233", "36°20′N 43°07′E", "36.34, 43.12".')
    ],
) -> None:
    """Show coordinates in every notation, with the radius that they leave open. WGS 84 alone."""
    from civharm.places.coordinates import in_degrees, parse_coordinates
    from civharm.places.grid import grid_square

    point = parse_coordinates(coordinates)
    print(f"decimal  {point.lat:.6f}, {point.lon:.6f}")
    print(f"degrees  {in_degrees(point.lat, 'NS')} {in_degrees(point.lon, 'EW')}")
    print(f"MGRS     {grid_square(point.lat, point.lon, radius_m=point.radius_m) or 'none near the poles'}")
    print(f"radius   {point.radius_m} m")


def where_of(
    name: str, *, at: str | None, place_id: str | None, said: dict[str, Any], casebook: Path
) -> dict[str, Any]:
    """The change of a decision that settles a name: the point that was given, or that of the gazetteer's row."""
    from civharm.casebook import pointing
    from civharm.places.gazetteer import open_gazetteer

    scope = own().scope
    if at is not None:  # a row of the gazetteer has a country of its own
        country = said.get("country") or pointing.only_country(scope.countries if scope else ())
        said = {**said, "country": country}
    if (at is None) == (place_id is None):
        raise InvalidDecision(
            "where does it lie? Give --at with coordinates, or --id with a place of the gazetteer"
        )
    gazetteer = open_gazetteer(*own().in_casebook(casebook).places)
    return pointing.where_of(name, at=at, place_id=place_id, said=said, gazetteer=gazetteer)


def _cells(name: "UnresolvedName") -> tuple[str, ...]:
    counts = str(name.reports), str(name.claims)
    return name.name, name.within or "", *counts, "; ".join(name.words), "; ".join(name.alternatives)
