"""The desk, its queues, and taking something out of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civharm.accounts.people import Person, Right
from civharm.catalogue.asking import MOST_ON_PAGE, Held, Kind, Paging, Queue, QueueLine
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.walls import Walls
from civharm.web.desk.bar import Taken
from civharm.web.desk.queues import QUEUES, Waiting, page_of, task_of, waiting
from civharm.web.explore.listing import number_of
from civharm.web.explore.page import Pages, pages_of
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import catalogue_of, walls_of

_FIRST, _SIZE = 3, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OnIt:
    """Something that somebody works on now."""

    name: str
    title: str
    kind: Kind
    subject_id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """Everything on the desk, in order."""

    queues: tuple[Waiting, ...]
    total: int
    own: tuple[OnIt, ...]
    others: tuple[OnIt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A piece of one queue."""

    waiting: Waiting
    pages: Pages


@needs(Right.LOOK)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, and who is on what."""
    catalogue, walls, person = catalogue_of(request), walls_of(request), person_of(request)
    first = Paging(count=_FIRST)
    queues = tuple(waiting(each, catalogue.queue(each, walls=walls, paging=first), person) for each in QUEUES)
    held = catalogue.all_held(walls=walls)
    shown = DeskPage(
        queues=queues,
        total=sum(each.total for each in queues),
        own=tuple(_on_it(each) for each in held if each.worker.name == person.name),
        others=tuple(_on_it(each) for each in held if each.worker.name != person.name),
    )
    return page(request, "civharm/desk/desk.html", page=shown)


def _on_it(held: Held) -> OnIt:
    return OnIt(
        name=held.worker.name,
        title=held.title,
        kind=held.kind,
        subject_id=held.subject_id,
        address=page_of(held.kind, held.subject_id),
    )


@needs(Right.LOOK)
def queue(request: HttpRequest, name: str) -> HttpResponse:
    """One queue, with why each thing is in it."""
    wanted = _queue(name)
    number = number_of(request.GET.get("page", "")) or 1
    paging = Paging(start=(number - 1) * _SIZE, count=_SIZE)
    found = catalogue_of(request).queue(wanted, walls=walls_of(request), paging=paging)
    shown = waiting(wanted, found, person_of(request))
    return page(
        request,
        "civharm/desk/queue.html",
        page=QueuePage(waiting=shown, pages=pages_of(number, total=found.total, size=_SIZE)),
    )


def _queue(name: str) -> Queue:
    if name not in set(Queue):
        raise Http404(f"there is no queue {name!r}")
    return Queue(name)


@require_POST
@needs(Right.LOOK)
def take(request: HttpRequest, name: str) -> HttpResponse:
    """Take the task that the form names, and go to its page."""
    wanted, catalogue, person = _queue(name), catalogue_of(request), _settler(request, name)
    line = catalogue.queue_line(request.POST.get("key", ""), walls=walls_of(request))
    if line is None or line.queue is not wanted:
        messages.info(request, _("That is settled already."))
        return HttpResponseRedirect(reverse("queue", args=[name]))
    worker = catalogue.take(line.kind, line.subject_id, person=person.name)
    if worker.name != person.name:
        messages.warning(request, _("%(name)s was quicker and is on it.") % {"name": worker.name})
        return HttpResponseRedirect(reverse("queue", args=[name]))
    return _to(line, person)


@require_POST
@needs(Right.LOOK)
def take_next(request: HttpRequest, name: str) -> HttpResponse:
    """Give back what the form names, and take the most urgent task that nobody else is on."""
    wanted, catalogue, person = _queue(name), catalogue_of(request), _settler(request, name)
    left = _subject(request)
    if left:
        catalogue.leave(*left, person=person.name)
    for line in _free(catalogue, walls_of(request), wanted, person):
        is_left = left == (line.kind, line.subject_id)
        if not is_left and catalogue.take(line.kind, line.subject_id, person=person.name).name == person.name:
            return _to(line, person)
    messages.info(request, _("Nothing more waits here that nobody is on."))
    return HttpResponseRedirect(reverse("queue", args=[name]))


def _free(catalogue: Catalogue, walls: Walls, wanted: Queue, person: Person) -> Iterator[QueueLine]:
    """The lines of a queue in order, without those that somebody else is on."""
    start = 0
    while True:
        found = catalogue.queue(wanted, walls=walls, paging=Paging(start=start, count=MOST_ON_PAGE))
        yield from (line for line in found.lines if not line.worker or line.worker.name == person.name)
        start += MOST_ON_PAGE
        if start >= found.total:
            return


def _settler(request: HttpRequest, name: str) -> Person:
    """Who asks, if they may settle what is in the queue. Raises Http404, as for what does not exist."""
    person = person_of(request)
    if not person.may(QUEUES[_queue(name)].right):
        raise Http404("this queue is for people who may settle it")
    return person


def _to(line: QueueLine, person: Person) -> HttpResponse:
    response = HttpResponseRedirect(task_of(line, person).address)
    Taken.from_line(line).keep(response)
    return response


def _subject(request: HttpRequest) -> tuple[Kind, str] | None:
    kind, subject = request.POST.get("kind", ""), request.POST.get("subject", "")
    return (Kind(kind), subject) if kind in set(Kind) and subject else None


@require_POST
@needs(Right.LOOK)
def release(request: HttpRequest) -> HttpResponse:
    """Give back what the form names; who only left its page may be back at once (`gone`)."""
    subject, catalogue, person = _subject(request), catalogue_of(request), person_of(request)
    if subject and request.POST.get("gone"):
        catalogue.lapse(*subject, person=person.name)
        return HttpResponse(status=204)
    if subject:
        catalogue.leave(*subject, person=person.name)
    return HttpResponseRedirect(reverse("desk"))


@require_POST
@needs(Right.LOOK)
def hold(request: HttpRequest) -> HttpResponse:
    """Say that one is still on what one has: pages that stay open do so."""
    subject, catalogue, person = _subject(request), catalogue_of(request), person_of(request)
    workers = catalogue.workers([subject]) if subject else {}
    if subject and subject in workers and workers[subject].name == person.name:
        catalogue.take(*subject, person=person.name)
    return HttpResponse(status=204)
