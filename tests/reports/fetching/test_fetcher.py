"""The fetcher against a server of the test's own: what is kept, what is asked, and what is refused on the way."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from civharm.model.errors import InvalidInput, NotNow
from civharm.reports.capture import capture
from civharm.reports.fetching import asking, fetcher
from civharm.reports.fetching.archive import warc_of
from civharm.reports.fetching.fetcher import Fetcher
from civharm.reports.fetching.guard import Guard
from civharm.reports.render import render
from support.web_server import Answer, packed, serving

PAGE = b"<html><head><title>Market shelled</title></head><body><h1>Market shelled</h1><p>Shells killed 12 people in Arn on Monday, the mayor said.</p></body></html>"


@pytest.fixture
def site():
    with serving() as served:
        yield served


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def fetch(site, pauses):
    return Fetcher(guard=site.guard, sleep=pauses.append)


def rendered(content):
    return render(
        capture("page", content, method="fetch", captured_at=datetime(2021, 5, 4, tzinfo=UTC)), content
    )


def test_a_page_is_kept_with_its_redirects_and_read_from_the_archive(site, fetch):
    site.answers |= {
        "/short": Answer(status=302, headers={"Location": "/long"}),
        "/long": Answer(packed(PAGE), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
    }
    archive = warc_of(fetch.fetch(site.url("/short")))
    records = [
        (
            r.rec_type,
            r.rec_headers.get_header("WARC-Target-URI"),
            r.http_headers and r.http_headers.get_statuscode(),
        )
        for r in ArchiveIterator(BytesIO(archive))
    ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "request", "response", "request", "response"]
    assert [status for kind, _, status in records if kind == "response"] == ["302", "200"]
    (made,) = rendered(archive).reports
    assert made.report.url == site.url("/long")
    assert "killed 12 people" in made.rendition.text
    assert made.report.title == "Market shelled"


def test_the_same_page_fetched_again_is_the_same_report(site, fetch):
    site.answers["/a"] = Answer(PAGE)
    first, second = (rendered(warc_of(fetch.fetch(site.url("/a")))) for _ in range(2))
    assert first.reports[0].report.id == second.reports[0].report.id


def test_the_encoding_that_the_server_names_is_believed(site, fetch):
    words = "قتلت القذائف اثني عشر شخصا في السوق"
    site.answers["/a"] = Answer(
        f"<html><body><p>{words}</p></body></html>".encode("cp1256"),
        headers={"Content-Type": "text/html; charset=windows-1256"},
    )
    (made,) = rendered(warc_of(fetch.fetch(site.url("/a")))).reports
    assert words in made.rendition.text


def test_who_asks_says_so_and_sends_nothing_else(site, fetch):
    site.answers["/a"] = Answer(PAGE, headers={"Content-Type": "text/html", "Set-Cookie": "a=b"})
    fetch.fetch(site.url("/a"))
    fetch.fetch(site.url("/a"))
    headers = site.asked[-1][1]
    assert headers["User-Agent"].startswith("civharm/")
    assert headers["Host"] == f"news.example:{site.port}"
    assert not {"Cookie", "Referer", "Authorization"} & headers.keys()


def test_a_host_is_left_alone_between_two_requests_as_long_as_it_asks(site, fetch, pauses):
    site.answers |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 7"), "/a": Answer(PAGE)}
    fetch.fetch(site.url("/a"))
    fetch.fetch(site.url("/a"))
    assert pauses and 6 < max(pauses) <= 7


def test_a_page_that_robots_keep_out_of_is_not_asked_for(site, fetch):
    site.answers |= {
        "/robots.txt": Answer(b"User-agent: civharm\nDisallow: /private"),
        "/private": Answer(PAGE),
    }
    with pytest.raises(InvalidInput, match=r"robots\.txt"):
        fetch.fetch(site.url("/private"))
    assert site.paths == ["/robots.txt"]


def test_robots_that_can_not_be_had_keep_us_out_for_now(site, fetch):
    site.answers |= {"/robots.txt": Answer(status=503), "/a": Answer(PAGE)}
    with pytest.raises(NotNow, match=r"robots\.txt"):
        fetch.fetch(site.url("/a"))


@pytest.mark.parametrize("status", [404, 410, 403, 401, 451, 500, 503, 429])
def test_an_answer_that_is_no_page(site, fetch, status):
    site.answers["/a"] = Answer(PAGE, status=status)
    expected = NotNow if status in (500, 503, 429) else InvalidInput
    with pytest.raises(InvalidInput, match=str(status)) as refused:
        fetch.fetch(site.url("/a"))
    assert type(refused.value) is expected


def test_a_redirect_into_the_private_network_is_refused_though_the_first_address_was_public(site):
    site.answers["/a"] = Answer(status=302, headers={"Location": "http://inside.example/secret"})
    names = {"news.example": "127.0.0.1", "inside.example": "10.0.0.1"}
    guard = Guard(
        allows=lambda address: str(address) == "127.0.0.1",
        ports=frozenset({site.port, 80}),
        resolve=lambda host, port: [names[host]],
    )
    with pytest.raises(InvalidInput, match="private network"):
        Fetcher(guard=guard, pause_s=0).fetch(site.url("/a"))


def test_a_name_that_leads_elsewhere_a_moment_later_gains_nothing(site):
    """DNS rebinding: the connection goes to the address that was looked at, whatever the name says now."""
    site.answers["/a"] = Answer(PAGE)
    told = []

    def resolve(host, port):
        told.append(host)
        return ["127.0.0.1"]

    Fetcher(
        guard=Guard(allows=lambda _: True, ports=frozenset({site.port}), resolve=resolve), pause_s=0
    ).fetch(site.url("/a"))
    assert told == [
        "news.example",
        "news.example",
    ]  # once for the page, once for its robots.txt: never to connect


def test_a_round_of_redirects_ends(site, fetch):
    site.answers["/a"] = Answer(status=301, headers={"Location": "/a"})
    with pytest.raises(InvalidInput, match="led on more than"):
        fetch.fetch(site.url("/a"))


def test_an_answer_that_is_too_large_is_broken_off(site, fetch, monkeypatch):
    monkeypatch.setattr(fetcher, "MAX_FETCHED_BYTES", 1_000_000)
    site.answers["/a"] = Answer(b"x" * 3_000_000)
    with pytest.raises(InvalidInput, match="more than 1 MB"):
        fetch.fetch(site.url("/a"))


def test_a_server_that_takes_for_ever_is_left(site, fetch, monkeypatch):
    monkeypatch.setattr(asking, "_WHOLE_S", -1)
    site.answers["/a"] = Answer(PAGE)
    with pytest.raises(NotNow, match="takes more than"):
        fetch.fetch(site.url("/a"))


def test_a_gzip_bomb_is_not_unpacked(site, fetch):
    site.answers["/a"] = Answer(
        packed(b"<p>" + b" " * 60_000_000), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    )
    (issue,) = rendered(warc_of(fetch.fetch(site.url("/a")))).issues
    assert (issue.code, issue.is_failure) == ("archive-bomb", True)


def test_a_server_that_is_not_there_may_be_there_later(site, fetch):
    gone = site.url("/a").replace(str(site.port), "9")
    guard = Guard(allows=lambda _: True, ports=frozenset({9}), resolve=lambda host, port: ["127.0.0.1"])
    with pytest.raises(NotNow, match="can't be had now"):
        Fetcher(guard=guard).fetch(gone)


def test_what_has_not_changed_is_not_sent_again(site, fetch):
    site.answers["/feed"] = Answer(status=304)
    found = fetch.fetch(site.url("/feed"), known={"If-None-Match": '"abc"'})
    assert found.is_unchanged
    assert site.asked[-1][1]["If-None-Match"] == '"abc"'
