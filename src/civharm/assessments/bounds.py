"""The two ends of a toll, each with the claims behind it and the rule that set it."""

from collections.abc import Iterable, Sequence

from civharm.assessments.figures import Figure
from civharm.model.assessments import Bound

UNKNOWN = Bound(value=None)


def lowest(figures: Iterable[Figure]) -> Bound:
    """The lowest figure that is credible for this incident (T1); unknown where nobody says one (T13).

    Numbers come before vague words (T4), and before people whose status (T5) or harm (T6) is in doubt.
    """
    setting = [figure for figure in figures if figure.sets_minimum and figure.low is not None]
    sure = [figure for figure in setting if not figure.is_doubtful]
    hard = [figure for figure in sure if not figure.is_vague]
    preferred = hard or sure or setting
    if not preferred:
        return UNKNOWN
    value = min(figure.low or 0 for figure in preferred)
    behind = [figure for figure in preferred if figure.low == value]
    rule = "T4" if hard and len(hard) < len(sure) else behind[0].rule
    return Bound(value=value, claims=_claims(behind), rule=rule)


def highest(figures: Iterable[Figure]) -> Bound:
    """The highest figure reported, by whomever (T1, T3)."""
    told = [figure for figure in figures if figure.top is not None]
    if not told:
        return UNKNOWN
    value = max(figure.top or 0 for figure in told)
    behind = [figure for figure in told if figure.top == value]
    rule = next((figure.rule for figure in behind if figure.sets_minimum), behind[0].rule)
    return Bound(value=value, claims=_claims(behind), rule=rule)


def raised(bound: Bound, floor: Bound) -> Bound:
    """The bound, or the floor where that is higher."""
    if floor.value is None or floor.value <= (bound.value if bound.value is not None else -1):
        return bound
    return floor


def ordered(low: Bound, high: Bound) -> tuple[Bound, Bound]:
    """The maximum is never below the minimum: a floor lifts both."""
    return low, raised(high, low)


def _claims(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(sorted({claim for figure in figures for claim in figure.claims}))
