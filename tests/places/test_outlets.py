"""The home of an outlet by its name: a weak hint, and none where nobody said which countries matter."""

import pytest

from civharm.places.mentions import find_places
from civharm.places.outlets import homes_of_outlet
from civharm.places.resolve import PlaceHints, resolve_places

#: source, masthead, countries, the latitudes of the homes
OUTLETS = [
    ("kirkuknow.example", None, ("IQ",), [35]),
    ("The Kirkuk Post", None, ("IQ",), [35]),
    ("kirkuknow.example", None, (), []),
    ("kirkuknow.example", None, ("SY",), []),
    ("qasr.example", None, ("IQ",), []),
    ("unionleader.example", None, ("US",), []),
    ("qasr.example", "Qasr News 4 Tucson, Arizona", ("US",), [32]),
    ("qasr.example", "Qasr News 4 Arizona", ("US",), [33]),
    (None, None, ("IQ",), []),
]


@pytest.mark.parametrize(("source", "masthead", "countries", "latitudes"), OUTLETS)
def test_the_home_of_an_outlet(gazetteer, source, masthead, countries, latitudes):
    homes = homes_of_outlet(source, masthead, gazetteer=gazetteer, countries=countries)
    assert sorted(int(lat) for lat, _ in homes) == latitudes


@pytest.mark.parametrize(
    ("source", "longitude"), [("tucsonpost.example", -111), ("bostonpost.example", -87), (None, -87)]
)
def test_of_namesakes_the_one_near_the_outlets_home_is_meant(gazetteer, source, longitude):
    text = "Two men were killed in Florence on Friday."
    homes = homes_of_outlet(source, None, gazetteer=gazetteer, countries=("US",))
    mentions = find_places(text, language="en", gazetteer=gazetteer)
    found = resolve_places(mentions, gazetteer, hints=PlaceHints(countries=("US",), near=homes))
    assert [int(place.lon) for place in found] == [longitude]
