"""Catalogues of translations: which words the pages have, which of them a language lacks, and the form that Django reads.

Babel does the work; GNU gettext need not be installed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from civharm.web.templating import FOLDER

#: Where Django looks for `LANGUAGE/LC_MESSAGES/django.mo`.
LOCALE = FOLDER / "locale"
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def po_files() -> list[Path]:
    """The catalogue of each language, to be edited by hand or with any gettext editor."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def language_of(po: Path) -> str:
    return po.parent.parent.name


def found_words() -> Catalog:
    """All words that the templates and the code of the pages mark for translation."""
    catalogue = Catalog(charset="utf-8")
    for path, source in _sources():
        for _line, words, comments, context in extract(
            "python", BytesIO(source.encode()), keywords=_KEYWORDS, comment_tags=("Translators:",)
        ):
            catalogue.add(words, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalogue


def _sources() -> Iterator[tuple[str, str]]:
    """Each file as Python that Babel reads, with its path in the package."""
    from django.utils.translation.template import templatize

    for path in sorted(FOLDER.rglob("*.py")):
        yield str(path.relative_to(FOLDER)), path.read_text(encoding="utf-8")
    for path in sorted((FOLDER / "templates").rglob("*.html")):
        name = str(path.relative_to(FOLDER))
        yield name, templatize(path.read_text(encoding="utf-8"), origin=name)


def read_catalogue(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=language_of(po))


def bring_up_to_date(po: Path) -> Catalog:
    """Add words that are new and drop those that are gone; a translation is never guessed from a like one."""
    catalogue = read_catalogue(po)
    catalogue.update(found_words(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "civharm", ""
    catalogue.last_translator = catalogue.msgid_bugs_address = catalogue.language_team = "civharm"
    with po.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, width=110, include_lineno=False)
    return catalogue


def compile_catalogue(po: Path) -> Path:
    """Write the form that Django reads, beside the catalogue."""
    mo = po.with_suffix(".mo")
    with mo.open("wb") as file:
        write_mo(file, read_catalogue(po))
    return mo


def untranslated(catalogue: Catalog) -> list[str]:
    """The words that the language has no translation of; a fuzzy one is a guess that the pages don't use."""
    return [
        _first(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not _is_whole(message.string))
    ]


def _first(words: str | list[str] | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[0]


def _is_whole(translation: str | list[str] | tuple[str, ...] | None) -> bool:
    return bool(translation) if isinstance(translation, str) else bool(translation) and all(translation or ())
