"""Numbers that count nobody: ages, years, days of a month, numbers that are part of a name, "no one"."""

from spacy.tokens import Doc, Token

_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.".split()
)
_AGE_BEFORE = frozenset({"aged", "age", "ages"})
_AGE_UNITS = frozenset({"year", "years", "month", "months", "yr", "yrs", "year-old", "years-old"})
_AFTER_APPOSED = frozenset({",", ")", ".", ";", "and", "from", "who", "of", "&", "]"})
_NUMBERED = frozenset(
    {"no.", "number", "route", "highway", "ward", "district", "unit", "page", "article", "section"}
)
#: "Two of the boys, both 15, were".
_OF_EACH = frozenset({"both", "each"})
#: "The 1991 killings", "in 2013 deaths fell".
_OF_A_YEAR = frozenset({"the", "a", "in", "since", "that", "this", "during"})
_YEARS = range(1900, 2100)
_OLDEST = 115


def counts_nobody(doc: Doc, start: int, end: int) -> bool:
    """True if the number at tokens `start` to `end` is an age, a year or a day of a month, or says that it was nobody."""
    words = doc[start:end].text
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    return (
        is_no_one(doc[end - 1])
        or _is_age(doc, start, end)
        or (words.isdecimal() and _names_a_day(words, before, after))
        or (words.isdecimal() and before is not None and before.lower_ in _NUMBERED)
    )


def is_no_one(token: Token) -> bool:
    """ "No one", "not a single one"."""
    before = [word.lower_ for word in token.doc[max(0, token.i - 3) : token.i] if word.text != "-"]
    return token.lower_ == "one" and (before[-1:] == ["no"] or before == ["not", "a", "single"])


def _is_age(doc: Doc, start: int, end: int) -> bool:
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ in _AGE_BEFORE:
        return True
    rest = [token.lower_ for token in doc[end : end + 4] if token.text != "-"]
    if len(rest) > 1 and rest[0] in _AGE_UNITS and (rest[1] == "old" or rest[1:3] == ["of", "age"]):
        return True
    return _is_apposed_age(doc, start, end) or _continues_ages(doc, start)


def _is_apposed_age(doc: Doc, start: int, end: int) -> bool:
    """ "Ali Hassan, 34, was": a number between commas or in brackets right after a person."""
    words = doc[start:end].text
    if start and doc[start - 1].lower_ in _OF_EACH:
        start -= 1
    if start < 2 or not words.isdecimal() or int(words) > _OLDEST or doc[start - 1].text not in (",", "("):
        return False
    follows = end >= len(doc) or doc[end].text in _AFTER_APPOSED or doc[end].is_space
    follows = follows or (doc[end].pos_ == "AUX" and doc[start - 2].pos_ == "PROPN")
    return follows and (doc[start - 2].pos_ in ("PROPN", "NOUN") or _ends_name(doc, start - 1))


def _ends_name(doc: Doc, end: int) -> bool:
    """ "Dana Orrel, 25": two capitalised words, whatever the tagger takes the second for."""
    return end > 1 and all(word.is_title for word in doc[end - 2 : end])


def _continues_ages(doc: Doc, start: int) -> bool:
    """ "aged 10, 12 and 14": walk back over numbers, commas and "and" to the word "aged"."""
    at = start - 1
    while at > 0 and start - at < 12 and (doc[at].like_num or doc[at].text in (",", "and", "to", "&")):
        at -= 1
    return at < start - 1 and at >= 0 and doc[at].lower_ in _AGE_BEFORE


def _names_a_day(words: str, before: Token | None, after: Token | None) -> bool:
    if len(words) == 4 and int(words) in _YEARS:
        return not _is_counted(after) or (before is not None and before.lower_ in _OF_A_YEAR)
    if len(words) > 2:
        return False
    return any(token is not None and _is_month(token) for token in (before, after))


def _is_counted(after: Token | None) -> bool:
    """ "2013 people", but not "a 2013 double murder"."""
    if after is not None and after.pos_ == "ADJ" and after.head.i > after.i:
        after = after.head
    return after is not None and after.pos_ in ("NOUN", "ADJ") and after.tag_ != "NN"


def _is_month(token: Token) -> bool:
    return token.lower_ in _MONTHS and token.text[0].isupper() and token.pos_ not in ("AUX", "VERB")
