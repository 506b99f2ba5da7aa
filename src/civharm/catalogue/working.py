"""Queues as people see them, who works on what, and the searches that they keep. Times are in UTC."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from civharm.catalogue.asking import (
    MOST_ON_PAGE,
    Held,
    Kind,
    Paging,
    Queue,
    QueueFound,
    QueueLine,
    SavedSearch,
    Worker,
)
from civharm.catalogue.models import ClaimRow, IncidentRow, QueueRow, ReportRow, SavedSearchRow, WorkRow
from civharm.catalogue.sight import Sight
from civharm.model.errors import InvalidInput, NotFound

#: Who said that they work on something has it for so long, unless they say so again.
HELD_FOR = timedelta(minutes=30)
#: A page that is loaded anew is left for a moment.
BACK_WITHIN = timedelta(minutes=1)
_LONGEST_NAME = 200
_MOST_SAVED = 200


def queue(sight: Sight, wanted: Queue, *, paging: Paging, now: datetime) -> QueueFound:
    """A piece of a queue, with who works on what."""
    rows = sight.rows(QueueRow).filter(queue=wanted.value)
    start, count = max(0, paging.start), min(MOST_ON_PAGE, max(0, paging.count))
    page = list(rows.order_by("rank", "id")[start : start + count])
    at_work = workers(sight.alias, [(Kind(row.kind), row.subject_id) for row in page], now=now)
    lines = tuple(_line(row, at_work.get((Kind(row.kind), row.subject_id))) for row in page)
    return QueueFound(lines=lines, total=rows.count(), start=start)


def queue_counts(sight: Sight) -> dict[Queue, int]:
    """How much waits in each queue."""
    counted = sight.rows(QueueRow).order_by().values_list("queue").annotate(count=Count("id"))
    return {each: dict(counted).get(each.value, 0) for each in Queue}


def _line(row: QueueRow, worker: Worker | None) -> QueueLine:
    return QueueLine(
        key=row.key,
        queue=Queue(row.queue),
        kind=Kind(row.kind),
        subject_id=row.subject_id,
        title=row.title,
        reason=row.reason,
        detail=row.detail,
        other_kind=Kind(row.other_kind) if row.other_kind else None,
        other_id=row.other_id,
        other_title=row.other_title,
        claim_ids=tuple(json.loads(row.claims)),
        worker=worker,
        rank=row.rank,
    )


def workers(
    alias: str, subjects: Iterable[tuple[Kind, str]], *, now: datetime
) -> dict[tuple[Kind, str], Worker]:
    """Who works on these things, as far as that still holds."""
    any_of = Q()
    for kind, subject in subjects:
        any_of |= Q(kind=kind.value, subject_id=subject)
    rows = WorkRow.objects.using(alias).filter(any_of, until__gt=now) if any_of else ()
    return {
        (Kind(row.kind), row.subject_id): Worker(name=row.person, since=row.since, until=row.until)
        for row in rows
    }


def queue_line(sight: Sight, key: str, *, now: datetime) -> QueueLine | None:
    """The task with this key, None where it is settled or behind a wall."""
    row = sight.rows(QueueRow).filter(key=key).first()
    if row is None:
        return None
    subject = (Kind(row.kind), row.subject_id)
    return _line(row, workers(sight.alias, [subject], now=now).get(subject))


def all_held(sight: Sight, *, now: datetime) -> tuple[Held, ...]:
    """All that somebody works on now, the latest first; not what lies behind a wall."""
    rows = list(WorkRow.objects.using(sight.alias).filter(until__gt=now).order_by("-since"))
    titles = {
        **_titles(sight.rows(IncidentRow), Kind.INCIDENT, "incident_id", "code", rows),
        **_titles(sight.rows(ReportRow), Kind.REPORT, "report_id", "title", rows),
        **_titles(sight.rows(ClaimRow), Kind.CLAIM, "claim_id", "quote", rows),
    }
    return tuple(
        Held(
            kind=Kind(row.kind),
            subject_id=row.subject_id,
            title=titles[row.kind, row.subject_id],
            worker=Worker(name=row.person, since=row.since, until=row.until),
        )
        for row in rows
        if (row.kind, row.subject_id) in titles
    )


def _titles(
    shown: QuerySet[Any], kind: Kind, named: str, title: str, held: Iterable[WorkRow]
) -> dict[tuple[str, str], str]:
    ids = [row.subject_id for row in held if row.kind == kind.value]
    found = shown.filter(**{f"{named}__in": ids}).values_list(named, title)
    return {(kind.value, subject): words or subject for subject, words in found}


def take(alias: str, kind: Kind, subject: str, *, person: str, now: datetime) -> Worker:
    """Say that a person works on something, or go on doing so; who has it: another one, where they were quicker."""
    with transaction.atomic(using=alias):
        rows = WorkRow.objects.using(alias).select_for_update()
        row, is_new = rows.get_or_create(
            kind=kind.value,
            subject_id=subject,
            defaults={"person": person, "since": now, "until": now + HELD_FOR},
        )
        if not is_new and (row.person == person or row.until <= now):
            row.since = row.since if row.person == person and row.until > now else now
            row.person, row.until = person, now + HELD_FOR
            row.save(using=alias)
    return Worker(name=row.person, since=row.since, until=row.until)


def lapse(alias: str, kind: Kind, subject: str, *, person: str, now: datetime) -> None:
    """Say that a person went away from something: unless they are back at once, they work on it no longer."""
    rows = WorkRow.objects.using(alias).filter(kind=kind.value, subject_id=subject, person=person)
    rows.filter(until__gt=now + BACK_WITHIN).update(until=now + BACK_WITHIN)


def leave(alias: str, kind: Kind, subject: str, *, person: str) -> None:
    """Say that a person works on something no longer; nothing happens where another one does."""
    WorkRow.objects.using(alias).filter(kind=kind.value, subject_id=subject, person=person).delete()


def save_search(alias: str, search: SavedSearch) -> None:
    """Keep a search of its owner; one of the same name is replaced. Raises InvalidInput."""
    name = search.name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidInput(f"give the search a name of 1 to {_LONGEST_NAME} characters", code="bad-name")
    rows = SavedSearchRow.objects.using(alias)
    if rows.filter(owner=search.owner).exclude(name=name).count() >= _MOST_SAVED:
        raise InvalidInput(f"{_MOST_SAVED} searches are kept already: remove some", code="too-many")
    kept = {"query": search.query, "saved_at": search.saved_at}
    rows.update_or_create(owner=search.owner, name=name, defaults=kept)


def saved_searches(alias: str, owner: str) -> tuple[SavedSearch, ...]:
    """The searches that a person keeps, by name."""
    rows = SavedSearchRow.objects.using(alias).filter(owner=owner).order_by("name")
    return tuple(
        SavedSearch(owner=row.owner, name=row.name, query=row.query, saved_at=row.saved_at) for row in rows
    )


def forget_search(alias: str, owner: str, name: str) -> None:
    """Keep a search no longer. Raises NotFound."""
    gone, _ = SavedSearchRow.objects.using(alias).filter(owner=owner, name=name).delete()
    if not gone:
        raise NotFound(f"no search {name!r} is kept")
