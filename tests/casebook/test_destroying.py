"""Destroying evidence: bytes and words go for good, a tombstone stays, and nothing else of a casebook can be removed."""

from functools import partial

import pytest
from django.db import DatabaseError, connections

from civharm.casebook.store import Casebook
from civharm.catalogue.masking import public
from civharm.catalogue.stored import stored_record
from civharm.model.claims import ClaimKind
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision, NotFound
from civharm.pipeline import recompute, refresh
from support.told import files_that_tell

FIRST = "Shells killed three people in Norhaven. A zephyrine nurse said so."
SECOND = "In Norhaven shells killed four people, Zubaydan wrote."
follow = partial(recompute)


def wanted(casebook, sha256, rule="by_decision"):
    from civharm.casebook.destroying import Wanted

    return Wanted(sha256=sha256, by="Mira", reason="the court ordered it", rule=rule)


def destroyed(*of):
    from civharm.casebook.doing_away import destroy_evidence

    return destroy_evidence(*of)


def foreseen(*of):
    from civharm.casebook.doing_away import foresee_destruction

    return foresee_destruction(*of)


def tombstones(casebook):
    from civharm.casebook.tombstones import tombstones

    return tombstones(casebook.alias)


@pytest.fixture
def pages(casebook, new_page, keep):
    first, second = new_page(FIRST, "a.txt"), new_page(SECOND, "b.txt")
    keep(first, first.claim("Shells killed three people in Norhaven"))
    keep(second, second.claim("In Norhaven shells killed four people", 4))
    refresh(casebook)
    return first, second


@pytest.fixture
def gone(casebook, pages):
    """The second report is destroyed."""
    destroyed(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    return pages[1]


def killed(casebook):
    return [
        (toll.min.value, toll.max.value)
        for each in casebook.assessments()
        for toll in each.tolls
        if toll.harm == "killed" and toll.group == "all"
    ]


def test_bytes_and_words_are_gone_and_a_tombstone_says_so(casebook, gone):
    sha256 = gone.report.capture_sha256
    assert not casebook.folder.captures_path.joinpath(sha256[:2], sha256[2:]).exists()
    with pytest.raises(NotFound):
        casebook.content(sha256)
    (stone,) = tombstones(casebook)
    assert (stone.sha256, stone.size, stone.by, stone.reason) == (
        sha256, len(SECOND.encode()), "Mira", "the court ordered it",
    )  # fmt: skip
    assert [report.id for report in casebook.reports()] != [gone.report.id]
    assert "Zubaydan" not in str(stored_record(casebook))
    assert casebook.custody()[-1].action in ("destroyed", "incident_given")
    assert casebook.verify() == ()


def test_nothing_of_it_is_left_in_the_files(casebook, gone):
    casebook.close()
    assert files_that_tell(casebook.folder.path, ["Zubaydan", "b.txt"]) == []
    assert files_that_tell(casebook.folder.path, ["zephyrine"]) != [] or "postgresql" in str(
        casebook.folder.database
    )


def test_what_rested_on_it_follows_and_says_so(casebook, pages):
    before = killed(casebook)
    would_be = foreseen(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    assert killed(casebook) == before
    assert casebook.content(pages[1].report.capture_sha256)
    assert would_be.differs
    done = destroyed(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    assert done.differs == would_be.differs
    assert killed(casebook) != before
    assert "evidence-destroyed" in [issue.code for issue in casebook.issues()]
    assert casebook.rebuild(recompute) == ()


def test_a_release_can_be_made_afterwards(casebook, gone):
    assert len(public(stored_record(casebook)).claims) == 1


def test_it_is_not_taken_in_again(casebook, gone):
    assert casebook.is_destroyed(gone.report.capture_sha256)


def test_decisions_on_it_go_with_it_and_a_refusal_stays(casebook, pages, decide):
    first, second = (claim for claim in casebook.claims())
    decide(Action.REJECT_CLAIM, second.id)
    undone = decide(Action.ACCEPT_CLAIM, second.id)
    decide(Action.UNDO, undone.id)
    decide(Action.ACCEPT_CLAIM, first.id)
    consent = {"purposes": ["publish"], "how": "in writing", "also_called": ["Zubaydan Omer"]}
    refused = decide(Action.CONSENT, pages[1].report.id, answer="refused", **consent)
    decide(Action.REDACT, pages[1].report.id, quotes=["Zubaydan"])
    refresh(casebook)
    destroyed(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    assert {each.action for each in casebook.decisions()} == {Action.ACCEPT_CLAIM, Action.CONSENT}
    assert refused.id in {each.id for each in casebook.decisions()}
    assert casebook.verify() == ()


def test_a_signed_incident_is_named_before_it_changes(casebook, pages, decide):
    incident = casebook.incidents()[0].id
    decide(Action.SIGN_GRADING, incident, grading="weak")
    refresh(casebook)
    found = foreseen(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    assert incident in found.signed
    destroyed(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    assert casebook.verify() == ()


@pytest.mark.parametrize("held", ["capture", "report", "incident"])
def test_what_is_held_is_not_destroyed_until_the_hold_is_undone(casebook, pages, decide, held):
    report = pages[1].report
    incident = next(each.id for each in casebook.incidents() if report.id in each.reports)
    target = {"capture": report.capture_sha256, "report": report.id, "incident": incident}[held]
    hold = decide(Action.HOLD, target)
    with pytest.raises(InvalidDecision, match="is held"):
        destroyed(casebook, wanted(casebook, report.capture_sha256), follow)
    assert casebook.content(report.capture_sha256)
    decide(Action.UNDO, hold.id)
    destroyed(casebook, wanted(casebook, report.capture_sha256), follow)
    assert tombstones(casebook)


def test_bytes_that_a_crash_left_go_when_the_casebook_is_opened(casebook, gone, copied):
    store = casebook._captures
    store.add(SECOND.encode())
    assert any("its bytes are there" in fault for fault in casebook.verify())
    Casebook.open(casebook.folder.path, database_url=copied).close()
    assert casebook.verify() == ()


def test_a_file_that_is_missing_without_a_tombstone_is_named(casebook, pages):
    sha256 = pages[0].report.capture_sha256
    casebook.folder.captures_path.joinpath(sha256[:2], sha256[2:]).unlink()
    assert any(sha256 in fault for fault in casebook.verify())


def execute(casebook, statement, *values):
    with connections[casebook.alias].cursor() as cursor:
        cursor.execute(statement, values)


TABLES = (
    "capture",
    "rendition",
    "report",
    "reading",
    "claim",
    "incident",
    "assessment",
    "decision",
    "custody",
    "tombstone",
    "destroyed",
)


@pytest.mark.parametrize("table", TABLES)
def test_no_other_row_can_be_removed_or_changed(casebook, pages, decide, table):
    decide(Action.NOTE, casebook.incidents()[0].id, visibility="internal")
    destroyed(casebook, wanted(casebook, pages[1].report.capture_sha256), follow)
    for statement in (
        f"DELETE FROM casebook_{table}",
        f"UPDATE casebook_{table} SET recorded_at = recorded_at",
    ):
        with pytest.raises(DatabaseError):
            execute(casebook, statement)


def test_who_marks_rows_behind_its_back_is_found_out(casebook, pages, gone):
    claim = "SELECT min(id) FROM casebook_claim"
    execute(
        casebook,
        "INSERT INTO casebook_destroyed (recorded_at, tombstone_id, table_name, row) "
        f"SELECT recorded_at, id, 'casebook_claim', ({claim}) FROM casebook_tombstone",
    )
    execute(casebook, f"DELETE FROM casebook_claim WHERE id = ({claim})")
    faults = casebook.verify()
    assert any("not those that the chain of custody saw" in fault for fault in faults)
    assert any("does not say of all rows" in fault for fault in faults)


def test_it_needs_a_reason_and_something_to_destroy(casebook, pages):
    from civharm.casebook.destroying import Wanted, capture_named

    with pytest.raises(InvalidDecision, match="for a reason"):
        destroyed(casebook, Wanted(sha256=pages[0].report.capture_sha256, by="Mira", reason=" "), follow)
    with pytest.raises(NotFound, match="no capture or report"):
        capture_named("abcdef123", casebook.alias)
    assert capture_named(pages[0].report.id, casebook.alias).sha256 == pages[0].report.capture_sha256


DUE = (
    ("", 1000, []),
    ("[retention]\nwithout_harm = 30\n", 29, []),
    ("[retention]\nwithout_harm = 30\n", 31, ["without_harm"]),
    ("[retention]\nunread = 10\n", 31, ["unread"]),
    ("[retention.methods]\nfile = 5\n", 6, ["method file"] * 3),
    (
        "[retention]\nwithout_harm = 30\n[retention.methods]\nfile = 90\n",
        91,
        ["method file", "without_harm", "method file"],
    ),
)


@pytest.fixture
def three(casebook, new_page, keep):
    """Captures of harm, of none, and one that nobody read."""
    harm, none, unread = (
        new_page(f"{text} in Norhaven.", name)
        for text, name in (("Shells killed three", "a"), ("A road opened", "b"), ("Snow fell", "c"))
    )
    keep(harm, harm.claim("Shells killed three"))
    keep(none, none.claim("A road opened", kind=ClaimKind.CONTROL))
    casebook.add_capture(unread.capture, unread.content)
    return casebook


@pytest.mark.parametrize(("policy", "days", "rules"), DUE)
def test_what_is_due(three, clock, policy, days, rules):
    casebook = three
    from datetime import timedelta

    from civharm.casebook.retention import due, policy_in

    with (casebook.folder.path / "casebook.toml").open("a") as toml:
        toml.write(policy)
    now = clock() + timedelta(days=days)
    found = list(due(casebook.state(), casebook.captures(), policy_in(casebook.folder.path), now))
    assert [each.rule for each in found] == rules


def test_who_refused_to_be_kept_is_due_at_once_but_not_while_held(casebook, pages, decide, clock):
    from civharm.casebook.retention import Policy, due

    consent = {"purposes": ["store"], "how": "in writing", "also_called": ["Zubaydan"]}
    decide(Action.CONSENT, pages[1].report.id, answer="withdrawn", **consent)

    def found():
        return [each.sha256 for each in due(casebook.state(), casebook.captures(), Policy(), clock())]

    assert found() == [pages[1].report.capture_sha256]
    decide(Action.HOLD, pages[1].report.id)
    assert found() == []
