"""What people agreed to is decided for each purpose: the last word of a person holds, a refusal hides, unasked is unknown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from civharm.catalogue.masking import masked, public
from civharm.catalogue.stored import stored_record
from civharm.model.casualties import Harm
from civharm.model.consent import Purpose, answers_on, consents
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.victims import Victim
from civharm.pipeline import refresh

TEXT = "Shells killed Huda Karam, 30, and two others in Norhaven. Mayor Odo Vell denied it. Karam was buried."
AGAIN = "Three were killed in Norhaven by shells, HUDA KAREM among them."


def a_victim(page, claim, name, *, age=30, harm=Harm.KILLED):
    start = page.text.index(name)
    span = replace(claim.span, start=start, end=start + len(name))
    return Victim(
        id=f"v-{page.report.id[:6]}-{start}", claim_id=claim.id, report_id=page.report.id, name=name, span=span,
        harm=harm, age=age,
    )  # fmt: skip


@pytest.fixture
def told(casebook, new_page, keep):
    """A victim in two spellings, and a mayor who speaks."""
    first, second = new_page(TEXT, "a.txt"), new_page(AGAIN, "b.txt")
    mayor = Speaker(name="Odo Vell", role="mayor", kind=SpeakerKind.LOCAL_OFFICIAL, words="Mayor Odo Vell")
    said = first.claim("Shells killed Huda Karam, 30, and two others in Norhaven")
    again = second.claim("Three were killed in Norhaven by shells, HUDA KAREM among them")
    keep(first, replace(said, speaker=mayor), victims=(a_victim(first, said, "Huda Karam"),))
    keep(second, again, victims=(a_victim(second, again, "HUDA KAREM"),))
    refresh(casebook)
    return casebook


@pytest.fixture
def huda(told):
    return next(victim.id for victim in told.victims() if victim.name == "Huda Karam")


@pytest.fixture
def say(decide):
    def said(whose, answer, *purposes, **more):
        return decide(
            Action.CONSENT,
            whose,
            **{"answer": answer, "purposes": list(purposes), "how": "by telephone", **more},
        )

    return said


def known(casebook, subject, day=date(2021, 5, 4)):
    held = consents(casebook.state().decisions_in_force)
    return {str(purpose): str(answer) for purpose, answer in answers_on({subject}, held, day) if answer}


def shown(casebook):
    return str(public(stored_record(casebook), shows_consented=True))


#: What somebody said, one answer after the other, and what is known then.
SAID = (
    ([], {}),
    ([("given", "publish")], {"publish": "given"}),
    ([("given", "publish", "court")], {"publish": "given", "court": "given"}),
    ([("refused", "court")], {"court": "refused"}),
    ([("given", "publish", "court"), ("withdrawn", "publish")], {"publish": "withdrawn", "court": "given"}),
    ([("refused", "publish"), ("given", "publish")], {"publish": "given"}),
    ([("given", "store"), ("refused", "store")], {"store": "refused"}),
)


@pytest.mark.parametrize(("answers", "expected"), SAID)
def test_the_last_answer_for_a_purpose_holds(told, huda, say, answers, expected):
    for answer, *purposes in answers:
        say(huda, answer, *purposes)
    assert known(told, huda) == expected


def test_unasked_is_not_given(told, huda):
    assert dict(answers_on({huda}, (), date(2021, 5, 4))) == dict.fromkeys(Purpose)
    assert "Huda" not in shown(told)


def test_who_agreed_is_named_in_what_leaves_the_team_and_nowhere_else(told, huda, say):
    say(huda, "given", "publish")
    assert "Huda Karam" in shown(told)
    assert "Karam was" not in shown(told)  # the family did not agree
    assert "Huda Karam" not in str(masked(stored_record(told)))
    assert "Huda Karam" not in str(public(stored_record(told)))


@pytest.mark.parametrize(
    "later", [("withdrawn", "publish"), ("refused", "publish"), ("withdrawn", "store"), ("refused", "store")]
)
def test_who_takes_it_back_is_not(told, huda, say, later):
    say(huda, "given", "publish")
    say(huda, *later)
    assert "Huda" not in shown(told)


def test_consent_runs_out(told, huda, say, clock):
    say(huda, "given", "publish", until=str(clock().date()))
    assert known(told, huda, clock().date()) == {"publish": "given"}
    assert known(told, huda, clock().date() + timedelta(days=1)) == {}
    assert "Huda Karam" not in shown(told)  # the day is long past


def test_an_answer_is_undone(told, huda, say, decide):
    said = say(huda, "given", "publish")
    decide(Action.UNDO, said.id)
    assert known(told, huda) == {}
    assert "Huda Karam" not in shown(told)
    assert said.id not in str(public(stored_record(told)).decisions)


def test_a_refusal_hides_who_is_named_by_default(told, say, decide):
    claim = next(claim for claim in told.claims() if claim.speaker)
    assert "Odo Vell" in str(masked(stored_record(told)))
    refusal = say(claim.id, "refused", "publish")
    assert "Vell" not in str(masked(stored_record(told)))
    decide(Action.UNDO, refusal.id)
    assert "Odo Vell" in str(masked(stored_record(told)))


def test_a_refusal_for_another_purpose_hides_nothing(told, say):
    say(next(claim.id for claim in told.claims() if claim.speaker), "refused", "court")
    assert "Odo Vell" in str(masked(stored_record(told)))


def test_a_person_is_meant_however_they_are_spelled(told, huda, decide, say):
    other = next(victim.id for victim in told.victims() if victim.name == "HUDA KAREM")
    decide(Action.JUDGE_PERSON, huda, mentions=[huda, other], verdict="positive")
    refresh(told)
    say(huda, "given", "publish")
    assert {"Huda Karam", "HUDA KAREM"} <= set(told.decisions()[-1].change["names"])
    assert known(told, other) == {"publish": "given"}
    say(other, "refused", "publish")
    assert "Huda" not in shown(told)


def test_a_namesake_in_the_same_report_keeps_the_name_hidden(told, casebook, new_page, keep, say):
    page = new_page("Huda Karam died. Her aunt, another Huda Karam, was wounded in Norhaven.", "c.txt")
    claim = page.claim("Huda Karam died")
    aunt = replace(
        a_victim(page, claim, "Huda Karam"), id="aunt-1", span=replace(claim.span, start=40, end=50)
    )
    keep(page, claim, victims=(a_victim(page, claim, "Huda Karam"), aunt))
    say("aunt-1", "given", "publish")
    assert "Huda Karam died" not in shown(told)


def test_part_of_a_longer_name_that_is_hidden_is_not_shown(told, huda, new_page, keep, say):
    page = new_page("Huda Karam Saleh survived in Norhaven.", "c.txt")
    claim = page.claim("Huda Karam Saleh survived")
    keep(page, claim, victims=(a_victim(page, claim, "Huda Karam Saleh"),))
    say(huda, "given", "publish")
    assert "Huda" not in shown(told)


def test_a_living_child_is_not_named_whatever_was_agreed_to(told, casebook, new_page, keep, say):
    page = new_page("Rana Adel, 9, was wounded in Norhaven.", "c.txt")
    claim = page.claim("Rana Adel, 9, was wounded")
    keep(page, claim, victims=(a_victim(page, claim, "Rana Adel", age=9, harm=Harm.INJURED),))
    say(casebook.victims()[-1].id, "given", "publish")
    assert "Rana" not in shown(told)


def test_a_source_that_refuses_is_not_told_of(told, casebook, new_page, keep, say):
    page = new_page("Shells fell on Norhaven, I saw it.", "c.txt")
    address = "https://social.example/zara.odum/1"
    page = replace(page, report=replace(page.report, source="Zara Odum", url=address, title="By Zara"))
    keep(page, page.claim("Shells fell on Norhaven"))
    assert "zara.odum" in shown(told)
    say(page.report.id, "refused", "publish")
    assert not {"zara", "odum"} & set(shown(told).casefold().replace(".", " ").replace("/", " ").split())
    assert "https://social.example/" in str(masked(stored_record(told)))  # who assesses it sees where it was
    assert "social.example" not in shown(told)


def test_an_answer_survives_another_reading(told, huda, say, new_page, keep):
    say(huda, "refused", "publish")
    page = new_page(TEXT, "a.txt")
    keep(page, page.claim("Mayor Odo Vell denied it"), version="2")
    assert told.victims()[0].name == "HUDA KAREM"
    assert "Huda Karam" not in shown(told)


@pytest.mark.parametrize(
    ("whose", "change", "told_back"),
    [
        ("huda", {"answer": "perhaps", "purposes": ["publish"]}, "given, refused, withdrawn"),
        ("huda", {"answer": "given", "purposes": []}, "store, publish, advocacy, court"),
        ("huda", {"answer": "given", "purposes": ["fun"]}, "store, publish, advocacy, court"),
        ("huda", {"answer": "given", "purposes": ["court"], "how": ""}, "how it was given"),
        ("huda", {"answer": "given", "purposes": ["court"], "on": "2031-01-01"}, "nobody has said anything"),
        ("huda", {"answer": "given", "purposes": ["court"], "on": "May"}, "a day such as"),
        ("huda", {"answer": "given", "purposes": ["court"], "until": "2020-01-01"}, "before it was given"),
        ("huda", {"answer": "refused", "purposes": ["court"], "until": "2031-01-01"}, "only consent"),
        ("huda", {"answer": "given", "purposes": ["court"], "lat": 1}, "no field 'lat'"),
        ("nobody", {"answer": "given", "purposes": ["court"]}, "no person, claim or report"),
    ],
)
def test_what_says_nothing_is_refused(huda, decide, whose, change, told_back):
    with pytest.raises(InvalidDecision, match=told_back):
        decide(Action.CONSENT, huda if whose == "huda" else whose, **{"how": "in person", **change})


def test_the_catalogue_follows(told, say):
    from civharm.catalogue.updating import bring_up_to_date  # needs a casebook opened

    bring_up_to_date(told)
    say(next(claim.id for claim in told.claims() if claim.speaker), "refused", "publish")
    assert bring_up_to_date(told) > 0
