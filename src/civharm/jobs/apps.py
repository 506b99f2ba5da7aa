"""The Django app of the jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Names the app `jobs`, whatever its path."""

    name = "civharm.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
