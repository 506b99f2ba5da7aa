"""The strike status: whether this party did it (METHOD 1.2). Beside the grading, never merged with it."""

from typing import NamedTuple

from civharm.assessments.conditions import hold, reason
from civharm.assessments.findings import Findings
from civharm.assessments.rules import StrikeRules
from civharm.model.assessments import Reason, StrikeStatus
from civharm.model.errors import InvalidCodebook


class JudgedStrike(NamedTuple):
    """A strike status and why."""

    status: StrikeStatus
    reason: Reason


def judge_strike(found: Findings, rules: StrikeRules) -> JudgedStrike:
    """The first row of the table whose conditions hold."""
    for row in rules.rows:
        if hold(row.when, found):
            return JudgedStrike(
                row.status, reason(f"strike status {row.row}", row.text, names=row.when, found=found)
            )
    raise InvalidCodebook(
        f"rules/strike_status.yml: no row fits {found}; end the table with a row that always does"
    )
