"""The screen of what leaves the team: what a release would hold, making it, evidence and sheets, and fetching them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from civharm.accounts.people import Right
from civharm.jobs import turns
from civharm.jobs.alone import is_nobody_at_work
from civharm.jobs.handing_out import Handing, Making, Wanted, add_making, handing_of
from civharm.model.consent import Purpose
from civharm.model.errors import InvalidInput, NotFound
from civharm.web.looking import incident_index
from civharm.web.permission import needs, person_of
from civharm.web.publishing.page import (
    ReleaseForm,
    compartments_of,
    may_fetch,
    previous_release,
    publishing_page,
    reasons_in,
)
from civharm.web.rendering import is_by_htmx, page
from civharm.web.serving import casebook_of, catalogue_of

_FORMATS = ("html", "pdf", "md")
_LANGUAGES = ("en", "ar")
_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])\Z")
#: What evidence is handed over for.
_PURPOSES = (Purpose.COURT, Purpose.ADVOCACY, Purpose.PUBLISH)


@needs(Right.PUBLISH)
@require_safe
def publish(request: HttpRequest) -> HttpResponse:
    """What a release made now would hold, and what was made."""
    return _screen(request)


@needs(Right.PUBLISH)
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """A release becomes a job; what the gate would refuse for want of a reason is said at once."""
    catalogue_of(request)
    casebook, person = casebook_of(request), person_of(request)
    shown = publishing_page(casebook, person)
    written = {name: value.strip() for name, value in request.POST.dict().items()}
    reasons = reasons_in(written)
    errors = {}
    if not written.get("title"):
        errors["title"] = _("Say what stands over the release.")
    if not shown.found.signed and not written.get("with_proposed"):
        errors["with_proposed"] = _("Nothing is signed: say why unreviewed incidents are published.")
    if shown.against and shown.against.is_shrunken and not written.get("shrunken"):
        errors["shrunken"] = _("It says less than the release before: say why.")
    if errors:
        return _screen(request, form=ReleaseForm(written=written, errors=errors))
    previous = previous_release(casebook, person)
    terms = {
        "title": written["title"], "scope": written.get("scope", ""), "contact": written.get("contact", ""),
        "licence": written.get("licence", ""), "reasons": reasons, "with_site": "with_site" in written,
        "previous": previous.id if previous else None,
    }  # fmt: skip
    total = shown.found.signed + (shown.found.unsigned if written.get("with_proposed") else 0)
    return _begun(request, Making.RELEASE, terms, total=total)


@needs(Right.PUBLISH)
@require_POST
def monthly(request: HttpRequest) -> HttpResponse:
    """The report on a month becomes a job."""
    catalogue_of(request)
    month = request.POST.get("month", "")
    if not _MONTH.match(month):
        return _screen(request, month_error=_("Give a month such as 2017-03."))
    if not publishing_page(casebook_of(request), person_of(request)).sees_all:
        return _screen(
            request, month_error=_("It adds up the whole record, and part of that is closed to you.")
        )
    return _begun(request, Making.MONTHLY, {"month": month, **_sheet(request)})


@needs(Right.PUBLISH)
@require_safe
def incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    """What of one incident can be handed out."""
    return _incident(request, incident_id)


@needs(Right.PUBLISH)
@require_POST
def evidence(request: HttpRequest, incident_id: str) -> HttpResponse:
    """The bag of an incident becomes a job: unmasked, so it takes the right to see names and a reason."""
    found, reason = _of(request, incident_id), request.POST.get("reason", "").strip()
    purpose = request.POST.get("purpose", "")
    if not person_of(request).may(Right.SEE_PROTECTED):
        return _incident(request, incident_id, error=_("This needs the right to see protected names."))
    if not reason or purpose not in _PURPOSES:
        return _incident(request, incident_id, error=_("Say who gets it, and why."))
    return _begun(request, Making.EVIDENCE, {**found, "reason": reason, "purpose": purpose})


@needs(Right.PUBLISH)
@require_POST
def request_sheet(request: HttpRequest, incident_id: str) -> HttpResponse:
    """The request for information on an incident becomes a job."""
    found, zone = _of(request, incident_id), request.POST.get("time_zone", "").strip()
    if zone and zone not in available_timezones():
        return _incident(
            request, incident_id, zone=zone, zone_error=_("Give a time zone such as Asia/Baghdad.")
        )
    return _begun(request, Making.REQUEST, {**found, "time_zone": zone, **_sheet(request)})


@needs(Right.PUBLISH)
@require_safe
def made(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far it is, and then the way to fetch it."""
    template = "made_part.html" if is_by_htmx(request) else "made.html"
    found = _own(request, job_id)
    is_waiting = found.is_under_way and is_nobody_at_work(casebook_of(request).folder.path)
    return page(request, f"civharm/publishing/{template}", handing=found, is_nobody_at_work=is_waiting)


@needs(Right.PUBLISH)
@require_safe
def fetch(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """The file itself."""
    found = _own(request, job_id)
    if found.file is None:
        raise Http404(f"job {job_id} has no file")
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.file.name)


@needs(Right.PUBLISH)
@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """End it: nothing is left of it."""
    found = _own(request, job_id)
    try:
        turns.cancel(casebook_of(request), found.id)
    except InvalidInput as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("publish-made", args=[job_id]))


def _screen(request: HttpRequest, *, form: ReleaseForm | None = None, month_error: str = "") -> HttpResponse:
    catalogue_of(request)
    return page(
        request,
        "civharm/publishing/publish.html",
        status=422 if form or month_error else 200,
        page=publishing_page(casebook_of(request), person_of(request)),
        form=form or ReleaseForm(written={"title": _("Civilian harm, as reported")}, errors={}),
        month=request.POST.get("month", "") or f"{datetime.now(UTC):%Y-%m}",
        month_error=month_error,
        formats=_FORMATS,
    )


def _incident(request: HttpRequest, incident_id: str, **told: str) -> HttpResponse:
    found = _of(request, incident_id)
    return page(
        request,
        "civharm/publishing/incident.html",
        status=422 if told else 200,
        incident_id=found["incident"],
        code=found["code"],
        purposes=[each.value for each in _PURPOSES],
        formats=_FORMATS,
        reason=request.POST.get("reason", ""),
        **told,
    )


def _of(request: HttpRequest, incident_id: str) -> dict[str, str]:
    """Which incident it is about, if it may be seen. Raises Http404."""
    _, found = incident_index(request, incident_id)
    return {"incident": found.id, "code": found.code}


def _sheet(request: HttpRequest) -> dict[str, str]:
    """In which language and form a sheet is written."""
    language, form = request.POST.get("language", ""), request.POST.get("format", "")
    return {
        "language": language if language in _LANGUAGES else _LANGUAGES[0],
        "format": form if form in _FORMATS else _FORMATS[0],
    }


def _begun(
    request: HttpRequest, making: Making, terms: Mapping[str, object], *, total: int = 0
) -> HttpResponse:
    person = person_of(request)
    wanted = Wanted(making=making, who=person.name, compartments=compartments_of(person), terms=terms)
    number = add_making(casebook_of(request), wanted, total=total)
    return HttpResponseRedirect(reverse("publish-made", args=[number]))


def _own(request: HttpRequest, job_id: int) -> Handing:
    """What this person may fetch. Raises Http404."""
    try:
        found = handing_of(casebook_of(request), job_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    if not may_fetch(found, person_of(request)):
        raise Http404(f"nothing of yours was made as job {job_id}")
    return found
