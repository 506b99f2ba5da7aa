"""The record as it may be shown: protected names are gone from it before any page is made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

from civharm.catalogue.record import Record
from civharm.model.claims import Claim
from civharm.model.coarsening import Coarseness
from civharm.model.decisions import Action
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.model.spans import Quote
from civharm.model.victims import Person
from civharm.publication.coarsen import words_finer
from civharm.publication.hidden import HiddenNames
from civharm.publication.people import withheld
from civharm.publication.protect import MASK, Protection, protection_of

__all__ = ["MASK", "Masks", "masked", "public"]
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Masks:
    """Makes of each part of a record the part as it may be shown; `reports` are those that something of an id tells of."""

    protection: Protection
    reports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> Self:
        """What must be masked of a record follows from all of it."""
        own = (record.claims, record.victims, record.reports, record.texts)
        return cls(record.protection or protection_of(*own), _reports_by_id(record))

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

    def about(self, value: _Any, ids: Iterable[str | None]) -> _Any:
        """What tells of these reports, claims, victims, incidents or decisions."""
        return self.protection.about(self.told(ids)).within(value)

    def told(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        """The reports that what these ids name is of."""
        return tuple(dict.fromkeys(report for each in ids for report in self.reports.get(each or "", ())))


def public(record: Record) -> Record:
    """The record as it may leave the team: where people decided that a place is shown coarsely, no word tells it either."""
    masks = Masks.of(record)
    hidden = {report: HiddenNames(words) for report, words in _places_told(record, masks.protection).items()}
    shown = _masked(record, replace(masks, protection=masks.protection.hiding(hidden)))
    withheld_from = {id for id, how in masks.protection.coarser.items() if how.to is not Coarseness.AS_KNOWN}
    return replace(
        shown,
        # Where a name lies is told by the incidents there, as coarsely as they are shown.
        decisions=tuple(each for each in shown.decisions if each.action is not Action.SETTLE_PLACE),
        incidents=tuple(
            replace(one, links=tuple(replace(link, features=()) for link in one.links))
            if one.id in withheld_from
            else one
            for one in shown.incidents
        ),
    )


def _places_told(record: Record, protection: Protection) -> Mapping[str, set[str]]:
    """The words for places that are shown coarsely and for what is finer than that, by the reports that tell of them."""
    found: dict[str, set[str]] = defaultdict(set)
    claims = {claim.id: claim for claim in record.claims}
    for incident in (*record.incidents, *record.leads):
        how = protection.coarser.get(incident.id)
        if how is None or how.to is Coarseness.AS_KNOWN:
            continue
        own = [claims[each] for each in incident.claims if each in claims]
        places = [incident.where, *incident.other_places, *(place for claim in own for place in claim.where)]
        words = {each for place in places if place for each in words_finer(place, how)}
        for report in {*incident.reports, *(claim.report_id for claim in own)}:
            found[report] |= words
    return found


def masked(record: Record) -> Record:
    """The record without protected names, wherever they stand: texts, quotes, fields, messages."""
    return _masked(record, Masks.of(record))


def _masked(record: Record, masks: Masks) -> Record:
    texts = {key: masks.text(text, key) for key, text in record.texts.items()}
    return replace(
        record,
        texts=texts,
        victims=(),
        protection=None,
        people={key: masks.people(those) for key, those in record.people.items()},
        reports=tuple(map(masks.report, record.reports)),
        captures=tuple(masks.about(each, (each.sha256,)) for each in record.captures),
        claims=tuple(masks.claim(claim, texts.get(claim.report_id, "")) for claim in record.claims),
        issues=tuple(map(masks.issue, record.issues)),
        incidents=tuple(masks.about(each, (each.id,)) for each in record.incidents),
        leads=tuple(masks.about(each, (each.id,)) for each in record.leads),
        assessments=tuple(masks.about(each, (each.incident_id,)) for each in record.assessments),
        relations=tuple(masks.about(each, (each.left, each.right)) for each in record.relations),
        proposals=tuple(masks.about(each, (each.incident, each.other)) for each in record.proposals),
        doubtful=tuple(masks.about(each, (each.left, each.right)) for each in record.doubtful),
        ledger=tuple(masks.about(each, (each.report_id,)) for each in record.ledger),
        decisions=tuple(masks.about(each, each.named) for each in record.decisions),
    )


def _reports_by_id(record: Record) -> Mapping[str, tuple[str, ...]]:
    """The reports that reports, captures, claims, victims, incidents and decisions tell of, by id."""
    found: dict[str, tuple[str, ...]] = {each.id: (each.id,) for each in record.reports}
    for report in record.reports:
        found[report.capture_sha256] = (*found.get(report.capture_sha256, ()), report.id)
    found.update((each.id, (each.report_id,)) for each in record.claims)
    found.update((each.id, (each.report_id,)) for each in record.victims)
    for incident in (*record.incidents, *record.leads):
        of_claims = (report for claim in incident.claims for report in found.get(claim, ()))
        reports = tuple(dict.fromkeys((*incident.reports, *of_claims)))
        found.update((each, reports) for each in (incident.id, *incident.aliases))
    for decision in record.decisions:
        told = (report for each in decision.named for report in found.get(each, ()))
        found[decision.id] = tuple(dict.fromkeys(told))
    return found
