"""Words of a text with their offsets: all that finding place names needs."""

import re
from dataclasses import dataclass

from civharm.model.spans import Span

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., D.C.
    r"|[^\W\d_]+(?:['’ʻʼ‘.\-‐‑&][^\W\d_]+)*"  # al-Tob, Sana'a, St.Louis
    r"|\d+(?:[.,:/-]\d+)*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)]*\s+$|\n\s*$|^\s*[\"“]?$")
#: The Arabic article in front of a name, as it is written in Latin letters.
ARTICLE = re.compile(
    r"^(?:al|el|ar|as|ash|at|ad|an|az|ez|es|er|ed|et|en|ul|l|d)[-'’‐‑](?=[^\W\d_])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `gap` is the text between the word before and this one."""

    text: str
    start: int
    end: int
    gap: str

    @property
    def lower(self) -> str:
        """The word in lower case, without a dot at the end."""
        return self.text.lower().rstrip(".")

    @property
    def is_capital(self) -> bool:
        """True if the word is written as a name ("Mosul", "al-Tob")."""
        word = ARTICLE.sub("", self.text)
        return word[:1].isupper()

    @property
    def joins(self) -> bool:
        """True if nothing but one blank, a line break or a dot of shortening stands before the word."""
        return self.gap.strip(" \u00a0\t\r") in ("", "\n") and self.gap != ""

    @property
    def span(self) -> Span:
        """Where the word stands."""
        return Span(self.start, self.end)


def tokens_of(text: str) -> list[Token]:
    """All words and numbers, possessives cut off."""
    tokens: list[Token] = []
    before = 0
    for match in _WORD.finditer(text):
        word = match.group()
        end = match.end()
        if possessive := _POSSESSIVE.search(word):
            word, end = word[: possessive.start()], match.start() + possessive.start()
        if word:
            tokens.append(Token(word, match.start(), end, text[before : match.start()]))
            before = end
    return tokens


def begins_sentence(text: str, token: Token) -> bool:
    """True if a sentence, a line or the text begins with the word."""
    return bool(_SENTENCE_END.search(text[max(0, token.start - 6) : token.start])) or token.start == 0
