"""The bar over a page that somebody took out of a queue: what it is about, and the way to the next one.

A cookie keeps which task was taken last; the catalogue keeps, for all to see, that somebody is on it.
"""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from civharm.accounts.people import Person
from civharm.catalogue.asking import Kind, Queue, QueueLine
from civharm.web.desk.queues import QUEUES, Task, task_of
from civharm.web.permission import person_of
from civharm.web.serving import CATALOGUE_KEY, catalogue_of, walls_of

_COOKIE = "civharm_work"
#: Where a page names its subject in its address, by the name of the page.
_NAMED_BY = {
    "incident": ("incident_id", Kind.INCIDENT),
    "report": ("report_id", Kind.REPORT),
    "review": ("report_id", Kind.REPORT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken last: out of which queue, and the task's key."""

    queue: Queue
    kind: Kind
    subject_id: str
    key: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """What the cookie says; None where it says nothing that can be read."""
        parts = request.COOKIES.get(_COOKIE, "").split(" ")
        if len(parts) != 4 or parts[0] not in set(Queue) or parts[1] not in set(Kind):
            return None
        return cls(queue=Queue(parts[0]), kind=Kind(parts[1]), subject_id=parts[2], key=parts[3])

    def keep(self, response: HttpResponse) -> None:
        words = " ".join((self.queue.value, self.kind.value, self.subject_id, self.key))
        response.set_cookie(_COOKIE, words, httponly=True, samesite="Strict")

    @classmethod
    def from_line(cls, line: QueueLine) -> Self:
        return cls(queue=line.queue, kind=line.kind, subject_id=line.subject_id, key=line.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar's words. `task` is None once it is settled; `holder` is another person who is on it now."""

    queue: Queue
    name: str
    total: int
    kind: Kind
    subject_id: str
    key: str
    task: Task | None
    holder: str


def bar_of(request: HttpRequest) -> Bar | None:
    """The bar, on the page of what was taken last; opening that page says anew that one is on it."""
    taken = Taken.of(request)
    if taken is None or request.META.get(CATALOGUE_KEY) is None or not _is_here(request, taken):
        return None
    person, walls = person_of(request), walls_of(request)
    catalogue = catalogue_of(request)
    line = catalogue.queue_line(taken.key, walls=walls)
    worker = catalogue.take(taken.kind, taken.subject_id, person=person.name)
    return Bar(
        queue=taken.queue,
        name=gettext(QUEUES[taken.queue].name),
        total=catalogue.queue_counts(walls=walls)[taken.queue],
        kind=taken.kind,
        subject_id=taken.subject_id,
        key=taken.key,
        task=_told(line, person),
        holder="" if worker.name == person.name else worker.name,
    )


def _told(line: QueueLine | None, person: Person) -> Task | None:
    return task_of(line, person) if line else None


def _is_here(request: HttpRequest, taken: Taken) -> bool:
    """True on the page where the task is settled: of a claim that is the page of its report, which names the claim."""
    match = request.resolver_match
    if match is None or request.method != "GET" or match.view_name not in _NAMED_BY:
        return False
    if taken.kind is Kind.CLAIM:
        return match.view_name in ("report", "review") and request.GET.get("claim") == taken.subject_id
    name, kind = _NAMED_BY[match.view_name]
    return kind is taken.kind and match.kwargs.get(name) == taken.subject_id
