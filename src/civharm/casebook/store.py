"""The casebook: evidence and what was made of it, each act in one transaction and on the chain of custody.

Nothing here is changed once written. What is in force is computed from the rows by `State`.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from civharm.casebook.captures import CaptureStore
from civharm.casebook.custody import CustodyAction, CustodyEntry, CustodyLog
from civharm.casebook.database import url_from_environment
from civharm.casebook.folder import (
    CasebookFolder,
    DatabaseKind,
    create_folder,
    is_casebook,
    read_folder,
    read_settled,
    write_settled,
)
from civharm.casebook.opening import Opening, open_database, user_name
from civharm.casebook.recollection import Recollection
from civharm.casebook.workings_file import WorkingsFile
from civharm.model.adopted import Adopted
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.errors import CasebookError, InvalidInput, NotFound
from civharm.model.ids import sha256_of
from civharm.model.incidents import GivenId, Incident, Judgement, LedgerEntry, Relation
from civharm.model.issues import Issue
from civharm.model.ports import Reading
from civharm.model.proposals import Hold, Proposal
from civharm.model.reports import Capture, Rendition, Report, Translation
from civharm.model.store import GIVEN, Imported, Kept, KnownOn, ReaderVersion, Recompute, Store, WordCounts
from civharm.model.times import When
from civharm.model.victims import Victim
from civharm.model.workings import Workings
from civharm.reports.capture import capture_of_file

if TYPE_CHECKING:  # these need Django set up, which opening a casebook does
    from civharm.casebook.foreseeing import Foreseen
    from civharm.casebook.refreshing import Waiting, WorkedOut
    from civharm.casebook.review import Review
    from civharm.casebook.state import State
    from civharm.casebook.together import Together
    from civharm.casebook.versions import Version
    from civharm.casebook.writing import Writer
    from civharm.places.layers.compile import LoadTerms
    from civharm.places.layers.report import Report as PlacesReport


#: So many times incidents are worked out while people decide, before they are made to wait for it.
_TRIES_BESIDE = 2


def utc_now() -> datetime:
    """The time that rows are recorded at."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """A casebook folder with its database. Implements `model.store.Store`; `actor` is who works with it."""

    folder: CasebookFolder
    alias: str
    actor: str
    clock: Callable[[], datetime] = utc_now
    memory: Recollection = field(default_factory=Recollection, repr=False, compare=False)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        database_url: str | None = None,
        actor: str | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Make a casebook in a folder: on SQLite, or on PostgreSQL where a URL is given or in the environment."""
        url = database_url or url_from_environment()
        create_folder(
            path,
            database=DatabaseKind.POSTGRESQL if url else DatabaseKind.SQLITE,
            created_at=clock(),
        )
        return cls.open(path, database_url=url, actor=actor, clock=clock)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        database_url: str | None = None,
        actor: str | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Open the casebook in a folder. Raises CasebookError where it is not what it says it is."""
        folder = read_folder(path)
        opening = Opening(
            folder=folder,
            url=database_url or url_from_environment(),
            actor=actor or user_name(),
            at=clock(),
        )
        casebook = cls(folder=folder, alias=open_database(opening), actor=opening.actor, clock=clock)
        from civharm.casebook.tombstones import finish_destroying  # needs Django, which was set up just now

        casebook._export_custody()
        casebook._export_settled()
        casebook._captures.clear_unfinished()
        finish_destroying(casebook.alias, casebook._captures)
        return casebook

    @classmethod
    def open_or_create(cls, path: Path, *, database_url: str | None = None, actor: str | None = None) -> Self:
        """Open the casebook in a folder, a new one if there is none."""
        if not is_casebook(path):
            try:
                return cls.create(path, database_url=database_url, actor=actor)
            except CasebookError:
                if not is_casebook(path):  # else another program made it just now
                    raise
        return cls.open(path, database_url=database_url, actor=actor)

    def close(self) -> None:
        """Let go of the database; the next use connects again."""
        from django.db import connections

        connections[self.alias].close()

    @property
    def _captures(self) -> CaptureStore:
        return CaptureStore(self.folder.captures_path)

    # Adding

    @contextmanager
    def one_act(self) -> Iterator[None]:
        """All that is added within is kept in one transaction, or none of it. Others wait for it: nothing slow belongs there."""
        with self._act():
            yield

    def keep_bytes(self, contents: Sequence[bytes]) -> None:
        """Have the bytes of captures on disk, ahead of their acts."""
        self._captures.add_all(contents)

    def add_capture(self, capture: Capture, content: bytes | None = None) -> bool:
        """Keep the bytes, unless `keep_bytes` had them, and the act. False if these bytes are captured already.

        The bytes come first: after a crash between the two the same input is simply captured again.
        """
        if content is not None:
            if sha256_of(content) != capture.sha256:
                raise InvalidInput(f"the bytes of {capture.name} are not those that were captured")
            self._captures.add(content)
        elif not self._captures.path_of(capture.sha256).exists():
            raise NotFound(f"no capture {capture.sha256} in {self._captures.folder}")
        with self._act() as writer:
            return writer.capture(capture)

    def is_destroyed(self, sha256: str) -> bool:
        """True for bytes that were destroyed by decision: they are not taken in again."""
        from civharm.casebook.models import TombstoneRow

        return TombstoneRow.objects.using(self.alias).filter(sha256=sha256).exists()

    def add_capture_file(self, path: Path, *, method: str, media_type: str) -> Capture:
        """Keep a file of any size and the act, in bounded memory. What is kept already stays as it is."""
        evidence = capture_of_file(
            path, self._captures.add_file(path), method=method, captured_at=self.clock()
        )
        evidence = replace(evidence, media_type=media_type)
        with self._act() as writer:
            writer.capture(evidence)
        return evidence

    def add_imported(self, records: Sequence[Imported], reader: ReaderVersion) -> Kept:
        """Keep records of another recorder in one act; those that say what they said before stay as they are."""
        from civharm.casebook.importing import keep

        with self._act() as writer:
            return keep(records, writer, reader)

    def add_report(self, report: Report, rendition: Rendition, issues: Sequence[Issue] = ()) -> bool:
        """Keep a report that nobody reads yet, with what stood in the way. False if it is kept already."""
        with self._act() as writer:
            is_new = writer.report(report, rendition)
            return bool(writer.issues(issues)) or is_new

    def add_translation(self, translation: Translation) -> bool:
        """Keep a translation of a report, whose capture is kept already. False if the report has it. Raises NotFound."""
        from civharm.casebook.translating import keep

        with self._act() as writer:
            return keep(translation, writer)

    def translations(self, report_id: str) -> tuple[Translation, ...]:
        """The translations of a report, in the order in which they came."""
        from civharm.casebook.translating import translations_of

        return translations_of(report_id, self.alias)

    def given_date(self, report_id: str) -> When | None:
        """The publication date that a person gave for a report whose text states none, if one did before."""
        from civharm.casebook.models import ReportRow
        from civharm.casebook.rows import report_of

        row = ReportRow.objects.using(self.alias).filter(report_id=report_id).order_by("id").last()
        published = report_of(row.payload, None).published if row else None
        return published if published is not None and published.rule == GIVEN else None

    def kept(self) -> Iterator[tuple[Report, Rendition]]:
        """All reports with their texts as rendering made them, for reading them again."""
        from civharm.casebook.models import ReportRow
        from civharm.casebook.rows import rendition_of, report_of

        newest = [row.id for row in self.state().report_rows.values()]
        rows = ReportRow.objects.using(self.alias).filter(id__in=newest).order_by("id")
        for row in rows.select_related("rendition").iterator():
            yield report_of(row.payload, None), rendition_of(row.rendition)

    def has_reading(self, report: Report, reader: ReaderVersion) -> bool:
        """True if the newest reading of the report by this reader is by this version, of this rendition.

        An older one is not enough: a layer of places that was added and removed leads back to an old version.
        """
        from civharm.casebook.models import ReadingRow

        readings = ReadingRow.objects.using(self.alias).filter(report_id=report.id, reader=reader.name)
        newest = readings.order_by("id").values_list("version", "rendition__rendition_id").last()
        return newest == (reader.version, report.rendition_id)

    def add_reading(
        self, report: Report, rendition: Rendition, reading: Reading, *, reader: ReaderVersion
    ) -> bool:
        """Keep the report and what a reader made of it, in one step. False if it is kept already."""
        with self._act() as writer:
            if self.has_reading(report, reader):
                return False
            writer.report(report, rendition)
            writer.reading(report, rendition, reading, reader=reader)
            return True

    def add_issues(self, issues: Sequence[Issue]) -> int:
        """Keep issues of input that never became a report; how many were new."""
        with self._act() as writer:
            return writer.issues(issues)

    def decide(self, decision: Decision) -> Decision:
        """Append a decision, and give it as it is kept. Raises InvalidDecision where it can't apply."""
        with self._act() as writer:
            kept = self._record(decision, writer)
        self._export_settled()
        return kept

    def decide_all(self, decisions: Sequence[Decision]) -> "Together":
        """Append the decisions of an import, in one act; those that are recorded already stay as they are."""
        from civharm.casebook.together import record_all

        with self._act() as writer:
            return record_all(decisions, writer, is_second_person_needed=self.folder.is_second_person_needed)

    def _record(self, decision: Decision, writer: "Writer") -> Decision:
        from civharm.casebook.deciding import record
        from civharm.casebook.overriding import Policy

        policy = Policy(is_second_person_needed=self.folder.is_second_person_needed)
        return record(decision, writer, policy=policy)

    def foresee(self, decision: Decision, recompute: Recompute) -> "Foreseen":
        """What a decision would come to. Nothing of it is kept. Raises InvalidDecision where it can't apply."""
        from django.db import transaction

        from civharm.casebook.changes import changes
        from civharm.casebook.foreseeing import foreseen

        with self._act() as writer:
            before = self.state()
            # a look keeps what it has read: read before anything is written
            _ = before.incidents, before.assessments
            kept = self._record(decision, writer)
            look = self._look()
            found = changes(recompute(look), look.state())
            writer.changes(found)
            would_be = foreseen(kept, before, self.state(), changes=found)
            transaction.set_rollback(True, using=self.alias)
        return would_be

    def history(self, incident_id: str, *, seen: "State | None" = None) -> "tuple[Version, ...]":
        """All versions of an incident that the machine made, the oldest first: now, or as one look has them."""
        from civharm.casebook.history import versions_of

        return versions_of(incident_id, seen or self.state())

    def judgements(self, as_known_on: KnownOn = None) -> tuple[Judgement, ...]:
        """People's judgements in force on which claims speak of one incident."""
        return self.state(as_known_on).judging.judged.judgements

    def version(self, of: str, *, seen: "State | None" = None) -> str:
        """The version of an incident or a claim, for `Decision.seen`: the one in force, or the one that a look has."""
        from civharm.casebook.seeing import version

        state = seen or self.state()
        return version(state.root_of(of), state)

    def state_of_report(self, report_id: str) -> "State":
        """One look at the claims of one report and what people decided on them."""
        from civharm.casebook.state import State

        return State(self.alias, report_id=report_id)

    def claim_versions(self, report_id: str) -> Mapping[str, str]:
        """`version` of each claim in force of a report, by its id."""
        from civharm.casebook.seeing import version

        state = self.state_of_report(report_id)
        return {claim.id: version(state.root_of(claim.id), state) for claim in state.reviewed.claims}

    # Places

    def load_places(self, path: Path, *, terms: "LoadTerms") -> "PlacesReport":
        """Compile a place file into a layer of this casebook, which the chain of custody records.

        Raises InvalidInput where the file can't be read, RowsRefused where rows are bad: then nothing is loaded.
        """
        report = self.folder.layers.load(path, terms=terms, at=self.clock())
        with self._act() as writer:
            detail = self.folder.layers.detail(terms.name)
            writer.log(CustodyAction.PLACES_LOADED, terms.name, detail)
        return report

    def remove_places(self, name: str) -> None:
        """Take a layer away, which the chain of custody records. Raises NotFound."""
        detail = self.folder.layers.detail(name)
        self.folder.layers.remove(name)
        with self._act() as writer:
            writer.log(CustodyAction.PLACES_REMOVED, name, detail)

    def read_otherwise(self, readers: Container[str], *, mark: str) -> int:
        """How many reports one of these readers read last with other layers of places than those of the mark."""
        from civharm.casebook.reread import read_otherwise

        return read_otherwise(self.state().readings.values(), readers, mark=mark)

    # Incidents and assessments

    def refresh(self, recompute: Recompute) -> int:
        """Recompute incidents and assessments and keep what changed; how many rows that took.

        People can decide meanwhile: then it is worked out once more, and at last with the casebook to itself.
        """
        from civharm.casebook.refreshing import one_at_a_time

        with one_at_a_time(self.folder.recomputing_path):
            return self._refresh(recompute)

    def follow(self, recompute: Recompute) -> bool:
        """`refresh`, unless incidents and tolls follow from all decisions: another program may have been quicker."""
        from civharm.casebook.refreshing import one_at_a_time

        with one_at_a_time(self.folder.recomputing_path):
            if self.waiting() is None:
                return False
            self._refresh(recompute)
            return True

    def waiting(self) -> "Waiting | None":
        """The decisions that incidents and tolls do not follow yet: some where a program was killed, or is at it."""
        from civharm.casebook.refreshing import waiting

        return waiting(self.alias)

    def _refresh(self, recompute: Recompute) -> int:
        from civharm.casebook.refreshing import last_of_each, one_moment, worked_out

        for _ in range(_TRIES_BESIDE):
            with one_moment(self.alias):
                look = self._look(self.state_of_moment())
                found = worked_out(look, look.seen, recompute)
            with self._act() as writer:
                if not found.still_holds(self.alias):
                    continue
                count, lasts = self._keep(found, writer), last_of_each(self.alias)
            found.remember(self.memory, lasts)
            return count
        with self._act() as writer:
            look = self._look()
            return self._keep(worked_out(look, look.seen, recompute), writer)

    def _keep(self, found: "WorkedOut", writer: "Writer") -> int:
        count = found.keep(writer)
        if found.workings is not None:
            self._workings_file.write(found.workings)
        return count

    def rebuild(self, recompute: Recompute) -> tuple[str, ...]:
        """Recompute as `refresh` does, write nothing, and say in words what came out otherwise."""
        from civharm.casebook.changes import changes

        look = self._look()
        return tuple(changes(recompute(look), look.state()))

    def _look(self, seen: "State | None" = None) -> "_Look":
        return _Look(
            **{each.name: getattr(self, each.name) for each in fields(self)}, seen=seen or self.state()
        )

    # Reading

    def state(self, as_known_on: KnownOn = None) -> "State":
        """One look at all that is in force, now or as known on a day."""
        from civharm.casebook.moments import moment
        from civharm.casebook.state import State

        return State(self.alias, moment(as_known_on))

    def state_of_moment(self) -> "State":
        """One look at all that is in force, which remembers earlier ones. Only within `refreshing.one_moment`."""
        from civharm.casebook.state import State

        return State(self.alias, memory=self.memory)

    def content(self, sha256: str) -> bytes:
        """The original bytes of a capture, verified."""
        return self._captures.read(sha256)

    def captures(self) -> tuple[Capture, ...]:
        """All acts of capturing, in order."""
        return self.state().captures

    def reports(self, as_known_on: KnownOn = None) -> tuple[Report, ...]:
        """All reports, in the order in which they came."""
        return self.state(as_known_on).reports

    def texts(self, as_known_on: KnownOn = None) -> Mapping[str, str]:
        """The text of each report that the claims' spans point into, by report id."""
        return self.state(as_known_on).texts

    def claims(self, as_known_on: KnownOn = None) -> tuple[Claim, ...]:
        """The claims in force: the newest readings, with all decisions applied."""
        return self.state(as_known_on).reviewed.claims

    def reviews(self, as_known_on: KnownOn = None) -> Mapping[str, "Review"]:
        """Where the claims that people decided on stand, by claim id."""
        return self.state(as_known_on).reviewed.reviews

    def victims(self, as_known_on: KnownOn = None) -> tuple[Victim, ...]:
        """Named victims of claims in force, for computing: a person reads them by `read_protected`."""
        return self.state(as_known_on).victims

    def read_protected(
        self, *, reader: str, reason: str, subject: str | None = None, claims: Container[str] | None = None
    ) -> tuple[Victim, ...]:
        """Named victims for a person to see, which goes on the chain of custody: all, or those of some claims.

        `subject` is the incident or report that they look at; None is the whole casebook.
        """
        from civharm.casebook.reading_names import NamesRead

        with self._act() as writer:
            victims = tuple(each for each in self.victims() if claims is None or each.claim_id in claims)
            NamesRead(
                reader=reader,
                reason=reason,
                subject=subject or self.folder.id,
                victims=tuple(victim.id for victim in victims),
            ).keep(writer)
            return victims

    @contextmanager
    def account_act(self, *, by: str) -> Iterator["Writer"]:
        """One transaction for a change of accounts, which its writer puts on the chain of custody (`log`)."""
        with self._act() as writer:
            yield replace(writer, actor=by)

    def issues(self, as_known_on: KnownOn = None) -> tuple[Issue, ...]:
        """What a person should see."""
        return self.state(as_known_on).issues

    def decision(self, decision_id: str) -> Decision | None:
        """The decision with this id."""
        from civharm.casebook.models import DecisionRow
        from civharm.casebook.rows import decision_of

        row = DecisionRow.objects.using(self.alias).filter(decision_id=decision_id).first()
        return decision_of(row) if row else None

    def decisions(self, as_known_on: KnownOn = None) -> tuple[Decision, ...]:
        """All decisions in order, undone ones too."""
        return self.state(as_known_on).decisions

    def given_ids(self, as_known_on: KnownOn = None) -> tuple[GivenId, ...]:
        """The log of incident ids, in the order in which they were given."""
        return self.state(as_known_on).given_ids

    def adopted(self, as_known_on: KnownOn = None) -> Mapping[str, Adopted]:
        """The records of archives that people took over, by incident."""
        return self.state(as_known_on).adopted

    def holds(self, as_known_on: KnownOn = None) -> tuple[Hold, ...]:
        """The claims that incidents keep because people signed them."""
        return self.state(as_known_on).holds

    def standing(self, as_known_on: KnownOn = None) -> Mapping[str, tuple[Incident, Assessment]]:
        """The signed incidents as they stand, with their assessments, by id."""
        return self.state(as_known_on).standing

    def proposals(self, as_known_on: KnownOn = None) -> tuple[Proposal, ...]:
        """What the machine would change in signed incidents, as far as nobody refused it."""
        return self.state(as_known_on).proposals

    def word_counts(self, as_known_on: KnownOn = None) -> WordCounts | None:
        """How rare words were when they were last counted."""
        return self.state(as_known_on).word_counts

    def workings(self, method: str) -> Workings:
        """What the last recomputation kept, if it went by the same method."""
        return self._workings_file.read(method)

    @property
    def _workings_file(self) -> WorkingsFile:
        return WorkingsFile(self.folder.workings_path, self.memory)

    def incidents(self, as_known_on: KnownOn = None) -> tuple[Incident, ...]:
        """Incidents and leads as last composed, marked where a person signed."""
        return self.state(as_known_on).incidents

    def assessments(self, as_known_on: KnownOn = None) -> tuple[Assessment, ...]:
        """The newest assessment of each incident, with the grading that a person signed."""
        return self.state(as_known_on).assessments

    def relations(self, as_known_on: KnownOn = None) -> tuple[Relation, ...]:
        """Which incidents may count the same people, each named by a claim."""
        return self.state(as_known_on).relations

    def ledger(self, as_known_on: KnownOn = None) -> tuple[LedgerEntry, ...]:
        """Figures for a period or an area, with the incidents that each may include."""
        return self.state(as_known_on).ledger

    # Custody

    def verify(self) -> tuple[str, ...]:
        """Everything that is wrong with the evidence, in words; empty if nothing was tampered with."""
        from civharm.casebook.verifying import problems

        return tuple(problems(self.alias, self._captures, self._custody_log, self.folder.layers))

    def custody_length(self) -> int:
        """How many entries the chain of custody has."""
        from civharm.casebook.custody_table import DatabaseCustody

        return DatabaseCustody(self.alias).length()

    def custody(self) -> tuple[CustodyEntry, ...]:
        """The chain of custody."""
        from civharm.casebook.custody_table import DatabaseCustody

        return tuple(DatabaseCustody(self.alias).after(0))

    @property
    def _custody_log(self) -> CustodyLog:
        return CustodyLog(self.folder.custody_log_path)

    def _export_custody(self) -> None:
        from civharm.casebook.custody_table import DatabaseCustody

        self._custody_log.extend(DatabaseCustody(self.alias))

    def _export_settled(self) -> None:
        """Bring the place file of settled names level with the decisions in force, in one step.

        A crash after a decision loses nothing: opening the casebook brings the file level as well.
        """
        from civharm.casebook.settling import place_file

        if place_file(self.decisions()) != read_settled(self.folder):
            with self._act():  # two who write at once: the later decision must win
                write_settled(self.folder, place_file(self.decisions()))

    @contextmanager
    def _act(self) -> Iterator["Writer"]:
        """One transaction that has the casebook to itself; then the custody log is brought level.

        A crash in between loses nothing: opening the casebook brings the log level as well. Within another act it is a
        part of that one: the log tells nothing that may yet be undone.
        """
        from django.db import connections, transaction

        from civharm.casebook.custody_table import DatabaseCustody
        from civharm.casebook.writing import Writer

        is_part = connections[self.alias].in_atomic_block
        with transaction.atomic(using=self.alias):
            DatabaseCustody(self.alias).wait_for_others()
            yield Writer(alias=self.alias, actor=self.actor, at=self.clock())
        if not is_part:
            self._export_custody()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look(Casebook):
    """A casebook that nobody adds to for the moment: what is read of it is read once."""

    seen: "State"

    def state(self, as_known_on: KnownOn = None) -> "State":
        """The one look at all that is in force now."""
        return self.seen if as_known_on is None else super().state(as_known_on)


if TYPE_CHECKING:
    _is_a_store: type[Store] = Casebook
