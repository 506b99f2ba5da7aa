"""Which reader reads which language; each is loaded when the first report in its language comes."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.claims.second.which import SecondReaderOn
from civharm.codebook import Codebook, default_codebook
from civharm.model.ports import Reader
from civharm.model.reports import Scope
from civharm.places.gazetteer import SqliteGazetteer, open_gazetteer

if TYPE_CHECKING:
    from civharm.claims.second.grammar import Grammar
    from civharm.claims.second.reader import Ask, LanguageModelReader

_Loader = Callable[[Codebook, SqliteGazetteer, Scope], Reader]


#: The names of these readers, as claims and readings bear them.
NAMES = frozenset({"english-rules", "arabic-rules"})


class BuiltInReaders:
    """The readers that civharm ships. The gazetteer is opened with the first reader that needs it."""

    def __init__(
        self,
        codebook: Codebook,
        open_gazetteer: Callable[[], SqliteGazetteer],
        *,
        scope: Scope | None = None,
        is_selective: bool = True,
    ) -> None:
        """`is_selective`: parse only the sentences that can matter (English)."""
        self._codebook = codebook
        self._scope = scope or Scope()
        self._open_gazetteer = open_gazetteer
        self._loaders: Mapping[str, _Loader] = {
            "en": partial(_english, is_selective=is_selective),
            "ar": _arabic,
        }
        self._loaded: dict[str, Reader] = {}

    def reader_for(self, language: str) -> Reader | None:
        """The reader of a language, None if there is none."""
        if language not in self._loaded and language in self._loaders:
            self._loaded[language] = self._loaders[language](self._codebook, self._gazetteer, self._scope)
        return self._loaded.get(language)

    def second(self, ask: "Ask", *, model: str, on: SecondReaderOn) -> "LanguageModelReader":
        """A second reader over a language model, by the same codebook and gazetteer."""
        from civharm.claims.second.reader import LanguageModelReader

        return LanguageModelReader(ask=ask, model=model, grammars={"en": cache(self._english_grammar)}, on=on)

    def _english_grammar(self) -> "Grammar":
        from civharm.claims.second.english import EnglishGrammar

        return EnglishGrammar(self._codebook, self._gazetteer, countries=self._scope.countries)

    @cached_property
    def _gazetteer(self) -> SqliteGazetteer:
        return self._open_gazetteer()


def built_in_readers(
    codebook: Codebook | None = None, *, places: Sequence[Path] = (), scope: Scope | None = None
) -> BuiltInReaders:
    """The readers by a codebook, the shipped one by default, and the shipped gazetteer under place files of one's own."""
    return BuiltInReaders(codebook or default_codebook(), partial(open_gazetteer, *places), scope=scope)


def _english(
    codebook: Codebook, gazetteer: SqliteGazetteer, scope: Scope, *, is_selective: bool = True
) -> Reader:
    from civharm.claims.english.reader import EnglishReader

    return EnglishReader(codebook, gazetteer, countries=scope.countries, is_selective=is_selective)


def _arabic(codebook: Codebook, gazetteer: SqliteGazetteer, scope: Scope) -> Reader:
    from civharm.claims.arabic.reader import ArabicReader

    return ArabicReader(codebook, gazetteer, scope=scope)
