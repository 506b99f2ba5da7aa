"""The gate: what speaks against publishing, until somebody says why it is right nonetheless."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from civharm.model.assessments import Assessment, Grading
from civharm.model.errors import InvalidInput
from civharm.publication.release.changes import WITHDRAWN, Change, Kept

#: Never published on a machine's word (DESIGN, section 5).
PEOPLES_WORD_ONLY = frozenset({Grading.CONFIRMED, Grading.DISCOUNTED})
_SUMMED = ("Civilians Killed Min", "Civilians Killed Max", "Civilians Injured Min", "Civilians Injured Max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Something that speaks against a release; `option` is where a reason for it all the same is given."""

    option: str
    words: str


def as_publishable(assessment: Assessment) -> Assessment:
    """Without a machine's word where only a person's is published."""
    if assessment.proposed_grading in PEOPLES_WORD_ONLY:
        return replace(assessment, proposed_grading=None)
    return assessment


def is_reviewed(assessment: Assessment | None, *, is_second_person_needed: bool) -> bool:
    """True if a person signed the grading, and a second one where the casebook wants that."""
    if assessment is None or assessment.grading is None:
        return False
    return assessment.is_signed_off or not is_second_person_needed


def shrunken(
    found: Iterable[Change], before: Mapping[str, Kept], now: Mapping[str, Kept]
) -> Iterator[Objection]:
    """Incidents that are withdrawn, and sums that fall: what was said before is no longer said."""
    gone = [change for change in found if change.what == WITHDRAWN]
    if gone:
        codes = ", ".join(change.code or change.id for change in gone[:5])
        more = f" and {len(gone) - 5} more" if len(gone) > 5 else ""
        yield Objection(
            option="--shrunken",
            words=f"{len(gone)} incidents of the release before are withdrawn: {codes}{more}",
        )
    for column in _SUMMED:
        was, is_now = _sum(before.values(), column), _sum(now.values(), column)
        if is_now < was:
            yield Objection(option="--shrunken", words=f"{column} falls from {was} to {is_now} in all")


def check(objections: Iterable[Objection], reasons: Mapping[str, str]) -> None:
    """Raises InvalidInput where something speaks against the release and nobody said why it is right."""
    unanswered = [each for each in objections if not reasons.get(each.option)]
    if unanswered:
        told = "; ".join(f"{each.words} (say why with {each.option} REASON)" for each in unanswered)
        raise InvalidInput(f"nothing is published: {told}", code="not-published")


def _sum(rows: Iterable[Kept], column: str) -> int:
    return sum(int(row[column]) for row in rows if row.get(column, "").isdecimal())
