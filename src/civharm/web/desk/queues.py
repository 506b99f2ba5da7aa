"""The queues in words: what each holds, why something is in it, and where one goes to settle it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext as _

from civharm.accounts.people import Person, Right
from civharm.catalogue.asking import Kind, Queue, QueueFound, QueueLine
from civharm.web.terms import issue_words, term_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A queue's name, what is to be done in it, and the right that settling takes."""

    name: str
    task: str
    right: Right


#: In the order of the desk: what may be harm comes first.
QUEUES = {
    Queue.NEW_REPORTS: Words(
        name=gettext_noop("New reports that allege harm"),
        task=gettext_noop("Read the report beside its claims: accept, correct or reject each."),
        right=Right.REVIEW,
    ),
    Queue.DOUBTFUL_CLAIMS: Words(
        name=gettext_noop("Doubtful claims"),
        task=gettext_noop("The machine is unsure of its reading: such a claim counts in no incident yet."),
        right=Right.REVIEW,
    ),
    Queue.LINKS: Words(
        name=gettext_noop("Proposed links"),
        task=gettext_noop("May be one event, kept apart: say whether they are the same."),
        right=Right.ASSESS,
    ),
    Queue.TO_GRADE: Words(
        name=gettext_noop("Incidents to grade"),
        task=gettext_noop("The grade is the machine's proposal: sign it or set another."),
        right=Right.ASSESS,
    ),
    Queue.DISAGREEMENTS: Words(
        name=gettext_noop("Disagreements"),
        task=gettext_noop("People and the machine, or two people, say different things."),
        right=Right.ASSESS,
    ),
    Queue.UNPLACED: Words(
        name=gettext_noop("Unplaced"),
        task=gettext_noop("No place is known, so nothing is on the map."),
        right=Right.ASSESS,
    ),
    Queue.UNDATED: Words(
        name=gettext_noop("Undated"),
        task=gettext_noop("No day is known; the day of publication never stands in for it."),
        right=Right.ASSESS,
    ),
    Queue.COPIES: Words(
        name=gettext_noop("Copies"),
        task=gettext_noop("Reports that may repeat one another: do they count once?"),
        right=Right.ASSESS,
    ),
    Queue.ISSUES: Words(
        name=gettext_noop("Issues"),
        task=gettext_noop("What could not be read, or what a person should look at."),
        right=Right.REVIEW,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Somebody on something, until when; `is_own` where it is who is looking."""

    name: str
    until: datetime
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits: what, why, where it is settled, and who is on it."""

    key: str
    kind: str
    subject_id: str
    title: str
    why: str
    detail: str
    other_title: str
    address: str
    other_address: str
    work: Work | None

    @property
    def is_free(self) -> bool:
        """True if nobody else is on it."""
        return self.work is None or self.work.is_own


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A queue on the desk: how many wait, and the first few."""

    queue: Queue
    name: str
    task: str
    total: int
    first: tuple[Task, ...]
    may_settle: bool


def waiting(queue: Queue, found: QueueFound, person: Person) -> Waiting:
    """A queue as the desk shows it to this person."""
    words = QUEUES[queue]
    return Waiting(
        queue=queue,
        name=gettext(words.name),
        task=gettext(words.task),
        total=found.total,
        first=tuple(task_of(line, person) for line in found.lines),
        may_settle=person.may(words.right),
    )


def task_of(line: QueueLine, person: Person) -> Task:
    worker = line.worker
    return Task(
        key=line.key,
        kind=line.kind.value,
        subject_id=line.subject_id,
        title=line.title or line.subject_id,
        why=reason_words(line.reason),
        detail=detail_words(line),
        other_title=line.other_title,
        address=_where(line, person),
        other_address=page_of(line.other_kind, line.other_id),
        work=Work(name=worker.name, until=worker.until, is_own=worker.name == person.name)
        if worker
        else None,
    )


def _where(line: QueueLine, person: Person) -> str:
    """The page on which it is settled, with the claim to look at first; who may not review looks at the report."""
    if line.kind is Kind.CLAIM:
        report = line.other_id if line.other_kind is Kind.REPORT else None
        return _with_claim(_read_at(report, person), line.subject_id) if report else reverse("issues")
    if line.kind is not Kind.REPORT:
        return page_of(line.kind, line.subject_id)
    page = _read_at(line.subject_id, person)
    return _with_claim(page, line.claim_ids[0]) if line.claim_ids else page


def _read_at(report_id: str, person: Person) -> str:
    return reverse("review" if person.may(Right.REVIEW) else "report", args=[report_id])


def _with_claim(page: str, claim_id: str) -> str:
    return f"{page}?{urlencode({'claim': claim_id})}"


def page_of(kind: Kind | None, subject_id: str | None) -> str:
    """The page of a subject; a claim has none of its own."""
    if kind is Kind.INCIDENT and subject_id:
        return reverse("incident", args=[subject_id])
    if kind is Kind.REPORT and subject_id:
        return reverse("report", args=[subject_id])
    return reverse("issues") if kind is Kind.ISSUE else ""


def reason_words(reason: str) -> str:
    """Why something is in a queue, in words; of an issue its code."""
    return gettext(_REASONS[reason]) if reason in _REASONS else issue_words(reason)


def detail_words(line: QueueLine) -> str:
    """The particulars of the reason, in words."""
    if line.reason == "alleges_harm" and line.detail.isdigit():
        count = int(line.detail)
        return ngettext("%(count)s claim of harm", "%(count)s claims of harm", count) % {"count": count}
    if line.reason in ("low_confidence", "needs_review"):
        return _("confidence %(value)s") % {"value": line.detail}
    if line.reason == "may_be_one":
        return _("score %(value)s") % {"value": line.detail}
    if line.reason == "not_graded":
        return _("machine: %(grade)s") % {"grade": term_words(line.detail or "ungraded")}
    return line.detail


_REASONS = {
    "alleges_harm": gettext_noop("alleges harm, nobody has looked at it"),
    "needs_review": gettext_noop("the reader is in doubt"),
    "low_confidence": gettext_noop("the reader is not sure"),
    "may_be_one": gettext_noop("may be one event"),
    "proposal": gettext_noop("the machine would change what a person signed"),
    "not_graded": gettext_noop("no grade is signed"),
    "not_signed_off": gettext_noop("signed by one person, a second has not confirmed it"),
    "contested": gettext_noop("accounts contest each other"),
    "machine_grades_otherwise": gettext_noop("the machine grades otherwise"),
    "figures_far_apart": gettext_noop("figures lie far apart"),
    "no_place": gettext_noop("no place is told"),
    "no_point": gettext_noop("the place is not found on the map"),
    "no_time": gettext_noop("no time is told"),
    "count_once": gettext_noop("counted once: one repeats the other"),
}
