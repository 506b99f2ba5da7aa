"""What was handed in, as the pages call it."""

import pytest
from django.utils.translation import override

from civharm.jobs.adding import Pasted, pasted, pasted_translation
from civharm.jobs.incoming import Incoming
from civharm.web.handed_in import handed_in_words
from civharm.web.setup import ready
from civharm.web.words import language_words

ready()


@pytest.mark.parametrize(
    ("language", "source", "words"),
    [
        ("en", "", "pasted text"),
        ("en", "Arn Courier", "pasted text, Arn Courier, 2021-05-14"),
        ("en", "صوت عرن", "pasted text, \u2068صوت عرن\u2069, 2021-05-14"),
        ("ar", "Arn Courier", "نص ملصق، \u2068Arn Courier\u2069، \u20682021-05-14\u2069"),
    ],
)
def test_a_pasted_text_is_called_so_in_the_language_and_its_parts_keep_their_order(
    tmp_path, language, source, words
):
    told = Pasted(text="Twelve died.", source=source, published="2021-05-14" if source else "")
    with override(language):
        assert handed_in_words(pasted(told, Incoming.of(tmp_path)).name) == words


def test_a_translation_is_called_so(tmp_path):
    name = pasted_translation("Twelve died.", Incoming.of(tmp_path), of=3).name
    with override("ar"):
        assert handed_in_words(name) == "ترجمة النص 3"


@pytest.mark.parametrize(
    "name", ["pasted texts.txt", "market.txt", "translation of the text of a law.pdf", ""]
)
def test_the_name_of_a_file_stays(name):
    with override("ar"):
        assert handed_in_words(name) == name


@pytest.mark.parametrize(
    ("code", "in_english", "in_arabic"),
    [("en", "English", "الإنجليزيّة"), ("ar", "Arabic", "العربيّة"), ("qqq", "qqq", "qqq"), (None, "–", "–")],
)
def test_a_language_is_called_by_its_name(code, in_english, in_arabic):
    assert language_words(code) == in_english
    with override("ar"):
        assert language_words(code) == in_arabic
