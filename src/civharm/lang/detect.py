"""Which language a text is in: a cheap sure answer for English and Arabic, a trained model for the rest.

The sure answer spares most runs the half second that the model takes to load.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

#: Fewer letters than this say nothing certain about a language.
MIN_LETTERS = 12
#: The model's confidence below which a language stays unknown.
MIN_CONFIDENCE = 0.35
#: Two texts of the same language differ little in their first pages.
_SAMPLE = 6_000

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a is was were that for on with as by at from it has have had an be are this which "
    "said their they he his its not after who been but or will would more into over when two also".split()
)
#: Frequent function words of English that other Latin-script languages do not share.
_ONLY_ENGLISH = frozenset(
    "the and of that with was were from which their they said this have been who".split()
)
_ENGLISH_SHARE = 0.25
_ENGLISH_MIN_WORDS = 20

_ARABIC_SCRIPT = re.compile(r"[\u0620-\u06D3]")
#: Letters that Arabic proper does not write: Persian, Urdu, Kurdish and Pashto do.
_NOT_ARABIC = re.compile(
    r"[\u067E\u0686\u0698\u06AF\u06A9\u06CC\u06D5\u06CE\u06C6\u0695\u06B5\u0679\u0688\u06BE]"
)
_ONLY_ARABIC = frozenset("في من على إلى عن التي الذي أن إن هذا هذه بعد قبل كما وقد وفي ومن".split())

#: The model's names for varieties, as the one code under which a reader would be registered.
_MERGED = {
    "ary": "ar",
    "arz": "ar",
    "sdh": "ku",
    "uzs": "uz",
    "yue": "zh",
    "wuu": "zh",
    "nn": "no",
    "kik": "ki",
}
#: English-based and extinct languages, and "no language": they only ever misname short texts here.
_NEVER = frozenset("pcm zxx vo eo la grc hbo ext gcf gcr lij ltg vec".split())


def detect_language(text: str) -> str | None:
    """The ISO 639 code of the text's main language, None where there is too little to tell."""
    sample = text.lstrip()[:_SAMPLE]
    words = _WORD.findall(sample.casefold())
    if sum(map(len, words)) < MIN_LETTERS:
        return None
    return _surely(words, sample) or _by_model(" ".join(words))


def _surely(words: list[str], sample: str) -> str | None:
    counts = Counter(words)
    if _is_english(counts, total=len(words)):
        return "en"
    letters = len(_ARABIC_SCRIPT.findall(sample))
    is_arabic = letters > sum(map(len, words)) / 2 and any(word in counts for word in _ONLY_ARABIC)
    return "ar" if is_arabic and not _NOT_ARABIC.search(sample) else None


def _is_english(counts: Counter[str], *, total: int) -> bool:
    function_words = sum(counts[word] for word in _ENGLISH)
    telling = sum(word in counts for word in _ONLY_ENGLISH)
    return total >= _ENGLISH_MIN_WORDS and telling >= 3 and function_words >= _ENGLISH_SHARE * total


def _by_model(text: str) -> str | None:
    code, confidence = _model().classify(text)
    return _MERGED.get(code, code) if confidence >= MIN_CONFIDENCE else None


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in model.labels if code not in _NEVER])
    return model
