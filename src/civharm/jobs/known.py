"""Whether a report is known: by its bytes, by its address, by its words.

Addresses and words are looked up in a table of hashes that is made of the casebook's reports, and brought level with
them before it is asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from civharm.model.ids import stable_id

if TYPE_CHECKING:
    from civharm.casebook.models import ReportRow
    from civharm.casebook.store import Casebook
    from civharm.jobs.models import KnownRow

#: Parts of an address that say how somebody came to a page, not which page it is.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|ref_src|amp)\Z", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
#: Fewer letters than that are alike by chance.
_FEWEST_LETTERS = 80
_BATCH = 500


class KnownBy(StrEnum):
    """What two reports share."""

    BYTES = "bytes"
    ADDRESS = "address"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A report that was in the casebook before, and what tells so."""

    by: KnownBy
    report_id: str
    since: datetime

    def as_json(self) -> dict[str, str]:
        """For the table of inputs."""
        return {"by": self.by.value, "report": self.report_id, "since": self.since.isoformat()}

    @classmethod
    def of_json(cls, plain: dict[str, str]) -> "Known":
        """What `as_json` was made of."""
        since = datetime.fromisoformat(plain["since"])
        return cls(by=KnownBy(plain["by"]), report_id=plain["report"], since=since)


def address_key(url: str) -> str | None:
    """What is the same for all ways to write the address of one page; None where there is no address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = parts.port if parts.port not in (80, 443) else None
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)]
    return stable_id(host, port or 0, parts.path.rstrip("/"), urlencode(sorted(asked)))


def words_key(words: str) -> str | None:
    """What is the same for texts of the same letters; None for a text too short to tell anything."""
    letters = _NO_LETTER.sub("", words.casefold())
    return stable_id(letters) if len(letters) >= _FEWEST_LETTERS else None


def known_bytes(sha256: str, alias: str) -> tuple[Known, ...]:
    """The reports of a capture with these bytes."""
    from civharm.casebook.models import ReportRow

    rows = ReportRow.objects.using(alias).filter(capture__sha256=sha256).order_by("id")
    return _firsts((KnownBy.BYTES, row.report_id, row.recorded_at) for row in rows.iterator())


def known_address(url: str, alias: str) -> tuple[Known, ...]:
    """The reports that are from this address."""
    bring_level(alias)
    return _found(KnownBy.ADDRESS, address_key(url), alias)


def known_like(inputs: Sequence[Sequence[str]], alias: str) -> Sequence[tuple[Known, ...]]:
    """For the reports of each input, others that came before them, of the same address or in the same words."""
    from civharm.jobs.models import KnownRow

    bring_level(alias)
    rows = KnownRow.objects.using(alias).order_by("id")
    own: dict[str, list[KnownRow]] = {}
    for row in rows.filter(report_id__in={report for reports in inputs for report in reports}):
        own.setdefault(row.report_id, []).append(row)
    alike: dict[tuple[str, str], list[KnownRow]] = {}
    for row in rows.filter(key__in={row.key for found in own.values() for row in found}):
        alike.setdefault((row.kind, row.key), []).append(row)
    return [
        _firsts(
            (KnownBy(other.kind), other.report_id, other.since)
            for row in (row for report in reports for row in own.get(report, ()))
            for other in alike[row.kind, row.key]
            if other.report_id not in reports and other.since <= row.since
        )
        for reports in inputs
    ]


def remember_address(url: str, report_ids: Sequence[str], casebook: "Casebook") -> None:
    """An address as it was given may lead on to the one that a report bears: it is known by both."""
    from civharm.jobs.models import KnownRow

    key = address_key(url)
    if key is not None:
        rows = (
            KnownRow(kind=KnownBy.ADDRESS.value, key=key, report_id=report_id, since=casebook.clock())
            for report_id in report_ids
        )
        KnownRow.objects.using(casebook.alias).bulk_create(rows, ignore_conflicts=True)


def bring_level(alias: str) -> None:
    """Add what is to be known of reports that came since the last time."""
    from django.db import transaction

    from civharm.casebook.models import ReportRow
    from civharm.jobs.models import KnownMarkRow, KnownRow

    mark = KnownMarkRow.objects.using(alias).first() or KnownMarkRow(upto=0)
    new = ReportRow.objects.using(alias).filter(id__gt=mark.upto).select_related("rendition").order_by("id")
    while batch := list(new[:_BATCH]):
        rows = [row for report in batch for row in _rows(report)]
        mark.upto = batch[-1].id
        with transaction.atomic(using=alias):
            KnownRow.objects.using(alias).bulk_create(rows, ignore_conflicts=True)
            mark.save(using=alias)
        new = new.filter(id__gt=mark.upto)


def _rows(row: "ReportRow") -> "Iterable[KnownRow]":
    from civharm.casebook.rows import report_of
    from civharm.jobs.models import KnownRow

    report, text = report_of(row.payload, None), row.rendition.text
    words = "".join(span.of(text) for span in report.body) or text
    keys = {
        KnownBy.ADDRESS: address_key(report.url) if report.url else None,
        KnownBy.WORDS: words_key(words),
    }
    for by, key in keys.items():
        if key is not None:
            yield KnownRow(kind=by.value, key=key, report_id=report.id, since=row.recorded_at)


def _found(by: KnownBy, key: str | None, alias: str) -> tuple[Known, ...]:
    from civharm.jobs.models import KnownRow

    if key is None:
        return ()
    rows = KnownRow.objects.using(alias).filter(kind=by.value, key=key).order_by("id")
    return _firsts((by, row.report_id, row.since) for row in rows)


def _firsts(found: Iterable[tuple[KnownBy, str, datetime]]) -> tuple[Known, ...]:
    """Each report once, since it came first."""
    first: dict[str, Known] = {}
    for by, report_id, since in found:
        first.setdefault(report_id, Known(by=by, report_id=report_id, since=since))
    return tuple(first.values())
