from functools import lru_cache

import pytest

from civharm.claims.arabic.casualties import CasualtyFinder
from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.people import PeopleReader
from civharm.claims.arabic.tokens import sentences
from civharm.codebook import default_codebook
from civharm.lang.arabic import fold
from civharm.model.casualties import Casualties


@lru_cache(maxsize=1)
def finder() -> CasualtyFinder:
    codebook = default_codebook()
    lexicon = Lexicon.of(codebook)
    return CasualtyFinder(lexicon, PeopleReader(lexicon, codebook.profile()))


def read(text: str) -> list[Casualties]:
    return [
        casualties
        for sentence in sentences(fold(text))
        for mention in finder().find(sentence)
        for casualties in mention.casualties(sentence)
    ]


def totals(text: str) -> list[tuple[str, str, int | None, int | None]]:
    return [(c.harm, c.status, c.count.min, c.count.max) for c in read(text) if c.part_of is None]


OWNED = [
    ("سقط الجدار على مزارع ما أدى إلى مقتله", [("killed", "civilian", 1, 1)]),
    ("انفجر اللغم بمقاتلين مما أسفر عن إصابتهما", [("injured", "combatant", 2, 2)]),
    ("ضربت المسيرة ضابطا وأدت لوفاته", [("killed", "combatant", 1, 1)]),
    ("أدى الحريق إلى وفاتها وإصابة جارها", [("killed", "unknown", 1, 1)]),
    ("توفيت امرأة متأثرة بإصابتها", [("killed", "civilian", 1, 1)]),
    ("تحدث الطبيب عن إصابته القديمة", []),
]


@pytest.mark.parametrize(("text", "told"), OWNED)
def test_harm_that_is_told_by_its_owner_alone(
    text: str, told: list[tuple[str, str, int | None, int | None]]
) -> None:
    assert totals(text) == told


KILLED = [
    ("لقي أربعة مدنيين من أهل القرية حتفهم في القصف", "civilian", 4, 4),
    ("قضى ثلاثة مدنيين تحت الأنقاض", "civilian", 3, 3),
    ("مقتل سبعة مدنيين بقصف مدفعي", "civilian", 7, 7),
    ("بمقتل أحد عشر شخصاً في السوق", "unknown", 11, 11),
    ("سقوط قتيلين قرب الجسر", "unknown", 2, 2),
    ("استشهد طفلان في الحي", "civilian", 2, 2),
    ("استشهاد ٧ مدنيين", "civilian", 7, 7),
    ("قتـ ـل 3 مدنيـ ـين في القـ ـصف", "civilian", 3, 3),
    ("قتلت قوات مجهولة ثلاثة مدنيين", "civilian", 3, 3),
    ("راح ضحيتها 5 قتلى", "unknown", 5, 5),
    ("ارتفع عدد القتلى إلى 12", "unknown", 12, 12),
    ("ارتفعت حصيلة الضحايا إلى ثلاثة وعشرين قتيلاً", "unknown", 23, 23),
    ("أكثر من عشرين شهيداً", "unknown", 20, 20),
    ("نحو 20 قتيلاً", "unknown", 18, 22),
    ("ما يصل إلى 40 قتيلاً", "unknown", None, 40),
    ("مقتل عشرات المدنيين", "civilian", 12, 24),
    ("مقتل عدد من المدنيين", "civilian", 2, 2),
    ("لقي 3 أشخاص مصرعهم", "unknown", 3, 3),
    ("فقد شخصان حياتهما في الغارة", "unknown", 2, 2),
    ("ثلاثة مدنيين قتلوا اليوم", "civilian", 3, 3),
    ("قتل مدني وزوجته وطفلاه", "civilian", 4, 4),
    ("استشهد الطفل سامر العلي وشقيقته", "civilian", 2, 2),
    ("مقتل أحد المدنيين برصاص قناص", "civilian", 1, 1),
    ("مقتل ثلاثة من عناصر التنظيم", "combatant", 3, 3),
    ("وقوع قتلى بين المدنيين", "civilian", 2, 2),
    ("مقتل شاب وعمه برصاص قناص", "unknown", 2, 2),
    ("استشهاد امرأة وطفلها", "civilian", 2, 2),
    ("استشهد مدنيان هما أب وابنه", "civilian", 2, 2),
    ("قذيفة تقتل مدنيا", "civilian", 1, 1),
    ("مسلحون يعدمون 12 شخصا", "unknown", 12, 12),
    ("أعدم عناصر من التنظيم ثلاثة مدنيين", "civilian", 3, 3),
    ("هوية المدني الذي استشهد في القصف", "civilian", 1, 1),
    ("خمسة مدنيين قتلوا من بينهم ثلاث نساء", "civilian", 5, 5),
    ("فقدان عاملين في المغسلة، وهما سعد جاسم وعلي كريم، لحياتهما", "civilian", 2, 2),
    ("مقتل 4 من قوات النظام", "combatant", 4, 4),
    ("است.شهاد 3 مدنيين في الق.صف", "civilian", 3, 3),
    ("#عاجلاستشهاد 3 مدنيين", "civilian", 3, 3),
    ("استشهاد مدنيين اثنين في الحي", "civilian", 2, 2),
    ("مقتل مواطنَين قرب السوق", "civilian", 2, 2),
    ("استشهاد مدنيين، وهما سعد وعمر", "civilian", 2, 2),
    ("استشهاد سيدة وأطفالها الثلاثة", "civilian", 4, 4),
    ("مقتل الشبان الثلاثة برصاص قناص", "unknown", 3, 3),
    ("تسعة مدنيين بينهم طفلان من عائلة واحدة قتلوا", "civilian", 9, 9),
    ("استشهاد الطفلة ريم حداد (12 عاماً) وعمر حداد 25 عاماً", "unknown", 2, 2),
    ("مقتل سعد الراوي وعمر الراوي، وخالد حداد", "unknown", 3, 3),
    ("قتل الدكتور سعد الراوي برصاص مجهولين", "unknown", 1, 1),
    ("مقتل ناطور ورفيقه قرب الجسر", "unknown", 2, 2),
    ("الشاب سعد الراوي والطفل عمر حداد، قتلا أمس", "unknown", 2, 2),
    ("خالد حداد الذي استشهد في القصف", "unknown", 1, 1),
    ("مقتل خالد حداد أحد عناصر الفصيل", "combatant", 1, 1),
    ("مقتل مدنيين اثنين (خالد حداد وعمر حداد)", "civilian", 2, 2),
    ("استشهد المواطنان خالد حداد والمواطن عمر حداد", "civilian", 2, 2),
    ("استشهد خالد حداد وهو أب لثلاثة أطفال", "unknown", 1, 1),
]


@pytest.mark.parametrize(("text", "status", "low", "high"), KILLED)
def test_the_killed_are_counted(text: str, status: str, low: int | None, high: int | None) -> None:
    assert totals(text) == [("killed", status, low, high)]


OTHER_HARM = [
    ("إصابة أحد عشر آخرين بجروح", "injured", 11),
    ("أصيب بجروح مواطنان", "injured", 2),
    ("جريحان في الحي", "injured", 2),
    ("سقوط 7 قتلى وجرحى", "killed_or_injured", 7),
    ("40 مدنياً بين قتيل وجريح", "killed_or_injured", 40),
    ("استشهاد وإصابة خمسة أشخاص", "killed_or_injured", 5),
    ("سقوط 30 قتيلاً وجريحاً", "killed_or_injured", 30),
    ("سقوط ضحايا مدنيين", "killed_or_injured", 2),
    ("فقدان ثلاثة أشخاص تحت الأنقاض", "missing", 3),
    ("اعتقال أربعة شبان", "detained", 4),
]


@pytest.mark.parametrize(("text", "harm", "number"), OTHER_HARM)
def test_each_harm_has_its_own_count(text: str, harm: str, number: int) -> None:
    assert [(c[0], c[2], c[3]) for c in totals(text)] == [(harm, number, number)]


def test_dead_and_wounded_in_one_sentence_are_two_counts() -> None:
    assert [c[0::2] for c in totals("مقتل 3 وإصابة 5")] == [("killed", 3), ("injured", 5)]


def test_a_survivor_after_the_dead_is_not_added_to_them() -> None:
    assert [c[0::2] for c in totals("استشهد طفل وأصيب آخر وشاب")] == [("killed", 1), ("injured", 2)]


def test_fighters_and_civilians_under_one_verb_stay_apart() -> None:
    assert [c[1:3] for c in totals("قتل رجل وطفلان وعنصران")] == [("unknown", 3), ("combatant", 2)]


def test_the_parts_of_a_count_are_not_added_to_it() -> None:
    women_and_children = [c for c in read("مقتل سبعة مدنيين بينهم طفلان وامرأة") if c.part_of]
    assert [(c.group, c.count.min, c.part_of) for c in women_and_children] == [
        ("children", 2, "سبعة مدنيين"),
        ("women", 1, "سبعة مدنيين"),
    ]


def test_an_open_count_stays_open() -> None:
    assert [c.count.open for c in read("مقتل ما لا يقل عن عشرة مدنيين")] == ["above"]


def test_a_count_quotes_its_words_as_they_stand_in_the_text() -> None:
    text = "سقط اليوم ٧ شهـ ـداء في الحي"
    (casualties,) = read(text)
    assert casualties.count.span is not None
    assert casualties.count.span.of(text) == casualties.count.words == "٧ شهـ ـداء"


NO_HARM = [
    "دون وقوع إصابات",
    "لم ترد أنباء عن سقوط ضحايا",
    "إصابة 3 منازل",
    "أسماء الشهداء",
    "نقل الجرحى إلى المستشفى",
    "قتل على يد مجهولين",
    "خالد حداد الذي قتل الناس",
    "عرف من بين الجرحى اثنين",
    "سقوط 12 قذيفة على الحي",
    "ولد عام 1982 في المدينة",
    "وصل 300 نازح إلى المخيم",
    "لقي عرض المسرحية إقبالا من رجل وامرأة",
    "قضت محكمة في البلدة بسجن رجل شهرين",
    "قضى الشاب سنوات في السجن قبل أن يعود",
    "إصابة 40 شخصاً بالحصبة في المخيم",
    "توفي رجل بجلطة في منزله",
    "قتل 40 كلباً في المدينة",
]


@pytest.mark.parametrize("text", NO_HARM)
def test_other_numbers_and_people_are_no_casualties(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ولم تعلن أي جهة رسمية عن وقوع قتلى",
        "انتشال جثامين القتلى ونقلها",
    ],
)
def test_people_who_are_denied_or_known_already_are_no_count(text: str) -> None:
    assert totals(text) == []


def test_victims_are_the_dead_where_the_injured_are_told_apart() -> None:
    read_now = totals("ارتفع عدد الضحايا إلى أربعة طلاب، بالإضافة إلى إصابة اثنين آخرين")
    assert read_now == [("killed", "unknown", 4, 4), ("injured", "unknown", 2, 2)]


def test_the_third_after_two_dead_is_one_injured() -> None:
    assert totals("قتل شخصان وأصيب ثالث") == [("killed", "unknown", 2, 2), ("injured", "unknown", 1, 1)]


def test_the_dead_stand_before_two_verbs() -> None:
    found = totals("شخصاً على الأقل قتل وأصيب ثلاثة آخرون")
    assert found == [("killed", "unknown", 1, 1), ("injured", "unknown", 3, 3)]
