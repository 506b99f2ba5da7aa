"""What a claim says of displacement, of control, and of a belligerent's own position: as fields of a form, and back."""

from collections.abc import Callable, Mapping

from civharm.model.claims import ControlChange, Measure, Position
from civharm.publication.lines import Line
from civharm.web.review.answers import HAND, Answers

#: The fields of each part of a claim, as the form has them.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "displaced": ("measure", "unit", "per", "min", "max"),
    "control": ("change", "holder", "share_min", "share_max"),
    "response": ("position", "party", "conceded_min", "conceded_max", "of_harm"),
}
#: The first is meant where nobody says.
UNITS = ("individuals", "families")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "measure": tuple(Measure),
    "change": tuple(ControlChange),
    "position": tuple(Position),
    "unit": UNITS,
}


def values_of(line: Line) -> dict[str, str]:
    """Every field with its value; what is unknown is empty."""
    values = {f"{part}_{name}": "" for part, names in FIELDS.items() for name in names}
    for part, read in _READ.items():
        if line[part]:
            values |= {f"{part}_{name}": _shown(value) for name, value in read(line[part]).items()}
    return values


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _of_displaced(held: Line) -> Line:
    return {name: held[name] for name in FIELDS["displaced"]}


def _of_control(held: Line) -> Line:
    share = held["share"] or {"min": None, "max": None}
    ends = {f"share_{end}": _per_cent(share[end]) for end in ("min", "max")}
    return {"change": held["change"], "holder": held["holder"], **ends}


def _per_cent(part: float | None) -> str | None:
    return None if part is None else f"{part * 100:.4g}"


def _of_response(held: Line) -> Line:
    return {name: held[name] for name in FIELDS["response"]}


_READ: Mapping[str, Callable[[Line], Line]] = {
    "displaced": _of_displaced,
    "control": _of_control,
    "response": _of_response,
}


def change_of(answers: Answers, kept: Line) -> dict[str, Line | None]:
    """The parts that the person changed; None where one was taken out."""
    made = {
        part: write(answers, kept[part])
        for part, write in _WRITTEN.items()
        if answers.is_touched(*(f"{part}_{name}" for name in FIELDS[part]))
    }
    return {part: written for part, written in made.items() if written != kept[part]}


def _party(answers: Answers, name: str, kept: str | None) -> str | None:
    """A belligerent's name; as it is kept where it was not touched: what is withheld is shown empty."""
    return (answers.said(name) or None) if answers.is_touched(name) else kept


def _displaced(answers: Answers, kept: Line | None) -> Line | None:
    if not answers.said("displaced_measure"):
        return None
    low, high = answers.range_of_people(("displaced_min", "displaced_max"))
    return {
        **(kept or {"words": "", "span": None, "open": None}),
        "measure": answers.said("displaced_measure"),
        "unit": answers.said("displaced_unit") or UNITS[0],
        "per": answers.said("displaced_per") or None,
        "min": low,
        "max": high,
        "rule": HAND,
    }


def _control(answers: Answers, kept: Line | None) -> Line | None:
    if not answers.said("control_change"):
        return None
    low, high = (answers.share(f"control_share_{end}") for end in ("min", "max"))
    ends = [end for end in (low, high) if end is not None]
    share = {"min": min(ends), "max": max(ends)} if ends else None
    return {
        **(kept or {}),
        "change": answers.said("control_change"),
        "holder": _party(answers, "control_holder", (kept or {}).get("holder")),
        "share": share,
    }


def _response(answers: Answers, kept: Line | None) -> Line | None:
    if not answers.said("response_position"):
        return None
    low, high = answers.range_of_people(("response_conceded_min", "response_conceded_max"))
    return {
        **(kept or {}),
        "position": answers.said("response_position"),
        "party": _party(answers, "response_party", (kept or {}).get("party")),
        "conceded_min": low,
        "conceded_max": high,
        "of_harm": answers.said("response_of_harm") != "no",
    }


_WRITTEN: Mapping[str, Callable[[Answers, Line | None], Line | None]] = {
    "displaced": _displaced,
    "control": _control,
    "response": _response,
}
