"""Which encoding bytes are in: what a mark or the bytes themselves prove, else a careful guess."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: One-byte encodings of the languages that reports and place files come in; a guess among all would err more often.
_GUESSED = ["cp1252", "cp1256", "cp1251", "cp1254", "iso8859_6"]
#: The upper bytes of Latin and of Arabic letters in UTF-16, and how often at least they come.
_UTF16_BLOCKS, _UTF16_SHARE = (0x00, 0x06), 0.3


def marked_encoding(content: bytes) -> str | None:
    """The encoding that a byte-order mark at the beginning tells."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: of ASCII and of Arabic letters every second byte is one and the same."""
    even, odd = (sum(map(sample[first::2].count, _UTF16_BLOCKS)) for first in (0, 1))
    if max(even, odd) < _UTF16_SHARE * len(sample) / 2:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def guessed_encoding(sample: bytes) -> str | None:
    """The likeliest one-byte encoding; None where none is likely."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSED, threshold=0.3).best()
    return best.encoding if best is not None else None
