"""What spares the people who read: graphic passages blurred until asked for, and pages of text alone.

The words are lists of the codebook, one for each language. What they miss is shown; what they find in vain costs a key.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from civharm.codebook.load import Codebook
from civharm.model.spans import Span
from civharm.web.shell import back_to

_COOKIE, _KEPT_S = "civharm_welfare", 400 * 24 * 3600
_SENTENCE = re.compile(r"[^.!?؟。\n]+(?:[.!?؟。]+[”»\"')\]]*|\n|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Welfare:
    """What a person chose for their browser. By default graphic passages are blurred."""

    is_blurred: bool = True
    is_text_only: bool = False


def welfare_of(request: HttpRequest) -> Welfare:
    """What whoever asks chose."""
    chosen = request.COOKIES.get(_COOKIE, "").split("-")
    return Welfare(is_blurred="plain" not in chosen, is_text_only="text" in chosen)


@require_POST
def set_welfare(request: HttpRequest) -> HttpResponse:
    """Keep the choice for this person's browser, and go back to the page they were at."""
    chosen = [
        "blurred" if request.POST.get("blur") == "yes" else "plain",
        *(["text"] if request.POST.get("text") == "yes" else []),
    ]
    response = HttpResponseRedirect(back_to(request))
    response.set_cookie(_COOKIE, "-".join(chosen), max_age=_KEPT_S, httponly=True, samesite="Strict")
    return response


def graphic_spans(text: str, language: str | None, codebook: Codebook) -> tuple[Span, ...]:
    """The sentences of a text that hold a word of the codebook's list for its language."""
    pattern = _pattern(_words_of(language, codebook))
    if pattern is None:
        return ()
    found = (each.start() for each in pattern.finditer(text))
    return tuple(dict.fromkeys(_sentences_at(text, found)))


def is_graphic(words: str, language: str | None, codebook: Codebook) -> bool:
    """True for words that hold one of the list."""
    pattern = _pattern(_words_of(language, codebook))
    return pattern is not None and pattern.search(words) is not None


def _sentences_at(text: str, positions: Iterator[int]) -> Iterator[Span]:
    sentences = _SENTENCE.finditer(text)
    sentence = next(sentences, None)
    for position in positions:
        while sentence is not None and sentence.end() <= position:
            sentence = next(sentences, None)
        if sentence is not None:
            yield Span(*sentence.span())


def _words_of(language: str | None, codebook: Codebook) -> tuple[str, ...]:
    return tuple(word for listed in codebook.graphic(language).values() for word in listed)


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_word, words))})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    spaced = r"\s+".join(re.escape(part) for part in word.removesuffix("*").split())
    return spaced + (r"\w*" if word.endswith("*") else "")
