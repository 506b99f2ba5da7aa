"""Rows of a catalogue for as many incidents as asked for, made by the catalogue's own writer. Nothing is taken from real reports."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from civharm.model.assessments import Assessment, Bound, Grading, StrikeStatus, Toll
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim, ClaimKind, Involvement, Origin, Party, PartyPart
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident, Link, LinkPart, Relation, RelationKind, ReportingCluster
from civharm.model.places import Place, PlacePrecision
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.times import When

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.catalogue.sheets import IncidentSheet
    from civharm.catalogue.writing import Draft, Entry, RelationDraft

_EVERY = 20
_FIRST_DAY = date(2011, 3, 1)
_DAYS = 4_500
_ADDED = datetime(2024, 1, 1, tzinfo=UTC)
_CITIES = 400
_EVENTS = ("airstrike", "shelling", "car bombing", "raid", "shooting")
_PARTIES = ("Northern Army", "Southern Front", "River Militia", "Coast Guard", "Hill Brigades")
_COUNTRIES = ("IQ", "SY", "YE", "LB", "LY")
_GRADINGS = (*Grading, None)
_ENGLISH = "strike market street house family school hospital night morning witness bridge road village smoke rescue".split()
_ARABIC = "قصف سوق شارع منزل عائلة مدرسة مستشفى ليلة صباح شاهد جسر طريق قرية دخان الموصل".split()
_WORDS_OF_A_TEXT = 120
_SEED = 5


def fill(casebook: "Casebook", incidents: int, *, with_words: bool = True) -> None:
    """Make the catalogue of a casebook hold so many incidents, each with a report and a claim; and be found by words or not.

    One in twenty may share people with the one before.
    """
    from django.db import transaction

    from civharm.catalogue.updating import mark_of
    from civharm.catalogue.writing import CLAIMS, INCIDENTS, QUEUES, REPORTS, Writer

    with transaction.atomic(using=casebook.alias):
        writer = Writer(casebook.alias)
        writer.alone()
        for table, kind, make in (
            (REPORTS, "report", _report), (CLAIMS, "claim", _claim), (INCIDENTS, "incident", _incident),
        ):  # fmt: skip
            writer.write(table, _drafts(incidents, kind, make if with_words else partial(_wordless, make)))
        writer.write(QUEUES, ())
        writer.relations(_relations(incidents))
        writer.mark(mark_of(casebook).as_json())


def _drafts(count: int, kind: str, make: "Callable[[int], Entry]") -> "Iterator[Draft]":
    from civharm.catalogue.walls import OPEN
    from civharm.catalogue.writing import Draft

    for number in range(count):
        key = stable_id(kind, number)
        yield Draft(key=key, digest=key, wall=OPEN, make=partial(make, number))


def _wordless(make: "Callable[[int], Entry]", number: int) -> "Entry":
    return replace(make(number), words=())


def _relations(incidents: int) -> "Iterator[RelationDraft]":
    from civharm.catalogue.writing import RelationDraft

    for number in range(_EVERY, incidents, _EVERY):
        relation = Relation(
            left=incident_id(number),
            right=incident_id(number - 1),
            kind=RelationKind.MAY_OVERLAP,
            reason="the same day",
        )
        yield RelationDraft(
            relation=relation, digest=stable_id("relation", number), make=partial(_same, relation)
        )


def _same(relation: Relation) -> Relation:
    return relation


def incident_id(number: int) -> str:
    """The id of one of the incidents."""
    return stable_id("incident", number)


def _chance(number: int) -> random.Random:
    return random.Random(_SEED * 1_000_003 + number)


@cache
def _cities() -> tuple[tuple[str, str, float, float], ...]:
    chance = random.Random(_SEED)
    names = [f"Town{chance.randrange(10**6):06d}" for _ in range(_CITIES)]
    return tuple(
        (name, chance.choice(_COUNTRIES), chance.uniform(12, 37), chance.uniform(10, 50)) for name in names
    )


@cache
def rare_words() -> tuple[str, ...]:
    """Words that few reports have."""
    chance = random.Random(_SEED + 1)
    letters = "bdfghjklmnrstz"
    return tuple(
        "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(4)) for _ in range(20_000)
    )


@lru_cache(maxsize=16)
def text_of(number: int) -> str:
    """The text of a report: every fifth in Arabic, rare words among common ones."""
    chance, half = _chance(number), _WORDS_OF_A_TEXT // 2
    common = chance.choices(_ARABIC if number % 5 == 0 else _ENGLISH, k=half)
    pairs = zip(common, chance.choices(rare_words(), k=half), strict=True)
    return " ".join(chain.from_iterable(pairs))


def report_of(number: int) -> Report:
    """The report of one incident."""
    text, report_id = text_of(number), stable_id("report", number)
    day = _day(number)
    return Report(
        id=report_id, sha256=report_id, capture_sha256=report_id, rendition_id=report_id, source=f"Source {number % 300}",
        title=" ".join(text.split()[:8]), published=When.on(day), language="ar" if number % 5 == 0 else "en",
        chars=len(text),
    )  # fmt: skip


def _report(number: int) -> "Entry":
    from civharm.catalogue.rows import report_row
    from civharm.catalogue.sheets import ReportSheet, to_json
    from civharm.catalogue.told import told_of_report
    from civharm.catalogue.writing import Entry

    report, text = report_of(number), text_of(number)
    sheet = ReportSheet(report=report, text=text)
    counts = {"claims": 1, "incidents": 1, "has_harm": True}
    return Entry(
        row=report_row(sheet, report.title or "", added_at=_ADDED, counts=counts),
        page=to_json(ReportSheet, sheet),
        told=told_of_report(sheet),
        words=[report.title or "", text],
    )


def _day(number: int) -> date:
    return _FIRST_DAY + timedelta(days=_chance(number).randrange(_DAYS))


def _claim(number: int) -> "Entry":
    from civharm.catalogue.rows import claim_row
    from civharm.catalogue.sheets import ClaimSheet, to_json
    from civharm.catalogue.told import told_of_claim
    from civharm.catalogue.writing import Entry

    claim = claim_of(number)
    return Entry(
        row=claim_row(claim, review="proposed", incidents=[incident_id(number)]),
        page=to_json(ClaimSheet, ClaimSheet(claim=claim)),
        told=told_of_claim(ClaimSheet(claim=claim), is_of_incident=True),
    )


def claim_of(number: int) -> Claim:
    """The claim of one incident."""
    text, span = text_of(number), Span(0, 80)
    killed = _chance(number).randrange(1, 40)
    count = Count(min=killed, max=killed, words=str(killed))
    return Claim(
        id=stable_id("claim", number), report_id=stable_id("report", number), kind=ClaimKind.HARM, language="en", span=span,
        quote=Quote.at(text, span), origin=Origin(by="machine", name="benchmark", version="1"),
        casualties=(Casualties(harm=Harm.KILLED, status=Status.CIVILIAN, count=count),), when=When.on(_day(number)),
        where=(_place(number),), occurrence="o1",
    )  # fmt: skip


def _place(number: int) -> Place:
    chance = _chance(number)
    name, country, lat, lon = _cities()[min(_CITIES - 1, int(chance.paretovariate(0.7)) - 1)]
    return Place(
        words=name, name=name, id=f"synthetic:{name}", country=country, lat=lat + chance.uniform(-0.3, 0.3),
        lon=lon + chance.uniform(-0.3, 0.3), precision=PlacePrecision.NEIGHBOURHOOD, radius_m=800,
    )  # fmt: skip


def sheet_of(number: int) -> "IncidentSheet":
    """All of one incident."""
    from civharm.catalogue.sheets import IncidentSheet

    chance, own = _chance(number), incident_id(number)
    claims = (stable_id("claim", number),)
    report, day, killed = stable_id("report", number), _day(number), chance.randrange(1, 40)
    party = Party(
        name=chance.choice(_PARTIES), id=None, part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED, words="they"
    )  # fmt: skip
    incident = Incident(
        id=own, code=f"IQ-{day:%Y%m%d}-{number:08}", when=When.on(day), where=_place(number), parties=(party,),
        links=tuple(Link(claim_id=claim, part=LinkPart.SUPPORTS, score=1.0) for claim in claims), reports=(report,),
        clusters=(ReportingCluster(id=own, reports=(report,)),), event=chance.choice(_EVENTS),
    )  # fmt: skip
    most = killed + chance.randrange(4)
    assessment = Assessment(
        incident_id=own, method="benchmark", strike_status=chance.choice(list(StrikeStatus)),
        proposed_grading=chance.choice(_GRADINGS), grading=None, reasons=(), conceded=(), independent_clusters=1,
        harm_reported=True,
        tolls=(
            Toll(
                harm=Harm.KILLED, status=Status.CIVILIAN, min=Bound(value=killed, claims=claims),
                max=Bound(value=most, claims=claims),
            ),
        ),
    )  # fmt: skip
    return IncidentSheet(incident=incident, assessment=assessment)


def _incident(number: int) -> "Entry":
    from civharm.catalogue.rows import attackers, incident_row, incident_words
    from civharm.catalogue.sheets import IncidentSheet, to_json
    from civharm.catalogue.told import told_of_incident
    from civharm.catalogue.writing import Entry

    sheet = sheet_of(number)
    claims = [claim_of(number)]
    return Entry(
        row=incident_row(sheet, changed_at=_ADDED),
        page=to_json(IncidentSheet, sheet),
        told=told_of_incident(sheet, {claims[0].id: claims[0].report_id}),
        words=incident_words(sheet, claims, [" ".join(text_of(number).split()[:8])]),
        parties=attackers(sheet.incident),
    )
