"""Grades from columns that a recorder has coded already: the same table, without the reading."""

from collections.abc import Iterable
from dataclasses import dataclass

from civharm.assessments.findings import Findings
from civharm.assessments.grading import ProposedGrading, propose_grading
from civharm.assessments.rules import assessment_rules
from civharm.codebook import Codebook, default_codebook
from civharm.model.assessments import StrikeStatus

_ACCEPTED = "credible"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedIncident:
    """An incident as a recorder's table has it.

    `belligerent_rows` counts the parties listed, known by name or not; `positions` are each party's
    own verdicts in the field's words (credible, non_credible, not_yet_assessed, open_incident …);
    `sources` is the raw length of the source list, not a count of independent clusters.
    """

    harm_reported: bool
    belligerents: tuple[str, ...]
    belligerent_rows: int
    positions: tuple[str, ...]
    conceded_min: int | None
    strike_status: StrikeStatus | None
    sources: int


def grade_coded(coded: CodedIncident, *, codebook: Codebook | None = None) -> ProposedGrading:
    """The grade that the decision table proposes for coded columns, with its reason."""
    return propose_grading(_found(coded), assessment_rules(codebook or default_codebook()).grading)


def _found(coded: CodedIncident) -> Findings:
    status = coded.strike_status or StrikeStatus.UNKNOWN
    named = coded.belligerents or ("a party",) * bool(coded.belligerent_rows)
    return Findings(
        harm_alleged=coded.harm_reported,
        clusters=_clusters(coded),
        reports=coded.sources,
        parties=named or _implied_by(status),
        rivals=coded.belligerent_rows,
        # The recorder has read the sources: a strike contested without any party means that none is named.
        nobody_named=not named and status is StrikeStatus.CONTESTED,
        accepted_by=named[:1] if _accepts(coded) else (),
        strike_status=status,
    )


def _clusters(coded: CodedIncident) -> int:
    """A raw list says nothing of independence; a strike coded as single-source does."""
    return min(coded.sources, 1) if coded.strike_status is StrikeStatus.SINGLE_SOURCE else coded.sources


def _accepts(coded: CodedIncident) -> bool:
    """A position of "credible", or a declared strike with deaths conceded."""
    if _ACCEPTED in _words(coded.positions):
        return True
    return coded.strike_status is StrikeStatus.DECLARED and bool(coded.conceded_min)


def _implied_by(status: StrikeStatus) -> tuple[str, ...]:
    """A strike can't be likely or declared without a party, named in the columns or not."""
    attributed = status in (StrikeStatus.LIKELY, StrikeStatus.DECLARED, StrikeStatus.SINGLE_SOURCE)
    return ("a party",) if attributed else ()


def _words(positions: Iterable[str]) -> set[str]:
    return {word for position in positions for word in position.split()}
