"""The server: loopback alone, headers that let nothing in or out, no page for an unknown id."""

import re
from io import BytesIO
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest

from civharm.model.errors import InvalidInput
from civharm.web.serve import check_loopback, make_app


@pytest.fixture(scope="module")
def get(record):
    app = make_app(lambda: record)

    def ask(path, host="127.0.0.1", form=None, **headers):
        body = urlencode(form or {}).encode()
        environ = {"PATH_INFO": path, "HTTP_HOST": host, "wsgi.input": BytesIO(body), **headers}
        if form is not None:
            environ |= {
                "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
            }  # fmt: skip
        setup_testing_defaults(environ)
        heard = {}
        body = b"".join(
            app(environ, lambda status, headers: heard.update(status=status, headers=dict(headers)))
        )
        return heard["status"], heard["headers"], body.decode()

    return ask


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", ""])
def test_an_address_that_others_can_reach_is_refused(host):
    with pytest.raises(InvalidInput, match="loopback"):
        check_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_is_allowed(host):
    check_loopback(host)


PATHS = ["/incident/i-airstrike/", "/report/r1/", "/reports/", "/situation/", "/issues/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_with_a_strict_policy(get, path):
    status, headers, _ = get(path)
    assert status == "200 OK"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_scripts_are_served_by_this_server_with_the_right_type(get):
    status, headers, _ = get("/static/civharm/vendor/app.js")
    assert (status, headers["Content-Type"].split(";")[0]) == ("200 OK", "text/javascript")


@pytest.mark.parametrize("path", ["/incident/unknown/", "/report/unknown/", "/nowhere/"])
def test_an_unknown_id_is_not_found(get, path):
    assert get(path)[0] == "404 Not Found"


def test_a_foreign_host_name_is_refused(get):
    assert get("/", host="evil.example")[0] == "400 Bad Request"


FORGED = [
    ("no token", {}, {}, "403 Forbidden"),
    ("another's token", {"csrfmiddlewaretoken": "x" * 32}, {}, "403 Forbidden"),
    (
        "from another site",
        {"csrfmiddlewaretoken": "own"},
        {"HTTP_ORIGIN": "https://evil.example"},
        "403 Forbidden",
    ),
    (
        "from another port",
        {"csrfmiddlewaretoken": "own"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9"},
        "403 Forbidden",
    ),
    ("its own", {"csrfmiddlewaretoken": "own"}, {"HTTP_ORIGIN": "http://127.0.0.1"}, "302 Found"),
]


@pytest.mark.parametrize(
    ("form", "headers", "status"), [each[1:] for each in FORGED], ids=[each[0] for each in FORGED]
)
def test_without_logins_a_form_of_another_site_is_refused_as_well(get, form, headers, status):
    _, sent, page = get("/issues/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {name: token if value == "own" else value for name, value in form.items()}
    cookie = sent["Set-Cookie"].partition(";")[0]
    assert get("/looks/", form={"theme": "dark", **form}, HTTP_COOKIE=cookie, **headers)[0] == status


def test_what_a_report_says_is_text_and_never_markup(get):
    _, _, page = get("/report/r1/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["Salim Qadduri", "Huda Marwani", "ليلى الجبوري"])
def test_protected_names_are_on_no_page(get, path, name):
    assert name not in get(path)[2]


def test_a_withheld_name_does_not_show_its_length(get):
    page = get("/report/r1/")[2]
    assert "[name withheld]" in page and "█" not in page
