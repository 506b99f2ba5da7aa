"""The state of a casebook as known at a moment: queries over rows that never change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar, cast

from django.db.models import Max, QuerySet

from civharm.casebook.adopting import adopted_by, holds_of, names_destroyed, names_given
from civharm.casebook.append_only import AppendOnly
from civharm.casebook.chains import Told, told
from civharm.casebook.judging import Judging, ids_left_behind, judging_of
from civharm.casebook.models import (
    AssessmentRow,
    CaptureRow,
    ClaimRow,
    DecisionRow,
    GivenIdRow,
    IncidentRow,
    IssueRow,
    LinkingRow,
    ReadingRow,
    RenditionRow,
    ReportRow,
    TombstoneRow,
    VictimRow,
    WordCountsRow,
)
from civharm.casebook.overriding import with_decisions
from civharm.casebook.parsed import claim_of, written_claims
from civharm.casebook.persons import PersonJudging, person_judging, with_judgements
from civharm.casebook.proposing import not_refused
from civharm.casebook.protecting import protection_in
from civharm.casebook.recollection import Recollection
from civharm.casebook.relating import Relating, awaited, relating_of
from civharm.casebook.remembering import made_of_rows, newest_by_incident, remembered
from civharm.casebook.review import (
    CLAIM_ACTIONS,
    Reviewed,
    Sighting,
    added_claim,
    apply_decisions,
    corrected_id,
    in_force,
)
from civharm.casebook.rows import capture_of, decision_of, given_of, report_of, victim_of
from civharm.casebook.settled import Read, digest_of, holds, sightings_by_signing, unlike
from civharm.casebook.signing import Signature, signatures
from civharm.casebook.withdrawn import withdrawn
from civharm.model.adopted import Adopted
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.decisions import Action, Decision
from civharm.model.incidents import (
    DoubtfulPair,
    GivenId,
    Incident,
    LedgerEntry,
    LinkPart,
    RecordStatus,
    RelatedReport,
    Relation,
)
from civharm.model.issues import Issue
from civharm.model.proposals import Hold, Proposal
from civharm.model.reports import Capture, Report
from civharm.model.store import WordCounts
from civharm.model.victims import Victim
from civharm.publication.lines import Line, claim_from_line, from_plain
from civharm.publication.protect import Protection, Withdrawn

_Row = TypeVar("_Row", bound=AppendOnly)
#: By which column the rows of one report are found.
_BY_REPORT: Mapping[type[AppendOnly], str] = {
    ReportRow: "report_id",
    ReadingRow: "report_id",
    ClaimRow: "report_id",
    IssueRow: "report_id",
    VictimRow: "reading__report_id",
}


_OfIncident = TypeVar("_OfIncident", IncidentRow, AssessmentRow)


def _newest(rows: QuerySet[_OfIncident]) -> QuerySet[_OfIncident]:
    """The last row of each incident: those before it are not even read."""
    lasts = rows.order_by().values("incident_id").annotate(last=Max("id")).values("last")
    return rows.filter(id__in=lasts)


def _by_incident(rows: Iterable[_OfIncident]) -> dict[str, _OfIncident]:
    return {row.incident_id: row for row in rows}


@dataclass(frozen=True)
class State:
    """One look at a casebook. Each query runs once; take a new State after anything was added.

    With a `report_id` it is a look at one report: its claims and what people decided on them, as quick in a large
    casebook as in a small one. Incidents and what is made of them are looked at without. `lasts` are the last rows of
    tables that count: so it is seen as it was when something else was made of it. With a `memory`, which only a look at one
    moment of committed rows may have, what an earlier look made of the same rows is not made again.
    """

    alias: str
    known_at: datetime | None = None
    report_id: str | None = None
    lasts: Mapping[type[AppendOnly], int] = field(default_factory=dict)
    memory: Recollection | None = None

    def rows(self, table: type[_Row]) -> QuerySet[_Row]:
        """The rows of a table that were known, in the order in which they came; those of the report, if one is looked at."""
        rows = cast("QuerySet[_Row]", table.objects.using(self.alias).order_by("id"))
        rows = rows if self.known_at is None else rows.filter(recorded_at__lte=self.known_at)
        rows = rows.filter(id__lte=self.lasts[table]) if table in self.lasts else rows
        column = _BY_REPORT.get(table)
        return rows if self.report_id is None or column is None else rows.filter(**{column: self.report_id})

    @remembered(ReadingRow)
    def readings(self) -> Mapping[str, list[ReadingRow]]:
        """The readings in force by report: the newest of each reader on the newest rendition read."""
        newest: dict[str, dict[str, ReadingRow]] = {}
        for row in self.rows(ReadingRow):
            of_report = newest.setdefault(row.report_id, {})
            if any(other.rendition_id != row.rendition_id for other in of_report.values()):
                of_report.clear()
            of_report.pop(row.reader, None)
            of_report[row.reader] = row
        return {report_id: list(readers.values()) for report_id, readers in newest.items()}

    @remembered(ReadingRow, ReportRow)
    def report_rows(self) -> Mapping[str, ReportRow]:
        """The row of each report that is in force: of the rendition that was read, else the newest."""
        found: dict[str, ReportRow] = {}
        for row in self.rows(ReportRow):
            readings = self.readings.get(row.report_id)
            if row.report_id in found and readings and row.rendition_id != readings[-1].rendition_id:
                continue
            found[row.report_id] = row
        return found

    @remembered(ReadingRow, ReportRow)
    def reports(self) -> tuple[Report, ...]:
        """All reports, in the order in which they came."""
        return tuple(
            report_of(row.payload, self.readings[report_id][-1] if report_id in self.readings else None)
            for report_id, row in self.report_rows.items()
        )

    @remembered(ReadingRow, ReportRow)
    def texts(self) -> Mapping[str, str]:
        """The text of each report, by report id."""
        wanted = self.rows(RenditionRow)
        if self.report_id is not None:
            wanted = wanted.filter(rendition_id__in=[row.rendition_id for row in self.report_rows.values()])
        renditions = dict(wanted.values_list("rendition_id", "text"))
        return {report_id: renditions[row.rendition_id] for report_id, row in self.report_rows.items()}

    @remembered(ReadingRow, ReportRow, ClaimRow)
    def machine_claims(self) -> tuple[Claim, ...]:
        """What the readings in force hold, before any decision, in the order of the reports."""
        in_order = {row.id: row for report in self.report_rows for row in self.readings.get(report, ())}
        found: dict[int, list[Claim]] = {reading: [] for reading in in_order}
        for reading, written in written_claims(self.rows(ClaimRow)):
            if reading in found:
                found[reading].append(claim_of(written))
        unique = {claim.id: claim for claims in found.values() for claim in claims}
        return tuple(unique.values())

    @remembered(DecisionRow)
    def decision_rows(self) -> Mapping[str, DecisionRow]:
        """All decisions by id."""
        return {row.decision_id: row for row in self.rows(DecisionRow)}

    @cached_property
    def claim_rows_decided(self) -> Mapping[int, ClaimRow]:
        """The claims that people had before them when they decided on them, with the texts."""
        rows = self.rows(ClaimRow).filter(decisionrow__isnull=False).distinct()
        return {row.pk: row for row in rows.select_related("reading__rendition")}

    @cached_property
    def _texts_then(self) -> Mapping[str, str]:
        """The texts in which people made claims of their own."""
        wanted = {str(one.change["rendition"]) for one in self.decisions if one.action is Action.ADD_CLAIM}
        rows = RenditionRow.objects.using(self.alias).filter(rendition_id__in=wanted)
        return dict(rows.values_list("rendition_id", "text"))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, undone ones too."""
        return tuple(decision_of(row) for row in self.decision_rows.values())

    @cached_property
    def decisions_in_force(self) -> tuple[Decision, ...]:
        """The decisions that nobody undid, undos among them."""
        return tuple(in_force(self.decisions))

    @cached_property
    def _decisions_on(self) -> Mapping[str, Sequence[Decision]]:
        """The decisions in force by what they are on."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions_in_force:
            found[decision.target].append(decision)
        return found

    @cached_property
    def sightings(self) -> tuple[Sighting, ...]:
        """The decisions in force on claims, with the claim and the text that the person saw."""
        return self._sightings_of(self.decisions_in_force)

    def _sightings_of(self, decisions: Iterable[Decision]) -> tuple[Sighting, ...]:
        found: list[Sighting] = []
        for decision in decisions:
            row = self.decision_rows[decision.id]
            signature = self.signed.get(decision.target)
            if signature is not None and signature.decision == decision:
                found += sightings_by_signing(decision, signature, self._read_then)
            seen = self._seen_at(row, decision, found)
            if seen is not None and row.root is not None:
                claim, text = seen
                found.append(Sighting(decision=decision, root=row.root, claim=claim, text=text))
        return tuple(found)

    def _seen_at(
        self, row: DecisionRow, decision: Decision, before: Sequence[Sighting]
    ) -> tuple[Claim, str] | None:
        """The claim and the text that a decision on a claim was made on; None where it is of no report looked at."""
        if decision.action is Action.ADD_CLAIM:
            made = added_claim(decision)
            is_here = self.report_id in (None, made.report_id)
            return (made, self._texts_then[str(decision.change["rendition"])]) if is_here else None
        if decision.action not in CLAIM_ACTIONS:
            return None
        if row.claim_id is not None:
            read = self.claim_rows_decided.get(row.claim_id)
            return (claim_from_line(read.payload), read.reading.rendition.text) if read else None
        first = next((each for each in before if each.root == row.root and each.is_added), None)
        return (first.claim, first.text) if first else None

    @cached_property
    def _read_then(self) -> Read:
        """The claims of signed incidents that are now read otherwise, as they were read when they were signed."""
        wanted = unlike(self.signed.values(), {claim.id: claim for claim in self.machine_claims})
        if not wanted:
            return {}
        rows = self.rows(ClaimRow)
        if self.report_id is None:
            rows = rows.filter(claim_id__in={claim for claim, _ in wanted})
        found = {}
        for row in rows.select_related("reading__rendition"):
            claim = claim_from_line(row.payload)
            if (read := (claim.id, digest_of(claim))) in wanted:
                found[read] = claim, row.reading.rendition.text
        return found

    @cached_property
    def added(self) -> Mapping[str, Claim]:
        """The claims that people made by decisions in force, by id, as they made them."""
        made = (one for one in self.decisions_in_force if one.action is Action.ADD_CLAIM)
        return {claim.id: claim for claim in map(added_claim, made)}

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """The claims that incidents keep because people signed them."""
        claims = {claim for signature in self.signed.values() for claim in signature.claims}
        signed = holds(self.signed, {claim: self.stands(claim) for claim in claims})
        return (*holds_of(self.adopted.values(), self.stands), *signed)

    @cached_property
    def adopted(self) -> Mapping[str, Adopted]:
        """The records of archives that people took over, by incident."""
        return adopted_by(self.decisions_in_force)

    @cached_property
    def standing(self) -> Mapping[str, tuple[Incident, Assessment]]:
        """The signed incidents as they were composed and assessed last, before any mark of a person."""
        return {
            incident_id: (self.composed[incident_id][1], assessment)
            for incident_id, (_, assessment) in self.assessed.items()
            if incident_id in self.signed and self.signed[incident_id].claims
        }

    @remembered(CaptureRow)
    def captures(self) -> tuple[Capture, ...]:
        """All acts of capturing, in order."""
        return tuple(map(capture_of, self.rows(CaptureRow)))

    @cached_property
    def reviewed(self) -> Reviewed:
        """The claims in force, and where each stands with people."""
        if not self.sightings:
            return Reviewed(claims=self.machine_claims)
        return apply_decisions(self.machine_claims, self.sightings, self.texts)

    @cached_property
    def victims(self) -> tuple[Victim, ...]:
        """Named victims of claims in force, with what people judged of them."""
        return with_judgements(self.mentions, self.person_judging)

    @cached_property
    def person_judging(self) -> PersonJudging:
        """What the decisions in force say of who is one person."""
        return person_judging(self.decisions_in_force, self.mentions)

    @cached_property
    def mentions(self) -> tuple[Victim, ...]:
        """Named victims as they were read; a corrected claim keeps those of the one it corrects."""
        heirs = {old: claim.id for claim in self.reviewed.claims for old in self._stands_for(claim)}
        return tuple(
            replace(v, claim_id=heirs[v.claim_id]) for v in self._victims_read if v.claim_id in heirs
        )

    @remembered(ReadingRow, VictimRow)
    def _victims_read(self) -> tuple[Victim, ...]:
        readings = {row.id for rows in self.readings.values() for row in rows}
        return tuple(victim_of(row) for row in self.rows(VictimRow) if row.reading_id in readings)

    @cached_property
    def withdrawn(self) -> Withdrawn:
        """What protects names whether or not it is in force: all that was read, and all that people decided on."""
        seen = self._sightings_of(self.decisions)
        return withdrawn(self.machine_claims, self._victims_read, seen, self.texts)

    @cached_property
    def protection(self) -> Protection:
        """All that is hidden of it, wherever it is shown."""
        return protection_in(self)

    def _stands_for(self, claim: Claim) -> set[str]:
        """The claim's own id and, where a person left it as it is, the ids that it stands instead of."""
        roots = self._roots_by_decision.get(claim.origin.version, frozenset())
        return {claim.id} | roots | ({claim.supersedes} if claim.supersedes else set())

    @cached_property
    def _roots_by_decision(self) -> Mapping[str, frozenset[str]]:
        return {seen.decision.id: frozenset({seen.root}) for seen in self.sightings if not seen.is_by_signing}

    @cached_property
    def composed(self) -> Mapping[str, tuple[IncidentRow, Incident]]:
        """The newest row of each incident that is still composed."""
        return made_of_rows(
            self, "composed", self.composed_rows, lambda row: from_plain(Incident, row.payload or {})
        )

    @cached_property
    def composed_rows(self) -> Mapping[str, IncidentRow]:
        """`composed` as it is stored."""
        rows = newest_by_incident(self, IncidentRow, lambda: _by_incident(_newest(self.rows(IncidentRow))))
        return {incident: row for incident, row in rows.items() if row.payload is not None}

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """Incidents and leads, marked where a person signed."""
        order = {given.id: rank for rank, given in reversed(list(enumerate(self.given_ids)))}
        marked = map(self._marked, (incident for _, incident in self.composed.values()))
        return tuple(sorted(marked, key=lambda incident: order.get(incident.id, len(order))))

    def _marked(self, incident: Incident) -> Incident:
        is_signed = incident.id in self.signed and incident.status is RecordStatus.MACHINE
        return replace(incident, status=RecordStatus.REVIEWED) if is_signed else incident

    @remembered(LinkingRow)
    def linking(self) -> Line:
        """The newest doubtful pairs and ledger, as plain lists."""
        row = self.rows(LinkingRow).last()
        return cast("Line", row.payload) if row else {}

    @cached_property
    def word_counts(self) -> WordCounts | None:
        """The newest count of words."""
        row = self.rows(WordCountsRow).last()
        return WordCounts(texts=row.payload["texts"], spread=row.payload["spread"]) if row else None

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What the machine would change in signed incidents, as far as nobody refused it."""
        found = (from_plain(Proposal, one) for one in self.linking.get("proposals", ()))
        return not_refused(found, self.decisions)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Which incidents may count the same people, by claims: proposed, or in its place what people said."""
        return self.relating.relations

    @cached_property
    def relating(self) -> Relating:
        """What the machine proposes and people said of how incidents lie to each other."""
        found = [from_plain(Relation, one) for one in self.linking.get("relations", ())]
        proposed = (*found, *awaited(self.proposals, found, self.holder))
        return relating_of(proposed, self.decisions_in_force, self.stands, self.holder)

    def holder(self, claim_id: str) -> str | None:
        """The incident, no lead, that has a claim for its own."""
        return self._holders.get(claim_id)

    @cached_property
    def _holders(self) -> Mapping[str, str]:
        return {
            link.claim_id: incident.id
            for _, incident in self.composed.values()
            for link in incident.links
            if incident.status is not RecordStatus.LEAD and link.part is not LinkPart.MAXIMUM_ONLY
        }

    @remembered(LinkingRow)
    def doubtful(self) -> tuple[DoubtfulPair, ...]:
        """Pairs that may be one incident."""
        return tuple(from_plain(DoubtfulPair, pair) for pair in self.linking.get("doubtful", ()))

    @remembered(LinkingRow)
    def related(self) -> tuple[RelatedReport, ...]:
        """Reports that tell of an incident and have no claim of it."""
        return tuple(from_plain(RelatedReport, one) for one in self.linking.get("related", ()))

    @remembered(LinkingRow)
    def ledger(self) -> tuple[LedgerEntry, ...]:
        """The figures for a period or an area."""
        return tuple(from_plain(LedgerEntry, entry) for entry in self.linking.get("ledger", ()))

    @cached_property
    def signed(self) -> Mapping[str, Signature]:
        """The gradings that people signed and nobody undid, by incident."""
        return signatures(self.decisions_in_force)

    @cached_property
    def machine_assessments(self) -> Mapping[str, AssessmentRow]:
        """The newest assessment row of each incident that is still composed."""
        rows = self.rows(AssessmentRow)
        newest = newest_by_incident(self, AssessmentRow, lambda: _by_incident(_newest(rows)))
        return {
            incident_id: newest[incident_id] for incident_id in self.composed_rows if incident_id in newest
        }

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments in force, with what people said of each."""
        made = self.assessed
        return tuple(
            self._with_decisions(*made[incident.id]) for incident in self.incidents if incident.id in made
        )

    @cached_property
    def assessed(self) -> Mapping[str, tuple[AssessmentRow, Assessment]]:
        """The newest assessment row of each incident that is still composed, with what it holds."""
        rows = self.machine_assessments
        return made_of_rows(self, "assessed", rows, lambda row: from_plain(Assessment, row.payload))

    def _with_decisions(self, row: AssessmentRow, made: Assessment) -> Assessment:
        """What was worked out anew after a second person signed it off is signed off no more."""
        decisions = self._decisions_on.get(row.incident_id, ())
        if not decisions:
            return made
        found = with_decisions(made, decisions)
        signed_off = [
            self.decision_rows[each.id].recorded_at for each in decisions if each.action is Action.SIGN_OFF
        ]
        is_signed_off = found.is_signed_off and row.recorded_at <= max(signed_off)
        return replace(found, is_signed_off=is_signed_off)

    @cached_property
    def names_taken(self) -> tuple[GivenId, ...]:
        """The log of ids and the names that archives brought, with the claims that they were given for."""
        brought = names_given(self.decisions, self.adopted)
        destroyed = (names for stone in self.rows(TombstoneRow) for names in stone.detail.get("names", ()))
        return (*brought, *names_destroyed(destroyed), *map(given_of, self.rows(GivenIdRow)))

    @cached_property
    def given_ids(self) -> tuple[GivenId, ...]:
        """The log of incident ids, each with the claims that now stand for those it was given for."""
        taken = self.names_taken
        now = (replace(one, claims=tuple(dict.fromkeys(map(self._heir, one.claims)))) for one in taken)
        return ids_left_behind(now, self.decisions_in_force, lambda claim: self._heir(self.root_of(claim)))

    @cached_property
    def _heirs(self) -> Mapping[str, str]:
        """Which claim superseded which, by a newer reading or by a person's hand."""
        superseded = self.rows(ClaimRow).exclude(supersedes=None).values_list("supersedes", "claim_id")
        heirs = {str(old): new for old, new in superseded}
        for claim in self.reviewed.claims:
            heirs |= {old: claim.id for old in self._stands_for(claim) if old != claim.id}
        return heirs

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        corrections = (row for row in self.decision_rows.values() if row.action == Action.CORRECT_CLAIM)
        return {corrected_id(str(row.root), row.decision_id): str(row.root) for row in corrections}

    def root_of(self, claim_id: str) -> str:
        """The claim as the reader made it, also where this is a person's correction of it."""
        return self._roots.get(claim_id, claim_id)

    def stands(self, claim_id: str) -> str | None:
        """The claim in force that stands for one, which may be that of a newer reading; None where none does."""
        heir = self._heir(self.root_of(claim_id))
        return heir if heir in self._claims_in_force else None

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """By earlier claims, those in force that stand for them."""
        earlier = (*self._heirs, *self._roots, *self._roots.values())
        return {each: now for each in earlier if (now := self.stands(each)) is not None}

    @cached_property
    def judging(self) -> Judging:
        """What the decisions in force say of which claims speak of one incident."""
        return judging_of(self.decisions_in_force, self.stands)

    @cached_property
    def claim_words(self) -> Told:
        """Claims in force in words, names masked."""
        return told(self.reviewed.claims, self.incidents, texts=self.texts, protection=self.protection)

    @cached_property
    def _claims_in_force(self) -> frozenset[str]:
        return frozenset(claim.id for claim in self.reviewed.claims)

    def _heir(self, claim_id: str) -> str:
        """The claim in force that stands for a claim; the claim itself where none does."""
        heir, seen = claim_id, {claim_id}
        while heir not in self._claims_in_force:
            heir = self._heirs.get(heir, claim_id)
            if heir in seen:
                return claim_id
            seen.add(heir)
        return heir

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Of input, of the readings in force, of decisions that lost what they stood on."""
        from civharm.casebook.signalled import issues_of

        return issues_of(self)
