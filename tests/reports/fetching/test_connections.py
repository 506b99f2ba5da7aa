"""Where a connection goes: to the address that the guard looked at, whatever the name says by then (DNS rebinding)."""

import pytest

from civharm.reports.fetching.asking import pool_to
from civharm.reports.fetching.guard import Guard

CHECKED = "93.184.216.34"


def pool_of(url):
    return pool_to(Guard(resolve=lambda host, port: [CHECKED]).checked(url))


@pytest.mark.parametrize(
    ("url", "port"),
    [("http://news.example/a", 80), ("https://news.example/a", 443)],
    ids=["open", "over TLS"],
)
def test_a_connection_goes_to_the_address_that_was_looked_at(url, port):
    pool = pool_of(url)
    assert (pool.host, pool.port) == (CHECKED, port)


def test_over_tls_the_certificate_must_be_for_the_name():
    pool = pool_of("https://news.example/a")
    assert (pool.assert_hostname, pool.cert_reqs) == ("news.example", "CERT_REQUIRED")
    assert pool.conn_kw["server_hostname"] == "news.example"
