"""What is hidden of a casebook: names by rules, and places that people decided to show more coarsely."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from civharm.model.coarsening import Coarsening, coarsened, coarsest, latest
from civharm.publication.protect import Protection, protection_of

if TYPE_CHECKING:
    from civharm.casebook.state import State


def protection_in(state: "State") -> Protection:
    """All that is hidden of it, wherever it is shown."""
    shown = (state.reviewed.claims, state.victims, state.reports, state.texts)
    return replace(protection_of(*shown, withdrawn=state.withdrawn), coarser=coarser(state))


def coarser(state: "State") -> Mapping[str, Coarsening]:
    """How the places of incidents and of claims are shown on which people decided, by their ids.

    In a look at one report, claims alone: as it was decided on the incidents that they were in.
    """
    said = latest(state.decisions_in_force)
    found: dict[str, Coarsening] = {}
    for incident in state.incidents if said and state.report_id is None else ():
        how = coarsened(incident, said, state.root_of)
        if how is not None:
            found[incident.id] = how
            for claim in incident.claims:
                found[claim] = coarsest([how, *([found[claim]] if claim in found else [])])
    for how in said.values():
        for root in how.claims:
            found.setdefault(state.stands(root) or root, how)
    # Decisions are on claims as they were read then, and tell where those were placed.
    return {**{earlier: found[now] for earlier, now in state.stand_ins.items() if now in found}, **found}
