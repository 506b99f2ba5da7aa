"""A row as words, and the claims that rest on them: "RECORDER says: 3–5 civilians killed at PLACE on DAY".

The words are the row's rendition: made of its columns alone, so that a row that has not changed has the same text for
ever. Free text of the row is left in the capture, where it may name people whom nobody has masked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from civharm.exchange.kinds import Form
from civharm.exchange.recorded import Days, Named, Number, Recorded, Where
from civharm.model.casualties import Casualties, Count, Open, Status
from civharm.model.claims import (
    IMPORTER,
    Claim,
    ClaimKind,
    Involvement,
    Origin,
    Party,
    PartyPart,
    Stance,
    claim_id,
)
from civharm.model.ids import sha256_of, stable_id
from civharm.model.places import LocatedBy, Place
from civharm.model.ports import Reading
from civharm.model.reports import Rendition, Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.store import IMPORTED, Imported, ReaderVersion
from civharm.model.times import When
from civharm.model.victims import Victim
from civharm.places.layers.rungs import DEFAULT_RADIUS_M

#: The language of our words for a row.
_LANGUAGE = "en"
#: The row's numbers were read by no rule of words: all that may be wrong is the row itself.
_CONFIDENCE = 0.9
_WHO = {Status.CIVILIAN: "civilians", Status.COMBATANT: "combatants", Status.UNKNOWN: "people"}
#: A row that the recorder took back begins its last line so.
WITHDRAWN = "Withdrawn by the recorder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How names of parties and countries become ours; what is not known stays as it is written."""

    party: Callable[[str], tuple[str, str | None]]
    country: Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Where rows come from: the capture, the form of it, and whose word it is."""

    name: str
    capture_sha256: str
    form: Form
    recorder: str

    @property
    def renderer(self) -> str:
        """What makes words of its rows; tells rows of this set from other reports of the recorder."""
        return f"{IMPORTED}{self.form.kind}"

    @property
    def reader(self) -> ReaderVersion:
        """What makes claims of them."""
        return ReaderVersion(name=self.renderer, version=self.form.version)


class _Words:
    """A text that is put together, with where its parts stand."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def imported(row: Recorded, file: File, vocabulary: Vocabulary, *, part: str) -> Imported:
    """The row as a report of the recorder, whose claims rest on its words.

    A report is known by recorder, set and the recorder's own id: a row that changes is the same report, read anew.
    """
    words = _Words()
    teller = _Teller(words=words, file=file, vocabulary=vocabulary)
    claims = teller.told(row)
    victims = teller.victims(row, claims)
    sha256 = report_sha256(file, row.key)
    rendition = _rendition(words.text, sha256, file)
    report = _report(row, file, rendition=rendition, part=part)
    return Imported(report=report, rendition=rendition, reading=Reading(claims=claims, victims=victims))


def withdrawn(report: Report, rendition: Rendition, claims: Sequence[Claim], file: File) -> Imported:
    """A row that its recorder took back: the words as they stood, that they are withdrawn, and claims retracted."""
    text = f"{rendition.text}\n{WITHDRAWN}: the record is no longer in {PurePath(file.name).name}."
    again = _rendition(text, report.sha256, file)
    retracted = (
        replace(claim, stance=Stance.RETRACTED, quote=Quote.at(text, claim.span), supersedes=None)
        for claim in claims
    )
    return Imported(
        report=replace(report, rendition_id=again.id, capture_sha256=file.capture_sha256, chars=len(text)),
        rendition=again,
        reading=Reading(claims=tuple(retracted)),
    )


def report_sha256(file: File, key: str) -> str:
    """The hash of what a record is known by."""
    return _known_by(file.renderer, file.recorder, key)[0]


def report_id(file: File, key: str) -> str:
    """The id of the report that a recorder's record is."""
    return _known_by(file.renderer, file.recorder, key)[1]


@lru_cache(maxsize=8)
def _known_by(renderer: str, recorder: str, key: str) -> tuple[str, str]:
    """Hash and id of a record; of one row they are asked for again and again."""
    sha256 = sha256_of("\n".join((renderer, recorder, key)).encode())
    return sha256, stable_id("report", sha256)


def _rendition(text: str, sha256: str, file: File) -> Rendition:
    return Rendition(
        id=stable_id(sha256, file.renderer, file.form.version, text),
        sha256=sha256_of(text.encode()),
        text=text,
        renderer=file.renderer,
        version=file.form.version,
    )


def _report(row: Recorded, file: File, *, rendition: Rendition, part: str) -> Report:
    return Report(
        id=report_id(file, row.key),
        sha256=report_sha256(file, row.key),
        capture_sha256=file.capture_sha256,
        rendition_id=rendition.id,
        part=part,
        external_id=row.key,
        url=row.url,
        source=file.recorder,
        title=f"{file.recorder}: {row.key}",
        published=_published(row.published),
        language=_LANGUAGE,
        chars=len(rendition.text),
    )


def _published(day: date | None) -> When | None:
    return When.on(day, words=day.isoformat(), rule="import") if day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells one row."""

    words: _Words
    file: File
    vocabulary: Vocabulary

    def told(self, row: Recorded) -> tuple[Claim, ...]:
        counted = tuple(number for number in row.numbers if not number.is_mixed)
        mixed = tuple(number for number in row.numbers if number.is_mixed)
        self.words.add(f"Record {row.key} of {self.file.recorder}.\n")
        if not row.is_harm_told:
            counted = mixed = ()
        claims = [self._statement(row, counted)] if counted or not mixed else []
        if mixed:
            claims.append(self._statement(row, mixed))
        for label, written in row.remarks:
            self.words.add(f"\n{label}: {written}.")
        if row.is_withdrawn:
            self.words.add(f"\n{WITHDRAWN}.")
        stance = Stance.RETRACTED if row.is_withdrawn else Stance.ASSERTED
        return tuple(
            replace(claim, stance=stance, quote=Quote.at(self.words.text, claim.span))
            for claim in claims
            if row.is_harm_told
        )

    def victims(self, row: Recorded, claims: Sequence[Claim]) -> tuple[Victim, ...]:
        """The people whom the record names, by the claim that tells of harm; behind all other words."""
        harm = next((claim for claim in claims if claim.kind is ClaimKind.HARM), None)
        if harm is None or not row.victims:
            return ()
        self.words.add("\nNamed as victims: ")
        return tuple(self._victim(each, number, harm) for number, each in enumerate(row.victims))

    def _victim(self, named: Named, number: int, harm: Claim) -> Victim:
        self.words.add("; " if number else "")
        span = self.words.add(named.name)
        told = (named.sex, f"{named.age} years old" if named.age is not None else None, named.harm.value)
        self.words.add(f" ({', '.join(filter(None, told))})")
        return Victim(
            id=stable_id(harm.id, "victim", number),
            claim_id=harm.id,
            report_id=harm.report_id,
            name=named.name,
            span=span,
            harm=named.harm,
            status=Status.CIVILIAN,
            age=named.age,
            sex=named.sex,
        )

    def _statement(self, row: Recorded, numbers: Sequence[Number]) -> Claim:
        """One sentence and the claim that it makes. Numbers of all sides together are no claim of harm to civilians."""
        is_harm = any(not number.is_mixed and number.status is not Status.COMBATANT for number in numbers)
        start = len(self.words.text) + 1
        self.words.add("\n")
        recorder = self.words.add(self.file.recorder)
        self.words.add(" says: ")
        casualties = self._casualties(numbers) if numbers else self._nobody(row)
        where = self._where(row.where) if row.where else None
        when = self._when(row.days) if row.days else None
        parties = (*self._attackers(row.attackers), *self._others(row.others))
        self.words.add(".")
        span = Span(start, len(self.words.text))
        kind = ClaimKind.HARM if is_harm else ClaimKind.ATTACK
        quoted = span.of(self.words.text)
        return Claim(
            id=claim_id(report_sha256=report_sha256(self.file, row.key), kind=kind, words=quoted, ordinal=0),
            report_id=report_id(self.file, row.key),
            kind=kind,
            language=_LANGUAGE,
            span=span,
            quote=Quote(exact=quoted),
            origin=Origin(by=IMPORTER, name=self.file.reader.name, version=self.file.reader.version),
            occurrence="1",
            speaker=Speaker(
                name=self.file.recorder,
                role=None,
                kind=SpeakerKind.CASUALTY_RECORDER,
                words=self.file.recorder,
                span=recorder,
            ),
            event=row.event,
            parties=parties,
            casualties=casualties,
            when=when,
            where=(where,) if where else (),
            confidence=_CONFIDENCE,
        )

    def _nobody(self, row: Recorded) -> tuple[Casualties, ...]:
        self.words.add(
            "an attack, numbers of people not stated"
            if row.is_harm_told
            else row.subject or "an incident, not known to be an attack,"
        )
        return ()

    def _casualties(self, numbers: Sequence[Number]) -> tuple[Casualties, ...]:
        found: list[Casualties] = []
        for number in numbers:
            self.words.add(", " if found else "")
            words = f"{_range(number)} {_who(number)} {number.harm.replace('_', ' ')}"
            span = self.words.add(words)
            found.append(_counted(number, words, span))
        if any(number.is_mixed for number in numbers):
            self.words.add(", of all sides together, civilians and fighters not told apart,")
        return tuple(found)

    def _where(self, where: Where) -> Place:
        self.words.add(" at ")
        span = self.words.add(where.name)
        around = [words for words in (where.within, where.country) if words and words != where.name]
        self.words.add("".join(f", {words}" for words in around))
        if where.lat is not None:
            self.words.add(f" ({where.lat:g}, {where.lon:g}; known to: {where.precision.replace('_', ' ')})")
        radius = where.radius_m
        if radius is None and where.has_radius_of_rung:
            radius = DEFAULT_RADIUS_M[where.precision]
        return Place(
            words=where.name,
            name=where.name,
            country=self.vocabulary.country(where.country) if where.country else None,
            lat=where.lat,
            lon=where.lon,
            precision=where.precision,
            radius_m=radius if where.lat is not None else None,
            within=where.within or None,
            located_by=LocatedBy.RECORD if where.lat is not None else LocatedBy.GAZETTEER,
            rule=where.rule,
            span=span,
        )

    def _when(self, days: Days) -> When:
        is_one = days.start is not None and days.start == days.end
        self.words.add(" on " if is_one else " between ")
        start, end = (day.isoformat() if day else "an unknown day" for day in (days.start, days.end))
        words = start if is_one else f"{start} and {end}"
        span = self.words.add(words)
        return When(
            start=days.start, end=days.end, precision=days.precision, words=words, rule=days.rule, span=span
        )

    def _attackers(self, names: Sequence[str]) -> tuple[Party, ...]:
        found: list[Party] = []
        for written in names:
            self.words.add(" and " if found else "; attacker suspected: ")
            found.append(self._party(written, PartyPart.ATTACKER))
        return tuple(found)

    def _others(self, named: Sequence[tuple[str, PartyPart]]) -> tuple[Party, ...]:
        found: list[Party] = []
        for written, part in named:
            self.words.add(f"; {part.value}: ")
            found.append(self._party(written, part))
        return tuple(found)

    def _party(self, written: str, part: PartyPart) -> Party:
        name, party_id = self.vocabulary.party(written)
        return Party(
            name=name,
            id=party_id,
            part=part,
            involvement=Involvement.SUSPECTED,
            words=written,
            span=self.words.add(written),
        )


def _counted(number: Number, words: str, span: Span) -> Casualties:
    is_open = (number.min is None) != (number.max is None)
    side = (Open.ABOVE if number.max is None else Open.BELOW) if is_open else None
    count = Count(min=number.min, max=number.max, open=side, words=words, rule="import", span=span)
    return Casualties(harm=number.harm, status=number.status, count=count, group=number.group)


def _range(number: Number) -> str:
    if number.min is None and number.max is None:
        return "an unknown number of"
    if number.min is None:
        return f"up to {number.max}"
    if number.max is None:
        return f"at least {number.min}"
    return str(number.min) if number.min == number.max else f"{number.min}–{number.max}"


def _who(number: Number) -> str:
    if number.group == "all":
        return _WHO[number.status]
    return f"{number.group} ({_WHO[number.status]})"


def is_withdrawn(text: str) -> bool:
    """True for the words of a row that its recorder took back."""
    return f"\n{WITHDRAWN}" in text
