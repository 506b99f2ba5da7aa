"""grading: the decision table on columns that a recorder coded."""

from civharm.assessments.coded import CodedIncident, grade_coded
from civharm.model.assessments import StrikeStatus
from evals.boards.board import row_by_row
from evals.rows import Row
from evals.tools import codebook

_STATUSES = {
    "declared strike": StrikeStatus.DECLARED,
    "likely strike": StrikeStatus.LIKELY,
    "contested strike": StrikeStatus.CONTESTED,
    "single source claim": StrikeStatus.SINGLE_SOURCE,
}


def predict_grading(row: Row) -> Row:
    coded = CodedIncident(
        harm_reported=row["harm_reported"] == "Yes",
        belligerents=tuple(row["belligerents"]),
        belligerent_rows=row["n_belligerent_rows"],
        positions=tuple(row["positions"]),
        conceded_min=row["conceded_min"],
        strike_status=_STATUSES.get((row["strike_status"] or "").lower()),
        sources=row["n_sources"],
    )
    proposed = grade_coded(coded, codebook=codebook()).grading
    return {"grading": proposed.value if proposed else None}


BOARDS = (row_by_row("grading", predict_grading),)
