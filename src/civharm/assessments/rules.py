"""The typed form of the rule tables: gradings.yml, strike_status.yml, toll.yml, record.yml."""

from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from civharm.codebook import Codebook
from civharm.model.assessments import Grading, StrikeStatus
from civharm.model.casualties import Status
from civharm.model.errors import InvalidCodebook


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Rules(_Rule):
    version: str


class _Row(_Rule):
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


class AssessmentRules(_Rule):
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
        grading=rule_table(codebook, "gradings", form=GradingRules),
        strike=rule_table(codebook, "strike_status", form=StrikeRules),
        toll=rule_table(codebook, "toll", form=TollRules),
        record=rule_table(codebook, "record", form=RecordRules),
    )


_Table = TypeVar("_Table", bound=BaseModel)


def rule_table(codebook: Codebook, name: str, *, form: type[_Table]) -> _Table:
    """A rule file in its typed form. Raises InvalidCodebook naming table and entry."""
    try:
        return form.model_validate(codebook.rules(name))
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        raise InvalidCodebook(f"rules/{name}.yml: {place}: {first['msg']}") from error
