"""What pages are made of, one sheet for each incident, report and claim: kept as JSON beside the rows for lists."""

from dataclasses import dataclass
from typing import TypeVar

from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.forms import form_of
from civharm.model.incidents import DoubtfulPair, Incident, LedgerEntry, Relation
from civharm.model.issues import Issue
from civharm.model.proposals import Proposal
from civharm.model.reports import Capture, Report
from civharm.model.victims import Person

_Sheet = TypeVar("_Sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSheet:
    """An incident with what was made of it and decided on it, its claims and victims too. `relations` are by incident.

    `doubtful` are pairs of one of its claims with a claim of another incident that may be the same.
    """

    incident: Incident
    assessment: Assessment | None = None
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    doubtful: tuple[DoubtfulPair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """A report with its text and its captures."""

    report: Report
    text: str
    captures: tuple[Capture, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSheet:
    """A claim, and its entry in the ledger of figures for periods and areas if it has one."""

    claim: Claim
    ledger: LedgerEntry | None = None


def to_json(form: type[_Sheet], sheet: _Sheet) -> str:
    """A sheet as it is kept: the same sheet gives the same characters."""
    return form_of(form).dump_json(sheet).decode()


def from_json(form: type[_Sheet], kept: str) -> _Sheet:
    """The sheet that `to_json` kept."""
    read: _Sheet = form_of(form).validate_json(kept)
    return read
