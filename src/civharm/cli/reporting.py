"""`civharm report` and `civharm rfi`: a month in one file, and a request for information on one incident."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own
from civharm.model.errors import NotFound

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from civharm.assessments.totals import Known
    from civharm.casebook.store import Casebook
    from civharm.catalogue.record import Index
    from civharm.model.incidents import Incident
    from civharm.model.ports import GazetteerPlace
    from civharm.publication.totals import Difference


class Language(StrEnum):
    """What a report is written in."""

    ENGLISH = "en"
    ARABIC = "ar"


_To = Annotated[
    Path, typer.Option(help="The file to write, by its ending: .md, .html, or .pdf with a Chromium.")
]


def report(
    month: Annotated[str, typer.Option(metavar="YEAR-MONTH", help="The month, as 2017-03.")],
    to: _To,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="List incidents that are otherwise than at the end of this day (UTC)."
        ),
    ] = None,
    language: Annotated[Language, typer.Option(help="English or Arabic.")] = Language.ENGLISH,
    casebook: CasebookOption = None,
) -> None:
    """Report on a month: ranges by grade, province, place and party, against the month before."""
    from civharm.web.setup import ready

    first, day = month_named(month), _day(since) if since else None
    ready()
    write_report(current_casebook(casebook), first, to, since=day, language=language)
    print(f"written to {to}")


def write_report(store: "Casebook", first: date, to: Path, *, since: date | None, language: Language) -> None:
    """Write the report on the month that begins on this day; of pages that are set up already."""
    from django.utils.translation import override

    from civharm.catalogue.masking import public
    from civharm.catalogue.record import Index
    from civharm.catalogue.stored import stored_record
    from civharm.places.areas import Provinces
    from civharm.places.gazetteer import open_gazetteer
    from civharm.publication.release.gate import as_publishable
    from civharm.web.sheets.monthly import monthly_report
    from civharm.web.sheets.writing import write_sheet

    record = public(stored_record(store))
    known = Index(replace(record, assessments=tuple(map(as_publishable, record.assessments)))).known
    changed = _differences(store, since, known) if since else ()
    gazetteer = open_gazetteer(*own().in_casebook(store.folder.path).places)
    with closing(gazetteer), override(language.value):
        made = monthly_report(
            known, first, province_of=Provinces(gazetteer).of, since=since, differences=changed
        )
        write_sheet("monthly", to, report=made, groupings=made.groupings)


def rfi(
    incident: Annotated[str, typer.Argument(help="Id or code of the incident.")],
    to: _To,
    time_zone: Annotated[
        str | None,
        typer.Option(help="Where it happened, as Asia/Baghdad: else the window in UTC fits any zone."),
    ] = None,
    language: Annotated[Language, typer.Option(help="English or Arabic.")] = Language.ENGLISH,
    casebook: CasebookOption = None,
) -> None:
    """Write a request for information to a belligerent on one incident; names are withheld."""
    from civharm.web.setup import ready

    zone = zone_named(time_zone) if time_zone else None
    ready()
    write_request(current_casebook(casebook), incident, to, zone=zone, language=language)
    print(f"written to {to}")


def write_request(
    store: "Casebook", incident: str, to: Path, *, zone: "ZoneInfo | None", language: Language
) -> None:
    """Write the sheet; of pages that are set up already. Raises NotFound."""
    from django.utils.translation import override

    from civharm.catalogue.masking import public
    from civharm.catalogue.record import Index
    from civharm.catalogue.stored import stored_record
    from civharm.publication.release.addresses import publishable
    from civharm.web.sheets.rfi import quoted, request_for
    from civharm.web.sheets.writing import write_sheet
    from civharm.web.site.record import public_claim

    record = public(stored_record(store))
    with override(language.value):
        bare = replace(
            record,
            claims=tuple(map(public_claim, record.claims)),
            reports=tuple(map(publishable, record.reports)),
            captures=(),
            decisions=(),
        )
        index = Index(bare)
        found = _found(index, incident)
        made = request_for(index, found, places=_places_of(found, store.folder.path), zone=zone)
        write_sheet("rfi", to, asked=made, page=made.page, cards=quoted(made))


def month_named(words: str) -> date:
    """The first day of a month such as 2017-03. Raises BadParameter."""
    try:
        return datetime.strptime(words, "%Y-%m").date()  # noqa: DTZ007 - a month has no time zone
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no month such as 2017-03") from None


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no day such as 2017-03-17") from None


def zone_named(name: str) -> "ZoneInfo":
    """A time zone such as Asia/Baghdad. Raises BadParameter."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise typer.BadParameter(f"{name!r} is no time zone such as Asia/Baghdad") from None


def _differences(store: "Casebook", day: date, known: "Known") -> "Iterable[Difference]":
    from civharm.assessments.groupings import By
    from civharm.assessments.totals import Counting
    from civharm.cli.totals import known_at
    from civharm.publication.release.gate import as_publishable
    from civharm.publication.totals import Wanted, differences
    from civharm.web.sheets.monthly import HARMS

    then = known_at(store, day)
    before = replace(
        then, assessments={each: as_publishable(found) for each, found in then.assessments.items()}
    )
    return differences(before, known, Wanted(harms=HARMS, counting=Counting(), by=By.GRADE))


def _found(index: "Index", name: str) -> "Incident":
    for one in index.incidents.values():
        if name in one.known_as:
            return one
    raise NotFound(f"no incident has the id or code {name}")


def _places_of(incident: "Incident", casebook: Path) -> "tuple[GazetteerPlace, ...]":
    """The gazetteer's towns and villages of the incident's country."""
    from civharm.model.places import PlacePrecision
    from civharm.places.gazetteer import open_gazetteer

    if incident.where is None or incident.where.country is None:
        return ()
    gazetteer = open_gazetteer(*own().in_casebook(casebook).places)
    found = gazetteer.of_country(incident.where.country, inhabitants=0)
    gazetteer.close()
    named = (PlacePrecision.VILLAGE, PlacePrecision.TOWN, PlacePrecision.CITY, PlacePrecision.NEIGHBOURHOOD)
    return tuple(each for each in found if each.kind in named)
