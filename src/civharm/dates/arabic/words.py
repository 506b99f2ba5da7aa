"""Arabic words of time, and patterns that see through spelling: alef and ya forms, tatweel, vowel marks, prefixes."""

import re

WEEKDAYS = {
    "الاثنين": 0,
    "الثلاثاء": 1,
    "الاربعاء": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}
#: Both naming systems: Levantine and Iraqi, Egyptian and Gulf.
MONTHS = {
    "كانون الثاني": 1,
    "كانون ثاني": 1,
    "تشرين اول": 10,
    "تشرين ثاني": 11,
    "كانون اول": 12,
    "شباط": 2,
    "اذار": 3,
    "نيسان": 4,
    "ايار": 5,
    "حزيران": 6,
    "تموز": 7,
    "اب": 8,
    "ايلول": 9,
    "تشرين الاول": 10,
    "تشرين الثاني": 11,
    "كانون الاول": 12,
    "يناير": 1,
    "فبراير": 2,
    "مارس": 3,
    "ابريل": 4,
    "مايو": 5,
    "يونيو": 6,
    "يوليو": 7,
    "اغسطس": 8,
    "سبتمبر": 9,
    "اكتوبر": 10,
    "نوفمبر": 11,
    "ديسمبر": 12,
}
#: "آب" without its sign is also "father": it needs a day or a year beside it.
DOUBTFUL_MONTHS = frozenset({"اب"})
_UNITS = {
    "الحادي": 1,
    "الثاني": 2,
    "الثالث": 3,
    "الرابع": 4,
    "الخامس": 5,
    "السادس": 6,
    "السابع": 7,
    "الثامن": 8,
    "التاسع": 9,
}
ORDINALS = {
    **{f"{word} عشر": 10 + value for word, value in _UNITS.items()},
    **{f"{word} والعشرين": 20 + value for word, value in _UNITS.items()},
    "العشرين": 20,
    "الثلاثين": 30,
    "الحادي والثلاثين": 31,
    "الاول": 1,
    "الثاني": 2,
    "الثالث": 3,
    "الرابع": 4,
    "الخامس": 5,
    "السادس": 6,
    "السابع": 7,
    "الثامن": 8,
    "التاسع": 9,
    "العاشر": 10,
}
WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))

#: Vowel marks and the tatweel, which may stand after any letter.
_MARKS = "[\u0640\u064b-\u065f\u0670]*"
_LETTERS = {"ا": "[اأإآٱ]", "ي": "[يىی]", "ه": "[هة]", "ؤ": "[ؤو]"}
_LETTER = re.compile("[\u0621-\u064a]")
_IN_CLASS = re.compile(r"(\[[^\]]*\])")
#: Hashtags join their words with an underscore.
_GAP = r"(?:(?:[^\S\n]|_){1,8}\n?[^\S\n]{0,8}|\n[^\S\n]{0,8})"
#: The start of a word, or after one or two prefixed particles ("و", "بـ", "ول").
_START = r"(?:(?<![\w\u064b-\u065f])|(?<=_)|(?<=\b[وفبلك])|(?<=\b[وف][بلك]))"
_END = r"(?![^\W_]|[\u064b-\u065f\u0640])"
_FOLDS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه"})
_STRIPPED = re.compile("[\u0640\u064b-\u065f\u0670]")


def phrase(pattern: str) -> re.Pattern[str]:
    """Compile a pattern written in folded letters; a blank is the space inside an expression."""
    spelled = "".join(
        part if part.startswith("[") else _LETTER.sub(_spellings, part.replace(" ", _GAP))
        for part in _IN_CLASS.split(pattern)
    )
    return re.compile(f"{_START}(?:{spelled}){_END}")


def _spellings(match: re.Match[str]) -> str:
    letter = match.group()
    return f"{_LETTERS.get(letter, letter)}{_MARKS}"


def folded(words: str | None) -> str:
    """Words in the letters of the tables here: no marks, one alef, one space."""
    return " ".join(_STRIPPED.sub("", words or "").translate(_FOLDS).split())
