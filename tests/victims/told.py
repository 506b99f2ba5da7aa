"""People as reports tell of them, in short: "a: Omar Barakat (44) male killed", "a/2:" for another claim."""

import re
from collections.abc import Sequence
from dataclasses import replace

from civharm.model.casualties import Harm, Status
from civharm.model.ids import stable_id
from civharm.model.spans import Span
from civharm.model.victims import Victim

_LINE = re.compile(
    r"(?P<report>\w+)(?P<claim>/\w+)?: (?P<name>[^(]*?)(?: \((?P<age>\d+)\))?(?P<words>(?: (?:male|female|killed|injured|missing|civilian|combatant))*)$"
)


def mention(line: str, number: int) -> Victim:
    """A mention that tells what the line tells; who is told of without a harm is killed."""
    found = _LINE.match(line)
    assert found, line
    words = found["words"].split()
    return Victim(
        id=stable_id(line, number),
        claim_id=f"claim-{found['report']}{found['claim'] or ''}",
        report_id=found["report"],
        name=found["name"],
        span=Span(number, number + 1),
        harm=next((harm for harm in Harm if harm in words), Harm.KILLED),
        status=next((status for status in Status if status in words), Status.UNKNOWN),
        age=int(found["age"]) if found["age"] else None,
        sex=next((sex for sex in ("male", "female") if sex in words), None),
    )


def mentions(lines: Sequence[str]) -> list[Victim]:
    return [mention(line, number) for number, line in enumerate(lines, start=1)]


def judged(
    told: Sequence[Victim], *, same: Sequence[Sequence[int]] = (), different: Sequence[Sequence[int]] = ()
) -> list[Victim]:
    """The mentions with what people judged of them, by their numbers, from 1."""

    def others(number: int, pairs: Sequence[Sequence[int]]) -> tuple[str, ...]:
        return tuple(
            told[other - 1].id for pair in pairs for other in pair if number in pair and other != number
        )

    return [
        replace(victim, same_as=others(number, same), different_from=others(number, different))
        for number, victim in enumerate(told, start=1)
    ]
