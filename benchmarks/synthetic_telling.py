"""How a report tells of true incidents: vaguely, early, of several at once, and sometimes wrongly."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from benchmarks.synthetic_words import Words
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim, ClaimKind, Involvement, Origin, Party, PartyPart, claim_id
from civharm.model.places import Place
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.times import TimePrecision, When

_ORIGIN = Origin(by="machine", name="synthetic", version="1")
_OUTLETS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How often reports tell less than the truth, or something else: shares of all tellings, or of reports."""

    several_events: float = 0.25
    copied: float = 0.13
    undated_reports: float = 0.15
    day_off: float = 0.08
    day_vague: float = 0.12
    day_untold: float = 0.1
    city_only: float = 0.25
    place_misread: float = 0.04
    place_untold: float = 0.06
    early_count: float = 0.35
    count_as_range: float = 0.1
    count_untold: float = 0.15
    victims_named: float = 0.15
    kind_untold: float = 0.2
    party_untold: float = 0.5
    attack_apart: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """An incident as it was. `words` are its own: streets, names, things that its reports share."""

    number: int
    day: date
    city: str
    generic: Place
    where: Place
    elsewhere: Place
    killed: int
    injured: int
    event: str
    attacker: str
    words: tuple[str, ...]
    city_words: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Written:
    """A report with its text and claims; `truth` has the number of the incident by claim."""

    report: Report
    text: str
    claims: list[Claim] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)


class Telling:
    """Writes reports. What is said of one event is one passage, which its claims quote."""

    def __init__(self, chance: random.Random, noise: Noise, words: Words) -> None:
        self._chance = chance
        self._noise = noise
        self._words = words

    def report(self, identity: str, told: Sequence[Truth]) -> Written:
        """A report of these incidents."""
        named = [self._names(truth) for truth in told]
        passages = [
            self._passage(truth, names, length=110 // len(told))
            for truth, names in zip(told, named, strict=True)
        ]
        text = "\n".join(passages)
        report = _report(identity, self._outlet(), self._published(told), chars=len(text))
        written = Written(report=report, text=text)
        start = 0
        for at, (truth, names, passage) in enumerate(zip(told, named, passages, strict=True)):
            span = Span(start, start + len(passage))
            for claim in self._claims(truth, report=identity, text=text, span=span):
                written.claims.append(
                    replace(claim, occurrence=f"o{at}", protected=_spans(names, text, start))
                )
                written.truth[claim.id] = truth.number
            start = span.end + 1
        return written

    def _claims(self, truth: Truth, *, report: str, text: str, span: Span) -> list[Claim]:
        """The claim of harm, and one of the attack where the report tells of it apart."""
        kinds = [ClaimKind.HARM, *([ClaimKind.ATTACK] if self._is(self._noise.attack_apart) else [])]
        when, where = self._when(truth.day), self._where(truth)
        event = None if self._is(self._noise.kind_untold) else truth.event
        parties = () if self._is(self._noise.party_untold) else (_attacker(truth.attacker),)
        quote = Quote(exact=span.of(text))
        return [
            Claim(
                id=claim_id(report_sha256=report, kind=kind, words=quote.exact, ordinal=0),
                report_id=report,
                kind=kind,
                language="en",
                span=span,
                quote=quote,
                origin=_ORIGIN,
                event=event,
                parties=parties,
                casualties=self._casualties(truth) if kind is ClaimKind.HARM else (),
                when=when,
                where=(where,) if where else (),
            )
            for kind in kinds
        ]

    def _when(self, day: date) -> When | None:
        draw = self._chance.random()
        noise = self._noise
        if draw < noise.day_untold:
            return None
        if draw < noise.day_untold + noise.day_vague:
            start = day - timedelta(days=self._chance.randrange(7))
            return When(start=start, end=start + timedelta(days=6), precision=TimePrecision.WEEK)
        if draw < noise.day_untold + noise.day_vague + noise.day_off:
            return When.on(day + timedelta(days=self._chance.choice((-1, 1))))
        return When.on(day)

    def _where(self, truth: Truth) -> Place | None:
        draw = self._chance.random()
        noise = self._noise
        if draw < noise.place_untold:
            return None
        if draw < noise.place_untold + noise.city_only:
            return truth.generic
        if draw < noise.place_untold + noise.city_only + noise.place_misread:
            return truth.elsewhere
        return truth.where

    def _casualties(self, truth: Truth) -> tuple[Casualties, ...]:
        told = ((Harm.KILLED, truth.killed), (Harm.INJURED, truth.injured))
        return tuple(
            Casualties(harm=harm, status=Status.CIVILIAN, count=self._count(people))
            for harm, people in told
            if not self._is(self._noise.count_untold)
        )

    def _count(self, people: int) -> Count:
        if self._is(self._noise.early_count):
            people = round(people * self._chance.uniform(0.3, 1))
        above = people + self._chance.randint(1, 3) if self._is(self._noise.count_as_range) else people
        return Count(min=people, max=above)

    def _passage(self, truth: Truth, names: Sequence[str], *, length: int) -> str:
        """Words of the incident, of its city, of its writer, and mostly everyday ones."""
        own = self._chance.sample(truth.words, self._chance.randint(3, 8))
        local = self._chance.choices(truth.city_words, k=6)
        words = [*own, *local, *self._words.seldom(4), *names]
        words += self._words.everyday(max(20, length - len(words)))
        self._chance.shuffle(words)
        return " ".join(words) + "."

    def _names(self, truth: Truth) -> tuple[str, ...]:
        return truth.names if self._is(self._noise.victims_named) else ()

    def _published(self, told: Sequence[Truth]) -> When | None:
        """A day or two after the last event, if it is known at all."""
        late = min(self._chance.randrange(4), self._chance.randrange(4))
        day = max(truth.day for truth in told) + timedelta(days=late)
        return None if self._is(self._noise.undated_reports) else When.on(day)

    def _outlet(self) -> str:
        return f"Outlet {self._chance.randrange(_OUTLETS)}"

    def _is(self, share: float) -> bool:
        return self._chance.random() < share


def copied(original: Written, identity: str, chance: random.Random) -> Written:
    """A reprint by another outlet: the same words, with the same claims."""
    outlet = f"Outlet {chance.randrange(_OUTLETS)}"
    report = _report(identity, outlet, original.report.published, chars=len(original.text))
    copy = Written(report=report, text=original.text)
    for claim in original.claims:
        words = claim.quote.exact
        own = claim_id(report_sha256=identity, kind=claim.kind, words=words, ordinal=claim.ordinal)
        copy.claims.append(replace(claim, id=own, report_id=identity))
        copy.truth[own] = original.truth[claim.id]
    return copy


def _report(identity: str, outlet: str, published: When | None, *, chars: int) -> Report:
    return Report(
        id=identity,
        sha256=identity,
        capture_sha256=identity,
        rendition_id=identity,
        source=outlet,
        published=published,
        language="en",
        chars=chars,
    )


def _attacker(name: str) -> Party:
    return Party(name=name, id=None, part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED, words=name)


def _spans(names: Sequence[str], text: str, start: int) -> tuple[Span, ...]:
    found = ((text.find(name, start), name) for name in names)
    return tuple(Span(at, at + len(name)) for at, name in found if at >= 0)
