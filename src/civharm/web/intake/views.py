"""The pages of the intake: forms, and jobs as they go on."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from civharm.accounts.people import Right
from civharm.jobs import turns
from civharm.jobs.adding import READ, Given, add_job
from civharm.jobs.alone import is_nobody_at_work
from civharm.jobs.incoming import Incoming
from civharm.jobs.progress import Job, job_of, newest_jobs
from civharm.jobs.states import InputKind
from civharm.model.errors import InvalidInput, NotFound
from civharm.model.printable import printable
from civharm.reports.limits import MEGABYTE
from civharm.web.intake.forms import AddressForm, TextForm
from civharm.web.intake.pages import input_row, job_page, reports_named, shown_inputs
from civharm.web.intake.uploads import MAX_UPLOAD_BYTES, IncomingFile, was_stopped
from civharm.web.permission import needs, person_of
from civharm.web.rendering import is_by_htmx, page
from civharm.web.serving import casebook_of, catalogue_of, walls_of

_SHOWN = 20


@needs(Right.ADD_REPORTS)
@require_safe
def add(request: HttpRequest) -> HttpResponse:
    """The three ways in, and the newest jobs."""
    return _forms(request)


@needs(Right.ADD_REPORTS)
@require_POST
def add_text(request: HttpRequest) -> HttpResponse:
    """A pasted text becomes a job."""
    form = TextForm.of(request.POST.dict(), today=datetime.now(UTC).date())
    if form.errors:
        return _forms(request, text=form)
    incoming = Incoming.of(casebook_of(request).folder.path)
    return _begun(request, form.given(incoming))


@needs(Right.ADD_REPORTS)
@require_POST
def add_addresses(request: HttpRequest) -> HttpResponse:
    """Addresses become a job."""
    form = AddressForm.of(request.POST.dict())
    if form.errors:
        return _forms(request, addresses=form)
    return _begun(request, form.given())


@needs(Right.ADD_REPORTS)
@require_POST
def add_files(request: HttpRequest) -> HttpResponse:
    """Uploaded files become a job; they lie on the disk already."""
    files = [each for each in request.FILES.getlist("files") if isinstance(each, IncomingFile)]
    if was_stopped(request):
        most = f"{MAX_UPLOAD_BYTES // MEGABYTE:,}"
        return _forms(
            request,
            files_error=_("These files have more than %(most)s MB: hand them in by parts.") % {"most": most},
        )
    if not files:
        return _forms(request, files_error=_("Choose at least one file."))
    return _begun(request, [_given(each) for each in files])


@needs(Right.ADD_REPORTS)
@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """A job as it stands; its script asks for the part that changes until the job has ended."""
    found = _own(request, job_id)
    inputs = shown_inputs(casebook_of(request).alias, found.id)
    catalogue, walls, named = catalogue_of(request), walls_of(request), reports_named(inputs)
    titles = catalogue.report_titles(named, walls=walls)
    files = catalogue.names_of_files(named, walls=walls)
    shown = job_page(found, [input_row(each, titles, files) for each in inputs])
    template = "civharm/intake/job_part.html" if is_by_htmx(request) else "civharm/intake/job.html"
    is_waiting = shown.is_under_way and is_nobody_at_work(casebook_of(request).folder.path)
    return page(request, template, job=shown, is_nobody_at_work=is_waiting)


@needs(Right.ADD_REPORTS)
@require_POST
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Run it again from where it stands."""
    found = _own(request, job_id)
    try:
        turns.retry(casebook_of(request), found.id)
    except InvalidInput as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("intake-job", args=[job_id]))


@needs(Right.ADD_REPORTS)
@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """End it as it is."""
    found = _own(request, job_id)
    try:
        turns.cancel(casebook_of(request), found.id)
    except InvalidInput as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("intake-job", args=[job_id]))


def _forms(
    request: HttpRequest,
    *,
    text: TextForm | None = None,
    addresses: AddressForm | None = None,
    files_error: str = "",
) -> HttpResponse:
    has_faults = bool(text or addresses or files_error)
    return page(
        request,
        "civharm/intake/add.html",
        status=422 if has_faults else 200,
        text=text,
        addresses=addresses,
        files_error=files_error,
        jobs=newest_jobs(casebook_of(request).alias, most=_SHOWN, who=_whose(request), kind=READ),
    )


def _begun(request: HttpRequest, given: list[Given]) -> HttpResponse:
    number = add_job(casebook_of(request), given, who=person_of(request).name)
    count = len(given)
    told = ngettext("%(count)s input was handed in.", "%(count)s inputs were handed in.", count)
    messages.success(request, told % {"count": f"{count:,}"})
    return HttpResponseRedirect(reverse("intake-job", args=[number]))


def _given(file: IncomingFile) -> Given:
    return Given(
        kind=InputKind.UPLOADED, name=printable(file.name or ""), place=file.place, sha256=file.sha256
    )


def _own(request: HttpRequest, job_id: int) -> Job:
    """A job that this person may see: their own. What others hand in may be of another compartment."""
    try:
        found = job_of(casebook_of(request).alias, job_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    if found.kind != READ or _whose(request) not in (None, found.who):
        raise Http404(f"no job {job_id} of yours")
    return found


def _whose(request: HttpRequest) -> str | None:
    person = person_of(request)
    return None if person.is_alone else person.name
