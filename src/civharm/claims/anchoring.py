"""A reading of text that was made plainer first, brought back to where its words stand in the original."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from civharm.lang.arabic import Folded
from civharm.model.ports import Reading
from civharm.model.spans import Quote, Span


def in_original(reading: Reading, plain: Folded) -> Reading:
    """The same with the spans and quotes of the original; what else the claims say is as it was read."""
    moved: Reading = _moved(reading, plain)
    claims = (replace(claim, quote=Quote.at(plain.original, claim.span)) for claim in moved.claims)
    return replace(moved, claims=tuple(claims))


def _moved(told: Any, plain: Folded) -> Any:
    """Every span in it, however deep, brought back."""
    if isinstance(told, Span):
        return plain.span(told.start, told.end)
    if isinstance(told, tuple):
        return tuple(_moved(each, plain) for each in told)
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{each.name: _moved(getattr(told, each.name), plain) for each in fields(told)})
    return told
