"""Rows in the columns of other recorders, with invented places and numbers; a test changes what it is about."""

from typing import Any

GED: dict[str, Any] = {
    "id": 101, "type_of_violence": 3, "side_a": "N. Army", "side_b": "Civilians", "source_headline": "Shells hit town",
    "where_prec": 1, "where_coordinates": "Norhaven", "adm_1": "West province", "adm_2": "", "latitude": 36.34,
    "longitude": 43.12, "country": "Arlandia", "event_clarity": 1, "date_prec": 1, "date_start": "2017-03-17",
    "date_end": "2017-03-17", "deaths_a": 0, "deaths_b": 0, "deaths_civilians": 5, "deaths_unknown": 0,
    "best": 5, "high": 7, "low": 3,
}  # fmt: skip
#: A battle: fighters of both sides, two civilians, one of whom nobody knows.
BATTLE = {"type_of_violence": 1, "side_b": "Reds", "deaths_a": 4, "deaths_b": 10, "deaths_civilians": 2,
          "deaths_unknown": 1, "best": 17, "high": 20, "low": 15}  # fmt: skip
TABLE: dict[str, Any] = {
    "id": "A1", "date": "2017-03-17", "place": "Norhaven", "lat": "36.34", "lon": "43.12", "country": "Arlandia",
    "precision": "town", "attacker": "N. Army", "civilians_killed_min": 3, "civilians_killed_max": 5,
    "civilians_injured_min": "", "civilians_injured_max": "",
}  # fmt: skip
ACLED: dict[str, Any] = {
    "event_id_cnty": "ARL1", "event_date": "17 March 2017", "year": 2017, "time_precision": 1,
    "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "N. Army", "inter1": 1,
    "actor2": "Civilians (Arlandia)", "inter2": 7, "civilian_targeting": "", "country": "Arlandia", "admin1": "West",
    "location": "Norhaven", "latitude": 36.34, "longitude": 43.12, "geo_precision": 1, "notes": "Mr Odo Vell died.",
    "fatalities": 5, "timestamp": 1490000000,
}  # fmt: skip
ATLOS: dict[str, Any] = {
    "slug": "ATL-AAAAAA", "project": "Lake", "inserted_at": "2022-03-18 10:00:00", "updated_at": "2022-03-19 10:00:00",
    "latitude": 36.34, "longitude": 43.12, "status": "Completed", "description": "Mr Odo Vell filmed a strike.",
    "date": "2022-03-17", "tags": "", "geolocation_resolution": "Vicinity", "more_info": "Odo Vell lives there.",
    "restrictions": "", "sensitive": "Graphic Violence", "source_1": "https://social.example/odo_vell/1",
    "Incident Type": "Military Activity/Strike", "Impact": "Structure/Roads, Highways, or Transport, Death/Civilian",
}  # fmt: skip
AIRWARS: dict[str, Any] = {
    "code": "NS12", "permalink": "https://recorder.example/ns12", "post_status": "publish", "date": "2017-03-17",
    "country_name": "Arlandia", "location_name": "Norhaven", "latitude": 36.34, "longitude": 43.12,
    "geolocation_accuracy_name": "Neighbourhood/area", "strike_status_name": "Likely strike",
    "civilian_harm_status_name": "Fair", "strike_type_name": "Airstrike", "civilians_killed_min": 3,
    "civilians_killed_max": 5, "children_killed_min": 1, "children_killed_max": 2, "civilians_injured_min": "",
    "civilians_injured_max": "",
}  # fmt: skip
#: The same in the old public file.
OLD_AIRWARS: dict[str, Any] = {
    "Unique Reference Code": "NS12", "Permalink": "https://recorder.example/ns12", "Country": "Arlandia",
    "Date": "2017-03-17", "Grading": "Fair", "Latitude": 36.34, "Longitude": 43.12, "Strike Status": "Likely strike",
    "Geolocation Accuracy": "Exact location (via Airwars)", "Civilians Killed Min": 3, "Civilians Killed Max": 5,
    "Civilians Injured Min": "", "Civilians Injured Max": "", "Militants Killed Min": 2, "Militants Killed Max": 2,
    "Belligerents List": "N. Army; Reds",
}  # fmt: skip
