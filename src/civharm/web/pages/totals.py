"""Totals per grade by the arithmetic of `civharm totals`: who may be counted in two incidents counts once."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from civharm.assessments.totals import Counting, Known, Total, headline, total, totals_by_grading
from civharm.model.assessments import SET_BY_HAND, Assessment, Grading
from civharm.model.casualties import Harm, Status
from civharm.web.terms import term_words
from civharm.web.words import range_words

#: What the page adds up: civilians killed.
_KILLED = Counting()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTotal:
    """Civilians killed over the incidents of one grade; `grading` is None for the ungraded."""

    grading: Grading | None
    total: Total

    @property
    def slug(self) -> str:
        """The grade's name in class names and filters."""
        return self.grading.value if self.grading else "ungraded"

    @property
    def words(self) -> str:
        return term_words(self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Each grade that occurs, what the field's headline counts (METHOD 1.6), and all incidents that allege harm."""

    grades: tuple[GradeTotal, ...]
    supported: Total
    all: Total


def totals_of(known: Known) -> Totals:
    """The grades stand in the order of the field, the ungraded last."""
    by_grading = totals_by_grading(known, _KILLED)
    return Totals(
        grades=tuple(GradeTotal(grading=grading, total=found) for grading, found in by_grading.items()),
        supported=headline(known, _KILLED).total,
        all=total(known.alleged, known, _KILLED),
    )


def killed_words(found: Total) -> str:
    """The range in words, unknown where no incident has a figure."""
    return range_words(found.min, found.max)


def apart_words(found: Total) -> str:
    """The plain sum in words where it is another than the total; else nothing."""
    plain = range_words(*found.apart)
    return "" if plain == killed_words(found) else _("(if none overlap: %(range)s)") % {"range": plain}


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
