"""People as reports tell of them, in short: "a: Omar Barakat (44) male killed"."""

import re
from collections.abc import Sequence

from civharm.model.casualties import Harm, Status
from civharm.model.ids import stable_id
from civharm.model.incidents import Judgement, Verdict
from civharm.model.spans import Span
from civharm.model.victims import Victim

_LINE = re.compile(
    r"(?P<report>\w+): (?P<name>[^(]*?)(?: \((?P<age>\d+)\))?(?P<words>(?: (?:male|female|killed|injured|missing|civilian|combatant))*)$"
)


def mention(line: str, number: int) -> Victim:
    """A mention that tells what the line tells; who is told of without a harm is killed."""
    found = _LINE.match(line)
    assert found, line
    words = found["words"].split()
    return Victim(
        id=stable_id(line, number),
        claim_id=f"claim-{found['report']}",
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


def judgements(
    told: Sequence[Victim], *, same: Sequence[Sequence[int]] = (), different: Sequence[Sequence[int]] = ()
) -> list[Judgement]:
    """Judgements on mentions by their numbers, from 1."""
    verdicts = ((Verdict.POSITIVE, same), (Verdict.NEGATIVE, different))
    return [
        Judgement(left=told[left - 1].id, right=told[right - 1].id, verdict=verdict)
        for verdict, pairs in verdicts
        for left, right in pairs
    ]
