"""Rows out of what platforms of investigations export: objects of JSON, flattened to the fields that are read; the rest stays in the file."""

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from civharm.lists.table import records_in
from civharm.model.errors import InvalidInput
from civharm.places.layers.containers import column_name
from civharm.places.layers.json_stream import json_objects
from civharm.places.layers.limits import MEGABYTE
from civharm.places.layers.records import BadRow, Mistake, Record

Object = Mapping[str, Any]
Flatten = Callable[[Object], Object]
_METADATA = "metadata.json"
_MOST_METADATA = 20 * MEGABYTE
_PIECE = 1 << 20
_VISIBLE = "visible"


def atlos_rows(path: Path) -> Iterator[Record | Mistake]:
    """The incidents of an Atlos export: its CSV, the JSON of its API, or the archive of a whole project. Raises InvalidInput."""
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _of_project(path)
    return _of_objects(path, _atlos) if suffix in (".json", ".jsonl") else records_in(path)


def bayanat_rows(path: Path) -> Iterator[Record | Mistake]:
    """The bulletins, incidents and actors of a Bayanat export in JSON, or of the archive that it is packed in. Raises InvalidInput."""
    if path.suffix.lower() != ".zip":
        return _of_objects(path, _bayanat)
    return _of_packed(path)


def _of_packed(path: Path) -> Iterator[Record | Mistake]:
    with _opened(path) as archive:
        names = [each for each in archive.namelist() if each.lower().endswith(".json")]
        if not names:
            raise InvalidInput(
                f"{path} holds no JSON: export bulletins, incidents or actors as JSON", code="columns"
            )
        number = 0
        for name in names:
            with archive.open(name) as packed:
                text = io.TextIOWrapper(packed, encoding="utf-8-sig")
                for found in json_objects(text, f"{path}: {name}"):
                    number += 1
                    yield _row(number, found, _bayanat)


def _of_objects(path: Path, flatten: Flatten) -> Iterator[Record | Mistake]:
    try:
        with path.open(encoding="utf-8-sig") as text:
            for number, found in enumerate(json_objects(text, str(path)), start=1):
                yield _row(number, found, flatten)
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror or error}", code="unreadable") from error
    except UnicodeDecodeError:
        raise InvalidInput(f"{path} is not written in UTF-8: export it again", code="encoding") from None


def _row(number: int, found: Object, flatten: Flatten) -> Record | Mistake:
    """An object as a row; one that has not the form of the export is a mistake, whatever is wrong in it."""
    try:
        return Record(number, {name: _cell(value) for name, value in flatten(found).items()})
    except BadRow as error:
        return error.at(number)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError):
        return Mistake(
            number=number, what="the object has another form than the export has", remedy="export it again"
        )


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_cell(each) for each in value)
    return "" if value is None or isinstance(value, Mapping) else str(value).strip()


# Atlos


def _atlos(found: Object) -> Object:
    """An incident as Atlos' API and its full export write it: attributes by `attr_` names, a project's own in a list."""
    if not found.get("slug"):
        raise BadRow(
            "no incident: it has no slug", "save the list of incidents, not one of material or updates"
        )
    if found.get("deleted"):
        raise BadRow("deleted in Atlos", "leave it out, or restore it there")
    own = {
        column_name(str(each["name"])): each.get("value")
        for each in found.get("attributes") or ()
        if not isinstance(each.get("value"), Mapping)
    }
    core = {name.removeprefix("attr_"): value for name, value in found.items() if value not in (None, [], "")}
    where = found.get("attr_geolocation")
    lon, lat = where["coordinates"][:2] if isinstance(where, Mapping) else (None, None)
    told = {name: value for name, value in (own | core).items() if name not in ("versions", "attributes")}
    pieces = [each for each in found.get("versions") or () if each.get("visibility", _VISIBLE) == _VISIBLE]
    return told | {
        "latitude": lat,
        "longitude": lon,
        "geolocation_resolution": core.get("geolocation_resolution"),
        "material": _material(pieces) if "versions" in found else "",
    }


def _material(pieces: Sequence[Object]) -> str:
    """How much source material there is, by the hashes of its files; whose account it is from stays in the capture."""
    hashes = sorted(
        str(artifact["file_hash_sha256"])
        for each in pieces
        for artifact in each.get("artifacts") or ()
        if artifact.get("file_hash_sha256")
    )
    files = f", files {' '.join(hashes)}" if hashes else ""
    return f"{len(pieces)} pieces of source material{files}" if pieces else ""


def _of_project(path: Path) -> Iterator[Record | Mistake]:
    """The incidents of a full export, each checked against the files of its material that lie beside it."""
    with _opened(path) as archive:
        members = {each.filename: each for each in archive.infolist() if not each.is_dir()}
        incidents = sorted(name for name in members if _is_of_incident(name))
        if not incidents:
            raise InvalidInput(
                f"{path} holds no SLUG/{_METADATA}: it is no full export of Atlos", code="columns"
            )
        for number, name in enumerate(incidents, start=1):
            yield _checked_incident(number, archive, members, PurePosixPath(name))


def _is_of_incident(name: str) -> bool:
    """True for the description of an incident, which lies one folder below the root; that of a piece lies two."""
    parts = PurePosixPath(name).parts
    return parts[-1] == _METADATA and len(parts) in (2, 3) and not _is_piece(parts)


def _is_piece(parts: Sequence[str]) -> bool:
    return len(parts) >= 3 and parts[-2].startswith(f"{parts[-3]}-")


def _checked_incident(
    number: int, archive: ZipFile, members: Mapping[str, ZipInfo], name: PurePosixPath
) -> Record | Mistake:
    try:
        found = json.loads(_read(archive, members[str(name)]))
        below = [each for each in members if PurePosixPath(each).parts[:-2] == name.parts[:-1]]
        pieces = [each for each in below if PurePosixPath(each).name == _METADATA]
        versions = [json.loads(_read(archive, members[each])) for each in pieces]
        hashes = {_sha256(archive, members[each]) for each in below if each not in pieces}
    except (ValueError, BadZipFile, UnicodeDecodeError):
        return Mistake(number=number, what=f"{name} is broken", remedy="export the project again")
    told = {
        str(artifact.get("file_hash_sha256")).lower()
        for each in versions
        for artifact in each.get("artifacts") or ()
    }
    if changed := hashes - told:
        what = f"{len(changed)} files of the material of {name.parent.name} are not those that its description names"
        return Mistake(number=number, what=what, remedy="export the project again, and compare the hashes")
    return _row(number, {**found, "versions": versions}, _atlos)


def _read(archive: ZipFile, member: ZipInfo) -> bytes:
    """A small member. Raises ValueError where it unpacks to more."""
    with archive.open(member) as packed:
        content = packed.read(_MOST_METADATA + 1)
    if len(content) > _MOST_METADATA:
        raise ValueError(member.filename)
    return content


def _sha256(archive: ZipFile, member: ZipInfo) -> str:
    found = hashlib.sha256()
    with archive.open(member) as packed:
        while piece := packed.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except (BadZipFile, OSError) as error:
        raise InvalidInput(f"{path} can't be read: {error}", code="unreadable") from None


# Bayanat


def _bayanat(found: Object) -> Object:
    """A bulletin, an incident or an actor as Bayanat exports it. Names, titles and descriptions stay in the capture."""
    kind = str(found.get("class") or "")
    if kind not in ("bulletin", "incident", "actor") or not found.get("id"):
        raise BadRow("no bulletin, incident or actor", "export these as JSON")
    if found.get("restricted"):
        raise BadRow(
            "restricted in Bayanat", "ask there whether it may leave, and export it with the right to see it"
        )
    events = [each for each in found.get("events") or () if isinstance(each, Mapping)]
    return {
        "id": f"{kind}-{found['id']}",
        "class": kind,
        "kinds": "|".join(_titles(found, events)),
        "verified": "|".join(_named(found.get("verLabels") or ())),
        "sources": len(found.get("sources") or ()),
        "status": found.get("status"),
        "published": str(found.get("publish_date") or "")[:10],
        "civilian": found.get("civilian"),
        "dead": _any(found, "known_dead"),
        "injured": _any(found, "injured"),
        **_when(events),
        **_where(found, events),
    }


def _titles(found: Object, events: Sequence[Object]) -> Iterator[str]:
    """What was chosen from lists: labels, violations and kinds of events."""
    for name in ("labels", "verLabels", "potential_violations", "claimed_violations"):
        yield from _named(found.get(name) or ())
    yield from _named(each.get("eventtype") or {} for each in events)
    for profile in found.get("actor_profiles") or ():
        yield from _named(profile.get("labels") or ())


def _named(chosen: Any) -> Iterator[str]:
    return (str(each["title"]).replace("|", "/") for each in chosen if each.get("title"))


def _any(found: Object, flag: str) -> str:
    """yes where some profile of a person says so."""
    told = (str(each.get(flag) or "").strip().lower() for each in found.get("actor_profiles") or ())
    return "yes" if any(each in ("yes", "true") for each in told) else ""


def _when(events: Sequence[Object]) -> Object:
    """The first event with a day, which all of the record is taken to be of."""
    dated = [each for each in events if each.get("from_date") or each.get("to_date")]
    if not dated:
        return {}
    first = min(dated, key=lambda each: str(each.get("from_date") or each.get("to_date")))
    start, end = (str(first.get(name) or "")[:10] for name in ("from_date", "to_date"))
    return {"date": start or end, "date_end": end, "estimated": "yes" if first.get("estimated") else ""}


def _where(found: Object, events: Sequence[Object]) -> Object:
    """The main point of a bulletin, else the place of an event, else the first place that has a point, else a name."""
    points = [each for each in found.get("geoLocations") or () if each.get("lat") is not None]
    main = sorted(points, key=lambda each: not each.get("main"))
    of_events = [each["location"] for each in events if each.get("location")]
    places = [*of_events, *(found.get("locations") or ())]
    located = [each for each in places if each.get("lat") is not None]
    named = next((str(each["title"]) for each in (*located, *places) if each.get("title")), "")
    chosen = next(iter((*main, *located, *places)), None)
    if chosen is None:
        return {}
    level = chosen.get("admin_level")
    country = chosen.get("country")
    return {
        "place": str(chosen.get("title") or "") if chosen not in points else named,
        "lat": chosen.get("lat"),
        "lon": chosen.get("lng"),
        "level": level.get("title") if isinstance(level, Mapping) else "",
        "country": country.get("title") if isinstance(country, Mapping) else "",
    }
