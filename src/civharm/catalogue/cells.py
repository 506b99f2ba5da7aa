"""Incidents for the map: gathered into squares, so that what is sent and drawn stays small however many there are."""

from django.db.models import Avg, Count, F, Max, Min, Q, Sum

from civharm.catalogue.asking import Box, Cell, CellsFound, IncidentFilter
from civharm.catalogue.narrowing import incidents, inside
from civharm.catalogue.sight import Sight
from civharm.catalogue.tiles import FINEST, fitting_zoom, shift_of

#: More squares are never given: a coarser grid is taken.
MOST_CELLS = 1_000
#: A square of the grid is 1/8 of the map's tile at a zoom: 64 pixels.
_FINER = 3


def cells(sight: Sight, wanted: IncidentFilter, box: Box, zoom: int) -> CellsFound:
    """All incidents of a filter that lie in a box, gathered for a zoom of the map."""
    rows = incidents(sight, wanted).order_by()
    placed = rows.exclude(cell=None)
    there = placed.filter(inside(box))
    grid = fitting_zoom(box, min(FINEST, zoom + _FINER), MOST_CELLS)
    grouped = (
        there.annotate(square=F("cell").bitrightshift(shift_of(grid)))
        .values("square")
        .annotate(
            count=Count("id"), low=Sum("killed_min"), high=Sum("killed_most"), mean_lat=Avg("lat"), mean_lon=Avg("lon"),
            first=Min("incident_id"), radius=Max("radius_m"),
        )
        .order_by("square")
    )  # fmt: skip
    found = tuple(
        Cell(
            lat=each["mean_lat"],
            lon=each["mean_lon"],
            incidents=each["count"],
            killed_min=each["low"],
            killed_max=each["high"],
            incident_id=each["first"] if each["count"] == 1 else None,
            radius_m=each["radius"] if each["count"] == 1 else None,
        )
        for each in grouped
    )
    shown = sum(cell.incidents for cell in found)
    counts = rows.aggregate(
        placed=Count("id", filter=~Q(cell=None)), unplaced=Count("id", filter=Q(cell=None))
    )
    return CellsFound(
        cells=found,
        shown=shown,
        total=shown,
        unplaced=counts["unplaced"],
        outside=counts["placed"] - shown,
    )
