"""The languages that the pages can be read in: English, and each one that has a catalogue."""

from pathlib import Path

#: Where the catalogues lie, one folder a language, as gettext has them.
CATALOGUES = Path(__file__).parents[1] / "locale"
_OWN_NAMES = {"ar": "العربية", "fr": "français", "uk": "українська"}


def _with_catalogue() -> tuple[str, ...]:
    return tuple(sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/django.mo")))


#: Code and own name of each.
LANGUAGES = (("en", "English"), *((code, _OWN_NAMES.get(code, code)) for code in _with_catalogue()))
