"""The conditions that the decision tables name: one small pure function each, over the findings."""

from collections.abc import Callable, Iterable

from civharm.assessments.findings import Findings
from civharm.model.assessments import Reason, StrikeStatus
from civharm.model.errors import InvalidCodebook

Condition = Callable[[Findings], bool]

CONDITIONS: dict[str, Condition] = {
    "is_below_minimum": lambda found: bool(found.lacks),
    "nobody_alleges_harm": lambda found: not found.harm_alleged,
    "harm_is_accepted": lambda found: bool(found.accepted_by),
    "others_say_combatants": lambda found: found.others_say_combatants,
    "rivals_are_named": lambda found: found.rivals >= 2,
    "nobody_is_named": lambda found: found.nobody_named,
    "attribution_not_found": lambda found: not found.parties,
    "one_cluster": lambda found: found.clusters <= 1,
    "several_clusters": lambda found: found.clusters >= 2,
    "no_usable_detail": lambda found: not found.has_detail,
    "archive_is_partial": lambda found: found.is_partial,
    "only_others_are_named": lambda found: found.only_others,
    "strike_is_declared": lambda found: bool(found.declared_by),
    "strike_is_contested": lambda found: found.strike_status is StrikeStatus.CONTESTED,
    "strike_is_not_likely": lambda found: found.strike_status is not StrikeStatus.LIKELY,
    "one_attributing_cluster": lambda found: found.attributing == 1,
    "several_attributing_clusters": lambda found: found.attributing >= 2,
}

#: Whose claims explain a condition, by the name of the fact in `Findings.behind`.
_BEHIND = {
    "harm_is_accepted": "accepted_by",
    "others_say_combatants": "combatants",
    "rivals_are_named": "parties",
    "only_others_are_named": "parties",
    "strike_is_declared": "declared_by",
    "one_attributing_cluster": "parties",
    "several_attributing_clusters": "parties",
    "strike_is_contested": "parties",
    "one_cluster": "harm_alleged",
    "several_clusters": "harm_alleged",
    "no_usable_detail": "harm_alleged",
}


def hold(names: Iterable[str], found: Findings) -> bool:
    """True if all the conditions hold; true of none."""
    return all(_condition(name)(found) for name in names)


def reason(rule: str, text: str, *, names: Iterable[str], found: Findings) -> Reason:
    """Why a row fired, in words, with the claims behind its conditions."""
    return Reason(rule=rule, text=text.format_map(facts(found)), claims=claims_behind(names, found))


def claims_behind(names: Iterable[str], found: Findings) -> tuple[str, ...]:
    """The claims that conditions rest on."""
    claims = (claim for name in names for claim in found.behind.get(_BEHIND.get(name, ""), ()))
    return tuple(dict.fromkeys(claims))


def _condition(name: str) -> Condition:
    if name not in CONDITIONS:
        raise InvalidCodebook(f"unknown condition {name!r}; known are: {', '.join(sorted(CONDITIONS))}")
    return CONDITIONS[name]


def facts(found: Findings) -> dict[str, object]:
    """What the words of a rule may name."""
    return {
        "accepted_by": ", ".join(found.accepted_by),
        "declared_by": ", ".join(found.declared_by),
        "parties": ", ".join(found.parties) or "no party",
        "lacks": ", ".join(found.lacks),
        "clusters": found.clusters,
        "attributing": found.attributing,
        "reports": found.reports,
        "strike_status": found.strike_status.value,
    }
