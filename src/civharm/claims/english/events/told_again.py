"""Whether a finding counts people whom an event was told with before: the same number, or some of them."""

from collections.abc import Iterable

from civharm.claims.english.findings import Finding, Settled
from civharm.model.casualties import Casualties, Harm

_BODILY = (Harm.KILLED, Harm.INJURED)


def tells_again(one: Settled, members: Iterable[Settled]) -> bool:
    """True if the finding's people are those of the members: a part of them, more beside them, or as many."""
    counts = _counts(one.finding)
    told = [count for member in members for count in _counts(member.finding)]
    return any(_is_of(count, other) for count in counts for other in told)


def _counts(finding: Finding) -> list[Casualties]:
    return [each.casualties for each in finding.casualties if each.casualties.harm in _BODILY]


def _is_of(count: Casualties, told: Casualties) -> bool:
    if count.harm is not told.harm:
        return False
    if (count.part_of or count.beside) is not None:
        return (count.part_of or count.beside) == told.count.words
    number = count.count.min
    is_told = number is not None and number > 1 and count.count.rule.startswith("number:")
    return is_told and told.part_of is None and number == told.count.min
