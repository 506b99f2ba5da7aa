"""The monthly report adds up as `civharm totals` does; a request for information gives the place and time, and no names."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.utils.translation import override

from civharm.assessments.groupings import By
from civharm.assessments.totals import Counting
from civharm.catalogue.masking import masked
from civharm.catalogue.record import Index
from civharm.model.casualties import Harm
from civharm.model.errors import InvalidInput, NotSetUp
from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.model.times import When
from civharm.publication.totals import Wanted, totals_line
from civharm.web.setup import ready
from civharm.web.sheets.monthly import monthly_report
from civharm.web.sheets.rfi import degrees, quoted, request_for, window
from civharm.web.sheets.writing import write_sheet
from civharm.web.site.record import public_claim

MARCH = date(2021, 3, 1)
ERBIL = GazetteerPlace(
    id="x:9", name="Wadi Far", lat=36.35, lon=43.11, country="IQ", kind=PlacePrecision.TOWN, radius_m=1
)


@pytest.fixture
def index(record):
    ready()
    shown = masked(record)
    return Index(replace(shown, claims=tuple(map(public_claim, shown.claims))))


def the_report(index, month=MARCH):
    return monthly_report(index.known, month, province_of=lambda place: "Nineveh", since=None, differences=())


def test_the_report_adds_up_as_the_totals_of_the_month(index):
    line = totals_line(
        Wanted(harms=(Harm.KILLED, Harm.INJURED), counting=Counting(), by=By.MONTH), index.known,
        province_of=lambda place: None,
    )  # fmt: skip
    report = the_report(index)
    for harm, found in ((Harm.KILLED, report.all.killed), (Harm.INJURED, report.all.injured)):
        (told,) = (each for each in line["harms"][harm.value]["totals"] if each["name"] == "2021-03")
        assert (found.incidents, found.min, found.max, found.unknown_min) == tuple(
            told[key] for key in ("incidents", "min", "max", "unknown_min")
        )
    assert (report.all.killed.min, report.all.killed.max, report.undated) == (15, 19, 1)


def test_the_next_month_shows_this_one_beside_it(index):
    report = the_report(index, date(2021, 4, 1))
    assert (report.all.killed.min, report.all.killed_before.min) == (None, 15)


@pytest.mark.parametrize("ending", ["md", "html", "pdf"])
def test_the_report_is_written_in_each_form(index, tmp_path, ending):
    report, path = the_report(index), tmp_path / f"march.{ending}"
    write_sheet("monthly", path, report=report, groupings=report.groupings)
    words = (
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
        if ending == "pdf"
        else path.read_text()
    )
    assert "15–19" in words
    assert "No day to compare with was given" in words


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_report_in_arabic_has_its_heads_and_grades_in_arabic(index, tmp_path, ending):
    report, path = the_report(index), tmp_path / f"march.{ending}"
    with override("ar"):
        write_sheet("monthly", path, report=report, groupings=report.groupings)
    words = path.read_text()
    assert ('<html lang="ar" dir="rtl">' in words) == (ending == "html")
    for told in ("مارس 2021", "القتلى المدنيون", "من 15 إلى 19", "حسب المحافظة", "محجوبة"):
        assert told in words
    for left in ("Civilians", "By ", "unknown"):
        assert left not in words.split("</style>")[-1]


@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_request_in_arabic_asks_in_arabic_and_keeps_the_words(index, tmp_path, ending):
    path = tmp_path / f"sheet.{ending}"
    with override("ar"):
        asked = request_for(index, index.incidents["i-airstrike"], places=[ERBIL], zone=None)
        write_sheet("rfi", path, asked=asked, page=asked.page, cards=quoted(asked))
    words = path.read_text()
    for told in ("36.34000, 43.10000", "طلب معلومات", "هل نفّذت قواتكم", "killed at least 12 civilians"):
        assert told in words
    for left in ("Did your forces", "Where and when", "Marwani", "ليلى"):
        assert left not in words


def test_without_a_browser_a_pdf_is_refused_with_the_way_out(index, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    report = the_report(index)
    with pytest.raises(NotSetUp, match=r"Write the sheet as \.html"):
        write_sheet("monthly", tmp_path / "march.pdf", report=report, groupings=report.groupings)


def test_another_form_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match=r"\.md, \.html or \.pdf"):
        write_sheet("monthly", tmp_path / "march.docx")


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (36.34, 43.1, "36°20′24.0″N 43°06′00.0″E"),
        (-0.5, -3.7, "0°30′00.0″S 3°42′00.0″W"),
        (36.999999, 43.0, "37°00′00.0″N 43°00′00.0″E"),
    ],
)
def test_degrees_carry_over(lat, lon, words):
    assert degrees(lat, lon) == words


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        (ZoneInfo("Asia/Baghdad"), "2021-03-08 21:00 – 2021-03-09 21:00 UTC"),
        (None, "2021-03-08 10:00 – 2021-03-10 12:00 UTC"),
    ],
    ids=["known", "unknown"],
)
def test_the_window_in_utc_holds_the_day(zone, utc):
    assert window(When.on(date(2021, 3, 9)), zone).utc == utc


@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_request_has_place_time_and_words_and_no_name(index, tmp_path, ending):
    incident = index.incidents["i-airstrike"]
    asked = request_for(index, incident, places=[ERBIL], zone=None)
    write_sheet("rfi", tmp_path / f"sheet.{ending}", asked=asked, page=asked.page, cards=quoted(asked))
    words = (tmp_path / f"sheet.{ending}").read_text()
    for told in (
        "36.34000, 43.10000",
        "36°20′24.0″N",
        asked.mgrs,
        "killed at least 12 civilians",
        "Did your forces",
    ):
        assert told in words
    assert ("Wadi Far" in words) == (ending == "html")
    for name in ("Qadduri", "Marwani", "ليلى"):
        assert name not in words


def test_parties_and_places_have_their_arabic_names_in_arabic(index):
    attacked = next(one for one in index.record.incidents if one.parties)
    mosul = replace(attacked.where, name="Mosul", lat=36.335, lon=43.119)
    named = replace(
        attacked,
        where=mosul,
        parties=tuple(replace(each, name="US-led Coalition") for each in attacked.parties),
    )
    with override("ar"):
        report = the_report(Index(replace(index.record, incidents=(named,))))
        shown = {grouping.by: [line.shown for line in grouping.lines] for grouping in report.groupings}
    assert (shown[By.PLACE], shown[By.PARTY]) == (["الموصل"], ["التحالف الدولي"])


def test_names_on_the_drawing_do_not_lie_on_each_other(index):
    located = next(one for one in index.record.incidents if one.where and one.where.is_located)
    near = [
        replace(ERBIL, id=f"x:{number}", name=f"Village {number}", lat=located.where.lat + 0.0001 * number, lon=located.where.lon)
        for number in (1, 2)
    ]  # fmt: skip
    far = replace(ERBIL, id="x:3", name="Village 3", lat=located.where.lat + 0.02, lon=located.where.lon)
    drawn = request_for(index, located, places=[*near, far], zone=None).drawing
    assert [dot.name for dot in drawn.dots] == ["Village 1", "", "Village 3"]
