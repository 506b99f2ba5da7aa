from functools import lru_cache

import pytest

from civharm.claims.arabic.reader import ArabicReader
from civharm.codebook import default_codebook
from civharm.model.claims import Claim, ClaimKind
from civharm.model.reports import Report
from civharm.places.gazetteer import open_gazetteer


@lru_cache(maxsize=1)
def reader() -> ArabicReader:
    return ArabicReader(default_codebook(), open_gazetteer())


def claims(text: str, kind: ClaimKind) -> list[Claim]:
    report = Report(id="r1", sha256="0" * 64, capture_sha256="0" * 64, rendition_id="t1", language="ar")
    return [claim for claim in reader().read(report, text).claims if claim.kind is kind]


@pytest.mark.parametrize(
    ("text", "change", "holder"),
    [
        ("سيطرت القوات العراقية على حي التنك غربي الموصل", "captured", "Iraqi Forces"),
        ("استعادت القوات العراقية حي التنك غربي الموصل", "recaptured", "Iraqi Forces"),
        ("انسحب تنظيم داعش من حي التنك غربي الموصل", "lost", "Islamic State"),
        ("تسيطر القوات العراقية على حي التنك غربي الموصل", "held", "Iraqi Forces"),
    ],
)
def test_who_holds_a_place(text: str, change: str, holder: str) -> None:
    (claim,) = claims(text, ClaimKind.CONTROL)
    assert claim.control is not None
    assert (claim.control.change, claim.control.holder) == (change, holder)
    assert claim.where


@pytest.mark.parametrize(
    "text",
    [
        "حاولت القوات العراقية السيطرة على حي التنك",
        "لم تسيطر القوات العراقية على حي التنك",
        "سيطرت فرق الإطفاء على الحريق في حي التنك",
    ],
)
def test_an_attempt_or_a_fire_is_no_control(text: str) -> None:
    assert claims(text, ClaimKind.CONTROL) == []


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("نزح آلاف المدنيين من حي التنك", "individuals", 1000),
        ("نزوح 300 عائلة من حي التنك", "families", 300),
        ("نزوح أكثر من 5000 شخص عن المدينة", "individuals", 5000),
    ],
)
def test_people_who_flee_are_counted(text: str, unit: str, low: int) -> None:
    (claim,) = claims(text, ClaimKind.DISPLACEMENT)
    assert claim.displaced is not None
    assert (claim.displaced.unit, claim.displaced.count.min) == (unit, low)


def test_flight_without_a_number_is_no_count() -> None:
    assert claims("نزوح الأهالي من حي التنك", ClaimKind.DISPLACEMENT) == []
