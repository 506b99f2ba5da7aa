"""Occurrences of every kind at random: with and without days, points, tolls, names, shared reports."""

import random
from dataclasses import replace
from datetime import date, timedelta

from civharm.incidents.occurrences import Occurrence
from civharm.model.places import Place, PlaceCandidate, PlacePrecision
from civharm.model.times import TimePrecision, When
from support.build import Story

_DAY = date(2016, 5, 1)
_WORDS = [f"word{at}" for at in range(60)]
_CITY = (35.0, 40.0)


def some_places(chance: random.Random) -> list[Place]:
    """A city, what lies in and around it, points, and names that no gazetteer has."""
    places = [_place(f"Zahra {at}", precision, chance) for at, precision in enumerate(PlacePrecision)]
    places += [_place(f"Qarya {at}", PlacePrecision.VILLAGE, chance) for at in range(6)]
    places += [_place(f"{at} N", PlacePrecision.EXACT, chance, identity=None) for at in range(3)]
    quarter = replace(_place("Hayy", PlacePrecision.NEIGHBOURHOOD, chance), within="Zahra 6")
    near = PlaceCandidate(id="c", name="Zahra 4", lat=_CITY[0], lon=_CITY[1], score=0.5)
    misread = replace(_place("Zahra 4", PlacePrecision.VILLAGE, chance), lat=20.0, alternatives=(near,))
    unknown = [Place(words=name, name=name) for name in ("Tall X", "tall x", "Zahra 4", "")]
    return [*places, quarter, misread, *unknown]


def some_occurrences(count: int, *, seed: int) -> list[Occurrence]:
    """So many, by key."""
    chance = random.Random(seed)
    places = some_places(chance)
    claim = Story().harm("A", "killed 1 civilian")
    return [_occurrence(f"{at:05}", chance, places=places, claim=claim) for at in range(count)]


def some_texts(*, seed: int) -> dict[str, str]:
    """A text for most of the reports that `some_occurrences` names."""
    chance = random.Random(seed)
    return {
        f"r{at}": " ".join(chance.choices(_WORDS[at % 7 :], k=chance.randrange(1, 25)))
        for at in range(40)
        if at != 7
    }


def _occurrence(key: str, chance: random.Random, *, places: list[Place], claim: object) -> Occurrence:
    first = 4 * chance.randrange(10)  # of four reports that copy one text
    reports = frozenset(f"r{first + chance.randrange(4)}" for _ in range(chance.choice((1, 1, 1, 3))))
    told = tuple(chance.sample(places, k=chance.choice((0, 1, 1, 2, 3))))
    return Occurrence(
        key=key,
        report_id=min(reports),
        reports=reports,
        text_origin=f"r{first}",
        claims=(claim,),  # type: ignore[arg-type]
        when=_when(chance),
        where=told[0] if told else None,
        places=told,
        events=_some(chance, ("airstrike", "shelling", "attack", "clash")),
        attackers=_some(chance, ("North", "South", "River")),
        killed=_toll(chance),
        injured=_toll(chance),
        names=_some(chance, ("ali hasan", "sara omar", "yusuf")),
        speakers=_some(chance, ("dr. nur", "capt. roe")),
        published=_DAY + timedelta(days=chance.randrange(90)) if chance.random() < 0.7 else None,
        said_days=_some(chance, ("XXXX-05-04", "XXXX-WXX-3", "XXXX-WXX-6")),
        ages=frozenset(chance.sample((4, 14, 30), k=chance.choice((0, 0, 1, 2)))),
        is_earlier=chance.random() < 0.2,
    )


def _when(chance: random.Random) -> When | None:
    start = _DAY + timedelta(days=chance.randrange(12))
    length = timedelta(days=chance.choice((0, 0, 0, 1, 6, 20, 60)))
    open_start, open_end = (
        When(start=None, end=start, precision=TimePrecision.RANGE),
        When(start=start, end=None, precision=TimePrecision.RANGE),
    )
    interval = When(start=start, end=start + length, precision=TimePrecision.RANGE)
    return chance.choice((None, open_start, open_end, *[interval] * 7))


def _toll(chance: random.Random) -> tuple[int, int] | None:
    low = chance.choice((0, 1, 2, 3, 5, 8, 30, 100, 2_000_000_000))
    return chance.choice(
        (None, (low, low), (low, low), (low, low + chance.randrange(1, 9)), (0, 2_000_000_000))
    )


def _some(chance: random.Random, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(chance.sample(names, k=chance.choice((0, 0, 1, 1, 2))))


def _place(
    name: str, precision: PlacePrecision, chance: random.Random, *, identity: str | None = "g"
) -> Place:
    lat, lon = (each + chance.uniform(-0.2, 0.2) for each in _CITY)
    return Place(
        words=name,
        name=name,
        id=identity and f"{identity}:{name}",
        lat=lat,
        lon=lon,
        precision=precision,
        radius_m=chance.choice((None, 400, 4_000)),
    )
