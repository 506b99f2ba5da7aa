"""The floor that named victims set (METHOD T2): people who are surely not each other, each counted once."""

from collections.abc import Iterable, Sequence

from civharm.assessments.evidence import Evidence
from civharm.assessments.figures import Counted
from civharm.model.assessments import Bound
from civharm.model.casualties import Harm, Status
from civharm.model.victims import Person, Victim
from civharm.victims.floor import surely_different
from civharm.victims.judged import Judged
from civharm.victims.names import name_book
from civharm.victims.roster import roster_of


def named_floors(evidence: Evidence, victims: Iterable[Victim]) -> list[tuple[Counted, Bound]]:
    """Distinct people named in the incident's own claims, those called combatants aside.

    Who was wounded in one report and died in another counts among the killed alone (T8).
    """
    own = {claim.id for claim in evidence.own_claims}
    mentions = {victim.id: victim for victim in victims if victim.claim_id in own}
    people = roster_of(mentions.values(), codebook=evidence.codebook).people
    civilians = [person for person in people if not _is_called_combatant(person)]
    floors = ((harm, _of_harm(harm, civilians, mentions, evidence)) for harm in Harm)
    return [(Counted(harm, Status.CIVILIAN), bound) for harm, bound in floors if bound.value]


def _is_called_combatant(person: Person) -> bool:
    return any(told.value is Status.COMBATANT for told in person.statuses)


def _of_harm(harm: Harm, people: Sequence[Person], mentions: dict[str, Victim], evidence: Evidence) -> Bound:
    told = {name: victim for name, victim in mentions.items() if victim.harm is harm}
    harmed = (person for person in people if person.harm is harm)
    book, judged = name_book(evidence.codebook), Judged.of(mentions.values())
    distinct = surely_different(harmed, told, judged, book)
    claims = {told[name].claim_id for person in distinct for name in person.mentions if name in told}
    return Bound(value=len(distinct), claims=tuple(sorted(claims)), rule="T2")
