"""Names of people, logins and compartments: what may be one, and which two are the same."""

import re
import unicodedata

from civharm.model.errors import InvalidAccount

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_LONGEST = 120


def checked_login(login: str) -> str:
    """The login as it is kept. Raises InvalidAccount."""
    if not _LOGIN.fullmatch(login):
        raise InvalidAccount(
            f"{login!r} can't be a login: 2 to 40 of a-z, 0-9, dot, dash and underscore, a letter first"
        )
    return login


def checked_name(name: str, *, what: str) -> str:
    """A name without blanks at its ends. Raises InvalidAccount where it is empty, too long, or holds control characters."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > _LONGEST:
        raise InvalidAccount(f"the name of {what} has 1 to {_LONGEST} characters")
    if any(unicodedata.category(letter).startswith("C") for letter in name):
        raise InvalidAccount(f"the name of {what} holds characters that can't be seen: write it without")
    return name


def name_key(name: str) -> str:
    """The same for names that a reader would take for one."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
