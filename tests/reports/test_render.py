"""Files as people have them become reports with their own words, dates and sources; the bad ones, issues."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.times import TimePrecision
from civharm.reports.capture import capture
from civharm.reports.render import Rendered, render

CAPTURED_AT = datetime(2017, 4, 1, 12, tzinfo=UTC)


def rendered(content: bytes | str, name: str = "report.txt", published: date | None = None) -> Rendered:
    content = content.encode() if isinstance(content, str) else content
    made = capture(name, content, method="test", captured_at=CAPTURED_AT)
    return render(made, content, published=published)


def only(content: bytes | str, name: str = "report.txt"):
    result = rendered(content, name)
    assert result.issues == ()
    (made,) = result.reports
    return made.report, made.rendition.text


def body_words(report, text: str) -> list[str]:
    return [span.of(text).strip() for span in report.body]


ENGLISH = "Five people were killed when a shell hit the bakery, residents said."
ARABIC = "قتل خمسة مدنيين في قصف على حي الورد بعد ظهر الجمعة"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        ("The mayor’s office said “no one” was hurt – yet.", "windows-1252"),
        (ARABIC, "utf-8"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
    ],
)
def test_encodings(text: str, encoding: str):
    assert only(text.encode(encoding))[1] == text


ADDRESSES = [
    ("https://outlet.example/2017/03/17/shell-hits-bakery/", date(2017, 3, 17)),
    ("https://outlet.example/news/2017/3/7?from=front", date(2017, 3, 7)),
    ("https://outlet.example/2017/13/17/", None),
    ("https://outlet.example/2017/03/bakery", None),
    ("https://outlet.example/bakery?day=/2017/03/17/", None),
    ("https://outlet.example/archive/20170317", None),
]


@pytest.mark.parametrize(("url", "day"), ADDRESSES)
def test_an_address_may_bear_the_day_of_publication(url: str, day: date | None):
    report, _ = only(json.dumps({"text": ENGLISH, "url": url}), "reports.jsonl")
    assert (report.published and report.published.start) == day


def test_what_a_report_states_goes_before_its_address():
    line = {"text": ENGLISH, "published": "2017-03-20", "url": "https://outlet.example/2017/03/17/"}
    report, _ = only(json.dumps(line), "reports.jsonl")
    assert report.published and report.published.rule == "record:published"


def test_line_ends_and_control_characters_become_plain():
    assert (
        only("One\r\ntwo\rthree\x0cfour people were killed\x02.")[1]
        == "One\ntwo\nthree\nfour people were killed ."
    )


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\r\n", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (bytes(range(256)) * 40, "a.txt", "not-text"),
        (b"%PDF-1.7 rest", "a.txt", "pdf-unreadable"),
        (b"PK\x03\x04rest", "a.docx", "broken-archive"),
        (b"word " * 5_000_000, "a.txt", "too-large"),
        (b"<html><body>" + b"<div>" * 50_000 + b"x", "a.html", "html-too-deep"),
        (b"<html><body>" + b"<p>x</p>" * 310_000, "a.html", "html-too-large"),
        (b"<html><body><script>var x</script></body></html>", "a.html", "empty"),
        (b"[" * 100_000, "a.json", "broken-record"),
        (b'{"text": 5}', "a.jsonl", "no-text"),
    ],
)
def test_bad_input_says_what_and_where(content: bytes, name: str, code: str):
    result = rendered(content, name)
    (issue,) = result.issues
    assert result.reports == ()
    assert (issue.code, issue.is_failure, issue.path) == (code, True, name)
    assert name in issue.message


def test_a_scraped_header_line_dates_the_text_and_stays_out_of_its_body():
    report, text = only(" date 2017-02-11 A A\n\nDOHUK, Iraq — " + ENGLISH)
    assert report.published.start == report.published.end == date(2017, 2, 11)
    assert report.published.span.of(text) == report.published.words == "2017-02-11"
    assert body_words(report, text) == ["DOHUK, Iraq — " + ENGLISH]


def test_the_text_around_a_header_is_kept_whole():
    assert only("Source: Harbour Post\n\n" + ENGLISH)[1] == "Source: Harbour Post\n\n" + ENGLISH


def test_a_date_inside_the_text_is_never_the_date_of_publication():
    report, _ = only(ENGLISH + " It was the worst day since 3 March 2017.")
    assert report.published is None
    assert report.body == ()


def test_undated_texts_take_the_date_that_the_person_gives_and_dated_ones_keep_their_own():
    undated = rendered(ENGLISH, published=date(2017, 3, 2)).reports[0].report
    dated = rendered("Published: 1 March 2017\n" + ENGLISH, published=date(2017, 3, 2)).reports[0].report
    assert (undated.published.start, undated.published.rule) == (date(2017, 3, 2), "given")
    assert dated.published.start == date(2017, 3, 1)


def test_a_date_after_the_capture_is_left_out_and_said():
    result = rendered("Published: 5 May 2021\n" + ENGLISH)
    assert result.reports[0].report.published is None
    assert [(issue.code, issue.is_failure) for issue in result.issues] == [("date-in-future", True)]


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Shell hits bakery | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://post.example/shell">
<meta property="article:published_time" content="2017-03-18T01:12:00+03:00"><script>var day="2016-01-01"</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<h1>Shell hits bakery</h1><article><p>Five people were <b>killed</b> on Friday when a shell hit the old bakery,
residents told the Post by telephone.</p><p>&ldquo;It was full,&rdquo; said one.<br>Police gave no figure at all.</p>
<aside>Read more: hundreds of dead in 2014</aside><p>Rescue workers pulled two children alive from the rubble on
Saturday morning, the fire service said.</p></article><footer>Copyright 2019 Harbour Post</footer></body></html>"""


def test_a_page_states_its_own_facts():
    report, _ = only(PAGE, "page.html")
    assert (report.title, report.source) == ("Shell hits bakery", "Harbour Post")
    assert (report.url, report.language) == ("https://post.example/shell", "en")
    assert report.published.start == date(2017, 3, 18)
    assert report.published.rule == "page:article:published_time"
    assert report.published.precision is TimePrecision.DAY


def test_the_text_of_a_page_holds_its_blocks_and_the_body_leaves_out_what_furnishes_it():
    report, text = only(PAGE, "page.html")
    assert "residents told the Post by telephone.\n\n“It was full,” said one.\nPolice" in text
    assert "var day" not in text
    assert "Copyright 2019" in text
    first, second = body_words(report, text)
    assert first.startswith("Shell hits bakery\n\nFive people were killed on Friday")
    assert second.startswith("Rescue workers")


@pytest.mark.parametrize(
    ("statement", "day"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2017-02-03"}]}</script>',
            date(2017, 2, 3),
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta name="dc.date" content="2017-02-03">', date(2017, 2, 3)),
        ('<time pubdate datetime="2017-02-03T10:00">Friday</time>', date(2017, 2, 3)),
        ('<meta name="date" content="02/03/2017">', None),
        ('<p class="dateline">Posted Friday, 3 February 2017</p>', date(2017, 2, 3)),
    ],
)
def test_a_page_is_dated_by_its_own_statement_alone(statement: str, day: date | None):
    page = f"<html><head></head><body>{statement}<p>{ENGLISH}</p></body></html>"
    published = rendered(page, "page.html").reports[0].report.published
    assert (published and published.start) == day


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Nineveh Bulletin</title><item><title>Shelling in Ward</title><guid>w1</guid><link>https://b.example/w1</link>
<pubDate>Tue, 07 Mar 2017 23:30:00 +0300</pubDate><description>&lt;p&gt;Three people were killed.&lt;/p&gt;</description>
</item><item><title>Car bomb</title><description>short</description><content:encoded><![CDATA[<p>Eight soldiers &amp;
two passers-by were wounded.</p>]]></content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ward Wire</title><entry><id>urn:1</id><title>Raid</title>
<published>2017-03-08T01:00:00Z</published><summary>Two men were detained.</summary></entry></feed>"""


def test_the_language_of_a_page_is_that_of_its_words():
    report, _ = only(
        f'<html lang="en"><body><p>{ARABIC}، كما قال شهود من سكان الحي</p></body></html>', "page.html"
    )
    assert report.language == "ar"


def test_each_entry_of_a_feed_is_a_report():
    first, second = rendered(RSS, "feed.xml").reports
    assert first.rendition.text == "Shelling in Ward\n\nThree people were killed."
    assert second.rendition.text == "Car bomb\n\nEight soldiers & two passers-by were wounded."
    assert (first.report.source, first.report.external_id) == ("Nineveh Bulletin", "w1")
    assert first.report.url == "https://b.example/w1"
    assert first.report.published.start == date(2017, 3, 7)
    assert second.report.published is None


def test_atom_entries_too():
    report, text = only(ATOM, "wire.atom")
    assert (report.source, report.published.start, report.url) == ("Ward Wire", date(2017, 3, 8), None)
    assert text == "Raid\n\nTwo men were detained."


def test_an_entry_keeps_its_id_when_the_feed_around_it_grows():
    grown = RSS.replace("<item>", "<item><title>Newer words here</title></item><item>", 1)
    ids = [made.report.id for made in rendered(RSS, "feed.xml").reports]
    assert [made.report.id for made in rendered(grown, "feed.xml").reports][1:] == ids


def test_a_broken_feed_is_read_as_far_as_it_goes():
    result = rendered(RSS[: RSS.index("Eight")], "feed.xml")
    assert result.reports[0].rendition.text.endswith("Three people were killed.")
    assert [(issue.code, issue.is_failure) for issue in result.issues] == [("broken-feed", True)]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Five&nbsp;men died.", "Five men died."),
        ("It fell &mdash; hard.", "It fell — hard."),
    ],
)
def test_names_of_html_s_signs_in_a_feed_are_read_as_meant(words: str, shown: str):
    feed = f"<rss><channel><item><title>Raid</title><description>{words}</description></item></channel></rss>"
    (made,) = rendered(feed, "feed.xml").reports
    assert made.rendition.text.replace("\u00a0", " ") == f"Raid\n\n{shown}"


def test_a_file_outside_is_no_part_of_a_feed():
    feed = (
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<rss><channel><item><title>Raid &x;</title></item></channel></rss>"
    )
    assert rendered(feed, "feed.xml").reports[0].rendition.text.split() in (["Raid"], ["Raid", "&x;"])


def test_an_entry_s_date_that_is_no_day_is_told():
    result = rendered(RSS.replace("Tue, 07 Mar 2017", "Foo, 99 Bar 2017"), "feed.xml")
    assert result.reports[0].report.published is None
    assert [issue.code for issue in result.issues] == ["unread-date"]


def test_entities_of_a_hostile_feed_are_not_expanded():
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><item><title>&e9;</title></item></channel></rss>'
    assert rendered(bomb, "feed.xml").reports == ()


LINES = "\n".join(
    [
        '{"id": 7, "text": "Three people were killed in Ward.", "publisher": "Post", "date": "2017-03-07", "x": 1}',
        '{"id": 8, "title": "no text"}',
        "{broken",
        "",
        '{"text": "Nobody was hurt in the raid.", "lang": "en-GB", "published": "03/04/2017"}',
        '{"text": "half \\ud800 a character"}',
    ]
)


def test_each_line_of_an_export_is_a_report_and_a_bad_one_costs_itself():
    result = rendered(LINES, "export.jsonl")
    first, second = (made.report for made in result.reports)
    assert (first.part, first.external_id, first.source) == ("line 1", "7", "Post")
    assert first.published.start == date(2017, 3, 7)
    assert (second.part, second.language, second.published) == ("line 5", "en", None)
    told = [(issue.code, issue.message.split(" ")[2]) for issue in result.issues if issue.is_failure]
    assert told == [("no-text", "2"), ("broken-record", "3"), ("broken-record", "6")]
    assert [issue.code for issue in result.issues if not issue.is_failure] == ["unread-date"]


def test_a_line_keeps_its_id_when_the_export_around_it_grows():
    line = '{"text": "Three people were killed in Ward."}'
    alone = rendered(line + "\n", "a.jsonl").reports[0].report
    grown = rendered('{"text": "Earlier words of another day."}\n' + line, "b.jsonl").reports[1].report
    assert grown.id == alone.id
    assert grown.capture_sha256 != alone.capture_sha256


def test_a_line_in_another_encoding_costs_itself():
    result = rendered(b'{"text": "caf\xe9"}\n{"text": "Two men died there."}', "a.jsonl")
    assert [issue.code for issue in result.issues] == ["wrong-encoding"]
    assert result.reports[0].report.part == "line 2"


@pytest.mark.parametrize(
    "form", ['[{"text": "One."}, {"text": "Two."}]', '{"articles": [{"text": "One."}, {"text": "Two."}]}']
)
def test_one_json_array_is_read_like_lines(form: str):
    assert [made.rendition.text for made in rendered(form, "a.json").reports] == ["One.", "Two."]


def test_an_export_without_records_is_told():
    assert [(issue.code, issue.is_failure) for issue in rendered("[]", "a.json").issues] == [
        ("empty-export", False)
    ]


def test_an_export_in_two_byte_letters_without_a_mark_is_read():
    lines = '{"text": "One."}\n{"text": "Two."}'.encode("utf-16-le")
    assert [made.rendition.text for made in rendered(lines, "a.jsonl").reports] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("title", "words", "text"),
    [
        ("Two die in Ward", "Shells fell on Friday.", "Two die in Ward\n\nShells fell on Friday."),
        ("Two die in Ward", "Two die in  Ward\nShells fell.", "Two die in  Ward\nShells fell."),
        ("Two die in Ward", "Harbour Post\n\nTwo die in Ward\n\nIt fell.", "Harbour Post\n\nTwo die in Ward\n\nIt fell."),
        ("Two die in Wa…", "Two die in Ward after a shell fell.", "Two die in Ward after a shell fell."),
        ("Ward", "Two die in Ward after a shell fell.", "Ward\n\nTwo die in Ward after a shell fell."),
        (None, "Shells fell on Friday.", "Shells fell on Friday."),
    ],
)  # fmt: skip
def test_the_title_of_a_record_heads_its_text_unless_it_stands_there(
    title: str | None, words: str, text: str
):
    line = json.dumps({"title": title, "text": words})
    (made,) = rendered(line, "a.jsonl").reports
    assert made.rendition.text == text
    assert made.report.body == ()


def test_the_headline_of_a_scraped_text_is_part_of_its_body_and_the_lines_around_it_are_not():
    report, text = only(f"Harbour Post\nPublished: 2 March 2017\n\nTwo die in Ward\n\n{ENGLISH}")
    assert body_words(report, text)[0] == "Two die in Ward"


def test_control_characters_of_a_title_are_not_kept():
    line = json.dumps({"text": "Two men died.", "title": "Red \x1b[31m"})
    assert rendered(line, "a.jsonl").reports[0].report.title == "Red  [31m"


HOSTILE_PAGES = [
    ("<p " + " ".join(f'a{n}="1"' for n in range(6000)) + ">Words</p>", "html-too-large"),
    ("<p " + " ".join(f'a{n}=">"' for n in range(6000)) + ">Words</p>", "html-too-large"),
    (f'<p title="{"x" * 11_000_000}">Words</p>', "html-too-large"),
    ("<div>" * 100_000 + "Words", "html-too-deep"),
]


@pytest.mark.parametrize(("markup", "code"), HOSTILE_PAGES, ids=["attributes", "signs", "long", "deep"])
def test_a_page_that_would_take_minutes_or_lose_its_end_is_refused(markup: str, code: str):
    result = rendered(f"<html><body>{markup}</body></html>", "page.html")
    assert [issue.code for issue in result.issues] == [code]


def test_the_place_of_the_first_wrong_byte_is_named():
    mixed = ARABIC.encode() + "café à Mossoul".encode("latin-1") + b"\xff\x81"
    (issue,) = rendered(mixed).issues
    assert (issue.code, f"byte {len(ARABIC.encode()) + 3}" in issue.message) == ("not-text", True)


def test_a_repeated_line_is_read_once_and_said():
    result = rendered('{"text": "One."}\n{"text": "One."}', "a.jsonl")
    assert len(result.reports) == 1
    assert [(issue.code, issue.is_failure) for issue in result.issues] == [("repeated-record", False)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_rendering_is_a_function_of_the_bytes(text: str):
    once, again = (rendered(json.dumps({"text": text}), "a.jsonl") for _ in range(2))
    assert once == again
    for made in once.reports:
        assert made.report.chars == len(made.rendition.text)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall_over(content: bytes):
    result = rendered(content, "report.txt")
    assert bool(result.reports) != any(issue.is_failure for issue in result.issues)
