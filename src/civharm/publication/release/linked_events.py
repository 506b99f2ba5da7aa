"""An incident as an event in the words of schema.org; its ids begin as `linked` declares it."""

from collections.abc import Iterator

from civharm.model.incidents import Incident
from civharm.publication.lines import Line
from civharm.publication.release.incidents import Published


def event_of(each: Published) -> Line:
    """One incident as an event."""
    incident, assessment = each.incident, each.assessment
    killed = dict(_bounds(each))
    told = {
        "@type": "Event",
        "@id": _id(incident.id),
        "identifier": incident.code or incident.id,
        "startDate": str(incident.when.start) if incident.when and incident.when.start else None,
        "endDate": str(incident.when.end) if incident.when and incident.when.end else None,
        "location": _place(incident),
        "ch:grading": assessment.grading.value if assessment and assessment.grading else None,
        "ch:strikeStatus": assessment.standing_strike_status.value if assessment else None,
        **killed,
        "wasDerivedFrom": [_id(report) for report in incident.reports],
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


def _id(own: str) -> str:
    return f"in:{own}"
