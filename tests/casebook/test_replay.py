"""Any sequence of decisions, undos and new readings: rebuilt, replayed and taken back, it comes to the same."""

import os
import shutil
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from civharm.casebook.adopting import change_of
from civharm.casebook.review import in_force
from civharm.casebook.store import Casebook
from civharm.model.adopted import Adopted
from civharm.model.assessments import Grading, StrikeStatus
from civharm.model.coarsening import Coarseness
from civharm.model.consent import Answer, Purpose, consents
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident, RecordStatus, RelationKind, Verdict
from civharm.model.ports import Reading
from civharm.model.store import ReaderVersion
from civharm.model.times import When
from civharm.pipeline import recompute, refresh

#: Text, the words claimed (what a newer reader makes of them), how many, on which day of May.
TOLD = (
    (
        "Shells killed three people in Norhaven; a boy was hit later and died.",
        ("Shells killed three people", 3, 4),
    ),
    ("Shells killed three people in Norhaven; a boy was hit later and died.", ("a boy was hit later", 1, 4)),
    ("A driver saw how three people died under the shells that day.", ("three people died under", 3, 4)),
    ("In the port a mine killed nine fishermen, the guard wrote.", ("a mine killed nine fishermen", 9, 14)),
    ("The harbour master spoke of nine men whom a mine had torn apart.", ("nine men whom a mine had", 9, 14)),
    ("Gunmen shot a teacher and her pupil dead in the hills.", ("Gunmen shot a teacher and her", 2, 24)),
    ("Somebody is said to have died of it.", ("Somebody is said to have", 1, None)),
)
#: Places, persons and notes have tests of their own.
ACTIONS = tuple(
    action for action in Action if action not in (Action.SETTLE_PLACE, Action.JUDGE_PERSON, Action.NOTE)
)
Step = tuple[object, ...]
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("read anew"), st.integers(0, 5)),
    ),
    max_size=9,
)
#: Shrinking such a script takes longer than reading it.
quick = settings(
    max_examples=int(os.environ.get("CIVHARM_REPLAYS", "6")),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _record(number: int, claim: str) -> Adopted:
    return Adopted(
        incident=f"archive-{number}", code=f"N{number}", claim=claim, archive="Lake", record=f"{number}"
    )


@dataclass
class World:
    """A casebook that steps are taken in. What can't be decided is refused and changes nothing."""

    casebook: Casebook
    pages: dict = field(default_factory=dict)
    taken: list = field(default_factory=list)

    def read(self, number: int, version: int) -> None:
        page, claims = list(self.pages.values())[number % len(self.pages)]
        reader = ReaderVersion(name="fake", version=str(version))
        self.casebook.add_capture(page.capture, page.content)
        self.casebook.add_reading(page.report, page.rendition, Reading(claims=claims(version)), reader=reader)
        refresh(self.casebook)

    def decide(self, decision: Decision) -> None:
        self.casebook.decide(decision)
        refresh(self.casebook)

    def take(self, step: Step) -> None:
        self.casebook.clock.now += timedelta(minutes=1)
        if step[0] == "read anew":
            self.read(step[1], len(self.taken) + 2)
            self.taken.append((self.casebook.clock.now, step[1], len(self.taken) + 2))
            return
        decision = self.meant(*step)
        before = len(self.casebook.decisions())
        try:
            self.decide(decision)
        except InvalidDecision:
            assert len(self.casebook.decisions()) == before
            return
        self.taken.append((self.casebook.clock.now, self.casebook.decisions()[-1], None))

    def meant(self, action: Action, *numbers: int) -> Decision:
        """What a step means here: each number names one of those that are there."""
        claims = sorted(claim.id for claim in self.casebook.claims())
        incidents = sorted(incident.id for incident in self.casebook.incidents())
        decided = [decision.id for decision in self.casebook.decisions()]
        first, second, third = numbers

        def one(of: list, number: int) -> str:
            return of[number % len(of)] if of else "nothing"

        pair = [one(claims, first), one(claims, second)]
        inside = [
            link.claim_id
            for each in self.casebook.incidents()
            for link in each.links
            if each.id == one(incidents, first)
        ]
        out = list(dict.fromkeys(one(inside, number) for number in (second, third)))
        target, change = {
            Action.ACCEPT_CLAIM: (pair[0], {}),
            Action.CORRECT_CLAIM: (pair[0], {"weapon": f"weapon {second}"}),
            Action.REJECT_CLAIM: (pair[0], {}),
            Action.ADD_CLAIM: (
                one([each.id for each in self.casebook.reports()], first),
                {
                    "kind": "harm",
                    "span": [second, second + 9 + third],
                    "casualties": [{"harm": "killed", "status": "civilian", "min": 1 + third, "max": None}],
                    "event_of": None if third else pair[0],
                },
            ),
            Action.JUDGE: (
                pair[0],
                {"claims": pair, "verdict": one([each.value for each in Verdict], third)},
            ),
            Action.MERGE: (
                one(incidents, first),
                {"incidents": [one(incidents, first), one(incidents, second)]},
            ),
            Action.SPLIT: (one(incidents, first), {"claims": out}),
            Action.MOVE: (one(incidents, first), {"claims": out, "to": one(incidents, third)}),
            Action.RELATE: (
                one(incidents, first),
                {
                    "incidents": [one(incidents, first), one(incidents, second)],
                    "relation": one([*map(str, RelationKind), "apart"], third),
                },
            ),
            Action.SIGN_GRADING: (one(incidents, first), {"grading": one(list(Grading), second)}),
            Action.OVERRIDE_STRIKE: (
                one(incidents, first),
                {"strike_status": one(list(StrikeStatus), second)},
            ),
            Action.OVERRIDE_BOUND: (
                one(incidents, first),
                {"harm": "killed", "status": "civilian", "min": second, "max": second + third},
            ),
            Action.SIGN_OFF: (one(incidents, first), {"alone": True}),
            Action.REFUSE_PROPOSAL: (one([each.id for each in self.casebook.state().proposals], first), {}),
            Action.COARSEN_PLACE: (one(incidents, first), {"to": one(list(Coarseness), second).value}),
            Action.HOLD: (one(incidents, first), {}),
            Action.REDACT: (
                one([each.id for each in self.casebook.reports()], first),
                {"span": [second, second + 9]},
            ),
            Action.CONSENT: (
                one([each.id for each in self.casebook.reports()], first),
                {
                    "answer": one(list(Answer), second).value,
                    "purposes": [one(list(Purpose), third).value],
                    "how": "in writing",
                    "also_called": ["Odo Vell"],
                },
            ),
            Action.ADOPT: (f"archive-{second}", change_of(_record(second, one(claims, first)))),
            Action.UNDO: (one(decided, first), {}),
        }[action]
        return Decision(
            id=f"d{len(self.taken)}",
            action=action,
            target=target,
            author="Ada",
            reason="read it again",
            decided_at=self.casebook.clock.now,
            change=change,
        )


@pytest.fixture
def world(fresh_sqlite, tmp_path_factory, new_page, clock):
    """Makes worlds that are alike."""

    def made(opened: Casebook | None = None) -> World:
        if opened is None:
            folder = tmp_path_factory.mktemp("replay") / "casebook"
            shutil.copytree(fresh_sqlite, folder)
            opened = Casebook.open(folder, actor="tester", clock=type(clock)())
        found = World(opened)
        for number, (text, _) in enumerate(TOLD):
            page = new_page(text, f"{number}.txt")
            found.pages.setdefault(text, (page, lambda version, page=page: claimed(page, version)))
        for number in range(len(found.pages)):
            found.read(number, 1)
        return found

    return made


def claimed(page, version: int):
    """The claims of a page; every other version of the reader takes in a letter less of the words."""
    made = []
    for text, (words, killed, day) in TOLD:
        if text == page.text:
            claim = page.claim(words[: len(words) - version % 2], killed)
            when, where = (When.on(date(2021, 5, day)), claim.where) if day else (None, ())
            made.append(replace(claim, when=when, where=where))
    return tuple(made)


def state_of(casebook: Casebook, *, are_names_kept: bool = True):
    """All that is in force, part by part; or without the names that were given in between, which stay."""
    state = casebook.state()
    incidents = state.incidents if are_names_kept else map(without_names, state.incidents)
    return {
        "claims": state.reviewed,
        "incidents": {each.id: each for each in incidents},
        "assessments": {each.incident_id: each for each in state.assessments},
        "judging": state.judging,
        "issues": state.issues,
        "relations": state.relations,
        "consents": consents(state.decisions_in_force),
        "linking": {name: found for name, found in state.linking.items() if found},
    }


def without_names(incident: Incident) -> Incident:
    """Without aliases, and without the code of a lead that was an incident for a while."""
    is_lead = incident.status is RecordStatus.LEAD
    return replace(incident, aliases=(), code="" if is_lead else incident.code)


def check_looks_at_reports(casebook: Casebook) -> None:
    """Of one report the same is in force whether the whole casebook is looked at or the report alone."""
    whole = casebook.state()
    for report in whole.reports:
        alone = casebook.state_of_report(report.id)
        own = tuple(claim for claim in whole.reviewed.claims if claim.report_id == report.id)
        assert alone.reviewed.claims == own
        versions = casebook.claim_versions(report.id)
        assert {claim.id: versions[claim.id] for claim in own} == {
            claim.id: casebook.version(claim.id) for claim in own
        }
        reviews = {
            key: value for key, value in whole.reviewed.reviews.items() if key in alone.reviewed.reviews
        }
        assert alone.reviewed.reviews == reviews


def check_judgements(casebook: Casebook) -> None:
    """Whoever judged is obeyed: the same is in one incident, the different is not."""
    held = {claim: each.id for each in casebook.incidents() for claim in each.claims}
    own = {
        link.claim_id: each.id
        for each in casebook.incidents()
        for link in each.links
        if link.part != "maximum_only"
    }
    for each in casebook.judgements():
        left, right = own.get(each.left), own.get(each.right)
        if left and right:
            assert (left == right) == (each.verdict is Verdict.POSITIVE), each
    assert set(own) <= set(held)


SCRIPT = (
    (Action.MERGE, 0, 1, 0),
    (Action.SIGN_GRADING, 0, 1, 0),
    ("read anew", 1),
    (Action.SPLIT, 0, 0, 0),
    (Action.JUDGE, 0, 4, 1),
    (Action.OVERRIDE_BOUND, 1, 2, 7),
    (Action.MOVE, 1, 0, 2),
    (Action.UNDO, 0, 0, 0),
    (Action.CORRECT_CLAIM, 2, 2, 2),
    (Action.ADD_CLAIM, 0, 6, 3),
    (Action.ADD_CLAIM, 1, 0, 2),
    ("read anew", 0),
    (Action.SIGN_OFF, 0, 0, 0),
    (Action.ADOPT, 1, 1, 0),
)


def test_both_databases_come_to_the_same(world, casebook, clock):
    here, on_sqlite = world(casebook), world()
    for step in SCRIPT:
        here.take(step)
    assert len(here.taken) >= len(SCRIPT) - 2, "most of the script can be decided"
    for at, what, version in here.taken:
        on_sqlite.casebook.clock.now = at
        on_sqlite.read(what, version) if version else on_sqlite.decide(what)
    assert on_sqlite.casebook.decisions() == here.casebook.decisions()
    assert state_of(on_sqlite.casebook) == state_of(here.casebook)
    assert (here.casebook.rebuild(recompute), here.casebook.verify()) == ((), ())
    on_sqlite.casebook.close()


@quick
@given(script=steps)
def test_decisions_are_obeyed_rebuilt_and_replayed(world, script):
    first = world()
    for step in script:
        first.take(step)
        check_judgements(first.casebook)
        check_looks_at_reports(first.casebook)
        assert first.casebook.rebuild(recompute) == ()
    again = world()
    for at, what, version in first.taken:
        again.casebook.clock.now = at
        again.read(what, version) if version else again.decide(what)
    assert again.casebook.decisions() == first.casebook.decisions(), "with the same versions seen"
    assert state_of(again.casebook) == state_of(first.casebook)
    first.casebook.close()
    again.casebook.close()


@quick
@given(script=steps)
def test_taking_all_back_brings_back_what_was(world, script):
    there = world()
    before = state_of(there.casebook, are_names_kept=False)
    codes = {each.code: each.id for each in there.casebook.incidents() if each.code}
    for step in script:
        if step[0] != "read anew":
            there.take(step)
    while standing := [
        each for each in in_force(there.casebook.decisions()) if each.action is not Action.UNDO
    ]:
        there.casebook.clock.now += timedelta(minutes=1)
        there.decide(
            Decision(
                id=f"back{len(there.casebook.decisions())}",
                action=Action.UNDO,
                target=standing[-1].id,
                author="Bo",
                reason="all of it was wrong",
                decided_at=there.casebook.clock.now,
            )
        )
    assert state_of(there.casebook, are_names_kept=False) == before
    assert codes.items() <= {each.code: each.id for each in there.casebook.incidents()}.items()
    assert there.casebook.verify() == ()
    there.casebook.close()
