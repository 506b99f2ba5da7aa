"""Languages of short texts, with the sure answer and the model agreeing where both speak."""

import pytest

from civharm.lang.detect import detect_language

ENGLISH = (
    "The governor said on Monday that three members of one family had been killed in the east of the town, "
    "and that the army was looking into what had happened to their house."
)
CASES = [
    ("The convoy was hit on Tuesday near the bridge.", "en"),
    (ENGLISH, "en"),
    ("Five people killed.", "en"),
    ("قصفت المدفعية حي الورد وقتل خمسة مدنيين", "ar"),
    ("قال شهود إن القصف وقع بعد منتصف الليل في الحي القديم من المدينة", "ar"),
    ("هێزەکان گەڕەکەکەیان گرتەوە و پێنج کەس کوژران", "ku"),
    ("Hêzan tax ji nû ve girt û pênc kes hatin kuştin", "ku"),
    ("نیروها محله را گرفتند و پنج نفر در بازار کشته شدند", "fa"),
    ("Les soldats ont repris le quartier et cinq civils sont morts.", "fr"),
    ("Los soldados mataron a cinco civiles en el barrio.", "es"),
    ("Ordu mahalleyi salı günü geri aldı, beş kişi öldü.", "tr"),
    ("Війська відбили село у вівторок, загинуло п'ятеро людей", "uk"),
    (" \n" * 10_000 + "Five people killed.", "en"),
    ("12-3 45", None),
    ("Mosul", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_language(text: str, language: str | None):
    assert detect_language(text) == language


def test_a_plain_english_text_needs_no_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("civharm.lang.detect._model", lambda: pytest.fail("the model was loaded"))
    assert detect_language(ENGLISH) == "en"
