"""Pairs of angles in the spellings that reports use: "36.34N 43.12E", "36°20′24″N, 43°07′E", "36,34; 43,12"."""

import re
from dataclasses import dataclass

from civharm.model.errors import InvalidInput

_NUMBER = r"\d+(?:\.\d+)?"
_SIDE = r"(?:(?:north|south|east|west)\b|[NSEW](?![a-z])|شمالا?ً?|جنوبا?ً?|شرقا?ً?|غربا?ً?)"
_LABEL = r"(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng|(?:خط |دائرة )?(?:ال)?عرض|(?:خط )?(?:ال)?طول)\b[\s:=.]*"
_DEGREE, _MINUTE, _SECOND = r"(?:°|º|˚|degrees?|deg\b|درجة)", r"(?:′|minutes?|min\b|دقيقة|دقائق)", r"(?:″|seconds?|sec\b|ثانية|ثوان)"  # fmt: skip
_BETWEEN = r"(?:\s*[,;/|]\s*|\s+(?:and|و)\s*|\s+|(?<=[′″°NSEW])(?=\S))"
_MARKS = {
    "minus": re.compile("[−–‒﹣－](?=\\s?\\d)"),
    "″": re.compile("''|′′|’’|\"|”|“|''"),
    "′": re.compile("['’‘´ʹʼ`]"),
}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫،؛\u00a0\u202f", "01234567890123456789.,;  ")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_COMMA_IN_MARKED = re.compile(rf"(\d),(\d+)(?=\s*(?:[°′″]|{_SIDE}))", re.IGNORECASE)
_COMMA_DECIMALS = re.compile(r"^([+-]?\d{1,3}),(\d+)((?:\s*[;/|]|,\s|\s)\s*)([+-]?\d{1,3}),(\d+)$")
_RUN_TOGETHER = re.compile(r"(?<![\d.])(\d{2,3})(\d\d(?:\.\d+)?)(?![\d.])")
_AXES = {"n": ("lat", 1), "s": ("lat", -1), "e": ("lon", 1), "w": ("lon", -1), "ش": ("lat", 1), "ج": ("lat", -1),
         "شم": ("lat", 1), "شر": ("lon", 1), "غ": ("lon", -1)}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """One angle in degrees; `axis` where the words say which ("N", "longitude"), `step` what its last digit is worth."""

    degrees: float
    axis: str | None
    step: float
    is_decimal: bool


def angles(text: str) -> tuple[Angle, Angle]:
    """The two angles of a text, in its order. Raises InvalidInput where there are not just two."""
    evened = _evened(text)
    found = _PAIR.fullmatch(evened)
    if found is None:
        raise _no_pair(text, evened)
    return _angle(found, "1"), _angle(found, "2")


def _pattern(number: str) -> str:
    """One angle; its groups bear the number. Minutes without a mark need the name of a side at an end."""
    n = number
    # "36°20′24″", "36.34": in marks
    marked = (
        rf"(?P<sign{n}>[+-]?)\s*(?P<deg{n}>{_NUMBER})\s*(?:{_DEGREE}(?:\s*و)?)?"
        rf"(?:\s*(?P<min{n}>{_NUMBER})\s*{_MINUTE}(?:\s*و)?)?(?:\s*(?P<sec{n}>{_NUMBER})\s*{_SECOND})?"
    )
    # "36 20 24 N": bare
    bare = rf"(?P<bdeg{n}>\d{{1,3}}){_DEGREE}?[\s:-]\s*(?P<bmin{n}>{_NUMBER})(?:[\s:-]\s*(?P<bsec{n}>{_NUMBER}))?"
    return (
        rf"(?P<label{n}>{_LABEL})?(?:"
        rf"(?P<front{n}>{_SIDE})[\s:=.]*(?:{marked}|{bare})".replace(f"{n}>", f"{n}a>")
        + rf"|(?:{marked}|{bare})\s*(?P<back{n}b>{_SIDE})".replace(f"{n}>", f"{n}b>")
        + rf"|{marked})".replace(f"{n}>", f"{n}c>")
    )


_PAIR = re.compile(rf"{_pattern('1')}{_BETWEEN}{_pattern('2')}", re.IGNORECASE)


def _evened(text: str) -> str:
    """Digits, commas, minus signs and marks in one form; decimal commas as dots."""
    evened = _INVISIBLE.sub("", text).translate(_DIGITS)
    evened = _MARKS["minus"].sub("-", evened)
    evened = _MARKS["′"].sub("′", _MARKS["″"].sub("″", evened))
    if "." not in evened:
        evened = _COMMA_IN_MARKED.sub(r"\1.\2", evened)
        evened = _COMMA_DECIMALS.sub(r"\1.\2\3\4.\5", evened)
    return " ".join(evened.split())


def _angle(found: re.Match[str], number: str) -> Angle:
    part = {
        name.rstrip("abc").removesuffix(number): group
        for name, group in found.groupdict().items()
        if group is not None and name.rstrip("abc").endswith(number)
    }
    units = [part[unit] if unit in part else part.get(f"b{unit}") for unit in ("deg", "min", "sec")]
    written = " ".join(filter(None, units))
    degrees, step = _sum([unit for unit in units if unit], written)
    axis, sign = _axis(part, written)
    return Angle(degrees=sign * degrees, axis=axis, step=step, is_decimal=units[1] is None)


def _sum(units: list[str], written: str) -> tuple[float, float]:
    """The angle of its degrees, minutes and seconds, and what the last digit is worth."""
    if any("." in unit for unit in units[:-1]):
        raise InvalidInput(f"{written!r}: only the last of degrees, minutes and seconds can have decimals",
                           code="impossible")  # fmt: skip
    if any(float(unit) >= 60 for unit in units[1:]):
        raise InvalidInput(f"{written!r}: minutes and seconds end at 60", code="impossible")
    if len(units) == 1 and float(units[0]) > 180:
        raise _out_of_range(units[0])
    degrees = sum(float(unit) / 60**place for place, unit in enumerate(units))
    decimals = len(units[-1].partition(".")[2])
    return degrees, 10.0**-decimals / 60 ** (len(units) - 1)


def _out_of_range(number: str) -> InvalidInput:
    together = _RUN_TOGETHER.fullmatch(number)
    if together is None:
        return InvalidInput(f"{number} is no number of degrees", code="impossible")
    return InvalidInput(
        f"{number} is no number of degrees; if it means {together[1]}°{together[2]}′, write it so",
        code="run-together",
    )


def _axis(part: dict[str, str], written: str) -> tuple[str | None, int]:
    side = part.get("front") or part.get("back")
    label = part.get("label", "").lower()
    named = None if not label else "lat" if "lat" in label or "عرض" in label else "lon"
    if side is None:
        return named, -1 if part.get("sign") == "-" else 1
    axis, sign = _AXES[side[0].lower() if side[0].isascii() else side[:2] if side[:2] in _AXES else side[0]]
    if named not in (None, axis) or part.get("sign") == "-":
        raise InvalidInput(f"{written} {side}: label, sign and side contradict each other", code="impossible")
    return axis, sign


def _no_pair(text: str, evened: str) -> InvalidInput:
    return InvalidInput(
        f"{text.strip()!r} is no pair of coordinates; write it like 36.3402, 43.1189 or 36°20′24″N 43°07′08″E or 38SLF3223",
        code="not-coordinates",
    )
