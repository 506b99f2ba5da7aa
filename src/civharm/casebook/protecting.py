"""What is hidden of a casebook: names by rules and by what people agreed to, and places that people decided to coarsen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING

from civharm.model.casualties import Harm
from civharm.model.coarsening import Coarsening, coarsened, coarsest, latest
from civharm.model.consent import Consent, Purpose, Whose, consents
from civharm.model.redaction import by_report, redactions
from civharm.model.victims import Victim
from civharm.publication.hidden import letters_of
from civharm.publication.protect import Agreed, Protection, protection_of

if TYPE_CHECKING:
    from civharm.casebook.state import State

_OF_AGE = 18


def protection_in(state: "State") -> Protection:
    """All that is hidden of it, wherever it is shown."""
    shown = (state.reviewed.claims, state.victims, state.reports, state.texts)
    held = consents(state.decisions_in_force)
    agreed = Agreed(refused=tuple(_refused(held)))
    sources = frozenset(
        report
        for each in held
        if each.whose is Whose.SOURCE and each.forbids(Purpose.PUBLISH)
        for report in each.reports
    )
    made = replace(
        protection_of(*shown, withdrawn=replace(state.withdrawn, agreed=agreed)),
        coarser=coarser(state),
        sources=sources,
        redacted=by_report(redactions(state.decisions_in_force)),
    )
    if names := _shown(held, state):
        agreed = replace(agreed, shown=names)
        consented = protection_of(*shown, withdrawn=replace(state.withdrawn, agreed=agreed))
        return replace(
            made,
            consented=replace(consented, coarser=made.coarser, sources=sources, redacted=made.redacted),
        )
    return made


def _refused(held: Iterable[Consent]) -> Iterator[tuple[str, str]]:
    """The names of those who refused to be published or kept at all, by the reports that name them."""
    for each in held:
        if each.forbids(Purpose.PUBLISH):
            yield from product(each.reports, each.names)


def _shown(held: Sequence[Consent], state: "State") -> Mapping[str, frozenset[str]]:
    """The names of those who agreed to be published, by report; nobody's who has a namesake there that did not.

    A living child's is not shown whatever was agreed to: the child could not judge it (METHOD R36).
    """
    day = (state.known_at or datetime.now(UTC)).date()
    agreed = [each for each in held if each.allows(Purpose.PUBLISH, day)]
    found: dict[str, set[str]] = defaultdict(set)
    for each in agreed:
        for report in each.reports:
            found[report].update(map(letters_of, each.names))
    subjects = {subject for each in agreed for subject in each.subjects}
    for victim in state.victims if found else ():
        if victim.id not in subjects or _is_living_child(victim):
            found[victim.report_id].discard(letters_of(victim.name))
    return {report: frozenset(names) for report, names in found.items() if names}


def _is_living_child(victim: Victim) -> bool:
    return victim.harm is not Harm.KILLED and victim.age is not None and victim.age < _OF_AGE


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
