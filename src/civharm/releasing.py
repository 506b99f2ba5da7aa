"""From the record of a casebook to a release: what may be published of it, and what is left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from civharm.catalogue.record import Record
from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident, Relation
from civharm.model.notes import notes_on
from civharm.publication.release.addresses import publishable
from civharm.publication.release.gate import Objection, as_publishable, is_reviewed
from civharm.publication.release.source import About, Source

#: Where a reason for publishing what nobody has signed is given.
WITH_PROPOSED = "--with-proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a release will hold, what speaks against it, and what it must say that it leaves out."""

    source: Source
    objections: tuple[Objection, ...]
    notices: tuple[str, ...]


def choose(record: Record, about: About, *, is_second_person_needed: bool) -> Chosen:
    """Of a masked record the incidents that people signed; those that nobody did where a reason is given."""
    assessments = {each.incident_id: as_publishable(each) for each in record.assessments}
    reviewed, rest = _parted(record.incidents, assessments, is_second_person_needed=is_second_person_needed)
    is_with_rest = bool(about.reasons.get(WITH_PROPOSED))
    shown = (*reviewed, *rest) if is_with_rest else reviewed
    ids = {one.id for one in shown}
    source = Source(
        about=about,
        incidents=shown,
        assessments={each: found for each, found in assessments.items() if each in ids},
        relations=tuple(_among(record.relations, ids)),
        claims={claim.id: claim for claim in record.claims},
        reports={report.id: publishable(report) for report in record.reports},
        people={each: found for each, found in record.people.items() if each in ids},
        ledger=record.ledger,
        notes=tuple(note for note in notes_on(ids, record.decisions) if note.is_public),
    )
    return Chosen(
        source=source,
        objections=tuple(_objections(reviewed, rest, is_with_rest=is_with_rest)),
        notices=tuple(_notices(rest, record, is_with_rest=is_with_rest)),
    )


def _parted(
    incidents: Iterable[Incident], assessments: dict[str, Assessment], *, is_second_person_needed: bool
) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
    """Those that people signed, and the others."""
    parts: tuple[list[Incident], list[Incident]] = ([], [])
    for one in incidents:
        found = assessments.get(one.id)
        parts[not is_reviewed(found, is_second_person_needed=is_second_person_needed)].append(one)
    return tuple(parts[0]), tuple(parts[1])


def _among(relations: Iterable[Relation], ids: set[str]) -> Iterator[Relation]:
    return (one for one in relations if one.left in ids and one.right in ids)


def _objections(
    reviewed: tuple[Incident, ...], rest: tuple[Incident, ...], *, is_with_rest: bool
) -> Iterator[Objection]:
    if not reviewed and not is_with_rest:
        yield Objection(
            option=WITH_PROPOSED,
            words=f"no incident is signed as this casebook wants it, {len(rest)} are not reviewed",
        )


def _notices(rest: tuple[Incident, ...], record: Record, *, is_with_rest: bool) -> Iterator[str]:
    """What the README says of what is in the release, and what is not."""
    if rest and is_with_rest:
        yield f"{len(rest)} of them nobody has reviewed: their gradings and numbers are a machine's proposals."
    elif rest:
        by_grade = Counter(map(_proposed(record), rest))
        told = ", ".join(f"{count} {grade}" for grade, count in sorted(by_grade.items()))
        yield f"Left out, because nobody has signed them yet: {len(rest)} incidents ({told}, as the machine proposes)."
    if record.leads:
        yield f"Left out: {len(record.leads)} leads, which lack a place, a time or a number."


def _proposed(record: Record) -> Callable[[Incident], str]:
    """What the machine proposes of an incident, in a word."""
    found = {each.incident_id: each.proposed_grading for each in record.assessments}

    def tell(incident: Incident) -> str:
        grading = found.get(incident.id)
        return grading.value if grading else "ungraded"

    return tell
