"""Incidents whose place a text names, and that were about the time at which it came out.

A short post often holds no more than a place and the day of its sending: too little for an event of its own, and
enough for a person to look at it beside the one incident that was there and then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from civharm.incidents.distance import same_place
from civharm.incidents.words import fold_name
from civharm.model.claims import Claim
from civharm.model.incidents import Incident
from civharm.model.reports import Report

#: Names of places have at most so many words.
_LONGEST_NAME = 3
#: A longer time is no moment at which a post is sent.
_LONGEST_DAYS = 3
#: Letters that Arabic joins to a name: "and", "so", "in", "to".
_JOINED = ("و", "ف", "ب", "ل")


class NamedPlaces:
    """Incidents by the names of their place and the days on which reports of them come out."""

    def __init__(
        self,
        incidents: Iterable[Incident],
        claims: Mapping[str, Claim],
        reports: Mapping[str, Report],
        *,
        days: int,
    ) -> None:
        self._found: dict[tuple[str, date], list[Incident]] = defaultdict(list)
        for incident in incidents:
            known = set(_days_of(incident, reports, days=days))
            for name in _names_of(incident, claims) if known else ():
                for day in known:
                    self._found[name, day].append(incident)

    def beside(self, words: str, published: date) -> Iterator[Incident]:
        """The incidents that a text with these folded words, of that day, may be about; some come more than once."""
        for name in set(_runs(words.split())):
            yield from self._found.get((name, published), ())


def moment_of(incident: Incident) -> date | None:
    """Its day, or the first of a few."""
    when = incident.when
    is_short = when is not None and when.days is not None and when.days <= _LONGEST_DAYS
    return when.start if when and is_short else None


def _days_of(incident: Incident, reports: Mapping[str, Report], *, days: int) -> Iterator[date]:
    """The days from its own on; without one, those around the publications of its reports."""
    moment = moment_of(incident)
    if moment:
        yield from (moment + timedelta(days=gap) for gap in range(days))
        return
    for told in incident.reports:
        published = reports[told].published if told in reports else None
        if published and published.end:
            yield from (published.end + timedelta(days=gap) for gap in range(1 - days, days))


def _names_of(incident: Incident, claims: Mapping[str, Claim]) -> set[str]:
    """The names that its claims give its place."""
    where = incident.where
    if where is None or not where.is_located:
        return set()
    told = (place for claim in incident.claims if claim in claims for place in claims[claim].where)
    return {fold_name(place.words or place.name) for place in told if same_place(place, where)}


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Runs of words that may be a name, also without what is joined to their first word."""
    for at in range(len(words)):
        for end in range(at + 1, min(at + _LONGEST_NAME, len(words)) + 1):
            run = " ".join(words[at:end])
            yield run
            if run.startswith(_JOINED):
                yield run[1:]
