"""The Django app of the casebook."""

from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """Names the app `casebook`, whatever its path."""

    name = "civharm.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"
