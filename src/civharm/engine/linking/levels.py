"""The levels of every comparison in SQL, with their weights from rules/linkage.yml: what Splink's model is made of.

`incidents.compare` tells the same levels in Python, one pair at a time and with words that explain them; a test
holds the two together. Places and texts are compared by `incidents` itself: SQL asks functions that DuckDB is offered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from typing import Any

from civharm.incidents.distance import PLACE_LEVELS, PlaceLevel, weight_of_level
from civharm.incidents.rules import LinkageRules

#: What SQL alone can't tell, and the functions that tell it: how the places of two events lie (the number of the
#: level), and how much alike two reports are.
FOUND_OUTSIDE = ("place", "texts")
LIE, LIKENESS = "civharm_lie", "civharm_likeness"

#: What an event may have several of. Nearly all have one or none, which costs far less to compare than lists.
_SETS = ("dates", "weekdays", "reports", "events", "attackers", "names", "speakers", "ages")


def compared_columns() -> str:
    """What the levels ask of an event, to be selected from the table of `columns`: one number of a set, or several."""
    one = (f"CASE WHEN len({name}) = 1 THEN {name}[1] END AS one_of_{name}" for name in _SETS)
    several = (f"CASE WHEN len({name}) > 1 THEN {name} END AS several_{name}" for name in _SETS)
    return f"* EXCLUDE ({', '.join(_SETS)}), {', '.join((*one, *several))}"


def _share(name: str) -> str:
    """True if the two sets have something in common."""
    one, several = f"one_of_{name}", f"several_{name}"
    mixed = (
        f"list_has_any({several}_l, {several}_r), list_contains({several}_l, {one}_r),"
        f" list_contains({several}_r, {one}_l), false"
    )
    both = f"{one}_l IS NOT NULL AND {one}_r IS NOT NULL"
    return f"(CASE WHEN {both} THEN {one}_l = {one}_r ELSE coalesce({mixed}) END)"


def _known(name: str, *, side: str) -> str:
    return f"(one_of_{name}_{side} IS NOT NULL OR several_{name}_{side} IS NOT NULL)"


def _both_known(name: str) -> str:
    return f"({_known(name, side='l')} AND {_known(name, side='r')})"


SHARED_REPORT = _share("reports")
SHARED_NAMES = _share("names")
SAME_SPEAKER = f"({_share('speakers')} AND NOT {SHARED_REPORT})"
ONE_DATED = "(dated_l <> dated_r)"
_BOTH_DATED = "dated_l AND dated_r"
_DATES_SAID, _WEEKDAYS_SAID = _both_known("dates"), _both_known("weekdays")
_SAME_DATE = f"({_DATES_SAID} AND {_share('dates')})"
_SAME_WEEKDAY = f"(NOT {_DATES_SAID} AND {_share('weekdays')})"
SAME_DAY_SAID = f"(NOT ({_BOTH_DATED}) AND ({_SAME_DATE} OR {_SAME_WEEKDAY}))"
_OVERLAP = (
    "(first_day_l IS NULL OR last_day_r IS NULL OR first_day_l <= last_day_r)"
    " AND (first_day_r IS NULL OR last_day_l IS NULL OR first_day_r <= last_day_l)"
)
_LONGEST = "greatest(coalesce(days_l, 10000), coalesce(days_r, 10000))"
_APART = "greatest(first_day_l - last_day_r, first_day_r - last_day_l)"
#: Days from the dated event, or from the earlier publication, to the publication of the undated.
_GAP = (
    f"CASE WHEN {SHARED_REPORT} THEN NULL WHEN dated_l THEN published_r - first_day_l"
    " WHEN dated_r THEN published_l - first_day_r ELSE abs(published_l - published_r) END"
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a comparison; a weight of None: nothing to compare."""

    label: str
    sql: str
    weight: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, with its levels: the first that holds counts."""

    name: str
    levels: tuple[Level, ...]


def comparisons(rules: LinkageRules) -> tuple[Comparison, ...]:
    """All that `incidents.compare` looks at, but for the prior and for what is held back for want of a date."""
    return (
        Comparison("time", tuple(_times(rules))),
        Comparison("said_day", tuple(_said_days(rules))),
        Comparison("looked_back_on", _either("by one", "earlier_l <> earlier_r", rules.time.looked_back_on)),
        Comparison("place", tuple(_places(rules))),
        Comparison("killed", tuple(_tolls("killed", rules, share=1.0))),
        Comparison("injured", tuple(_tolls("injured", rules, share=rules.injured_share))),
        Comparison("ages", tuple(_ages(rules))),
        Comparison("event", tuple(_events(rules))),
        Comparison("parties", tuple(_parties(rules))),
        Comparison("names", _either("a name in both", SHARED_NAMES, rules.names)),
        Comparison("speaker", _either("one speaker", SAME_SPEAKER, rules.speaker)),
        Comparison("texts", tuple(_texts(rules))),
        Comparison("same_text", _either("one text tells of both", SHARED_REPORT, rules.same_text)),
    )


def published_together(rules: LinkageRules) -> str:
    """True where a date is missing and a report came out just when it would, had it told of the other's event."""
    in_time = f"({_GAP}) BETWEEN 0 AND {len(rules.time.published_after) - 1}"
    return f"(NOT ({_BOTH_DATED}) AND coalesce({in_time}, false))"


def splink_settings(rules: LinkageRules, compared: Iterable[Comparison]) -> dict[str, Any]:
    """The model as Splink wants it: of m and u only the quotient counts, which is the weight to the base e."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "event",
        "probability_two_random_records_match": 1 / (1 + exp(-rules.prior)),
        "comparisons": [_splink_comparison(each) for each in compared],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _splink_comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_splink_level(level) for level in comparison.levels],
    }


def _splink_level(level: Level) -> dict[str, Any]:
    found: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.label}
    if level.weight is None:
        return found | {"is_null_level": True}
    m = 0.5 * exp(min(0.0, level.weight))
    return found | {"m_probability": m, "u_probability": m / exp(level.weight)}


def _times(rules: LinkageRules) -> Iterable[Level]:
    weights = rules.time
    overlapping = f"{_BOTH_DATED} AND {_OVERLAP}"
    yield Level("same day", f"{overlapping} AND {_LONGEST} = 1", weights.same_day)
    yield Level("same week", f"{overlapping} AND {_LONGEST} <= 7", weights.within_week)
    yield Level("same month", f"{overlapping} AND {_LONGEST} <= 31", weights.within_month)
    yield Level("loosely", overlapping, weights.loosely)
    yield Level("a day apart", f"{_BOTH_DATED} AND {_APART} = 1", weights.day_apart)
    yield Level("apart", _BOTH_DATED, weights.apart)
    for days, weight in enumerate(weights.published_after):
        yield Level(f"published {days} days after", f"({_GAP}) = {days}", weight)
    yield Level("published before", f"({_GAP}) < 0", weights.apart)
    yield Level("published later", f"({_GAP}) >= {len(weights.published_after)}", weights.published_later)
    yield Level("nothing to compare", "ELSE", weights.unknown)


def _said_days(rules: LinkageRules) -> Iterable[Level]:
    weights = rules.time
    yield Level("both are dated", _BOTH_DATED, None)
    yield Level("the same date said", _SAME_DATE, weights.same_date_said)
    yield Level("another date said", _DATES_SAID, weights.other_date_said)
    yield Level("the same weekday said", _SAME_WEEKDAY, weights.same_weekday)
    yield Level("another weekday said", _WEEKDAYS_SAID, weights.other_weekday)
    yield Level("no day said", "ELSE", 0.0)


def _places(rules: LinkageRules) -> Iterable[Level]:
    """By what DuckDB gets from `incidents.distance`: the number of the level."""
    lie = f"{LIE}(place_l, place_r)"
    yield Level("a place is unknown", f"place_l IS NULL OR place_r IS NULL OR {lie} < 0", None)
    for number, level in enumerate(PLACE_LEVELS[:-1]):
        yield Level(_called(level), f"{lie} = {number}", weight_of_level(level, rules.place))
    yield Level(_called(PLACE_LEVELS[-1]), "ELSE", weight_of_level(PLACE_LEVELS[-1], rules.place))


def _called(level: PlaceLevel) -> str:
    return f"{level.how}: {level.precision.value}" if level.precision else level.how


def _tolls(harm: str, rules: LinkageRules, *, share: float) -> Iterable[Level]:
    low, high = f"{harm}_low", f"{harm}_high"
    yield Level("a count is unknown", f"{low}_l IS NULL OR {low}_r IS NULL", None)
    same = f"{low}_l = {low}_r AND {high}_l = {high}_r"
    for step in rules.toll:
        yield Level(f"the same, from {step.from_}", f"{same} AND {high}_l >= {step.from_}", share * step.same)
    overlapping = f"{low}_l <= {high}_r AND {low}_r <= {high}_l"
    yield Level("overlapping", overlapping, share * rules.toll_overlap)
    factor = f"greatest({low}_l, {low}_r) / greatest(least({high}_l, {high}_r), 1)"
    yield Level("differing", f"{factor} < {rules.toll_factor}", share * rules.toll_differs)
    yield Level("contradicting", "ELSE", share * rules.toll_contradicts)


def _ages(rules: LinkageRules) -> Iterable[Level]:
    unknown = f"NOT {_both_known('ages')} OR {SHARED_REPORT}"
    many = f"greatest(coalesce(killed_high_l, 0), coalesce(killed_high_r, 0)) > {rules.ages.few}"
    yield Level("an age is unknown", unknown, None)
    yield Level("an age in both", _share("ages"), rules.ages.same)
    yield Level("many dead", many, 0.0)
    yield Level("other ages", "ELSE", rules.ages.differs)


def _events(rules: LinkageRules) -> Iterable[Level]:
    shared = _share("events")
    vague = f"NOT {shared} AND (vague_l OR vague_r)"
    yield Level("a kind is unknown", f"NOT {_both_known('events')} OR ({vague})", None)
    yield Level("the same kind", shared, rules.event.same)
    yield Level("another kind", "ELSE", rules.event.differs)


def _parties(rules: LinkageRules) -> Iterable[Level]:
    yield Level("an attacker is unknown", f"NOT {_both_known('attackers')}", None)
    yield Level("one attacker in both", _share("attackers"), rules.parties.same)
    yield Level("other attackers", "ELSE", rules.parties.differs)


def _texts(rules: LinkageRules) -> Iterable[Level]:
    """The least alike first: nearly all pairs are, and the function is called once for them."""
    steps = sorted(rules.texts, key=lambda step: step.from_)
    yield Level("one report", SHARED_REPORT, None)
    for step, above in pairwise(steps):
        yield Level(
            f"alike from {step.from_:g}", f"{LIKENESS}(report_l, report_r) < {above.from_}", step.weight
        )
    yield Level(f"alike from {steps[-1].from_:g}", "ELSE", steps[-1].weight)


def _either(label: str, sql: str, weight: float) -> tuple[Level, ...]:
    return Level(label, sql, weight), Level("none", "ELSE", 0.0)
