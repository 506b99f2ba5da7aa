"""Who is one person: judgements that bind, are undone, survive a new reading, and never contradict each other."""

from dataclasses import replace

import pytest

from civharm.model.casualties import Harm
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.spans import Span
from civharm.model.victims import Victim
from civharm.pipeline import recompute, refresh
from civharm.victims.roster import roster_of

TEXT = "Shells killed Odo Vell and Ada Marl in Norhaven. Neighbours mourned Odo Vell the potter, and Abu Enno too."
NAMES = ("Odo Vell", "Ada Marl", "Odo Vell the potter", "Abu Enno")
SAME, DIFFERENT = "positive", "negative"


def mention(claim, name, *, version="1", shift=0):
    start = TEXT.rindex(name) if name != "Odo Vell" else TEXT.index(name)
    return Victim(
        id=f"{version}{NAMES.index(name)}" * 5,
        claim_id=claim.id,
        report_id=claim.report_id,
        name=name.removesuffix(" the potter"),
        span=Span(start + shift, start + shift + len(name)),
        harm=Harm.KILLED,
    )


@pytest.fixture
def told(casebook, new_page, keep):
    """A report that names four times; its second reading is by `read_again`."""
    page = new_page(TEXT)
    claim = page.claim("Shells killed Odo Vell and Ada Marl in Norhaven", 1)
    keep(page, claim, victims=tuple(mention(claim, name) for name in NAMES))
    refresh(casebook)
    return page, claim


@pytest.fixture
def ids(told):
    return {name: mention(told[1], name).id for name in NAMES}


def judge(decide, *names, verdict=SAME):
    return decide(Action.JUDGE_PERSON, names[0], mentions=list(names), verdict=verdict)


def people(casebook):
    (incident,) = casebook.incidents()
    mentions = [victim for victim in casebook.victims() if victim.claim_id in incident.claims]
    return sorted("+".join(each[1] for each in person.mentions) for person in roster_of(mentions).people)


def test_the_machine_by_itself(casebook, told):
    assert people(casebook) == ["0+2", "1", "3"]


def test_a_judgement_puts_together_and_undoing_it_parts_again(casebook, ids, decide):
    before = people(casebook), casebook.assessments(), casebook.issues()
    decision = judge(decide, ids["Ada Marl"], ids["Abu Enno"])
    refresh(casebook)
    assert people(casebook) == ["0+2", "1+3"]
    assert casebook.rebuild(recompute) == ()
    decide(Action.UNDO, decision.id)
    refresh(casebook)
    assert (people(casebook), casebook.assessments(), casebook.issues()) == before


def test_people_part_what_the_machine_put_together(casebook, new_page, keep, decide):
    first, second = (
        new_page("Odo Vell was killed in Norhaven.", "1.txt"),
        new_page("In Norhaven Odo Vell was killed.", "2.txt"),
    )
    for number, page in enumerate((first, second)):
        claim = replace(page.claim("Odo Vell was killed", 1), casualties=())
        known = mention(claim, "Odo Vell")
        keep(page, claim, victims=(replace(known, id=f"m{number}", span=page.claim("Odo Vell").span),))
    refresh(casebook)
    mentions = casebook.victims()
    assert len(roster_of(mentions).people) == 1
    judge(decide, "m0", "m1", verdict=DIFFERENT)
    assert len(roster_of(casebook.victims()).people) == 2


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        (["00000"], SAME),
        (["00000", "00000"], SAME),
        (["nobody", "1111111111"], SAME),
        (["", "1111111111"], SAME),
        (["1", "1111111111"], SAME),
        (["list:1", "list:2"], SAME),
        (["1010101010", "1111111111"], "unsure"),
        (["1010101010", "1111111111"], "perhaps"),
        ("1010101010", SAME),
        ([None, 4], SAME),
    ],
)  # fmt: skip
def test_what_is_no_judgement_is_refused(casebook, told, decide, names, verdict):
    with pytest.raises(InvalidDecision):
        decide(Action.JUDGE_PERSON, "1", mentions=names, verdict=verdict)
    assert casebook.decisions() == ()


def test_the_beginning_of_an_id_will_do(casebook, ids, decide):
    judge(decide, ids["Ada Marl"][:2] + ids["Ada Marl"][2:4], ids["Abu Enno"])
    assert casebook.decisions()[0].change["mentions"] == [ids["Ada Marl"], ids["Abu Enno"]]


def test_the_same_judgement_twice_is_refused(casebook, ids, decide):
    first = judge(decide, ids["Ada Marl"], ids["Abu Enno"])
    with pytest.raises(InvalidDecision, match=f"undo the decision {first.id} first"):
        judge(decide, ids["Abu Enno"], ids["Ada Marl"], verdict=DIFFERENT)


def test_a_contradiction_is_refused_with_its_chain(casebook, ids, decide):
    odo, ada, enno = ids["Odo Vell"], ids["Ada Marl"], ids["Abu Enno"]
    judge(decide, odo, "list:7")
    judge(decide, "list:7", ada)
    with pytest.raises(InvalidDecision, match=rf"{odo} = list:7 = {ada}"):
        judge(decide, odo, ada, verdict=DIFFERENT)
    apart = judge(decide, ada, enno, verdict=DIFFERENT)
    with pytest.raises(InvalidDecision, match=apart.id):
        judge(decide, enno, odo)
    assert len(casebook.decisions()) == 3


def test_an_undone_judgement_that_others_now_contradict_stays_undone(casebook, ids, decide):
    first = judge(decide, ids["Odo Vell"], ids["Ada Marl"])
    undone = decide(Action.UNDO, first.id)
    judge(decide, ids["Ada Marl"], ids["Odo Vell"], verdict=DIFFERENT)
    with pytest.raises(InvalidDecision, match="contradicts"):
        decide(Action.UNDO, undone.id)


def test_a_row_of_a_list_that_two_people_are_makes_them_one(casebook, ids, decide):
    judge(decide, ids["Ada Marl"], "list:7")
    judge(decide, ids["Abu Enno"], "list:7")
    assert people(casebook) == ["0+2", "1+3"]


def test_a_judgement_binds_the_mention_of_a_newer_reading(casebook, told, ids, keep, decide):
    page, claim = told
    judge(decide, ids["Ada Marl"], ids["Abu Enno"])
    keep(page, claim, version="2", victims=tuple(mention(claim, name, version="2") for name in NAMES))
    refresh(casebook)
    assert people(casebook) == ["0+2", "1+3"]
    assert {victim.id[0] for victim in casebook.victims()} == {"2"}


def test_a_judgement_on_a_mention_that_is_gone_is_an_issue(casebook, told, ids, keep, decide):
    page, claim = told
    decision = judge(decide, ids["Ada Marl"], ids["Abu Enno"])
    keep(page, claim, version="2", victims=(mention(claim, "Odo Vell", version="2"),))
    refresh(casebook)
    assert people(casebook) == ["0"]
    (issue,) = [issue for issue in casebook.issues() if issue.code == "judgement-without-mention"]
    assert decision.id in issue.message and "Marl" not in issue.message


def test_no_decision_keeps_a_name(casebook, ids, decide):
    judge(decide, ids["Ada Marl"], ids["Abu Enno"])
    assert "Marl" not in str(casebook.decisions())
    assert casebook.verify() == ()
