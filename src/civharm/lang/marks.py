"""Text without what nobody sees: marks of direction, joiners, soft hyphens. They stand inside words and numbers."""

import re

from civharm.lang.arabic import Folded

_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


def without_marks(text: str) -> Folded | None:
    """The text that is seen, with the way back to the original; None where that is the text itself."""
    if not _UNSEEN.search(text):
        return None
    seen = [(at, letter) for at, letter in enumerate(text) if not _UNSEEN.match(letter)]
    return Folded(text, "".join(letter for _, letter in seen), tuple(at for at, _ in seen))


def whole(text: str) -> Folded:
    """The text itself in the form of one that was made plainer."""
    return Folded(text, text, tuple(range(len(text))))
