"""Where an incident was, by what several reports say of it."""

import pytest

from civharm.incidents.link import link_claims
from civharm.model.claims import ClaimKind
from civharm.model.incidents import Judgement, Verdict
from civharm.model.times import When
from support.build import DAY, Story, place


def _where(*told: tuple[str, ...], reprinted: int | None = None) -> str:
    """The place of an incident of which each report names these places; one may be reprinted."""
    story = Story()
    claims = [story.harm(f"Outlet {n}", "killed 3 civilian", at=names[0]) for n, names in enumerate(told)]
    for claim, names in zip(tuple(claims), told, strict=True):
        for name in names[1:]:
            claims.append(
                story.harm("", "killed 3 civilian", at=name, report=claim.report_id, occurrence="o1")
            )
    if reprinted is not None:
        story.copied(claims[reprinted].report_id, "Reprint")
    same = [Judgement(left=claims[0].id, right=other.id, verdict=Verdict.POSITIVE) for other in claims[1:]]
    (incident,) = link_claims(story.reports, story.texts, story.claims, judgements=same).incidents
    assert incident.where is not None
    return incident.where.name


def test_the_finest_place_of_one_report() -> None:
    assert _where(("Nineveh", "Mosul", "Orchard Quarter")) == "Orchard Quarter"


def test_a_quarter_that_one_report_names_lies_in_the_city_that_the_others_name() -> None:
    assert _where(("Mosul",), ("Mosul",), ("Mosul", "Orchard Quarter")) == "Orchard Quarter"


def test_a_far_place_that_one_report_misnames_does_not_prevail() -> None:
    assert (
        _where(("Orchard Quarter",), ("Mosul", "Orchard Quarter"), ("Tel Zaytun", "Orchard Quarter"))
        == "Orchard Quarter"
    )
    assert _where(("Mosul",), ("Mosul",), ("Mosul",), ("Nineveh", "Tel Zaytun")) != "Nineveh"


def test_a_village_nearby_lies_in_no_town_that_the_others_name() -> None:
    assert _where(("Rumman Town",), ("Rumman Town",), ("Tel Zaytun",)) == "Rumman Town"
    assert _where(("Rumman Town",), ("Rumman Town", "Tel Zaytun"), ("Tel Zaytun",)) == "Tel Zaytun"


def test_a_town_that_a_report_names_once_does_not_prevail() -> None:
    assert _where(("Mosul", "Mosul", "Mosul", "Mosul", "Mosul", "Wardan")) == "Mosul"


@pytest.mark.parametrize("reprinted", [0, 1])
def test_a_reprint_adds_no_voice(reprinted: int) -> None:
    told = ("Mill Quarter",), ("Orchard Quarter",)
    assert _where(*told, reprinted=reprinted) == _where(*told)


def test_in_one_report_the_sentence_of_the_attack_may_say_it_best() -> None:
    story = Story()
    harm = story.harm("Outlet A", "killed 3 civilian", at="Mosul")
    story.claim(
        harm.report_id,
        ClaimKind.ATTACK,
        where=(place("Orchard Quarter"),),
        when=When.on(DAY),
        event="airstrike",
    )
    assert story.incident().where == place("Orchard Quarter")


def test_beside_one_report_of_harm_several_of_the_attack_speak_too() -> None:
    story = Story()
    harm = story.harm("Outlet A", "killed 3 civilian", at="Tel Zaytun")
    judgements = []
    for outlet in ("Outlet B", "Outlet C", "Outlet D"):
        attack = story.claim(
            story.report(outlet),
            ClaimKind.ATTACK,
            where=(place("Orchard Quarter"),),
            when=When.on(DAY),
            event="airstrike",
        )
        judgements.append(Judgement(left=harm.id, right=attack.id, verdict=Verdict.POSITIVE))
    (incident,) = link_claims(story.reports, story.texts, story.claims, judgements=judgements).incidents
    assert incident.where == place("Orchard Quarter")
