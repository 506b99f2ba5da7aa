"""What stood the examination becomes claims: in doubt, beside those of the first reading, never in their place."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from civharm.claims.second.examined import Pointed
from civharm.claims.second.grammar import ReadText
from civharm.model.casualties import Casualties
from civharm.model.claims import Claim, ClaimKind, Origin, claim_id
from civharm.model.ids import fold_space
from civharm.model.ports import Reading
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span

#: Fixed, whatever the signs: a person looks at what needs review before anything else.
CONFIDENCE = 0.2
_EVERYBODY = "all"
#: So many sentences back a claim without a time and place of its own speaks of the event told before.
_REACH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one sentence tells of one event."""

    sentence: Span
    pointed: Pointed
    casualties: tuple[Casualties, ...]
    occurrence: str | None = None

    def beside(self, first: Iterable[Claim]) -> tuple["Draft", int]:
        """The draft without the counts that the first reading has of this sentence, and how many those are."""
        known = {
            _count_of(casualties)
            for claim in first
            if claim.span.overlaps(self.sentence)
            for casualties in claim.casualties
        }
        fresh = tuple(each for each in self.casualties if _count_of(each) not in known)
        return replace(self, casualties=fresh), len(self.casualties) - len(fresh)


def _count_of(casualties: Casualties) -> tuple[object, ...]:
    count = casualties.count
    return casualties.harm, count.min, count.max, casualties.group


def drafts_of(pointed: Sequence[Pointed], sentence: Span) -> list[Draft]:
    """One draft for each event of a sentence: what shares time, place, attacker and speaker is one."""
    events: dict[object, list[Pointed]] = {}
    for one in pointed:
        speaker = one.voice.speaker.key if one.voice.speaker else None
        events.setdefault((one.when, one.where, one.attackers, speaker), []).append(one)
    return [_draft(together, sentence) for together in events.values()]


def _draft(together: Sequence[Pointed], sentence: Span) -> Draft:
    casualties = [each for one in together for each in one.casualties]
    return Draft(sentence=sentence, pointed=together[0], casualties=tuple(_parts_marked(casualties)))


def _parts_marked(casualties: Sequence[Casualties]) -> Iterator[Casualties]:
    """ "Two women" pointed at beside "eleven people" are among them: nobody is counted twice."""
    wholes = {each.harm: each for each in reversed(casualties) if each.group == _EVERYBODY}
    for each in casualties:
        whole = wholes.get(each.harm)
        is_part = whole is not None and each.group != _EVERYBODY and each.part_of is None
        if is_part and whole is not None and (each.count.min or 0) <= (whole.count.min or 0):
            yield replace(each, part_of=whole.count.words)
        else:
            yield each


class Occurrences:
    """To which event of the first reading a claim belongs."""

    def __init__(self, first: Iterable[Claim], sentences: Sequence[Span]) -> None:
        self._starts = [sentence.start for sentence in sentences]
        told = (claim for claim in first if claim.occurrence is not None)
        self._told = sorted(((self._sentence(claim.span), claim) for claim in told), key=lambda pair: pair[0])

    def of(self, draft: Draft) -> str | None:
        """That of the same sentence, else of the one told last, unless the days differ; None is one of its own."""
        at = self._sentence(draft.sentence)
        near = [claim for sentence, claim in self._told if at - _REACH <= sentence <= at]
        last = near[-1] if near else None
        return last.occurrence if last is not None and not _on_another_day(draft, last) else None

    def _sentence(self, span: Span) -> int:
        return bisect_right(self._starts, span.start)


def _on_another_day(draft: Draft, claim: Claim) -> bool:
    when = draft.pointed.when
    return when is not None and claim.when is not None and not when.overlaps(claim.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What all claims of a second reading are made with."""

    report: Report
    text: str
    read: ReadText
    origin: Origin
    first: Reading

    def claims_of(self, drafts: Iterable[Draft]) -> Iterator[Claim]:
        """The claims; their ordinals count on from those of the first reading on the same words."""
        ordinals = Counter((claim.kind, fold_space(claim.quote.exact)) for claim in self.first.claims)
        for draft in drafts:
            key = (ClaimKind.HARM, fold_space(draft.sentence.of(self.text)))
            yield self._claim(draft, ordinal=ordinals[key])
            ordinals[key] += 1

    def _claim(self, draft: Draft, *, ordinal: int) -> Claim:
        pointed, span = draft.pointed, draft.sentence
        words = span.of(self.text)
        event, weapon = self.read.weapon(pointed.quote)
        kind = ClaimKind.HARM
        return Claim(
            id=claim_id(report_sha256=self.report.sha256, kind=kind, words=words, ordinal=ordinal),
            report_id=self.report.id,
            kind=kind,
            language=self.report.language or "",
            span=span,
            quote=Quote.at(self.text, span),
            origin=self.origin,
            ordinal=ordinal,
            occurrence=draft.occurrence,
            speaker=pointed.voice.speaker,
            said_on=pointed.voice.said_on,
            stance=pointed.voice.stance,
            hedges=pointed.voice.hedges,
            event=event,
            weapon=weapon,
            parties=pointed.attackers,
            casualties=draft.casualties,
            when=pointed.when,
            where=pointed.where,
            confidence=CONFIDENCE,
            needs_review=True,
            protected=self._protected(span),
        )

    def _protected(self, span: Span) -> tuple[Span, ...]:
        """Names that the first reading protects, and whoever else is named there but for those who speak in an office."""
        known = {name for claim in self.first.claims for name in claim.protected if span.covers(name)}
        public = {name for each in self.first.speakers if not each.is_protected for name in each.names}
        others = {name for name in self.read.private_names(span) if name.of(self.text) not in public}
        return tuple(sorted(known | others))
