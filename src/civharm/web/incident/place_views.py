"""Settling where a name lies, from the screen of an incident."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civharm.accounts.people import Right
from civharm.model.errors import InvalidDecision, NotFound
from civharm.model.incidents import Incident
from civharm.web.acting import act
from civharm.web.incident.forms import Sent
from civharm.web.incident.placing import placing, settling
from civharm.web.looking import incident_index
from civharm.web.permission import needs
from civharm.web.rendering import page
from civharm.web.serving import casebook_of

if TYPE_CHECKING:
    from civharm.places.gazetteer import SqliteGazetteer

_REFUSED = 409
_SEE_OTHER = 303


@require_http_methods(["GET", "POST"])
@needs(Right.ASSESS)
def place(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Look names up, and settle one."""
    _index, found = incident_index(request, incident_id)
    gazetteer = _gazetteer(casebook_of(request).folder.layers.paths())
    if request.method == "GET":
        return _page(request, found, gazetteer)
    sent = Sent(incident=found.id, fields=dict(request.POST.lists()))
    try:
        decided = act(request, settling(sent, gazetteer))
    except (InvalidDecision, NotFound) as refused:
        return _page(request, found, gazetteer, refused=str(refused))
    return HttpResponseRedirect(
        f"{reverse('incident', args=[found.id])}?done={decided.id}", status=_SEE_OTHER
    )


def _page(
    request: HttpRequest, found: Incident, gazetteer: "SqliteGazetteer", *, refused: str = ""
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    return page(
        request,
        "civharm/incident/place.html",
        status=_REFUSED if refused else 200,
        incident=found,
        placing=placing(found, gazetteer, name=asked.get("name", ""), sought=asked.get("q", "")),
        typed=request.POST,
        refused=(refused,) if refused else (),
    )


@lru_cache(maxsize=4)
def _gazetteer(layers: tuple[Path, ...]) -> "SqliteGazetteer":
    """Opened once for each set of layers."""
    from civharm.places.gazetteer import open_gazetteer

    return open_gazetteer(*layers)
