"""The record as it may be shown: protected names are gone from it before any page is made."""

from collections.abc import Mapping
from dataclasses import replace

from civharm.catalogue.record import Record
from civharm.model.claims import Claim
from civharm.model.spans import Quote
from civharm.publication.people import withheld
from civharm.publication.protect import MASK, Protection, protection_of

__all__ = ["MASK", "masked"]


def masked(record: Record) -> Record:
    """The record without protected names, wherever they stand: texts, quotes, fields, messages.

    Quotes are taken from the masked texts, so that no half name stays at a quote's end.
    """
    protection = protection_of(record.claims, record.victims, record.reports, record.texts)
    texts = {key: protection.text(text, report_id=key) for key, text in record.texts.items()}
    people = {key: tuple(map(withheld, those)) for key, those in record.people.items()}
    hidden = protection.within(
        replace(record, texts={}, reports=(), claims=(), issues=(), victims=(), people={})
    )
    return replace(
        hidden,
        texts=texts,
        people=people,
        reports=tuple(protection.within(report, report_id=report.id) for report in record.reports),
        claims=tuple(_masked_claim(claim, protection, texts) for claim in record.claims),
        issues=tuple(protection.within(issue, report_id=issue.report_id) for issue in record.issues),
    )


def _masked_claim(claim: Claim, protection: Protection, texts: Mapping[str, str]) -> Claim:
    hidden = protection.within(claim, report_id=claim.report_id)
    return replace(hidden, quote=Quote.at(texts.get(claim.report_id, ""), claim.span))
