"""How evidence was collected (METHOD R48): kept with the capture, on the chain, in the record, the bag and the release."""

import csv
import json
import os
from datetime import UTC, datetime
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from civharm import __version__
from civharm.casebook.custody import hash_of
from civharm.casebook.store import Casebook
from civharm.codebook.load import default_codebook
from civharm.reports.capture import VANTAGE
from civharm.safekeeping.checking import all_faults
from civharm.safekeeping.evidence import Handover, export_evidence
from support.commands import run

WORDS = "An airstrike on Mosul on 3 March 2017 killed 12 people in the market, the mayor said. It had rained there for days."
PAGE = f"<html><head><title>Market</title></head><body><h1>Market</h1><p>{WORDS}</p></body></html>".encode()
CHANGED = datetime(2021, 3, 5, 6, 7, 8, tzinfo=UTC)
NEWS = "https://news.example/market"


def web_archive(*exchanges: tuple[str, str, dict[str, str]]) -> bytes:
    """An archive of answers: address, status, headers; a page where the status is 200."""
    made = BytesIO()
    writer = WARCWriter(made, gzip=True)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "somecrawler 3.1"}))
    for number, (url, status, headers) in enumerate(exchanges):
        answered = StatusAndHeaders(
            status, [("Content-Type", "text/html"), *headers.items()], protocol="HTTP/1.1"
        )
        told = {"WARC-Date": f"2021-03-04T05:06:0{number}Z", "WARC-IP-Address": "203.0.113.7"}
        body = PAGE if status.startswith("200") else b""
        record = writer.create_warc_record(
            url, "response", payload=BytesIO(body), http_headers=answered, warc_headers_dict=told
        )
        writer.write_record(record)
    return made.getvalue()


SHORT = "https://short.example/m"
REDIRECTED = (
    (SHORT, "302 Found", {"Location": NEWS, "Set-Cookie": "who=ann"}),
    (NEWS, "200 OK", {"Last-Modified": "Wed, 03 Mar 2021 10:00:00 GMT", "Set-Cookie": "who=ann"}),
)


@pytest.fixture(autouse=True)
def own_machine(monkeypatch, tmp_path):
    monkeypatch.setenv(VANTAGE, "an office in Geneva")
    monkeypatch.delenv("CIVHARM_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


@pytest.fixture
def read(tmp_path):
    """Reads one file into a casebook by the command line; the casebook."""

    def reading(name: str, content: bytes) -> Casebook:
        path = tmp_path / name
        path.write_bytes(content)
        os.utime(path, (CHANGED.timestamp(), CHANGED.timestamp()))
        assert run("read", path, "--casebook", tmp_path / "book").exit_code == 0
        return Casebook.open(tmp_path / "book", actor="Mira")

    return reading


def test_a_file_keeps_how_it_was_handed_in(read, tmp_path, monkeypatch):
    casebook = read("market.txt", WORDS.encode())
    (capture,) = casebook.captures()
    how = capture.collection
    assert (how.collector, how.tool) == (casebook.custody()[1].actor, f"civharm {__version__}")
    assert (how.modified_at, how.vantage) == (CHANGED, "an office in Geneva")
    assert (capture.name, capture.method) == (str(tmp_path / "market.txt"), "file")
    monkeypatch.delenv(VANTAGE)
    (tmp_path / "other.txt").write_text(WORDS.replace("12", "13"))
    run("read", tmp_path / "other.txt", "--casebook", tmp_path / "book")
    assert casebook.captures()[1].collection.vantage is None


def test_the_chain_of_custody_holds_it_and_finds_it_changed(read):
    casebook = read("market.txt", WORDS.encode())
    from django.db import connections

    from civharm.casebook.models import CaptureRow
    from civharm.casebook.rows import capture_detail

    entry = next(each for each in casebook.custody() if each.action == "captured")
    row = CaptureRow.objects.using(casebook.alias).get()
    assert entry.detail_sha256 == hash_of(capture_detail(row))
    assert capture_detail(row)["collection"]["vantage"] == "an office in Geneva"
    assert list(all_faults(casebook)) == []
    with connections[casebook.alias].cursor() as cursor:
        cursor.execute("DROP TRIGGER casebook_capture_no_update")
        cursor.execute("UPDATE casebook_capture SET collection = replace(collection, 'Geneva', 'Bern')")
    assert [fault for fault in all_faults(casebook) if row.sha256 in fault]


def test_a_capture_of_before_is_hashed_as_it_was_then(read):
    casebook = read("market.txt", WORDS.encode())
    from civharm.casebook.models import CaptureRow
    from civharm.casebook.rows import capture_detail

    row = CaptureRow.objects.using(casebook.alias).get()
    row.collection = None
    assert "collection" not in capture_detail(row)


def test_a_page_of_a_web_archive_keeps_what_servers_answered(read):
    casebook = read("saved.warc.gz", web_archive(*REDIRECTED))
    first, last = casebook.reports()[0].fetched
    assert (first.url, first.status, last.url, last.status) == (SHORT, 302, NEWS, 200)
    assert (last.at, last.ip) == (datetime(2021, 3, 4, 5, 6, 1, tzinfo=UTC), "203.0.113.7")
    assert last.software == "somecrawler 3.1"
    assert "Last-Modified: Wed, 03 Mar 2021 10:00:00 GMT" in last.headers.splitlines()
    assert list(all_faults(casebook)) == []


ODD = {
    "redirects that go round": [
        ("https://a.example/", "302 Found", {"Location": "https://b.example/"}),
        ("https://b.example/", "302 Found", {"Location": "https://a.example/"}),
        ("https://a.example/", "200 OK", {}),
    ],
    "a redirect to no address": [
        ("https://a.example/", "302 Found", {"Location": "http://[half"}),
        ("https://b.example/", "200 OK", {}),
    ],
    "headers without end": [("https://a.example/", "200 OK", {"X-Long": "x" * 60_000})],
}


@pytest.mark.parametrize("case", ODD)
def test_odd_archives_are_read_all_the_same(read, case):
    (report,) = read("saved.warc.gz", web_archive(*ODD[case])).reports()
    assert report.fetched[-1].status == 200
    assert len(report.fetched) <= 3 and all(len(each.headers) < 20_000 for each in report.fetched)


def test_it_is_shown_and_what_nobody_knows_is_unknown(read, tmp_path, monkeypatch):
    monkeypatch.delenv(VANTAGE)
    casebook = read("saved.warc.gz", web_archive(*REDIRECTED))
    told = run("show", casebook.reports()[0].id, "--casebook", tmp_path / "book").output
    for line in (
        f"address asked for: {SHORT}",
        f"address that answered: {NEWS}",
        "HTTP status: 200",
        "from where: unknown",
        "answered at (UTC): 2021-03-04T05:06:01Z",
        "web archive made by: somecrawler 3.1",
    ):
        assert f"  {line}" in told.splitlines()


def test_it_is_in_the_bag_of_evidence(read, tmp_path):
    casebook = read("saved.warc.gz", web_archive(*REDIRECTED))
    incident = casebook.incidents()[0]
    handover = Handover(by="Mira", reason="for the court", at=datetime(2026, 1, 2, tzinfo=UTC))
    export_evidence(incident.id, casebook, tmp_path / "bag", handover=handover, codebook=default_codebook())
    kept = json.loads((tmp_path / "bag/data/captures.jsonl").read_text())
    assert kept["collection"]["vantage"] == "an office in Geneva" and kept["collection"]["collector"]
    page = (tmp_path / "bag/data/report.md").read_text()
    for words in (SHORT, "an office in Geneva", "somecrawler 3.1", "2021-03-04T05:06:01Z", "203.0.113.7"):
        assert words in page


def released(tmp_path, name: str) -> list[dict[str, str]]:
    to = tmp_path / name
    done = run("publish", "--to", to, "--with-proposed", "a first look", "--casebook", tmp_path / "book")
    assert done.exit_code == 0, done.output
    with (to / "captures.csv").open(newline="") as table:
        return list(csv.DictReader(table))


def test_a_release_tells_it_without_who_did_it_unless_asked(read, tmp_path):
    casebook = read("saved.warc.gz", web_archive(*REDIRECTED))
    (row,) = released(tmp_path, "one")
    assert (row["requested_url"], row["final_url"], row["http_status"]) == (SHORT, NEWS, "200")
    assert "Last-Modified" in row["http_headers"] and "Cookie" not in row["http_headers"]
    assert (row["collector"], row["vantage"]) == ("", "")
    told = "".join(path.read_text(errors="replace") for path in (tmp_path / "one").iterdir())
    assert "an office in Geneva" not in told and str(tmp_path) not in told
    with (casebook.folder.path / "casebook.toml").open("a") as toml:
        toml.write("\ntell_collectors = true\n")
    (row,) = released(tmp_path, "two")
    collector = casebook.captures()[0].collection.collector
    assert (row["collector"], row["vantage"]) == (collector, "an office in Geneva")


def test_no_address_of_a_profile_is_released_though_redirects_led_over_it(read, tmp_path):
    over = ("https://x.com/somebody/status/1", "302 Found", {"Location": NEWS})
    read("saved.warc.gz", web_archive(over, REDIRECTED[1]))
    (row,) = released(tmp_path, "one")
    assert (row["requested_url"], row["final_url"], row["http_status"]) == ("", "", "")
