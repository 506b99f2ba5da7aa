"""Model objects to JSON and back by their types; what does it for a type is made once, for making it is slow."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

_Model = TypeVar("_Model")
_MADE: dict[Any, TypeAdapter[Any]] = {}


def form_of(model: type[_Model]) -> TypeAdapter[_Model]:
    """What checks, reads and writes objects of a type; also of `tuple[Feature, ...]` and the like."""
    if model not in _MADE:
        _MADE[model] = TypeAdapter(model)
    return _MADE[model]
