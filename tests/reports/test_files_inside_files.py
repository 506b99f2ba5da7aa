"""Archives of the web, ZIP, PDF, mail, and exports of channels: what is read of them, and what is said of damaged ones."""

import json
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from civharm.reports import limits, pdf
from civharm.reports.capture import capture
from civharm.reports.render import render

WORDS = "Shells killed 12 people in the market of Arn, said the mayor of the town."
PAGE = f"<html><head><title>Market</title></head><body><p>{WORDS}</p></body></html>".encode()


def rendered(content: bytes, name: str = "file"):
    return render(
        capture(name, content, method="file", captured_at=datetime(2021, 6, 1, tzinfo=UTC)), content
    )


def warc(*pages: tuple[str, str, bytes], packed: bool = True) -> bytes:
    """An archive of pages: address, media type, body."""
    made = BytesIO()
    writer = WARCWriter(made, gzip=packed)
    for url, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=headers)
        )
    return made.getvalue()


def zipped(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def a_pdf(*pages: str) -> bytes:
    """A PDF as small as one can be, a line a page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, words in enumerate(pages):
        stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj{each}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        made
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF".encode()
    )


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_web_archive_bear_the_address_they_were_fetched_from(packed):
    archive = warc(
        ("https://a.example/1", "text/html; charset=utf-8", PAGE),
        ("https://a.example/x.png", "image/png", b"\x89PNG"),
        packed=packed,
    )
    (made,) = rendered(archive, "saved.warc.gz").reports
    assert (made.report.url, made.report.part, made.report.title) == (
        "https://a.example/1",
        "record 1",
        "Market",
    )


def test_what_stood_before_the_break_of_an_archive_is_read():
    archive = warc(
        ("https://a.example/1", "text/html", PAGE),
        ("https://a.example/2", "text/html", PAGE.replace(b"12", b"13") * 50),
    )
    made = rendered(archive[:-40], "saved.warc.gz")
    assert [each.report.url for each in made.reports] == ["https://a.example/1"]
    assert any("breaks off" in issue.message and "saved.warc.gz" in issue.message for issue in made.issues)


def test_a_wacz_is_read_for_its_archives_alone():
    archive = zipped(
        **{
            "datapackage.json": b"{}",
            "archive__data.warc.gz": warc(("https://a.example/1", "text/html", PAGE)),
            "pages__pages.jsonl": b'{"format":"x"}',
        }
    )
    (made,) = rendered(archive, "saved.wacz").reports
    assert made.report.url == "https://a.example/1"


def test_the_files_of_a_zip_are_reports_and_each_that_can_not_be_read_is_named():
    made = rendered(
        zipped(
            **{
                "a.txt": WORDS.encode(),
                "b__c.html": PAGE,
                "d.db": b"SQLite format 3\x00",
                "photo.jpg": b"\xff\xd8",
            }
        ),
        "all.zip",
    )
    assert [each.report.part for each in made.reports] == ["a.txt", "b/c.html"]
    (issue,) = made.issues
    assert "d.db" in issue.message and issue.path == "all.zip"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped(**{"a.txt": b"0" * 30_000_000}), "archive-bomb"),
        (zipped(**{"word__document.xml": b"<x/>"}), "not-text"),
        (zipped(**{"a.txt": WORDS.encode()})[:60], "broken-archive"),
        (a_pdf(""), "pdf-no-text"),
        (a_pdf(WORDS)[:200], "pdf-unreadable"),
        (b"\x1f\x8b" + b"x" * 30, "not-text"),
    ],
    ids=["bomb", "office", "cut off", "scan", "cut-off PDF", "gzip"],
)  # fmt: skip
def test_what_can_not_be_read_says_what_and_where(content, code):
    made = rendered(content, "given.bin")
    assert [(issue.code, issue.is_failure) for issue in made.issues] == [(code, True)]
    assert made.issues[0].message.startswith("given.bin")


LONG = b"0" * 9_000_000


@pytest.mark.parametrize(
    "content",
    [
        warc(("http://a.example/", "text/html", LONG)) * 4,
        warc(("http://a.example/", "image/png", LONG)) * 4,
        zipped(**{f"{n}.zip": zipped(**{"a.md": LONG, "n": b"%d" % n}) for n in range(8)}),
        zipped(**{f"{n}.warc.gz": warc((f"http://a.example/{n}", "text/plain", LONG)) for n in range(8)}),
    ],
    ids=["pages", "what is passed over", "zips in a zip", "archives in a zip"],
)  # fmt: skip
def test_what_unpacks_to_far_more_than_it_is_ends(content, monkeypatch):
    monkeypatch.setattr(limits, "MOST_RATIO", 20)
    made = rendered(content, "given.bin")
    assert "archive-bomb" in {issue.code for issue in made.issues if issue.is_failure}
    assert len(made.reports) < 9


def test_an_archive_in_an_archive_in_an_archive_ends():
    content = WORDS.encode()
    for _ in range(6):
        content = zipped(**{"a.zip": content})
    assert [issue.code for issue in rendered(content, "deep.zip").issues] == ["too-deep"]


def test_a_pdf_keeps_its_pages():
    (made,) = rendered(a_pdf(WORDS, "The hospital said that 3 of them were children."), "report.pdf").reports
    text, body = made.rendition.text, made.report.body
    assert text.startswith("[page 1]\n") and "[page 2]\n" in text
    assert [span.of(text) for span in body] == [WORDS, "The hospital said that 3 of them were children."]


def test_a_pdf_that_hangs_is_left(monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_SECONDS", 0.01)
    assert [issue.code for issue in rendered(a_pdf(WORDS)).issues] == ["pdf-too-slow"]


def a_mail(**attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Desk <desk@courier.example>", "Market shelled"
    mail["Date"], mail["Message-ID"] = "Tue, 04 May 2021 23:30:00 +0300", "<1@courier.example>"
    mail.set_content(WORDS)
    for name, content in attached.items():
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return mail.as_bytes()


def test_a_mail_and_what_is_attached_are_reports_of_their_own():
    own, page, paper = rendered(a_mail(a_html=PAGE, b_pdf=a_pdf(WORDS + " It rained.")), "sent.eml").reports
    assert (own.report.source, own.report.author, own.report.title) == (
        "courier.example",
        "Desk",
        "Market shelled",
    )
    assert own.report.published.start == date(2021, 5, 4)
    assert WORDS in own.rendition.text
    assert [page.report.part, paper.report.part] == ["attachment 1", "attachment 2"]


def test_posts_of_a_telegram_channel():
    export = {
        "name": "Arn Now", "type": "public_channel", "id": 7,
        "messages": [
            {"id": 1, "type": "service", "date": "2021-05-04T10:00:00", "text": ""},
            {"id": 2, "type": "message", "date": "2021-05-04T10:00:00", "text": ["Shells killed ", {"type": "bold", "text": "12"}, " people in Arn."]},
            {"id": 3, "type": "message", "date": "2021-05-04T11:00:00", "text": "", "photo": "p.jpg"},
        ],
    }  # fmt: skip
    made = rendered(json.dumps(export, indent=1).encode(), "result.json")
    (post,) = made.reports
    assert post.rendition.text == "Shells killed 12 people in Arn."
    assert (post.report.source, post.report.external_id, post.report.published.start) == (
        "Arn Now",
        "2",
        date(2021, 5, 4),
    )
    assert ["1 of 2 posts have no words" in issue.message for issue in made.issues] == [True]


def test_members_of_a_group_are_no_outlets():
    export = {
        "name": "Family",
        "type": "private_group",
        "messages": [
            {"id": 2, "type": "message", "date": "2021-05-04T10:00:00", "from": "Odo", "text": WORDS}
        ],
    }
    (post,) = rendered(json.dumps(export).encode(), "result.json").reports
    assert (post.report.source, post.report.author) == (None, None)


TWEET = {"id_str": "99", "full_text": WORDS, "created_at": "Tue May 04 10:00:00 +0000 2021"}
X_EXPORTS = {
    "archive": b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": TWEET}]).encode(),
    "list": json.dumps([{"tweet": TWEET}]).encode(),
    "api": json.dumps({"data": [{"id": "99", "text": WORDS, "created_at": "2021-05-04T10:00:00.000Z", "author_id": "5"}], "includes": {"users": [{"id": "5", "username": "arn"}]}}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", X_EXPORTS)
def test_posts_of_x(form):
    (post,) = rendered(X_EXPORTS[form], "tweets.js" if form == "archive" else "posts.json").reports
    assert (post.report.external_id, post.report.published.start) == ("99", date(2021, 5, 4))
    assert post.report.url.endswith("/status/99")


def test_a_broken_export_says_so():
    assert [issue.code for issue in rendered(b"window.YTD.tweets.part0 = [{", "tweets.js").issues] == [
        "broken-record"
    ]
