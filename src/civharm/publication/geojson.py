"""Incidents as GeoJSON (RFC 7946): unplaced ones keep their place in the file with a null geometry."""

from collections.abc import Iterable, Mapping

from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident
from civharm.model.places import Place
from civharm.publication.crosswalk import acled_geo_precision, grid_of, ucdp_where_prec
from civharm.publication.incident_lines import incident_line
from civharm.publication.lines import Line

#: Too long for a map's properties; the JSON lines have them.
_LEFT_OUT = frozenset(
    {"type", "id", "links", "clusters", "tolls", "reasons", "other_dates", "other_places", "victims"}
)


def incident_features(incidents: Iterable[Incident], assessments: Mapping[str, Assessment]) -> Line:
    """A feature collection; each feature's properties are the fields of the output contract."""
    features = [incident_feature(incident, assessments.get(incident.id)) for incident in incidents]
    return {"type": "FeatureCollection", "features": features}


def incident_feature(incident: Incident, assessment: Assessment | None) -> Line:
    """One incident with the fields of the output contract as its properties."""
    properties = incident_line(incident, assessment, without=_LEFT_OUT) | {
        "mgrs": grid_of(incident.where),
        "acled_geo_precision": acled_geo_precision(incident.where),
        "ucdp_where_prec": ucdp_where_prec(incident.where),
    }
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _point(incident.where),
        "properties": properties,
    }


def _point(place: Place | None) -> Line | None:
    """Longitude first, as the format has it."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
