"""Which reader reads which language; each is loaded when the first report in its language comes."""

from collections.abc import Callable, Mapping
from functools import cached_property

from civharm.codebook import Codebook
from civharm.model.ports import Reader
from civharm.model.reports import Scope
from civharm.places.gazetteer import SqliteGazetteer


class BuiltInReaders:
    """The readers that civharm ships. The gazetteer is opened with the first reader that needs it."""

    def __init__(
        self,
        codebook: Codebook,
        open_gazetteer: Callable[[], SqliteGazetteer],
        *,
        scope: Scope | None = None,
    ) -> None:
        self._codebook = codebook
        self._scope = scope or Scope()
        self._open_gazetteer = open_gazetteer
        self._loaded: dict[str, Reader] = {}

    def reader_for(self, language: str) -> Reader | None:
        """The reader of a language, None if there is none."""
        if language not in self._loaded and language in _LOADERS:
            self._loaded[language] = _LOADERS[language](self._codebook, self._gazetteer, self._scope)
        return self._loaded.get(language)

    @cached_property
    def _gazetteer(self) -> SqliteGazetteer:
        return self._open_gazetteer()


def _english(codebook: Codebook, gazetteer: SqliteGazetteer, scope: Scope) -> Reader:
    from civharm.claims.english.reader import EnglishReader

    return EnglishReader(codebook, gazetteer, countries=scope.countries)


def _arabic(codebook: Codebook, gazetteer: SqliteGazetteer, scope: Scope) -> Reader:
    from civharm.claims.arabic.reader import ArabicReader

    return ArabicReader(codebook, gazetteer, scope=scope)


_LOADERS: Mapping[str, Callable[[Codebook, SqliteGazetteer, Scope], Reader]] = {
    "en": _english,
    "ar": _arabic,
}
