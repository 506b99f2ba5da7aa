"""GeoNames: dumps of a country (or of all), and the list of other names that belongs to them."""

from collections.abc import Iterator
from typing import IO

from civharm.model.places import PlacePrecision as P
from civharm.places.layers.names import fault_of_name, name_or_pass, spellings_of
from civharm.places.layers.points import point_in
from civharm.places.layers.records import Mistake, PassedOver, PlaceRow, Record
from civharm.places.world import is_name, kind_by_population, radius_by_population

SOURCE, LICENCE = "GeoNames", "CC BY 4.0"
#: Rungs of feature codes: geonames.org/export/codes.html. What is not listed goes by its class.
_CODES = {
    "PCLI": P.COUNTRY, "PCLD": P.COUNTRY, "PCLF": P.COUNTRY, "PCLS": P.COUNTRY, "PCLIX": P.COUNTRY, "PCL": P.COUNTRY,
    "TERR": P.COUNTRY, "ADM1": P.PROVINCE, "ADM1H": P.PROVINCE, "ADM2": P.DISTRICT, "ADM2H": P.DISTRICT,
    "ADM3": P.SUBDISTRICT, "ADM3H": P.SUBDISTRICT, "ADM4": P.SUBDISTRICT, "ADM5": P.SUBDISTRICT,
    "PPLX": P.NEIGHBOURHOOD, "PPLF": P.VILLAGE, "PPLL": P.VILLAGE, "PPLR": P.VILLAGE, "RD": P.STREET, "ST": P.STREET,
    "SQR": P.STREET, "CMPRF": P.NEIGHBOURHOOD, "CMP": P.NEIGHBOURHOOD, "STLMT": P.VILLAGE,
}  # fmt: skip
#: What is a point on the map: buildings, hills, springs; and what has an extent that no dump gives.
_CLASSES = {"S": P.LANDMARK, "T": P.LANDMARK, "A": P.UNKNOWN, "L": P.UNKNOWN, "H": P.UNKNOWN, "V": P.UNKNOWN}
_WIDE_M = 10_000
_POPULATED = "P"
_ALTERNATE_COLUMNS = (8, 10)
#: Kinds of entries among the other names that are no names.
_NO_LANGUAGES = frozenset("link wkdt post iata icao faac unlc tcid phon piny".split())


def geonames_row(record: Record) -> PlaceRow:
    """The place of a line. Raises BadRow, or PassedOver for a line without a name that can be looked up."""
    fields = record.fields
    name = name_or_pass([fields["name"].strip()])
    population = int(fields["population"]) if fields["population"].isdecimal() else 0
    kind, radius_m = _rung(fields["feature_class"], fields["feature_code"], population)
    point = point_in(fields["latitude"], fields["longitude"])
    country, admin1 = fields["country_code"].strip().upper(), fields["admin1_code"].strip()
    others = (other.strip() for other in fields["alternatenames"].split(","))
    return PlaceRow(
        number=record.number,
        name=name,
        lat=point.lat,
        lon=point.lon,
        spellings=spellings_of(name, (other for other in others if other and is_name(other))),
        kind=kind,
        radius_m=radius_m,
        country=country,
        admin1=f"{country}.{admin1}" if admin1 and admin1 != "00" else None,
        population=population,
        id=fields["geonameid"],
        is_geonames_id=True,
        source=SOURCE,
        licence=LICENCE,
    )


def _rung(feature_class: str, code: str, population: int) -> tuple[P, int | None]:
    if code in _CODES:
        return _CODES[code], None
    if feature_class == _POPULATED:
        return kind_by_population(population), radius_by_population(population)
    if feature_class in _CLASSES:
        kind = _CLASSES[feature_class]
        return kind, _WIDE_M if kind is P.UNKNOWN else None
    raise PassedOver(f"features of class {feature_class or 'none'}, which are no places on land")


def other_names(text: IO[str]) -> Iterator[tuple[int, str] | Mistake]:
    """The entries of alternateNamesV2.txt that are names: which place, and the name."""
    for number, line in enumerate(text, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if not (_ALTERNATE_COLUMNS[0] <= len(cells) <= _ALTERNATE_COLUMNS[1] and cells[1].isdecimal()):
            if line.strip():
                what = f"{len(cells)} cells, where a list of other names has 8 or 10"
                yield Mistake(number=number, what=what, remedy="give alternateNamesV2.txt of GeoNames")
        elif cells[2] not in _NO_LANGUAGES and is_name(cells[3]) and not fault_of_name(cells[3]):
            yield int(cells[1]), cells[3]
