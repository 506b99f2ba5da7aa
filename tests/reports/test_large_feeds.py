"""Feeds far larger than any that is polled: read whole in bounded memory, or refused with a word of what to do."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from civharm.model.errors import InvalidInput
from civharm.reports import feeds
from civharm.reports.capture import capture
from civharm.reports.render import render

#: The peak of this program alone: what `getrusage` tells begins with the memory of the program that started it.
_PROGRAM = """
from pathlib import Path
from datetime import UTC, datetime
from civharm.reports.capture import capture
from civharm.reports.render import render

entry = "<item><title>Number {0}</title><link>https://a.example/{0}</link><description>{1}</description></item>"
words = "Shells killed 12 people in the market of Arn, the mayor said. " * 32_000
feed = '<rss version="2.0"><channel>' + "".join(entry.format(n, words) for n in range(50)) + "</channel></rss>"
content = feed.encode()
del feed
assert len(content) > 95_000_000, len(content)
made = render(capture("big.xml", content, method="file", captured_at=datetime(2021, 6, 1, tzinfo=UTC)), content)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(len(made.reports), peak.split()[1])
"""


def test_a_feed_of_100_megabytes_is_read_in_bounded_memory():
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, timeout=300, check=True
    )
    reports, kilobytes = map(int, done.stdout.split())
    assert reports == 50
    assert kilobytes < 1_200_000


def test_a_feed_beyond_the_limit_is_refused_with_a_remedy(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_FEED_BYTES", 1_000_000)
    content = (
        b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 40_000 + b"</channel></rss>"
    )
    evidence = capture("f.xml", content, method="file", captured_at=datetime(2021, 6, 1, tzinfo=UTC))
    (issue,) = render(evidence, content).issues
    assert issue.code == "too-large" and "split it" in issue.message
    with pytest.raises(InvalidInput, match="split it"):
        feeds.links_of_feed(content, "f.xml")
