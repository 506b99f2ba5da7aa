"""The atom: one speaker's statement of one fact, anchored to the exact words it rests on."""

from dataclasses import dataclass, field
from enum import StrEnum

from civharm.model.casualties import Casualties, Count
from civharm.model.errors import InvalidModel
from civharm.model.ids import fold_space, stable_id
from civharm.model.places import Place
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker
from civharm.model.times import When


class ClaimKind(StrEnum):
    """What a claim is about (DESIGN, section 4)."""

    HARM = "harm"
    ATTACK = "attack"
    CONTROL = "control"
    DISPLACEMENT = "displacement"
    RESPONSE = "response"
    AGGREGATE = "aggregate"
    STATEMENT = "statement"


class Stance(StrEnum):
    """The speaker's relation to the content."""

    ASSERTED = "asserted"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    ALLEGED = "alleged"
    ESTIMATED = "estimated"
    RETRACTED = "retracted"


class PartyPart(StrEnum):
    """A party's part in the event."""

    ATTACKER = "attacker"
    VICTIM = "victim"
    TARGET = "target"
    HOLDER = "holder"
    CLAIMANT = "claimant"


class Involvement(StrEnum):
    """Whether the claim suspects a party or says that it is known."""

    SUSPECTED = "suspected"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A belligerent in a claim under its one canonical name; `words` as in the text."""

    name: str
    id: str | None
    part: PartyPart
    involvement: Involvement
    words: str
    span: Span | None = None


class Measure(StrEnum):
    """Stock, flow and cumulative figures are different things (METHOD 4.3)."""

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Displacement:
    """People on the move. `unit` is "individuals" or "families", `per` "day", "week" … for a flow."""

    measure: Measure
    unit: str
    count: Count
    per: str | None = None


class ControlChange(StrEnum):
    """What happened to the control of a place."""

    CAPTURED = "captured"
    RECAPTURED = "recaptured"
    LOST = "lost"
    HELD = "held"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole, from 0 to 1, as a range."""

    min: float
    max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who holds, took or lost a place: `holder` is the party after the change ("lost": before it)."""

    change: ControlChange
    holder: str | None
    share: Share | None = None


class Position(StrEnum):
    """A belligerent's own position on harm that it is accused of."""

    ACCEPTED = "accepted"
    DENIED = "denied"
    INVESTIGATING = "investigating"
    NO_INFORMATION = "no_information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A party's position, with what it conceded. `of_harm` is False where only a strike is admitted."""

    position: Position
    party: str | None = None
    conceded_min: int | None = None
    conceded_max: int | None = None
    of_harm: bool = True


#: What made the claim is an importer of another recorder's file: it read columns, no words.
IMPORTER = "importer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who made the reading: a machine reader, an importer, or a person's hand. Never part of an id."""

    by: str
    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One speaker's statement of one fact, with the exact words it rests on.

    `occurrence` names the event within the report that the claim belongs to; `protected` are the
    spans of personal names inside the quote; `confidence` is from 0 to 1. What `needs_review` is kept
    and shown, and counts in no incident until a person has accepted or corrected it.
    Ids come from `claim_id`.
    """

    id: str
    report_id: str
    kind: ClaimKind
    language: str
    span: Span
    quote: Quote
    origin: Origin
    ordinal: int = 0
    occurrence: str | None = None
    supersedes: str | None = None
    speaker: Speaker | None = None
    said_on: When | None = None
    stance: Stance = Stance.ASSERTED
    hedges: tuple[str, ...] = ()
    event: str | None = None
    weapon: str | None = None
    parties: tuple[Party, ...] = ()
    casualties: tuple[Casualties, ...] = ()
    displaced: Displacement | None = None
    control: Control | None = None
    response: Response | None = None
    when: When | None = None
    where: tuple[Place, ...] = ()
    confidence: float = 0.5
    needs_review: bool = False
    protected: tuple[Span, ...] = field(default=())

    def anchored_in(self, text: str) -> bool:
        """True if the quoted words stand at the span: no span, no claim."""
        return bool(self.quote.exact) and self.span.of(text) == self.quote.exact


def claim_id(*, report_sha256: str, kind: ClaimKind, words: str, ordinal: int) -> str:
    """The id of a claim: the report's bytes, the kind, the words with white space folded, the ordinal.

    Neither offsets nor the reader take part, so a better renderer or reader keeps the id.
    """
    return stable_id(report_sha256, kind.value, fold_space(words), ordinal)


def check_anchored(claim: Claim, text: str) -> None:
    """Raise InvalidModel unless the claim's quote stands in the text at its span."""
    if not claim.anchored_in(text):
        raise InvalidModel(
            f"claim {claim.id} quotes {claim.quote.exact!r}, "
            f"but the text has {claim.span.of(text)!r} at {claim.span.start}–{claim.span.end}"
        )
