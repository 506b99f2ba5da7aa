"""A store that ends with the program: what `civharm read` works on where no casebook is named. No Django."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import NoReturn

from civharm.model.adopted import Adopted
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import GivenId, Incident, Judgement, LedgerEntry, Linked, Relation
from civharm.model.issues import Issue
from civharm.model.ports import Reading
from civharm.model.proposals import Hold
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.store import KnownOn, ReaderVersion, Recompute, Recomputed, WordCounts
from civharm.model.times import When
from civharm.model.victims import Victim
from civharm.model.workings import Workings

_NOTHING = Recomputed(linked=Linked(incidents=(), leads=(), doubtful=(), ledger=()))


class MemoryStore:
    """Implements `civharm.model.store.Store` over lists; it has no history, so `as_known_on` changes nothing."""

    def __init__(self) -> None:
        self._captures: dict[str, Capture] = {}
        self._reports: dict[str, Report] = {}
        self._texts: dict[str, str] = {}
        self._readings: dict[tuple[str, str], tuple[ReaderVersion, Reading]] = {}
        self._issues: dict[Issue, None] = {}
        self._given: list[GivenId] = []
        self._recomputed = _NOTHING
        self._counted: WordCounts | None = None

    def one_act(self) -> AbstractContextManager[None]:
        """Nothing to hold together: it all ends with the program."""
        return nullcontext()

    def keep_bytes(self, contents: Sequence[bytes]) -> None:
        """Nothing to do: the bytes are where they came from."""

    def add_capture(self, capture: Capture, content: bytes | None = None) -> bool:
        """Keep the act; the bytes are where they came from. False if these bytes came before."""
        return self._captures.setdefault(capture.sha256, capture) is capture

    def is_destroyed(self, sha256: str) -> bool:
        """False: nothing is kept for so long."""
        return False

    def add_report(self, report: Report, rendition: Rendition, issues: Sequence[Issue] = ()) -> bool:
        """Keep a report that nobody reads. False if it is kept already."""
        is_new = report.id not in self._reports
        self._reports[report.id] = report
        self._texts[report.id] = rendition.text
        return bool(self.add_issues(issues)) or is_new

    def given_date(self, report_id: str) -> When | None:
        """None: what was given before is given with the same command."""
        return None

    def has_reading(self, report: Report, reader: ReaderVersion) -> bool:
        """True if this version of the reader has read the report."""
        read_by, _ = self._readings.get((report.id, reader.name), (None, None))
        return read_by == reader

    def add_reading(
        self, report: Report, rendition: Rendition, reading: Reading, *, reader: ReaderVersion
    ) -> bool:
        """Keep the report and what a reader made of it. False if it is kept already."""
        if self.has_reading(report, reader):
            return False
        found_out = replace(report, dateline=reading.dateline or report.dateline, speakers=reading.speakers)
        self.add_report(found_out, rendition, reading.issues)
        self._readings[report.id, reader.name] = (reader, reading)
        return True

    def add_issues(self, issues: Sequence[Issue]) -> int:
        """Keep issues, each once; how many were new."""
        before = len(self._issues)
        self._issues.update(dict.fromkeys(issues))
        return len(self._issues) - before

    def reports(self, as_known_on: KnownOn = None) -> tuple[Report, ...]:
        """All reports, in the order in which they came."""
        return tuple(self._reports.values())

    def texts(self, as_known_on: KnownOn = None) -> Mapping[str, str]:
        """The text of each report, by report id."""
        return self._texts

    def claims(self, as_known_on: KnownOn = None) -> tuple[Claim, ...]:
        """The claims of all readings."""
        return tuple(claim for _, reading in self._readings.values() for claim in reading.claims)

    def victims(self, as_known_on: KnownOn = None) -> tuple[Victim, ...]:
        """Named victims of all readings."""
        return tuple(victim for _, reading in self._readings.values() for victim in reading.victims)

    def issues(self, as_known_on: KnownOn = None) -> tuple[Issue, ...]:
        """What a person should see."""
        return tuple(self._issues)

    def given_ids(self, as_known_on: KnownOn = None) -> tuple[GivenId, ...]:
        """The log of incident ids."""
        return tuple(self._given)

    def adopted(self, as_known_on: KnownOn = None) -> Mapping[str, Adopted]:
        """None: nobody signs here."""
        return {}

    def holds(self, as_known_on: KnownOn = None) -> tuple[Hold, ...]:
        """None: nobody signs here."""
        return ()

    def standing(self, as_known_on: KnownOn = None) -> Mapping[str, tuple[Incident, Assessment]]:
        """None: nobody signs here."""
        return {}

    def word_counts(self, as_known_on: KnownOn = None) -> WordCounts | None:
        """How rare words were when they were last counted."""
        return self._counted

    def workings(self, method: str) -> Workings:
        """What the last recomputation kept, if it went by the same method."""
        last = self._recomputed.workings
        return Workings(method=method, before=last.now if last.method == method else {})

    def linked(self, as_known_on: KnownOn = None) -> Linked:
        """What linking made of the claims when it last ran."""
        return self._recomputed.linked

    def incidents(self, as_known_on: KnownOn = None) -> tuple[Incident, ...]:
        """Incidents and leads as last composed."""
        return (*self._recomputed.linked.incidents, *self._recomputed.linked.leads)

    def assessments(self, as_known_on: KnownOn = None) -> tuple[Assessment, ...]:
        """The assessment of each incident."""
        return self._recomputed.assessments

    def relations(self, as_known_on: KnownOn = None) -> tuple[Relation, ...]:
        """Which incidents may count the same people, each named by a claim."""
        return self._recomputed.linked.relations

    def ledger(self, as_known_on: KnownOn = None) -> tuple[LedgerEntry, ...]:
        """Figures for a period or an area, with the incidents that each may include."""
        return self._recomputed.linked.ledger

    def decide(self, decision: Decision) -> NoReturn:
        """Refuse: a decision that ends with the program is none."""
        raise InvalidDecision("decisions need a casebook to be kept in: name one with --casebook")

    def judgements(self, as_known_on: KnownOn = None) -> tuple[Judgement, ...]:
        """None: judgements are decisions."""
        return ()

    def refresh(self, recompute: Recompute) -> int:
        """Recompute incidents and assessments; 1 if anything changed."""
        recomputed = recompute(self)
        self._given.extend(recomputed.given)
        self._counted = recomputed.counted or self._counted
        before, self._recomputed = self._recomputed, recomputed
        return int((before.linked, before.assessments) != (recomputed.linked, recomputed.assessments))
