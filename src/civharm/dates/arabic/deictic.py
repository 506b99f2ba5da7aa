"""Arabic weekdays and words that point from the day of the report: "اليوم", "أمس", "الأسبوع الماضي"."""

import re
from datetime import date

from civharm.dates.arabic.words import WEEKDAY, WEEKDAYS, folded, phrase
from civharm.dates.arithmetic import (
    Days,
    Unit,
    latest_weekday,
    moved,
    next_weekday,
)
from civharm.dates.around import around, calendar_week
from civharm.dates.expression import Shift, TimexType
from civharm.dates.reading import Reading, Rule, Setting, on_day, over, unresolved
from civharm.model.times import PartOfDay, TimePrecision

_DAYS = {
    "اليوم": 0,
    "هذا اليوم": 0,
    "هذا الصباح": 0,
    "هذا المساء": 0,
    "امس الاول": -2,
    "قبل امس": -2,
    "امس": -1,
    "الامس": -1,
    "البارحه": -1,
    "اول امس": -2,
    "غدا": 1,
    "الغد": 1,
}
_BESIDE = r"(?! (?:التالي|الثاني|السابق|ذاته|نفسه|العالمي|الاول|الثالث))"
DAY_WORD = phrase(
    rf"(?:يوم )?(?P<word>{'|'.join(sorted(_DAYS, key=len, reverse=True))}){_BESIDE}(?:،?,? (?:يوم )?(?P<weekday>{WEEKDAY}))?"
)
WEEKDAY_ALONE = phrase(
    rf"(?:يوم )?(?P<weekday>{WEEKDAY})(?: (?P<which>الماضي|الفائت|المنصرم|المقبل|القادم))?"
)
NIGHT = phrase(
    r"(?P<after>بعد منتصف )?(?:منتصف )?(?:الليله الماضيه|الليله الفائته|(?:ليله|ليل) (?:يوم )?امس(?! الاول))"
    r"|(?P<this>هذه الليله|الليله)"
)
#: "ليل السبت - الأحد": the night from one day to the next.
NIGHT_BETWEEN = phrase(
    rf"(?:ليله|ليل|منتصف ليل) (?:يوم )?(?P<weekday>{WEEKDAY})(?: ?[-–/] ?| و ?| )(?:الي )?(?:{WEEKDAY})"
)
PERIOD = phrase(
    r"(?P<unit>الاسبوع|الشهر|العام|السنه) (?P<which>الماضيه|الماضي|الفائت|المنصرم|الجاريه|الجاري|الحاليه|الحالي|المقبل|القادم)"
    r"|هذا (?P<this_unit>الاسبوع|الشهر|العام)"
)
AGO = phrase(
    r"(?:قبل|منذ) (?:(?P<two>يومين|اسبوعين|شهرين|عامين|سنتين)"
    r"|(?P<number>\d{1,3}|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|عشره|ثلاث|اربع|خمس|ست|سبع|ثماني|تسع|عشر)"
    r" (?P<unit>ايام|يوما|اسابيع|اسبوعا|اشهر|شهرا|سنوات|اعوام|عاما|سنه)|(?P<one>يوم|اسبوع|شهر|عام|سنه)(?! \d))"
)
EVENT_DAY = phrase(r"(?:في )?(?:اليوم (?:التالي|السابق)|اليوم (?:نفسه|ذاته)|ذلك اليوم|نفس اليوم)")
PRESENT = phrase(
    r"الان|حاليا|في هذه الاثناء|في هذه اللحظات|(?:قبل|منذ) (?:قليل|لحظات|دقائق|بعض الوقت|وقت قصير|ساعه|ساعتين|ساعات(?! قليله من))"
)
PAST = phrase(r"مؤخرا|في الاونه الاخيره")

_NUMBERS = {
    "ثلاث": 3,
    "اربع": 4,
    "خمس": 5,
    "ست": 6,
    "سبع": 7,
    "ثماني": 8,
    "تسع": 9,
    "عشر": 10,
}
_UNIT_HEADS = {
    "يوم": Unit.DAY,
    "ايا": Unit.DAY,
    "اسب": Unit.WEEK,
    "اسا": Unit.WEEK,
    "شهر": Unit.MONTH,
    "اشه": Unit.MONTH,
    "سنت": Unit.YEAR,
    "سنه": Unit.YEAR,
    "سنو": Unit.YEAR,
    "عام": Unit.YEAR,
    "اعو": Unit.YEAR,
}


def read_day_word(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "اليوم", "أمس السبت": where the weekday and the word disagree, the weekday holds."""
    shift, weekday = _DAYS[folded(match["word"])], match["weekday"]
    if setting.anchor is None:
        value = f"XXXX-WXX-{WEEKDAYS[folded(weekday)] + 1}" if weekday else "XXXX-XX-XX"
        return unresolved("day_word_without_anchor", value)
    day = moved(setting.anchor, shift, Unit.DAY) or setting.anchor
    if weekday and WEEKDAYS[folded(weekday)] != day.weekday():
        return on_day(latest_weekday(setting.anchor, WEEKDAYS[folded(weekday)]), "weekday_against_day_word")
    return on_day(day, "day_word")


def read_weekday(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "يوم الثلاثاء": the latest such day, the day of the report included."""
    weekday = WEEKDAYS[folded(match["weekday"])]
    if setting.anchor is None:
        return unresolved("weekday_without_anchor", f"XXXX-WXX-{weekday + 1}")
    which = folded(match["which"])
    if which in ("المقبل", "القادم"):
        return on_day(next_weekday(_beside(setting.anchor, 1), weekday), "weekday_next")
    if which:
        return on_day(latest_weekday(_beside(setting.anchor, -1), weekday), "weekday_last")
    return on_day(latest_weekday(setting.anchor, weekday), "weekday_latest")


def _beside(day: date, count: int) -> date:
    return moved(day, count, Unit.DAY) or day


def read_night(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "الليلة الماضية": from the day before the report into its own; after midnight it was its own."""
    if setting.anchor is None:
        return unresolved("night", "XXXX-XX-XXTNI", TimexType.TIME)
    if match["this"]:
        return _night(setting.anchor, setting.anchor, "night")
    before = _beside(setting.anchor, -1)
    return _night(setting.anchor if match["after"] else before, setting.anchor, "night")


def read_night_between(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "ليل السبت - الأحد": both days, for it began on the first of them and ended on the second."""
    weekday = WEEKDAYS[folded(match["weekday"])]
    if setting.anchor is None:
        return unresolved("weekday_without_anchor", f"XXXX-WXX-{weekday + 1}TNI", TimexType.TIME)
    evening = latest_weekday(setting.anchor, weekday)
    return _night(evening, min(_beside(evening, 1), setting.anchor), "night_between_days")


def _night(evening: date, morning: date, rule: str) -> Reading:
    return Reading(
        rule=rule,
        timex_value=f"{evening.isoformat()}TNI",
        timex_type=TimexType.TIME,
        start=evening,
        end=morning,
        precision=TimePrecision.DAY if evening == morning else TimePrecision.RANGE,
        part_of_day=PartOfDay.NIGHT,
    )


def read_period(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "الشهر الماضي", "هذا العام" up to the report."""
    unit = _unit((folded(match["unit"]) or folded(match["this_unit"])).removeprefix("ال"))
    which = folded(match["which"])
    count = {"الم": -1, "الف": -1}.get(which[:3], 0) if which not in ("المقبل", "القادم") else 1
    there = setting.anchor and moved(setting.anchor, count, unit)
    if setting.anchor is None or there is None:
        return unresolved("period_without_anchor", "XXXX")
    reading = _over(there, unit, "period")
    if reading.start and reading.end and reading.start <= setting.anchor <= reading.end:
        return over(
            Days(reading.start, setting.anchor), reading.timex_value, reading.precision, "period_so_far"
        )
    return reading


def _over(day: date, unit: Unit, rule: str) -> Reading:
    days, value, precision = calendar_week(day) if unit is Unit.WEEK else around(day, unit)
    return over(days, value, precision, rule)


def read_ago(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "قبل ثلاثة أيام", "قبل يومين"."""
    words = match["two"] or match["unit"] or match["one"]
    there = setting.anchor and moved(setting.anchor, -_count(match), _unit(folded(words)))
    return _over(there, _unit(folded(words)), "ago") if there else unresolved("ago", "PAST_REF")


def _count(match: re.Match[str]) -> int:
    if number := folded(match["number"]):
        return int(number) if number.isdecimal() else _NUMBERS[number.removesuffix("ه")]
    return 2 if match["two"] else 1


def _unit(word: str) -> Unit:
    return _UNIT_HEADS[word[:3]]


def read_event_day(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "في اليوم التالي": counted from the event spoken of."""
    words = folded(match.group())
    count = 1 if "التالي" in words else -1 if "السابق" in words else 0
    return Reading(rule="from_event", timex_value="XXXX-XX-XX", shift=Shift(count, Unit.DAY))


def read_present(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "قبل قليل", "الآن": the day of the report."""
    precision = TimePrecision.DAY if setting.anchor else TimePrecision.UNKNOWN
    return Reading(
        rule="present",
        timex_value="PRESENT_REF",
        start=setting.anchor,
        end=setting.anchor,
        precision=precision,
    )


def read_past(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "مؤخرا": some time up to the report."""
    precision = TimePrecision.RANGE if setting.anchor else TimePrecision.UNKNOWN
    return Reading(rule="recent_past", timex_value="PAST_REF", end=setting.anchor, precision=precision)


RULES = (
    Rule("day_word", DAY_WORD, read_day_word),
    Rule("event_day", EVENT_DAY, read_event_day),
    Rule("weekday", WEEKDAY_ALONE, read_weekday),
    Rule("night", NIGHT, read_night),
    Rule("night_between_days", NIGHT_BETWEEN, read_night_between),
    Rule("period", PERIOD, read_period),
    Rule("ago", AGO, read_ago),
    Rule("present", PRESENT, read_present),
    Rule("recent_past", PAST, read_past),
)
