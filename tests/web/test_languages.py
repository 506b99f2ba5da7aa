"""Catalogues: the words of templates and code are found, a translation is kept, gone words go, Django reads the result."""

import gettext
import re

import pytest
from django.utils.translation import override

from civharm.web.languages import catalogues
from civharm.web.languages.catalogues import (
    bring_up_to_date,
    compile_catalogue,
    found_words,
    po_files,
    read_catalogue,
    untranslated,
)
from civharm.web.pages.incidents import incident_title
from civharm.web.setup import ready
from civharm.web.words import range_words, when_words

HEADER = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);\\n"\n\n'


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """A package of pages with one template, one module and an Arabic catalogue that is behind them."""
    ready()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("{% load i18n %}<h1>{% translate 'Incidents' %}</h1>")
    (tmp_path / "b.py").write_text("gettext('Reports')\n")
    po = tmp_path / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(HEADER + 'msgid "Incidents"\nmsgstr "الحوادث"\n\nmsgid "Gone"\nmsgstr "ذهب"\n')
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    return po


def test_words_of_templates_and_of_code_are_found(pages):
    assert {message.id for message in found_words() if message.id} == {"Incidents", "Reports"}


def test_a_translation_is_kept_a_new_word_waits_and_a_gone_one_goes(pages):
    assert untranslated(bring_up_to_date(pages)) == ["Reports"]
    kept = read_catalogue(pages)
    assert kept["Incidents"].string == "الحوادث"
    assert "Gone" not in kept


def test_bringing_up_to_date_twice_changes_nothing(pages):
    bring_up_to_date(pages)
    once = pages.read_bytes()
    bring_up_to_date(pages)
    assert pages.read_bytes() == once


def test_django_reads_what_is_compiled(pages):
    with compile_catalogue(pages).open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Incidents") == "الحوادث"


@pytest.mark.parametrize("po", po_files(), ids=lambda po: po.parent.parent.name)
def test_the_shipped_catalogues_are_ones_that_babel_accepts(po):
    assert [fault for _, faults in read_catalogue(po).check() for fault in faults] == []


@pytest.mark.parametrize("po", po_files(), ids=lambda po: po.parent.parent.name)
def test_no_word_of_the_pages_lacks_a_translation(po):
    ready()
    catalogue, found = read_catalogue(po), found_words()
    new = [message.id for message in found if message.id and message.id not in catalogue]
    assert (new, untranslated(catalogue)) == ([], []), "run `make translations`, then translate"


PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z]+\}|<[^>]+>")


@pytest.mark.parametrize("po", po_files(), ids=lambda po: po.parent.parent.name)
def test_a_translation_keeps_marks_and_numbers(po):
    singular = [
        message
        for message in read_catalogue(po)
        if message.id and isinstance(message.id, str) and message.string
    ]
    assert [
        message.id
        for message in singular
        if sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(message.string))
    ] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["9 March 2021", "Airstrike, Zuhur, Tel Riman", "12–16"]),
        ("ar", ["9 مارس 2021", "غارة جوية، Zuhur، Tel Riman"]),
    ],
)
def test_days_and_titles_are_in_the_language_of_the_pages(record, language, words):
    ready()
    for po in po_files():
        compile_catalogue(po)
    incident = record.incidents[0]
    with override(language):
        told = [when_words(incident.when), incident_title(incident), range_words(12, 16)]
    assert all(each in told for each in words)
