"""JSON of any length, one value at a time: the standard decoder over a window that moves along the file.

Reads a GeoJSON collection, a list of objects, an object around such a list, and objects one after the other.
"""

from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import IO, Any

from civharm.model.errors import InvalidInput
from civharm.places.layers.limits import MAX_FEATURE_CHARS

_PIECE = 1 << 18
_BLANKS = " \t\r\n\x1e\ufeff"
_DECODER = JSONDecoder()


def json_objects(text: IO[str], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file: the members of its list, or, where there is no list, the objects themselves.

    Raises InvalidInput where the file is broken, with the number of the last object that could be read.
    """
    number = 0
    try:
        for found in _top_level(_Window(text)):
            number += 1
            yield found
    except (JSONDecodeError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else error.msg
        raise InvalidInput(
            f"{name} is broken JSON after object {number} ({what}): export it again", code="broken-json"
        ) from None


def _top_level(window: "_Window") -> Iterator[dict[str, Any]]:
    while first := window.next():
        if first == "[":
            yield from _list(window)
        elif first == "{":
            yield from _object(window)
        else:
            window.fail("an object or a list is expected")


def _object(window: "_Window") -> Iterator[dict[str, Any]]:
    """The objects of the list in an object; the object itself if it holds none."""
    window.take("{")
    members: dict[str, Any] = {}
    has_list = False
    while window.next() != "}":
        key = window.value()
        window.take(":")
        if (window.next() == "[" and key == "features") or window.begins_list_of_objects():
            has_list = True
            yield from _list(window)
        else:
            members[str(key)] = window.value()
        if window.next() == ",":
            window.take(",")
    window.take("}")
    if not has_list:
        yield members


def _list(window: "_Window") -> Iterator[dict[str, Any]]:
    window.take("[")
    while window.next() != "]":
        found = window.value()
        yield found if isinstance(found, dict) else {}
        if window.next() == ",":
            window.take(",")
    window.take("]")


class _Window:
    """The part of the text that is looked at."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._window, self._position, self._is_all = "", 0, False

    def next(self) -> str:
        """The next character that is no blank, "" at the end of the text."""
        while True:
            while self._position < len(self._window):
                if self._window[self._position] not in _BLANKS:
                    return self._window[self._position]
                self._position += 1
            if not self._read_on():
                return ""

    def begins_list_of_objects(self) -> bool:
        """True if what comes next is a list whose first member is an object."""
        if self.next() != "[":
            return False
        while not (rest := self._window[self._position + 1 :].lstrip(_BLANKS)) and self._read_on():
            pass
        return rest.startswith("{")

    def take(self, character: str) -> None:
        if self.next() != character:
            self.fail(f"{character!r} is missing")
        self._position += 1

    def value(self) -> Any:
        """The next value whole. Raises JSONDecodeError if it is broken, or longer than any feature is."""
        self.next()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._window, self._position)
            except JSONDecodeError:
                if not self._read_on():
                    raise
                continue
            if end < len(self._window) or not self._read_on():  # a number may go on
                self._position = end
                return found

    def fail(self, what: str) -> None:
        raise JSONDecodeError(what, "", 0)

    def _read_on(self) -> bool:
        """Twice as much as is there, so that a long value is tried a few times only. False at the end."""
        if self._is_all:
            return False
        held = self._window[self._position :]
        if len(held) > MAX_FEATURE_CHARS:
            self.fail(f"one value is longer than {MAX_FEATURE_CHARS:,} characters, or does not end")
        more = self._text.read(max(_PIECE, len(held)))
        self._is_all = not more
        self._window, self._position = held + more, 0
        return bool(more)
