"""The part of the chain of custody that is about some evidence, with what its hashes are of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from civharm.casebook.custody import CustodyEntry, canonical, hash_of
from civharm.casebook.models import (
    CaptureRow,
    ClaimRow,
    GivenIdRow,
    ProtectedReadRow,
    ReadingRow,
    ReportRow,
    VictimRow,
)
from civharm.casebook.reading_names import read_detail
from civharm.casebook.rows import capture_detail, decision_detail, given_detail, reading_detail, report_detail
from civharm.model.decisions import Decision
from civharm.publication.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What the entries are about: ids of captures, reports, incidents, and the decisions on them."""

    captures: frozenset[str]
    reports: frozenset[str]
    incidents: frozenset[str]
    decisions: tuple[Decision, ...]

    @property
    def ids(self) -> frozenset[str]:
        """All of them."""
        return self.captures | self.reports | self.incidents | {each.id for each in self.decisions}


def stretch(entries: Iterable[CustodyEntry], subjects: Subjects) -> list[CustodyEntry]:
    """The chain from the first entry that is about one of them to its end: without a gap, so that it can be checked."""
    found: list[CustodyEntry] = []
    for entry in entries:
        if found or entry.subject in subjects.ids:
            found.append(entry)
    return found


def details(alias: str, subjects: Subjects) -> Iterator[tuple[str, str]]:
    """The hash that the chain holds of each act, and the text that it is the hash of."""
    for line in _lines(alias, subjects):
        yield hash_of(line), canonical(line)


def _lines(alias: str, subjects: Subjects) -> Iterator[Line]:
    for capture in CaptureRow.objects.using(alias).filter(sha256__in=subjects.captures).order_by("id"):
        yield capture_detail(capture)
    reports = ReportRow.objects.using(alias).filter(report_id__in=subjects.reports).order_by("id")
    for report in reports.select_related("rendition"):
        yield report_detail(report.payload, report.rendition)
    for reading in ReadingRow.objects.using(alias).filter(report_id__in=subjects.reports).order_by("id"):
        claims = ClaimRow.objects.using(alias).filter(reading=reading).order_by("id")
        victims = VictimRow.objects.using(alias).filter(reading=reading).order_by("id")
        yield reading_detail(
            reading.rendition_id,
            claims=list(claims.values_list("payload", flat=True)),
            victims=list(victims.values_list("payload", flat=True)),
        )
    for given in GivenIdRow.objects.using(alias).filter(incident_id__in=subjects.incidents).order_by("id"):
        yield given_detail(given)
    for read in ProtectedReadRow.objects.using(alias).filter(subject__in=subjects.incidents).order_by("id"):
        yield read_detail(read)
    yield from map(decision_detail, subjects.decisions)
