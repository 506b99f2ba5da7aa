"""Which of several places with their shares is an event's."""

import pytest

from civharm.claims.english.events.placing import likeliest_place
from civharm.model.places import Place, PlacePrecision


def place(name: str, lat: float, precision: PlacePrecision, radius_m: int = 3_000) -> Place:
    return Place(
        name=name, id=name, lat=lat, lon=44.0, precision=precision, radius_m=radius_m, words=name, rule="test"
    )


CITY = place("Wardan", 35.0, PlacePrecision.CITY)
QUARTER = place("Harbour", 35.05, PlacePrecision.NEIGHBOURHOOD)
FAR = place("Qasr", 36.0, PlacePrecision.CITY)
DISTRICT = place("Wardan district", 35.2, PlacePrecision.DISTRICT, radius_m=40_000)
PROVINCE = place("Nahr", 35.5, PlacePrecision.PROVINCE, radius_m=200_000)

#: the places with their shares, the likeliest first; the place chosen
SHARES = [
    ([(0.4, CITY), (0.2, FAR)], CITY),
    ([(0.2, CITY), (0.1, FAR)], None),
    ([(0.35, FAR), (0.25, CITY), (0.2, QUARTER)], CITY),
    ([(0.4, FAR), (0.3, PROVINCE), (0.25, CITY)], FAR),
    ([(0.6, DISTRICT), (0.1, CITY)], CITY),
    ([(0.6, DISTRICT), (0.1, FAR), (0.02, CITY)], DISTRICT),
    ([], None),
]


@pytest.mark.parametrize(("judged", "chosen"), SHARES)
def test_the_likeliest_place(judged, chosen):
    assert likeliest_place(judged, 0.3) == chosen
