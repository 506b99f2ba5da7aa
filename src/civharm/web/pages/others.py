"""The reports, the situation (control, displacement, aggregates), and what needs a person's eye."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from civharm.catalogue.asking import Kind, QueueLine
from civharm.catalogue.record import Index
from civharm.model.claims import Claim, ClaimKind
from civharm.model.incidents import DoubtfulPair, Feature
from civharm.model.issues import Issue
from civharm.web.pages.parts import ClaimCard, ReportCard, claim_card, report_card, report_title


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A figure of a period or an area, with the incidents that it may include."""

    card: ClaimCard
    overlaps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationPage:
    """Claims beside the incidents, each list by its own time."""

    control: tuple[ClaimCard, ...]
    displacement: tuple[ClaimCard, ...]
    ledger: tuple[LedgerRow, ...]


def situation_page(index: Index) -> SituationPage:
    """Control, displacement, and the ledger with every aggregate claim, whether it was entered or not."""
    entered = {entry.claim_id: entry.overlaps for entry in index.record.ledger}
    return SituationPage(
        control=_of_kind(index, ClaimKind.CONTROL),
        displacement=_of_kind(index, ClaimKind.DISPLACEMENT),
        ledger=tuple(
            LedgerRow(card=card, overlaps=_incidents(index, entered.get(card.claim.id, ())))
            for card in _cards(index, [each for each in index.record.claims if _is_aggregate(each, entered)])
        ),
    )


def _is_aggregate(claim: Claim, entered: Container[str]) -> bool:
    return claim.kind is ClaimKind.AGGREGATE or claim.id in entered


def _of_kind(index: Index, kind: ClaimKind) -> tuple[ClaimCard, ...]:
    return _cards(index, [claim for claim in index.record.claims if claim.kind is kind])


def _incidents(index: Index, founding_claims: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Id and code of the incidents that these claims founded."""
    found = [index.founded[claim_id] for claim_id in founding_claims if claim_id in index.founded]
    return tuple((incident.id, incident.code or incident.id) for incident in found)


def _cards(index: Index, claims: list[Claim]) -> tuple[ClaimCard, ...]:
    return tuple(claim_card(index, claim) for claim in sorted(claims, key=_by_time))


def _by_time(claim: Claim) -> tuple[bool, str, str]:
    start = claim.when.start if claim.when else None
    return (start is None, start.isoformat() if start else "", claim.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSide:
    """One of two occurrences that may be the same incident."""

    title: str
    report_id: str | None
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two occurrences kept apart, with what speaks for and against their being one."""

    sides: tuple[PairSide, PairSide]
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue with the report that it is about, if the record has it; else `title` is a path."""

    issue: Issue
    report_id: str | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesPage:
    """What could not be done, and what is doubtful."""

    failures: tuple[IssueView, ...]
    notes: tuple[IssueView, ...]
    pairs: tuple[PairView, ...]


def issues_of_queue(lines: Iterable[QueueLine], doubtful: Index) -> IssuesPage:
    """The page of a piece of the queue of issues, and of a piece of the doubtful pairs."""
    views = [(line.rank > 0, _issue_of(line)) for line in lines]
    return IssuesPage(
        failures=tuple(view for is_note, view in views if not is_note),
        notes=tuple(view for is_note, view in views if is_note),
        pairs=tuple(_pair(doubtful, pair) for pair in doubtful.record.doubtful),
    )


def _issue_of(line: QueueLine) -> IssueView:
    report = line.subject_id if line.kind is Kind.REPORT else None
    issue = Issue(stage="", code=line.reason, message=line.detail, report_id=report)
    return IssueView(issue=issue, report_id=report, title=line.title)


def issues_page(index: Index) -> IssuesPage:
    views = [_issue(index, issue) for issue in index.record.issues]
    return IssuesPage(
        failures=tuple(view for view in views if view.issue.is_failure),
        notes=tuple(view for view in views if not view.issue.is_failure),
        pairs=tuple(_pair(index, pair) for pair in index.record.doubtful),
    )


def _issue(index: Index, issue: Issue) -> IssueView:
    report = index.reports.get(issue.report_id or "")
    if report is None:
        return IssueView(issue=issue, report_id=None, title=issue.path or "")
    return IssueView(issue=issue, report_id=report.id, title=report_title(index, report.id))


def _pair(index: Index, pair: DoubtfulPair) -> PairView:
    return PairView(
        sides=(_side(index, pair.left), _side(index, pair.right)), score=pair.score, features=pair.features
    )


def _side(index: Index, founding_claim: str) -> PairSide:
    """What an occurrence tells, each quote once; it is named by the claim that founded it."""
    founder = index.claims.get(founding_claim)
    if founder is None:
        return PairSide(title=founding_claim, report_id=None, claims=())
    told = {
        claim.quote.exact: claim
        for claim in reversed(index.claims_by_report[founder.report_id])
        if claim is founder or (founder.occurrence and claim.occurrence == founder.occurrence)
    }
    return PairSide(
        title=report_title(index, founder.report_id),
        report_id=founder.report_id if founder.report_id in index.reports else None,
        claims=tuple(claim_card(index, claim) for claim in reversed(told.values())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """All reports, by their date of publication."""

    reports: tuple[ReportCard, ...]


def reports_page(index: Index) -> ReportsPage:
    cards = [report_card(index, report) for report in index.record.reports]
    return ReportsPage(reports=tuple(sorted(cards, key=_by_publication)))


def _by_publication(card: ReportCard) -> tuple[bool, str, str]:
    start = card.report.published.start if card.report.published else None
    return (start is None, start.isoformat() if start else "", card.title)
