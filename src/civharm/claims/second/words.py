"""Whether words stand in a text: letter by letter, but for case and white space."""

import re

from civharm.model.spans import Span


def standing_at(words: str, text: str, within: Span) -> Span | None:
    """Where whole words stand first inside a part of a text, None where they don't. No part of a number will do."""
    parts = words.split()
    if not parts:
        return None
    pattern = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)(?<!\d[.,])" if parts[0][0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if parts[-1][-1].isalnum() else ""
    found = re.compile(before + pattern + after, re.IGNORECASE).search(text, within.start, within.end)
    return Span(*found.span()) if found else None
