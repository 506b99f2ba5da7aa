"""Parts of the day as recorders code them, and the hours that belong to each."""

from typing import NamedTuple

from civharm.model.times import PartOfDay


class Part(NamedTuple):
    """A part of the day with the code that TIMEX3 has for it."""

    part: PartOfDay
    code: str


DAWN = Part(PartOfDay.DAWN, "TMO")
MORNING = Part(PartOfDay.MORNING, "TMO")
MIDDAY = Part(PartOfDay.MIDDAY, "TMI")
AFTERNOON = Part(PartOfDay.AFTERNOON, "TAF")
DAYTIME = Part(PartOfDay.DAY, "TDT")
EVENING = Part(PartOfDay.EVENING, "TEV")
DUSK = Part(PartOfDay.DUSK, "TEV")
NIGHT = Part(PartOfDay.NIGHT, "TNI")
MIDNIGHT = Part(PartOfDay.MIDNIGHT, "TNI")
AFTER_MIDNIGHT = Part(PartOfDay.AFTER_MIDNIGHT, "TNI")

#: First hour of each part.
_FROM_HOUR = (
    (0, AFTER_MIDNIGHT),
    (4, DAWN),
    (7, MORNING),
    (12, MIDDAY),
    (14, AFTERNOON),
    (18, EVENING),
    (22, NIGHT),
)


def part_at(hour: int) -> Part:
    """The part of the day that an hour from 0 to 23 belongs to."""
    return next(part for first, part in reversed(_FROM_HOUR) if hour >= first)
