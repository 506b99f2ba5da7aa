"""The record as it may be shown: protected names are gone from it before any page is made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

from civharm.catalogue.fixed_masks import Copies, fixed
from civharm.catalogue.record import Record
from civharm.model.claims import Claim
from civharm.model.coarsening import Coarseness
from civharm.model.decisions import Action, Decision
from civharm.model.incidents import Incident, LedgerEntry
from civharm.model.issues import Issue
from civharm.model.reports import Capture, Report
from civharm.model.spans import Quote
from civharm.model.victims import Person
from civharm.places.written import written_coordinates
from civharm.publication.coarsen import words_finer
from civharm.publication.hidden import HiddenNames
from civharm.publication.people import withheld
from civharm.publication.protect import MASK, Protection, protection_of

__all__ = ["MASK", "Masks", "PublicMasks", "masked", "public"]
_Any = TypeVar("_Any")
#: Where a name lies is told by the incidents there, as coarsely as they are shown; what people agreed to is theirs alone; a redaction quotes.
_NOT_PUBLIC = frozenset({Action.SETTLE_PLACE, Action.CONSENT, Action.REDACT, Action.HOLD})


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

    def entry(self, entry: LedgerEntry, report_id: str) -> LedgerEntry:
        return self.protection.within(entry, report_id=report_id)

    def incident(self, incident: Incident) -> Incident:
        return self.about(incident, (incident.id,))

    def capture(self, capture: Capture) -> Capture:
        return self.about(capture, (capture.sha256,))

    def captures(self, captures: tuple[Capture, ...], report_id: str) -> tuple[Capture, ...]:
        """What is kept of one report."""
        return self.protection.within(captures, report_id=report_id)

    def people(self, people: tuple[Person, ...]) -> tuple[Person, ...]:
        """No field of them holds a name."""
        return tuple(map(withheld, people))

    def about(self, value: _Any, ids: Iterable[str | None]) -> _Any:
        """What tells of these reports, claims, victims, incidents or decisions."""
        return self.protection.about(self.told(ids)).within(value)

    def told(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        """The reports that what these ids name is of."""
        return tuple(dict.fromkeys(report for each in ids for report in self.reports.get(each or "", ())))


@dataclass(frozen=True, slots=True)
class PublicMasks(Masks):
    """Masks of what leaves the team: where people decided that a place is shown coarsely, no word tells it either.

    All masks have one length, and texts are redacted copies: what points into them points there.

    `hidden` are the words for such places, by the reports that tell of them; `unnamed` are the captures of publishers who
    do not want to be told of.
    """

    hidden: Mapping[str, HiddenNames] = field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()
    copies: Copies = field(default_factory=Copies)

    @classmethod
    def beside(cls, masks: Masks, record: Record) -> Self:
        """What is masked of a record outside of the team, as well as inside."""
        told = _places_told(record, masks.protection)
        hidden = {report: HiddenNames(words) for report, words in told.items()}
        protection = masks.protection.without_redacted(record.texts).hiding(hidden)
        sources = masks.protection.sources
        unnamed = frozenset(each.capture_sha256 for each in record.reports if each.id in sources)
        return cls(protection, masks.reports, hidden, unnamed, Copies(protection, record.texts))

    def text(self, text: str, report_id: str) -> str:
        return self.copies.of(report_id).text

    def claim(self, claim: Claim, masked_text: str) -> Claim:
        """What points into the text points into its redacted copy."""
        copy = self.copies.of(claim.report_id)
        hidden = fixed(self.protection.within(claim, report_id=claim.report_id), copy.span)
        return replace(hidden, quote=Quote.at(copy.text, hidden.span))

    def report(self, report: Report) -> Report:
        copy = self.copies.of(report.id)
        shown = fixed(self.protection.within(report, report_id=report.id), copy.span)
        shown = replace(shown, chars=len(copy.text)) if copy.runs else shown
        return _of_nobody(shown) if report.id in self.protection.sources else shown

    def issue(self, issue: Issue) -> Issue:
        copy = self.copies.of(issue.report_id or "")
        return fixed(self.protection.within(issue, report_id=issue.report_id), copy.span)

    def entry(self, entry: LedgerEntry, report_id: str) -> LedgerEntry:
        return fixed(self.protection.within(entry, report_id=report_id))

    def about(self, value: _Any, ids: Iterable[str | None]) -> _Any:
        return fixed(super(PublicMasks, self).about(value, ids))

    def capture(self, capture: Capture) -> Capture:
        shown: Capture = self.about(capture, (capture.sha256,))
        return _unnamed(shown) if capture.sha256 in self.unnamed else shown

    def captures(self, captures: tuple[Capture, ...], report_id: str) -> tuple[Capture, ...]:
        shown = fixed(self.protection.within(captures, report_id=report_id))
        return tuple(map(_unnamed, shown)) if report_id in self.protection.sources else shown

    def incident(self, incident: Incident) -> Incident:
        shown = self.about(incident, (incident.id,))
        if not self.is_coarse(incident.id):
            return shown
        return replace(shown, links=tuple(replace(link, features=()) for link in shown.links))

    def is_coarse(self, incident_id: str) -> bool:
        """True if people decided that the place of an incident is shown coarsely."""
        how = self.protection.coarser.get(incident_id)
        return how is not None and how.to is not Coarseness.AS_KNOWN

    def mark(self, reports: Iterable[str]) -> str:
        """What is hidden of what tells of these reports, and is not inside of the team: empty where that is nothing."""
        listed = list(reports)
        unnamed = (each for each in listed if each in self.protection.sources)
        redacted = (quote for each in listed for quote in self.protection.redacted.get(each, ()))
        return " ".join(
            (*(self.hidden[each].mark for each in listed if each in self.hidden), *unnamed, *redacted)
        )


def public(record: Record, *, shows_consented: bool = False) -> Record:
    """The record as it may leave the team. With `shows_consented` the names of those stand who agreed to be published."""
    masks = Masks.of(record)
    if shows_consented:
        masks = replace(masks, protection=masks.protection.for_publication)
    shown = _masked(record, PublicMasks.beside(masks, record))
    return replace(shown, decisions=tuple(_for_all(shown.decisions)))


def _for_all(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The decisions that everybody may know of, without those that undo others."""
    others = {each.id for each in decisions if each.action in _NOT_PUBLIC}
    for decision in decisions:
        if decision.id in others or decision.target in others:
            others.add(decision.id)
        else:
            yield decision


def _of_nobody(report: Report) -> Report:
    """A report whose publisher does not want to be told of."""
    return replace(
        report,
        url=None,
        source=None,
        author=None,
        external_id=None,
        title=None,
        masthead=None,
        speakers=(),
        fetched=(),
    )


def _unnamed(capture: Capture) -> Capture:
    """A capture of a publisher who does not want to be told of."""
    return replace(capture, name=MASK, collection=None)


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
            text = record.texts.get(report, "")
            found[report] |= words | {each.span.of(text) for each in written_coordinates(text)}
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
        captures=tuple(map(masks.capture, record.captures)),
        claims=tuple(masks.claim(claim, texts.get(claim.report_id, "")) for claim in record.claims),
        issues=tuple(map(masks.issue, record.issues)),
        incidents=tuple(map(masks.incident, record.incidents)),
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
