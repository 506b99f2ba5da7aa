"""Parts that several pages share: a grade, a claim, a report, a place."""

from dataclasses import dataclass
from pathlib import PurePath

from civharm.catalogue.record import Index
from civharm.model.assessments import Assessment, Grading
from civharm.model.claims import Claim, Party
from civharm.model.incidents import LinkPart
from civharm.model.places import Place
from civharm.model.reports import Capture, Report
from civharm.model.speakers import Speaker
from civharm.web.handed_in import handed_in_words
from civharm.web.naming import party_name
from civharm.web.pages.totals import grade_of
from civharm.web.terms import event_words, term_words
from civharm.web.words import casualty_words, count_words, listed, metres_words, place_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMark:
    """A grade as it is shown: signed by a person, or proposed by the machine; never confused."""

    grading: Grading | None
    is_signed: bool

    @property
    def slug(self) -> str:
        """The grade's name in class names and filters."""
        return self.grading.value if self.grading else "ungraded"

    @property
    def words(self) -> str:
        return term_words(self.slug)


def grade_mark(assessment: Assessment | None) -> GradeMark:
    is_signed = assessment is not None and assessment.grading is not None
    return GradeMark(grading=grade_of(assessment), is_signed=is_signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMark:
    """A place with its precision in words."""

    name: str
    words: str
    precision: str
    radius: str
    located_by: str
    is_located: bool
    alternatives: tuple[str, ...]


def place_mark(place: Place | None) -> PlaceMark | None:
    if place is None:
        return None
    return PlaceMark(
        name=place_words(place),
        words=_with_relation(place),
        precision=term_words(place.precision),
        radius=metres_words(place.radius_m),
        located_by=place.located_by,
        is_located=place.is_located,
        alternatives=tuple(
            f"{other.name} ({other.lat:.3f}, {other.lon:.3f})" for other in place.alternatives
        ),
    )


def _with_relation(place: Place) -> str:
    """The place words with "near" or "south of" before them, unless they hold it already."""
    is_apart = place.relation and place.relation not in place.words
    return f"{place.relation} {place.words}" if is_apart else place.words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """A claim as the pages list it. `part` is its part in the incident of the page, if there is one."""

    claim: Claim
    number: int
    report_id: str
    report_title: str
    source: str
    counts: str
    when: str
    where: str
    speaker: str
    part: str | None
    score: float | None
    incidents: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str:
        return term_words(self.claim.kind)

    @property
    def stance(self) -> str:
        return term_words(self.claim.stance)

    @property
    def gist(self) -> str:
        """What the claim says in a few words: counts, control, movement or position."""
        return self.counts or gist_of(self.claim)


def claim_card(index: Index, claim: Claim, *, incident_id: str | None = None) -> ClaimCard:
    links = index.links.get(claim.id, ())
    report, title = index.reports.get(claim.report_id), report_title(index, claim.report_id)
    here = next((link for incident, link in links if incident.id == incident_id), None)
    return ClaimCard(
        claim=claim,
        number=index.numbers[claim.id],
        report_id=claim.report_id,
        report_title=title,
        source=(report.source if report else None) or title,
        counts=casualty_words(claim),
        when=when_words(claim.when),
        where="; ".join(place_words(place) for place in claim.where),
        speaker=speaker_words(claim.speaker),
        part=term_words(here.part) if here and here.part is not LinkPart.SUPPORTS else None,
        score=here.score if here else None,
        incidents=tuple((incident.id, incident.code) for incident, _ in links),
    )


def gist_of(claim: Claim) -> str:
    if claim.control:
        words = [term_words(claim.control.change), party_name(claim.control.holder or "")]
        return ": ".join(filter(None, words))
    if claim.displaced:
        return displaced_words(claim)
    if claim.response:
        return ": ".join(
            filter(None, [party_name(claim.response.party or ""), term_words(claim.response.position)])
        )
    return event_words(claim.event) if claim.event else ""


def displaced_words(claim: Claim) -> str:
    moved = claim.displaced
    if moved is None:
        return ""
    per = f" / {term_words(moved.per)}" if moved.per else ""
    return f"{count_words(moved.count)} {term_words(moved.unit)}{per} ({term_words(moved.measure)})"


def speaker_words(speaker: Speaker | None) -> str:
    """Who says it: name and role, else the words of the report; empty for the reporter's own voice."""
    if speaker is None:
        return ""
    if speaker.name and speaker.role:
        name = party_name(speaker.name)
        return name if speaker.role in speaker.name else listed((name, speaker.role))
    return party_name(speaker.name) if speaker.name else speaker.words


def party_words(party: Party) -> str:
    return f"{party_name(party.name)} ({term_words(party.involvement)} {term_words(party.part)})"


def report_title(index: Index, report_id: str) -> str:
    """Something to call a report by: its title, else its source, else the name of its file."""
    report = index.reports.get(report_id)
    if report is None:
        return report_id
    capture = index.captures.get(report.capture_sha256)
    file = PurePath(capture.name).name if capture else None
    in_file = f"{file}, {report.part}" if file and report.part else file
    return report.title or report.source or handed_in_words(in_file or "") or report.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """A report with the facts of its capture."""

    report: Report
    title: str
    published: str
    capture: Capture | None
    claims: int


def report_card(index: Index, report: Report) -> ReportCard:
    return ReportCard(
        report=report,
        title=report_title(index, report.id),
        published=when_words(report.published),
        capture=index.captures.get(report.capture_sha256),
        claims=len(index.claims_by_report.get(report.id, ())),
    )
