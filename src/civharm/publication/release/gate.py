"""The gate: what speaks against publishing, until somebody says why it is right nonetheless."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from civharm.model.assessments import Assessment, Grading
from civharm.model.errors import InvalidInput
from civharm.publication.release.changes import SUMMED, WITHDRAWN, Comparison

#: Never published on a machine's word (DESIGN, section 5).
PEOPLES_WORD_ONLY = frozenset({Grading.CONFIRMED, Grading.DISCOUNTED})
#: Where a reason for what shrinks is given.
SHRUNKEN = "--shrunken"
_NAMED = 5


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


def shrunken(found: Comparison) -> Iterator[Objection]:
    """Incidents that are withdrawn, and sums that fall: what was said before is no longer said."""
    gone = found.counts().get(WITHDRAWN, 0)
    if gone:
        withdrawn = (change for change in found.changes() if change.what == WITHDRAWN)
        codes = ", ".join(change.code or change.id for change in islice(withdrawn, _NAMED))
        more = f" and {gone - _NAMED} more" if gone > _NAMED else ""
        yield Objection(
            option=SHRUNKEN, words=f"{gone} incidents of the release before are withdrawn: {codes}{more}"
        )
    for column in SUMMED:
        was, is_now = found.before[column], found.now[column]
        if is_now < was:
            yield Objection(option=SHRUNKEN, words=f"{column} falls from {was} to {is_now} in all")


def check(objections: Iterable[Objection], reasons: Mapping[str, str]) -> None:
    """Raises InvalidInput where something speaks against the release and nobody said why it is right."""
    unanswered = [each for each in objections if not reasons.get(each.option)]
    if unanswered:
        told = "; ".join(f"{each.words} (say why with {each.option} REASON)" for each in unanswered)
        raise InvalidInput(f"nothing is published: {told}", code="not-published")
