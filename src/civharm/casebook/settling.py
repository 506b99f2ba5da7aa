"""Names of places that people settled for a casebook: pure functions of decisions.

The names in force are one more place file, the strongest of the casebook: reading goes by it as by any other, so an
undone decision is undone in whatever is read after it.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from civharm.casebook.review import in_force
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.ids import stable_id
from civharm.model.places import PlacePrecision
from civharm.places.layers.names import fault_of_name
from civharm.places.names import bare_key

_COLUMNS = ("id", "name", "lat", "lon", "precision", "radius_m", "country", "parent", "source")
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class SettledName(BaseModel):
    """Where a name lies: the change of a decision. `within` is what it lies in, where the name alone says too little.

    `gazetteer_id` is the row that the person chose; the point is kept with it, so that no other gazetteer moves it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    within: _Name | None = None
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)
    precision: PlacePrecision
    radius_m: int = Field(gt=0, le=3_000_000)
    country: str = Field(default="", pattern="^([A-Z]{2})?$")
    gazetteer_id: str | None = None

    @property
    def target(self) -> str:
        """What a decision on the name is about, in any of the name's usual spellings."""
        return settled_target(self.name, self.within)


def settled_target(name: str, within: str | None = None) -> str:
    """The id of a name, and of what it lies in."""
    return stable_id("name", bare_key(name), bare_key(within or ""))


def settled_name(decision: Decision) -> SettledName:
    """What a decision settles. Raises InvalidDecision."""
    try:
        settled = SettledName.model_validate(decision.change)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise InvalidDecision(f"the place can't be settled so: {field}: {first['msg']}") from None
    if fault := fault_of_name(settled.name):  # the file of settled names is a place file
        raise InvalidDecision(f"{fault[0]}: {fault[1]}")
    if settled.target != decision.target:
        raise InvalidDecision(f"the decision is about another name than {settled.name!r}")
    return settled


def settled_names(decisions: Sequence[Decision]) -> Mapping[str, tuple[Decision, SettledName]]:
    """The settled names in force by target, each with its decision; `decisions` are all of a casebook."""
    return {
        decision.target: (decision, settled_name(decision))
        for decision in in_force(decisions)
        if decision.action is Action.SETTLE_PLACE
    }


def check_settlement(decision: Decision, decisions: Sequence[Decision]) -> None:
    """Raises InvalidDecision where the decision makes no sense, or another one on the name is in force.

    Of two people who settle one name at once the second is told of the first: nobody is overruled unseen.
    """
    settled = settled_name(decision)
    standing = settled_names(decisions).get(decision.target)
    if standing is not None:
        first, before = standing
        raise InvalidDecision(
            f"{settled.name!r} is settled already, by {first.author} at {before.lat}, {before.lon}: "
            f"undo the decision {first.id} first"
        )


def place_file(decisions: Sequence[Decision]) -> str:
    """The settled names in force as a place file in the form that `--places` takes; "" if there are none."""
    rows = [_row(decision, name) for decision, name in settled_names(decisions).values()]
    if not rows:
        return ""
    to = io.StringIO()
    writer = csv.writer(to, lineterminator="\n")
    writer.writerows([_COLUMNS, *rows])
    return to.getvalue()


def _row(decision: Decision, settled: SettledName) -> tuple[str | int | float, ...]:
    return (
        decision.id,
        " ".join(settled.name.split()),
        settled.lat,
        settled.lon,
        settled.precision.value,
        settled.radius_m,
        settled.country,
        settled.within or "",
        f"settled by {decision.author}",
    )
