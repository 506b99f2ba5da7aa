"""Keys under which the spellings of one place name meet, for Latin and Arabic script.

Three keys, from strict to loose:

- `plain_key`: case, accents, apostrophes and hyphens do not count, nor do the forms of alef;
- `bare_key`: the Arabic article and the usual swings of transliteration (ou/u, tel/tal, -ah/-a) fall away too;
- `skeleton_key`: consonants alone, one alphabet for both scripts. Many names share one: a second try only.
"""

import re
import unicodedata
from functools import lru_cache

_SILENT = dict.fromkeys(map(ord, "'’‘`´ʼʻʾʿʹʺˈ′\u00ad\u0640\u0621.\u061c\u2060\ufeff"), None)
_SILENT |= dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None)
_GAPS = dict.fromkeys(map(ord, "-‐‑‒–—_/,()،#\u00a0"), " ")
_ARABIC_FORMS = str.maketrans(
    "أإآٱىئؤةکیێېۆۇھہڕڵگ", "اااايىوهكييىووههرلك".replace("ى", "ي").replace("ة", "ه")
)
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"}
)
_FOLD = {**_SILENT, **_GAPS, **_ARABIC_FORMS, **_LETTERS}
_ARABIC = re.compile(r"[\u0621-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
#: Sorani writes its vowel e as ە; where the keyboard lacks that letter, as ه that does not join the next.
_SORANI_E = "ە"
_JOINED_ARTICLE = re.compile(r"\b(?:Al|El)(?=[A-Z])")  # "AlMawasi"
_LATIN_ARTICLES = {
    "al": None, "el": None, "ul": None, "il": None, "ar": "r", "er": "r", "as": "s", "es": "s", "ash": "sh",
    "esh": "sh", "at": "t", "et": "t", "ath": "th", "ad": "d", "ed": "d", "adh": "dh", "an": "n", "en": "n",
    "az": "z", "ez": "z",
}  # fmt: skip
_COMMON_PARTS = {
    "tel": "tal", "tall": "tal", "tell": "tal", "til": "tal", "deir": "dayr", "dair": "dayr", "der": "dayr",
    "deyr": "dayr", "dir": "dayr", "jebel": "jabal", "jabel": "jabal", "djebel": "jabal", "gabal": "jabal",
    "kfar": "kafr", "kafar": "kafr", "kfr": "kafr", "kufr": "kafr", "oum": "um", "om": "um", "umm": "um",
    "abou": "abu", "abi": "abu", "ibn": "bin", "ben": "bin", "beit": "bayt", "bait": "bayt", "beyt": "bayt",
    "bet": "bayt", "ain": "ayn", "ein": "ayn", "shaykh": "shaikh", "sheikh": "shaikh", "cheikh": "shaikh",
    "sheik": "shaikh", "albu": "abu", "albou": "abu", "elbu": "abu",
}  # fmt: skip
#: What stands in a word that a pattern may change, the pattern, and what comes in its place: most words need few of them.
_SWINGS = (
    ("o", re.compile(r"ou|oo"), "u"),
    ("ee", re.compile(r"ee"), "i"),
    ("", re.compile(r"([a-z])\1+"), r"\1"),
    ("dj", re.compile(r"dj"), "j"),
    ("x", re.compile(r"x"), "kh"),
    ("nb", re.compile(r"n(?=b)"), "m"),
    ("y", re.compile(r"(?<=[b-df-hj-np-tv-xz])y\b"), "i"),
    ("h", re.compile(r"(?<=[a-z]{2})[ae]h\b"), "a"),
    ("iya", re.compile(r"i(?=ya\b)"), ""),
    ("e", re.compile(r"(?<=[a-z]{2})e\b"), "a"),
    ("", re.compile(r"ei|ai|ey"), "ay"),
    ("o", re.compile(r"o"), "u"),
    ("e", re.compile(r"e"), "i"),
)
_KURDISH = re.compile(r"[êîûıöüğşçÊÎÛİÖÜĞŞÇ]")
_ROMANISED = re.compile(r"[āīūţḑḩḥṣṭḍẓţ‘’ʻʼʿʾ`\u0327\u0304\u0323]", re.IGNORECASE)
_KURDISH_LETTERS = str.maketrans(
    {"ş": "sh", "Ş": "Sh", "ç": "ch", "Ç": "Ch", "c": "j", "C": "J", "x": "kh", "X": "Kh"}
)
#: One letter more or less makes another name of a shorter one.
_LONG_ENOUGH = 7
_DOUBLED = re.compile(r"(.)\1+")
_ABU = frozenset(("ابو", "البو", "بو", "ابي"))
_ARABIC_CONSONANTS = str.maketrans({
    "ا": "", "و": "", "ي": "", "ع": "", "ە": "", "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "چ": "c",
    "ح": "h", "ه": "h", "خ": "x", "د": "d", "ض": "d", "ذ": "d", "ر": "r", "ز": "z", "ژ": "z", "ظ": "z", "س": "s",
    "ص": "s", "ش": "c", "غ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
})  # fmt: skip
_LATIN_DIGRAPHS = (
    ("kh", "x"), ("sh", "c"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("ch", "c"), ("ph", "f"),
)  # fmt: skip
_LATIN_CONSONANTS = str.maketrans(
    {"q": "k", "p": "b", "v": "f", "w": "", "y": ""} | dict.fromkeys("aeiou", "")
)


@lru_cache(maxsize=16384)
def plain_key(name: str) -> str:
    """The strict key: what is left when case, accents, apostrophes and hyphens do not count."""
    if "Al" in name or "El" in name:
        name = _JOINED_ARTICLE.sub("Al ", name)
    if name.isascii():
        folded = name.lower().translate(_FOLD)
    else:
        sorani = name.replace("ه\u200c", _SORANI_E)
        compatible = unicodedata.normalize("NFKC", sorani).translate(_ARABIC_FORMS).casefold()
        decomposed = unicodedata.normalize("NFKD", compatible).casefold()
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLD)
    return " ".join(folded.split())


def kurdish_reading(name: str) -> str | None:
    """The name in English letters if Kurdish or Turkish spells it ("Şirnak", "Cizîr"), None if not.

    The tables for Arabic names write ş as well, for an s: there macrons and dots stand beside it.
    """
    if not (_KURDISH.search(name) and not _ROMANISED.search(name)):
        return None
    return unicodedata.normalize("NFC", name).translate(_KURDISH_LETTERS)


def bare_key(name: str) -> str:
    """The middle key: without articles, and with the usual swings of transliteration evened out."""
    return bare_of(plain_key(name))


def bare_of(plain: str) -> str:
    """The middle key made from a plain key."""
    tokens = plain.split()
    if _ARABIC.search(plain):
        return " ".join(without_article(token) for token in tokens).replace(_SORANI_E, "ه").replace("وو", "و")
    *first, last = _without_latin_articles(tokens) or [""]
    return " ".join([*(_evened(_unbound(token)) for token in first), _evened(last)])


def skeleton_key(name: str) -> str:
    """The loose key: consonants of both scripts in one alphabet, "" where too little is left."""
    return skeleton_of(plain_key(name))


def skeleton_of(plain: str) -> str:
    """The loose key made from a plain key."""
    tokens = plain.split()
    if _ARABIC.search(plain):
        parts = [_arabic_skeleton(without_article(token)) for token in tokens]
    else:
        *first, last = _without_latin_articles(tokens) or [""]
        parts = [_latin_skeleton(token) for token in (*map(_unbound, first), last)]
    skeleton = "".join(parts)  # "كفرنوران" and "Kafr Nuran": blanks differ as well
    return skeleton if len(skeleton) > 1 else ""


def is_slip(name: str, other: str) -> bool:
    """True if two long names differ by one letter, or by two that changed places: a slip of the pen."""
    left, right = ("".join(_without_latin_articles(plain_key(each).split())) for each in (name, other))
    if len(left) < len(right):
        left, right = right, left
    if len(right) < _LONG_ENOUGH or len(left) > len(right) + 1:
        return False
    same = next((at for at, letter in enumerate(right) if letter != left[at]), len(right))
    rest, others = left[same:], right[same:]
    if len(left) > len(right):
        return rest[1:] == others
    return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])


def without_article(word: str) -> str:
    """An Arabic word without its article, if enough is left."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_arabic(text: str) -> bool:
    """True if there is an Arabic letter in it."""
    return bool(_ARABIC.search(text))


def _without_latin_articles(tokens: list[str]) -> list[str]:
    following = [*tokens[1:], ""][: len(tokens)]
    kept = [token for token, after in zip(tokens, following, strict=True) if not _is_article(token, after)]
    return kept or tokens


def _is_article(token: str, following: str) -> bool:
    if token not in _LATIN_ARTICLES or not following:
        return False
    sun_letter = _LATIN_ARTICLES[token]
    return sun_letter is None or following.startswith(sun_letter)


@lru_cache(maxsize=16384)
def _evened(token: str) -> str:
    token = _COMMON_PARTS.get(token, token)
    for part, pattern, replacement in _SWINGS:
        if part in token:
            token = pattern.sub(replacement, token)
    return token


def _unbound(token: str) -> str:
    """A first part without the t that binds it to the next: "Maarat al-Numan" is written "معرة النعمان"."""
    return token[:-1] if len(token) > 3 and token.endswith(("at", "et")) else token


@lru_cache(maxsize=16384)
def _arabic_skeleton(token: str) -> str:
    if token in _ABU:
        return "b"
    ending_dropped = token[:-1] if token.endswith(("ه", "ح")) and len(token) > 2 else token
    return ending_dropped.replace("نب", "مب").translate(_ARABIC_CONSONANTS)


@lru_cache(maxsize=16384)
def _latin_skeleton(token: str) -> str:
    token = _COMMON_PARTS.get(token, token)
    if token.startswith(("albu", "elbu")):  # "Albukamal" is "البوكمال", whose article falls away
        token = token[2:]
    if token.endswith("h") and not token.endswith(("kh", "sh", "gh", "th", "dh", "ch", "ph")):
        token = token[:-1]
    for digraph, letter in _LATIN_DIGRAPHS:
        token = token.replace(digraph, letter)
    return _DOUBLED.sub(r"\1", token).replace("nb", "mb").translate(_LATIN_CONSONANTS)
