"""Numbers in the forms in which bulletins, posts and witnesses tell them, and harm that is not told as done."""

import pytest

from tests.claims.arabic.test_casualties import read, totals

RANGES = [
    ("سقط ما بين 10 إلى 15 قتيلاً", 10, 15),
    ("مقتل ما بين خمسة وستة مدنيين", 5, 6),
    ("استشهاد خمسة أو ستة أشخاص", 5, 6),
    ("مقتل 5-7 عمال في المحجر", 5, 7),
    ("أنباء عن مقتل 10 إلى 12 شخصاً", 10, 12),
    ("ارتفعت الحصيلة من 3 إلى 5 قتلى", 5, 5),
]


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_two_numbers_may_be_the_ends_of_one(text: str, low: int, high: int) -> None:
    assert [(low_, high_) for _, _, low_, high_ in totals(text)] == [(low, high)]


BULLETINS = [
    ("عدد القتلى: 7، وعدد الجرحى: 12", [("killed", 7), ("injured", 12)]),
    ("الشهداء: 4\nالجرحى: 11", [("killed", 4), ("injured", 11)]),
    ("القتلى 3 والمصابون 9", [("killed", 3), ("injured", 9)]),
    ("وبلغ عدد الشهداء 9 والجرحى أكثر من 20", [("killed", 9), ("injured", 20)]),
    ("الشهداء: 4 (بينهم طفلان)", [("killed", 4)]),
    ("الشهداء: 1- سامر العلي 2- عمر الحسن", []),
    ("عرف من بين الجرحى اثنين", []),
]


@pytest.mark.parametrize(("text", "told"), BULLETINS)
def test_a_bulletin_names_the_fate_and_then_the_number(text: str, told: list[tuple[str, int]]) -> None:
    assert [(harm, low) for harm, _, low, _ in totals(text)] == told


TOGETHER = [
    ("استشهاد سامر الحلبي مع زوجته وأطفاله الثلاثة", 5),
    ("ما أدى إلى مقتله مع مرافقيه الاثنين", 3),
    ("مقتل شاب بعد خلاف مع شقيقه", 1),
    ("مقتل عائلة مؤلفة من أب وأم وأربعة أطفال", 6),
    ("العثور على جثتي رجل وزوجته", 2),
    ("تسليم جثماني سامر الحلبي وابنه عمر", 2),
    ("استشهد مواطنين من قرى الجبل وهما رجل وطفله", 2),
    ("سامر خليل العلي 14 شهيد", 1),
    ("في البلدة 14 شهيداً", 14),
    ("ماتوا كلهم 12 نفر نساء وأطفال", 12),
    ("قتل والداها وأشقاؤها الثلاثة", 5),
    ("قتل 7 مدنيين نساء وأطفال", 7),
    ("إنا لله وإنا إليه راجعون انتقل إلى رحمة الله #عبدالباقي_الحلبي إثر غارة", 1),
]


@pytest.mark.parametrize(("text", "number"), TOGETHER)
def test_people_told_together_are_counted_once_each(text: str, number: int) -> None:
    assert [(low, high) for _, _, low, high in totals(text)] == [(number, number)]


NOT_DONE = [
    "لا قتلى في الغارة",
    "لا يوجد ضحايا",
    "نفى المصدر سقوط قتلى مدنيين",
    "حذرت المنظمة من سقوط قتلى مدنيين",
    "أكد المجلس ضرورة تجنب سقوط قتلى وجرحى",
    "نزح الأهالي خشية مقتل أطفالهم",
    "نفت وزارة الدفاع الروسية يوم 19 آذار مقتل مدنيين في الغارة",
    "نفى التحالف، في بيان له يوم الجمعة، سقوط قتلى مدنيين",
]


@pytest.mark.parametrize("text", NOT_DONE)
def test_harm_that_is_denied_or_feared_is_not_told(text: str) -> None:
    assert read(text) == []


DONE = [
    ("نفى الجيش مسؤوليته بعد مقتل ثلاثة مدنيين", 3),
    ("لا تزال جثث خمسة قتلى تحت الأنقاض", 5),
    ("نفى التحالف الدولي مسؤوليته عن مقتل خمسة مدنيين", 5),
    ("نفى التحالف الدولي مقتل مدنيين فيما قال ناشطون إن خمسة مدنيين قتلوا", 5),
    ("نفت روسيا استهداف المدنيين، وقال الدفاع المدني إن الغارة قتلت 12 مدنياً", 12),
]


MISFORTUNES = [
    ("مقتل جندي وإصابة اثنين في حادث سير على الطريق", []),
    ("ضرب زلزال المنطقة وأدى إلى مقتل 56 شخصاً", []),
    ("مقتل مدني بحادث سير وآخر بقصف مدفعي على البلدة", [("killed", "unknown", 2, 2)]),
]


@pytest.mark.parametrize(("text", "told"), MISFORTUNES)
def test_what_nobody_did_is_no_harm_to_count(text: str, told: list[tuple[str, str, int, int]]) -> None:
    assert totals(text) == told


BODIES = [
    ("انتشل الدفاع المدني جثث 4 نساء وطفل من تحت الأنقاض", ("killed", "civilian", 5, 5)),
    ("العثور على جثث 20 شخصاً قرب البلدة", ("killed", "unknown", 20, 20)),
    ("انتشال جثث ثلاثة أطفال", ("killed", "civilian", 3, 3)),
]


@pytest.mark.parametrize(("text", "told"), BODIES)
def test_bodies_are_as_many_as_those_whose_they_are(text: str, told: tuple[str, str, int, int]) -> None:
    assert told in totals(text)


WOUNDED_WHO_DIED = [
    ("توفي ثلاثة جرحى متأثرين بإصاباتهم", [("killed", "unknown", 3, 3)]),
    ("ارتفعت حصيلة الغارة إلى 38 قتيلاً بعد وفاة ثلاثة جرحى", [("killed", "unknown", 38, 38)]),
    ("قتل عشرة مدنيين وتوفي ثلاثة جرحى لاحقاً", [("killed", "civilian", 10, 10), ("killed", "unknown", 3, 3)]),
]


@pytest.mark.parametrize(("text", "told"), WOUNDED_WHO_DIED)
def test_the_wounded_who_died_are_dead_and_counted_once(
    text: str, told: list[tuple[str, str, int, int]]
) -> None:
    assert totals(text) == told


@pytest.mark.parametrize(("text", "number"), DONE)
def test_harm_stays_told_where_something_else_is_denied(text: str, number: int) -> None:
    assert number in [low for _, _, low, _ in totals(text)]


def test_a_member_of_an_armed_group_is_no_civilian() -> None:
    assert totals("مقتل عمر الديري، عضو في تنظيم محظور، برصاص مجهولين") == [("killed", "combatant", 1, 1)]


def test_people_counted_among_the_missing_are_missing() -> None:
    assert totals("لا يزال 6 أشخاص في عداد المفقودين تحت الأنقاض") == [("missing", "unknown", 6, 6)]
