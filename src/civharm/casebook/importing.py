"""Records of others into the casebook: many in one act, each on the chain of custody; what is there already stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from civharm.casebook.custody import CustodyAction
from civharm.casebook.custody_table import Act, DatabaseCustody
from civharm.casebook.models import CaptureRow, ClaimRow, ReadingRow, RenditionRow, ReportRow, VictimRow
from civharm.casebook.reread import with_supersedes
from civharm.casebook.rows import (
    claim_row,
    is_same_report,
    reading_detail,
    rendition_of,
    rendition_row,
    report_detail,
    report_of,
    report_row,
    victim_row,
)
from civharm.casebook.writing import Writer, check_claims, reading_row
from civharm.model.claims import Claim
from civharm.model.errors import InvalidModel, NotFound
from civharm.model.reports import Rendition, Report
from civharm.model.store import Imported, Kept, ReaderVersion
from civharm.publication.lines import Line, claim_from_line


def keep(records: Sequence[Imported], writer: Writer, reader: ReaderVersion) -> Kept:
    """Keep the records that say something new, with few statements for all. Only inside the writer's transaction."""
    before = _Before.of([each.report.id for each in records], writer.alias, reader)
    fresh = [each for each in records if not before.says(each, reader)]
    if fresh:
        _check_captures(fresh, writer.alias)
        renditions = _renditions(fresh, writer)
        acts = {each.report.id: act for each, act in _reports(fresh, before, renditions, writer)}
        read = _readings(fresh, before, writer, reader)
        in_order = (act for each in fresh for act in (acts.get(each.report.id), read[each.report.id]) if act)
        DatabaseCustody(writer.alias).append_all(in_order, at=writer.at)
    new = sum(each.report.id not in before.readings for each in fresh)
    return Kept(new=new, changed=len(fresh) - new, same=len(records) - len(fresh))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """How some records stand, by report: the newest payload, the newest reading and its claims."""

    payloads: Mapping[str, Line]
    readings: Mapping[str, ReadingRow]
    claims: Mapping[str, Sequence[Claim]]

    @classmethod
    def of(cls, report_ids: Sequence[str], alias: str, reader: ReaderVersion) -> "_Before":
        """Of so many reports as one statement may name."""
        reports = ReportRow.objects.using(alias).filter(report_id__in=report_ids).order_by("id")
        payloads = dict(reports.values_list("report_id", "payload"))
        if not payloads:
            return cls(payloads={}, readings={}, claims={})
        rows = ReadingRow.objects.using(alias).filter(report_id__in=report_ids, reader=reader.name)
        readings = {row.report_id: row for row in rows.select_related("rendition").order_by("id")}
        claims: dict[str, list[Claim]] = {}
        made = ClaimRow.objects.using(alias).filter(reading__in=[row.id for row in readings.values()])
        for report_id, payload in made.order_by("id").values_list("report_id", "payload"):
            claims.setdefault(report_id, []).append(claim_from_line(payload))
        return cls(payloads=payloads, readings=readings, claims=claims)

    def says(self, each: Imported, reader: ReaderVersion) -> bool:
        """True if the record says what it said, read as it was read."""
        row = self.readings.get(each.report.id)
        return row is not None and (row.rendition_id, row.version) == (each.rendition.id, reader.version)

    def claims_instead(self, each: Imported) -> Sequence[Claim]:
        """The record's claims, each naming the one that it stands instead of: its words may be all others."""
        row = self.readings.get(each.report.id)
        if row is None:
            return each.reading.claims
        before = self.claims.get(each.report.id, ())
        old = {claim.kind: claim.id for claim in before}
        claims = [
            claim if old.get(claim.kind) in (None, claim.id) else replace(claim, supersedes=old[claim.kind])
            for claim in each.reading.claims
        ]
        return with_supersedes(claims, before, old_text=row.rendition.text, new_text=each.rendition.text)


def _check_captures(records: Sequence[Imported], alias: str) -> None:
    wanted = {each.report.capture_sha256 for each in records}
    rows = CaptureRow.objects.using(alias).filter(sha256__in=wanted)
    if missing := wanted - set(rows.values_list("sha256", flat=True)):
        raise NotFound(f"records are of a capture that is not kept: {', '.join(sorted(missing))}")


def _renditions(records: Sequence[Imported], writer: Writer) -> Mapping[str, RenditionRow]:
    """The rows of the texts, by id; one that is kept already is never made anew."""
    made = {each.rendition.id: each.rendition for each in records}
    rows = RenditionRow.objects.using(writer.alias)
    kept = {row.rendition_id: row for row in rows.filter(rendition_id__in=made)}
    for row in kept.values():
        if row.text != made[row.rendition_id].text:
            raise InvalidModel(f"the rendition {row.rendition_id} has another text than the one kept")
    new = [rendition_row(each, writer.at) for each in made.values() if each.id not in kept]
    return kept | {row.rendition_id: row for row in rows.bulk_create(new)}


def _reports(
    records: Sequence[Imported], before: _Before, renditions: Mapping[str, RenditionRow], writer: Writer
) -> Iterator[tuple[Imported, Act]]:
    """The reports of which something is new beside the file around them, kept, with what the chain says of them."""
    rows = [(each, report_row(each.report, writer.at)) for each in records]
    new = [
        (each, row)
        for each, row in rows
        if (was := before.payloads.get(each.report.id)) is None or not is_same_report(was, row.payload)
    ]
    ReportRow.objects.using(writer.alias).bulk_create(row for _, row in new)
    for each, row in new:
        detail = report_detail(row.payload, renditions[each.rendition.id])
        yield each, Act(CustodyAction.REPORT_KEPT, row.report_id, detail=detail, actor=writer.actor)


def _readings(
    records: Sequence[Imported], before: _Before, writer: Writer, reader: ReaderVersion
) -> Mapping[str, Act]:
    """The claims of the records, kept, with what the chain says of them, by report."""
    rows = [reading_row(each.report, each.rendition, each.reading, reader, writer.at) for each in records]
    ReadingRow.objects.using(writer.alias).bulk_create(rows)
    claims: list[ClaimRow] = []
    victims: list[VictimRow] = []
    acts: dict[str, Act] = {}
    for each, row in zip(records, rows, strict=True):
        check_claims(each.reading.claims, each.report, each.rendition)
        own = [claim_row(claim, row) for claim in before.claims_instead(each)]
        named = [victim_row(victim, row) for victim in each.reading.victims]
        lines = [claim.payload for claim in own], [victim.payload for victim in named]
        detail = reading_detail(each.rendition.id, claims=lines[0], victims=lines[1])
        acts[each.report.id] = Act(
            CustodyAction.READ, each.report.id, detail=detail, actor=f"{reader.name} {reader.version}"
        )
        claims += own
        victims += named
        writer.issues(each.reading.issues, row)
    ClaimRow.objects.using(writer.alias).bulk_create(claims)
    VictimRow.objects.using(writer.alias).bulk_create(victims)
    return acts


def records_known(alias: str, *, renderer: str, source: str) -> Iterator[tuple[str, str]]:
    """The reports of a recorder's set that are kept, each with its recorder's own id; each once."""
    rows = ReportRow.objects.using(alias).filter(source=source, rendition__renderer=renderer)
    known = rows.values_list("report_id", "payload__external_id").distinct().order_by("report_id")
    for report_id, key in known.iterator():
        yield report_id, str(key)


def standing_record(alias: str, report_id: str, reader: str) -> tuple[Report, Rendition, tuple[Claim, ...]]:
    """A record as it was read last."""
    row = ReportRow.objects.using(alias).filter(report_id=report_id).order_by("id").last()
    reading = ReadingRow.objects.using(alias).filter(report_id=report_id, reader=reader).order_by("id").last()
    assert row is not None and reading is not None, "a record that is known was kept with its reading"
    rendition = RenditionRow.objects.using(alias).get(pk=reading.rendition.pk)
    payloads = reading.claims.order_by("id").values_list("payload", flat=True)
    return report_of(row.payload, None), rendition_of(rendition), tuple(map(claim_from_line, payloads))
