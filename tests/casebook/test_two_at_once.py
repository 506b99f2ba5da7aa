"""Two programs that decide at once, on both databases: nothing is lost, nobody is overruled unseen."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from civharm.pipeline import recompute, refresh

SCRIPT = Path(__file__).parent / "decide_at_once.py"
PEOPLE = ("Ada", "Bo")
MANY = 6


@pytest.fixture
def told(casebook, clock, new_page, keep):
    """Three reports of one incident, in a casebook whose clock is that of the machine."""
    from datetime import UTC, datetime

    clock.now = datetime.now(UTC)
    for number in range(3):
        page = new_page(f"Shells killed three people in Norhaven, says witness {number}.", f"{number}.txt")
        keep(page, page.claim("Shells killed three people"))
    refresh(casebook)
    return casebook


def at_once(folder: Path, url: str | None, told_of) -> dict[str, list[str]]:
    """What each of the two was answered; `told_of` gives the decisions of each."""
    environment = os.environ | ({"CIVHARM_DATABASE_URL": url} if url else {})
    running = {
        author: subprocess.Popen(
            [sys.executable, str(SCRIPT), str(folder), author, *map(json.dumps, told_of(author))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for author in PEOPLE
    }
    for each in running.values():
        assert each.stdout.readline() == "ready\n"
    for each in running.values():
        each.stdin.write("go\n")
        each.stdin.flush()
    return {author: each.communicate(timeout=120)[0].splitlines() for author, each in running.items()}


def reopened(folder: Path, url: str | None) -> Casebook:
    return Casebook.open(folder, database_url=url)


def test_of_two_on_the_same_version_one_is_recorded_and_the_other_told(told, copied):
    (incident,) = told.incidents()
    grades = dict(zip(PEOPLE, ("fair", "weak"), strict=True))

    def meant(author):
        change = {"grading": grades[author]}
        return [
            {
                "action": "sign_grading",
                "target": incident.id,
                "change": change,
                "seen": [told.version(incident.id)],
            }
        ]

    answers = at_once(told.folder.path, copied, meant)
    after = reopened(told.folder.path, copied)
    (decision,) = after.decisions()
    (refused,) = (author for author in PEOPLE if author != decision.author)
    assert answers[decision.author] == ["recorded"]
    (answer,) = answers[refused]
    assert f"{decision.author} decided sign_grading ({decision.id}: looked at it)" in answer
    assert (after.assessments()[0].grading, after.verify(), after.rebuild(recompute)) == (
        grades[decision.author],
        (),
        (),
    )


def test_two_who_judge_the_same_pair_otherwise(told, copied):
    pair = sorted(claim.id for claim in told.claims())[:2]
    verdicts = dict(zip(PEOPLE, ("positive", "negative"), strict=True))

    def meant(author):
        return [
            {"action": "judge", "target": pair[0], "change": {"claims": pair, "verdict": verdicts[author]}}
        ]

    answers = at_once(told.folder.path, copied, meant)
    after = reopened(told.folder.path, copied)
    (decision,) = after.decisions()
    (refused,) = (answer for author in PEOPLE for answer in answers[author] if author != decision.author)
    assert refused.startswith(f"refused: {decision.author} has judged these two")
    assert after.rebuild(recompute) == ()


def test_many_decisions_of_two_are_all_recorded_in_one_order(told, copied):
    claims = [claim.id for claim in told.claims()]

    def meant(author):
        return [
            {
                "action": "correct_claim",
                "target": claims[number % 3],
                "change": {"weapon": f"{author} {number}"},
            }
            for number in range(MANY)
        ]

    answers = at_once(told.folder.path, copied, meant)
    assert Counter(answer for told_to in answers.values() for answer in told_to) == {"recorded": 2 * MANY}
    after = reopened(told.folder.path, copied)
    for author in PEOPLE:
        own = [decision.id for decision in after.decisions() if decision.author == author]
        assert own == [f"{author}{number}" for number in range(MANY)]
    last = {decision.target: decision.change["weapon"] for decision in after.decisions()}
    assert {claim.weapon for claim in after.claims()} == set(last.values())
    assert (after.verify(), after.rebuild(recompute)) == ((), ())
