"""A name that a person settles is known in that casebook, on each database; nobody is overruled unseen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from civharm.casebook.folder import settled_file
from civharm.casebook.settling import settled_names, settled_target
from civharm.casebook.store import Casebook
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.places.gazetteer import open_gazetteer
from civharm.places.scoring import SETTLED_LAYER

NAME = "Qasr al-Zanabiq"
POINT = {"lat": 33.4, "lon": 43.2, "precision": "village", "radius_m": 900, "country": "IQ"}


def settlement(name: str = NAME, *, author: str = "Ada", number: int = 1, **change: object) -> Decision:
    within = change.get("within")
    return Decision(
        id=f"s{number}",
        action=Action.SETTLE_PLACE,
        target=settled_target(name, str(within) if within else None),
        author=author,
        reason="on the council's map",
        decided_at=datetime(2021, 5, 4, tzinfo=UTC),
        change={"name": name, **POINT, **change},
    )


def undo(decision: Decision) -> Decision:
    return replace(decision, id=f"u{decision.id}", action=Action.UNDO, target=decision.id, change={})


def found(casebook: Casebook, name: str = NAME) -> list[str]:
    """Ids of the places that reading in the casebook would find under a name."""
    path = casebook.folder.settled_path
    return [place.id for place in open_gazetteer(*([path] if path.exists() else [])).find(name)]


def test_a_settled_name_is_known_in_its_casebook(casebook):
    assert found(casebook) == []
    casebook.decide(settlement())
    assert found(casebook) == [f"{SETTLED_LAYER}:s1"]
    assert found(casebook, "Qasr az-Zanabiq") == [f"{SETTLED_LAYER}:s1"]


def test_an_undone_settlement_is_forgotten_and_comes_back(casebook):
    decision = settlement()
    casebook.decide(decision)
    casebook.decide(undo(decision))
    assert (found(casebook), casebook.folder.settled_path.exists()) == ([], False)
    casebook.decide(undo(undo(decision)))
    assert found(casebook) == [f"{SETTLED_LAYER}:s1"]


def test_of_two_who_settle_one_name_the_second_is_told_of_the_first(casebook):
    casebook.decide(settlement())
    second = settlement("Qasr az-Zanabiq", author="Odo", number=2, lat=35.1)
    with pytest.raises(InvalidDecision, match=r"settled already, by Ada at 33.4, 43.2: undo the decision s1"):
        casebook.decide(second)
    casebook.decide(undo(settlement()))
    casebook.decide(second)
    assert found(casebook) == [f"{SETTLED_LAYER}:s2"]


def test_two_who_settle_one_name_at_the_same_moment(casebook):
    def decide(number: int) -> str:
        try:
            casebook.decide(settlement(author=f"A{number}", number=number, lat=30.0 + number))
        except InvalidDecision:
            return "refused"
        finally:
            casebook.close()
        return f"{SETTLED_LAYER}:s{number}"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(decide, range(4)))
    assert outcomes.count("refused") == 3
    assert found(casebook) == [outcome for outcome in outcomes if outcome != "refused"]


def test_one_name_in_two_towns_is_two(casebook):
    casebook.decide(settlement("Nur", number=1, within="Ramadi"))
    casebook.decide(settlement("Nur", number=2, within="Falluja"))
    assert len(settled_names(casebook.decisions())) == 2


def test_the_file_is_made_of_the_decisions_alone(casebook, copied):
    casebook.decide(settlement())
    path = settled_file(casebook.folder.path)
    before = path.read_bytes()
    path.write_text("name,lat,lon\nElsewhere,1,2\n")
    assert found(casebook) == []
    Casebook.open(casebook.folder.path, database_url=copied).close()
    assert path.read_bytes() == before


def test_a_settlement_is_on_the_chain_of_custody(casebook):
    casebook.decide(settlement())
    entry = casebook.custody()[-1]
    assert (entry.action, entry.subject, entry.actor) == ("decided", "s1", "Ada")
    assert casebook.verify() == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lat": 91.0}, "lat"),
        ({"lon": float("nan")}, "lon"),
        ({"precision": "somewhere"}, "precision"),
        ({"radius_m": 0}, "radius_m"),
        ({"country": "Iraq"}, "country"),
        ({"colour": "red"}, "colour"),
        ({"name": "B"}, "one letter"),
    ],
)
def test_a_settlement_that_makes_no_sense_is_refused(casebook, change, message):
    with pytest.raises(InvalidDecision, match=message):
        casebook.decide(settlement(**change))
    assert casebook.decisions() == ()


@pytest.mark.parametrize("name", ["", " ", "…", "x" * 201])
def test_what_is_no_name_is_refused(casebook, name):
    with pytest.raises(InvalidDecision):
        casebook.decide(settlement(name))


def test_the_target_must_be_of_the_name(casebook):
    with pytest.raises(InvalidDecision, match="another name"):
        casebook.decide(replace(settlement(), target=settled_target("Mosul")))


def test_the_layer_is_called_as_reading_knows_it(casebook):
    assert casebook.folder.settled_path.stem == SETTLED_LAYER
