"""Everything on the screen of one incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from civharm.accounts.people import Person, Right
from civharm.casebook.review import in_force
from civharm.catalogue.record import Index
from civharm.codebook import Codebook
from civharm.model.assessments import Assessment, Grading, StrikeStatus
from civharm.model.casualties import Harm, Status
from civharm.model.coarsening import Coarseness
from civharm.model.decisions import Action, Decision
from civharm.model.incidents import DoubtfulPair, Incident, RecordStatus
from civharm.model.notes import Note, notes_on
from civharm.publication.coarsen import SHOWN_TO
from civharm.web.incident.facts import toll_label
from civharm.web.incident.grade import GradeView, grade_view
from civharm.web.incident.history import Event, history
from civharm.web.incident.telling import Telling, telling
from civharm.web.pages.incident import IncidentPage, incident_page
from civharm.web.pages.parts import ClaimCard, claim_card
from civharm.web.words import range_words

if TYPE_CHECKING:
    from civharm.casebook.versions import Version

_KILLED = (Harm.KILLED, Status.CIVILIAN, "all")
_INJURED = (Harm.INJURED, Status.CIVILIAN, "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Which forms a person gets."""

    assess: bool
    sign_off: bool
    see_names: bool
    hand_out: bool

    @classmethod
    def of(cls, person: Person) -> "Allowed":
        """What the person may do here."""
        return cls(
            assess=person.may(Right.ASSESS),
            sign_off=person.may(Right.SIGN_OFF),
            see_names=person.may(Right.SEE_PROTECTED),
            hand_out=person.may(Right.PUBLISH),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What the casebook says of the incident besides the record: its versions, and the one that the page is made of.

    `version` is None where there is no casebook, and nobody decides.
    """

    version: str | None = None
    versions: "Sequence[Version]" = ()
    is_second_person_needed: bool = False
    near: tuple["Near", ...] = ()
    codebook: Codebook | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another incident of the same days, by the name that a person may give it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """Another incident that may be this one: a pair of claims for a person to judge."""

    own: ClaimCard
    other: ClaimCard
    incident: Incident | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TollChoice:
    """A toll whose ends can be set; the ends are those that stand now."""

    counted: str
    label: str
    min: int | None
    max: int | None

    @property
    def ends(self) -> str:
        """Both ends, in words."""
        return range_words(self.min, self.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Where the second signature stands: who signed first, and whether this person may be the second."""

    signers: tuple[str, ...]
    is_needed: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The incident's page with what is needed to settle it."""

    page: IncidentPage
    allowed: Allowed
    version: str | None
    grade: GradeView | None
    machine_reason: str
    telling: Telling
    notes: tuple[Note, ...]
    events: tuple[Event, ...]
    doubts: tuple[DoubtView, ...]
    tolls: tuple[TollChoice, ...]
    near: tuple[Near, ...]
    signing: SignOff

    @property
    def can_hand_out(self) -> bool:
        """True where there is a casebook behind the page, and the person may publish."""
        return self.version is not None and self.allowed.hand_out

    @property
    def can_decide(self) -> bool:
        """True where there is a casebook behind the page, and the person may assess."""
        return self.version is not None and self.allowed.assess

    @property
    def is_lead(self) -> bool:
        return self.page.incident.status is RecordStatus.LEAD

    @property
    def shown_to(self) -> str:
        """How coarsely people decided that the place is shown, "" where nobody did."""
        place = self.page.incident.where
        return place.rule.removeprefix(SHOWN_TO) if place and place.rule.startswith(SHOWN_TO) else ""

    @property
    def coarsenesses(self) -> tuple[Coarseness, ...]:
        return tuple(Coarseness)

    @property
    def gradings(self) -> tuple[Grading, ...]:
        return tuple(Grading)

    @property
    def strike_statuses(self) -> tuple[StrikeStatus, ...]:
        return tuple(StrikeStatus)


def screen(index: Index, incident: Incident, *, person: Person, behind: Behind) -> Screen:
    page = incident_page(index, incident)
    decisions = [each.decision for each in page.decisions]
    cards = {card.claim.id: card for cluster in page.clusters for card in cluster.claims}
    return Screen(
        page=page,
        allowed=Allowed.of(person),
        version=behind.version,
        grade=grade_view(index, incident, cards, codebook=behind.codebook),
        machine_reason=machine_reason(page.assessment),
        telling=telling(index, incident),
        notes=notes_on((incident.id, *incident.aliases), in_force(decisions)),
        events=history(behind.versions, decisions)[::-1],
        doubts=_doubts(index, incident),
        tolls=_tolls(page.assessment),
        near=behind.near,
        signing=_signing(decisions, incident, person, is_needed=behind.is_second_person_needed),
    )


def machine_reason(assessment: Assessment | None) -> str:
    """What the machine says for the grade that it proposes: the first of its reasons."""
    return assessment.reasons[0].text if assessment and assessment.reasons else ""


def _doubts(index: Index, incident: Incident) -> tuple[DoubtView, ...]:
    return tuple(
        found for pair in index.record.doubtful if (found := _doubt(index, incident, pair)) is not None
    )


def _doubt(index: Index, incident: Incident, pair: DoubtfulPair) -> DoubtView | None:
    claims = index.claims_of((pair.left, pair.right))
    own = [claim for claim in claims if claim.id in incident.claims]
    others = [claim for claim in claims if claim.id not in incident.claims]
    if len(own) != 1 or len(others) != 1:
        return None
    holder = next((each for each, _link in index.links.get(others[0].id, ())), None)
    return DoubtView(
        own=claim_card(index, own[0], incident_id=incident.id),
        other=claim_card(index, others[0]),
        incident=holder,
        score=pair.score,
    )


def _tolls(assessment: Assessment | None) -> tuple[TollChoice, ...]:
    """Those that stand; killed and injured civilians can be set where no claim counts them."""
    if assessment is None:
        return ()
    standing = {(toll.harm, toll.status, toll.group): toll for toll in assessment.standing_tolls}
    choices = []
    for harm, status, group in dict.fromkeys((_KILLED, _INJURED, *standing)):
        toll = standing.get((harm, status, group))
        choices.append(
            TollChoice(
                counted=f"{harm.value}:{status.value}:{group}",
                label=toll_label(harm, status, group),
                min=toll.min.value if toll else None,
                max=toll.max.value if toll else None,
            )
        )
    return tuple(choices)


def _signing(
    decisions: Sequence[Decision], incident: Incident, person: Person, *, is_needed: bool
) -> SignOff:
    own = [
        each.author
        for each in in_force(decisions)
        if each.target == incident.id
        and each.action in (Action.SIGN_GRADING, Action.OVERRIDE_STRIKE, Action.OVERRIDE_BOUND)
    ]
    signers = tuple(dict.fromkeys(own))
    is_own = person.name.casefold() in {name.casefold() for name in signers}
    return SignOff(signers=signers, is_needed=is_needed, is_own=is_own)
