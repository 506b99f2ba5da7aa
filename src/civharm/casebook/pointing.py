"""Where a person says that a name lies: a point in any notation, or a place of the gazetteer."""

from collections.abc import Mapping, Sequence
from typing import Any

from civharm.model.errors import InvalidDecision, InvalidInput, NotFound
from civharm.model.places import PlacePrecision
from civharm.places.borders import looks_swapped
from civharm.places.coordinates import parse_coordinates
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.pointing import rung_of

#: The fields of a settled name that a person gives, without the name itself and the point.
Said = Mapping[str, Any]


def where_of(
    name: str, *, at: str | None, place_id: str | None, said: Said, gazetteer: SqliteGazetteer
) -> dict[str, Any]:
    """The change of a decision that settles a name. Raises InvalidDecision or NotFound."""
    if (at is None) == (place_id is None):
        raise InvalidDecision("where does it lie? Give coordinates, or a place of the gazetteer by its id")
    found = _at(at, said, gazetteer) if at is not None else _row(place_id or "", gazetteer)
    given = {key: value for key, value in said.items() if value is not None}
    return {"name": name, **found, **given}


def only_country(countries: Sequence[str]) -> str | None:
    """The country of a record that is about one alone."""
    return countries[0] if len(countries) == 1 else None


def _at(written: str, said: Said, gazetteer: SqliteGazetteer) -> dict[str, Any]:
    try:
        point = parse_coordinates(written)
    except InvalidInput as error:
        raise InvalidDecision(str(error)) from error
    precision = said.get("precision") or rung_of(point.radius_m).value
    radius = (
        max(point.radius_m, DEFAULT_RADIUS_M[PlacePrecision(precision)])
        if said.get("precision")
        else point.radius_m
    )
    country = said.get("country") or ""
    _check_country(point.point, country, gazetteer)
    return {
        "lat": point.lat,
        "lon": point.lon,
        "precision": precision,
        "radius_m": radius,
        "country": country,
    }


def _check_country(point: tuple[float, float], country: str, gazetteer: SqliteGazetteer) -> None:
    box = gazetteer.box_of(country) if country else None
    if box and looks_swapped(*point, box):
        raise InvalidDecision(
            f"{point[0]}, {point[1]} is not in {country}, but swapped it is: latitude comes first"
        )


def _row(place_id: str, gazetteer: SqliteGazetteer) -> dict[str, Any]:
    row = gazetteer.with_id(place_id)
    if row is None:
        raise NotFound(f"the gazetteer has no place {place_id!r}: `civharm places find NAME` shows their ids")
    return {
        "lat": row.lat,
        "lon": row.lon,
        "precision": row.kind.value,
        "radius_m": row.radius_m,
        "country": row.country,
        "gazetteer_id": row.id,
    }
