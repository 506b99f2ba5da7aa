"""From the catalogue or the record of a casebook to a release: what may be published of it, and what is left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from civharm.catalogue.asking import UNGRADED
from civharm.catalogue.material import Kept
from civharm.catalogue.models import IncidentRow
from civharm.catalogue.record import Record
from civharm.catalogue.sight import Sight
from civharm.model.incidents import RecordStatus
from civharm.model.notes import notes_on
from civharm.publication.release.addresses import publishable
from civharm.publication.release.gate import Objection, as_publishable
from civharm.publication.release.source import About, Material, Source

#: Where a reason for publishing what nobody has signed is given.
WITH_PROPOSED = "--with-proposed"
_LEADS = Q(status=RecordStatus.LEAD.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a release will hold, what speaks against it, and what it must say that it leaves out."""

    material: Material
    objections: tuple[Objection, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a release made now finds: incidents that people signed, those that nobody did by proposed grade, and leads."""

    signed: int
    by_grade: Mapping[str, int]
    leads: int

    @property
    def unsigned(self) -> int:
        """Incidents that nobody signed as this casebook wants it."""
        return sum(self.by_grade.values())


def outlook(sight: Sight, *, is_second_person_needed: bool) -> Outlook:
    """What a release of all that may be seen finds."""
    signed = _signed(is_second_person_needed)
    rows = sight.rows(IncidentRow).exclude(_LEADS)
    proposed = rows.exclude(signed).values_list("proposed").annotate(Count("id")).order_by("proposed")
    return Outlook(
        signed=rows.filter(signed).count(),
        by_grade={grade or UNGRADED: count for grade, count in proposed},
        leads=sight.rows(IncidentRow).filter(_LEADS).count(),
    )


def choose(sight: Sight, about: About, *, is_second_person_needed: bool) -> Chosen:
    """Of the incidents that may be seen those that people signed; those that nobody did where a reason is given."""
    is_with_rest = bool(about.reasons.get(WITH_PROPOSED))
    found = outlook(sight, is_second_person_needed=is_second_person_needed)
    left = _Left(by_grade=found.by_grade, leads=found.leads, is_shown=is_with_rest)
    shown = ~_LEADS if is_with_rest else ~_LEADS & _signed(is_second_person_needed)
    return left.chosen(Kept(sight, about, shown=shown), is_anything=bool(found.signed))


def _signed(is_second_person_needed: bool) -> Q:
    signed = Q(signed__isnull=False)
    return signed & Q(is_signed_off=True) if is_second_person_needed else signed


def choose_of_record(record: Record, about: About, *, is_second_person_needed: bool) -> Chosen:
    """The same of a whole record in memory, masked as it may leave the team."""
    assessments = {each.incident_id: each for each in record.assessments}
    signed = {
        each.incident_id
        for each in record.assessments
        if each.grading and (each.is_signed_off or not is_second_person_needed)
    }
    is_with_rest = bool(about.reasons.get(WITH_PROPOSED))
    shown = tuple(one for one in record.incidents if is_with_rest or one.id in signed)
    ids = {one.id for one in shown}
    names = {name for one in shown for name in (one.id, *one.aliases)}
    relations = (one for one in record.relations if one.left in ids and one.right in ids)
    source = Source(
        about=about,
        incidents=shown,
        assessments={each: as_publishable(found) for each, found in assessments.items() if each in ids},
        relations=tuple(sorted(relations, key=lambda one: (one.left, one.right, one.kind))),
        claims={claim.id: claim for claim in record.claims},
        reports={report.id: publishable(report) for report in record.reports},
        captures={capture.sha256: capture for capture in record.captures},
        people={each: found for each, found in record.people.items() if each in ids},
        ledger=record.ledger,
        notes=tuple(note for note in notes_on(names, record.decisions) if note.is_public),
    )
    rest = (assessments.get(one.id) for one in record.incidents if one.id not in signed)
    by_grade = Counter((each and each.proposed_grading) or UNGRADED for each in rest)
    left = _Left(by_grade=by_grade, leads=len(record.leads), is_shown=is_with_rest)
    return left.chosen(source, is_anything=bool(shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """What nobody signed, by the grade that the machine proposes, and whether it is shown all the same; and leads."""

    by_grade: Mapping[str, int]
    leads: int
    is_shown: bool

    def chosen(self, material: Material, *, is_anything: bool) -> Chosen:
        return Chosen(
            material=material,
            objections=() if is_anything or self.is_shown else (self._objection,),
            notices=tuple(self._notices()),
        )

    @property
    def _count(self) -> int:
        return sum(self.by_grade.values())

    @property
    def _objection(self) -> Objection:
        words = f"no incident is signed as this casebook wants it, {self._count} are not reviewed"
        return Objection(option=WITH_PROPOSED, words=words)

    def _notices(self) -> Iterator[str]:
        """What the README says of what is in the release, and what is not."""
        if self.by_grade and self.is_shown:
            yield f"{self._count} of them nobody has reviewed: their gradings and numbers are a machine's proposals."
        elif self.by_grade:
            told = ", ".join(f"{number} {grade}" for grade, number in sorted(self.by_grade.items()))
            yield (
                f"Left out, because nobody has signed them yet: {self._count} incidents "
                f"({told}, as the machine proposes)."
            )
        if self.leads:
            yield f"Left out: {self.leads} leads, which lack a place, a time or a number."
