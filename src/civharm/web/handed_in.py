"""How what was handed in is called on pages: what was pasted has a name in English that the casebook made up."""

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from civharm.web.words import listed

#: How `civharm.jobs.adding` begins the names of what was pasted; translators find the words below.
_PASTED, _TRANSLATION = "pasted text", "translation of the text "


def handed_in_words(name: str) -> str:
    """The name of an input or a capture, in the language of the pages where the casebook made it up: `pasted text, Arn Courier`.

    What a person wrote in it keeps its own direction, whatever stands beside it.
    """
    if name == _PASTED or name.startswith(f"{_PASTED}, "):
        return listed((_("pasted text"), *map(_apart, name.split(", ")[1:])))
    number = name.removeprefix(_TRANSLATION)
    if number != name and number.isdigit():
        return _("translation of the text %(number)s") % {"number": number}
    return name


def _apart(words: str) -> str:
    """Words that no direction of writing beside them turns round."""
    is_plain = words.isascii() and not get_language_bidi()
    return words if is_plain else f"\u2068{words}\u2069"
