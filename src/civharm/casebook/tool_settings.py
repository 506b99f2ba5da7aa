"""A settings module for tools that want one (`makemigrations`, the type checker): a database in memory."""

from civharm.casebook.settings import casebook_settings, sqlite_database

globals().update(casebook_settings(sqlite_database(":memory:")))
