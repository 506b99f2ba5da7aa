"""The screen of an incident in a real browser: a routine incident settled with a few keys, and nobody overruled unseen."""

import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from civharm.casebook.store import Casebook
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs
from civharm.web.serve import casebook_app
from civharm.web.setup import ready
from support.stopping import stop
from tests.support.mosul import EXAMPLES
from tests.web.browser.conftest import AXE, violations_in, width_at

STRIKE, AREA, EARLIER = "IQ-20170325-a", "IQ-20170406-a", "IQ-20170223-a"
HELD_BACK = "northern-herald-2017-03-28.txt"


def away(work, *given):
    """Done in a thread of its own: a browser that is open keeps this one from the database."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *given).result()


def read_into(folder, *reports):
    ready()
    casebook = Casebook.open_or_create(folder, actor="tester")
    for _ in read_inputs(
        find_inputs([str(each) for each in reports]), casebook, built_in_terms(casebook.clock)
    ):
        pass
    refresh(casebook)
    casebook.close()


@pytest.fixture(scope="module")
def all_but_one(tmp_path_factory):
    """A casebook of the shipped reports without one."""
    folder = tmp_path_factory.mktemp("read") / "casebook"
    kept = [path for path in sorted((EXAMPLES / "reports").iterdir()) if path.name != HELD_BACK]
    away(read_into, folder, *kept)
    return folder


@pytest.fixture(scope="module")
def whole(all_but_one, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "casebook"
    shutil.copytree(all_but_one, folder)
    away(read_into, folder, EXAMPLES / "reports" / HELD_BACK)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "casebook")
    return tmp_path / "casebook"


@pytest.fixture
def at(browser, folder, monkeypatch):
    """Opens the casebook in a browser of somebody's own, each on a machine of their own."""
    import waitress

    servers, contexts = [], []

    def begin(name):
        monkeypatch.setenv("LOGNAME", name)
        server = waitress.create_server(away(casebook_app, folder), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.effective_port}"

    def opened(name, code=STRIKE, **options):
        base = begin(name)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.complaints = []
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.base = base
        tab.goto(f"{base}/incident/{code}/")
        return tab

    yield opened
    for context in contexts:
        context.close()
    for server in servers:
        stop(server)


def words(tab, selector="main"):
    return " ".join(tab.locator(selector).first.inner_text().split())


def sign(tab, grade="1", reason=None):
    tab.keyboard.press(grade)
    if reason is None:
        tab.keyboard.press("c")
    else:
        tab.fill("#sign-reason", reason)
    tab.click("#sign button")
    tab.wait_for_load_state()


def test_a_routine_incident_is_settled_with_three_keys(at):
    tab = at("Ada")
    for key in ("1", "c", "s"):
        tab.keyboard.press(key)
    tab.wait_for_selector(".message.is-good")
    assert "signed the grade" in words(tab, ".message.is-good")
    assert tab.locator(".facts .grade.is-signed").inner_text().startswith("confirmed")
    latest = words(tab, ".history > li")
    assert "Ada signed the grade: checked against the reports: harm to civilians" in latest
    assert "Grade, signed confirmed" in latest
    assert tab.complaints == []


def test_a_grade_without_a_reason_is_not_signed(at):
    tab = at("Ada")
    tab.keyboard.press("2")
    tab.keyboard.press("s")
    tab.wait_for_selector(".refused")
    assert "say why: a decision needs a reason" in words(tab, ".refused")
    assert tab.is_checked("input[name=grading][value=fair]")


def test_what_was_signed_is_undone_at_once_and_both_stay_in_the_history(at):
    tab = at("Ada")
    sign(tab)
    tab.keyboard.press("u")
    tab.fill("#undo-done-reason", "pressed too soon")
    tab.click(".message.is-good form button")
    tab.wait_for_load_state()
    assert tab.locator(".facts .grade.is-signed").count() == 0
    history = words(tab, ".history")
    assert "undid a decision: pressed too soon" in history
    assert tab.locator(".history .is-undone").count() == 1


def test_the_second_person_signs_off_and_the_first_does_not_without_saying_so(at):
    ada = at("Ada")
    sign(ada)
    assert "You decided here yourself" in words(ada, "#sign-off")
    assert ada.locator("#sign-off input[name=alone]").count() == 1
    ben = at("Ben")
    assert "Signed and set by: Ada" in words(ben, "#sign-off")
    ben.fill("#sign-off-reason", "read all four reports")
    ben.keyboard.press("Escape")
    ben.keyboard.press("o")
    ben.wait_for_selector(".message.is-good")
    assert "signed off" in words(ben, "section:has(#grade-head)")
    assert ben.locator("#sign-off").count() == 0


def test_where_the_casebook_wants_a_second_person_the_first_has_no_way_round(at, folder):
    path = folder / "casebook.toml"
    path.write_text(re.sub(r"second_person = \w+", "", path.read_text()) + "\nsecond_person = true\n")
    tab = at("Ada")
    sign(tab)
    assert tab.locator("#sign-off button").count() == 0
    assert "this casebook wants a second person" in words(tab, "#sign-off")


def test_of_two_who_decide_at_once_the_second_is_told_and_loses_no_word(at):
    ada, ben = at("Ada"), at("Ben")
    sign(ada, "2", "two outlets that agree")
    sign(ben, "3", "one of them copies the other")
    told = words(ben, ".refused")
    assert "what you saw has changed meanwhile: Ada decided sign_grading" in told
    assert "two outlets that agree" in told
    assert ben.input_value("#sign-reason") == "one of them copies the other"
    assert ben.is_checked("input[name=grading][value=weak]")
    assert "fair" in words(ben, ".facts .grade.is-signed")
    ben.click("#sign button")  # he has looked now, and means it
    ben.wait_for_selector(".message.is-good")
    assert "weak" in words(ben, ".facts .grade.is-signed")


def test_a_bound_set_by_hand_stands_beside_the_machines(at):
    tab = at("Ada")
    tab.keyboard.press("b")
    tab.fill("#bound-min", "25")
    tab.fill("#bound-reason", "the list of the hospital")
    tab.click("#bound button")
    tab.wait_for_selector(".message.is-good")
    assert "25–40 (set by hand; machine: 22–40)" in words(tab, ".tolls")
    assert "25–40 (set by hand; machine: 22–40)" in words(tab, ".history > li")


@pytest.mark.parametrize(
    ("low", "told"),
    [("41", "the minimum 41 lies above the maximum 40"), ("many", "“many” is neither a whole number")],
)
def test_a_bound_that_cannot_hold_is_refused_with_what_was_typed(at, low, told):
    tab = at("Ada")
    tab.keyboard.press("b")
    tab.fill("#bound-min", low)
    tab.fill("#bound-reason", "a slip")
    tab.click("#bound button")
    tab.wait_for_selector(".refused")
    assert told in words(tab, ".refused")
    assert tab.input_value("#bound-min") == low
    assert tab.input_value("#bound-reason") == "a slip"


def test_a_strike_status_set_by_hand_stands_beside_the_machines(at):
    tab = at("Ada")
    tab.click("summary:has-text('Set the strike status')")
    tab.select_option("#strike-status", "contested")
    tab.fill("#strike-reason", "another party claims it")
    tab.click("#strike button")
    tab.wait_for_selector(".message.is-good")
    assert "contested (set by hand; machine: declared)" in words(tab, "section:has(#grade-head)")


def test_notes_are_for_the_team_or_for_the_public_and_are_taken_back(at):
    tab = at("Ada")
    tab.fill("#note-reason", "<script>alert(1)</script> ask the hospital")
    tab.click("#note button")
    tab.wait_for_load_state()
    tab.fill("#note-reason", "العدد من سجل المستشفى")
    tab.check("#note input[value=public]")
    tab.click("#note button")
    tab.wait_for_load_state()
    notes = [" ".join(each.split()) for each in tab.locator(".note").all_inner_texts()]
    assert "<script>alert(1)</script> ask the hospital internal Ada" in notes[0]
    assert "public" in notes[1] and tab.locator(".note p[dir=auto]").count() == 2
    tab.locator(".note summary").first.click()
    tab.locator(".note form textarea").first.fill("answered")
    tab.locator(".note form button").first.click()
    tab.wait_for_load_state()
    assert tab.locator(".note").count() == 1


def choose(tab, *numbers):
    boxes = tab.locator("input[name=claims][form=linking]")
    for number in numbers:
        boxes.nth(number).check()


def take_out(tab, reason="another house"):
    choose(tab, 0, 1, 2)
    tab.keyboard.press("m")
    tab.select_option("#linking-action", "split")
    tab.fill("#linking-reason", reason)
    tab.click("#linking button")
    tab.wait_for_load_state()


def test_claims_are_taken_out_after_a_look_at_what_would_change(at):
    tab = at("Ada")
    take_out(tab)
    seen = words(tab)
    assert "Nothing is recorded yet." in seen and "a new incident" in seen
    assert "22–40 → became 22" in seen or "22–40 →" in seen
    tab.keyboard.press("Escape")
    tab.wait_for_selector(".tolls")
    assert "22–40" in words(tab, ".tolls")
    take_out(tab)
    tab.keyboard.press("s")
    tab.wait_for_selector(".message.is-good")
    assert "22–40" not in words(tab, ".headline")
    assert "took claims out: another house" in words(tab, ".history")


def test_a_contradiction_is_refused_with_the_chain_that_makes_it(at):
    tab = at("Ada")
    take_out(tab)
    tab.keyboard.press("s")
    tab.wait_for_selector(".message.is-good")
    code = tab.evaluate("document.querySelector('#near option')?.value")
    tab.keyboard.press("m")
    tab.fill("#linking-other", code)
    tab.fill("#linking-reason", "one house after all")
    tab.click("#linking button")
    tab.wait_for_selector(".refused")
    lines = tab.locator(".refused p").all_inner_texts()
    assert lines[0].startswith("this contradicts earlier judgements")
    assert any("are different" in line or "apart" in line for line in lines)
    assert "another house" not in lines[0]


def test_related_incidents_say_so_on_both_screens(at):
    tab = at("Ada")
    tab.keyboard.press("m")
    tab.select_option("#linking-action", "relate")
    tab.fill("#linking-other", EARLIER)
    tab.select_option("#linking-relation", "may_overlap")
    tab.fill("#linking-reason", "one family")
    tab.click("#linking button")
    tab.wait_for_load_state()
    tab.keyboard.press("s")
    tab.wait_for_selector(".message.is-good")
    assert f"may overlap with {EARLIER} a person's word: Ada: one family" in words(tab)
    tab.goto(f"{tab.base}/incident/{EARLIER}/")
    assert f"may overlap with {STRIKE}" in words(tab)


def test_merged_incidents_are_one_and_old_names_lead_there(at):
    tab = at("Ada")
    tab.keyboard.press("m")
    tab.fill("#linking-other", EARLIER)
    tab.fill("#linking-reason", "to see it")
    tab.click("#linking button")
    tab.wait_for_load_state()
    assert "is an incident of its own no more" in words(tab)
    tab.keyboard.press("s")
    tab.wait_for_selector("h1")
    for code in (STRIKE, EARLIER):
        tab.goto(f"{tab.base}/incident/{code}/")
        assert tab.locator(".tolls").count() == 1


@pytest.mark.parametrize("answer", ["Take…", "Refuse…"])
def test_what_the_machine_would_change_in_a_signed_incident_is_taken_or_refused(
    browser, all_but_one, tmp_path, monkeypatch, answer
):
    import waitress

    folder = tmp_path / "casebook"
    shutil.copytree(all_but_one, folder)
    monkeypatch.setenv("LOGNAME", "Ada")
    server = waitress.create_server(away(casebook_app, folder), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    tab = browser.new_page()
    address = f"http://127.0.0.1:{server.effective_port}/incident/{STRIKE}/"
    tab.goto(address)
    sign(tab, "1")
    away(read_into, folder, EXAMPLES / "reports" / HELD_BACK)
    tab.goto(address)
    assert "would join the signed incident" in words(tab, ".proposal")
    if answer == "Take…":
        tab.click(".proposal button:has-text('Take')")
        tab.wait_for_load_state()
        assert "Claims that come in" in words(tab)
        tab.keyboard.press("s")
    else:
        tab.click(".proposal summary")
        tab.fill(".proposal textarea", "the raid of the day before")
        tab.click(".proposal button:has-text('Refuse')")
    tab.wait_for_selector(".message.is-good")
    assert tab.locator(".proposal").count() == 0
    tab.close()
    stop(server)


def test_the_page_says_how_the_incident_was_known_on_a_day(at):
    tab = at("Ada")
    sign(tab)
    tab.goto(f"{tab.base}/incident/{STRIKE}/?known=2020-01-01")
    assert "It was not known then." in words(tab, ".known-then")
    tab.goto(f"{tab.base}/incident/{STRIKE}/?known=2199-01-01")
    assert "Grade, signed confirmed" in words(tab, ".known-then")
    tab.goto(f"{tab.base}/incident/{STRIKE}/?known=2020-99-99")
    assert tab.locator(".known-then").count() == 0


def test_a_name_is_settled_by_the_gazetteer_or_a_point_on_the_map(at):
    tab = at("Ada")
    tab.keyboard.press("p")
    tab.wait_for_selector("#q")
    tab.wait_for_selector("[data-map][data-state=drawn]", timeout=60_000)
    tab.locator("[data-map] canvas").click(position={"x": 200, "y": 100})
    assert re.fullmatch(r"\d+\.\d{5}, \d+\.\d{5}", tab.input_value("#at"))
    tab.fill("#at", "not a point")
    tab.fill("#reason", "as the municipality's map has it")
    tab.click("form.decide button")
    tab.wait_for_selector(".refused")
    assert tab.input_value("#reason") == "as the municipality's map has it"
    tab.fill("#at", "36.34, 43.11")
    tab.click("form.decide button")
    tab.wait_for_selector(".message.is-good")
    assert "settled a place" in words(tab, ".message.is-good")


def test_everything_works_without_scripts(at):
    tab = at("Ada", java_script_enabled=False)
    tab.check("input[name=grading][value=confirmed]")
    tab.fill("#sign-reason", "read all of them")
    tab.click("#sign button")
    assert "signed the grade" in words(tab, ".message.is-good")


def test_names_stay_withheld_in_what_people_write(at, folder):
    victims = away(lambda: [each.name for each in Casebook.open(folder).victims()])
    full = next(name for name in victims if " " in name)
    tab = at("Ada")
    tab.fill("#note-reason", f"ask the family of {full}")
    tab.click("#note button")
    tab.wait_for_load_state()
    assert full not in tab.content()
    assert "[name withheld]" in words(tab, ".note")


@pytest.mark.parametrize("code", [STRIKE, AREA])
@pytest.mark.parametrize("part", ["", "place/", "foresee/"])
def test_the_screens_are_accessible_and_never_scroll_sideways(at, code, part):
    tab = at("Ada", code)
    if part == "foresee/":
        take_out(tab)
    elif part:
        tab.goto(tab.url + part)
    for summary in tab.locator("main summary").all():
        summary.evaluate("each => { each.parentElement.open = true; }")
    tab.evaluate(AXE.read_text())
    for scheme in ("light", "dark"):
        assert violations_in(tab, scheme) == []
    for width in (390, 1366):
        assert width_at(tab, width) <= width


def test_arabic_words_keep_their_direction(at):
    tab = at("Ada", AREA)
    quotes = tab.locator("q[lang=ar]")
    assert quotes.count() > 0
    assert all(
        tab.evaluate("each => getComputedStyle(each).direction", quotes.nth(n).element_handle()) == "rtl"
        for n in range(quotes.count())
    )
