"""However reports and decisions come, a casebook stands as a rebuild of everything would leave it."""

import shutil
from dataclasses import replace
from functools import partial
from itertools import count, pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civharm.casebook.proposing import acceptance
from civharm.casebook.store import Casebook
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RecordStatus
from civharm.model.ports import Reading
from civharm.model.store import ReaderVersion
from civharm.pipeline import recompute, refresh
from civharm.recomputing import Extent
from support.build import own_words

QUOTE = "shells killed three people"
#: Reports of two events, some in like words, some reprinted: how the text goes on, where it was, how many died.
REPORTS = [
    ("mill", 1.5, 3),
    ("mill", 1.5, 3),
    ("mill", 1.6, 4),
    ("port", 40.0, 3),
    ("port", 40.0, 3),
    ("hill", 1.5, 3),
]
_NUMBERS = count()
STEPS = st.sampled_from(["report", "report", "reread", "sign", "judge", "reject", "take", "refuse", "undo"])
FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Desk:
    """A casebook on which things happen by chance."""

    def __init__(self, casebook, new_page, seed):
        self.casebook, self._new_page = casebook, new_page
        self._chance, self._read = Random(seed), {}

    def read(self, number, killed=None, version="1"):
        words, where, dead = REPORTS[number]
        own = own_words(f"{words}{number}") if number % 2 else own_words(words)
        page = self._new_page(f"On Tuesday {QUOTE} there. {own} {number}", f"{number}.txt")
        claim = page.claim(QUOTE, killed or dead)
        place = replace(claim.where[0], lat=where, id=f"test:{where}")
        self.casebook.add_capture(page.capture, page.content)
        reader = ReaderVersion(name="fake", version=version)
        reading = Reading(claims=(replace(claim, where=(place,)),))
        self._read[number] = self._read.get(number, 0) + 1
        self.casebook.add_reading(page.report, page.rendition, reading, reader=reader)

    def happen(self, step):
        """One thing of the kind, if there is anything that it could happen to."""
        if step == "report":
            self.read(self._chance.randrange(len(REPORTS)))
        elif step == "reread" and self._read:
            number = self._chance.choice(sorted(self._read))
            self.read(number, self._chance.randint(1, 9), version=str(self._read[number] + 1))
        elif found := sorted(getattr(self, f"_{step}")(), key=str):
            action, target, change = self._chance.choice(found)
            self.decide(action, target, **change)

    def decide(self, action, target, **change):
        decision = Decision(
            id=f"d{next(_NUMBERS)}",
            action=action,
            target=target,
            author="Ada",
            reason="by chance",
            decided_at=self.casebook.clock(),
            change=change,
        )
        try:
            self.casebook.decide(decision)
        except InvalidDecision:
            return

    def _sign(self):
        for incident in self.casebook.incidents():
            if incident.status is not RecordStatus.LEAD:
                yield Action.SIGN_GRADING, incident.id, {"grading": "weak"}

    def _judge(self):
        claims = [claim.id for claim in self.casebook.claims()]
        for left, right in pairwise(claims):
            for verdict in ("positive", "negative", "unsure"):
                yield Action.JUDGE, left, {"claims": [left, right], "verdict": verdict}

    def _reject(self):
        return ((Action.REJECT_CLAIM, claim.id, {}) for claim in self.casebook.claims())

    def _undo(self):
        return ((Action.UNDO, decision.id, {}) for decision in self.casebook.decisions())

    def _refuse(self):
        return ((Action.REFUSE_PROPOSAL, proposal.id, {}) for proposal in self.casebook.proposals())

    def _take(self):
        signed = self.casebook.state().signed
        for proposal in self.casebook.proposals():
            comes_to = acceptance(proposal, signed)
            yield comes_to.action, comes_to.target, comes_to.change


@pytest.fixture
def new_desk(fresh_sqlite, tmp_path, new_page, clock):
    """Desks of their own, each on a fresh casebook."""

    def made(seed=0):
        folder = tmp_path / str(next(_NUMBERS))
        shutil.copytree(fresh_sqlite, folder)
        return Desk(Casebook.open(folder, actor="tester", clock=clock), new_page, seed)

    return made


@FEW
@given(st.lists(STEPS, min_size=6, max_size=14), st.integers(0, 1 << 20))
def test_whatever_happens_everything_anew_comes_to_what_stands(new_desk, steps, seed):
    desk = new_desk(seed)
    for step in ["report", *steps]:
        held = {hold.incident: set(hold.claims) for hold in desk.casebook.holds()}
        settled = {incident.id: incident for incident in desk.casebook.incidents() if incident.id in held}
        desk.happen(step)
        refresh(desk.casebook)
        if step in ("report", "reread"):
            after = {incident.id: incident for incident in desk.casebook.incidents()}
            stale = {i.code for i in desk.casebook.issues()} & {
                "signed-incident-changed",
                "signed-incident-merged",
            }
            assert stale or {key: after.get(key) for key in settled} == settled
    everything = partial(recompute, extent=Extent.ALL)
    assert desk.casebook.rebuild(everything) == ()
    assert desk.casebook.verify() == ()


@FEW
@given(
    st.permutations(range(len(REPORTS))),
    st.lists(st.integers(1, 3), min_size=6, max_size=6),
    st.lists(
        st.tuples(*[st.integers(0, len(REPORTS) - 1)] * 2, st.sampled_from(["positive", "negative"])),
        max_size=2,
    ),
)
def test_reports_in_any_order_and_batches_come_to_the_same_incidents(new_desk, order, batches, judged):
    at_once, bit_by_bit = new_desk(), new_desk()
    for number in range(len(REPORTS)):
        at_once.read(number)
    claims = [claim.id for claim in at_once.casebook.claims()]
    left = list(order)
    for size in batches:
        for number in left[:size]:
            bit_by_bit.read(number)
        del left[:size]
        refresh(bit_by_bit.casebook)
    for desk in (at_once, bit_by_bit):
        for one, other, verdict in judged:
            desk.decide(Action.JUDGE, claims[one], claims=[claims[one], claims[other]], verdict=verdict)
            refresh(desk.casebook)
        refresh(desk.casebook, extent=Extent.RECOUNTED)
    assert recorded(bit_by_bit.casebook) == recorded(at_once.casebook)
    assert bit_by_bit.casebook.word_counts() == at_once.casebook.word_counts()


def recorded(casebook):
    """All that a record says but for ids and codes, which are given once, in the order of arrival."""
    assessments = {each.incident_id: each for each in casebook.assessments()}
    return sorted(
        (
            sorted((link.claim_id, link.part, link.score) for link in incident.links),
            str(incident.when),
            str(incident.where),
            str(replace(assessments[incident.id], incident_id="")),
        )
        for incident in casebook.incidents()
    )
