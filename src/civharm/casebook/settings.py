"""Django's settings for a casebook, made by a function from its database; nothing is read at import."""

import secrets
from typing import Any

#: One database as Django describes it.
DatabaseSettings = dict[str, Any]

#: SQLite waits this long for another program's write before it gives up.
_BUSY_S = 30


def sqlite_database(path: str) -> DatabaseSettings:
    """A database in a file: write-ahead log, a write transaction from its first statement on."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": _BUSY_S,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
        },
    }


def postgresql_database(url: str) -> DatabaseSettings:
    """A database on a PostgreSQL server, from a URL in the form that libpq reads."""
    from psycopg.conninfo import conninfo_to_dict

    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    database = {setting: str(parts.pop(part, "")) for part, setting in named.items()}
    return {"ENGINE": "django.db.backends.postgresql", **database, "OPTIONS": parts}


def casebook_settings(database: DatabaseSettings) -> dict[str, Any]:
    """What the casebook needs of Django. The web adds its own on top.

    The secret key signs nothing that outlives the program: sessions are the web's, which sets its own.
    """
    return {
        "DATABASES": {"default": database},
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "civharm.casebook",
            "civharm.accounts",
            "civharm.jobs",
            "civharm.catalogue",
        ],
        "AUTH_USER_MODEL": "casebook.User",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "SECRET_KEY": secrets.token_urlsafe(50),
    }


def configure(settings: dict[str, Any]) -> None:
    """Set Django up with these settings; once in a program, a second call changes nothing."""
    import django
    from django.conf import settings as configured

    if not configured.configured:
        configured.configure(**settings)
        django.setup()
