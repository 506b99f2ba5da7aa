"""What auto-archiver leaves, in the forms that its own program writes: one post is one report, wherever it is told of."""

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from civharm.reports.capture import capture
from civharm.reports.render import render

WORDS = "Shells fell on the market of Arn this morning.\nTwelve people were killed, says the hospital."
LINK = "https://social.example/arn_news/77"
WAYBACK = f"https://web.archive.org/web/20210304050607/{LINK}"
STORED = "https://files.example/arn/market.html"
COLUMNS = (
    "Link", "Destination Folder", "Archive status", "Archive location", "Archive date", "Thumbnail", "Upload timestamp",
    "Upload title", "Text content", "Screenshot", "Hash", "Perceptual Hashes", "WACZ", "ReplayWebpage",
)  # fmt: skip


def a_sheet(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    made = StringIO()
    writer = csv.DictWriter(made, COLUMNS, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


ROW = {
    "Link": LINK,
    "Archive status": "telethon_extractor: success",
    "Archive location": STORED,
    "Archive date": "2021-03-04T05:06:07+00:00",
    "Thumbnail": '=IMAGE("https://files.example/arn/1.jpg")',
    "Upload timestamp": "2021-03-03T09:00:00+00:00",
    "Upload title": "Market of Arn",
    "Text content": WORDS,
    "Hash": "SHA-256:0f1e2d",
    "WACZ": "https://files.example/arn/1.wacz",
}
RECORD = {
    "status": "telethon_extractor: success",
    "metadata": {
        "_processed_at": "2021-03-04 05:06:07+00:00",
        "url": LINK,
        "title": "Market of Arn",
        "content": WORDS,
        "timestamp": "2021-03-03 09:00:00+00:00",
        "wayback": WAYBACK,
        "check wayback": f"https://web.archive.org/web/*/{LINK}",
    },
    "media": [
        {"filename": "1.jpg", "urls": ["./local_archive/1.jpg"], "properties": {"hash": "SHA-256:aa"}},
        {
            "filename": "f.html",
            "urls": [STORED],
            "properties": {"id": "_final_media", "hash": "SHA-256:0f1e2d"},
        },
    ],
}
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{LINK}</title></head><body>
<h2>Archived media for <span class="copy">{LINK}</span> - <a href="{LINK}">open</a></h2>
<table class="content"><tr><th>about</th><th>files</th></tr><tbody><tr><td><a href="{STORED}">f</a></td></tr></tbody></table>
<table class="metadata"><tr><th>key</th><th>value</th></tr>
<tr><td>url</td><td><a href="{LINK}">{LINK}</a></td></tr><tr><td>title</td><td>Market of Arn</td></tr>
<tr><td>content</td><td><span class="copy">{WORDS}</span></td></tr>
<tr><td>timestamp</td><td>2021-03-03 09:00:00+00:00</td></tr></table>
<p class="center">Made with <a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a> v1.0.1</p>
</body></html>"""


def rendered(content: bytes, name: str):
    return render(
        capture(name, content, method="file", captured_at=datetime(2021, 6, 1, tzinfo=UTC)), content
    )


FORMS = {
    "its sheet": (a_sheet(ROW), "sheet.csv"),
    "its sheet with tabs": (a_sheet(ROW, delimiter="\t"), "sheet.tsv"),
    "its sheet as another program saves it": (b"\xef\xbb\xbf" + a_sheet(ROW), "sheet.csv"),
    "the JSON beside what it stored": (json.dumps(RECORD, indent=4).encode(), "x7f3metadata.json"),
    "a list of them": (json.dumps([RECORD]).encode(), "all.json"),
    "the page that it makes": (PAGE.encode(), "k3j4.html"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_post_is_read_with_its_facts(form):
    made = rendered(*FORMS[form])
    assert made.issues == ()
    (one,) = made.reports
    report = one.report
    assert (report.url, report.title, report.published.start) == (LINK, "Market of Arn", date(2021, 3, 3))
    assert "Twelve people were killed" in one.rendition.text
    assert "auto-archiver" not in one.rendition.text and "SHA-256" not in one.rendition.text
    assert report.fetched[-1].software == "auto-archiver" and STORED in report.fetched[-1].copies


def test_the_same_post_is_one_report_in_whatever_form():
    assert len({rendered(*form).reports[0].report.id for form in FORMS.values()}) == 1


@pytest.mark.parametrize("form", ["its sheet", "the JSON beside what it stored"])
def test_when_it_was_archived_what_it_hashed_and_copies_elsewhere_are_kept(form):
    (fetch,) = rendered(*FORMS[form]).reports[0].report.fetched
    assert (fetch.at, fetch.hash) == (datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC), "SHA-256:0f1e2d")
    elsewhere = WAYBACK if "JSON" in form else "https://files.example/arn/1.wacz"
    assert elsewhere in fetch.copies


FAILED = {
    "a row that failed": (
        a_sheet(ROW, {"Link": "https://a.example/2", "Archive status": "Archive failed nothing found"}),
        "row 3",
    ),
    "a record without words": (
        json.dumps([RECORD, RECORD | {"metadata": {"url": "https://a.example/2"}, "media": []}]).encode(),
        "record 2",
    ),
}


@pytest.mark.parametrize("case", FAILED)
def test_what_was_not_archived_is_said_by_its_place(case):
    content, part = FAILED[case]
    made = rendered(content, "sheet.json" if content.startswith(b"[") else "sheet.csv")
    assert len(made.reports) == 1
    (issue,) = made.issues
    assert (issue.code, part in issue.message, "https://a.example/2" in issue.message) == (
        "no-text",
        True,
        True,
    )


def test_its_table_of_python_values_is_refused_with_a_remedy():
    (issue,) = rendered(b"status,metadata,media\nsuccess,{'url': datetime},[]\n", "db.csv").issues
    assert issue.is_failure and "json_enricher" in issue.message


def test_other_tables_and_json_are_read_as_before():
    assert rendered(b"name,link\nA market was shelled in Arn,https://a.example/\n", "a.csv").reports
    other = {"text": "A market was shelled in Arn.", "metadata": {"url": LINK}, "media": []}
    (made,) = rendered(json.dumps(other).encode(), "a.json").reports
    assert made.rendition.renderer == "json"
