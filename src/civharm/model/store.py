"""What a store of claims must offer to the pipeline, the web and the command line."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from civharm.model.adopted import Adopted
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.incidents import GivenId, Incident, Judgement, LedgerEntry, Linked, Relation
from civharm.model.issues import Issue
from civharm.model.ports import Reading
from civharm.model.proposals import Hold
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.times import When
from civharm.model.victims import Victim
from civharm.model.workings import Workings

#: The stage of the issues of a second reading.
SECOND = "second-reader"
#: The rule of a publication date that a person gave.
GIVEN = "given"
#: What makes words of a record of others has a name that begins so.
IMPORTED = "import-"
#: A day (its end, in UTC) or a moment; None is now.
KnownOn = date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderVersion:
    """Which reader in which version made a reading."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A record of another recorder: its report, its words, the claims of them."""

    report: Report
    rendition: Rendition
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many records came anew, how many replaced an older reading, how many were there already."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        """Both together."""
        return Kept(
            new=self.new + other.new, changed=self.changed + other.changed, same=self.same + other.same
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCounts:
    """In how many of so many texts each word stands, where it is more than one: how rare words are taken to be.

    Counted at one moment and then left as it is, so that a new report changes nothing between two others.
    """

    texts: int
    spread: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """Incidents and assessments as the method makes them of all claims; `given` are ids new with it.

    `counted` is there where words were counted anew; `workings` are for the next time.
    """

    linked: Linked
    given: tuple[GivenId, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    counted: WordCounts | None = None
    workings: Workings = field(default_factory=Workings)


class Store(Protocol):
    """Keeps evidence, readings, incidents, assessments and decisions; changes none of them."""

    def one_act(self) -> AbstractContextManager[None]:
        """All that is added within is kept in one step, or none of it. Nothing slow belongs there: others wait for it."""

    def keep_bytes(self, contents: Sequence[bytes]) -> None:
        """Have the bytes of captures on disk, ahead of their acts."""

    def add_capture(self, capture: Capture, content: bytes | None = None) -> bool:
        """Keep the bytes, unless `keep_bytes` had them, and the act. False if these bytes are captured already."""

    def is_destroyed(self, sha256: str) -> bool:
        """True for bytes that were destroyed by decision: they are not taken in again."""

    def add_report(self, report: Report, rendition: Rendition, issues: Sequence[Issue] = ()) -> bool:
        """Keep a report that nobody reads yet. False if it is kept already."""

    def given_date(self, report_id: str) -> When | None:
        """The publication date that a person gave for a report whose text states none, if one did before."""

    def has_reading(self, report: Report, reader: ReaderVersion) -> bool:
        """True if the newest reading of the report by this reader is by this version, of this rendition."""

    def add_reading(
        self, report: Report, rendition: Rendition, reading: Reading, *, reader: ReaderVersion
    ) -> bool:
        """Keep the report and what a reader made of it, in one step. False if it is kept already."""

    def add_issues(self, issues: Sequence[Issue]) -> int:
        """Keep issues of input that never became a report; how many were new."""

    def reports(self, as_known_on: KnownOn = None) -> tuple[Report, ...]:
        """All reports, in the order in which they came."""

    def texts(self, as_known_on: KnownOn = None) -> Mapping[str, str]:
        """The text of each report that the claims' spans point into, by report id."""

    def claims(self, as_known_on: KnownOn = None) -> tuple[Claim, ...]:
        """The claims in force: the newest readings, with all decisions applied."""

    def victims(self, as_known_on: KnownOn = None) -> tuple[Victim, ...]:
        """Named victims of claims in force, for computing: a person reads them by `read_protected`."""

    def issues(self, as_known_on: KnownOn = None) -> tuple[Issue, ...]:
        """What a person should see."""

    def given_ids(self, as_known_on: KnownOn = None) -> tuple[GivenId, ...]:
        """The log of incident ids, in the order in which they were given."""

    def adopted(self, as_known_on: KnownOn = None) -> Mapping[str, Adopted]:
        """The records of archives that people took over, by incident."""

    def holds(self, as_known_on: KnownOn = None) -> tuple[Hold, ...]:
        """The claims that incidents keep because people signed them."""

    def standing(self, as_known_on: KnownOn = None) -> Mapping[str, tuple[Incident, Assessment]]:
        """The signed incidents as they stand, with their assessments, by id."""

    def word_counts(self, as_known_on: KnownOn = None) -> WordCounts | None:
        """How rare words were when they were last counted; None where they never were."""

    def workings(self, method: str) -> Workings:
        """What the last recomputation kept, if it went by the same method."""

    def incidents(self, as_known_on: KnownOn = None) -> tuple[Incident, ...]:
        """Incidents and leads as last composed, marked where a person signed."""

    def assessments(self, as_known_on: KnownOn = None) -> tuple[Assessment, ...]:
        """The newest assessment of each incident, with the grading that a person signed."""

    def relations(self, as_known_on: KnownOn = None) -> tuple[Relation, ...]:
        """Which incidents may count the same people, each named by a claim."""

    def ledger(self, as_known_on: KnownOn = None) -> tuple[LedgerEntry, ...]:
        """Figures for a period or an area, with the incidents that each may include."""

    def decide(self, decision: Decision) -> Decision:
        """Append a decision, and give it as it is kept. Raises InvalidDecision where it can't apply."""

    def judgements(self, as_known_on: KnownOn = None) -> tuple[Judgement, ...]:
        """People's judgements in force on which claims speak of one incident, in the order in which they were made."""

    def refresh(self, recompute: "Recompute") -> int:
        """Recompute incidents and assessments and keep what changed; how many rows that took."""


#: How the pipeline makes incidents and assessments of what a store holds.
Recompute = Callable[[Store], Recomputed]
