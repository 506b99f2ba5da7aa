"""What the web adds to the casebook's settings."""

from typing import Any

from civharm.web.languages.offered import CATALOGUES, LANGUAGES
from civharm.web.templating import FOLDER

#: Files of one form, and what a form may hold beside its files: a pasted report and its translation.
_MOST_FILES, _MOST_WORDS_BYTES = 500, 50_000_000


def web_settings() -> dict[str, Any]:
    """Settings of the single-user mode: no login, loopback only, one cookie against forged forms."""
    return {
        "ROOT_URLCONF": "civharm.web.urls",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "MIDDLEWARE": [
            "civharm.web.headers.security_headers",
            "civharm.web.behind.told_in_header",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.gzip.GZipMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "civharm.web.permission.single_user",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        "FILE_UPLOAD_HANDLERS": ["civharm.web.intake.uploads.ToIncoming"],
        "DATA_UPLOAD_MAX_NUMBER_FILES": _MOST_FILES,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": _MOST_WORDS_BYTES,
        "STATIC_URL": "/static/",
        "WHITENOISE_ROOT": None,
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_AUTOREFRESH": False,
        "STATIC_ROOT": str(FOLDER / "static"),
        "CSRF_FAILURE_VIEW": "civharm.web.refusing.forged",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
        "SESSION_COOKIE_SAMESITE": "Strict",
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": list(LANGUAGES),
        # A comma is never a decimal sign here, in whichever language: "1,234" is a thousand and more.
        "FORMAT_MODULE_PATH": "civharm.web.languages.formats",
        "LOCALE_PATHS": [str(CATALOGUES)],
        "DEBUG": False,
    }
