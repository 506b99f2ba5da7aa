"""Airwars' pages of incidents, as a browser saves them: what stands under the labels of the page, and whom its lists name.

Nothing is read by the page's classes, which change with its design: a label is a block of its own, and what follows it
up to the next label is its value. Sentences of the assessment are left in the capture.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from civharm.model.errors import InvalidInput
from civharm.places.layers.records import BadRow, Mistake, Record
from civharm.reports.decode import decode
from civharm.reports.html_text import page_text, parse_page

#: What is read, by the labels that pages have or had; of a label without a field what follows it is passed over.
_LABELS: Mapping[str, str] = {
    "incident code": "code",
    "unique reference code": "code",
    "incident date": "date",
    "location": "location",
    "geolocation": "geolocation",
    "civilian harm reported": "harm_reported",
    "civilians reported killed": "killed",
    "civilians reported injured": "injured",
    "belligerents reported killed": "belligerents_killed",
    "airwars civilian harm grading": "grading",
    "civilian harm grading": "grading",
    "strike status": "strike_status",
    "airwars strike status": "strike_status",
    "strike type": "strike_type",
    **{
        f"{known} {who}": "belligerents"
        for known in ("known", "suspected", "known or suspected")
        for who in ("attacker", "attackers", "belligerent", "belligerents")
    },
    "victims": "victims",
    "the victims were named as": "victims",
    "victims were named as": "victims",
    **dict.fromkeys(
        (
            "airwars assessment", "summary", "key information", "geolocation notes", "sources", "named victims",
            "cause of injury / death", "causes of injury / death", "civilian infrastructure", "infrastructure",
            "impact on services", "known target", "known targets", "suspected target", "suspected targets", "weapons",
            "weapon", "communities reported", "military statements", "original strike reports", "media", "incident notes",
            "share this incident", "view more", "access to incident", "country",
        ),
        "",
    ),
}  # fmt: skip
_NUMBER = r"(\d[\d,]*)(?:\s*(?:–|—|-|to)\s*(\d[\d,]*))?"
_RANGE = re.compile(_NUMBER)
_GROUP = re.compile(rf"{_NUMBER}\s+(child|children|women|woman|men|man)\b", re.IGNORECASE)
_GROUPS = {"child": "children", "woman": "women", "man": "men"}
_POINT = re.compile(r"(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)")
_ACCURACY = re.compile(r"accuracy of this location is to (.+?) level", re.IGNORECASE)
_DAYS = re.compile(r"([A-Za-z]+ \d{1,2})(?:, (\d{4}))?\s*(?:–|—|-|to)\s*([A-Za-z]+ \d{1,2}), (\d{4})\Z")
_HEADING = re.compile(
    r"(?:(?:\d+(?:\s*(?:–|-)\s*\d+)?\s+)?family members?|individuals?)(?:\s*\(\d+\))?\Z", re.IGNORECASE
)
_AGE = re.compile(r"(\d{1,3}) years? old|age (\d{1,3})\b|(\d{1,2}) months? old", re.IGNORECASE)
#: All words that tell of a person without naming them.
_DESCRIBING = re.compile(
    r"(?:age|unknown|years?|months?|old|adult|child|infant|male|female|man|woman|boy|girl|pregnant|killed|injured|civilian|"
    r"\d{1,3}|[,;()·–-]|\s)+\Z",
    re.IGNORECASE,
)


def page_rows(path: Path) -> Iterator[Record | Mistake]:
    """The incident of a saved page. Raises InvalidInput."""
    yield _row(1, path)


def _row(number: int, path: Path) -> Record | Mistake:
    try:
        markup = decode(path.read_bytes(), str(path))
        tree = parse_page(markup, str(path))
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror or error}", code="unreadable") from error
    lines = [line.strip() for line in page_text(tree).text.splitlines() if line.strip()]
    try:
        fields = _fields(_by_label(lines))
    except BadRow as error:
        return error.at(number)
    addresses = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    address = str(addresses[0]) if isinstance(addresses, list) and addresses else ""
    return Record(number, fields | {"permalink": address})


def _by_label(lines: Sequence[str]) -> Mapping[str, list[str]]:
    """The lines under each label that is known; of two of one name the first."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        label = re.sub(r"\s*\(\d+\)|\[.*?\]", "", line).strip().rstrip(":").casefold()
        field = _LABELS.get(label)
        if field is None:
            values.append(line)
        elif field == "belligerents":
            values = found.setdefault(field, [])
        else:
            values = []
            if field:
                found.setdefault(field, values)
    return found


def _fields(found: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """In the columns of Airwars' table. Raises BadRow."""
    if not found.get("code"):
        raise BadRow("no incident code on the page", "save the page of one incident, whole, from the browser")
    place = [part.strip() for part in " ".join(found.get("location", ())).split(",") if part.strip()]
    fields = {
        "code": found["code"][0],
        **_days(" ".join(found.get("date", ())[:1])),
        "location_name": ", ".join(place[:-1]) or "".join(place),
        "country": place[-1] if len(place) > 1 else "",
        "harm_reported": "".join(found.get("harm_reported", ())[:1]),
        "grading": _first_word(found.get("grading", ())),
        "strike_status": "".join(found.get("strike_status", ())[:1]),
        "strike_type": "".join(found.get("strike_type", ())[:1]),
        "belligerents": "; ".join(found.get("belligerents", ())),
        **_geolocation(" ".join(found.get("geolocation", ()))),
        **_counted("civilians_killed", found.get("killed", ())),
        **_counted("civilians_injured", found.get("injured", ())),
        **_counted("belligerents_killed", found.get("belligerents_killed", ())),
    }
    victims = list(_named(found.get("victims", ())))
    return fields | ({"victims": json.dumps(victims, ensure_ascii=False)} if victims else {})


def _first_word(lines: Sequence[str]) -> str:
    """The grading, before the sentence that explains it."""
    return re.split(r"\s*[–—-]\s|\s{2,}", lines[0])[0] if lines else ""


def _days(written: str) -> dict[str, str]:
    match = _DAYS.match(written)
    if match is None:
        return {"date": written}
    return {"date": f"{match[1]}, {match[2] or match[4]}", "date_end": f"{match[3]}, {match[4]}"}


def _geolocation(written: str) -> dict[str, str]:
    point, accuracy = _POINT.search(written), _ACCURACY.search(written)
    found = {"latitude": point[1], "longitude": point[2]} if point else {}
    return found | ({"accuracy": accuracy[1]} if accuracy else {})


def _counted(field: str, lines: Sequence[str]) -> dict[str, str]:
    """A range, and those of children, women and men that stand beside it; what is no number is left to be said wrong."""
    if not lines:
        return {}
    whole = _RANGE.match(lines[0])
    if whole is None:
        is_unknown = lines[0].casefold() in ("unknown", "none", "n/a", "–", "-")
        return {} if is_unknown else {f"{field}_min": lines[0]}
    found = _ends(field, whole)
    for group in _GROUP.finditer(" ".join(lines)):
        who = _GROUPS.get(group[3].lower(), group[3].lower())
        if field.startswith("civilians"):
            found |= _ends(field.replace("civilians", who), group)
    return found


def _ends(field: str, match: "re.Match[str]") -> dict[str, str]:
    low = match[1].replace(",", "")
    return {f"{field}_min": low, f"{field}_max": (match[2] or low).replace(",", "")}


def _named(lines: Sequence[str]) -> Iterator[dict[str, object]]:
    """Whom the list names: a line that only describes is of the name before it."""
    name, told = "", list[str]()
    for line in lines:
        if _HEADING.match(line):
            continue
        if name and _DESCRIBING.match(line):
            told.append(line)
            continue
        if name:
            yield _described(name, told)
        name, told = line, []
    if name:
        yield _described(name, told)


def _described(name: str, lines: Sequence[str]) -> dict[str, object]:
    told = " ".join(lines).casefold()
    age, words = _AGE.search(told), set(re.findall(r"[a-z]+", told))
    sex = (
        "female"
        if words & {"female", "woman", "girl"}
        else "male"
        if words & {"male", "man", "boy"}
        else None
    )
    return {
        "name": name,
        "age": None if age is None else 0 if age[3] else int(age[1] or age[2]),
        "sex": sex,
        "harm": "injured" if "injured" in words else "killed" if "killed" in words else None,
    }
