"""The incidents as JSON-LD in the words of schema.org, and as GeoJSON, one after the other so that any number fits."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from civharm.model.incidents import Incident
from civharm.publication.geojson import incident_feature
from civharm.publication.lines import Line
from civharm.publication.release.incidents import Published
from civharm.publication.release.source import About

_CONTEXT: Line = {
    "@vocab": "https://schema.org/",
    "ch": "urn:civharm:",
    "prov": "http://www.w3.org/ns/prov#",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
}
#: One encoder for all: `json.dumps` would make one anew for each incident.
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Listing:
    """A JSON document that is one list: each incident on a line of its own between what opens and what closes it."""

    def __init__(self, path: Path, *, head: str, tell: Callable[[Published], Line]) -> None:
        self._tell, self._is_first = tell, True
        self._file = path.open("x", encoding="utf-8")
        self._file.write(head)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._file:
            self._file.write("\n]}\n")

    def take(self, some: Iterable[Published]) -> None:
        for each in some:
            self._file.write("\n" if self._is_first else ",\n")
            self._file.write(_ENCODE(self._tell(each)))
            self._is_first = False


def geojson(path: Path) -> Listing:
    """A feature collection (RFC 7946); unplaced incidents have a null geometry."""
    head = '{"type": "FeatureCollection", "features": ['
    return Listing(path, head=head, tell=lambda each: incident_feature(each.incident, each.assessment))


def jsonld(path: Path, about: About) -> Listing:
    """A data set with its events; an id is a URN of the casebook, so that it names the same thing in every release."""
    head = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": f"urn:uuid:{about.casebook_id}",
        "name": about.title,
        "dateModified": about.made_at.isoformat(),
    }
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return Listing(path, head=f'{opened}, "hasPart": [', tell=lambda each: _event(each, about))


def _event(each: Published, about: About) -> Line:
    incident, assessment = each.incident, each.assessment
    killed = dict(_bounds(each))
    told = {
        "@type": "Event",
        "@id": _urn(about, incident.id),
        "identifier": incident.code or incident.id,
        "startDate": str(incident.when.start) if incident.when and incident.when.start else None,
        "endDate": str(incident.when.end) if incident.when and incident.when.end else None,
        "location": _place(incident),
        "ch:grading": assessment.grading.value if assessment and assessment.grading else None,
        "ch:strikeStatus": assessment.standing_strike_status.value if assessment else None,
        **killed,
        "wasDerivedFrom": [_urn(about, report) for report in incident.reports],
    }
    return {key: value for key, value in told.items() if value is not None}


def _bounds(each: Published) -> Iterator[tuple[str, int | None]]:
    for toll in each.assessment.standing_tolls if each.assessment else ():
        if toll.group == "all":
            name = f"ch:{toll.status.value}_{toll.harm.value}"
            yield f"{name}_min", toll.min.value
            yield f"{name}_max", toll.max.value


def _place(incident: Incident) -> Line | None:
    place = incident.where
    if place is None:
        return None
    point = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    told = {
        "@type": "Place",
        "name": place.name,
        "addressCountry": place.country,
        "ch:radiusMetres": place.radius_m,
    }
    found = told | ({"geo": point} if place.is_located else {})
    return {key: value for key, value in found.items() if value is not None}


def _urn(about: About, id: str) -> str:
    return f"urn:civharm:{about.casebook_id}:{id}"
