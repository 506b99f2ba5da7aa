"""A war that never was: reports, texts and claims of which it is known which incident each tells of.

Nothing is taken from real reports; the same seed gives the same war. A war of more claims lasts longer and reaches
more cities, as real ones do, so that how many incidents share a city and a day grows slowly.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from benchmarks.synthetic_telling import Noise, Telling, Truth, Written, copied
from benchmarks.synthetic_words import Words
from civharm.model.ids import stable_id
from civharm.model.places import Place, PlacePrecision

_FIRST_DAY = date(2012, 1, 1)
_EVENTS = ("airstrike", "shelling", "car bombing", "raid", "shooting")
_PARTIES = ("Northern Army", "Southern Front", "River Militia")
_CLAIMS_OF_AN_INCIDENT = 6
#: Names of villages that stand near more than one city: what a gazetteer misreads.
_SHARED_NAMES = 12
_MOST_REPORTS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city with its quarters and the villages around it; `words` are those that its reports share."""

    place: Place
    quarters: tuple[Place, ...]
    villages: tuple[Place, ...]
    words: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Draft:
    """A report before it is written: the incidents it tells of."""

    key: str
    told: list[Truth]
    copies: int = field(default=0)


class War:
    """Reports with known truth. How long and how wide the war is follows from the number of claims."""

    def __init__(self, claims: int, *, seed: int = 1, noise: Noise | None = None) -> None:
        self._claims = claims
        self._chance = random.Random(seed)
        self._noise = noise or Noise()
        self._words = Words(self._chance)
        self._telling = Telling(self._chance, self._noise, self._words)
        self._days = max(60, round(3.6 * claims**0.5))
        shared = [self._words.name() for _ in range(_SHARED_NAMES)]
        self._cities = [self._city(at, shared) for at in range(max(4, round(claims**0.5 / 20)))]
        self._shares = list(accumulate((at + 1) ** -0.8 for at in range(len(self._cities))))
        self._waiting: dict[str, list[Draft]] = {city.place.name: [] for city in self._cities}

    def reports(self) -> Iterator[Written]:
        """Reports until there are as many claims as were asked for, in the order of the incidents' days."""
        incidents = max(1, self._claims // _CLAIMS_OF_AN_INCIDENT)
        made = number = 0
        while made < self._claims:
            truth = self._incident(number, _FIRST_DAY + timedelta(days=number * self._days // incidents))
            for written in self._written(truth, self._reports_of_one()):
                made += len(written.claims)
                yield written
            number += 1

    def reports_of_one_incident(self, count: int) -> Iterator[Written]:
        """One incident with so many reports."""
        return self._written(self._incident(0, _FIRST_DAY), count)

    def _written(self, truth: Truth, count: int) -> Iterator[Written]:
        for draft in self._drafts(truth, count):
            original = self._telling.report(stable_id("synthetic", draft.key), draft.told)
            yield original
            while self._chance.random() < self._noise.copied:
                draft.copies += 1
                yield copied(original, stable_id("synthetic", draft.key, draft.copies), self._chance)

    def _drafts(self, truth: Truth, count: int) -> Iterator[Draft]:
        """The reports of an incident that are complete; some wait for another event of the city to tell of."""
        waiting = self._waiting[truth.city]
        for at in range(count):
            tells_more = self._chance.random() < self._noise.several_events
            if tells_more and waiting and waiting[0].told[-1].number != truth.number:
                draft = waiting.pop(0)
                draft.told.append(truth)
                yield draft
            elif tells_more and len(waiting) < 3:
                waiting.append(Draft(key=f"{truth.number}/{at}", told=[truth]))
            else:
                yield Draft(key=f"{truth.number}/{at}", told=[truth])

    def _reports_of_one(self) -> int:
        """Most incidents have a report or two, a few have a hundred and more."""
        return min(_MOST_REPORTS, int(self._chance.paretovariate(1.3)))

    def _incident(self, number: int, day: date) -> Truth:
        chance = self._chance
        city = chance.choices(self._cities, cum_weights=self._shares)[0]
        killed = min(500, int(chance.paretovariate(0.9)))
        return Truth(
            number=number,
            day=day,
            city=city.place.name,
            generic=city.place,
            where=chance.choice(city.quarters if chance.random() < 0.75 else city.villages),
            elsewhere=chance.choice(chance.choice(self._cities).villages),
            killed=killed,
            injured=round(killed * chance.uniform(0, 3)),
            event=chance.choice(_EVENTS),
            attacker=chance.choice(_PARTIES),
            words=tuple(self._words.rare() for _ in range(14)),
            city_words=city.words,
            names=tuple(f"{self._words.name()} {self._words.name()}" for _ in range(min(killed, 3))),
        )

    def _city(self, at: int, shared: list[str]) -> City:
        chance, words = self._chance, self._words
        row, column = divmod(at, 12)
        point = (20 + row * 1.1 + chance.random() / 2, 30 + column * 1.1 + chance.random() / 2)
        name = words.name()

        def around(called: str, spread: float, *, within: str | None = None) -> Place:
            lat, lon = (each + chance.uniform(-spread, spread) for each in point)
            precision = PlacePrecision.NEIGHBOURHOOD if within else PlacePrecision.VILLAGE
            return _place(called, (lat, lon), precision=precision, within=within)

        return City(
            place=_place(name, point, precision=PlacePrecision.CITY),
            quarters=tuple(around(words.name(), 0.05, within=name) for _ in range(25)),
            villages=tuple(
                around(chance.choice(shared) if chance.random() < 0.2 else words.name(), 0.3)
                for _ in range(15)
            ),
            words=tuple(words.rare() for _ in range(120)),
        )


def _place(
    name: str, point: tuple[float, float], *, precision: PlacePrecision, within: str | None = None
) -> Place:
    lat, lon = point
    return Place(
        words=name,
        name=name,
        id=f"synthetic:{name}:{lat:.3f}",
        country="IQ",
        lat=lat,
        lon=lon,
        precision=precision,
        within=within,
    )
