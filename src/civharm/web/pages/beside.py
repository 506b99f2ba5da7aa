"""What stands beside an incident: others that may count the same people, and what the machine would change in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from civharm.casebook.proposing import in_words
from civharm.catalogue.record import Index
from civharm.model.incidents import Incident, RelationKind
from civharm.publication.incident_lines import related_lines
from civharm.web.terms import term_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """How the people of another incident lie to this one's, and whether a person or the machine says so."""

    kind: str
    incident: Incident
    reason: str
    is_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """What the machine would change in an incident that a person signed."""

    id: str
    words: str


def relations_of(index: Index, incident: Incident) -> Iterator[RelationView]:
    """From the side of this incident; others that the record lacks are passed over."""
    for line in related_lines(incident.id, index.record.relations):
        if other := index.incidents.get(line["incident"]):
            yield RelationView(
                kind=term_words(_SAID.get(line["kind"], line["kind"])),
                incident=other,
                reason=line["reason"],
                is_decided=line["is_decided"],
            )


#: As a reader says it of the other incident.
_SAID = {RelationKind.MAY_OVERLAP.value: "may overlap with", "has_part": "has as its part"}


def proposals_of(index: Index, incident: Incident) -> Iterator[ProposalView]:
    codes = {each.id: each.code or each.id for each in index.incidents.values()}
    for proposal in index.record.proposals:
        if incident.id in (proposal.incident, proposal.other):
            yield ProposalView(id=proposal.id, words=in_words(proposal, codes))
