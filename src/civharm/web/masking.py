"""The record as it may be shown: protected names are gone from it before any page is made."""

from dataclasses import replace

from civharm.publication.protect import MASK, protection_of
from civharm.web.record import Record

__all__ = ["MASK", "masked"]


def masked(record: Record) -> Record:
    """The record without protected names, wherever they stand: texts, quotes, fields, messages."""
    protection = protection_of(record.claims, record.victims, record.reports, record.texts)
    hidden = protection.within(replace(record, texts={}, reports=(), claims=(), issues=()))
    return replace(
        hidden,
        texts={report_id: protection.text(text, report_id=report_id) for report_id, text in record.texts.items()},
        reports=tuple(protection.within(report, report_id=report.id) for report in record.reports),
        claims=tuple(protection.claim(claim, record.texts.get(claim.report_id, "")) for claim in record.claims),
        issues=tuple(protection.within(issue, report_id=issue.report_id) for issue in record.issues),
    )
