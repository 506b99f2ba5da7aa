"""Short posts that tell neither place nor time: they meet what happened on the day of their sending.

A line that says who died is about the moment, and no neighbourhood brings it together with anything. Of all events of
that day those are worth a look whose reports have words in common with it: fewer than would do without the day. A longer
report that tells so little of an event looks back on it as often as not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date

from civharm.incidents.likeness import Likeness
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import OnADay


@dataclass(frozen=True, slots=True)
class Posts:
    """What the texts of reports, by id, say of them."""

    likeness: Likeness
    rules: OnADay

    def is_short(self, report: str) -> bool:
        """True for a report of so few different words that it is about the moment."""
        return len(set(self.likeness.words.get(report, "").split())) <= self.rules.most_words

    def share(self, left: str, right: str) -> bool:
        """True for two reports with enough words in common for one day."""
        return self.likeness.between(left, right) >= self.rules.alike


def of_one_day(
    occurrences: Iterable[Occurrence], posts: Posts, fresh: Set[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Pairs of events of one day, by key, of which a short post tells one without place and time, and which share words.

    Where there are `fresh` events, only the pairs that hold one of them.
    """
    by_day: dict[date, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        if day := day_of(occurrence):
            by_day[day].append(occurrence)
    for events in by_day.values():
        for one in (event for event in events if is_bare(event) and posts.is_short(event.report_id)):
            for other in events:
                pair = min(one.key, other.key), max(one.key, other.key)
                is_wanted = one is not other and (fresh is None or not fresh.isdisjoint(pair))
                if is_wanted and posts.share(one.report_id, other.report_id):
                    yield pair


def met_on_a_day(left: Occurrence, right: Occurrence, posts: Posts) -> bool:
    """True if the two are such a pair."""
    return any(of_one_day([left, right], posts))


def is_bare(occurrence: Occurrence) -> bool:
    """True for an event that is told without place and time."""
    return occurrence.when is None and not occurrence.places


def day_of(occurrence: Occurrence) -> date | None:
    """The day on which it was or, of an event without a time that its report does not look back on, came out."""
    when = occurrence.when
    if when is None:
        return None if occurrence.is_earlier else occurrence.published
    return when.start if when.days == 1 else None
