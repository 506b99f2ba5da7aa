"""Words that place files have for the rungs of the ladder, and the radius of a rung where no other is given."""

from civharm.model.places import PlacePrecision as P
from civharm.places.layers.points import shortened
from civharm.places.layers.records import BadRow

_RUNGS = {
    "adm0": P.COUNTRY, "admin0": P.COUNTRY, "adm1": P.PROVINCE, "admin1": P.PROVINCE, "governorate": P.PROVINCE,
    "province/governorate": P.PROVINCE, "state": P.PROVINCE, "region": P.PROVINCE, "oblast": P.PROVINCE,
    "adm2": P.DISTRICT, "admin2": P.DISTRICT, "county": P.DISTRICT, "adm3": P.SUBDISTRICT,
    "admin3": P.SUBDISTRICT, "subdistrict": P.SUBDISTRICT, "sub-district": P.SUBDISTRICT,
    "neighborhood": P.NEIGHBOURHOOD, "neighbourhood/area": P.NEIGHBOURHOOD, "suburb": P.NEIGHBOURHOOD,
    "quarter": P.NEIGHBOURHOOD, "area": P.NEIGHBOURHOOD, "camp": P.NEIGHBOURHOOD, "landmark": P.LANDMARK,
    "poi": P.LANDMARK, "exact": P.EXACT, "point": P.EXACT, "building": P.EXACT, "road": P.STREET,
    "hamlet": P.VILLAGE, "populated_place": P.UNKNOWN, "settlement": P.UNKNOWN, "as_named": P.UNKNOWN, "": P.UNKNOWN,
}  # fmt: skip
#: What recorders add to say who located it: kept by none of our columns.
_LOCATED_BY = ("_(other)", "_(via_", "_via_")
_WITHIN_M = {"within_100m": P.EXACT, "within_1km": P.LANDMARK, "within_1_km": P.LANDMARK}
#: Radii in metres where a file gives none.
DEFAULT_RADIUS_M = {
    P.EXACT: 50, P.STREET: 300, P.LANDMARK: 300, P.NEIGHBOURHOOD: 800, P.VILLAGE: 1_000, P.TOWN: 2_500,
    P.CITY: 8_000, P.SUBDISTRICT: 12_000, P.DISTRICT: 30_000, P.PROVINCE: 90_000, P.COUNTRY: 400_000,
    P.UNKNOWN: 3_000,
}  # fmt: skip


def rung(written: str) -> P:
    """The rung that a cell names. Raises BadRow for a word that names none."""
    word = "_".join(written.lower().split())
    for mark in _LOCATED_BY:
        word = word.partition(mark)[0]
    found = _RUNGS.get(word) or _WITHIN_M.get(word)
    if found is not None:
        return found
    try:
        return P(word)
    except ValueError:
        raise BadRow(
            f"precision {shortened(written)} is none of: {', '.join(P)}",
            "use one of these, or leave it empty",
        ) from None
