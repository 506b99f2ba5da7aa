"""The evidentiary copy: hash, size, time in UTC, and what kind of file it is."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from civharm.model.errors import InvalidModel
from civharm.reports.capture import capture

AT = datetime(2017, 4, 1, 3, tzinfo=timezone(timedelta(hours=3)))


def test_a_capture_describes_its_bytes():
    made = capture("a.txt", b"abc", method="file", captured_at=AT)
    assert made.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (made.size, made.name, made.method) == (3, "a.txt", "file")
    assert made.captured_at == datetime(2017, 4, 1, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(InvalidModel, match="time zone"):
        capture("a.txt", b"abc", method="file", captured_at=AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"Words.", "a.txt", "text/plain"),
        (b"<!DOCTYPE html><html>", "a.txt", "text/html"),
        (b"\xef\xbb\xbf <html>", "a", "text/html"),
        ("<html>".encode("utf-16"), "a", "text/html"),
        (b"words <p>", "a.html", "text/html"),
        (b'<?xml version="1.0"?><rss version="2.0">', "a", "application/feed+xml"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a.xml", "application/feed+xml"),
        (b'{"text": "a"}\n{"text": "b"}', "a", "application/jsonl"),
        (b'{\n "text": "a"\n}', "a.json", "application/json"),
        (b'[{"text": "a"}]', "a.txt", "application/json"),
        (b"[Update] The road is open.", "a.txt", "text/plain"),
        (b"%PDF-1.7", "a.txt", "application/pdf"),
    ],
)
def test_the_form_is_told_by_content_first(content: bytes, name: str, media_type: str):
    assert capture(name, content, method="file", captured_at=AT).media_type == media_type
