"""English numbers as time expressions use them: counts, years and days of the month, in digits or spelled out."""

import re

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = (
    {"zero": 0, "a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a couple": 2}
    | {word: number for number, word in enumerate((*_ONES, *_TEENS), start=1)}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ONE = rf"(?:{_any(_ONES)})"
_SMALL = rf"(?:{_any([*_ONES, *_TEENS, 'zero'])})"
_COMPOUND = rf"(?:{_any(_TENS)})(?:(?:-| ){_ONE}\b)?"
NUMBER = (
    r"(?:\d{1,3}(?![\d,]|\.\d)"
    rf"|(?:{_SMALL}|a) (?:hundred|thousand)\b|{_COMPOUND}|{_SMALL}|hundred|a couple of|a couple|couple of|an?)"
)
VAGUE_NUMBER = r"(?:several|a few|few|many|some)"

_PAST_CENTURY = rf"(?:{_COMPOUND}|{_any(_TEENS)}|(?:oh|o['’]?)(?:-| ){_ONE}|hundred)"
#: "nineteen eighty-four", "twenty seventeen", "two thousand and three".
SPELLED_YEAR = (
    rf"(?:(?:eighteen|nineteen)(?: |-){_PAST_CENTURY}"
    rf"|twenty(?: |-)(?:{_any(_TEENS)}|twenty(?:(?:-| ){_ONE}\b)?)"
    rf"|two(?: |-)thousand(?:(?: and)? (?:{_any(_TEENS)}|{_COMPOUND}|{_ONE})\b)?)(?!-year|-old)"
)
#: "twelfth", "twenty-first", "thirtieth".
SPELLED_DAY = rf"(?:(?:twenty|thirty)(?:-| )(?:{_any(_ORDINALS[:9])})|{_any([*_ORDINALS, 'thirtieth'])})"


def number_of(words: str) -> int | None:
    """The number that digits or words name, None for "several" and the like."""
    word = " ".join(words.lower().replace("-", " ").split())
    if word.isdecimal():
        return int(word)
    if word in _VALUES:
        return _VALUES[word]
    head, _, last = word.rpartition(" ")
    if last in ("hundred", "thousand"):
        return _VALUES.get(head or "a", 1) * (100 if last == "hundred" else 1000)
    if head in _TENS and last in _ONES:
        return _VALUES[head] + _VALUES[last]
    return None


def year_number(words: str) -> int:
    """The year of "2017", "twenty seventeen", "nineteen oh-five", "two thousand and three"."""
    if words.isdecimal():
        return int(words)
    first, *rest = re.sub(r"[-\s]+|o['’]", " ", words.lower()).split()
    if first == "two":
        return 2000 + (number_of(" ".join(word for word in rest[1:] if word != "and")) or 0)
    century = 100 * (number_of(first) or 0)
    return century + (number_of(" ".join(word for word in rest if word not in ("oh", "o", "hundred"))) or 0)


def day_number(words: str) -> int:
    """The day of the month of "3", "3rd", "third", "twenty-first"."""
    if words[:1].isdecimal():
        return int(words.rstrip("stndrhSTNDRH"))
    tens, _, last = " ".join(words.lower().replace("-", " ").split()).rpartition(" ")
    if last == "thirtieth":
        return 30
    return _VALUES.get(tens, 0) + _ORDINALS.index(last) + 1
