"""Figures: what one voice says of one harm to one group of one status."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from civharm.model.casualties import Casualties, Harm, Open, Status

#: The fewest people that a plural can mean.
PLURAL = 2
#: Rules of counting by which a reader made a number of words that hold none (T4, T12).
_VAGUE = ("profile:", "plural", "T12")
_NUMERAL = ("number:", "sum")
#: How the lower end and the upper end of a count are said that goes beyond its number: "more than 30" is 31 or more.
_BEYOND = {"number:more_than": (1, 1), "number:range_more_than": (0, 1)}
#: "More than a thousand" is a rounded figure: nobody counted to it, so one more would be no better.
_ROUNDED_FROM = 100


class Counted(NamedTuple):
    """Whom a figure counts."""

    harm: Harm
    status: Status
    group: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as said; `low` None means that no minimum is said ("up to 12").

    `is_vague` marks words without a number, `is_numeral` a number that is said rather than counted
    from "a man and his wife", `is_doubtful` people who may be civilians or combatants, dead or wounded,
    `sets_minimum` is False for what may touch the maximum only. `rule` names what shaped the figure.
    `is_floor` marks a part of a total that somebody else tells: the total is no less.
    `is_firm` is False for a voice that leads with "up to", which says nothing against a lesser number.
    `words` are those it was read from, `beside` those of the count that these people come on top of.
    `is_joint` marks casualties of an unsaid kind, counted as dead and as injured.
    `report` is where it is told, `cluster` the reporting that it belongs to, `is_own` True if the report counts
    so itself, quoting nobody.
    """

    counted: Counted
    low: int | None
    high: int | None
    claims: tuple[str, ...]
    voice: str = ""
    report: str = ""
    cluster: str = ""
    is_own: bool = False
    said_on: date | None = None
    is_part: bool = False
    is_vague: bool = False
    is_numeral: bool = False
    is_doubtful: bool = False
    sets_minimum: bool = True
    is_floor: bool = False
    is_firm: bool = True
    words: str = ""
    beside: str | None = None
    is_joint: bool = False
    rule: str = "T1"

    @property
    def top(self) -> int | None:
        """The highest number said; "at least 12" is 12 until somebody says more."""
        return self.low if self.high is None else self.high

    @property
    def is_set_phrase(self) -> bool:
        """A plural that means two at least ("dead and wounded"), or casualties whose harm isn't said (T6)."""
        return self.is_joint or (self.is_vague and (self.top or 0) <= PLURAL)

    @property
    def is_own_number(self) -> bool:
        """True for a number of people, not of one alone, that the report states itself."""
        is_stated = self.is_own and self.is_numeral and not self.is_part and self.sets_minimum
        return is_stated and (self.low or 0) > 1

    def of(self, status: Status) -> "Figure":
        """The same number counted under another status."""
        return replace(self, counted=self.counted._replace(status=status))

    def in_doubt(self, status: Status) -> "Figure":
        """Out of the minimum, in the maximum (T5)."""
        return replace(self.of(status).unsure(), rule="T5")

    def unsure(self) -> "Figure":
        """The same number, none of it sure."""
        return replace(self, low=0, high=self.top, is_doubtful=True)


def figures_in(casualties: Casualties, claim_id: str) -> tuple[Figure, ...]:
    """A count of a claim as figures: casualties of an unsaid kind are killed 0–n and injured 0–n (T6)."""
    count = casualties.count
    if count.min is None and count.max is None:
        return ()
    low_beyond, high_beyond = _BEYOND.get(count.rule, (0, 0)) if (count.max or 0) < _ROUNDED_FROM else (0, 0)
    figure = Figure(
        counted=Counted(casualties.harm, casualties.status, casualties.group),
        low=None if count.open is Open.BELOW or count.min is None else count.min + low_beyond,
        high=None if count.max is None else count.max + high_beyond,
        claims=(claim_id,),
        is_part=casualties.part_of is not None,
        is_vague=count.rule.startswith(_VAGUE),
        is_numeral=count.rule.startswith(_NUMERAL),
        words=count.words,
        beside=casualties.beside,
    )
    if casualties.harm is not Harm.KILLED_OR_INJURED:
        return (figure,)
    return tuple(
        replace(figure.unsure(), counted=figure.counted._replace(harm=harm), is_joint=True, rule="T6")
        for harm in (Harm.KILLED, Harm.INJURED)
    )
