from datetime import date
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civharm.claims.arabic.reader import ArabicReader
from civharm.codebook import default_codebook
from civharm.model.casualties import Status
from civharm.model.claims import Claim, ClaimKind
from civharm.model.ports import Reading
from civharm.model.reports import Report
from civharm.model.times import When
from civharm.places.gazetteer import open_gazetteer

POST = "استشهاد 3 مدنيين وإصابة ٥ آخرين جراء قصف مدفعي للقوات العراقية على حي التنك غربي الموصل يوم الأربعاء، بحسب مصدر طبي"
TWO_EVENTS = """قتل أربعة مدنيين اليوم الجمعة بغارة لطيران التحالف على حي التنك غربي الموصل.
وفي 2 آذار 2017، أصيب سبعة أشخاص بانفجار سيارة مفخخة في حي المنصور."""


@lru_cache(maxsize=1)
def reader() -> ArabicReader:
    return ArabicReader(default_codebook(), open_gazetteer())


def read(text: str, published: date | None = date(2017, 3, 10)) -> Reading:
    report = Report(
        id="r1",
        sha256="0" * 64,
        capture_sha256="0" * 64,
        rendition_id="t1",
        published=When.on(published) if published else None,
        language="ar",
    )
    return reader().read(report, text)


def harm(text: str, published: date | None = date(2017, 3, 10)) -> list[Claim]:
    return [claim for claim in read(text, published).claims if claim.kind is ClaimKind.HARM]


def test_a_post_says_who_did_what_to_whom_and_where() -> None:
    (claim,) = harm(POST)
    assert [(c.harm, c.count.min) for c in claim.casualties] == [("killed", 3), ("injured", 5)]
    assert [(p.name, p.part) for p in claim.parties] == [("Iraqi Forces", "attacker")]
    assert claim.where[0].name == "al-Tanak"
    assert claim.event == "shelling"


def test_a_weekday_is_the_last_one_before_the_report() -> None:
    (claim,) = harm(POST)
    assert claim.when is not None
    assert (claim.when.start, claim.when.end) == (date(2017, 3, 8), date(2017, 3, 8))


def test_without_a_day_of_the_report_a_weekday_is_no_day() -> None:
    (claim,) = harm(POST, published=None)
    assert claim.when is None or claim.when.start is None


def test_the_speaker_is_kept_with_the_claim() -> None:
    (claim,) = harm(POST)
    assert claim.speaker is not None
    assert claim.speaker.kind == "medical"


def test_two_events_of_one_report_stay_apart() -> None:
    first, second = harm(TWO_EVENTS)
    assert first.occurrence != second.occurrence
    assert (first.when and first.when.start, second.when and second.when.start) == (
        date(2017, 3, 10),
        date(2017, 3, 2),
    )


def test_every_claim_quotes_its_text() -> None:
    assert all(claim.anchored_in(TWO_EVENTS) for claim in read(TWO_EVENTS).claims)


def test_a_toll_since_a_day_long_ago_is_an_aggregate() -> None:
    kinds = [claim.kind for claim in read("قتل 120 مدنياً في المدينة منذ بدء العملية في تشرين الأول").claims]
    assert kinds == [ClaimKind.AGGREGATE]


def test_names_alone_count_as_far_as_they_go() -> None:
    text = "أسماء الشهداء: سعد جاسم، هند كريم، ليث منذر"
    (claim,) = harm(text)
    assert [(c.count.min, c.count.rule) for c in claim.casualties] == [(3, "T2:named")]
    assert [victim.name for victim in read(text).victims] == ["سعد جاسم", "هند كريم", "ليث منذر"]


def test_a_denial_is_a_response_of_the_party() -> None:
    (claim,) = read("نفى التحالف الدولي مقتل مدنيين في الغارة").claims
    assert claim.response is not None
    assert (claim.kind, claim.stance, claim.response.party) == ("response", "denied", "US-led Coalition")


def test_what_others_tell_beside_a_denial_counts_as_theirs() -> None:
    text = "نفى التحالف الدولي مقتل مدنيين في الغارة، فيما قال ناشطون إن خمسة مدنيين قتلوا"
    denial, told = sorted(read(text).claims, key=lambda claim: claim.kind is ClaimKind.HARM)
    assert (denial.kind, denial.stance, denial.casualties) == ("response", "denied", ())
    assert (told.kind, told.stance, told.response) == ("harm", "asserted", None)
    assert [(c.count.min, c.status) for c in told.casualties] == [(5, "civilian")]


@pytest.mark.parametrize("text", ["", "\n\n", "###", "١٢٣", "قتل " * 400, "x" * 5000, "(" * 300, "\u200f"])
def test_odd_texts_are_read_without_a_fault(text: str) -> None:
    assert all(claim.anchored_in(text) for claim in read(text).claims)


_WORDS = (
    "قتل أصيب مدنيين 7 ثلاثة بينهم طفلان و ، . ( ) : إلى عدد القتلى قصف حي التنك أمس وهم بن وجرحى ـ".split()
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join))
def test_any_order_of_words_is_read_and_quoted(text: str) -> None:
    assert all(claim.anchored_in(text) for claim in read(text).claims)


@pytest.mark.parametrize("text", ["استشهاد سعد جاسم إثر القصف على الحي", "الشهيد سعد جاسم، رحمه الله"])
def test_a_named_death_alone_is_one(text: str) -> None:
    (claim,) = harm(text)
    assert [(c.harm, c.count.min) for c in claim.casualties] == [("killed", 1)]
    assert [victim.name for victim in read(text).victims] == ["سعد جاسم"]


@pytest.mark.parametrize(
    ("text", "harmed", "names"),
    [
        ("استشهد كل من:\nسعد جاسم\nهند كريم", ("killed", 2), ["سعد جاسم", "هند كريم"]),
        ("استشهد كل من: سعد جاسم، هند كريم", ("killed", 2), ["سعد جاسم", "هند كريم"]),
        ("إصابة كل من سعد جاسم (12 عاما) و هند كريم بقصف", ("injured", 2), ["سعد جاسم", "هند كريم"]),
        ("تعتقل دورية رجلا في الحي", ("detained", 1), []),
        ("تلقي القبض على شخصين في الحي", ("detained", 2), []),
        ("قُ*تل شاب برصاص مجهولين", ("killed", 1), []),
    ],
)
def test_lists_of_names_and_arrests_are_counted(text: str, harmed: tuple, names: list) -> None:
    (claim,) = harm(text)
    assert (claim.casualties[0].harm, claim.casualties[0].count.min) == harmed
    assert [victim.name for victim in read(text).victims] == names


def test_everybody_who_is_no_list_of_names() -> None:
    assert not harm("مقتل كل من يعارض القرار")


#: A page whose first line is the day on which it was captured, above the headlines of that day.
_FULL_SENTENCE = (
    "أفاد مصدر طبي بأن ثلاثة مدنيين قتلوا فجر اليوم في قصف مدفعي على حي التنك من الجهة الغربية للمدينة القديمة "
    "التي شهدت معارك عنيفة طوال الليل."
)
_HEADLINES = "\n".join(("افتتاح سوق جديد", "أسعار الخبز ترتفع", "مباراة تنتهي بالتعادل", "الطقس غدا"))


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (f"السبت 4 شباط, 2017\n{_FULL_SENTENCE}", date(2017, 2, 4)),
        (f"السبت 4 شباط, 2017\n{_HEADLINES}\nقصف على التنك\n{_FULL_SENTENCE}", None),
    ],
)
def test_the_day_above_other_headlines_is_that_of_the_capture(page: str, day: date | None) -> None:
    told = next(claim for claim in harm(page, published=None) if claim.casualties)
    assert (told.when.start if told.when else None) == day


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("عاجل | مقتل مدني بقصف مدفعي على حي التنك", "news_flash"),
        ("مدفعية القوات العراقية تقصف حي التنك ومقتل مدني", "present_tense_of_post"),
        ("مقتل مدني بقصف مدفعي على حي التنك قبل قليل", "present"),
        ("مقتل مدني بقصف مدفعي على حي التنك قبل وقت قصير", "present"),
        ("قناة النهار - نشرة الأخبار #عاجل مقتل مدني بقصف مدفعي على حي التنك", "news_flash"),
    ],
)
def test_a_post_of_the_moment_is_of_its_day(text: str, rule: str) -> None:
    (claim,) = harm(text)
    assert claim.when is not None
    assert (claim.when.start, claim.when.rule) == (date(2017, 3, 10), rule)


@pytest.mark.parametrize(
    "text",
    [
        "مقتل مدني بقصف مدفعي على حي التنك",
        "تقصف المدفعية الأحياء بشكل يومي ومقتل مدني",
    ],
)
def test_the_day_of_publication_alone_is_no_day_of_an_event(text: str) -> None:
    assert all(claim.when is None for claim in read(text).claims)


@pytest.mark.parametrize(
    "text",
    [
        "67 استهدافا أسفرت عن مقتل 15 مدنيا",
        "منذ بداية العام الحالي حتى أمس قتل 12 مدنيا",
        "وعلى مدى الأشهر الماضية قتل 9 مدنيين",
        "وأدت هذه الهجمات إلى مقتل 63 مدنيا",
        "ومنذ 8 كانون الثاني قصفت المدفعية الحي ما أدى إلى مقتل 23 مدنيا",
        "مقتل 11 شخصا في حوادث متفرقة",
    ],
)
def test_a_row_of_attacks_is_an_aggregate(text: str) -> None:
    assert [claim.kind for claim in read(text).claims] == [ClaimKind.AGGREGATE]


def test_since_this_morning_is_no_period() -> None:
    assert len(harm("منذ صباح اليوم قتل ثلاثة مدنيين بقصف على حي التنك")) == 1


def test_an_earlier_event_of_a_sentence_is_one_of_its_own() -> None:
    now, before = harm("قتل مدني اليوم بقصف على حي التنك، بعد يوم من مقتل 12 مدنيا في حي المنصور")
    assert (now.occurrence, before.occurrence) == ("o1", "o2")
    assert [c.count.min for c in before.casualties] == [12]
    assert before.when is not None and before.when.is_only_earlier


HEADLINES = """مقتل 3 مدنيين بقصف على حي المنصور
العثور على 58 جثة في مدينة بعيدة
ارتفاع أسعار الوقود
مقتل شخصين في حادث سير
صورة من مكان القصف
قتل ثلاثة مدنيين اليوم الجمعة وأصيب عدد من الأشخاص بجروح متفاوتة إثر قصف مدفعي استهدف الأحياء السكنية في حي المنصور غربي مدينة الموصل.
الطقس غداً
مقتل 9 أشخاص في بلد آخر"""


def test_headlines_of_other_reports_on_the_page_are_events_of_their_own() -> None:
    claims = harm(HEADLINES)
    told = {claim.occurrence: claim.casualties[0].count.min for claim in claims if claim.casualties}
    own = next(claim.occurrence for claim in claims if "قتل ثلاثة" in claim.quote.exact)
    assert told[own] == 3
    assert [c.casualties[0].count.min for c in claims if c.occurrence == own] == [3, 3]


@pytest.mark.parametrize(
    "text",
    [
        "وقبل يومين، قتل 12 مدنياً في حي المنصور",
        "وسبق أن قتل 12 مدنياً في حي المنصور",
        "وفي 28 من كانون الثاني الفائت قتل 12 مدنياً في حي المنصور",
    ],
)
def test_what_looks_back_is_another_event(text: str) -> None:
    now, before = harm(f"قتل مدني اليوم بقصف على حي المنصور.\n{text}.")
    assert now.occurrence != before.occurrence


def test_a_month_of_background_dates_no_event() -> None:
    first, *_ = harm("قتل مدني بقصف على حي التنك.\nقصفت القوات العراقية حي التنك في تشرين الأول 2016.")
    assert first.when is None


def test_headlines_under_a_report_stay_apart() -> None:
    body = "قتل أربعة مدنيين اليوم الجمعة بغارة لطيران التحالف على حي التنك غربي مدينة الموصل، بحسب ما قاله مصدر طبي في المدينة لمراسلنا."
    claims = harm(f"{body}\nمقتل 3 أشخاص في بلد آخر\nإصابة طفلين بانفجار لغم\n")
    assert [claim.occurrence for claim in claims] == ["o1", "o2", "o3"]


def test_names_after_each_other_on_lines_are_victims() -> None:
    reading = read("غارة على مزرعة أدت لاستشهاد كل من\nعبد الله جاسم كريم\nعلي يونس حميد\n")
    assert [victim.name for victim in reading.victims] == ["عبد الله جاسم كريم", "علي يونس حميد"]
    assert [c.count.min for claim in reading.claims for c in claim.casualties] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "قتل ثلاثة مدنيين بينهم الطفل سعد جاسم كريم بقصف على حي التنك",
        "مقتل سعد جاسم كريم ومدنيين اثنين بقصف على حي التنك",
        "قتل ثلاثة مدنيين بينهم سعد جاسم كريم وطفلته بقصف على حي التنك",
        "قتل ثلاثة مدنيين، منهم امرأة وسعد جاسم كريم، بقصف على حي التنك",
        "قتل ثلاثة مدنيين بقصف على حي التنك، حسبما قال الشاهد سعد جاسم كريم",
        "قال سعد جاسم كريم، وهو من سكان حي التنك، إن القصف قتل ثلاثة مدنيين",
        "استشهد مدني بقصف على حي التنك.\nأصيب والد سعد جاسم كريم بجروح.\nالشهيد: سعد جاسم كريم",
    ],
)
def test_names_of_victims_are_protected_wherever_a_claim_quotes_them(text: str) -> None:
    protected = [
        span.of(text) for claim in read(text).claims for span in claim.protected if claim.span.covers(span)
    ]
    assert any("سعد جاسم كريم" in words for words in protected)


def test_what_goes_on_all_the_time_is_no_toll_of_the_day() -> None:
    told = "قضى مدنيان اليوم بقصف استهدف سوقاً في البلدة، في ظل قصف بين الحين والآخر يوقع ضحايا مدنيين"
    assert [c.count.min for claim in harm(told) for c in claim.casualties] == [2]
    assert harm("القصف يتسبب غالباً بسقوط قتلى وجرحى بصفوف الأهالي") == []
    assert harm("ما أدى إلى مقتل عشرات المدنيين خلال الأشهر الماضية") == []


def test_a_named_fighter_is_no_floor_of_civilians() -> None:
    told = read("مقتل عمر الديري، أحد عناصر تنظيم الدولة، وإصابة سامر الحلبي بقصف على البلدة")
    assert {victim.status for victim in told.victims if "عمر" in victim.name} == {Status.COMBATANT}


def test_a_short_post_of_an_attack_on_a_place_is_a_claim() -> None:
    (claim,) = read("قصف مدفعي على حي التنك غربي الموصل", published=None).claims
    assert claim.kind is ClaimKind.ATTACK
    assert claim.where[0].name == "al-Tanak"


def test_a_month_that_names_a_quarter_is_no_time() -> None:
    (claim,) = harm("سقوط 17 قتيلاً بقصف مدفعي على حي مايو جنوب المدينة")
    assert claim.when is None
