from datetime import date, timedelta

import pytest

from civharm.incidents.link import link_claims
from civharm.model.claims import ClaimKind, Position
from civharm.model.incidents import Judgement, LinkPart, Verdict
from civharm.model.times import TimePrecision, When
from support.build import DAY, Story, people, place, speaker

WEEK = When(start=date(2017, 3, 13), end=date(2017, 3, 19), precision=TimePrecision.WEEK)
YEAR_2014 = When(start=date(2014, 1, 1), end=date(2014, 12, 31), precision=TimePrecision.YEAR)
COALITION = "US-led Coalition"


def two(first: dict, second: dict) -> Story:
    story = Story()
    for outlet, fields in (("Outlet A", first), ("Outlet B", second)):
        story.harm(outlet, fields.pop("count", "killed 12 civilian"), **{"by": COALITION, **fields})
    return story


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({}, {"count": "killed 20 civilian"}),
        ({}, {"count": "killed ~12-24 civilian"}),
        ({}, {"by": "Iraqi Forces"}),
        ({}, {"by": ()}),
        ({}, {"event": "bombing"}),
        ({}, {"on": WEEK}),
        ({"at": "Tel Zaytun"}, {"at": "Tel Zaytun", "count": "killed 11 civilian"}),
        ({"at": "Mosul"}, {"at": "Mosul"}),
        ({"at": "Unheard-of Street"}, {"at": "unheard-of street"}),
    ],
)
def test_one_moment_and_place_is_one_incident(first: dict, second: dict) -> None:
    linked = two(first, second).linked()
    assert len(linked.incidents) == 1
    assert len(linked.incidents[0].reports) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"at": "Mill Quarter"}),
        ({}, {"at": "Tel Zaytun"}),
        ({}, {"on": DAY + timedelta(days=3)}),
        ({"at": "Mosul"}, {"at": "Mosul", "count": "killed 3 civilian"}),
        ({}, {"event": "shooting", "count": "killed 1 civilian", "by": "Islamic State"}),
    ],
    ids=["quarter", "village", "day", "generic city", "other attack"],
)
def test_two_events_stay_apart(first: dict, second: dict) -> None:
    assert len(two(first, second).linked().incidents) == 2


def test_common_words_tie_no_two_events_where_few_texts_tell_how_rare_words_are() -> None:
    words = "An airstrike killed people in a house on Tuesday, residents said of the {} strike."
    story = two(
        {"text": words.format("western"), "count": "killed 3 civilian"},
        {"text": words.format("northern"), "count": "killed 7 civilian", "at": "Tel Zaytun"},
    )
    assert len(story.linked().incidents) == 2


def test_a_generic_city_is_doubtful_and_says_why() -> None:
    linked = two({"at": "Mosul"}, {"at": "Mosul", "count": "killed 20 civilian"}).linked()
    (pair,) = linked.doubtful
    assert {feature.name for feature in pair.features} >= {"prior", "time", "place", "killed"}
    assert pair.score == pytest.approx(sum(feature.weight for feature in pair.features))


def test_an_undated_follow_up_touches_the_maximum_only() -> None:
    story = two({}, {"on": None, "count": "killed 12 civilian", "published": DAY + timedelta(days=9)})
    (incident,) = story.linked().incidents
    assert [link.part for link in incident.links] == [LinkPart.SUPPORTS, LinkPart.MAXIMUM_ONLY]
    assert story.linked().doubtful and story.linked().leads


def test_a_report_of_next_year_is_no_follow_up() -> None:
    story = two({}, {"on": None, "published": DAY + timedelta(days=300)})
    (incident,) = story.linked().incidents
    assert len(incident.reports) == 1


def test_the_same_persons_later_word_belongs_to_the_incident() -> None:
    rescuer = speaker("Capt. Adil Rashid")
    later = {
        "on": None,
        "count": "killed 9 civilian",
        "published": DAY + timedelta(days=3),
        "speaker": rescuer,
    }
    story = two({"speaker": rescuer, "count": "killed 12 civilian"}, later)
    assert [link.part for link in story.incident().links] == [LinkPart.SUPPORTS] * 2
    assert story.toll() == "9"


def test_published_the_same_day_is_evidence_but_no_date() -> None:
    story = two({"on": None}, {"on": None})
    (lead,) = story.linked().leads
    assert (len(lead.reports), lead.when, lead.lacks) == (2, None, ("no time",))


def test_background_stays_out_of_the_incident_of_the_day() -> None:
    story = Story()
    report = story.harm("Outlet A", "killed 12 civilian", at="Mosul").report_id
    background = story.harm(
        "Outlet A", "killed 12 civilian", at="Mosul", on=YEAR_2014, report=report, occurrence="o2"
    )
    linked = story.linked()
    assert background.id not in linked.incidents[0].claims
    assert [lead.lacks for lead in linked.leads] == [("no time",)]


@pytest.mark.parametrize(
    ("fields", "count", "lacks"),
    [
        ({"at": None}, "killed 3 civilian", ("no place",)),
        ({"on": None, "published": None}, "killed 3 civilian", ("no time",)),
        ({}, "killed ? civilian", ("no number",)),
        ({}, "killed 3 combatant", ("no civilian harm",)),
        ({"at": None, "on": None}, "killed ? unknown", ("no time", "no place", "no number")),
    ],
)
def test_below_the_minimum_it_is_a_lead(fields: dict, count: str, lacks: tuple[str, ...]) -> None:
    story = Story()
    story.harm("Outlet A", count, **fields)
    linked = story.linked()
    assert (len(linked.incidents), [lead.lacks for lead in linked.leads]) == (0, [lacks])


def test_an_attack_without_harm_founds_nothing_but_joins() -> None:
    story = Story()
    report = story.report("Outlet A")
    fields = {"where": (place("Orchard Quarter"),), "when": When.on(DAY), "event": "airstrike"}
    attack = story.claim(report, ClaimKind.ATTACK, **fields)
    alone = story.linked()
    assert alone.incidents == alone.leads == ()
    assert [(event.claims, event.lacks) for event in alone.attacks] == [((attack.id,), ("no harm",))]
    story.harm("Outlet B", "killed 12 civilian")
    assert attack.id in story.incident().claims
    assert story.linked().attacks == ()


def test_undated_harm_happened_on_the_day_of_the_attack_it_is_joined_with() -> None:
    story = Story()
    harm = story.harm("Outlet A", "killed 3 civilian", on=None)
    report = story.report("Outlet B")
    fields = {"where": (place("Orchard Quarter"),), "event": "airstrike"}
    attack = story.claim(report, ClaimKind.ATTACK, when=When.on(DAY), **fields)
    same = Judgement(left=harm.id, right=attack.id, verdict=Verdict.POSITIVE)
    linked = link_claims(story.reports, story.texts, story.claims, judgements=[same])
    assert [incident.when for incident in linked.incidents] == [When.on(DAY)]


def test_the_day_that_most_reports_give_holds_and_a_period_gives_none() -> None:
    story = Story()
    late = story.harm("Outlet A", "killed 3 civilian", on=DAY - timedelta(days=1))
    year = story.harm("Outlet B", "killed 3 civilian", on=YEAR_2014)
    fields = {"where": (place("Orchard Quarter"),), "event": "airstrike", "when": When.on(DAY)}
    attacks = [story.claim(story.report(outlet), ClaimKind.ATTACK, **fields) for outlet in ("C", "D")]
    same = [Judgement(left=late.id, right=claim.id, verdict=Verdict.POSITIVE) for claim in (year, *attacks)]
    linked = link_claims(story.reports, story.texts, story.claims, judgements=same)
    assert [incident.when for incident in linked.incidents] == [When.on(DAY)]
    assert [when.start for when in linked.incidents[0].other_dates] == [DAY - timedelta(days=1)]


def test_an_answer_attaches_to_the_incident_it_speaks_of() -> None:
    story = two({}, {"at": "Mill Quarter"})
    denial = story.response("Coalition desk", COALITION, Position.DENIED)
    holding = [incident.where.name for incident in story.linked().incidents if denial.id in incident.claims]
    assert holding == ["Orchard Quarter"]


def test_aggregates_go_to_the_ledger_with_what_they_may_include() -> None:
    story = two({}, {"on": DAY + timedelta(days=60), "at": "Tel Zaytun"})
    report = story.report("Recorder")
    story.claim(
        report,
        ClaimKind.AGGREGATE,
        casualties=(people("killed ~100-200 civilian"),),
        where=(place("Mosul"),),
        when=WEEK,
    )
    linked = story.linked()
    (entry,) = linked.ledger
    assert entry.overlaps == (linked.incidents[0].founding_claim,)
    assert all(entry.claim_id not in incident.claims for incident in linked.incidents)


def test_a_person_joins_and_parts() -> None:
    apart = two({}, {"at": "Mill Quarter"})
    together = two({}, {})
    for story, verdict, expected in ((apart, Verdict.POSITIVE, 1), (together, Verdict.NEGATIVE, 2)):
        left, right = (claim.id for claim in story.claims)
        judged = Judgement(left=left, right=right, verdict=verdict)
        linked = link_claims(story.reports, story.texts, story.claims, judgements=[judged])
        assert len(linked.incidents) == expected


def test_what_contradicts_earlier_judgements_is_left_out() -> None:
    story = two({}, {"at": "Mill Quarter"})
    story.harm("Outlet C", "killed 2 civilian", at="Tel Zaytun")
    a, b, c = (claim.id for claim in story.claims)
    judged = [
        Judgement(left=a, right=b, verdict=Verdict.POSITIVE),
        Judgement(left=b, right=c, verdict=Verdict.POSITIVE),
        Judgement(left=a, right=c, verdict=Verdict.NEGATIVE),
    ]
    linked = link_claims(story.reports, story.texts, story.claims, judgements=judged)
    assert [len(incident.claims) for incident in linked.incidents] == [3]


def test_a_report_that_fits_one_part_of_a_merged_incident_joins_it() -> None:
    story = two({}, {"at": "Tel Zaytun", "count": "killed 3 civilian"})
    a, b = (claim.id for claim in story.claims)
    third = story.harm("Outlet C", "killed 3 civilian", at="Tel Zaytun", by=COALITION)
    same = [Judgement(left=a, right=b, verdict=Verdict.POSITIVE)]
    linked = link_claims(story.reports, story.texts, story.claims, judgements=same)
    assert [set(incident.claims) for incident in linked.incidents] == [{a, b, third.id}]


def test_a_person_parts_what_one_report_tells_as_one_event() -> None:
    story = Story()
    report = story.report("Outlet A")
    claims = [story.harm("Outlet A", f"killed {n} civilian", report=report).id for n in (3, 5)]
    apart = Judgement(left=claims[0], right=claims[1], verdict=Verdict.NEGATIVE)
    assert len(story.linked().incidents) == 1
    linked = link_claims(story.reports, story.texts, story.claims, judgements=[apart])
    assert sorted(incident.claims for incident in linked.incidents) == sorted((each,) for each in claims)


def test_a_person_parts_copies_of_one_text() -> None:
    story = Story()
    first = story.harm("Outlet A", "killed 3 civilian")
    story.copied(first.report_id, "Outlet B")
    left, right = (claim.id for claim in story.claims)
    apart = Judgement(left=left, right=right, verdict=Verdict.NEGATIVE)
    linked = link_claims(story.reports, story.texts, story.claims, judgements=[apart])
    assert (len(linked.incidents), linked.doubtful) == (2, ())


def test_what_a_person_is_unsure_of_stays_apart_and_listed() -> None:
    story = two({}, {})
    left, right = (claim.id for claim in story.claims)
    unsure = Judgement(left=left, right=right, verdict=Verdict.UNSURE)
    linked = link_claims(story.reports, story.texts, story.claims, judgements=[unsure])
    assert (len(linked.incidents), len(linked.doubtful)) == (2, 1)


def test_another_kind_of_attack_stays_visible() -> None:
    story = two({}, {"event": "bombing"})
    story.harm("Outlet C", "killed 12 civilian", by=COALITION)
    (incident,) = story.linked().incidents
    assert (incident.event, incident.other_events) == ("airstrike", ("bombing",))
