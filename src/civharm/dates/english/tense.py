"""Whether the words of a sentence look ahead ("will reopen on Friday") or back ("said on Friday")."""

import re

from civharm.model.spans import Span

_MEANT = r"(?:due|set|scheduled|expected|planned|slated|likely|poised|supposed|ready)"
_AHEAD = (
    r"will(?! of)|won['’]t|['’]ll|shall|would(?! have|-be)|(?-i:may|might|should|must)(?! have)"
    rf"|(?:is|are|was|were) (?:to|going to)|(?<!appears )(?<!appear )(?<!believed )(?<!thought )(?<!seems )(?<!reported )to be|{_MEANT} (?:to(?! (?:the|its|their|his|her|an?)\b)|for)|(?:has|have) (?:scheduled|planned|called)"
    r"|plans? (?:to|a|an|for)|expects? to|agreements? to|(?:has|have) decided to|planned|planning|scheduled|slated|intends?|upcoming|forthcoming"
    r"|(?:agree[ds]?|vow(?:s|ed)|promise[ds]?|pledge[ds]?|threaten(?:s|ed)|hope[ds]?|wants?|aims?) to"
    r"|begins|starts|ends|opens|expires|payable|effective|deadline|as (?:soon|early) as|no later than|until|till|by|through"
)
_ONCE_MEANT = rf"(?:had been|has been|have been) {_MEANT}(?: to| for)?|(?:previously|already) planned"
_BACK = (
    r"said|says|told|reported|announced|was|were|had|has|have|did|killed|struck|hit|took|fell|came|went|began"
    r"|died|wounded|seized|launched|carried|confirmed|denied|added|met|issued|since|fired|attacked|captured|rose|closed"
    r"|after being|in the wake of|because of|predicted|warned|declared|insisted|claimed|stated|wrote|testified|acknowledged|arrived|left|injured|destroyed"
)
_CUE = re.compile(rf"\b(?:(?P<once>{_ONCE_MEANT})|(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b", re.IGNORECASE)
#: Not after an initial, an hour or a title ("Daniel P. Davison", "10 a.m. Friday").
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[ap]\.m)(?<!\b(?:Mr|Dr|Lt|Mt|St))(?<!\b(?:Gen|Col|Maj|Sgt|Mrs|Rep|Sen|Gov))[.!?][\"”’)]?\s|\n\s*\n"
)

#: What may stand between "until" and its day: "until 10 a.m. Friday".
_HOUR = re.compile(r"\s*(?:(?:noon|midnight|\d[\d:.]* ?[ap]\.?m\.?)(?: [A-Z]{3})?\s+)?", re.IGNORECASE)

#: Verbs further off belong to something else.
_REACH = 120
_LATER_REACH = 90
#: "The panel decided on Friday", "Friday's vote", "Friday condemned".
_PAST_BEFORE = re.compile(r"(?<!\bbe )(?<!\bbe\n)\b[a-z]{3,}ed(?: on| early| late)?\s+(?:the )?$")
_PAST_AFTER = re.compile(r"['’]s\b|\s+[a-z]{3,}ed\b")


def looks_ahead(text: str, span: Span) -> bool:
    """True if the verb nearest before the words looks ahead; after them where none stands before."""
    if _PAST_AFTER.match(text, span.end):
        return False
    before = _last_sentence(text[max(0, span.start - _REACH) : span.start])
    cues = [cue for cue in _CUE.finditer(before) if not _is_weak(cue) or _HOUR.fullmatch(before, cue.end())]
    if _opens(before, cues):
        cues = []
    if _PAST_BEFORE.search(before) and not (cues and cues[-1].end() > len(before) - 16):
        return False
    if cues:
        return cues[-1]["ahead"] is not None and not _is_back(cues)
    after = _SENTENCE_END.split(text[span.end : span.end + _LATER_REACH])[0]
    first = _CUE.search(after)
    return first is not None and first["ahead"] is not None and not _is_weak(first)


def _is_weak(cue: re.Match[str]) -> bool:
    """ "By" and "until" look ahead only right before the words: "a bomb driven by a man on Thursday" does not."""
    return (cue["ahead"] or "").lower() in ("by", "until", "till", "through")


def _opens(before: str, cues: list[re.Match[str]]) -> bool:
    """ "Until Friday they had …": where such a word opens the sentence, the verb after the day tells."""
    return len(cues) == 1 and _is_weak(cues[0]) and not before[: cues[0].start()].strip()


def _is_back(cues: list[re.Match[str]]) -> bool:
    """ "were killed by Friday" looks back: "by" and "until" alone say nothing after a past verb."""
    return _is_weak(cues[-1]) and len(cues) > 1 and cues[-2]["back"] is not None


def _last_sentence(text: str) -> str:
    return _SENTENCE_END.split(text)[-1]
