"""Words of strangers, such as the names of files, made fit for a terminal, a table and a database."""

import re

#: What moves a cursor, ends a line or turns the direction of what follows; and halves of characters,
#: as which Python brings in the bytes of a name that is not UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(words: str) -> str:
    """The words with all that can't be shown as what it is written out ("\\n", "\\x1b")."""
    return _UNFIT.sub(lambda found: found.group().encode("unicode_escape").decode(), words)
