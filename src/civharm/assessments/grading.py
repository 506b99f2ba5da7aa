"""The proposed grade: the first row of the decision table whose conditions hold (METHOD 1.3)."""

from typing import NamedTuple

from civharm.assessments.conditions import hold, reason
from civharm.assessments.findings import Findings
from civharm.assessments.rules import GradingRules
from civharm.model.assessments import Grading, Reason
from civharm.model.errors import InvalidCodebook


class ProposedGrading(NamedTuple):
    """A grade, or None where it must be left open, and why."""

    grading: Grading | None
    reason: Reason


def propose_grading(found: Findings, rules: GradingRules) -> ProposedGrading:
    """A proposal by machine: `grading` stays null until a person signs."""
    for row in rules.rows:
        if hold(row.when, found):
            return ProposedGrading(
                row.grading, reason(f"grading row {row.row}", row.text, names=row.when, found=found)
            )
    raise InvalidCodebook(
        f"rules/gradings.yml: no row fits {found}; end the table with a row that always does"
    )
