"""Totals per grade: sums of minima and maxima, with how many incidents have an unknown toll."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from civharm.model.assessments import SET_BY_HAND, Assessment, Grading
from civharm.model.casualties import Harm, Status
from civharm.web.terms import term_words
from civharm.web.words import range_words


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTotal:
    """Civilians killed over the incidents of one grade; `grading` is None for the ungraded.

    `unknown` counts the incidents whose minimum is unknown, which add nothing to the sum of minima.
    """

    grading: Grading | None
    incidents: int
    unknown: int
    min: int | None
    max: int | None

    @property
    def slug(self) -> str:
        """The grade's name in class names and filters."""
        return self.grading.value if self.grading else "ungraded"

    @property
    def words(self) -> str:
        return term_words(self.slug)

    @property
    def killed(self) -> str:
        """The range in words, unknown where no incident of the grade has a figure."""
        return range_words(self.min, self.max)


def killed_bounds(assessment: Assessment | None) -> tuple[int | None, int | None]:
    """Civilians killed in one incident, minimum and maximum; None is unknown."""
    toll = assessment.toll(Harm.KILLED, Status.CIVILIAN) if assessment else None
    return (toll.min.value, toll.max.value) if toll else (None, None)


def toll_words(
    assessment: Assessment | None, harm: Harm, status: Status = Status.CIVILIAN, group: str = "all"
) -> str:
    """The toll that holds; where a person set an end of it, that is said, with the machine's beside it."""
    toll = assessment.toll(harm, status, group) if assessment else None
    words = range_words(toll.min.value, toll.max.value) if toll else range_words(None, None)
    if assessment is None or toll is None or SET_BY_HAND not in (toll.min.rule, toll.max.rule):
        return words
    machine = assessment.machine_toll(harm, status, group)
    found = range_words(machine.min.value, machine.max.value) if machine else range_words(None, None)
    return _("%(range)s (set by hand; machine: %(machine)s)") % {"range": words, "machine": found}


def grade_of(assessment: Assessment | None) -> Grading | None:
    """The grading a person signed, else the one that the machine proposes."""
    return (assessment.grading or assessment.proposed_grading) if assessment else None


def totals_by_grade(assessments: Iterable[Assessment | None]) -> tuple[GradeTotal, ...]:
    """One total per grade in the order of the field, the ungraded last; grades without incidents too."""
    listed = list(assessments)
    return tuple(
        total_of(grading, [one for one in listed if grade_of(one) is grading]) for grading in (*Grading, None)
    )


def total_of(grading: Grading | None, assessments: Iterable[Assessment | None]) -> GradeTotal:
    """Sums over incidents; a minimum without a maximum counts in both, so that max is never below min."""
    bounds = [killed_bounds(assessment) for assessment in assessments]
    minima = [low for low, _ in bounds if low is not None]
    maxima = [most for low, high in bounds if (most := low if high is None else high) is not None]
    return GradeTotal(
        grading=grading,
        incidents=len(bounds),
        unknown=len(bounds) - len(minima),
        min=sum(minima) if minima else None,
        max=sum(maxima) if maxima else None,
    )
