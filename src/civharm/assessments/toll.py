"""The toll of an incident: minimum and maximum by harm, status and group (METHOD 1.5, T1–T14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from civharm.assessments.agreement import (
    beyond_reach,
    weighed_by_agreement,
    without_far_vague,
    without_set_phrases,
    without_vague_casualties,
)
from civharm.assessments.bounds import UNKNOWN, highest, lowest, ordered, raised
from civharm.assessments.evidence import Evidence
from civharm.assessments.figures import Counted, Figure
from civharm.assessments.named import named_floors
from civharm.assessments.rules import TollRules
from civharm.assessments.telling import resolve_everybody, resolve_telling
from civharm.assessments.voices import Resolve, standing_figures
from civharm.model.assessments import Bound, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.victims import Victim

#: Order of the output.
_HARMS = list(Harm)
_STATUSES = list(Status)


def tolls_of(
    evidence: Evidence,
    rules: TollRules,
    *,
    victims: Iterable[Victim] = (),
    resolve: Resolve = resolve_telling,
) -> tuple[Toll, ...]:
    """All tolls that some claim speaks of, the whole before its groups."""
    grouped: dict[Counted, list[Figure]] = defaultdict(list)
    for figure in without_vague_casualties(standing_figures(evidence, rules, resolve=resolve)):
        grouped[figure.counted].append(figure)
    tolls = {counted: _toll(counted, figures, rules) for counted, figures in grouped.items()}
    floors = (
        *_part_floors(grouped),
        *_group_floors(_without_vague(grouped, tolls), rules),
        *named_floors(evidence, _uncounted(victims, grouped)),
    )
    for counted, floor in floors:
        if beyond_reach(floor.value, grouped.get(counted, ()), reach=rules.unshared_reach):
            continue
        tolls[counted] = _raised(tolls.get(counted) or _unknown(counted), floor)
    return tuple(tolls[counted] for counted in sorted(tolls, key=_place_in_output))


def tolls_of_everybody(
    evidence: Evidence, rules: TollRules, *, victims: Iterable[Victim] = ()
) -> tuple[Toll, ...]:
    """The tolls of all people, civilians and fighters together: bounds of the two need not add up to it."""
    everybody = tolls_of(evidence, rules, victims=victims, resolve=resolve_everybody)
    return tuple(replace(toll, status=Status.UNKNOWN) for toll in everybody)


def _toll(counted: Counted, figures: Sequence[Figure], rules: TollRules) -> Toll:
    holding = weighed_by_agreement(figures, reach=rules.unshared_reach, agreed_by=rules.agreed_by)
    raising = without_far_vague(without_set_phrases(holding), reach=rules.vague_reach)
    low, high = ordered(lowest(holding), highest(raising))
    return Toll(harm=counted.harm, status=counted.status, group=counted.group, min=low, max=high)


def _unknown(counted: Counted) -> Toll:
    return Toll(harm=counted.harm, status=counted.status, group=counted.group, min=UNKNOWN, max=UNKNOWN)


def _raised(toll: Toll, floor: Bound) -> Toll:
    low, high = ordered(raised(toll.min, floor), toll.max)
    return replace(toll, min=low, max=high)


def _part_floors(grouped: Mapping[Counted, Sequence[Figure]]) -> list[tuple[Counted, Bound]]:
    """What is said of a part holds of the whole, which is no less (T11)."""
    return [
        (counted, Bound(value=figure.low, claims=figure.claims, rule="T11"))
        for counted, figures in sorted(grouped.items())
        for figure in figures
        if figure.is_floor
    ]


def _without_vague(
    grouped: Mapping[Counted, Sequence[Figure]], tolls: Mapping[Counted, Toll]
) -> dict[Counted, Toll]:
    """ "Several women and children" may be two people: a vague word is no ground to stand on."""
    return {
        counted: tolls[counted]
        for counted, figures in grouped.items()
        if not all(figure.is_vague for figure in figures)
    }


def _uncounted(victims: Iterable[Victim], grouped: Mapping[Counted, Sequence[Figure]]) -> list[Victim]:
    """The victims whom no number of their own report holds: who says "nine people" has counted those that follow."""
    counting = {
        (figure.report, counted.harm)
        for counted, figures in grouped.items()
        for figure in figures
        if figure.is_own_number and counted.group == "all"
    }
    return [victim for victim in victims if (victim.report_id, victim.harm) not in counting]


def _group_floors(tolls: dict[Counted, Toll], rules: TollRules) -> list[tuple[Counted, Bound]]:
    """The sum of the minima of groups without a person in common (T11)."""
    floors = []
    for harm, status in sorted({(counted.harm, counted.status) for counted in tolls}):
        bounds = [
            tolls[counted].min
            for group in rules.disjoint_groups
            if (counted := Counted(harm, status, group)) in tolls
        ]
        known = [bound for bound in bounds if bound.value is not None]
        if known:
            floors.append((Counted(harm, status), _sum(known)))
    return floors


def _sum(bounds: Sequence[Bound]) -> Bound:
    claims = {claim for bound in bounds for claim in bound.claims}
    return Bound(value=sum(bound.value or 0 for bound in bounds), claims=tuple(sorted(claims)), rule="T11")


def _place_in_output(counted: Counted) -> tuple[int, int, bool, str]:
    return (
        _HARMS.index(counted.harm),
        _STATUSES.index(counted.status),
        counted.group != "all",
        counted.group,
    )
