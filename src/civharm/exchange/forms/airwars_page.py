"""One of Airwars' pages of incidents: its numbers as in their table, and the people whom it names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.forms import airwars
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.pages import page_rows
from civharm.exchange.recorded import BadCell, Named, Number, Recorded
from civharm.model.casualties import Harm, Status

_LONGEST_NAME = 120


def read(fields: Fields) -> Recorded:
    """One incident. Who is named without a word of what happened to them is named as killed: the list is of victims."""
    row = airwars.read(fields)
    victims = tuple(_named(fields))
    is_harm_told = cells.text(fields, "harm_reported").lower() != "no" or bool(row.numbers or victims)
    return replace(row, numbers=_with_named(row.numbers, victims), victims=victims, is_harm_told=is_harm_told)


def _named(fields: Fields) -> Iterator[Named]:
    for each in json.loads(fields.get("victims", "[]")):
        name = cells.text({"victims": each["name"]}, "victims")
        if not 0 < len(name) <= _LONGEST_NAME:
            raise BadCell("victims", "a name that is none", "look whether the page was saved whole")
        yield Named(name=name, harm=Harm(each["harm"] or "killed"), age=each["age"], sex=each["sex"])


def _with_named(numbers: tuple[Number, ...], victims: Sequence[Named]) -> tuple[Number, ...]:
    """Who is named was harmed, also where the page gives no number of them: at least so many."""
    for harm in (Harm.KILLED, Harm.INJURED):
        count = sum(each.harm is harm for each in victims)
        if count and not any(each.harm is harm and each.status is Status.CIVILIAN for each in numbers):
            numbers = (*numbers, Number(harm=harm, status=Status.CIVILIAN, min=count, max=None))
    return numbers


AIRWARS_PAGE = Form(
    kind=Kind.AIRWARS_PAGE,
    recorder="Airwars",
    version="1",
    fields={**airwars.AIRWARS.fields, "victims": (), "harm_reported": ()},
    needs=("code", "date"),
    read=read,
    rows=page_rows,
    long=frozenset({"victims", "belligerents"}),
    is_partial=True,
)
