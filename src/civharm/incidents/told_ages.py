"""The ages of the dead that claims tell: a boy of 4 is not the boy of 14 whom another report tells of."""

import re
from collections.abc import Iterable, Iterator, Mapping

from civharm.model.casualties import Casualties, Harm
from civharm.model.claims import Claim

_OLDEST = 115
#: Behind the words that count people: not further off than "(aged 23)".
_REACH = 24
#: In words that count people, or right behind them: "a 14-year-old boy", "Dana Orrel, 25, was".
_AMONG: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(\d{1,3})[- ](?:years?|yrs?)[- ]olds?\b|\baged? (\d{1,3})\b", re.IGNORECASE),
    "ar": re.compile(r"\b(\d{1,3}) ?(?:عام|سن)"),
}
_BEHIND: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r" ?[,(] ?(?:aged? )?(\d{1,3})(?=[),.;]| (?:was|were|of|from|and|died)\b|$)"),
    "ar": re.compile(r" ?[(،,]? ?(\d{1,3}) ?(?:عام|سن)"),
}


def ages_of_the_dead(claims: Iterable[Claim]) -> frozenset[int]:
    """The ages, in years, of those whom the claims tell of as killed."""
    told = (
        age
        for claim in claims
        if claim.language in _AMONG
        for casualties in claim.casualties
        if casualties.harm is Harm.KILLED
        for age in _told(claim, casualties)
    )
    return frozenset(age for age in told if age <= _OLDEST)


def _told(claim: Claim, casualties: Casualties) -> Iterator[int]:
    count = casualties.count
    for found in _AMONG[claim.language].finditer(count.words):
        yield int(found[found.lastindex or 1])
    if count.span is None or not claim.span.covers(count.span):
        return
    end = count.span.end - claim.span.start
    behind = _BEHIND[claim.language].match(claim.quote.exact[end : end + _REACH])
    if behind:
        yield int(behind[1])
