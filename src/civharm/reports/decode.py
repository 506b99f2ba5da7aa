"""Bytes to text: the encoding that a byte-order mark or strict UTF-8 proves, else a careful guess."""

import re

from civharm.files.encodings import guessed_encoding, marked_encoding, unmarked_utf16
from civharm.model.errors import InvalidInput

_SAMPLE = 100_000
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
#: A stray control character does not make a short text binary.
_MAX_CONTROLS = 2


def decode(content: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of the bytes in its canonical form. Raises InvalidInput for bytes that are no text."""
    text = (
        _decoded(content, marked_encoding(content))
        or _decoded(content, "utf-8")
        or _decoded(content, declared)
    )
    if text is None or _is_binary(text):
        text = _decoded(content, unmarked_utf16(content[:_SAMPLE])) or _guessed(content)
    if text is None or _is_binary(text):
        raise InvalidInput(
            f"{name} is binary or in an encoding that could not be recognised{_first_fault(content)}: "
            "save it as UTF-8 text",
            code="not-text",
        )
    return canonical(text)


def canonical(text: str) -> str:
    """Text as renditions hold it: line ends as \\n, control characters (which databases refuse) as blanks."""
    return _CONTROL.sub(" ", _LINE_END.sub("\n", text)).removeprefix("\ufeff")


def _first_fault(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return f" (byte {error.start:,} is not UTF-8)"
    return ""


def _guessed(content: bytes) -> str | None:
    sample = content[:_SAMPLE]
    return None if b"\x00" in sample else _decoded(content, guessed_encoding(sample))


def _decoded(content: bytes, encoding: str | None) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(_MAX_CONTROLS, _MAX_CONTROL_SHARE * len(sample))
