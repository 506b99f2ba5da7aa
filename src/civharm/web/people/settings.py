"""What a team's server adds to the settings of the web: logins with second factors, sessions, rate limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from civharm.web.settings import web_settings
from civharm.web.templating import FOLDER

#: A session ends when nobody used it for so long (`accounts.sessions` says so too).
_IDLE_S = 2 * 60 * 60
_REAUTHENTICATED_S = 15 * 60
_PEOPLE = "civharm.web.people"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTerms:
    """How the team's server is reached: under which names, over TLS (which ends at a proxy) or not, with which key."""

    names: Sequence[str]
    is_behind_tls: bool
    key: str


def team_settings(terms: TeamTerms, apps: Sequence[str]) -> dict[str, Any]:
    """All settings of the web for a team; `apps` are those that the casebook needs."""
    return {
        **web_settings(),
        "INSTALLED_APPS": [*apps, "allauth", "allauth.account", "allauth.mfa"],
        "ROOT_URLCONF": f"{_PEOPLE}.all_urls",
        "ALLOWED_HOSTS": list(terms.names),
        "SECRET_KEY": terms.key,
        "MIDDLEWARE": _MIDDLEWARE,
        "TEMPLATES": [_TEMPLATES],
        **_SESSIONS,
        **_secured(terms),
        **_LOGINS,
        **_SECOND_FACTORS,
    }


_MIDDLEWARE = [
    "civharm.web.headers.security_headers",
    "civharm.web.behind.told_in_header",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    f"{_PEOPLE}.gate.TeamGate",
]
#: For the pages that allauth makes: our templates alone, with what every page of ours has.
_TEMPLATES = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [str(FOLDER / "templates")],
    "OPTIONS": {
        "libraries": {"civharm": "civharm.web.tags", "i18n": "django.templatetags.i18n"},
        "builtins": ["civharm.web.tags", "django.templatetags.i18n"],
        "context_processors": [f"{_PEOPLE}.context.page_values"],
    },
}
_SESSIONS = {
    "SESSION_ENGINE": "civharm.accounts.sessions",
    "SESSION_COOKIE_AGE": _IDLE_S,
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "SESSION_COOKIE_HTTPONLY": True,
}
_LOGINS = {
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    "ACCOUNT_ADAPTER": f"{_PEOPLE}.adapters.Accounts",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": False,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_PRESERVE_USERNAME_CASING": False,
    "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": _REAUTHENTICATED_S,
    # Counted in the database: for all processes of a server together, and no restart forgets them.
    "ACCOUNT_RATE_LIMITS": {
        "login": "30/m/ip",
        "login_failed": "20/m/ip,5/5m/key",
        "invitation": "20/m/ip",
        "token": "30/m/ip",
    },
    "CACHES": {"default": {"BACKEND": "civharm.accounts.attempts.Attempts"}},
}
_SECOND_FACTORS = {
    "MFA_ADAPTER": f"{_PEOPLE}.adapters.SecondFactors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_TOTP_ISSUER": "civharm",
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_PASSKEY_LOGIN_ENABLED": False,
    "MFA_PASSKEY_SIGNUP_ENABLED": False,
}


def _secured(terms: TeamTerms) -> dict[str, Any]:
    """Cookies that travel over TLS alone. The prefix has browsers refuse one that a neighbouring name set."""
    prefix = "__Host-" if terms.is_behind_tls else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}civharm",
        "CSRF_COOKIE_NAME": f"{prefix}civharm_csrf",
        "SESSION_COOKIE_SECURE": terms.is_behind_tls,
        "CSRF_COOKIE_SECURE": terms.is_behind_tls,
        "LANGUAGE_COOKIE_SECURE": terms.is_behind_tls,
    }
