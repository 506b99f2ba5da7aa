from functools import lru_cache

import pytest

from civharm.claims.arabic.attacks import AttackFinder
from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.parties import PartyFinder
from civharm.claims.arabic.responses import response_of
from civharm.claims.arabic.tokens import Sentence, sentences
from civharm.codebook import default_codebook
from civharm.lang.arabic import fold


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return Lexicon.of(default_codebook())


@lru_cache(maxsize=1)
def finder() -> PartyFinder:
    return PartyFinder(default_codebook(), lexicon())


def sentence(text: str) -> Sentence:
    return next(sentences(fold(text)))


PARTS = [
    ("قصف مدفعي للقوات العراقية على الحي", "iraqi-forces", "attacker"),
    ("قصف مدفعي للشرطة الاتحادية استهدف منازل", "iraqi-forces", "attacker"),
    ("غارة لطيران التحالف على منزل", "coalition", "attacker"),
    ("غارة لطيران التحالف العربي على سوق", "saudi-coalition", "attacker"),
    ("استهدفت قوات النظام السوق", "syrian-regime", "attacker"),
    ("قصف من قبل تنظيم داعش", "islamic-state", "attacker"),
    ("تنظيم الدولة الإسلامية فجّر سيارة", "islamic-state", "attacker"),
    ("قصف تركي على القرية", "turkish-military", "attacker"),
    ("ميليشيا #قسد تقصف الحي", "sdf", "attacker"),
    ("برصاص قناص من د١عش", "islamic-state", "attacker"),
    ("غارة على مواقع تنظيم داعش", "islamic-state", "target"),
    ("في مناطق سيطرة تنظيم داعش", "islamic-state", "holder"),
    ("برصاص عناصر قسد", "sdf", "attacker"),
    ("قصف طيران تابع لقوات النظام السوق", "syrian-regime", "attacker"),
    ("سيارة تابعة لقسد", "sdf", "target"),
    ("قذائف مصدرها الأراضي التركية", "turkish-military", "attacker"),
    ("وفاة رجل دهسا بمدرعة تركية", "turkish-military", "attacker"),
    ("مسيرة، يعتقد أنها تابعة للتحالف، ضربت الجسر", "coalition", "attacker"),
    ("قذائف من مناطق سيطرة قسد على الطاحونة", "sdf", "attacker"),
    ("خرجت العائلات من مناطق سيطرة قسد", "sdf", "holder"),
    ("دمر القصف مركزا لقسد", "sdf", "target"),
]

SEVERAL = [
    ("مسيرة تركية دمرت شاحنة لقسد", ["turkish-military attacker", "sdf target"]),
    ("قوات النظام هاجمت تنظيم داعش", ["syrian-regime attacker", "islamic-state target"]),
    ("غارات لقوات النظام وروسيا على البستان", ["syrian-regime attacker", "russian-military attacker"]),
    ("قوات التحالف الدولي بالاشتراك مع قسد نفذت إنزالا", ["coalition attacker", "sdf attacker"]),
    ("قذائف من مناطق سيطرة قوات النظام وقسد", ["syrian-regime attacker", "sdf attacker"]),
]


@pytest.mark.parametrize(("text", "parts"), SEVERAL)
def test_several_parties_attack_together_or_one_the_other(text: str, parts: list[str]) -> None:
    assert [f"{p.id} {p.part}" for p in finder().parties(sentence(text))] == parts


@pytest.mark.parametrize(("text", "party", "part"), PARTS)
def test_a_party_has_the_part_that_the_words_give_it(text: str, party: str, part: str) -> None:
    assert [(p.id, p.part) for p in finder().parties(sentence(text))] == [(party, part)]


@pytest.mark.parametrize("text", ["مواطن تركي في السوق", "قال التحالف إن الجو ماطر", "الحي القديم"])
def test_a_party_without_a_part_is_left_out(text: str) -> None:
    assert finder().parties(sentence(text)) == ()


OCCUPATIONS = [
    ("قصف الاحتلال التركي القرية. ثم قصف جيش الاحتلال السوق.", "turkish-military"),
    ("قصف الاحتلال الإسرائيلي القرية. ثم قصف جيش الاحتلال السوق.", "israeli-military"),
    ("قصف الاحتلال التركي القرية. ثم قصف الاحتلال السوق.", "turkish-military"),
]


@pytest.mark.parametrize(("text", "party"), OCCUPATIONS)
def test_a_shared_name_is_that_of_the_party_that_bears_it_in_full(text: str, party: str) -> None:
    told = tuple(sentences(fold(text)))
    assert [found.id for found in finder().for_report(told).parties(told[1])] == [party]


KINDS = [
    ("قصف مدفعي على الحي", "shelling", None),
    ("غارة جوية على منزل", "airstrike", None),
    ("استهدفت طائرة مسيرة سيارة", "airstrike", "drone"),
    ("انفجار سيارة مفخخة في السوق", "car bombing", "vehicle bomb"),
    ("هجوم بعبوة ناسفة", "bombing", "explosive device"),
    ("برصاص قناص", "shooting", "small arms"),
    ("الطيران يستهدف حي البستان", "airstrike", None),
    ("مجهولون يهاجمون حاجزاً والدبابات تدك القرية", "shelling", None),
    ("استهدفت القوات القرية", "attack", None),
]


@pytest.mark.parametrize(("text", "event", "weapon"), KINDS)
def test_the_most_telling_word_names_the_attack(text: str, event: str, weapon: str | None) -> None:
    attack = AttackFinder(default_codebook(), lexicon()).attack(sentence(text))
    assert attack is not None
    assert (attack.event, attack.weapon) == (event, weapon)


RESPONSES = [
    ("نفى التحالف الدولي مسؤوليته عن الغارة", "denied", True),
    ("نفت وزارة الدفاع الروسية مقتل مدنيين في الغارة", "denied", True),
    ("اعترف التحالف بقتل مدنيين", "accepted", True),
    ("تبنى تنظيم داعش التفجير", "accepted", False),
]


@pytest.mark.parametrize(("text", "position", "of_harm"), RESPONSES)
def test_a_party_takes_a_position(text: str, position: str, of_harm: bool) -> None:
    response = response_of(sentence(text), lexicon(), finder())
    assert response is not None
    assert (response.position, response.of_harm) == (position, of_harm)
