"""What the site shows: of a release what its tables say, and no more; one incident at a time, so that any number fits."""

from collections import defaultdict
from dataclasses import replace

from civharm.catalogue.record import Index, Record
from civharm.model.claims import Claim
from civharm.model.incidents import Incident, Relation
from civharm.model.places import Place
from civharm.model.victims import Person
from civharm.publication.release.incidents import Published
from civharm.publication.release.source import Material
from civharm.web.terms import term_words


class PublicRecord:
    """A release's material by incident, without what its tables leave out."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in material.relations:
            self._relations[relation.left].append(relation)
            self._relations[relation.right].append(relation)

    def whole(self) -> Index:
        """All incidents with their totals; of claims those alone that stand behind figures for periods."""
        material = self.material
        ledger = tuple(material.each_entry())
        incidents = tuple(material.each_incident())
        return Index(
            Record(
                incidents=tuple(_public_incident(each.incident) for each in incidents),
                assessments=tuple(each.assessment for each in incidents if each.assessment),
                relations=material.relations,
                ledger=ledger,
                claims=tuple(map(public_claim, material.claims_with(entry.claim_id for entry in ledger))),
                reports=tuple(material.each_report()),
            )
        )

    def of(self, shown: Published) -> Index:
        """One incident with its claims, its reports and the incidents beside it."""
        incident, relations = shown.incident, tuple(self._relations[shown.incident.id])
        beside = dict.fromkeys(
            each for one in relations for each in (one.left, one.right) if each != incident.id
        )
        around = (shown, *self.material.incidents_with(beside))
        claims = self.material.claims_with(incident.claims)
        reports = dict.fromkeys((*incident.reports, *(claim.report_id for claim in claims)))
        return Index(
            Record(
                incidents=tuple(_public_incident(each.incident) for each in around),
                assessments=tuple(each.assessment for each in around if each.assessment),
                relations=relations,
                claims=tuple(map(public_claim, claims)),
                reports=self.material.reports_with(reports),
                people={incident.id: tuple(map(_public_person, shown.people))},
            )
        )


def _public_incident(incident: Incident) -> Incident:
    """Of other readings of the place the words alone: the release gives one point."""
    where = incident.where and replace(incident.where, alternatives=())
    return replace(incident, where=where, other_places=tuple(map(_pointless, incident.other_places)))


def public_claim(claim: Claim) -> Claim:
    """The claim with the kind of its speaker instead of a name, and its places without points."""
    speaker = claim.speaker and replace(
        claim.speaker, name=None, role=None, words=term_words(claim.speaker.kind)
    )
    return replace(claim, speaker=speaker, where=tuple(map(_pointless, claim.where)))


def _pointless(place: Place) -> Place:
    return replace(place, lat=None, lon=None, alternatives=())


def _public_person(person: Person) -> Person:
    """As the table of victims tells of them: child or adult, and no age."""
    return replace(person, names=(), ages=(), roles=(), families=(), family=None)
