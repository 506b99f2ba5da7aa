"""Whether the words of a sentence look ahead ("will reopen on Friday") or back ("said on Friday")."""

import re

from civharm.model.spans import Span

_AHEAD = (
    r"will(?! of)|won['’]t|['’]ll|shall|(?:is|are) (?:to|due|set|scheduled|expected|planned|slated|going to)|plans? to"
    r"|(?:scheduled|expected|planned|slated|due) (?:to|for|on)|begins|starts|ends|opens|expires|upcoming|as (?:soon|early) as|payable|deadline|until|till|by|no later than"
)
_BACK = (
    r"said|says|told|reported|announced|was|were|had|has|have|did|killed|struck|hit|took|fell|came|went|began"
    r"|died|wounded|seized|launched|carried|confirmed|denied|added|met|issued|since|fired|attacked|captured|rose|closed"
)
_CUE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n\s*\n")

#: Verbs further off belong to something else.
_REACH = 120


def looks_ahead(text: str, span: Span) -> bool:
    """True if the verb nearest before the words looks ahead; after them where none stands before."""
    before = _last_sentence(text[max(0, span.start - _REACH) : span.start])
    cues = [cue for cue in _CUE.finditer(before) if not _is_weak(cue) or not before[cue.end() :].strip()]
    if cues:
        return cues[-1]["ahead"] is not None and not _is_back(cues)
    after = _SENTENCE_END.split(text[span.end : span.end + _REACH // 2])[0]
    first = _CUE.search(after)
    return (
        first is not None
        and first["ahead"] is not None
        and first["ahead"].lower() not in ("until", "till", "by")
    )


def _is_weak(cue: re.Match[str]) -> bool:
    """ "By" and "until" look ahead only right before the words: "a bomb driven by a man on Thursday" does not."""
    return (cue["ahead"] or "").lower() in ("by", "until", "till")


def _is_back(cues: list[re.Match[str]]) -> bool:
    """ "were killed by Friday" looks back: "by" and "until" alone say nothing after a past verb."""
    return _is_weak(cues[-1]) and len(cues) > 1 and cues[-2]["back"] is not None


def _last_sentence(text: str) -> str:
    return _SENTENCE_END.split(text)[-1]
