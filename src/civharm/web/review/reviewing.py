"""What is claimed of one report, by machine and by hand, and what people decided on it: masked, for the review screen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from civharm.casebook.protecting import coarser
from civharm.casebook.review import Review, Verdict, verdicts
from civharm.casebook.seeing import version
from civharm.casebook.state import State
from civharm.catalogue.record import Index
from civharm.codebook.load import Codebook
from civharm.model.claims import Claim
from civharm.model.decisions import Action, Decision
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.publication.protect import MASK, Protection, protection_of
from civharm.web.looking import report_index
from civharm.web.serving import casebook_of, codebook_of

_ON_CLAIMS = frozenset(
    {Action.ACCEPT_CLAIM, Action.CORRECT_CLAIM, Action.REJECT_CLAIM, Action.ADD_CLAIM, Action.UNDO}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaim:
    """One claim: as a machine read it (None where a person made it), and as it stands (None where it is rejected).

    `decisions` are all on it, undone ones too; `in_force` are the ids of those that nobody undid.
    """

    root: str
    machine: Claim | None
    stands: Claim | None
    review: Review
    version: str
    decisions: tuple[Decision, ...] = ()
    in_force: frozenset[str] = frozenset()

    @property
    def shown(self) -> Claim:
        """The claim as it stands, else as it was before it was rejected."""
        claim = self.stands or self.machine
        assert claim is not None
        return claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """Words that somebody blacked out, as who looks at the report may read them."""

    words: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewing:
    """A report with its masked text and all that is claimed of it, in the order of the text."""

    report: Report
    text: str
    claims: tuple[ReviewedClaim, ...]
    index: Index
    codebook: Codebook
    redacted: tuple[Redacted, ...] = ()

    def claim(self, root: str) -> ReviewedClaim | None:
        return next((each for each in self.claims if each.root == root), None)


def reviewing_of(request: HttpRequest, report_id: str) -> Reviewing:
    """What the person who asks may review of a report. Raises Http404."""
    index, report = report_index(request, report_id)
    state = casebook_of(request).state_of_report(report_id)
    if report_id not in state.texts:
        return Reviewing(report=report, text="", claims=(), index=index, codebook=codebook_of(request))
    shown = index.record.texts.get(report_id, "")
    protection = protection_in(state, report_id, shown)
    text = protection.text(state.texts[report_id], report_id=report_id)
    text = "".join(
        MASK if MASK in pair else pair[0] for pair in zip(text, _as_long(shown, text), strict=True)
    )
    claims = tuple(_masked(each, protection, text) for each in reviewed_claims(state))
    return Reviewing(
        report=report,
        text=text,
        claims=claims,
        index=index,
        codebook=codebook_of(request),
        redacted=tuple(_redacted(state, report_id, protection)),
    )


def _redacted(state: State, report_id: str, protection: Protection) -> Iterator[Redacted]:
    """What is blacked out of a report."""
    for decision in state.decisions_in_force:
        if decision.action is Action.REDACT and decision.target == report_id:
            shown = protection.within(decision, report_id=report_id)
            quotes = shown.change.get("quotes")
            words = " · ".join(quotes) if isinstance(quotes, list) else ""
            yield Redacted(words=words, author=shown.author, reason=shown.reason)


def _as_long(shown: str, text: str) -> str:
    """The text that the record shows, where it is the same rendition; else one that masks nothing."""
    return shown if len(shown) == len(text) else text


def protection_in(state: State, report_id: str, shown: str) -> Protection:
    """What is hidden in a report: what its own claims say, rejected ones too, and what the record hides for other reports."""
    text = state.texts[report_id]
    claims = list(state.reviewed.claims or state.withdrawn.claims)
    hidden = [Span(*run) for run in _runs(_as_long(shown, text))]
    if claims and hidden:
        claims.append(replace(claims[0], protected=tuple(hidden)))
    found = protection_of(claims, state.victims, state.reports, state.texts, withdrawn=state.withdrawn)
    return replace(found, coarser=coarser(state))


def _runs(shown: str) -> Iterable[tuple[int, int]]:
    start = None
    for position, letter in enumerate([*shown, ""]):
        if letter == MASK and start is None:
            start = position
        elif letter != MASK and start is not None:
            yield start, position
            start = None


def reviewed_claims(state: State) -> tuple[ReviewedClaim, ...]:
    """The claims of a look at one report, not masked yet: those in force, and those that people rejected."""
    machine = {claim.id: claim for claim in state.machine_claims}
    standing = {claim.id: claim for claim in state.reviewed.claims}
    decided = {verdict.root: verdict for verdict in verdicts(state.sightings)}
    found = [_of_verdict(verdict, machine, standing) for verdict in decided.values()]
    taken = {each.stands.id for each in found if each.stands}
    found += [
        ReviewedClaim(root=claim.id, machine=claim, stands=claim, review=Review.PROPOSED, version="")
        for claim in standing.values()
        if claim.id not in taken
    ]
    by_root = _decisions_by_root(state)
    in_force = frozenset(each.id for each in state.decisions_in_force)
    return tuple(
        replace(
            each,
            version=version(each.root, state),
            decisions=by_root.get(each.root, ()),
            in_force=in_force,
        )
        for each in sorted(found, key=_in_text)
    )


def _of_verdict(
    verdict: Verdict, machine: Mapping[str, Claim], standing: Mapping[str, Claim]
) -> ReviewedClaim:
    read = machine.get(verdict.root) or (None if verdict.added else verdict.seen)
    stands = standing.get(verdict.claim.id)
    review = Review.PROPOSED if verdict.is_by_signing else verdict.review
    if read is None and stands is None:  # a claim made by hand, and rejected
        read = verdict.claim
    return ReviewedClaim(root=verdict.root, machine=read, stands=stands, review=review, version="")


def _decisions_by_root(state: State) -> Mapping[str, tuple[Decision, ...]]:
    """The decisions on each claim, and those that undid them."""
    roots: dict[str, str] = {}
    found: dict[str, list[Decision]] = {}
    for decision in state.decisions:
        row = state.decision_rows[decision.id]
        root = roots.get(decision.target) if decision.action is Action.UNDO else row.root
        if decision.action in _ON_CLAIMS and root:
            roots[decision.id] = root
            found.setdefault(root, []).append(decision)
    return {root: tuple(made) for root, made in found.items()}


def _in_text(each: ReviewedClaim) -> tuple[int, int, str]:
    return each.shown.span.start, each.shown.span.end, each.root


def _masked(each: ReviewedClaim, protection: Protection, text: str) -> ReviewedClaim:
    hidden = [protection.claim(claim, text) if claim else None for claim in (each.machine, each.stands)]
    told = tuple(
        replace(decision, reason=protection.words(decision.reason, report_id=each.shown.report_id))
        for decision in each.decisions
    )
    return replace(each, machine=hidden[0], stands=hidden[1], decisions=told)
