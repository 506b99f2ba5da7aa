"""Translations: another language's words beside a report, kept as evidence of their own and never read for claims."""

from collections.abc import Iterator

from civharm.casebook.custody import CustodyAction, hash_of
from civharm.casebook.models import RenditionRow, ReportRow, TranslationRow
from civharm.casebook.rows import rendition_of
from civharm.casebook.without import ALL, Without, rows_of
from civharm.casebook.writing import Writer
from civharm.model.errors import NotFound
from civharm.model.reports import Translation
from civharm.publication.lines import Line


def keep(translation: Translation, writer: Writer) -> bool:
    """Add the row and its entry of the chain of custody. False if the report has this translation. Raises NotFound."""
    if not ReportRow.objects.using(writer.alias).filter(report_id=translation.report_id).exists():
        raise NotFound(f"no report {translation.report_id} that a translation could be of")
    kept = TranslationRow.objects.using(writer.alias).filter(
        report_id=translation.report_id, capture__sha256=translation.capture_sha256
    )
    if kept.exists():
        return False
    row = TranslationRow(
        recorded_at=writer.at,
        report_id=translation.report_id,
        capture_id=translation.capture_sha256,
        rendition=writer.rendition(translation.rendition),
        language=translation.language,
        by=translation.by,
        note=translation.note,
    )
    row.save(using=writer.alias)
    writer.log(CustodyAction.TRANSLATION_KEPT, row.report_id, _detail(row))
    return True


def translations_of(report_id: str, alias: str) -> tuple[Translation, ...]:
    """The translations of a report, in the order in which they came."""
    rows = TranslationRow.objects.using(alias).filter(report_id=report_id).order_by("id")
    return tuple(map(_translation, rows.select_related("rendition")))


def acts(alias: str, without: Without = ALL) -> Iterator[tuple[str, str, str]]:
    """What the chain of custody must say of the rows: action, subject, hash of what was done."""
    for row in rows_of(TranslationRow, alias, without).select_related("rendition"):
        yield CustodyAction.TRANSLATION_KEPT.value, row.report_id, hash_of(_detail(row))


def _translation(row: TranslationRow) -> Translation:
    return Translation(
        report_id=row.report_id,
        capture_sha256=row.capture_id,
        rendition=rendition_of(row.rendition),
        language=row.language,
        by=row.by,
        note=row.note,
    )


def _detail(row: TranslationRow) -> Line:
    rendition: RenditionRow = row.rendition
    return {
        "capture": row.capture_id,
        "rendition": rendition.rendition_id,
        "text": rendition.sha256,
        "language": row.language,
        "by": row.by,
        "note": row.note,
    }
