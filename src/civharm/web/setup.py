"""What must be there before a page can be made."""

from civharm.model.errors import NotSetUp


def ready() -> None:
    """Configure Django for making pages, unless a casebook has configured it already."""
    from civharm.casebook.settings import casebook_settings, configure, sqlite_database
    from civharm.web.settings import web_settings

    configure({**casebook_settings(sqlite_database(":memory:")), **web_settings()})


def check_assets() -> None:
    """Raise NotSetUp where the bundled scripts are missing."""
    from civharm.web.templating import VENDOR

    if not (VENDOR / "app.js").is_file():
        raise NotSetUp(f"the web assets are not built ({VENDOR / 'app.js'} is missing): run `make setup`")
