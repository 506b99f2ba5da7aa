"""UCDP's Georeferenced Event Dataset (METHOD 3.2): best, low and high are of all people; its civilians are its own best."""

from dataclasses import replace

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.recorded import BadCell, Days, Number, Recorded, Where
from civharm.model.casualties import Harm, Status
from civharm.model.times import TimePrecision
from civharm.publication.crosswalk import precision_of_ucdp

_DATE_PREC = {
    1: TimePrecision.DAY,
    2: TimePrecision.RANGE,
    3: TimePrecision.WEEK,
    4: TimePrecision.MONTH,
    5: TimePrecision.YEAR,
}
_VIOLENCE = {1: "state-based", 2: "non-state", 3: "one-sided"}
_CLARITY = {1: "one clear event", 2: "less clear, or a summary of several"}
_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_WHERE_PREC = range(1, 8)
_NAMES = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1", "adm_2",
    "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end",
    *_DEATHS, "best", "high", "low",
)  # fmt: skip


def read(fields: Fields) -> Recorded:
    """One event. Only one-sided violence has a side that did it: the other types do not say who struck."""
    violence = cells.code(fields, "type_of_violence", _VIOLENCE)
    sides = cells.text(fields, "side_a"), cells.text(fields, "side_b")
    is_one_sided = violence == _VIOLENCE[3]
    told = (
        ("Type of violence", violence or ""),
        ("Sides", "" if is_one_sided else " and ".join(filter(None, sides))),
        ("Clarity", cells.code(fields, "event_clarity", _CLARITY) or ""),
    )
    return Recorded(
        key=cells.needed(fields, "id"),
        days=_days(fields),
        where=_where(fields),
        numbers=_numbers(fields),
        attackers=(sides[0],) if is_one_sided and sides[0] else (),
        remarks=tuple((label, words) for label, words in told if words),
    )


def _days(fields: Fields) -> Days | None:
    precision = cells.code(fields, "date_prec", _DATE_PREC)
    found = cells.days(fields, "date_start", "date_end")
    if found is None or precision is None or (found.start == found.end and precision is TimePrecision.DAY):
        return found
    is_one_day = precision is TimePrecision.DAY
    return replace(found, precision=TimePrecision.RANGE if is_one_day else precision, rule="ucdp:date_prec")


def _where(fields: Fields) -> Where | None:
    lat, lon = cells.point(fields, "latitude", "longitude")
    number = cells.code(fields, "where_prec", {code: code for code in _WHERE_PREC})
    districts = (cells.text(fields, column) for column in ("adm_2", "adm_1"))
    within = ", ".join(filter(None, districts))
    country = cells.text(fields, "country")
    name = cells.text(fields, "where_coordinates") or within or country
    if not name:
        return None
    return Where(
        name=name,
        lat=lat,
        lon=lon,
        precision=precision_of_ucdp(number or 0),
        country=country,
        within=within if within != name else "",
        rule=f"ucdp:where_prec {number}" if number else "ucdp",
    )


def _numbers(fields: Fields) -> tuple[Number, ...]:
    """Low to high of all people, and the civilians of the best estimate. Nought is not taken for "none": it is the best of a set that may know less."""
    a, b, civilians, unknown = (cells.count(fields, column) for column in _DEATHS)
    low, best, high = (cells.count(fields, column) for column in ("low", "best", "high"))
    if low is not None and high is not None and low > high:
        raise BadCell("low", "low is above high", "compare the row with UCDP's own file")
    if best is not None and not (low if low is not None else best) <= best <= (
        high if high is not None else best
    ):
        raise BadCell("best", "best is not between low and high", "compare the row with UCDP's own file")
    parts = [each for each in (a, b, civilians, unknown) if each is not None]
    if best is not None and len(parts) == len(_DEATHS) and sum(parts) != best:
        raise BadCell(
            "best",
            "best is not the sum of the four columns of deaths",
            "compare the row with UCDP's own file",
        )
    if civilians and civilians == best:
        return (_killed(Status.CIVILIAN, low, high),)
    found = [_killed(Status.CIVILIAN, civilians, civilians)] if civilians else []
    fighters = (a or 0) + (b or 0)
    found += [_killed(Status.COMBATANT, fighters, fighters)] if fighters else []
    if high or low:
        found.append(replace(_killed(Status.UNKNOWN, low, high), is_mixed=True))
    return tuple(found)


def _killed(status: Status, low: int | None, high: int | None) -> Number:
    return Number(harm=Harm.KILLED, status=status, min=low, max=high)


GED = Form(
    kind=Kind.UCDP_GED,
    recorder="Uppsala Conflict Data Program",
    version="1",
    fields={name: () for name in _NAMES},
    needs=("id", "date_start", "date_end", "best", "high", "low", "deaths_civilians"),
    read=read,
)
