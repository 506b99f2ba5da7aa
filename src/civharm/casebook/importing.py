"""Records of others into the casebook: many in one act, each on the chain of custody; what is there already stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from civharm.casebook.models import ReadingRow, RenditionRow, ReportRow
from civharm.casebook.rows import rendition_of, report_of
from civharm.casebook.writing import Writer
from civharm.model.claims import Claim
from civharm.model.ports import Reading
from civharm.model.reports import Rendition, Report
from civharm.model.store import Imported, Kept, ReaderVersion
from civharm.publication.lines import claim_from_line


def keep(records: Sequence[Imported], writer: Writer, reader: ReaderVersion) -> Kept:
    """Keep the records that say something new. Only inside the writer's transaction."""
    standing = _standing([each.report.id for each in records], writer.alias, reader)
    new = changed = 0
    for each in records:
        before = standing.get(each.report.id)
        if before == (each.rendition.id, reader.version):
            continue
        reading = each.reading if before is None else _instead_of_standing(each, writer.alias, reader)
        writer.report(each.report, each.rendition)
        writer.reading(each.report, each.rendition, reading, reader=reader)
        new, changed = new + (before is None), changed + (before is not None)
    return Kept(new=new, changed=changed, same=len(records) - new - changed)


def _instead_of_standing(each: Imported, alias: str, reader: ReaderVersion) -> Reading:
    """The reading, each claim naming the one of its kind that the record made before: its words may be all others."""
    _, _, before = standing_record(alias, each.report.id, reader.name)
    old = {claim.kind: claim.id for claim in before}
    claims = (
        claim if old.get(claim.kind) in (None, claim.id) else replace(claim, supersedes=old[claim.kind])
        for claim in each.reading.claims
    )
    return replace(each.reading, claims=tuple(claims))


def _standing(report_ids: Sequence[str], alias: str, reader: ReaderVersion) -> Mapping[str, tuple[str, str]]:
    """The rendition and the version of the newest reading of each report."""
    rows = ReadingRow.objects.using(alias).filter(report_id__in=report_ids, reader=reader.name).order_by("id")
    return {
        report: (rendition, version)
        for report, rendition, version in rows.values_list("report_id", "rendition__rendition_id", "version")
    }


def records_known(alias: str, *, renderer: str, source: str) -> Iterator[tuple[str, str]]:
    """The reports of a recorder's set that are kept, each with its recorder's own id; each once."""
    rows = ReportRow.objects.using(alias).filter(source=source, rendition__renderer=renderer).order_by("id")
    seen: set[bytes] = set()
    for report_id, payload in rows.values_list("report_id", "payload").iterator():
        mark = bytes.fromhex(report_id)
        if mark not in seen:
            seen.add(mark)
            yield report_id, str(payload.get("external_id"))


def standing_record(alias: str, report_id: str, reader: str) -> tuple[Report, Rendition, tuple[Claim, ...]]:
    """A record as it was read last."""
    row = ReportRow.objects.using(alias).filter(report_id=report_id).order_by("id").last()
    reading = ReadingRow.objects.using(alias).filter(report_id=report_id, reader=reader).order_by("id").last()
    assert row is not None and reading is not None, "a record that is known was kept with its reading"
    rendition = RenditionRow.objects.using(alias).get(pk=reading.rendition.pk)
    payloads = reading.claims.order_by("id").values_list("payload", flat=True)
    return report_of(row.payload, None), rendition_of(rendition), tuple(map(claim_from_line, payloads))
