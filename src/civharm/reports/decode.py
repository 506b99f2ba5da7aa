"""Bytes to text: the encoding that a byte-order mark or strict UTF-8 proves, else a careful guess."""

import codecs
import re

from civharm.model.errors import InvalidInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: One-byte encodings of the languages that reports come in; a guess among all would err more often.
_GUESSED = ["cp1252", "cp1256", "cp1251", "cp1254", "iso8859_6"]
_SAMPLE = 100_000
#: The upper bytes of Latin and of Arabic letters, and how often at least they come.
_UTF16_BLOCKS = (0x00, 0x06)
_UTF16_SHARE = 0.3
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
#: A stray control character does not make a short text binary.
_MAX_CONTROLS = 2


def decode(content: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of the bytes in its canonical form. Raises InvalidInput for bytes that are no text."""
    text = _decode_marked(content) or _decode_utf8(content) or _decode_declared(content, declared)
    if text is None or _is_binary(text):
        text = _decode_utf16(content) or _guess(content)
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


def _decode_marked(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _try(content, encoding)
    return None


def _decode_utf8(content: bytes) -> str | None:
    return _try(content, "utf-8")


def _decode_declared(content: bytes, declared: str | None) -> str | None:
    return _try(content, declared) if declared else None


def _first_fault(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return f" (byte {error.start:,} is not UTF-8)"
    return ""


def _decode_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: of ASCII and of Arabic letters every second byte is one and the same."""
    sample = content[:_SAMPLE]
    even, odd = (sum(map(sample[first::2].count, _UTF16_BLOCKS)) for first in (0, 1))
    if max(even, odd) < _UTF16_SHARE * len(sample) / 2:
        return None
    return _try(content, "utf-16-be" if even > odd else "utf-16-le")


def _guess(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    if b"\x00" in content[:_SAMPLE]:
        return None
    best = from_bytes(content[:_SAMPLE], cp_isolation=_GUESSED, threshold=0.3).best()
    return _try(content, best.encoding) if best else None


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(_MAX_CONTROLS, _MAX_CONTROL_SHARE * len(sample))
