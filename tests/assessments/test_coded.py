from dataclasses import replace

import pytest

from civharm.assessments.coded import CodedIncident, grade_coded
from civharm.model.assessments import StrikeStatus

PLAIN = CodedIncident(
    harm_reported=True,
    belligerents=("Russian Military",),
    belligerent_rows=1,
    positions=("not_yet_assessed",),
    conceded_min=None,
    strike_status=None,
    sources=6,
)


@pytest.mark.parametrize(
    ("changed", "grading"),
    [
        ({}, "fair"),
        ({"positions": ("non_credible",)}, "fair"),
        ({"positions": ("credible",)}, "confirmed"),
        ({"positions": ("credible not_yet_assessed",), "sources": 1}, "confirmed"),
        ({"strike_status": StrikeStatus.DECLARED}, "fair"),
        ({"strike_status": StrikeStatus.DECLARED, "conceded_min": 2}, "confirmed"),
        ({"strike_status": StrikeStatus.LIKELY, "conceded_min": 0}, "fair"),
        ({"belligerent_rows": 2}, "contested"),
        ({"belligerent_rows": 2, "strike_status": StrikeStatus.LIKELY}, "fair"),
        ({"belligerent_rows": 2, "sources": 1}, "weak"),
        ({"strike_status": StrikeStatus.CONTESTED}, "contested"),
        ({"strike_status": StrikeStatus.CONTESTED, "belligerents": (), "belligerent_rows": 0}, "contested"),
        ({"strike_status": StrikeStatus.SINGLE_SOURCE}, "weak"),
        ({"sources": 1}, "weak"),
        ({"harm_reported": False}, None),
        ({"belligerents": (), "belligerent_rows": 0}, None),
    ],
)
def test_coded_columns_are_graded_by_the_same_table(changed: dict, grading: str | None) -> None:
    proposed = grade_coded(replace(PLAIN, **changed))
    assert (proposed.grading and proposed.grading.value) == grading
    assert proposed.reason.rule.startswith("grading row")
