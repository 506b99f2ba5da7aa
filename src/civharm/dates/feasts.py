"""When feasts and holy months fall in a civil year, whatever the language that names them."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum

from civharm.dates.arithmetic import Days, moved_days, next_weekday, real_day
from civharm.dates.calendars import easter, hijri_days, hijri_years_of, orthodox_easter

_THURSDAY = 3


class Feast(StrEnum):
    """Feasts and months of the year that reports date events by."""

    RAMADAN = "ramadan"
    EID_AL_FITR = "eid_al_fitr"
    EID_AL_ADHA = "eid_al_adha"
    EID = "eid"
    ASHURA = "ashura"
    ARBAEEN = "arbaeen"
    MAWLID = "mawlid"
    MUHARRAM = "muharram"
    LAYLAT_AL_QADR = "laylat_al_qadr"
    CHRISTMAS = "christmas"
    CHRISTMAS_EVE = "christmas_eve"
    NEW_YEARS_DAY = "new_years_day"
    NEW_YEARS_EVE = "new_years_eve"
    NOWRUZ = "nowruz"
    EASTER = "easter"
    GOOD_FRIDAY = "good_friday"
    PALM_SUNDAY = "palm_sunday"
    ORTHODOX_EASTER = "orthodox_easter"
    THANKSGIVING = "thanksgiving"


#: Month, first day (None: the whole month) and length of what the Islamic calendar sets.
_ISLAMIC: dict[Feast, tuple[int, int | None, int]] = {
    Feast.RAMADAN: (9, None, 30),
    Feast.EID_AL_FITR: (10, 1, 3),
    Feast.EID_AL_ADHA: (12, 10, 4),
    Feast.ASHURA: (1, 10, 1),
    Feast.ARBAEEN: (2, 20, 1),
    Feast.MAWLID: (3, 12, 1),
    Feast.MUHARRAM: (1, None, 30),
    Feast.LAYLAT_AL_QADR: (9, 27, 1),
}
_FIXED = {
    Feast.CHRISTMAS: (12, 25),
    Feast.CHRISTMAS_EVE: (12, 24),
    Feast.NEW_YEARS_DAY: (1, 1),
    Feast.NEW_YEARS_EVE: (12, 31),
}
_COMPUTED: dict[Feast, Callable[[int], Days | None]] = {
    Feast.NOWRUZ: lambda year: Days(date(year, 3, 20), date(year, 3, 21)),
    Feast.EASTER: lambda year: _one(easter(year)),
    Feast.GOOD_FRIDAY: lambda year: _one(moved_days(easter(year), -2)),
    Feast.PALM_SUNDAY: lambda year: _one(moved_days(easter(year), -7)),
    Feast.ORTHODOX_EASTER: lambda year: _one(orthodox_easter(year)),
    Feast.THANKSGIVING: lambda year: _one(next_weekday(date(year, 11, 22), _THURSDAY)),
}


def _one(day: date | None) -> Days | None:
    return Days(day, day) if day else None


def is_islamic(feast: Feast) -> bool:
    """True for what the moon sets, so that its days are known only to a day on either side."""
    return feast in _ISLAMIC or feast is Feast.EID


def times_of(feast: Feast, year: int, *, day: int | None = None) -> Iterator[Days]:
    """Each time the feast begins in a civil year; with `day` its so-manieth day ("the third day of Ramadan")."""
    if not date.min.year < year < date.max.year:
        return
    for days in _begun_in(feast, year, day):
        if days is not None and days.first.year == year:
            yield days


def _begun_in(feast: Feast, year: int, day: int | None) -> Iterator[Days | None]:
    if feast is Feast.EID:
        yield from _begun_in(Feast.EID_AL_FITR, year, day)
        yield from _begun_in(Feast.EID_AL_ADHA, year, day)
    elif feast in _ISLAMIC:
        month, first, length = _ISLAMIC[feast]
        for islamic_year in hijri_years_of(year):
            if day:
                yield hijri_days(islamic_year, month, (first or 1) + day - 1)
            else:
                yield hijri_days(islamic_year, month, first, length=length)
    else:
        days = _COMPUTED[feast](year) if feast in _COMPUTED else _one(real_day(year, *_FIXED[feast]))
        yield _shifted(days, day)


def _shifted(days: Days | None, day: int | None) -> Days | None:
    if days is None or not day:
        return days
    first, last = moved_days(days.first, day - 1), moved_days(days.last, day - 1)
    return Days(first, last) if first and last else None
