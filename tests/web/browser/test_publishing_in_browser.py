"""What leaves the team, in a real browser: what a release would hold, making it, evidence and sheets; with scripts and without."""

import hashlib
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from civharm.casebook.store import Casebook
from civharm.jobs.handing_out import Making, Wanted, add_making
from civharm.web.serve import casebook_app
from civharm.web.setup import ready
from support.kept import keep
from support.stopping import stop
from support.war import a_war

from .conftest import AXE, violations_in, width_at

SOME = "Mill Quarter"


def elsewhere(act, *given):
    """In a thread of its own: the browser's event loop keeps Django from the database in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act, *given).result()


class Office:
    """A casebook that is served, and what is asked for is made when a test says so."""

    def __init__(self, folder) -> None:
        import waitress

        self.folder = folder
        self.server = waitress.create_server(casebook_app(folder), host="127.0.0.1", port=0)
        threading.Thread(target=self.server.run, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.effective_port}"

    def make(self, job_id: int) -> None:
        elsewhere(self._make, job_id)

    def _make(self, job_id: int) -> None:
        casebook = Casebook.open(self.folder)
        from civharm.cli.making import make_now

        make_now(casebook, job_id)
        casebook.close()

    def chain(self):
        """What was logged, as (action, who)."""

        def read():
            casebook = Casebook.open(self.folder)
            entries = [(entry.action, entry.subject) for entry in casebook.custody()]
            casebook.close()
            return entries

        return elsewhere(read)


def new_office(folder) -> Office:
    ready()
    casebook = Casebook.create(folder)
    keep(casebook, a_war())
    casebook.close()
    return Office(folder)


@pytest.fixture
def office(tmp_path):
    made = elsewhere(new_office, tmp_path / "casebook")
    yield made
    stop(made.server)


@pytest.fixture(params=["with scripts", "without scripts"])
def tab(request, browser, office):
    context = browser.new_context(java_script_enabled=request.param == "with scripts")
    page = context.new_page()
    page.goto(office.base + "/publish/")
    yield page
    context.close()


def fetched(tab, office, to):
    """The file that was asked for on this page, made and downloaded."""
    office.make(int(tab.url.rstrip("/").rpartition("/")[2]))
    tab.reload()
    expect(tab.locator("#how-far + p .tag")).to_have_text("done")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download").click()
    download.value.save_as(to / download.value.suggested_filename)
    return to / download.value.suggested_filename


def release(tab, **reasons):
    tab.get_by_label("Title").fill("Harm in the orchards")
    for label, why in reasons.items():
        tab.get_by_label(label.replace("_", " ")).fill(why)
    tab.get_by_role("button", name="Make the release").click()


def test_nothing_unsigned_is_released_until_somebody_says_why(tab, office, tmp_path):
    expect(tab.locator("main")).to_contain_text("The gate refuses: nothing is signed")
    release(tab)
    expect(tab.locator("#with-proposed-error")).to_contain_text("Nothing is signed")
    expect(tab.get_by_label("Title")).to_have_value("Harm in the orchards")
    release(tab, Why_unreviewed_incidents_are_published_as_well="a first look for partners")
    packed = zipfile.ZipFile(fetched(tab, office, tmp_path))
    for line in packed.read("SHA256SUMS").decode().splitlines():
        expected, _, name = line.partition("  ")
        assert hashlib.sha256(packed.read(name)).hexdigest() == expected
    assert "a first look for partners" in packed.read("README.md").decode()
    released = [subject for action, subject in office.chain() if action == "released"]
    assert released == [hashlib.sha256(packed.read("SHA256SUMS")).hexdigest()]


def test_the_next_release_is_told_against_the_one_before(tab, office, tmp_path):
    release(tab, Why_unreviewed_incidents_are_published_as_well="a first look")
    fetched(tab, office, tmp_path)
    tab.goto(office.base + "/publish/")
    expect(tab.locator("section", has=tab.locator("#against-head"))).to_contain_text("Nothing is otherwise")
    tab.get_by_label("With public pages").check()
    release(tab, Why_unreviewed_incidents_are_published_as_well="a second look")
    packed = zipfile.ZipFile(fetched(tab, office, tmp_path))
    assert {"changes.csv", "site/index.html"} <= set(packed.namelist())
    assert len(packed.read("changes.csv").splitlines()) == 1


def test_of_an_incident_come_a_request_and_its_evidence(tab, office, tmp_path):
    tab.goto(office.base + "/incidents/")
    tab.get_by_role("link", name=SOME).first.click()
    tab.get_by_role("link", name="Hand out").click()
    here = tab.url
    tab.get_by_label("Time zone of the place").fill("Nowhere/At All")
    tab.get_by_role("button", name="Make the sheet").click()
    expect(tab.locator("#zone-error")).to_contain_text("Asia/Baghdad")
    tab.get_by_label("Time zone of the place").fill("Asia/Baghdad")
    tab.get_by_role("button", name="Make the sheet").click()
    sheet = fetched(tab, office, tmp_path)
    assert sheet.suffix == ".html"
    assert SOME in sheet.read_text(encoding="utf-8")
    tab.goto(here)
    tab.get_by_label("Who gets it, and why").fill("counsel of the families")
    tab.get_by_role("button", name="Take the evidence out").click()
    bag = zipfile.ZipFile(fetched(tab, office, tmp_path))
    assert {"bagit.txt", "data/report.html"} <= set(bag.namelist())
    assert "evidence_exported" in {action for action, _ in office.chain()}


def test_a_monthly_report_is_made_in_arabic(tab, office, tmp_path):
    tab.get_by_label("Month", exact=True).fill("2017-06")
    tab.locator("#language").select_option("ar")
    tab.get_by_role("button", name="Make the report").click()
    assert 'dir="rtl"' in fetched(tab, office, tmp_path).read_text(encoding="utf-8")


def test_it_can_be_cancelled_and_leaves_nothing(tab, office):
    release(tab, Why_unreviewed_incidents_are_published_as_well="a first look")
    tab.get_by_role("button", name="Cancel").click()
    expect(tab.locator("#how-far + p .tag")).to_have_text("cancelled")
    office.make(int(tab.url.rstrip("/").rpartition("/")[2]))
    assert not (office.folder / "outgoing").exists()


def test_what_the_gate_refuses_in_the_job_is_told_and_not_tried_again(tab, office):
    def unsigned() -> int:
        terms = {"title": "All", "scope": "", "contact": "", "licence": "", "reasons": {}, "with_site": False}
        wanted = Wanted(making=Making.RELEASE, who="Ada", compartments=None, terms=terms)
        casebook = Casebook.open(office.folder)
        number = add_making(casebook, wanted)
        casebook.close()
        return number

    job = elsewhere(unsigned)
    office.make(job)
    tab.goto(f"{office.base}/publish/made/{job}/")
    expect(tab.locator("#how-far + p .tag")).to_have_text("dead")
    expect(tab.locator("main")).to_contain_text("no incident is signed")


def test_a_disk_that_is_in_the_way_is_told_and_tried_again(tab, office):
    release(tab, Why_unreviewed_incidents_are_published_as_well="a first look")
    job = int(tab.url.rstrip("/").rpartition("/")[2])
    (office.folder / "outgoing").mkdir()
    (office.folder / "outgoing" / str(job)).write_text("in the way")
    office.make(job)
    tab.reload()
    expect(tab.locator("#how-far + p .tag")).to_have_text("failed")
    (office.folder / "outgoing" / str(job)).unlink()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_accessible_and_fit(browser, office, language):
    context = browser.new_context(locale=language)
    tab = context.new_page()
    incident = elsewhere(lambda: Casebook.open(office.folder).state().incidents[0].id)
    for place in ("/publish/", f"/publish/incident/{incident}/"):
        tab.goto(office.base + place)
        tab.evaluate(AXE.read_text())
        assert {scheme: violations_in(tab, scheme) for scheme in ("light", "dark")} == {
            "light": [],
            "dark": [],
        }
        assert [width_at(tab, width) for width in (390, 1366)] == [390, 1366]
        tab.screenshot(path=f"/tmp/publish-{language}{place.count('/')}.png", full_page=True)
    context.close()
