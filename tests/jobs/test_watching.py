"""What is new in feeds and folders, and addresses out of spreadsheets."""

import os
import time

import pytest

from civharm.casebook.store import Casebook
from civharm.jobs.adding import add_job
from civharm.jobs.links import links_of
from civharm.jobs.running import fetching
from civharm.jobs.watching import Watch
from civharm.model.errors import InvalidInput
from civharm.reports.fetching.fetcher import Fetcher
from support.quick_reading import run_quickly
from support.web_server import Answer, serving

FEED = b"""<rss version="2.0"><channel><title>Arn Courier</title><item><title>Market shelled</title><link>https://a.example/1</link>
<pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate><description>Shells killed 12 people in the market of Arn, the mayor said.</description></item></channel></rss>"""


@pytest.fixture
def casebook(tmp_path):
    made = Casebook.create(tmp_path / "casebook")
    yield made
    made.close()


def test_a_feed_is_asked_only_for_what_is_new(casebook, tmp_path):
    with serving() as site:
        site.answers["/feed"] = Answer(FEED, headers={"Content-Type": "application/rss+xml", "ETag": '"1"'})
        (tmp_path / "feeds.txt").write_text(f"# feeds\n{site.url('/feed')}\n")
        watch = Watch(casebook, Fetcher(guard=site.guard, pause_s=0))
        given, troubles = watch.look([tmp_path / "feeds.txt"])
        assert troubles == []
        run_quickly(casebook, add_job(casebook, given, who="Ada"))
        watch.remember()
        (report,) = casebook.reports()
        assert (report.source, report.url) == ("Arn Courier", "https://a.example/1")
        site.answers["/feed"] = Answer(status=304)
        again = Watch(casebook, Fetcher(guard=site.guard, pause_s=0))
        assert again.look([tmp_path / "feeds.txt"]) == ([], [])
        assert site.asked[-1][1]["If-None-Match"] == '"1"'


PAGE = b"<html><body><h1>Market shelled</h1><p>Shells killed 12 people in the market of Arn, the mayor said. Two more died later in the hospital.</p></body></html>"


def test_pages_of_new_entries_are_fetched_where_that_is_wanted(casebook, tmp_path):
    with serving() as site:
        feed = FEED.replace(b"https://a.example/1", site.url("/1").encode())
        more = feed.replace(b"<item>", b"<item><link>%s</link></item><item>" % site.url("/2").encode(), 1)
        site.answers |= {"/feed": Answer(feed, headers={"Content-Type": "text/xml"})}
        site.answers |= {each: Answer(PAGE, headers={"Content-Type": "text/html"}) for each in ("/1", "/2")}
        (tmp_path / "feeds.txt").write_text(site.url("/feed"))
        fetcher = Fetcher(guard=site.guard, pause_s=0)

        def look():
            return Watch(casebook, fetcher, has_pages=True).look([tmp_path / "feeds.txt"])[0]

        assert [each.name for each in Watch(casebook, fetcher).look([tmp_path / "feeds.txt"])[0]] == [
            site.url("/feed")
        ]
        first = look()
        assert [each.name for each in first] == [site.url("/feed"), site.url("/1")]
        run_quickly(casebook, add_job(casebook, first, who="Ada"), fetch=fetching(fetcher))
        assert len(casebook.reports()) == 2
        assert [len(report.fetched) for report in casebook.reports()] == [1, 1]
        site.answers["/feed"] = Answer(more, headers={"Content-Type": "text/xml"})
        assert [each.name for each in look()] == [site.url("/feed"), site.url("/2")]


def test_what_calls_itself_a_feed_and_is_none_is_said(casebook, tmp_path):
    with serving() as site:
        site.answers["/feed"] = Answer(b"\x00\x01", headers={"Content-Type": "text/xml"})
        (tmp_path / "feeds.txt").write_text(site.url("/feed"))
        watch = Watch(casebook, Fetcher(guard=site.guard, pause_s=0), has_pages=True)
        given, troubles = watch.look([tmp_path / "feeds.txt"])
    assert len(given) == 1 and "feed" in troubles[0]


def test_a_file_that_bears_a_time_to_come_is_taken(casebook, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Shells killed 12 people in Arn.")
    os.utime(folder / "a.txt", (time.time() + 86_400, time.time() + 86_400))
    assert len(Watch(casebook, Fetcher()).look([folder])[0]) == 1


def test_a_feed_that_can_not_be_had_costs_itself_alone(casebook, tmp_path):
    with serving() as site:
        site.answers["/feed"] = Answer(FEED, headers={"Content-Type": "text/xml"})
        (tmp_path / "feeds.txt").write_text(f"{site.url('/gone')}\n{site.url('/feed')}\nfile:///etc/passwd\n")
        given, troubles = Watch(casebook, Fetcher(guard=site.guard, pause_s=0)).look([tmp_path / "feeds.txt"])
    assert [each.name for each in given] == [site.url("/feed")]
    assert len(troubles) == 2 and "404" in troubles[0]


def test_a_file_of_a_watched_folder_is_taken_once_it_is_quiet_and_again_when_it_has_changed(
    casebook, tmp_path
):
    folder = tmp_path / "in"
    folder.mkdir()
    old = time.time() - 60
    for name in ("a.txt", "new.txt"):
        (folder / name).write_text("Shells killed 12 people in Arn.")
    os.utime(folder / "a.txt", (old, old))
    watch = Watch(casebook, Fetcher())
    assert [os.path.basename(each.name) for each in watch.look([folder])[0]] == ["a.txt"]
    watch.remember()
    assert Watch(casebook, Fetcher()).look([folder]) == ([], [])
    (folder / "a.txt").write_text("Shells killed 13 people in Arn.")
    os.utime(folder / "a.txt", (old + 1, old + 1))
    assert len(Watch(casebook, Fetcher()).look([folder])[0]) == 1


def test_addresses_of_a_spreadsheet(tmp_path):
    listed = tmp_path / "links.csv"
    listed.write_text(
        "Day,Link\n2021-05-04,https://a.example/1\n2021-05-05,\n2021-05-06,https://a.example/1\n2021-05-07,https://a.example/2\n"
    )
    assert [link.url for link in links_of(listed)] == ["https://a.example/1", "https://a.example/2"]
    listed.write_text("Day,Link\n2021-05-04,see the archive\n2021-05-05,https://a.example/1\n")
    with pytest.raises(InvalidInput, match=r"row 2.*no address"):
        list(links_of(listed))


def test_copies_in_archives_of_others_come_with_an_address(tmp_path):
    listed = tmp_path / "sheet.csv"
    listed.write_text(
        'Link,Archive status,Archive location,WACZ\nhttps://a.example/1,success,"https://b.example/1\nlocal/1",https://b.example/1.wacz\n'
    )
    (link,) = links_of(listed)
    assert link.copies == ("https://b.example/1", "https://b.example/1.wacz")
