"""Names of places and countries in the language of the pages."""

import pytest
from django.utils.translation import override

from civharm.places.labels import only_arabic_name
from civharm.web.naming import country_name
from civharm.web.setup import ready
from support.named_places import gazetteer_of, named

ready()


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [("en", "IQ", "Iraq"), ("ar", "IQ", "العراق"), ("en", "XQ", "XQ"), ("tlh", "IQ", "IQ")],
)
def test_a_country_is_called_by_its_name(language, code, name):
    with override(language):
        assert country_name(code) == name


@pytest.mark.parametrize(
    ("arabic", "called"),
    [(["رمان"], "رمان"), (["رمان", "رمان"], "رمان"), (["رمان", "الرمان"], None), ([], None)],
    ids=["one", "two alike", "two that differ", "none"],
)
def test_a_name_alone_is_translated_where_all_that_bear_it_are_called_alike(arabic, called):
    places = [
        named(number, "Rumman", each, lat=float(number), kind="town") for number, each in enumerate(arabic)
    ]
    world = gazetteer_of(*places, named(9, "Marsa", "مرسى", lat=60.0, kind="town"))
    assert only_arabic_name(world, "Rumman") == called
