"""The review screen: the report's words beside its claims, each with what the machine and what people say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.utils.translation import gettext as _

from civharm.casebook.review import Review
from civharm.codebook.load import Codebook
from civharm.model.claims import Claim
from civharm.model.decisions import Action, Decision
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.web.highlight import Segment, segments
from civharm.web.pages.parts import gist_of, report_card, speaker_words
from civharm.web.pages.report import Field, fields_of
from civharm.web.review.reviewing import ReviewedClaim, Reviewing
from civharm.web.review.welfare import graphic_spans, is_graphic
from civharm.web.terms import term_words
from civharm.web.words import casualty_words, left_to_right, place_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field as the machine read it, beside it what a person made of it where that differs."""

    label: str
    machine: Field | None
    hand: Field | None
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of a claim's history."""

    author: str
    day: str
    words: str
    reason: str
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """A claim on the screen."""

    root: str
    number: int
    kind: str
    gist: str
    stance: str
    quote: str
    language: str
    speaker: str
    when: str
    where: str
    review: Review
    is_doubtful: bool
    is_by_hand: bool
    is_graphic: bool
    version: str
    fields: tuple[Compared, ...]
    history: tuple[Told, ...]
    undone_by: str | None
    incidents: tuple[tuple[str, str], ...]

    @property
    def is_decided(self) -> bool:
        return self.review is not Review.PROPOSED

    @property
    def is_rejected(self) -> bool:
        return self.review is Review.REJECTED

    @property
    def state_words(self) -> str:
        """Where the claim stands, in words."""
        return (
            _STATES[self.review]() if self.is_decided or not self.is_doubtful else _("doubtful, not counted")
        )


_STATES = {
    Review.PROPOSED: lambda: _("read by machine"),
    Review.ACCEPTED: lambda: _("accepted"),
    Review.CORRECTED: lambda: _("corrected"),
    Review.REJECTED: lambda: _("rejected"),
    Review.ADDED: lambda: _("made by hand"),
}
_DONE = {
    Action.ACCEPT_CLAIM: lambda: _("accepted"),
    Action.CORRECT_CLAIM: lambda: _("corrected"),
    Action.REJECT_CLAIM: lambda: _("rejected"),
    Action.ADD_CLAIM: lambda: _("made this claim"),
    Action.UNDO: lambda: _("took a decision back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """Everything on the screen."""

    report: Report
    title: str
    source: str
    published: str
    segments: tuple[Segment, ...]
    claims: tuple[ClaimEntry, ...]
    reasons: "Reasons"
    graphic: int

    @property
    def decided(self) -> int:
        return sum(claim.is_decided for claim in self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationText:
    """One translation as it is read: who handed it in, and its words with what is graphic marked."""

    language: str
    by: str
    note: str
    segments: tuple[Segment, ...]
    graphic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The reasons that one key gives, numbered from 1."""

    accept: tuple[tuple[int, str], ...]
    reject: tuple[tuple[int, str], ...]
    undo: str


def reasons(codebook: Codebook) -> Reasons:
    """The reasons of the codebook; no more than there are digits."""
    listed = codebook.reasons()
    accept, reject = (tuple(enumerate(listed.get(name, ())[:9], start=1)) for name in ("accept", "reject"))
    return Reasons(accept=accept, reject=reject, undo=next(iter(listed.get("undo", ())), _("taken back")))


def review_page(seen: Reviewing) -> ReviewPage:
    report, card = seen.report, report_card(seen.index, seen.report)
    graphic = graphic_spans(seen.text, report.language, seen.codebook)
    return ReviewPage(
        report=report,
        title=card.title,
        source=report.source or "",
        published=card.published,
        segments=segments(
            seen.text,
            [_marked(each) for each in seen.claims],
            report.body,
            title=_title_span(seen.text, report.title),
            graphic=graphic,
        ),
        claims=tuple(claim_entry(seen, each) for each in seen.claims),
        reasons=reasons(seen.codebook),
        graphic=len(graphic),
    )


def _marked(each: ReviewedClaim) -> Claim:
    """The claim under the id that the screen knows it by."""
    return replace(each.shown, id=each.root)


def _title_span(text: str, title: str | None) -> Span | None:
    start = text.find(title) if title else -1
    return Span(start, start + len(title)) if title and start >= 0 else None


def claim_entry(seen: Reviewing, each: ReviewedClaim) -> ClaimEntry:
    """A claim with its number on the screen: its place among all of the report."""
    claim = each.shown
    links = [link for one in {claim.id, each.root} for link in seen.index.links.get(one, ())]
    return ClaimEntry(
        root=each.root,
        number=next(number for number, other in enumerate(seen.claims, start=1) if other.root == each.root),
        kind=term_words(claim.kind),
        gist=casualty_words(claim) or gist_of(claim),
        stance=term_words(claim.stance),
        quote=claim.quote.exact,
        language=claim.language,
        speaker=speaker_words(claim.speaker),
        when=when_words(claim.when),
        where="; ".join(place_words(place) for place in claim.where),
        review=each.review,
        is_doubtful=claim.needs_review,
        is_by_hand=each.review is Review.ADDED or each.machine is None or each.machine.origin.by == "hand",
        is_graphic=is_graphic(claim.quote.exact, claim.language, seen.codebook),
        version=each.version,
        fields=compared(each),
        history=tuple(_told(decision, each.in_force) for decision in each.decisions),
        undone_by=last_in_force(each.decisions, each.in_force),
        incidents=tuple((incident.id, incident.code) for incident, _ in links),
    )


def last_in_force(decisions: Sequence[Decision], in_force: frozenset[str]) -> str | None:
    """The decision that an undo takes back: the last on the claim that nobody took back."""
    standing = [each.id for each in decisions if each.id in in_force and each.action is not Action.UNDO]
    return standing[-1] if standing else None


def compared(each: ReviewedClaim) -> tuple[Compared, ...]:
    """All fields, the machine's value first; a person's stands beside it where it is another one."""
    machine = fields_of(each.machine) if each.machine else ()
    hand = fields_of(each.stands) if each.stands else ()
    if each.stands == each.machine or each.stands is None:
        return tuple(Compared(label=field.label, machine=field, hand=None) for field in machine)
    labels = dict.fromkeys(field.label for field in (*machine, *hand))
    return tuple(
        Compared(
            label=label, machine=read, hand=made if _differs(read, made) else None, is_removed=made is None
        )
        for label in labels
        for read, made in zip_longest(
            [field for field in machine if field.label == label],
            [field for field in hand if field.label == label],
        )
    )


def _differs(read: Field | None, made: Field | None) -> bool:
    return made is not None and (read is None or read.value != made.value)


def _told(decision: Decision, in_force: frozenset[str]) -> Told:
    return Told(
        author=decision.author,
        day=left_to_right(f"{decision.decided_at:%Y-%m-%d %H:%M} UTC"),
        words=_DONE[decision.action](),
        reason=decision.reason,
        is_undone=decision.id not in in_force,
    )
