"""`civharm totals`: what the incidents add up to, as known now or on a day, and what changed since another."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.assessments.groupings import By
from civharm.cli.choices import CasebookOption, current_casebook, own, utc_now
from civharm.model.casualties import Harm, Status

if TYPE_CHECKING:
    from civharm.assessments.totals import Known
    from civharm.casebook.store import Casebook
    from civharm.model.store import KnownOn
    from civharm.publication.lines import Line
    from civharm.publication.totals import Wanted


class TotalsFormat(StrEnum):
    """How `totals` prints."""

    TABLE = "table"
    JSON = "json"


def _moment(words: str) -> date | datetime:
    """A day, or a moment with its time zone, that is not to come."""
    try:
        known_on = (
            date.fromisoformat(words) if len(words) <= len("2017-03-17") else datetime.fromisoformat(words)
        )
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no day such as 2017-03-17") from None
    if isinstance(known_on, datetime):
        known_on = _in_utc(known_on, words)
    is_to_come = known_on > utc_now() if isinstance(known_on, datetime) else known_on > utc_now().date()
    if is_to_come:
        raise typer.BadParameter(f"{words} is to come: nobody knows yet what will be known")
    return known_on


def _in_utc(moment: datetime, words: str) -> datetime:
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{words} has no time zone: write 2017-03-17T12:00+00:00")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise typer.BadParameter(f"{words} is no moment of the years 1 to 9999 in UTC") from None


_AsKnownOn = Annotated[
    str | None,
    typer.Option(
        "--as-known-on",
        metavar="DAY",
        help="Incidents, decisions and gradings as they stood at the end of this day (UTC).",
    ),
]
_Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="Say as well what changed since the end of this day."),
]


def totals(  # noqa: PLR0913 - a command's options are its parameters
    by: Annotated[By, typer.Option(help="One total for each of what.")] = By.GRADE,
    harm: Annotated[list[Harm] | None, typer.Option(help="Killed and injured, unless named.")] = None,
    status: Annotated[Status, typer.Option(help="Who is counted.")] = Status.CIVILIAN,
    group: Annotated[
        str, typer.Option(help="all, children, women, men, or a role such as journalists.")
    ] = "all",
    as_known_on: _AsKnownOn = None,
    since: _Since = None,
    output: Annotated[TotalsFormat, typer.Option("--format", help="What to print.")] = TotalsFormat.TABLE,
    casebook: CasebookOption = None,
) -> None:
    """Add up the incidents of a casebook, with what is unknown and what may be counted twice."""
    from civharm.assessments.totals import Counting
    from civharm.publication.totals import Wanted

    known_on, before = (None if each is None else _moment(each) for each in (as_known_on, since))
    wanted = Wanted(
        harms=tuple(harm or (Harm.KILLED, Harm.INJURED)), counting=Counting(status=status, group=group), by=by
    )
    line = _told(current_casebook(casebook), wanted, known_on=known_on, since=before)
    if output is TotalsFormat.JSON:
        print(json.dumps(line, ensure_ascii=False, indent=1))
    else:
        _print_table(line)


def _told(casebook: "Casebook", wanted: "Wanted", *, known_on: "KnownOn", since: "KnownOn") -> "Line":
    """All that is printed, with the names of private persons masked."""
    from civharm.cli.shown import protection_of_shown, shown_in
    from civharm.places.areas import Provinces
    from civharm.places.gazetteer import open_gazetteer
    from civharm.publication.totals import aggregate_lines, differences, moment_words, totals_line

    gazetteer = open_gazetteer(*own().in_casebook(casebook.folder.path).places)
    known = known_at(casebook, known_on)
    line = totals_line(wanted, known, province_of=Provinces(gazetteer).of)
    gazetteer.close()
    line |= {
        "as_known_on": moment_words(known_on),
        "aggregates": list(aggregate_lines(casebook.ledger(known_on), known, wanted.harms)),
        "since": moment_words(since),
        "changes": [asdict(each) for each in differences(known_at(casebook, since), known, wanted)]
        if since
        else [],
    }
    return protection_of_shown(shown_in(casebook, is_protected_shown=False)).within(line)


def known_at(casebook: "Casebook", known_on: "KnownOn") -> "Known":
    """What totals are made of, as known at a moment."""
    from civharm.assessments.totals import Known
    from civharm.incidents.relations import by_incident

    incidents = casebook.incidents(known_on)
    return Known(
        incidents=incidents,
        assessments={each.incident_id: each for each in casebook.assessments(known_on)},
        relations=by_incident(casebook.relations(known_on), incidents),
    )


def _print_table(line: "Line") -> None:
    from civharm.cli.printing import print_table

    if not any(told["all"]["incidents"] for told in line["harms"].values()):
        print("no incidents" + (f" were known on {line['as_known_on']}" if line["as_known_on"] else ""))
    else:
        headings = (line["by"], "incidents", *(f"{harm} (unknown)" for harm in line["harms"]))
        print_table(headings, _rows(line))
    for note in _notes(line):
        print(note)


def _rows(line: "Line") -> Iterator[tuple[str, ...]]:
    """A row for each name, then all, then the headline."""
    listed = [told["totals"] for told in line["harms"].values()]
    for named in zip(*listed, strict=True):
        yield _row(named[0]["name"] or "(none)", named)
    whose = f" ({line['status']}, {line['group']})" if line["by"] in (By.STATUS, By.GROUP) else ""
    yield _row(f"all{whose}", [told["all"] for told in line["harms"].values()])
    yield _row(f"headline: confirmed and fair{whose}", [told["headline"] for told in line["harms"].values()])


def _row(name: str, found: "list[Line] | tuple[Line, ...]") -> tuple[str, ...]:
    from civharm.publication.totals import total_words

    cells = (f"{total_words(each)} ({each['unknown_min']})" for each in found)
    return (name, str(found[0]["incidents"]), *cells)


def _notes(line: "Line") -> Iterator[str]:
    """What must be known to read the numbers: what is left out, counted once, changed, or told of a period."""
    heads = [told["headline"] for told in line["harms"].values()]
    yield heads[0]["says"]
    yield f"{line['status']}, {line['group']}; in brackets the incidents of unknown number, which add nothing"
    if line["by"] == "party":
        yield "an incident counts for each party that is named: the rows don't add up to all"
    overlapping = max(told["all"]["overlapping"] for told in line["harms"].values())
    if overlapping:
        yield f"{overlapping} incidents may count people of another one: these are counted once"
    for each in line["aggregates"]:
        counts = ", ".join(f"“{count['words']}” {count['harm']}" for count in each["counts"])
        yield (
            f"never added: {counts or 'a figure'} for a period or an area (claim {each['claim']}); "
            f"it may include {', '.join(each['may_include']) or 'none of these incidents'}"
        )
    yield from _changes(line)


def _changes(line: "Line") -> Iterator[str]:
    if line["since"] and not line["changes"]:
        yield f"nothing changed since {line['since']}"
    elif line["since"]:
        yield f"since {line['since']}:"
    for each in line["changes"]:
        yield f"  {each['code']} {each['what']}: {each['before'] or '–'} → {each['after'] or '–'}"
