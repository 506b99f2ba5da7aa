"""Which addresses are fetched. A name that leads near this machine is refused, however it is written."""

from ipaddress import ip_address

import pytest

from civharm.model.errors import InvalidInput, NotNow
from civharm.reports.fetching.guard import Guard, is_public

PUBLIC = [
    "93.184.216.34",
    "2606:2800:220:1::1",
    "::ffff:93.184.216.34",
    "2002:5db8:d822::1",
    "64:ff9b::5db8:d822",
]
NEAR = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1",
    "fc00::1", "fd12::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::1",
    "2002:c0a8:101::1", "64:ff9b::7f00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::127.0.0.1", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_network_may_be_asked(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NEAR)
def test_what_is_near_this_machine_is_refused(address):
    assert not is_public(ip_address(address))
    with pytest.raises(InvalidInput, match="private network or to this machine"):
        Guard(resolve=lambda host, port: [address]).checked("https://news.example/a")


def test_one_near_address_among_public_ones_is_enough():
    guard = Guard(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(InvalidInput, match="private network"):
        guard.checked("https://news.example/")


REFUSED = {
    "file:///etc/passwd": "only http and https",
    "ftp://news.example/a": "only http and https",
    "gopher://news.example:70/_x": "only http and https",
    "javascript:alert(1)": "only http and https",
    "https://user:secret@news.example/": "a name and a password",
    "https://news.example:22/": "port 22",
    "http://news.example:99999/": "port is no number",
    "https:///a": "names no machine",
    "http://news.example/a b": "blanks",
    "http://news.example/\r\nHost: x": "blanks",
    "https://" + "a" * 3000: "longer than any address",
}


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: url[:30])
def test_what_is_no_page_of_the_web_is_refused(url):
    with pytest.raises(InvalidInput, match=REFUSED[url]) as refused:
        Guard(resolve=lambda host, port: ["93.184.216.34"]).checked(url)
    assert "secret" not in str(refused.value)


def test_a_name_that_leads_nowhere_may_lead_somewhere_later():
    with pytest.raises(NotNow, match="leads nowhere"):
        Guard(resolve=lambda host, port: []).checked("https://news.example/")


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/", "http://[::1]/"]
)
def test_this_machine_by_any_name_is_refused_by_the_real_resolver(url):
    with pytest.raises(InvalidInput):
        Guard().checked(url)


def test_a_name_in_arabic_letters_is_asked_by_its_wire_form():
    place = Guard(resolve=lambda host, port: ["93.184.216.34"]).checked("https://أخبار.example/خبر?x=1#part")
    assert place.host.startswith("xn--") and place.host.endswith(".example")
    assert (place.target, place.port) == ("/%D8%AE%D8%A8%D8%B1?x=1", 443)
