"""Headers that keep a page to itself: nothing runs, loads or frames but what this server sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: The map draws its marks from images in the style sheet (`data:`) and in memory (`blob:`).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer": a browser would then send forms with "Origin: null", which the check against forged forms refuses
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}

#: A browser that came over TLS once comes over nothing else for a year.
_TLS_ALONE = "max-age=31536000"

Respond = Callable[[HttpRequest], HttpResponse]


def security_headers(respond: Respond) -> Respond:
    """Middleware that adds the headers to each page; `no-store` keeps casebooks out of browser caches."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", _TLS_ALONE)
        return response

    return with_headers
