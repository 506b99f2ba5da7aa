"""The output contract (DESIGN, section 4): model objects as flat JSON objects, and back without loss.

Field names are fixed: more may be added, none renamed.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from civharm.model.claims import Claim
from civharm.model.forms import form_of
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.model.victims import Victim

#: A JSON object as Python's json module makes it.
Line = dict[str, Any]
_Model = TypeVar("_Model")


def claim_line(claim: Claim) -> Line:
    """A claim in the form of the contract. Not masked: see `publication.protect`."""
    plain = to_plain(Claim, claim)
    quote = plain.pop("quote")
    plain["casualties"] = [_flat(casualties) for casualties in plain["casualties"]]
    plain["displaced"] = plain["displaced"] and _flat(plain["displaced"])
    return {
        "type": "claim",
        "id": plain.pop("id"),
        "report": plain.pop("report_id"),
        "quote": quote["exact"],
        "prefix": quote["prefix"],
        "suffix": quote["suffix"],
        **plain,
    }


def claim_from_line(line: Mapping[str, Any]) -> Claim:
    """The claim that `claim_line` made the line of."""
    plain = {key: value for key, value in line.items() if key not in _CLAIM_ONLY_IN_LINE}
    plain["report_id"] = line["report"]
    plain["quote"] = {"exact": line["quote"], "prefix": line["prefix"], "suffix": line["suffix"]}
    plain["casualties"] = [_unflat(casualties) for casualties in line["casualties"]]
    plain["displaced"] = line["displaced"] and _unflat(line["displaced"])
    return from_plain(Claim, plain)


_CLAIM_ONLY_IN_LINE = {"type", "report", "prefix", "suffix", "masked"}


def report_line(report: Report) -> Line:
    """A report in the form of the contract."""
    return {"type": "report", **to_plain(Report, report)}


def victim_line(victim: Victim) -> Line:
    """A victim record. Protected: never in a default output."""
    plain = to_plain(Victim, victim)
    return {"type": "victim", "claim": plain.pop("claim_id"), "report": plain.pop("report_id"), **plain}


def issue_line(issue: Issue) -> Line:
    """An issue in the form of the contract."""
    plain = to_plain(Issue, issue)
    return {"type": "issue", "report": plain.pop("report_id"), **plain}


def to_plain(form: type[_Model], value: _Model, *, without: frozenset[str] = frozenset()) -> Line:
    """A model object as plain JSON types; spans become [start, end]. Fields left out cost nothing."""
    plain: Line = form_of(form).dump_python(value, mode="json", exclude=set(without) or None)
    return {key: _short_spans(inner) if type(inner) in _HOLDERS else inner for key, inner in plain.items()}


def from_plain(form: type[_Model], plain: Mapping[str, Any]) -> _Model:
    """The inverse of `to_plain`. Raises pydantic's ValidationError on a wrong form."""
    checked: _Model = form_of(form).validate_python(_long_spans(dict(plain)))
    return checked


#: What may hold spans: most of what a line holds is neither, and there are many lines.
_HOLDERS = (dict, list, tuple)


def _short_spans(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"} and isinstance(value["start"], int):
            return [value["start"], value["end"]]
        return {k: _short_spans(inner) if type(inner) in _HOLDERS else inner for k, inner in value.items()}
    if isinstance(value, list):
        return [_short_spans(inner) if type(inner) in _HOLDERS else inner for inner in value]
    return value


def _long_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _long_spans(inner) if type(inner) in _HOLDERS else inner for k, inner in value.items()}
    if isinstance(value, list | tuple):
        if len(value) == 2 and all(isinstance(end, int) for end in value):
            return {"start": value[0], "end": value[1]}
        return [_long_spans(inner) if type(inner) in _HOLDERS else inner for inner in value]
    return value


def _flat(holder: Line) -> Line:
    count = holder.pop("count")
    return {**holder, **count}


def _unflat(line: Mapping[str, Any]) -> Line:
    count_fields = ("min", "max", "open", "words", "rule", "span")
    count = {name: line[name] for name in count_fields if name in line}
    return {**{key: value for key, value in line.items() if key not in count_fields}, "count": count}
