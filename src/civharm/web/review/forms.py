"""A claim as a form, and what a filled form changes: only what a person changed, on the claim as it is kept.

The form is filled from the masked claim. What was not touched is left as it is kept, so that no mask is ever written into a claim.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from civharm.model.casualties import Harm, Status
from civharm.model.claims import ClaimKind, Involvement, PartyPart, Stance
from civharm.model.ports import GazetteerPlace
from civharm.model.speakers import SpeakerKind
from civharm.model.times import TimePrecision
from civharm.publication.lines import Line
from civharm.publication.protect import MASK
from civharm.web.review import particulars
from civharm.web.review.answers import HAND, Answers, Posted

FindPlace = Callable[[str], GazetteerPlace | None]
#: Rows left empty, to be filled.
_SPARE = 2
_MOST_ROWS = 40
_PLAIN = ("kind", "stance", "event", "weapon")
_SPEAKER = ("name", "role", "kind")
_CASUALTIES = ("harm", "status", "group", "min", "max", "open")
_PARTY = ("name", "part", "involvement")
#: What is chosen of closed lists, by the name of the field.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(ClaimKind),
    "stance": tuple(Stance),
    "precision": tuple(TimePrecision),
    "harm": tuple(Harm),
    "status": tuple(Status),
    "part": tuple(PartyPart),
    "involvement": tuple(Involvement),
    "speaker_kind": tuple(SpeakerKind),
    **particulars.CHOICES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table of the form, with its field's values by name."""

    index: int
    values: Mapping[str, str]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForm:
    """The form as it is shown."""

    values: Mapping[str, str]
    casualties: tuple[Row, ...]
    parties: tuple[Row, ...]
    places: tuple[Row, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


def form_of(line: Line, posted: Posted | None = None, errors: Mapping[str, str] | None = None) -> ClaimForm:
    """The form of a masked claim: as it is, or as a person filled it."""
    values = dict(values_of(line))
    if posted is not None:
        values |= {key: posted.get(key, "") for key in values if key != "kind" or "kind" in posted}
        values |= {key: value for key, value in posted.items() if key.startswith("place_")}
    return ClaimForm(
        values=values,
        casualties=tuple(_rows("c", _CASUALTIES, line["casualties"], values)),
        parties=tuple(_rows("p", _PARTY, line["parties"], values)),
        places=tuple(
            Row(index=number, values={"keep": values[f"w{number}_keep"]}, words=_place_words(place))
            for number, place in enumerate(line["where"])
        ),
        errors=errors or {},
    )


def _rows(
    letter: str, names: Sequence[str], held: Sequence[Line], values: Mapping[str, str]
) -> Iterator[Row]:
    for number in range(len(held) + _SPARE):
        words = str(held[number].get("words") or "") if number < len(held) else ""
        yield Row(
            index=number, values={name: values[f"{letter}{number}_{name}"] for name in names}, words=words
        )


def _place_words(place: Line) -> str:
    within = f"{_(', ')}{place['within']}" if place.get("within") else ""
    return f"{place['name'] or place['words']}{within}"


def values_of(line: Line) -> dict[str, str]:
    """Every field of the form with its value; what is unknown is empty."""
    speaker, when = line["speaker"] or {}, line["when"] or {}
    values = {name: _shown(line[name]) for name in _PLAIN}
    values |= {f"speaker_{name}": _shown(speaker.get(name)) for name in _SPEAKER}
    values |= {f"when_{name}": _shown(when.get(name)) for name in ("start", "end", "precision")}
    for letter, names, held in (
        ("c", _CASUALTIES, line["casualties"]),
        ("p", _PARTY, line["parties"]),
    ):
        for number in range(len(held) + _SPARE):
            row = held[number] if number < len(held) else {}
            values |= {f"{letter}{number}_{name}": _shown(row.get(name)) for name in names}
    values |= {name: _shown(value) for name, value in particulars.values_of(line).items()}
    return values | {f"w{number}_keep": "yes" for number in range(len(line["where"]))}


def _shown(value: object) -> str:
    """What is withheld is left empty: it is neither shown, nor ever written back as the mask that stands for it."""
    return "" if value is None or MASK in str(value) else str(value)


class Filled:
    """A filled form against the claim as it is shown (`shown`, masked) and as it is kept (`kept`)."""

    def __init__(self, *, posted: Posted, shown: Line, kept: Line, find_place: FindPlace) -> None:
        self.kept = kept
        self._answers = Answers(posted=posted, before=values_of(shown))
        self._find_place = find_place

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field; `change` finds it."""
        return self._answers.errors

    def change(self) -> dict[str, Any]:
        """The fields that the person changed, in the form of the contract; what is wrong is in `errors`."""
        answers = self._answers
        if any(MASK in said or _("[name withheld]") in said for said in answers.posted.values()):
            self.errors["speaker_name"] = _("a withheld name stays as it is kept: leave the field empty")
        change: dict[str, Any] = {
            name: answers.said(name) or (None if name in ("event", "weapon") else self.kept[name])
            for name in _PLAIN
            if answers.is_touched(name)
        }
        if answers.is_touched(*(f"speaker_{name}" for name in _SPEAKER)):
            change["speaker"] = self._speaker()
        if answers.is_touched(*(f"when_{name}" for name in ("start", "end", "precision"))):
            change["when"] = self._when()
        change |= particulars.change_of(answers, self.kept)
        rows = {"casualties": self._casualties(), "parties": self._parties(), "where": self._where()}
        return change | {name: made for name, made in rows.items() if made != self.kept[name]}

    def _are_touched(self, letter: str, number: int, names: Sequence[str]) -> bool:
        return self._answers.is_touched(*(f"{letter}{number}_{name}" for name in names))

    def _speaker(self) -> Line | None:
        said = {name: self._answers.said(f"speaker_{name}") for name in _SPEAKER}
        kept = dict(self.kept["speaker"] or {"words": "", "party": None, "span": None, "other_names": []})
        for name in ("name", "role"):  # a masked name that stays as it was shown stays as it is kept
            if self._answers.is_touched(f"speaker_{name}") or not self.kept["speaker"]:
                kept[name] = said[name] or None
        if not any((kept["name"], kept["role"], said["kind"], kept["words"])) or said["kind"] == "none":
            return None
        return {**kept, "kind": said["kind"] or SpeakerKind.UNKNOWN.value}

    def _when(self) -> Line | None:
        start, end = self._answers.day("when_start"), self._answers.day("when_end")
        if start is None and end is None:
            return None
        if start and end and start > end:
            self.errors["when_end"] = _("the last day comes before the first")
        precision = self._answers.said("when_precision")
        if precision in ("", TimePrecision.UNKNOWN.value):
            precision = (TimePrecision.DAY if start == end else TimePrecision.RANGE).value
        held = self.kept["when"] or {"words": "", "part_of_day": None, "span": None}
        days = {"start": start and start.isoformat(), "end": end and end.isoformat()}
        return {**held, **days, "precision": precision, "rule": HAND}

    def _casualties(self) -> list[Line]:
        rows = []
        for number, kept in self._numbered("c", self.kept["casualties"]):
            if kept is not None and not self._are_touched("c", number, _CASUALTIES):
                rows.append(kept)
            elif self._answers.said(f"c{number}_harm"):
                rows.append(self._count(number, kept))
        return rows

    def _count(self, number: int, kept: Line | None) -> Line:
        said = {name: self._answers.said(f"c{number}_{name}") for name in _CASUALTIES}
        low, high = self._answers.range_of_people((f"c{number}_min", f"c{number}_max"))
        held = kept or {"words": "", "span": None, "part_of": None, "beside": None}
        return {
            **held,
            "harm": said["harm"],
            "status": said["status"] or Status.UNKNOWN.value,
            "group": said["group"] or "all",
            "min": low,
            "max": high,
            "open": said["open"] or None,
            "rule": HAND,
        }

    def _parties(self) -> list[Line]:
        rows = []
        for number, kept in self._numbered("p", self.kept["parties"]):
            if kept is not None and not self._are_touched("p", number, _PARTY):
                rows.append(kept)
            elif name := self._answers.said(f"p{number}_name"):
                held = kept or {"words": name, "span": None}
                rows.append(
                    {
                        **held,
                        "name": name,
                        "id": held.get("id") if held.get("name") == name else None,
                        "part": self._answers.said(f"p{number}_part") or PartyPart.ATTACKER.value,
                        "involvement": self._answers.said(f"p{number}_involvement")
                        or Involvement.SUSPECTED.value,
                    }
                )
        return rows

    def _numbered(self, letter: str, held: Sequence[Line]) -> Iterator[tuple[int, Line | None]]:
        for number in range(min(len(held) + _SPARE, _MOST_ROWS)):
            yield number, held[number] if number < len(held) else None

    def _where(self) -> list[Line]:
        rows = [
            place
            for number, place in enumerate(self.kept["where"])
            if self._answers.said(f"w{number}_keep") == "yes"
        ]
        place_id = self._answers.said("place_id")
        if place_id:
            found = self._find_place(place_id)
            if found is None:
                self.errors["place_query"] = _("the gazetteer has no such place: look it up again")
            else:
                gone = [place for place in self.kept["where"] if place not in rows]
                rows.append(_place_line(found, words=gone[0]["words"] if gone else found.name))
        return rows


def _place_line(found: GazetteerPlace, *, words: str) -> Line:
    return {
        "words": words,
        "name": found.name,
        "id": found.id,
        "country": found.country,
        "lat": found.lat,
        "lon": found.lon,
        "precision": found.kind.value,
        "radius_m": found.radius_m,
        "rule": HAND,
    }
