"""Bayanat's export: what was chosen from lists of a bulletin, an incident or an actor, its day and its point; never a name or a sentence.

Bayanat counts nobody: "Killing" is at least one person, of no side in particular. An actor is one person; what happened to
them is told, their name is not. Labels are a team's own: only words for violence are told of them.
"""

from collections.abc import Iterator, Sequence

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.platforms import bayanat_rows
from civharm.exchange.recorded import Number, Recorded, Where
from civharm.model.casualties import Harm, Status
from civharm.model.places import PlacePrecision

_KILLED = ("killed", "killing", "death", "execution", "massacre", "murder", "قتل", "مجزرة", "إعدام", "وفاة")
_INJURED = ("injur", "wound", "maim", "إصابة", "جرح")
_EVENTS = {
    "airstrike": ("airstrike", "air strike", "aerial", "barrel bomb", "غارة", "قصف جوي"),
    "shelling": ("shelling", "artillery", "mortar", "rocket", "قصف مدفعي"),
    "chemical": ("chemical", "كيماوي", "كيميائي"),
}
_VIOLENT = (
    "attack",
    "bombing",
    "bombardment",
    "explosion",
    "shooting",
    "clash",
    "missile",
    "mine",
    "هجوم",
    "قصف",
    "انفجار",
)
_CIVILIAN = ("civilian", "مدني")
_ACTOR = "actor"
_RUNGS = {
    "governorate": PlacePrecision.PROVINCE,
    "province": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT,
    "subdistrict": PlacePrecision.SUBDISTRICT,
    "community": PlacePrecision.TOWN,
    "neighborhood": PlacePrecision.NEIGHBOURHOOD,
    "neighbourhood": PlacePrecision.NEIGHBOURHOOD,
}


def read(fields: Fields) -> Recorded:
    """One bulletin, incident or actor."""
    kinds = [each for each in cells.text(fields, "kinds").split("|") if each]
    is_actor = cells.text(fields, "class") == _ACTOR
    numbers = tuple(_of_actor(fields, kinds) if is_actor else _of_event(kinds))
    violent = [each for each in kinds if _is_violent(each)]
    verified = [each for each in cells.text(fields, "verified").split("|") if _is_violent(each)]
    told = (
        ("Chosen there", ", ".join(dict.fromkeys(violent))),
        ("Verified there", ", ".join(dict.fromkeys(verified))),
        ("Other labels and kinds, not repeated here", str(len(kinds) - len(violent) or "")),
        ("Sources named there", cells.text(fields, "sources").removeprefix("0")),
        ("The day is estimated", cells.text(fields, "estimated")),
    )
    return Recorded(
        key=cells.needed(fields, "id"),
        days=cells.days(fields, "date", "date_end"),
        where=_where(fields),
        numbers=numbers,
        event=next((event for event, words in _EVENTS.items() if any(_has(kinds, words))), None),
        published=cells.day(fields, "published"),
        remarks=tuple((label, words) for label, words in told if words),
        is_harm_told=bool(numbers or (violent and not is_actor)),
        subject="a person, of whom no harm is told," if is_actor else "",
    )


def _is_violent(title: str) -> bool:
    words = (*_KILLED, *_INJURED, *_VIOLENT, *(each for known in _EVENTS.values() for each in known))
    return any(_has([title], words))


def _has(titles: Sequence[str], words: Sequence[str]) -> Iterator[bool]:
    return (word in title.casefold() for title in titles for word in words)


def _of_event(kinds: Sequence[str]) -> Iterator[Number]:
    """At least one of whom the kinds name."""
    for harm, words in ((Harm.KILLED, _KILLED), (Harm.INJURED, _INJURED)):
        named = [each for each in kinds if any(_has([each], words))]
        if any(_has(named, _CIVILIAN)):
            yield Number(harm=harm, status=Status.CIVILIAN, min=1, max=None)
        elif named:
            yield Number(harm=harm, status=Status.UNKNOWN, min=1, max=None, is_mixed=True)


def _of_actor(fields: Fields, kinds: Sequence[str]) -> Iterator[Number]:
    """The person, where a profile or a kind of event says that they are dead or were injured."""
    written = cells.text(fields, "civilian").lower()
    status = {"civilian": Status.CIVILIAN, "non-civilian": Status.COMBATANT}.get(written, Status.UNKNOWN)
    if cells.text(fields, "dead") or any(_has(kinds, _KILLED)):
        yield Number(harm=Harm.KILLED, status=status, min=1, max=1)
    elif cells.text(fields, "injured") or any(_has(kinds, _INJURED)):
        yield Number(harm=Harm.INJURED, status=status, min=1, max=1)


def _where(fields: Fields) -> Where | None:
    lat, lon = cells.point(fields, "lat", "lon")
    name, country = cells.text(fields, "place"), cells.text(fields, "country")
    if lat is None and not (name or country):
        return None
    precision = _RUNGS.get(cells.text(fields, "level").lower(), PlacePrecision.UNKNOWN)
    shown = name or country or f"{lat:.5f}, {lon:.5f}"
    return Where(name=shown, lat=lat, lon=lon, precision=precision, country=country, rule="bayanat")


BAYANAT = Form(
    kind=Kind.BAYANAT,
    recorder=None,
    version="1",
    fields={
        name: ()
        for name in (
            "id", "class", "kinds", "verified", "sources", "published", "civilian", "dead", "injured", "date", "date_end",
            "estimated", "place", "lat", "lon", "level", "country",
        )
    },
    needs=("id", "class"),
    read=read,
    rows=bayanat_rows,
    long=frozenset({"kinds", "verified"}),
    passed_over=frozenset({"status"}),
)  # fmt: skip
