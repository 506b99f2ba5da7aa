"""The languages that the pages can be read in: English, and each one that has a catalogue."""

from pathlib import Path

from civharm.model.errors import NotFound

#: Where the catalogues lie, one folder a language, as gettext has them.
CATALOGUES = Path(__file__).parents[1] / "locale"
_OWN_NAMES = {"ar": "العربية", "fr": "français", "uk": "українська"}


def _with_catalogue() -> tuple[str, ...]:
    return tuple(sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/django.mo")))


#: Code and own name of each.
LANGUAGES = (("en", "English"), *((code, _OWN_NAMES.get(code, code)) for code in _with_catalogue()))


def check_offered(language: str) -> None:
    """Raises NotFound where pages can't be read in the language; the message names those in which they can."""
    codes = [code for code, _ in LANGUAGES]
    if language not in codes:
        raise NotFound(f"there are no pages in {language!r}: choose {' or '.join(codes)}")
