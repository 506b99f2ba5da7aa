"""Saved pages of incidents, written for the test in the structure of Airwars': numbers, places, and the people whom they name."""

import pytest

from civharm.catalogue.masking import public
from civharm.catalogue.stored import stored_record
from civharm.exchange.importing import Order
from civharm.exchange.kinds import Kind, form_of
from civharm.model.errors import InvalidInput
from civharm.model.store import Kept
from civharm.pipeline import refresh
from tests.exchange.conftest import lasted, said

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>NS12 - Lake</title>
<link rel="canonical" href="https://recorder.example/civilian-casualties/ns12/"></head><body>
<nav><a>Conflicts</a><a>Research</a></nav><article><h1>NS12 – March 17, 2017</h1>
<div class="meta-list">
 <div class="meta-block code"><h4>Incident Code</h4><span>NS12</span></div>
 <div class="meta-block date"><h4>Incident date</h4><span>{date}</span></div>
 <div class="meta-block location"><h4>Location</h4><span>نورهافن, Old Quarter, Norhaven, West province, Arlandia</span></div>
</div>
<div class="meta-block geolocation"><h4>Geolocation</h4><span>36.340011, 43.120022</span>
 <p>Note: The accuracy of this location is to {accuracy} level. <a>Continue to map</a></p></div>
<h2>Airwars Assessment</h2><div class="summary"><p>The mayor Bo Ek said a strike killed many.</p></div>
<h4>The victims were named as:</h4>
<div class="family"><h5>Family members (2)</h5>
 <div class="victim"><h6>Mira Vell</h6><p>4 years old <span>female</span> <span>killed</span></p></div>
 <div class="victim"><h6>أمل فيل</h6><p>Adult</p><p>female</p><p>killed</p></div></div>
<div class="individuals"><h5>Individuals (1)</h5><div><h6>Odo Sund</h6><p>Age unknown male injured</p></div></div>
<h2>Key Information</h2>
<div class="meta-list">
 <div><h4>Civilian harm reported</h4><span>Yes</span></div>
 <div><h4>Communities reported</h4><span>Unknown</span></div>
 <div><h4>Civilians reported killed</h4><span>{killed}</span></div>
 <div><span>(1 child, 1–2 women)</span></div>
 <div><h4>Civilians reported injured</h4><span>4</span></div>
 <div><h4>Causes of injury / death</h4><span>Heavy weapons and explosive munitions</span></div>
 <div><h4>Airwars civilian harm grading</h4><span>Fair</span><p>Reported by two or more credible sources.</p></div>
 <div><h4>Suspected attacker</h4><span>N. Army</span></div>
 <div><h4>Suspected target</h4><span>Reds</span></div>
 <div><h4>Belligerents reported killed</h4><span>2 – 4</span></div>
</div>
<h3>Geolocation notes</h3><p>Analyst Bo Ek found the house at 36.999, 43.999.</p>
<h3>Sources (3) [collapse]</h3><ul><li>Odo Sund's channel</li></ul></article></body></html>"""
PLAIN = {"date": "March 17, 2017", "accuracy": "Neighbourhood/area", "killed": "3 – 5"}


@pytest.fixture
def save(tmp_path):
    def written(name="ns12.html", *, page=PAGE, encoding="utf-8", **change):
        path = tmp_path / name
        text = page
        for field, words in (PLAIN | change).items():
            text = text.replace(f"{{{field}}}", words)
        path.write_text(text.replace('charset="utf-8"', f'charset="{encoding}"'), encoding=encoding)
        return path

    return written


def only(things):
    (thing,) = things
    return thing


def test_a_page_is_a_claim_of_the_recorder(save, bring_in, casebook):
    result = bring_in(save(), Kind.AIRWARS_PAGE)
    assert (result.kept, result.errors) == (Kept(new=1), ())
    claim, report = only(casebook.claims()), only(casebook.reports())
    assert said(claim) == [
        "killed civilian 3-5",
        "killed combatant 2-4",
        "killed civilian 1-1 children",
        "killed civilian 1-2 women",
        "injured civilian 4-4",
    ]
    assert [str(day) for day in lasted(claim)[:2]] == ["2017-03-17", "2017-03-17"]
    place = only(claim.where)
    assert (place.lat, place.lon, place.precision.value, place.country) == (
        36.340011,
        43.120022,
        "neighbourhood",
        "AX",
    )
    assert place.name == "نورهافن, Old Quarter, Norhaven, West province"
    assert [party.name for party in claim.parties] == ["Northern Army"], (
        "nobody is an attacker for being a target"
    )
    assert (report.external_id, report.source, report.url) == (
        "NS12", "Airwars", "https://recorder.example/civilian-casualties/ns12/",
    )  # fmt: skip
    text = casebook.texts()[report.id]
    assert "Grading by the recorder: Fair." in text
    assert not any(words in text for words in ("Bo Ek", "36.999", "credible sources", "channel"))


def test_whom_it_names_are_victims_and_are_shown_to_nobody_by_default(save, bring_in, casebook):
    bring_in(save(), Kind.AIRWARS_PAGE)
    refresh(casebook)
    found = [(each.name, each.age, each.sex, each.harm.value) for each in casebook.victims()]
    assert found == [
        ("Mira Vell", 4, "female", "killed"),
        ("أمل فيل", None, "female", "killed"),
        ("Odo Sund", None, "male", "injured"),
    ]
    texts = casebook.texts()
    assert all(each.span.of(texts[each.report_id]) == each.name for each in casebook.victims())
    shown = public(stored_record(casebook))
    everything = repr((shown.incidents, shown.claims, shown.reports, shown.people, shown.texts))
    assert [name for name, *_ in found if name in everything] == []
    assert len(shown.people[only(casebook.incidents()).id]) == 3


def test_a_page_that_changed_is_read_anew_and_others_are_not_missing(save, bring_in, casebook):
    bring_in(save(), Kind.AIRWARS_PAGE)
    other = bring_in(save("ns13.html", page=PAGE.replace("NS12", "NS13")), Kind.AIRWARS_PAGE)
    assert (other.kept, other.missing) == (Kept(new=1), ())
    again = bring_in(save(killed="7"), Kind.AIRWARS_PAGE)
    assert again.kept == Kept(changed=1)
    assert len(casebook.reports()) == 2
    order = Order(form=form_of(Kind.AIRWARS_PAGE), recorder="Airwars", is_complete=True)
    assert order.is_complete
    with pytest.raises(InvalidInput, match="one record of many"):
        bring_in(save(), Kind.AIRWARS_PAGE, is_complete=True)


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({"killed": "1,200"}, "killed civilian 1200-1200"),
        ({"killed": "3 to 5"}, "killed civilian 3-5"),
        ({"killed": "Unknown"}, "killed civilian 2-None"),
        ({"killed": "0"}, "killed civilian 0-0"),
    ],
)
def test_how_numbers_are_written(save, bring_in, casebook, change, counted):
    bring_in(save(**change), Kind.AIRWARS_PAGE)
    assert counted in said(only(casebook.claims()))


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("March 17 – 20, 2017", None),
        ("March 17 – March 20, 2017", ["2017-03-17", "2017-03-20"]),
        ("December 30, 2017 - January 2, 2018", ["2017-12-30", "2018-01-02"]),
        ("spring", None),
    ],
)
def test_days_or_a_mistake_that_names_them(save, bring_in, casebook, written, days):
    result = bring_in(save(date=written), Kind.AIRWARS_PAGE)
    if days:
        assert [str(day) for day in lasted(only(casebook.claims()))[:2]] == days
    else:
        assert [error.column for error in result.errors] == ["date"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_however_the_browser_wrote_it(save, bring_in, casebook, encoding):
    bring_in(save(encoding=encoding), Kind.AIRWARS_PAGE)
    assert {each.name for each in casebook.victims()} >= {"أمل فيل"}


@pytest.mark.parametrize("page", ["<html><body><p>Not found</p></body></html>", "", "<html>" + "<div>" * 300])
def test_a_page_of_something_else_adds_nothing(save, bring_in, casebook, page):
    with pytest.raises(InvalidInput):
        bring_in(save(page=page), Kind.AIRWARS_PAGE)
    assert casebook.captures() == ()
