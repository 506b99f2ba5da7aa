"""The map of Explore, and what its script asks for as one moves about."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language

from civharm.accounts.people import Right
from civharm.catalogue.marks import Counted, Point, plain_marks
from civharm.model.errors import InvalidInput, NotFound, NotSetUp
from civharm.places.grid import grid_square
from civharm.places.labels import Label
from civharm.places.view import WORLD, View, parse_box, parse_zoom
from civharm.web.map.asking import counter_of, folder_of, labels_of, layers_of, lines_at
from civharm.web.map.layers.folder import Form, MapLayer
from civharm.web.map.layers.ranges import send
from civharm.web.map.wording import GRADES, words_of_map
from civharm.web.naming import place_name
from civharm.web.permission import needs
from civharm.web.rendering import address, page
from civharm.web.templating import withheld

#: What the page itself brings: the whole earth from far off, for the script to find out where to look.
_FIRST = View(WORLD, 3)


@needs(Right.LOOK)
def explore_map(request: HttpRequest) -> HttpResponse:
    """The page with the map of all incidents that the filter finds."""
    return page(request, "civharm/map/map.html", **panel_values(request))


def panel_values(request: HttpRequest) -> dict[str, Any]:
    """What `map/panel.html` is filled with, for the filter in the address."""
    try:
        counted = counter_of(request).counted(_FIRST)
    except InvalidInput:  # the words of the filter are no search: the page that has the map says so
        counted = counter_of(request, has_text=False).counted(_FIRST)
    return {
        "counted": counted,
        "marks": _marks(counted),
        "words": words_of_map(),
        "grades": GRADES,
        "layers": [_plain_layer(layer) for layer in layers_of(request)],
        "query": request.GET.urlencode(),
    }


@needs(Right.LOOK)
def cells(request: HttpRequest) -> HttpResponse:
    """The marks of a view, for the filter in the address."""
    try:
        marks = _marks(counter_of(request).counted(_view(request)))
    except InvalidInput as error:
        return answer({"error": str(error)}, status=400)
    return answer(marks)


@needs(Right.LOOK)
def places(request: HttpRequest) -> HttpResponse:
    """Names of towns and quarters in a view, in the language of the page where they are known in it."""
    try:
        labels = labels_of(request, _view(request))
    except InvalidInput as error:
        return answer({"error": str(error)}, status=400)
    except NotSetUp as error:  # an older gazetteer has no names: the map is drawn without
        return answer({"error": str(error)}, status=503)
    return answer(_plain_labels(labels, language=get_language() or "en"))


@needs(Right.LOOK)
def incidents_at(request: HttpRequest) -> HttpResponse:
    """The incidents of one spot, as many as a list beside the map takes."""
    try:
        lat, lon = (float(request.GET.get(name, "")) for name in ("lat", "lon"))
        point = Point(lat, lon, int(request.GET.get("radius", "")[:9]))
    except ValueError:
        return answer({"error": "name a spot: lat, lon and radius"}, status=400)
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return answer({"error": f"there is no point {lat}, {lon} on the earth"}, status=400)
    try:
        return answer(lines_at(request, point))
    except InvalidInput as error:
        return answer({"error": str(error)}, status=400)


@needs(Right.LOOK)
def grid(request: HttpRequest) -> HttpResponse:
    """The military grid square of a point, to ten metres."""
    try:
        lat, lon = (float(request.GET.get(name, "")) for name in ("lat", "lon"))
    except ValueError:
        return answer({"error": "name a point: lat and lon in degrees"}, status=400)
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return answer({"error": f"there is no point {lat}, {lon} on the earth"}, status=400)
    return answer({"square": grid_square(lat, lon, radius_m=8)})


@needs(Right.LOOK)
def layer_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of a layer of one's own, or the piece of it that is asked for."""
    try:
        path = folder_of(request).file_of(name)
    except NotFound as error:
        return answer({"error": str(error)}, status=404)
    is_tiles = path.suffix == Form.PICTURE_TILES.suffix
    content_type = "application/vnd.pmtiles" if is_tiles else "application/geo+json; charset=utf-8"
    return send(request, path, content_type=content_type)


def _marks(counted: Counted) -> dict[str, object]:
    """The marks for the page's script, places by their names in the language of the page."""
    spots = [replace(spot, place=place_name(spot.place, (spot.lat, spot.lon))) for spot in counted.spots]
    return plain_marks(replace(counted, spots=spots))


def _plain_layer(layer: MapLayer) -> dict[str, object]:
    return {
        "name": layer.name,
        "title": layer.title,
        "form": layer.form,
        "address": address("map-layer", layer.name),
        "bounds": layer.bounds,
        "minZoom": layer.min_zoom,
        "maxZoom": layer.max_zoom,
        "vectorLayers": layer.vector_layers,
        "attribution": layer.attribution,
        "fault": layer.fault,
    }


def answer(plain: object, *, status: int = 200) -> HttpResponse:
    """JSON for a script of ours; masked words come out as one fixed mark."""
    words = withheld(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
    return HttpResponse(words, content_type="application/json; charset=utf-8", status=status)


def _view(request: HttpRequest) -> View:
    return View(parse_box(request.GET.get("box", "")), parse_zoom(request.GET.get("zoom", "")))


def _plain_labels(labels: Sequence[Label], *, language: str) -> list[list[object]]:
    is_arabic = language.startswith("ar")
    return [
        [(label.arabic if is_arabic else None) or label.name, label.lat, label.lon, label.kind]
        for label in labels
    ]
