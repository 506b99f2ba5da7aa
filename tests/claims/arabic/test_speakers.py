from functools import lru_cache

import pytest

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.speakers import SpeakerFinder
from civharm.claims.arabic.tokens import sentences
from civharm.claims.arabic.victims import VictimFinder
from civharm.codebook import default_codebook
from civharm.lang.arabic import fold


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return Lexicon.of(default_codebook())


@lru_cache(maxsize=1)
def finder() -> SpeakerFinder:
    return SpeakerFinder(default_codebook(), lexicon())


SPEAKERS = [
    ("أفاد مصدر طبي في المحافظة بمقتل سبعة", "medical", None),
    ("وقال الدفاع المدني إن ثلاثة قتلوا", "rescue", "Civil Defence"),
    ("مقتل ثلاثة بحسب مرصد نينوى الحر", "casualty_recorder", "مرصد نينوى الحر"),
    ("وفق شهود عيان، سقطت القذيفة على منزل", "witness", None),
    ("أعلن التحالف الدولي أن الغارة أصابت هدفها", "military", None),
    ("الدفاع المدني: ثلاثة قتلى", "rescue", "Civil Defence"),
    ("قال عضو مجلس المحافظة إن القصف استمر", "local_official", None),
    ("قال شاهد عيان يدعى وليد كريم إن القصف استمر", "witness", "وليد كريم"),
    ("قال الشاهد وليد كريم إن القصف استمر", "witness", "وليد كريم"),
    ("قالت هند كريم، وهي من أهالي القرية، إن القصف استمر", "witness", "هند كريم"),
    ("قال أحد السكان إن القصف استمر", "witness", None),
]


@pytest.mark.parametrize(("text", "kind", "name"), SPEAKERS)
def test_a_formula_names_its_speaker(text: str, kind: str, name: str | None) -> None:
    found = finder().attribution(next(sentences(fold(text))))
    assert found is not None
    assert found.speaker is not None
    assert (found.speaker.kind, found.speaker.name) == (kind, name)


def test_the_party_of_a_speaker_is_kept() -> None:
    found = finder().attribution(next(sentences(fold("أعلن التحالف الدولي أن الغارة أصابت هدفها"))))
    assert found is not None
    assert found.speaker is not None
    assert found.speaker.party == "US-led Coalition"


def test_to_add_goes_on_with_the_last_speaker() -> None:
    found = finder().attribution(next(sentences(fold("وأضاف أن القصف استمر"))))
    assert found is not None
    assert found.goes_on
    assert found.speaker is None


def test_the_reporters_own_voice_has_no_speaker() -> None:
    assert finder().attribution(next(sentences(fold("سقطت ثلاث قذائف على الحي")))) is None


def names(text: str, *harmful: int) -> list[str]:
    return [v.name for v in VictimFinder(lexicon()).find(tuple(sentences(fold(text))), frozenset(harmful))]


NAMES = [
    ("وهم: سعد جاسم، ووليد كريم", ["سعد جاسم", "وليد كريم"]),
    ("من بين القتلى: خالد يونس (52 عاماً)، وزوجته نجلاء", ["خالد يونس", "نجلاء"]),
    (
        "الشهداء:\n1- سعد جاسم\n2- هند كريم\nكان القصف عنيفا على الحي كله في ساعات الليل حتى الفجر",
        ["سعد جاسم", "هند كريم"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_in_a_list_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_name_after_a_person_in_a_sentence_of_harm_is_found() -> None:
    assert names("استشهاد الطفل سامر العلي إثر القصف", 0) == ["سامر العلي"]


def test_an_adjective_is_no_name() -> None:
    assert names("قال الدفاع المدني إن اثنين قتلا", 0) == []
