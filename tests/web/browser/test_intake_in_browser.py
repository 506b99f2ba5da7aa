"""Reports on their way in, in a real browser: pasted, uploaded, named by address; with scripts and without."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from civharm.casebook.store import Casebook
from civharm.jobs.alone import alone
from civharm.web.serve import casebook_app
from civharm.web.setup import ready
from support.quick_reading import run_quickly
from support.stopping import stop

from .conftest import AXE, violations_in, width_at

TEXT = "The mayor of Arn said that shells had killed 12 people in the market. It had rained there for days before they fell."


def elsewhere(act, *given):
    """In a thread of its own: the browser's event loop keeps Django from the database in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act, *given).result()


class Desk:
    """A casebook that is served, and its jobs run when a test says so."""

    def __init__(self, folder) -> None:
        import waitress

        self.folder = folder
        self.server = waitress.create_server(casebook_app(folder), host="127.0.0.1", port=0)
        threading.Thread(target=self.server.run, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.effective_port}"

    def run(self, job_id: int) -> None:
        elsewhere(self._run, job_id)

    def _run(self, job_id: int) -> None:
        casebook = Casebook.open(self.folder)
        run_quickly(casebook, job_id)
        casebook.close()


def new_desk(folder) -> Desk:
    ready()
    Casebook.create(folder).close()
    return Desk(folder)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "casebook"
    made = elsewhere(new_desk, folder)
    yield made
    stop(made.server)


@pytest.fixture(params=["with scripts", "without scripts"])
def tab(request, browser, desk):
    context = browser.new_context(java_script_enabled=request.param == "with scripts")
    page = context.new_page()
    page.goto(desk.base + "/intake/")
    yield page
    context.close()


def job_of(tab) -> int:
    return int(tab.url.rstrip("/").rpartition("/")[2])


def finished(tab, desk):
    """The page of the job once it has run; without scripts a person looks again."""
    desk.run(job_of(tab))
    tab.reload()
    expect(tab.locator("#how-far + p .tag")).to_have_text("done")
    return tab.locator("table.intake-inputs tbody tr")


def test_a_pasted_text_is_read_and_pasted_again_it_is_known(tab, desk):
    words = f"{TEXT} {tab.context.pages.index(tab)} {time.time_ns()}"
    for outcome in ("read", "known"):
        tab.goto(desk.base + "/intake/")
        tab.get_by_label("Words of the report").fill(words)
        tab.get_by_label("Source").fill("Arn Courier")
        tab.get_by_label("Day of publication").fill("2021-05-14")
        tab.get_by_role("button", name="Read it").click()
        row = finished(tab, desk).first
        expect(row.locator(".tag")).to_have_text(outcome)
    expect(row).to_contain_text("The same bytes are known since")
    row.get_by_role("link").first.click()
    expect(tab.locator("main")).to_contain_text("killed 12 people")


def test_several_files_are_uploaded_and_what_can_not_be_read_is_named(tab, desk):
    files = [
        {"name": "a.txt", "mimeType": "text/plain", "buffer": f"{TEXT} {time.time_ns()}".encode()},
        {"name": "b\x1b[31m.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n0000"},
    ]
    tab.get_by_label("Files", exact=True).set_input_files(files)
    tab.get_by_role("button", name="Upload and read").click()
    rows = finished(tab, desk)
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator(".tag")).to_have_text("read")
    expect(rows.nth(1).locator(".tag")).to_have_text("failed")
    expect(rows.nth(1)).to_contain_text("is a picture")
    assert "\x1b" not in tab.content()


def test_a_translation_is_kept_and_claims_nothing(tab, desk):
    tab.get_by_label("Words of the report").fill(
        f"قال رئيس البلدية إن القذائف قتلت اثني عشر شخصا. {time.time_ns()}"
    )
    tab.get_by_text("Add a translation").click()
    tab.get_by_label("Translation", exact=True).fill(
        f"The mayor said that shells killed 12 people. {time.time_ns()}"
    )
    tab.get_by_role("button", name="Read it").click()
    rows = finished(tab, desk)
    expect(rows.nth(1).locator(".tag")).to_have_text("kept")
    reports = [rows.nth(number).locator("a[href^='/report/']").get_attribute("href") for number in (0, 1)]
    assert reports[0] == reports[1]


def test_faults_are_told_at_their_fields_and_nothing_is_lost(tab, desk):
    tab.get_by_label("Words of the report").fill("Some words")
    tab.get_by_label("Address", exact=True).fill("javascript:alert(1)")
    tab.get_by_role("button", name="Read it").click()
    expect(tab.locator("#url-error")).to_contain_text("no address of a page")
    expect(tab.get_by_label("Words of the report")).to_have_value("Some words")
    tab.get_by_label("Addresses of pages, one a line").fill("https://example.org/a\nfile:///etc/passwd")
    tab.get_by_role("button", name="Fetch and read").click()
    expect(tab.locator("#addresses-error")).to_contain_text("file:///etc/passwd")


def test_a_job_is_seen_to_its_end_without_looking_again(browser, desk):
    tab = browser.new_page()
    tab.goto(desk.base + "/intake/")
    tab.get_by_label("Words of the report").fill(f"{TEXT} {time.time_ns()}")
    tab.get_by_role("button", name="Read it").click()
    expect(tab.locator("#how-far + p .tag")).to_have_text("queued")
    desk.run(job_of(tab))
    expect(tab.locator("#how-far + p .tag")).to_have_text("done")
    tab.close()


def test_a_job_that_nobody_runs_says_so_until_a_worker_is_there(browser, desk):
    tab = browser.new_page()
    tab.goto(desk.base + "/intake/")
    tab.get_by_label("Words of the report").fill(f"{TEXT} {time.time_ns()}")
    tab.get_by_role("button", name="Read it").click()
    nobody = tab.get_by_text("Nothing runs in the background")
    expect(nobody).to_contain_text("civharm jobs work --casebook")
    with alone(desk.folder):
        expect(nobody).to_have_count(0)
    expect(nobody).to_be_visible()
    desk.run(job_of(tab))
    expect(tab.locator("#how-far + p .tag")).to_have_text("done")
    expect(nobody).to_have_count(0)
    tab.close()


def test_from_a_job_that_is_done_one_goes_on_to_its_claims(tab, desk):
    tab.get_by_label("Words of the report").fill(f"{TEXT} {time.time_ns()}")
    tab.get_by_role("button", name="Read it").click()
    finished(tab, desk).get_by_role("link", name="Review the claims").click()
    expect(tab.locator("article.claim").first).to_contain_text("12 civilians killed")


def test_a_job_is_told_in_arabic_and_its_parts_keep_their_order(browser, desk):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.add_cookies([{"name": "django_language", "value": "ar", "url": desk.base}])
    tab = context.new_page()
    tab.goto(desk.base + "/intake/")
    tab.locator("#text").fill(f"{TEXT} {time.time_ns()}")
    tab.locator("#source").fill("Arn Courier")
    tab.locator("#published").fill("2021-05-14")
    tab.locator(".intake-text button.is-main").click()
    expect(tab.locator("table.intake-inputs tbody th")).to_have_text(
        "نص ملصق، \u2068Arn Courier\u2069، \u20682021-05-14\u2069"
    )
    way = tab.locator(".ways [aria-current]")
    expect(way).to_be_in_viewport(ratio=1)
    context.close()


def test_a_job_can_be_cancelled(tab, desk):
    tab.get_by_label("Words of the report").fill(f"{TEXT} {time.time_ns()}")
    tab.get_by_role("button", name="Read it").click()
    tab.get_by_role("button", name="Cancel").click()
    expect(tab.locator("#how-far + p .tag")).to_have_text("cancelled")
    desk.run(job_of(tab))
    tab.reload()
    expect(tab.locator("table.intake-inputs tbody .tag")).to_have_text("waiting")


@pytest.mark.parametrize("place", ["/intake/", "/intake/1/"])
def test_the_pages_are_accessible_and_fit(browser, desk, place):
    tab = browser.new_page()
    tab.goto(desk.base + place)
    tab.evaluate(AXE.read_text())
    assert {scheme: violations_in(tab, scheme) for scheme in ("light", "dark")} == {"light": [], "dark": []}
    assert [width_at(tab, width) for width in (390, 1366)] == [390, 1366]
    tab.close()
