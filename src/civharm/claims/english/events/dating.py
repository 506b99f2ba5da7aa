"""The day of each event of a report: all days that the report tells compete for it.

That a day stands in the event's own clause speaks for it, but not always enough: the day may be that of what came of the
event ("he died on Monday", "remains in critical condition on Monday"). Of events beside the first one, which lends the
report its subject, what their own sentences say is kept.
"""

from collections.abc import Collection, Sequence

from civharm.claims.english.events.days import DayEvidence
from civharm.claims.english.events.features import Circumstances, main_occurrence, tellings
from civharm.claims.english.findings import Settled
from civharm.model.claims import ClaimKind
from civharm.model.times import When

#: What is known to two days (a night) needs no finer day.
_KNOWN = 2
_LIKELY = 0.3
#: An event beside the report's first one gets another sentence's day only if more speaks for it.
_LIKELY_OF_OTHERS = 0.5


def days_of_events(
    settled: Sequence[Settled], circumstances: Circumstances, *, headline: Collection[int] = ()
) -> dict[str, When]:
    """The likeliest day of the report's first event, and of others whose sentences tell none, by the occurrence's id."""
    evidence = DayEvidence(circumstances)
    main = main_occurrence(settled, headline=headline)
    harms = [one for one in settled if one.finding.kind is ClaimKind.HARM]
    bodily = {one.occurrence for one in harms if not one.finding.tells_of_arrest}
    dated = {
        one.occurrence
        for one in settled
        if _is_known(one.when) and not (one.occurrence in bodily and one.finding.tells_of_arrest)
    }
    undated = {one.occurrence for one in harms} - dated
    found: dict[str, When] = {}
    for occurrence, told in tellings(settled, headline).items():
        if occurrence == main or occurrence in undated:
            least = _LIKELY if occurrence == main else _LIKELY_OF_OTHERS
            for likely, day in evidence.judged(told)[:1]:
                if likely >= least:
                    found[occurrence] = day
    return found


def _is_known(when: When | None) -> bool:
    return when is not None and when.days is not None and when.days <= _KNOWN
