"""A gazetteer of a few places, with their names for the map."""

import sqlite3

from civharm.places.keys import INSERT_PLACE
from civharm.places.keys import SCHEMA as PLACES_SCHEMA
from civharm.places.labels import SCHEMA, Named, write_labels
from civharm.places.names import plain_key


def named(number: int, name: str, *spellings: str, **fields: object) -> Named:
    known = {"kind": "town", "population": 1000 * number, "lat": 36.3, "lon": 43.1, **fields}
    return Named(id=number, name=name, spellings=spellings, **known)


def gazetteer_of(*places: Named) -> sqlite3.Connection:
    """The places in a database of the gazetteer's form."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.executescript(PLACES_SCHEMA + SCHEMA)
    database.execute("INSERT INTO sources VALUES (1, 'invented', 'CC0')")
    for each in places:
        row = (
            each.id, each.name, each.lat, each.lon, "IQ", each.kind, 1000, None, None, each.population, 1, None, "world",
            f"invented:{each.id}",
        )  # fmt: skip
        database.execute(INSERT_PLACE, row)
        database.execute("INSERT INTO names VALUES (?, ?, 0)", (plain_key(each.name), each.id))
    write_labels(database, places)
    return database
