"""New jobs: what a person pastes, uploads or names is written down, and the worker is woken."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from civharm.jobs.incoming import Incoming
from civharm.jobs.known import Known, known_address, known_bytes
from civharm.jobs.queue import wake
from civharm.jobs.states import InputKind, InputState
from civharm.model.printable import printable

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.jobs.models import JobInputRow, JobRow

#: The one kind of job there is: inputs are read, then incidents follow.
READ = "read"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One input as it was given; `place` is its file among what came in, or its address; `url` is what it is said to be from.

    `translates` is the number of the input whose report it is a translation of, from 1.
    `is_wanted_again`: fetch an address though a report of it is known. `modified_at` is what the file system states of a
    file, `copies` are its addresses in archives of others.
    """

    kind: InputKind
    name: str
    place: str
    sha256: str = ""
    url: str = ""
    translates: int | None = None
    is_wanted_again: bool = False
    modified_at: datetime | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A text with what the person knows of it; unknown is empty."""

    text: str
    title: str = ""
    source: str = ""
    published: str = ""
    url: str = ""


def pasted(words: Pasted, incoming: Incoming) -> Given:
    """A pasted text as a record, in which what the person said of it stays apart from its words.

    Its name repeats nothing of text and title, which may name people.
    """
    stated = {name: value.strip() for name, value in asdict(words).items() if value.strip()}
    record = {**stated, "text": _unix_lines(words.text)}
    content = json.dumps(record, ensure_ascii=False, sort_keys=True).encode(errors="backslashreplace")
    place, sha256 = incoming.keep(content)
    name = ", ".join(filter(None, ("pasted text", words.source.strip(), words.published.strip())))
    return Given(kind=InputKind.PASTED, name=_short(name), place=place, sha256=sha256, url=words.url.strip())


def pasted_translation(text: str, incoming: Incoming, *, of: int) -> Given:
    """The translation of another input of the same job."""
    place, sha256 = incoming.keep(_unix_lines(text).encode(errors="backslashreplace"))
    name = f"translation of the text {of}"
    return Given(kind=InputKind.PASTED, name=name, place=place, sha256=sha256, translates=of)


def named(address: str, *, is_wanted_again: bool = False, copies: tuple[str, ...] = ()) -> Given:
    """An address that is to be fetched."""
    return Given(
        kind=InputKind.ADDRESS,
        name=printable(address),
        place=address,
        url=address,
        is_wanted_again=is_wanted_again,
        copies=copies,
    )


def add_job(casebook: "Casebook", given: Sequence[Given], *, who: str) -> int:
    """Write a job down and wake the worker; the job's number. What is known already is told at once."""
    from django.db import transaction

    from civharm.jobs.models import JobInputRow, JobRow

    now = casebook.clock()
    with transaction.atomic(using=casebook.alias):
        job = JobRow(kind=READ, who=who, total=len(given), added_at=now, not_before=now)
        job.save(using=casebook.alias)
        rows = [_row(number, each, casebook, job=job) for number, each in enumerate(given, start=1)]
        JobInputRow.objects.using(casebook.alias).bulk_create(rows)
    wake(casebook.folder.path, job.id)
    return job.id


def _row(number: int, given: Given, casebook: "Casebook", *, job: "JobRow") -> "JobInputRow":
    from civharm.jobs.models import JobInputRow

    known = _known(given, casebook.alias)
    is_done = given.kind is InputKind.ADDRESS and bool(known) and not given.is_wanted_again
    return JobInputRow(
        job=job,
        number=number,
        kind=given.kind.value,
        name=given.name,
        place=given.place,
        sha256=given.sha256,
        translates=given.translates,
        modified_at=given.modified_at,
        copies=list(given.copies),
        known=[each.as_json() for each in known],
        state=(InputState.KNOWN if is_done else InputState.WAITING).value,
        ended_at=job.added_at if is_done else None,
    )


def _known(given: Given, alias: str) -> tuple[Known, ...]:
    if given.translates is not None:
        return ()
    by_bytes = known_bytes(given.sha256, alias) if given.sha256 else ()
    by_address = known_address(given.url, alias) if given.url else ()
    return (*by_bytes, *by_address)


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _short(name: str) -> str:
    return printable(name)[:_LONGEST_NAME]
