"""Texts that nobody would write, made of words that reports are made of: for tests of any input whatever."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

ENGLISH = (
    "killed|wounded|injured|died|dead|missing|detained|were|was|civilians|people|a woman|her two sons|children|"
    "a family of six|soldiers|militants|12|at least|up to|between 10 and 15|dozens|no|none|of whom|including|"
    "all but one|l2|1O|١٢|۲۵|1,200|0|99999999999999999999|12.5|½|from 3 to 5|rose|the toll|another|and|by|in|"
    "an airstrike|shelling|a car bomb|the raid|Mosul|Aleppo|Gaza City|near the bridge|north of|Islamic State|"
    "the army|coalition aircraft|Karim Dahl, 34,|Dr. Lina Odeh|the ministry|said|denied|claimed|according to|told|"
    "he|they|“|”|\"|'|’s|(|)|—|--|:|;|Monday|Sept 31|29 February 2015|5 March 2017|in 2016|last week|overnight|"
    "BAGHDAD, March 3 (Wire) —|KILLED|CIVILIANS|families fled|captured|lost|Brig. Gen.|U.S.|e.g.|10:30 p.m.|$5|\n\n"
).split("|")
ARABIC = (
    "قتل|مقتل|استشهد|استشهاد|أصيب|إصابة|جرح|فقدان|اعتقال|ضحايا|قتيل|شهيدين|مدنيين|مدني|أشخاص|طفلان|نساء|امرأة|عائلة|"
    "١٢|۲۵|12|l2|1O|3,500|٣٫٥|99999999999999999999|ثلاثة|وعشرون|أحد عشر|مئة|ألف|عشرات|بينهم|على الأقل|أكثر من|لا|"
    "قصف|غارة|بغارة|طيران التحالف|مدفعية|داعش|قوات النظام|على|في|حي التنك|الموصل|حلب|بالموصل|قرب|شمال|من|إلى|"
    "قال|أفاد|مصدر طبي|نفت|المرصد|بحسب|و|ثم|كل من|سعد جاسم كريم|الطفل|وزوجته|نزحت|سيطرت|يوم|الاثنين|أمس|اليوم|"
    '31 أيلول|٥ آذار ٢٠١٧|منذ|قتـ ـلى|قت*ل|ق.تل|د١عش|#عاجل|#الموصل|«|»|"|(|)|:|،|؛|.|..|-|ـ|\n|1-|•|killed'
).split("|")
#: Marks of direction, joiners, a soft hyphen, a byte order mark, digits and signs of other scripts, half a pair.
ODD = "\u200b \u200c \u200d \u200e \u200f \u202a \u202b \u202e \u2066 \u2069 \u00ad \ufeff \u0640 \u064e ² ⅻ １２ ① 💥 é ß İ ﷺ ﻻ \u0301 \x00".split(
    " "
)
_GLUE = (" ", " ", " ", " ", "", "\n", "\n\n", ", ", ". ", ".", "\u200f ", "\u00a0", " - ", "\t")
#: What a scanner makes of letters and digits.
_SCANNED = str.maketrans("1l0OiS5", "l1O0|5S")


def texts(words: Sequence[str]) -> st.SearchStrategy[str]:
    """Words in any order, with anything between them; some of it shouted, scanned, cut off or said again."""
    piece = st.one_of(
        st.sampled_from(words), st.sampled_from(words), st.sampled_from(ODD), st.text(max_size=6)
    )
    glued = st.lists(st.tuples(st.sampled_from(_GLUE), piece), max_size=25).map(
        lambda pairs: "".join(glue + word for glue, word in pairs)
    )
    return st.builds(_spoilt, glued, st.sampled_from(_SPOILT))


def _spoilt(text: str, spoil: Callable[[str], str]) -> str:
    return spoil(text)


_SPOILT: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text,
    str.upper,
    lambda text: text.translate(_SCANNED),
    lambda text: text + "\n" + text,
    lambda text: text[len(text) // 3 :],
    lambda text: "\u200f".join(text.split(" ")),
)
