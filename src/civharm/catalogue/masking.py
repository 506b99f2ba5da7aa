"""The record as it may be shown: protected names are gone from it before any page is made."""

from dataclasses import dataclass, replace
from typing import Self, TypeVar

from civharm.catalogue.record import Record
from civharm.model.claims import Claim
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.model.spans import Quote
from civharm.model.victims import Person
from civharm.publication.people import withheld
from civharm.publication.protect import MASK, Protection, protection_of

__all__ = ["MASK", "Masks", "masked"]
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Masks:
    """Makes of each part of a record the part as it may be shown."""

    protection: Protection

    @classmethod
    def of(cls, record: Record) -> Self:
        """What must be masked of a record follows from all of it."""
        own = (record.claims, record.victims, record.reports, record.texts)
        return cls(record.protection or protection_of(*own))

    def text(self, text: str, report_id: str) -> str:
        return self.protection.text(text, report_id=report_id)

    def claim(self, claim: Claim, masked_text: str) -> Claim:
        """Quotes are taken from the masked text, so that no half name stays at a quote's end."""
        hidden = self.protection.within(claim, report_id=claim.report_id)
        return replace(hidden, quote=Quote.at(masked_text, claim.span))

    def report(self, report: Report) -> Report:
        return self.protection.within(report, report_id=report.id)

    def issue(self, issue: Issue) -> Issue:
        return self.protection.within(issue, report_id=issue.report_id)

    def people(self, people: tuple[Person, ...]) -> tuple[Person, ...]:
        """No field of them holds a name."""
        return tuple(map(withheld, people))

    def other(self, value: _Any) -> _Any:
        """What is of no one report."""
        return self.protection.within(value)


def masked(record: Record) -> Record:
    """The record without protected names, wherever they stand: texts, quotes, fields, messages."""
    masks = Masks.of(record)
    texts = {key: masks.text(text, key) for key, text in record.texts.items()}
    of_no_report = replace(
        record, texts={}, reports=(), claims=(), issues=(), victims=(), people={}, protection=None
    )
    hidden = masks.other(of_no_report)
    return replace(
        hidden,
        texts=texts,
        people={key: masks.people(those) for key, those in record.people.items()},
        reports=tuple(map(masks.report, record.reports)),
        claims=tuple(masks.claim(claim, texts.get(claim.report_id, "")) for claim in record.claims),
        issues=tuple(map(masks.issue, record.issues)),
    )
