"""How places, layers and reports on place files are printed."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from civharm.cli.printing import print_table
from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.layers.compare import Compared
from civharm.places.layers.report import Report
from civharm.publication.lines import Line
from civharm.publication.table import counted

PLACE_HEADINGS = (
    "name", "kind", "country", "area", "in", "point", "radius", "people", "layer", "id", "source", "licence", "found by",
)  # fmt: skip
LAYER_HEADINGS = ("layer", "since", "places", "file", "format", "left out", "source", "sha256")
_COMPARED_HEADINGS = ("row", "name", "the file's point", "answer", "layer", "off by")
_SHOWN = 40
_WITHIN_M = 1_000


def found_by(gazetteer: SqliteGazetteer, name: str) -> Iterator[tuple[GazetteerPlace, str]]:
    """The places that a name leads to, each once, with the key that it was found by, strict ones first."""
    ways = (
        ("spelling", gazetteer.find_strictly(name)),
        ("spelling but for article and vowels", gazetteer.find(name)),
        ("consonants alone", gazetteer.find_alike(name)),
        ("people's name", gazetteer.find_people(name)),
        ("short form", gazetteer.find_abbreviated(name)),
    )
    seen: set[str] = set()
    for way, places in ways:
        for place in places:
            if place.id not in seen:
                seen.add(place.id)
                yield place, way


def place_cells(place: GazetteerPlace, key: str) -> tuple[str, ...]:
    return (
        place.name, place.kind.value, place.country, place.admin1 or "", place.parent or "",
        f"{place.lat:.5f}, {place.lon:.5f}", f"{place.radius_m:,} m", f"{place.population:,}" if place.population else "",
        place.layer, place.id, place.source, place.licence, key,
    )  # fmt: skip


def place_line(place: GazetteerPlace, key: str) -> Line:
    """A place as a line of JSON; what is unknown is null."""
    return {
        "type": "place", "id": place.id, "name": place.name, "precision": place.kind.value,
        "country": place.country or None, "admin1": place.admin1, "within": place.parent, "lat": place.lat,
        "lon": place.lon, "radius_m": place.radius_m, "population": place.population or None, "bank": place.bank,
        "layer": place.layer, "source": place.source, "licence": place.licence, "found_by": key,
    }  # fmt: skip


def layer_cells(about: Mapping[str, str]) -> tuple[str, ...]:
    since = about.get("loaded_at", "")[:10] or ("--places" if "file" in about else "built in")
    left_out = about.get("skipped", "")
    return (
        about["name"], since, f"{int(about['places']):,}", about.get("file", ""), about.get("format", ""),
        left_out if left_out != "0" else "", about.get("source", ""), about.get("sha256", "")[:12],
    )  # fmt: skip


def say_report(report: Report, *, is_loaded: bool, errors: Path | None) -> None:
    """What a file held, what was left out, and the mistakes in it."""
    print(f"{report.name}: {counted(report.records, 'record')} ({report.format or 'no format'})")
    if report.places:
        print(f"  {counted(report.places, 'place')}, found by {report.keys:,} spellings and looser keys")
    for note in report.notes:
        print(f"  note: {note}")
    for why, count in report.left_out.most_common():
        print(f"  left out: {count:,} {why}")
    if report.mistakes:
        _say_mistakes(report, is_loaded=is_loaded, errors=errors)


def _say_mistakes(report: Report, *, is_loaded: bool, errors: Path | None) -> None:
    what = "left out" if is_loaded else "wrong"
    print(f"  {counted(report.mistakes, 'row')} {what}:")
    for mistake in report.shown:
        print(f"    row {mistake.number}: {mistake}")
    more = report.mistakes - len(report.shown)
    if more:
        print(f"    and {more:,} more" + ("" if errors else ": --errors FILE writes them all"))
    if errors:
        print(f"  all of them are in {errors}")


def say_compared(rows: Iterable[Compared], *, within: int | None) -> bool:
    """How far off the gazetteer has each place; True if all are found within the distance, or none was asked for."""
    limit = _WITHIN_M if within is None else within
    counts = {"near": 0, "far": 0, "unknown": 0}
    shown: list[tuple[str, ...]] = []
    farthest = 0.0
    for row in rows:
        off = row.distance_m
        counts["unknown" if off is None else "near" if off <= limit else "far"] += 1
        farthest = max(farthest, off or 0.0)
        if off is None or off > limit or sum(counts.values()) <= _SHOWN:
            shown.append(_compared_cells(row))
    print_table(_COMPARED_HEADINGS, shown[:_SHOWN])
    print(
        f"{sum(counts.values()):,} places: {counts['near']:,} within {limit:,} m of the file's point, "
        f"{counts['far']:,} farther off (at most {_metres(farthest)}), {counts['unknown']:,} not known"
    )
    return within is None or not (counts["far"] or counts["unknown"])


def say_contradictions(rows: Iterable[Compared]) -> None:
    """Places that another layer has elsewhere."""
    found = list(islice(rows, _SHOWN + 1))
    if not found:
        return
    count = f"more than {_SHOWN}" if len(found) > _SHOWN else str(len(found))
    print(
        f"{count} of its places lie elsewhere in another layer, which this one now beats; look whether it should:"
    )
    print_table(_COMPARED_HEADINGS, map(_compared_cells, found[:_SHOWN]))


def _compared_cells(row: Compared) -> tuple[str, ...]:
    place, answer = row.place, row.answer
    point = f"{place.point[0]:.5f}, {place.point[1]:.5f}"
    if answer is None:
        return str(place.number), place.name, point, "not known", "", ""
    off = row.distance_m or 0.0
    return str(place.number), place.name, point, _answer_words(answer), answer.layer, _metres(off)


def _answer_words(answer: GazetteerPlace) -> str:
    around = ", ".join(part for part in (answer.parent, answer.country) if part)
    kind = answer.kind.value if answer.kind is not PlacePrecision.UNKNOWN else "place"
    return f"{answer.name} ({kind}{f', {around}' if around else ''})"


def _metres(distance: float) -> str:
    return f"{distance:,.0f} m" if distance < 10_000 else f"{distance / 1000:,.0f} km"
