"""Figures: what one voice says of one harm to one group of one status."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from civharm.model.casualties import Casualties, Harm, Open, Status

_PROFILE = "profile:"


class Counted(NamedTuple):
    """Whom a figure counts."""

    harm: Harm
    status: Status
    group: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as said; `low` None means that no minimum is said ("up to 12").

    `is_vague` marks words without a number, `is_doubtful` people who may be civilians or combatants,
    `sets_minimum` is False for what may touch the maximum only. `rule` names what shaped the figure.
    `report` is where it is told, `is_own` True if the report counts so itself, quoting nobody.
    """

    counted: Counted
    low: int | None
    high: int | None
    claims: tuple[str, ...]
    voice: str = ""
    report: str = ""
    is_own: bool = False
    said_on: date | None = None
    is_part: bool = False
    is_vague: bool = False
    is_doubtful: bool = False
    sets_minimum: bool = True
    rule: str = "T1"

    @property
    def top(self) -> int | None:
        """The highest number said; "at least 12" is 12 until somebody says more."""
        return self.low if self.high is None else self.high

    def of(self, status: Status) -> "Figure":
        """The same number counted under another status."""
        return replace(self, counted=self.counted._replace(status=status))

    def in_doubt(self, status: Status) -> "Figure":
        """Out of the minimum, in the maximum (T5)."""
        return replace(self.of(status), low=0, high=self.top, is_doubtful=True, rule="T5")


def figures_in(casualties: Casualties, claim_id: str) -> tuple[Figure, ...]:
    """A count of a claim as figures: casualties of an unsaid kind are killed 0–n and injured 0–n (T6)."""
    count = casualties.count
    if count.min is None and count.max is None:
        return ()
    figure = Figure(
        counted=Counted(casualties.harm, casualties.status, casualties.group),
        low=None if count.open is Open.BELOW else count.min,
        high=count.max,
        claims=(claim_id,),
        is_part=casualties.part_of is not None,
        is_vague=count.rule.startswith(_PROFILE),
    )
    if casualties.harm is not Harm.KILLED_OR_INJURED:
        return (figure,)
    return tuple(
        replace(figure, counted=figure.counted._replace(harm=harm), low=0, high=figure.top, rule="T6")
        for harm in (Harm.KILLED, Harm.INJURED)
    )
