"""Decisions that black out words of a report: checked, and completed with the copy that they make."""

from dataclasses import replace

from civharm.casebook.state import State
from civharm.model.decisions import Decision
from civharm.model.errors import InvalidDecision
from civharm.model.ids import sha256_of, stable_id
from civharm.model.redaction import blacked_out, by_report, places_of, redactions
from civharm.model.reports import Rendition, Report

_FIELDS = frozenset({"quotes", "span"})
#: What a decision has that was recorded before, and is worked out anew where it is made again.
_WORKED_OUT = frozenset({"copy", "copy_sha256", "places"})
_MOST_QUOTES = 200
_RENDERER, _VERSION = "redaction", "1"


def completed(decision: Decision, state: State) -> Decision:
    """The decision with where the words stand, and the hash of the copy without them. Raises InvalidDecision."""
    change = decision.change
    if unknown := sorted(change.keys() - _FIELDS - _WORKED_OUT):
        raise InvalidDecision(f"a redaction has no field {unknown[0]!r}; it has quotes, span")
    report = _report(decision.target, state)
    text = state.texts[report.id]
    quotes = [*_named(change.get("quotes")), *_selected(change.get("span"), text)]
    if not quotes or len(quotes) > _MOST_QUOTES:
        raise InvalidDecision(f"quote the words that are to be blacked out, 1 to {_MOST_QUOTES} of them")
    for quote in quotes:
        if not places_of([quote], text):
            raise InvalidDecision(f"{quote[:80]!r} does not stand in the report: quote it as it stands there")
    copy = redacted_copy(replace(decision, target=report.id, change={"quotes": quotes}), state)
    said: dict[str, object] = {
        "quotes": list(dict.fromkeys(quotes)),
        "places": [[span.start, span.end] for span in places_of(quotes, text)],
        "copy": copy.id,
        "copy_sha256": sha256_of(copy.text.encode()),
    }
    return replace(decision, target=report.id, change=said)


def redacted_copy(decision: Decision, state: State) -> Rendition:
    """The text of the report without what this decision and those in force before it black out."""
    report = _report(decision.target, state)
    quotes = by_report(redactions((*state.decisions_in_force, decision)))[report.id]
    return Rendition(
        id=stable_id("redaction", decision.id),
        sha256=report.sha256,
        text=blacked_out(state.texts[report.id], quotes),
        renderer=_RENDERER,
        version=_VERSION,
    )


def _report(name: str, state: State) -> Report:
    found = [
        each for each in state.reports if each.id == name or (len(name) >= 6 and each.id.startswith(name))
    ]
    if len(found) != 1:
        raise InvalidDecision(
            f"no report {name[:80]!r} in this casebook: `civharm show` of an incident lists them"
        )
    return found[0]


def _named(quotes: object) -> list[str]:
    if quotes is None:
        return []
    if not isinstance(quotes, list | tuple) or not all(isinstance(each, str) for each in quotes):
        raise InvalidDecision("quotes is a list of words of the report")
    return [each.strip() for each in quotes if each.strip()]


def _selected(span: object, text: str) -> list[str]:
    match span:
        case None:
            return []
        case [int(start), int(end)] if 0 <= start < end <= len(text) and text[start:end].strip():
            return [text[start:end].strip()]
        case _:
            raise InvalidDecision(
                "a span is where words of the report stand: its first character and that after the last"
            )
