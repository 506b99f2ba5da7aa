"""Destroying evidence: bytes, texts and all that was read of them go; a tombstone stays on the chain of custody (METHOD R38).

Rows of a casebook are never removed, but for these: each is marked first, under a tombstone, and the triggers of the database let a
marked row go and no other. The bytes go last; a crash before that leaves them, and opening the casebook removes them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connections

from civharm.casebook.adopting import adopted_of
from civharm.casebook.append_only import AppendOnly
from civharm.casebook.custody import CustodyAction, utc_text
from civharm.casebook.foreseeing import Standing
from civharm.casebook.holding import held_captures
from civharm.casebook.models import (
    AssessmentRow,
    CaptureRow,
    ClaimRow,
    DecisionRow,
    DestroyedRow,
    IncidentRow,
    IssueRow,
    LinkingRow,
    LinkRow,
    ReadingRow,
    RenditionRow,
    ReportRow,
    TombstoneRow,
    TranslationRow,
    VictimRow,
)
from civharm.casebook.rows import decision_of
from civharm.casebook.state import State
from civharm.casebook.tombstones import tombstone_detail, tombstone_of
from civharm.casebook.verifying import acts_kept
from civharm.casebook.writing import Writer
from civharm.model.adopted import Adopted
from civharm.model.decisions import Action, words_in
from civharm.model.errors import InvalidDecision, NotFound
from civharm.model.tombstones import BY_DECISION, Tombstone

#: In this order rows go, so that none points at one that is gone.
TABLES: tuple[type[AppendOnly], ...] = (
    DecisionRow, LinkRow, IncidentRow, AssessmentRow, LinkingRow, VictimRow, IssueRow, ClaimRow, ReadingRow, TranslationRow,
    ReportRow, RenditionRow, CaptureRow,
)  # fmt: skip
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which bytes are to be destroyed, by whom, why, and under what rule."""

    sha256: str
    by: str
    reason: str
    rule: str = BY_DECISION


def capture_named(name: str, alias: str) -> CaptureRow:
    """The capture with this hash or its beginning, or that of a report by its id. Raises NotFound."""
    captures = CaptureRow.objects.using(alias)
    found = list(captures.filter(sha256__startswith=name)[:2]) if len(name) >= 6 else []
    if not found:
        hashes = ReportRow.objects.using(alias).filter(report_id=name).values_list("capture_id", flat=True)
        found = list(captures.filter(sha256__in=set(hashes)))
    if len(found) != 1:
        what = "no capture or report" if not found else f"{len(found)} captures are meant by"
        raise NotFound(f"{what} {name[:80]!r} in this casebook: give the whole SHA-256 of the capture")
    return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """What was destroyed, and each incident that stands otherwise for it, before and after; `signed` are those that people signed."""

    tombstones: tuple[Tombstone, ...]
    differs: Mapping[str, tuple[Standing, Standing]]
    signed: frozenset[str]


def destroy(wanted: Wanted, writer: Writer, state: State) -> tuple[Tombstone, ...]:
    """Remove the rows of a capture and of translations of its reports; the tombstones, one for each bytes that must go.

    Only inside the writer's transaction. Raises InvalidDecision where the evidence is held.
    """
    if not wanted.reason.strip() or not wanted.by.strip():
        raise InvalidDecision("evidence is destroyed by somebody, for a reason: say both")
    if (held := held_captures(state).get(wanted.sha256)) is not None:
        raise InvalidDecision(
            f"{wanted.sha256} is held ({held.author}: {held.reason}): undo the decision {held.id} before it is destroyed"
        )
    claims: dict[str, list[str]] = defaultdict(list)
    for claim in state.reviewed.claims:
        claims[claim.report_id].append(claim.id)
    found = []
    for sha256 in (*_translations(wanted.sha256, writer.alias), wanted.sha256):
        found.append(
            _destroy(
                Wanted(sha256=sha256, by=wanted.by, reason=wanted.reason, rule=wanted.rule), writer, claims
            )
        )
    return tuple(found)


def _destroy(wanted: Wanted, writer: Writer, claims: Mapping[str, Sequence[str]]) -> Tombstone:
    capture = CaptureRow.objects.using(writer.alias).get(sha256=wanted.sha256)
    parts = _Parts(capture, writer.alias, claims)
    rows = {table._meta.db_table: tuple(sorted(parts.rows(table))) for table in TABLES}
    acts = set(acts_kept(writer.alias))
    row = TombstoneRow(
        recorded_at=writer.at,
        sha256=capture.sha256,
        size=capture.size,
        by=wanted.by,
        reason=wanted.reason,
        rule=wanted.rule,
        detail={},
    )
    incidents = sorted(parts.incidents)
    row.detail = {
        "captured_at": utc_text(capture.captured_at),
        "reports": sorted(parts.reports),
        "incidents": incidents,
        "rows": {table: list(ids) for table, ids in rows.items() if ids},
        "acts": sorted(map(list, acts - set(acts_kept(writer.alias, without=rows)))),
    }
    if names := [list(each.names) for each in parts.adopted]:
        row.detail["names"] = names
    row.save(using=writer.alias)
    _remove(rows, row, writer)
    writer.log(CustodyAction.DESTROYED, row.sha256, tombstone_detail(row), actor=wanted.by)
    return tombstone_of(row)


def _remove(rows: Mapping[str, Sequence[int]], tombstone: TombstoneRow, writer: Writer) -> None:
    for table, ids in rows.items():
        DestroyedRow.objects.using(writer.alias).bulk_create(
            DestroyedRow(recorded_at=writer.at, tombstone=tombstone, table_name=table, row=each)
            for each in ids
        )
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            with connections[writer.alias].cursor() as cursor:
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(f'DELETE FROM "{table}" WHERE id IN ({marks})', list(some))


@dataclass
class _Parts:
    """All rows that hold something of a capture."""

    capture: CaptureRow
    alias: str
    in_force: Mapping[str, Sequence[str]]

    def rows(self, table: type[AppendOnly]) -> set[int]:
        found: dict[type[AppendOnly], Iterable[int]] = {
            CaptureRow: [self.capture.id],
            ReportRow: self._of(ReportRow, capture_id=self.capture.sha256),
            TranslationRow: self._of(TranslationRow, capture_id=self.capture.sha256),
            RenditionRow: self._renditions,
            ReadingRow: self._readings,
            ClaimRow: self._of(ClaimRow, reading_id__in=self._readings),
            VictimRow: self._of(VictimRow, reading_id__in=self._readings),
            IssueRow: self._issues(),
            DecisionRow: self._decisions,
            IncidentRow: self._incident_rows,
            LinkRow: self._of(LinkRow, incident_id__in=self._incident_rows),
            AssessmentRow: self._naming(
                AssessmentRow, self._of(AssessmentRow, incident_id__in=self.incidents)
            ),
            LinkingRow: self._naming(LinkingRow, self._of(LinkingRow)),
        }
        return set(found[table])

    def _of(self, table: type[AppendOnly], **wanted: object) -> set[int]:
        rows = table.objects.using(self.alias)
        values: dict[str, object] = {
            key: list(each) if isinstance(each, set | frozenset) else each for key, each in wanted.items()
        }
        return set(rows.filter(**values).values_list("id", flat=True))

    @cached_property
    def reports(self) -> frozenset[str]:
        """The reports that are in no other capture."""
        rows = ReportRow.objects.using(self.alias)
        own = set(rows.filter(capture__sha256=self.capture.sha256).values_list("report_id", flat=True))
        elsewhere = rows.filter(report_id__in=own).exclude(capture__sha256=self.capture.sha256)
        return frozenset(own - set(elsewhere.values_list("report_id", flat=True)))

    @cached_property
    def _readings(self) -> set[int]:
        return self._of(ReadingRow, report_id__in=self.reports)

    @cached_property
    def _renditions(self) -> set[int]:
        """The texts of these reports and their redacted copies, but for those that another report shares."""
        reports, translations = ReportRow.objects.using(self.alias), TranslationRow.objects.using(self.alias)
        own = set(reports.filter(capture__sha256=self.capture.sha256).values_list("rendition_id", flat=True))
        own |= set(
            translations.filter(capture__sha256=self.capture.sha256).values_list("rendition_id", flat=True)
        )
        readings = ReadingRow.objects.using(self.alias)
        own |= set(readings.filter(id__in=self._readings).values_list("rendition_id", flat=True))
        shared = set(
            reports.exclude(capture__sha256=self.capture.sha256)
            .filter(rendition_id__in=own)
            .values_list("rendition_id", flat=True)
        )
        shared |= set(
            translations.exclude(capture__sha256=self.capture.sha256)
            .filter(rendition_id__in=own)
            .values_list("rendition_id", flat=True)
        )
        shared |= set(
            readings.exclude(id__in=self._readings)
            .filter(rendition_id__in=own)
            .values_list("rendition_id", flat=True)
        )
        copies = {
            str(row.change.get("copy"))
            for row in DecisionRow.objects.using(self.alias).filter(
                action=Action.REDACT, target__in=self.reports
            )
        }
        return self._of(RenditionRow, rendition_id__in=(own - shared) | copies)

    @cached_property
    def claims(self) -> frozenset[str]:
        """All claims that were ever read or made of these reports."""
        rows = ClaimRow.objects.using(self.alias).filter(report_id__in=self.reports)
        read = set(rows.values_list("claim_id", flat=True))
        return frozenset(read.union(*(self.in_force.get(report, ()) for report in self.reports)))

    @cached_property
    def adopted(self) -> tuple[Adopted, ...]:
        """The records of archives that were taken over with claims of these reports."""
        rows = DecisionRow.objects.using(self.alias).filter(action=Action.ADOPT).order_by("id")
        found = (adopted_of(decision_of(row)) for row in rows)
        return tuple(each for each in found if each.claim in self.claims)

    def _issues(self) -> set[int]:
        return self._of(IssueRow, report_id__in=self.reports) | self._of(
            IssueRow, reading_id__in=self._readings
        )

    @cached_property
    def _decisions(self) -> set[int]:
        """Decisions on these claims and reports, and those that undo them. Who refused stays hidden: that answer is kept.

        A record of an archive goes with its claim, and what was decided on it: its words stand in all of that.
        """
        gone: dict[str, int] = {}
        taken_over = {name for each in self.adopted for name in each.names}
        for row in DecisionRow.objects.using(self.alias).order_by("id"):
            is_own = row.root in self.claims or row.target in self.claims | self.reports | taken_over
            is_own = is_own or (
                row.action == Action.CONSENT and self.reports.issuperset(row.change.get("reports", ()))
            )
            is_refusal = row.action == Action.CONSENT and row.change.get("answer") != "given"
            if (is_own and not is_refusal) or (row.action == Action.UNDO and row.target in gone):
                gone[row.decision_id] = row.id
        return set(gone.values())

    @cached_property
    def _incident_rows(self) -> set[int]:
        links = LinkRow.objects.using(self.alias).filter(claim_id__in=self.claims)
        return set(links.values_list("incident_id", flat=True))

    @cached_property
    def incidents(self) -> frozenset[str]:
        """The incidents that ever rested on it."""
        rows = IncidentRow.objects.using(self.alias).filter(id__in=self._incident_rows)
        return frozenset(rows.values_list("incident_id", flat=True))

    def _naming(self, table: type[AssessmentRow] | type[LinkingRow], rows: Iterable[int]) -> Iterator[int]:
        """Those of the rows in which a claim or a report of it is named."""
        named = self.claims | self.reports
        for row in table.objects.using(self.alias).filter(id__in=list(rows)):
            if not named.isdisjoint(words_in(row.payload)):
                yield row.id


def _translations(sha256: str, alias: str) -> list[str]:
    """Captures that hold a translation of a report of this one, and nothing else."""
    reports = (
        ReportRow.objects.using(alias).filter(capture__sha256=sha256).values_list("report_id", flat=True)
    )
    rows = TranslationRow.objects.using(alias)
    found = {row.capture_id for row in rows.filter(report_id__in=list(reports))} - {sha256}
    shared = {row.capture_id for row in rows.exclude(report_id__in=list(reports))}
    shared |= {row.capture_id for row in ReportRow.objects.using(alias).filter(capture__sha256__in=found)}
    return sorted(found - shared)
