"""What a server remembers of a casebook changes nothing of what it sees, and nothing of it outlives what was destroyed."""

from functools import partial

import pytest

from civharm.casebook.store import Casebook
from civharm.model.decisions import Action
from civharm.pipeline import recompute, refresh

TEXTS = (
    "On Tuesday shells killed three people in Norhaven. Mayor Odo Vell denied it.",
    "Two days later shells killed three people in Norhaven, a nurse said.",
    "In Easton shells killed three people on Friday.",
)
WORDS = "shells killed three people"
#: All that incidents, tolls and pages are made of.
SEEN = (
    *("reports", "texts", "captures", "machine_claims", "victims", "decisions", "incidents", "assessments"),
    *("doubtful", "related", "ledger", "relations", "proposals", "given_ids", "holds", "standing", "issues"),
)


def seen(casebook: Casebook, *, is_remembering: bool) -> dict[str, object]:
    from civharm.casebook.refreshing import one_moment

    with one_moment(casebook.alias):
        state = casebook.state_of_moment() if is_remembering else casebook.state()
        return {"claims": state.reviewed} | {name: getattr(state, name) for name in SEEN}


@pytest.fixture
def pages(casebook, new_page, keep):
    made = [new_page(text, f"{number}.txt") for number, text in enumerate(TEXTS)]
    for each in made:
        keep(each, each.claim(WORDS))
    refresh(casebook)
    return made


def incident_of(casebook, page):
    return next(each.id for each in casebook.incidents() if page.report.id in each.reports)


def test_a_look_that_remembers_sees_what_one_sees_that_does_not(casebook, pages, decide, keep, new_page):
    from civharm.casebook.destroying import Wanted
    from civharm.casebook.doing_away import destroy_evidence

    def see():
        assert seen(casebook, is_remembering=True) == seen(casebook, is_remembering=False)

    def refreshed():
        refresh(casebook)
        see()

    see()
    first, second, third = (page.claim(WORDS).id for page in pages)
    corrected = decide(Action.CORRECT_CLAIM, first, hedges=["reportedly"])
    see()
    refreshed()
    decide(Action.SIGN_GRADING, incident_of(casebook, pages[2]), grading="weak")
    refreshed()
    decide(Action.REJECT_CLAIM, third)
    refreshed()
    decide(Action.UNDO, corrected.id)
    decide(Action.ACCEPT_CLAIM, second)
    refreshed()
    more = new_page("On Monday shells killed three people in Weston.", "more.txt")
    keep(more, more.claim(WORDS))
    see()
    refreshed()
    wanted = Wanted(sha256=pages[1].capture.sha256, by="Mira", reason="the court ordered it")
    destroy_evidence(casebook, wanted, partial(recompute))
    see()
    assert TEXTS[1] not in casebook.state_of_moment().texts.values()


def test_what_a_decision_leaves_as_it_was_is_not_worked_out_again(casebook, pages, decide):
    worked = []

    def counted(store):
        worked.append(1)
        return recompute(store)

    claim = pages[0].claim(WORDS).id
    decide(Action.ACCEPT_CLAIM, claim)
    casebook.refresh(counted)
    casebook.refresh(counted)
    worked.clear()
    decide(Action.ACCEPT_CLAIM, pages[1].claim(WORDS).id)
    decide(Action.NOTE, incident_of(casebook, pages[1]))
    assert (casebook.follow(counted), worked, casebook.waiting()) == (True, [], None)
    decide(Action.REJECT_CLAIM, claim)
    assert (casebook.follow(counted), worked, casebook.rebuild(recompute)) == (True, [1], ())


def test_it_is_worked_out_again_where_another_program_recomputed(casebook, copied, pages, decide):
    worked = []

    def counted(store):
        worked.append(1)
        return recompute(store)

    casebook.refresh(counted)
    casebook.refresh(counted)
    decide(Action.REJECT_CLAIM, pages[0].claim(WORDS).id)
    other = Casebook.open(casebook.folder.path, database_url=copied, actor="other")
    refresh(other)
    undone = other.decisions()[-1].id
    decide(Action.UNDO, undone)
    worked.clear()
    casebook.follow(counted)
    assert (worked, casebook.rebuild(recompute)) == ([1], ())


class Spy:
    """Says what of a store a recomputation reads."""

    def __init__(self, store):
        self.store, self.read = store, set()

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self.store, name)


def test_nothing_else_is_read_by_a_recomputation(casebook, pages):
    spy = Spy(casebook)
    recompute(spy)
    known = {"reports", "texts", "claims", "victims", "word_counts", "judgements", "holds", "given_ids"}
    assert spy.read <= known | {"standing", "adopted", "workings"}
