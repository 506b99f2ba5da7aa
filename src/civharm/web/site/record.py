"""What the site shows: of a release what its tables say, and no more; one incident at a time, so that any number fits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from civharm.catalogue.record import Index, Record
from civharm.model.claims import Claim
from civharm.model.incidents import Incident, Relation
from civharm.model.notes import Note
from civharm.model.places import Place
from civharm.model.victims import Person
from civharm.publication.release.changes import Change
from civharm.publication.release.source import Source, claims_of, reports_of
from civharm.web.terms import term_words


class PublicRecord:
    """A release's source by incident, without what its tables leave out."""

    def __init__(self, source: Source, changes: Iterable[Change]) -> None:
        self.source = source
        self.changes = tuple(changes)
        self._incidents = {one.id: one for one in source.incidents}
        self._relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in source.relations:
            self._relations[relation.left].append(relation)
            self._relations[relation.right].append(relation)
        self._changes: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            self._changes[change.id].append(change)
        self._notes: dict[str, list[Note]] = defaultdict(list)
        for note in source.notes:
            self._notes[note.decision.target].append(note)

    def whole(self) -> Index:
        """All incidents with their totals; of claims those alone that stand behind figures for periods."""
        source = self.source
        ledger = [entry.claim_id for entry in source.ledger]
        return Index(
            Record(
                incidents=tuple(map(_public_incident, source.incidents)),
                assessments=tuple(source.assessments.values()),
                relations=source.relations,
                ledger=source.ledger,
                claims=tuple(public_claim(source.claims[each]) for each in ledger if each in source.claims),
                reports=tuple(reports_of(source)),
            )
        )

    def claims(self) -> int:
        """How many claims the release holds."""
        return sum(1 for _ in claims_of(self.source))

    def of(self, incident: Incident) -> Index:
        """One incident with its claims, its reports and the incidents beside it."""
        source, relations = self.source, tuple(self._relations[incident.id])
        beside = dict.fromkeys(
            each for one in relations for each in (one.left, one.right) if each != incident.id
        )
        shown = (incident, *(self._incidents[each] for each in beside if each in self._incidents))
        claims = [source.claims[each] for each in incident.claims if each in source.claims]
        reports = dict.fromkeys((*incident.reports, *(claim.report_id for claim in claims)))
        return Index(
            Record(
                incidents=tuple(map(_public_incident, shown)),
                assessments=tuple(
                    source.assessments[one.id] for one in shown if one.id in source.assessments
                ),
                relations=relations,
                claims=tuple(map(public_claim, claims)),
                reports=tuple(source.reports[each] for each in reports if each in source.reports),
                people={incident.id: tuple(map(_public_person, source.people.get(incident.id, ())))},
            )
        )

    def changes_of(self, incident: Incident) -> tuple[Change, ...]:
        return tuple(self._changes[incident.id])

    def notes_of(self, incident: Incident) -> tuple[Note, ...]:
        return tuple(note for name in (incident.id, *incident.aliases) for note in self._notes[name])


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
