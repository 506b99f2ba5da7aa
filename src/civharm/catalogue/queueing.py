"""What waits for a person, as rows: each with a reason, the most urgent of a queue first."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from civharm.casebook.proposing import in_words
from civharm.catalogue.asking import MAY_BE_ONE, Kind, Queue
from civharm.catalogue.digests import Digests
from civharm.catalogue.filling import Filling
from civharm.catalogue.models import QueueRow
from civharm.catalogue.naming import title_of
from civharm.catalogue.rows import disagreements
from civharm.catalogue.walls import OPEN, Wall
from civharm.catalogue.writing import Draft, Entry
from civharm.model.claims import Claim, ClaimKind
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident, RecordStatus
from civharm.model.issues import Issue

#: Claims of which the reader was less sure than that are looked at, harm and attacks alone.
_DOUBTFUL = 0.5
_PROPOSED = "proposed"
_WEIGHTY = frozenset({ClaimKind.HARM, ClaimKind.ATTACK})
_CONFLICTS = frozenset({"contradicting-judgement", "machine-disagrees", "judgement-without-claims"})
_MOST_CLAIMS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done, before names are masked. A lower `rank` comes first."""

    queue: Queue
    kind: Kind
    subject: str
    reason: str
    wall: Wall
    detail: str = ""
    rank: float = 0.0
    title: str = ""
    other: tuple[Kind, str, str] | None = None
    claims: tuple[str, ...] = ()
    report_id: str | None = None

    @property
    def key(self) -> str:
        """The same task has the same key at every filling."""
        return stable_id(
            self.queue.value,
            self.subject,
            self.other[1] if self.other else "",
            self.reason,
            self.detail,
            *self.claims[:2],
        )

    @property
    def told_of(self) -> tuple[str | None, ...]:
        """The reports, claims and incidents whose names may stand in it."""
        return (self.subject, self.report_id, *((self.other[1],) if self.other else ()), *self.claims)


class Queueing:
    """The drafts of all queues of a record."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._index = filling.index
        self._record = filling.record
        self._holder = {
            claim: incident.id
            for incident in (*filling.record.leads, *filling.record.incidents)
            for claim in incident.own_claims
        }

    def drafts(self) -> Iterator[Draft]:
        """One for each task."""
        seen = set()
        digests = Digests(self._filling.memory, "tasks")
        for task in self._tasks():
            marks = tuple(map(self._filling.mark, (None, *self._filling.masks.told(task.told_of))))
            key, digest = digests.of(task, marks, partial(_key_and_digest, task, marks)).split()
            if key not in seen:
                seen.add(key)
                yield Draft(key=key, digest=digest, wall=task.wall, make=partial(self._entry, task))
        digests.keep()

    def _entry(self, task: Task) -> Entry:
        hidden = self._filling.masks.about
        kind, other, title = task.other or (None, "", "")
        return Entry(
            row=QueueRow(
                key=task.key,
                queue=task.queue.value,
                rank=task.rank,
                kind=task.kind.value,
                subject_id=task.subject,
                title=self._quoted(task.subject)
                if task.kind is Kind.CLAIM
                else hidden(task.title, task.told_of),
                reason=task.reason,
                detail=hidden(task.detail, task.told_of),
                other_kind=kind.value if kind else None,
                other_id=other or None,
                other_title=self._quoted(other) if kind is Kind.CLAIM else hidden(title, task.told_of),
                claims=_as_json(task.claims[:_MOST_CLAIMS]),
            )
        )

    def _tasks(self) -> Iterator[Task]:
        yield from self._new_reports()
        yield from self._doubtful_claims()
        yield from self._links()
        for incident in self._index.incidents.values():
            yield from self._of_incident(incident)
        yield from self._issues()

    def _quoted(self, claim_id: str) -> str:
        """A claim's words out of its report's masked text, so that no half name stays at their ends."""
        return self._filling.masked_claim(self._index.claims[claim_id]).quote.exact

    # Reports and claims

    def _new_reports(self) -> Iterator[Task]:
        """Reports that allege harm of which no claim was decided on by a person."""
        reviews, added = self._filling.known.reviews, self._filling.known.added_at
        for report in self._record.reports:
            claims = self._index.claims_by_report.get(report.id, ())
            harm = [claim.id for claim in claims if claim.kind is ClaimKind.HARM]
            if harm and all(reviews.get(claim.id, _PROPOSED) == _PROPOSED for claim in claims):
                at = added.get(report.id)
                yield Task(
                    queue=Queue.NEW_REPORTS, kind=Kind.REPORT, subject=report.id, reason="alleges_harm",
                    wall=self._filling.report_walls[report.id], detail=str(len(harm)), rank=-at.timestamp() if at else 0.0,
                    title=self._title(report.id), claims=tuple(harm), report_id=report.id,
                )  # fmt: skip

    def _doubtful_claims(self) -> Iterator[Task]:
        reviews = self._filling.known.reviews
        for claim in self._record.claims:
            is_unsure = claim.kind in _WEIGHTY and claim.confidence < _DOUBTFUL
            if (claim.needs_review or is_unsure) and reviews.get(claim.id, _PROPOSED) == _PROPOSED:
                yield Task(
                    queue=Queue.DOUBTFUL_CLAIMS, kind=Kind.CLAIM, subject=claim.id,
                    reason="needs_review" if claim.needs_review else "low_confidence",
                    wall=self._wall_of(claim), detail=f"{claim.confidence:.2f}",
                    rank=claim.confidence - (1 if claim.needs_review else 0),
                    title=claim.quote.exact, other=(Kind.REPORT, claim.report_id, self._title(claim.report_id)),
                    claims=(claim.id,), report_id=claim.report_id,
                )  # fmt: skip

    # Links

    def _links(self) -> Iterator[Task]:
        for pair in self._record.doubtful:
            left, right = self._index.claims.get(pair.left), self._index.claims.get(pair.right)
            if left and right:
                kind, subject, title = self._side(left)
                yield Task(
                    queue=Queue.LINKS, kind=kind, subject=subject, reason=MAY_BE_ONE,
                    wall=self._wall_of(left) | self._wall_of(right), detail=f"{pair.score:+.1f}", rank=-pair.score,
                    title=title, other=self._side(right), claims=(left.id, right.id),
                )  # fmt: skip
        codes = {each.id: each.code or each.id for each in self._index.incidents.values()}
        for proposal in self._record.proposals:
            sides = [self._index.incidents.get(each) for each in (proposal.incident, proposal.other)]
            known = [incident for incident in sides if incident]
            if sides[0]:
                yield Task(
                    queue=Queue.LINKS, kind=Kind.INCIDENT, subject=proposal.incident, reason="proposal",
                    wall=OPEN.union(*map(self._filling.incident_wall, known)), detail=in_words(proposal, codes),
                    rank=-10.0, title=_name(sides[0]), claims=(proposal.id, *proposal.claims),
                    other=(Kind.INCIDENT, sides[1].id, _name(sides[1])) if sides[1] else None,
                )  # fmt: skip

    def _side(self, claim: Claim) -> tuple[Kind, str, str]:
        """What stands on one side of a doubtful pair: the incident that has the claim, else the claim."""
        incident = self._index.incidents.get(self._holder.get(claim.id, ""))
        if incident is None:
            return Kind.CLAIM, claim.id, claim.quote.exact
        return Kind.INCIDENT, incident.id, _name(incident)

    # Incidents

    def _of_incident(self, incident: Incident) -> Iterator[Task]:
        wall = self._filling.incident_wall(incident)
        whole = partial(Task, kind=Kind.INCIDENT, subject=incident.id, wall=wall, title=_name(incident))
        assessment = self._index.assessments.get(incident.id)
        is_lead = incident.status is RecordStatus.LEAD
        if assessment and assessment.harm_reported and not is_lead:
            proposed = assessment.proposed_grading.value if assessment.proposed_grading else ""
            if assessment.grading is None:
                rank = -float(len(incident.reports))
                yield whole(queue=Queue.TO_GRADE, reason="not_graded", detail=proposed, rank=rank)
            elif self._filling.known.is_second_person_needed and not assessment.is_signed_off:
                yield whole(queue=Queue.TO_GRADE, reason="not_signed_off", detail=assessment.grading.value)
        for reason, detail in disagreements(self._filling.sheet(incident)):
            yield whole(queue=Queue.DISAGREEMENTS, reason=reason, detail=detail)
        if incident.where is None or incident.where.lat is None:
            words = incident.where.words if incident.where else ""
            yield whole(queue=Queue.UNPLACED, reason="no_place" if not words else "no_point", detail=words)
        if incident.when is None or not (incident.when.start or incident.when.end):
            words = incident.when.words if incident.when else ""
            yield whole(queue=Queue.UNDATED, reason="no_time", detail=words)
        yield from self._copies(incident)

    def _copies(self, incident: Incident) -> Iterator[Task]:
        """Reports that count once because one is a copy of the other, or repeats its speaker."""
        for cluster in incident.clusters:
            first, *others = [each for each in cluster.reports if each in self._index.reports] or [""]
            for other in others:
                yield Task(
                    queue=Queue.COPIES, kind=Kind.REPORT, subject=first, reason="count_once",
                    wall=self._filling.wall((first, other)), detail="; ".join(cluster.reasons),
                    title=self._title(first), other=(Kind.REPORT, other, self._title(other)),
                )  # fmt: skip

    # Issues

    def _issues(self) -> Iterator[Task]:
        for issue in self._record.issues:
            yield self._issue(issue, Queue.ISSUES)
            if issue.code in _CONFLICTS:
                yield self._issue(issue, Queue.DISAGREEMENTS)

    def _issue(self, issue: Issue, queue: Queue) -> Task:
        """An issue that no report can be named for may speak of any: who sees all sees it."""
        walls, report = self._filling.report_walls, issue.report_id
        is_known = report in self._index.reports
        return Task(
            queue=queue,
            kind=Kind.REPORT if is_known else Kind.ISSUE,
            subject=str(report)
            if is_known
            else stable_id(issue.stage, issue.code, issue.message, issue.path or ""),
            reason=issue.code,
            wall=walls[str(report)] if is_known else self._filling.every,
            detail=issue.message,
            rank=0.0 if issue.is_failure else 1.0,
            title=self._title(str(report)) if is_known else issue.path or "",
            report_id=report if is_known else None,
        )

    def _title(self, report_id: str) -> str:
        report = self._index.reports.get(report_id)
        if report is None:
            return report_id
        capture = self._index.captures.get(report.capture_sha256)
        return title_of(report, capture.name if capture else None)

    def _wall_of(self, claim: Claim) -> Wall:
        return self._filling.report_walls.get(claim.report_id, self._filling.every)


def _key_and_digest(task: Task, marks: Iterable[str]) -> str:
    return f"{task.key} {stable_id(repr(task), *marks, '', *sorted(task.wall))}"


def _name(incident: Incident) -> str:
    place = incident.where.name or incident.where.words if incident.where else ""
    return " · ".join(part for part in (incident.code, place) if part) or incident.id


def _as_json(values: Iterable[str]) -> str:
    return json.dumps(list(values))
