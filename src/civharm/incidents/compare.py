"""How alike two events are: features with a weight in log-odds and the words that explain it."""

from datetime import date, timedelta

from civharm.incidents.distance import place_feature
from civharm.incidents.likeness import Likeness
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.records import recorders_of
from civharm.incidents.rules import LinkageRules
from civharm.incidents.said_days import days_of, weekdays
from civharm.model.incidents import Feature, score_of
from civharm.model.times import When

#: The feature of an undated report that comes too late to be taken for a follow-up.
LONG_AFTER = "published long after"
#: So far below the threshold stays what only a missing date holds back.
HELD_BACK_BY = 0.01


def compare(
    left: Occurrence, right: Occurrence, *, rules: LinkageRules, likeness: Likeness
) -> tuple[Feature, ...]:
    """All features that count for or against one event, the prior among them."""
    found = (
        Feature(name="prior", weight=rules.prior, detail="two events in one block"),
        _time(left, right, rules=rules),
        _said_day(left, right, rules=rules),
        _looked_back_on(left, right, rules=rules),
        place_feature(left.places, right.places, weights=rules.place),
        _toll("killed", left.killed, right=right.killed, rules=rules),
        _toll("injured", left.injured, right=right.injured, rules=rules),
        _ages(left, right, rules=rules),
        _event(left, right, rules=rules),
        _parties(left, right, rules=rules),
        _names(left, right, rules=rules),
        _speaker(left, right, rules=rules),
        _texts(left, right, rules=rules, likeness=likeness),
        _same_text(left, right, rules=rules),
        _records(left, right, rules=rules),
    )
    counted = tuple(feature for feature in found if feature)
    one_is_dated = (left.when is None) != (right.when is None)
    return _held_back(counted, rules) if one_is_dated else counted


def _held_back(features: tuple[Feature, ...], rules: LinkageRules) -> tuple[Feature, ...]:
    """Place, toll and words alone join nothing to a dated event: without a date or a name it is only doubtful."""
    score = score_of(features)
    if score < rules.join or any(feature.name in _TELLS_WHEN for feature in features):
        return features
    weight = round(rules.join - HELD_BACK_BY - score, 6)
    return (*features, Feature(name="no date", weight=weight, detail="no date: held back as doubtful"))


_TELLS_WHEN = frozenset({"time", "same day named", "published together", "names", "speaker"})


def _time(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    if left.when is None or right.when is None:
        return _publication(left, right, rules=rules)
    name, weight = _interval_weight(left.when, right.when, rules=rules)
    return Feature(name="time", weight=weight, detail=f"{name}: {_shown(left.when)}, {_shown(right.when)}")


def _interval_weight(left: When, right: When, *, rules: LinkageRules) -> tuple[str, float]:
    weights = rules.time
    if not left.overlaps(right):
        if days_apart(left, right) == 1:
            return "a day apart", weights.day_apart
        return "apart", weights.apart
    longest = max(left.days or 10_000, right.days or 10_000)
    if longest == 1:
        return "same day", weights.same_day
    if longest <= 7:
        return "same week", weights.within_week
    if longest <= 31:
        return "same month", weights.within_month
    return "loosely", weights.loosely


def days_apart(left: When, right: When) -> int | None:
    """Days between two intervals that don't overlap; None where an end is open."""
    first, second = (left, right) if _starts_before(left, right) else (right, left)
    if first.end is None or second.start is None:
        return None
    return (second.start - first.end).days


def _starts_before(left: When, right: When) -> bool:
    return (left.start or date.min) <= (right.start or date.min)


def _publication(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature:
    """Evidence of nearness where a date is missing; never a date of the event itself."""
    return _published(publication_gap(left, right), rules=rules)


def _said_day(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    """What it is worth that an undated event is told to be of the same Saturday, or 5 March, as the other."""
    if left.when is not None and right.when is not None:
        return None
    first, second = days_of(left.when, left.said_days), days_of(right.when, right.said_days)
    dates = first - weekdays(first), second - weekdays(second)
    same, other = rules.time.same_date_said, rules.time.other_date_said
    if not all(dates):
        dates = weekdays(first), weekdays(second)
        same, other = rules.time.same_weekday, rules.time.other_weekday
    if not all(dates):
        return None
    shared = dates[0] & dates[1]
    detail = ", ".join(sorted(shared)) or " against ".join(", ".join(sorted(days)) for days in dates)
    name = "same day named" if shared else "other day named"
    return Feature(name=name, weight=same if shared else other, detail=detail)


def _looked_back_on(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    if left.is_earlier == right.is_earlier:
        return None
    detail = "one report tells it as something earlier"
    return Feature(name="looked back on", weight=rules.time.looked_back_on, detail=detail)


def published_together(left: When | None, right: When | None, *, rules: LinkageRules) -> Feature:
    """What it is worth that two reports, of which at least one tells no day, came out when they did."""
    gap = abs(left.end - right.end) if left and right and left.end and right.end else None
    return _published(gap, rules=rules)


def _published(gap: timedelta | None, *, rules: LinkageRules) -> Feature:
    if gap is None:
        return Feature(
            name="no time", weight=rules.time.unknown, detail="neither day nor publication to compare"
        )
    if 0 <= gap.days < len(rules.time.published_after):
        name, weight = "published together", rules.time.published_after[gap.days]
    elif gap.days < 0:
        name, weight = "published before", rules.time.apart
    else:
        is_late = gap.days > rules.incident.follow_up_days
        name, weight = LONG_AFTER if is_late else "published later", rules.time.published_later
    return Feature(name=name, weight=weight, detail=f"{gap.days} days")


def publication_gap(left: Occurrence, right: Occurrence) -> timedelta | None:
    """From the event of the dated side (or the earlier publication) to the publication of the undated."""
    if left.reports & right.reports:  # a report comes out when it comes out
        return None
    if left.when is None and right.when is None:
        if left.published and right.published:
            return abs(left.published - right.published)
        return None
    dated, undated = (left, right) if left.when else (right, left)
    start = dated.when.start if dated.when else None
    if start is None or undated.published is None:
        return None
    return undated.published - start


def _toll(
    harm: str, left: tuple[int, int] | None, *, right: tuple[int, int] | None, rules: LinkageRules
) -> Feature | None:
    if left is None or right is None:
        return None
    share = rules.injured_share if harm == "injured" else 1.0
    detail = f"{harm} {_shown_range(left)}, {_shown_range(right)}"
    return Feature(name=harm, weight=share * _toll_weight(left, right, rules=rules), detail=detail)


def _toll_weight(left: tuple[int, int], right: tuple[int, int], *, rules: LinkageRules) -> float:
    if left == right:
        return next(step.same for step in rules.toll if left[1] >= step.from_)
    if left[0] <= right[1] and right[0] <= left[1]:
        return rules.toll_overlap
    lower, upper = sorted((left, right))
    factor = upper[0] / max(lower[1], 1)
    return rules.toll_differs if factor < rules.toll_factor else rules.toll_contradicts


def _ages(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    """Of one or two dead the ages tell who they are; of many each report names some."""
    if left.reports & right.reports or not left.ages or not right.ages:
        return None
    if left.ages & right.ages:
        return Feature(name="ages", weight=rules.ages.same, detail="an age of the dead in both")
    most = max(bounds[1] if bounds else 0 for bounds in (left.killed, right.killed))
    if most > rules.ages.few:
        return None
    return Feature(name="ages", weight=rules.ages.differs, detail="the dead are of other ages")


def _event(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    if not left.events or not right.events:
        return None
    shared = sorted(left.events & right.events)
    if shared:
        return Feature(name="event", weight=rules.event.same, detail=f"both {', '.join(shared)}")
    if (left.events | right.events) & set(rules.event.vague):
        return None
    detail = f"{', '.join(sorted(left.events))} against {', '.join(sorted(right.events))}"
    return Feature(name="event", weight=rules.event.differs, detail=detail)


def _parties(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    if not left.attackers or not right.attackers:
        return None
    shared = sorted(left.attackers & right.attackers)
    if shared:
        return Feature(name="parties", weight=rules.parties.same, detail=f"both name {', '.join(shared)}")
    detail = f"{', '.join(sorted(left.attackers))} against {', '.join(sorted(right.attackers))}"
    return Feature(name="parties", weight=rules.parties.differs, detail=detail)


def _names(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    shared = left.names & right.names
    if not shared:
        return None
    # Names of victims and witnesses are protected: the detail counts them and doesn't repeat them.
    return Feature(name="names", weight=rules.names, detail=f"{len(shared)} names of persons in both")


def _speaker(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    """One person who speaks twice of one place, as in a correction."""
    if left.reports & right.reports or not left.speakers & right.speakers:
        return None
    return Feature(name="speaker", weight=rules.speaker, detail="the same person speaks of both")


def _texts(left: Occurrence, right: Occurrence, *, rules: LinkageRules, likeness: Likeness) -> Feature | None:
    if left.reports & right.reports:
        return None
    return texts_alike(likeness.between(left.report_id, right.report_id), rules=rules)


def texts_alike(alike: float, *, rules: LinkageRules) -> Feature:
    """What it is worth that two reports are so much alike."""
    weight = next(step.weight for step in rules.texts if alike >= step.from_)
    return Feature(
        name="texts", weight=weight, detail=f"the reports are {alike:.0%} alike by their rare words"
    )


def _same_text(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    if not left.reports & right.reports:
        return None
    return Feature(name="same text", weight=rules.same_text, detail="told as two events")


def _records(left: Occurrence, right: Occurrence, *, rules: LinkageRules) -> Feature | None:
    """Two rows of one list: whoever keeps it took them for two events."""
    if left.reports & right.reports or not recorders_of(left) & recorders_of(right):
        return None
    return Feature(name="records", weight=rules.records, detail="two records of one recorder")


def _shown(when: When) -> str:
    if when.is_day:
        return str(when.start)
    return f"{when.start or '…'}/{when.end or '…'}"


def _shown_range(bounds: tuple[int, int]) -> str:
    return str(bounds[0]) if bounds[0] == bounds[1] else f"{bounds[0]}–{bounds[1]}"
