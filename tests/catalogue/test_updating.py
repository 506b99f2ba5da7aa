"""The rows follow the casebook: nothing is written where nothing changed, and what was once wrong comes right."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from civharm.accounts.compartments import Rule, RuleKind, add_rules
from civharm.casebook.store import Casebook
from civharm.catalogue import updating
from civharm.catalogue.asking import IncidentFilter, Queue
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.masking import masked
from civharm.catalogue.models import IncidentRow, PageRow, ReportRow
from civharm.catalogue.record import Index
from civharm.catalogue.stored import stored_record
from civharm.catalogue.walls import EVERYTHING, Walls
from civharm.model.decisions import Action, Decision
from civharm.pipeline import refresh
from civharm.web.pages.incident import incident_page
from civharm.web.pages.report import report_page
from support.build import Story
from support.kept import keep


def signed(casebook: Casebook, incident: str, grading: str) -> None:
    casebook.decide(
        Decision(
            id=f"d-{incident}-{grading}", action=Action.SIGN_GRADING, target=incident, author="Ada", reason="read all",
            decided_at=casebook.clock(), change={"grading": grading},
        )
    )  # fmt: skip
    refresh(casebook)


def rows(catalogue: Catalogue) -> dict[str, int]:
    """The row of each page: another one where it was written anew."""
    pages = PageRow.objects.using(catalogue.casebook.alias)
    return {f"{kind} {subject}": row for kind, subject, row in pages.values_list("kind", "subject_id", "id")}


def test_pages_made_of_the_catalogue_are_those_made_of_the_whole_record(shared: Catalogue):
    whole = Index(masked(stored_record(shared.casebook)))
    for incident in whole.incidents.values():
        index = Index(shared.incident_record(incident.id, walls=EVERYTHING))
        made, wanted = (incident_page(each, each.incidents[incident.id]) for each in (index, whole))
        assert made.scene.spots == wanted.scene.spots
        for part in (
            "incident",
            "row",
            "assessment",
            "tolls",
            "clusters",
            "texts",
            "victims",
            "decisions",
            "reasons",
        ):
            assert getattr(made, part) == getattr(wanted, part), part
    for report in whole.record.reports:
        index = Index(shared.report_record(report.id, walls=EVERYTHING))
        assert report_page(index, index.reports[report.id]) == report_page(whole, report)


def test_what_nothing_happened_to_is_not_written_again(own: Catalogue, war: Story):
    keep(own.casebook, war)
    assert own.update() > 20
    before = rows(own)
    assert own.update() == 0
    refresh(own.casebook)
    assert own.update() == 0
    assert rows(own) == before


def test_a_decision_changes_the_rows_that_it_is_about(own: Catalogue, war: Story):
    keep(own.casebook, war)
    own.update()
    before = rows(own)
    (line,) = own.incidents(IncidentFilter(places=("Wardan",)), walls=EVERYTHING).lines
    assert (line.signed, own.queue_counts(walls=EVERYTHING)[Queue.TO_GRADE]) == (None, 4)
    signed(own.casebook, line.id, "weak")
    own.update()
    after = rows(own)
    assert {page for page in after if after[page] != before.get(page)} == {f"incident {line.id}"}
    (now,) = own.incidents(IncidentFilter(places=("Wardan",)), walls=EVERYTHING).lines
    assert (now.signed, now.proposed, now.status) == ("weak", line.proposed, "reviewed")
    assert own.queue_counts(walls=EVERYTHING)[Queue.TO_GRADE] == 3
    assert own.incidents(IncidentFilter(is_signed=True), walls=EVERYTHING).total == 1
    assert own.incident_record(line.id, walls=EVERYTHING).decisions[0].author == "Ada"


def test_a_name_that_becomes_known_is_masked_in_older_rows(own: Catalogue, war: Story):
    later = Story(reports=war.reports[:1], texts=dict(war.texts), claims=war.claims[:1])
    plain = Story()
    plain.harm("Early Post", "killed 1 civilian", text="Friends of Huda Karam met.", at="Wardan")
    keep(own.casebook, plain)
    own.update()
    report = plain.reports[0].id
    assert own.report_record(report, walls=EVERYTHING).texts[report] == "Friends of Huda Karam met."
    assert own.search("karam", walls=EVERYTHING).total_reports == 1
    keep(own.casebook, later)
    own.update()
    assert "Karam" not in own.report_record(report, walls=EVERYTHING).texts[report]
    assert own.search("karam", walls=EVERYTHING).total_reports == 0


def test_a_wall_that_is_built_later_closes(own: Catalogue, war: Story):
    keep(own.casebook, war)
    own.update()
    assert own.incidents(walls=Walls.of(())).total == 4
    add_rules(own.casebook, "north", [Rule(RuleKind.COUNTRY, "IQ")], by="tester")
    own.update()
    assert own.incidents(walls=Walls.of(())).total == 0
    assert own.incidents(walls=Walls.of({"north"})).total == 4


def test_rows_that_were_damaged_or_lost_come_back(own: Catalogue, war: Story):
    keep(own.casebook, war)
    own.update()
    whole = own.incidents(walls=EVERYTHING)
    alias = own.casebook.alias
    IncidentRow.objects.using(alias).all().delete()
    ReportRow.objects.using(alias).update(digest="damaged")
    own.rebuild()
    assert [line.code for line in own.incidents(walls=EVERYTHING).lines] == [
        line.code for line in whole.lines
    ]


def test_two_who_update_at_once_leave_one_catalogue(own: Catalogue, war: Story):
    keep(own.casebook, war)
    others = [Catalogue(casebook=own.casebook) for _ in range(2)]

    def update(each: Catalogue) -> int:
        try:
            return each.update()
        finally:
            each.casebook.close()

    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(update, others))
    assert sorted(map(bool, written)) == [False, True]
    assert own.incidents(walls=EVERYTHING).total == 4


def test_what_was_worked_out_on_less_is_not_written_over_more(
    own: Catalogue, war: Story, monkeypatch: pytest.MonkeyPatch
):
    """A slow process that looked before a report came must not take its rows away again."""
    early = Story(reports=war.reports[:2], texts=dict(war.texts), claims=war.claims[:2])
    keep(own.casebook, early)
    made = updating._filling

    def meanwhile() -> None:
        keep(own.casebook, war)
        Catalogue(casebook=own.casebook).update()
        own.casebook.close()

    def made_slowly(*arguments: object) -> object:
        filling = made(*arguments)
        monkeypatch.setattr(updating, "_filling", made)
        with ThreadPoolExecutor(1) as another:
            another.submit(meanwhile).result()
        return filling

    monkeypatch.setattr(updating, "_filling", made_slowly)
    assert own.update() == 0
    assert own.incidents(walls=EVERYTHING).total == 4


@pytest.mark.parametrize(
    ("action", "change"),
    [(Action.REJECT_CLAIM, {}), (Action.CORRECT_CLAIM, {"protected": [], "speaker": None})],
)
def test_no_row_names_whom_a_claim_protected_that_people_rejected_or_corrected(
    own: Catalogue, war: Story, action: Action, change: dict[str, object]
):
    keep(own.casebook, war)
    (claim,) = [each for each in own.casebook.claims() if each.protected]
    own.casebook.decide(
        Decision(
            id="d", action=action, target=claim.id, author="Ada", reason="not said so",
            decided_at=own.casebook.clock(), change=change,
        )
    )  # fmt: skip
    refresh(own.casebook)
    own.update()
    shown = own.report_record(claim.report_id, walls=EVERYTHING)
    for name in claim.speaker.names:
        found = own.search(f'"{name}"', walls=EVERYTHING)
        assert name not in str(shown) and (found.total_incidents, found.total_reports) == (0, 0)
