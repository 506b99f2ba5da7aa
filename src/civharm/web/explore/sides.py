"""What stands around the table of a list, written once for each filter, language and state of the rows."""

from dataclasses import replace

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from civharm.catalogue.asking import Facets, Histogram, IncidentFilter, TotalsByGrade
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.walls import Walls
from civharm.web.explore.facets import facets_of
from civharm.web.explore.page import Sides, totals_of
from civharm.web.explore.pieces import bars, choices
from civharm.web.explore.timeline import draw, summary
from civharm.web.templating import part


def sides_of(catalogue: Catalogue, wanted: IncidentFilter, walls: Walls) -> Sides:
    """The sides of a list of the catalogue. Raises InvalidInput for a bad search."""

    def made() -> Sides:
        whenever = replace(wanted, start=None, end=None)
        return Sides(
            facets=_facets(catalogue.facets(wanted, walls=walls), wanted),
            timeline=_timeline(catalogue.histogram(whenever, walls=walls), wanted),
            totals=_totals(catalogue.totals(wanted, walls=walls)),
        )

    return catalogue.once(("sides", get_language(), wanted), walls, made)


def _facets(found: Facets, wanted: IncidentFilter) -> SafeString:
    listed = [
        (each, choices(each, each.shown), choices(each, each.folded)) for each in facets_of(found, wanted)
    ]
    return part("civharm/explore/facets.html", facets=listed)


def _timeline(found: Histogram, wanted: IncidentFilter) -> SafeString:
    drawing = draw(found, start=wanted.start, end=wanted.end)
    return part(
        "civharm/explore/timeline.html", timeline=drawing, bars=bars(drawing.bars), words=summary(drawing)
    )


def _totals(found: TotalsByGrade) -> SafeString:
    totals = totals_of(found)
    return part("civharm/explore/totals.html", totals=totals, shares_bounds=any(row.apart for row in totals))
