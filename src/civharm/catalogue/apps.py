"""The Django app of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Names the app `catalogue`, whatever its path."""

    name = "civharm.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
