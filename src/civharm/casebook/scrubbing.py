"""Having removed rows gone from the files of the database as well, not only from its tables."""

from django.db import connections

from civharm.casebook.destroying import TABLES


def scrub(alias: str) -> None:
    """Write the tables anew, without what was removed from them. Not inside a transaction."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in TABLES:
            cursor.execute(f'VACUUM FULL "{table._meta.db_table}"')
