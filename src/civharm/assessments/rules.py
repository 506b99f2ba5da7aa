"""The typed form of the rule tables: gradings.yml, strike_status.yml, toll.yml, record.yml."""

from enum import StrEnum
from functools import lru_cache

from civharm.codebook import Codebook, Rule
from civharm.model.assessments import Grading, StrikeStatus
from civharm.model.casualties import Status


class _Rules(Rule):
    version: str


class _Row(Rule):
    row: str
    when: tuple[str, ...]
    text: str


class GradingRow(_Row):
    """A row of the decision table; None leaves the incident ungraded."""

    grading: Grading | None


class StrikeRow(_Row):
    """A row of the table for the strike status."""

    status: StrikeStatus


class GradingRules(_Rules):
    """gradings.yml."""

    rival_share: float
    rows: tuple[GradingRow, ...]


class StrikeRules(_Rules):
    """strike_status.yml."""

    rows: tuple[StrikeRow, ...]


class TollRules(_Rules):
    """toll.yml. `rules` are the words that explain a bound, by the rule's name."""

    silent_status: Status
    disjoint_groups: tuple[str, ...]
    unshared_reach: float
    agreed_by: int
    vague_reach: float
    rules: dict[str, str]


class Archive(StrEnum):
    """Whether the reports in hand are all that are known of their incidents."""

    WHOLE = "whole"
    PARTIAL = "partial"


class RecordRules(_Rules):
    """record.yml: what a team says of its own record. No parties: it is about everybody's harm."""

    archive: Archive
    parties: tuple[str, ...]

    @property
    def is_partial(self) -> bool:
        """True if reports are known to be missing: who is alone in the archive need not be alone."""
        return self.archive is Archive.PARTIAL


class AssessmentRules(Rule):
    """All tables."""

    grading: GradingRules
    strike: StrikeRules
    toll: TollRules
    record: RecordRules

    @property
    def version(self) -> str:
        """The version of the method: that of each table."""
        tables: dict[str, _Rules] = {
            "grading": self.grading,
            "strike": self.strike,
            "toll": self.toll,
            "record": self.record,
        }
        return " ".join(f"{name}-{table.version}" for name, table in tables.items())


@lru_cache(maxsize=4)
def assessment_rules(codebook: Codebook) -> AssessmentRules:
    """The rules of a codebook. Raises InvalidCodebook naming table and entry."""
    return AssessmentRules(
        grading=codebook.rules("gradings", GradingRules),
        strike=codebook.rules("strike_status", StrikeRules),
        toll=codebook.rules("toll", TollRules),
        record=codebook.rules("record", RecordRules),
    )
