"""The Django app of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app `accounts`; its tables are empty where one person works alone."""

    name = "civharm.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
