"""Independent clusters of reporting: what counts is who says it and where the text comes from, never how often.

A text joins a cluster if one of its voices is the cluster's: a named speaker, a sentence of direct
speech, or, where it quotes nobody, its outlet. Copies are one text. Anonymous speakers in two
outlets are neither the same nor independent: unsure, so they add nothing, unless they can't be the
same because one is a medic, say, and the other a relative. Someone described by a trade that is no
kind of ours ("two stallholders") is a private person: perhaps the witness of another report, never
its medic or its officer. "A source" may be anybody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from civharm.codebook import Codebook, default_codebook
from civharm.codebook.kinship import is_among
from civharm.incidents.copies import Copy, copy_groups, repeated_words
from civharm.incidents.institutions import spoken_for
from civharm.incidents.occurrences import alleges_harm
from civharm.incidents.rules import linkage_rules
from civharm.incidents.words import fold, words_of
from civharm.model.claims import Claim, PartyPart
from civharm.model.ids import stable_id
from civharm.model.incidents import ReportingCluster
from civharm.model.reports import Report
from civharm.model.speakers import Speaker, SpeakerKind


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """Where a text's word on the harm comes from. `key` makes two voices the same one."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Text:
    """The reports that carry one text, with its voices."""

    reports: tuple[str, ...]
    voices: frozenset[Voice]
    reasons: tuple[str, ...]

    @property
    def order(self) -> tuple[int, list[Voice], tuple[str, ...]]:
        """The fewest voices first: a text that quotes one man founds a cluster before one that quotes ten."""
        return len(self.voices), sorted(self.voices), self.reports


_UNNAMED = "unnamed:"
_ANYBODY = frozenset({SpeakerKind.ANONYMOUS, SpeakerKind.UNKNOWN})
_PRIVATE = frozenset({*_ANYBODY, SpeakerKind.WITNESS, SpeakerKind.RELATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Reports with the copies among them: what independence is judged from."""

    reports: Mapping[str, Report]
    texts: Mapping[str, str]
    copies: Sequence[Copy]
    codebook: Codebook | None = None

    def clusters(self, claims: Sequence[Claim]) -> tuple[ReportingCluster, ...]:
        """The independent clusters behind the harm that the claims allege, in the order of their ids.

        A party's own word on harm that it is accused of is its position, not a report of it.
        """
        quoted = self._quoted(claims)
        clusters: list[tuple[_Text, list[_Text]]] = []
        founded_by: dict[Voice, int] = {}
        for text in sorted(self._texts(quoted), key=lambda text: text.order):
            first = min((founded_by[voice] for voice in text.voices & founded_by.keys()), default=None)
            if first is None:
                founded_by |= dict.fromkeys(text.voices, len(clusters))
                clusters.append((text, []))
            else:
                clusters[first][1].append(text)
        return tuple(sorted((_closed(*cluster) for cluster in clusters), key=lambda found: found.id))

    def _quoted(self, claims: Sequence[Claim]) -> dict[str, frozenset[Voice]]:
        """Each report's speakers on the harm; none where it tells of it in its own words."""
        accused = {
            party.name for claim in claims for party in claim.parties if party.part is PartyPart.ATTACKER
        }
        offices = self._offices(claims)
        heard: dict[str, set[Voice]] = defaultdict(set)
        only_accused: dict[str, bool] = {}
        for claim in claims:
            if alleges_harm(claim):
                is_accused = claim.speaker is not None and self._is_among(claim.speaker.party, accused)
                only_accused[claim.report_id] = only_accused.get(claim.report_id, True) and is_accused
                if claim.speaker and not is_accused:
                    heard[claim.report_id] |= self._voices(claim.speaker, offices)
        return {
            report: _named_if_any(heard[report])
            for report, accused_only in only_accused.items()
            if not accused_only
        }

    def _offices(self, claims: Iterable[Claim]) -> Mapping[str, frozenset[str]]:
        """The organisations that each named speaker speaks for: one report may say what another leaves out."""
        known: dict[str, frozenset[str]] = {}
        for speaker in (claim.speaker for claim in claims):
            office = spoken_for(speaker, self.codebook or default_codebook()) if speaker else None
            if speaker and speaker.name and office:
                known[fold(speaker.name)] = known.get(fold(speaker.name), frozenset()) | {office}
        return known

    def _voices(self, speaker: Speaker, offices: Mapping[str, frozenset[str]]) -> frozenset[Voice]:
        """The voices of a named speaker and of the organisation he speaks for; else those of every kind he may be of."""
        own = spoken_for(speaker, self.codebook or default_codebook())
        elsewhere = offices.get(fold(speaker.name), frozenset()) if speaker.name else frozenset()
        organisations = elsewhere | ({own} if own else frozenset())
        named = self._named(speaker) | {
            Voice(fold(office), f"the same organisation: {office}") for office in organisations
        }
        if named:
            return named
        reason = "unnamed speakers: not known to be others"
        return frozenset(Voice(f"{_UNNAMED}{kind.value}", reason) for kind in self._possible_kinds(speaker))

    def _named(self, speaker: Speaker) -> frozenset[Voice]:
        if speaker.name and speaker.kind is not SpeakerKind.ANONYMOUS:
            # A witness's name is protected: the reason says what kind of speaker it is.
            shown = speaker.kind.value if speaker.is_protected else speaker.name
            return frozenset({Voice(fold(speaker.name), f"the same speaker: {shown}")})
        return frozenset()

    def _possible_kinds(self, speaker: Speaker) -> Iterable[SpeakerKind]:
        if speaker.kind not in _ANYBODY:
            return (speaker.kind,)
        described = frozenset(words_of(speaker.role or ""))
        tells_nothing = not described or described & linkage_rules(self.codebook).undescribed
        return SpeakerKind if tells_nothing or speaker.kind is SpeakerKind.ANONYMOUS else _PRIVATE

    def _is_among(self, party: str | None, accused: Iterable[str]) -> bool:
        return is_among(self.codebook or default_codebook(), party, accused)

    def _texts(self, quoted: Mapping[str, frozenset[Voice]]) -> list[_Text]:
        copies = [copy for copy in self.copies if copy.left in quoted and copy.right in quoted]
        carried: dict[str, list[str]] = defaultdict(list)
        for report, first in sorted(copy_groups(quoted, copies).items()):
            carried[first].append(report)
        said = self._said_twice(quoted)
        reasons = _reasons(copies)
        return [self._text(reports, reasons, quoted=quoted, said=said) for reports in carried.values()]

    def _text(
        self,
        reports: Sequence[str],
        reasons: Mapping[str, Collection[str]],
        *,
        quoted: Mapping[str, frozenset[Voice]],
        said: Mapping[str, frozenset[Voice]],
    ) -> _Text:
        speakers = frozenset[Voice]().union(*(quoted[report] for report in reports))
        words = frozenset[Voice]().union(*(said.get(report, frozenset()) for report in reports))
        origin = min(reports, key=self._first_published)
        voices = _named_if_any(speakers) or frozenset({self._outlet(origin)})
        why = sorted({reason for report in reports for reason in reasons.get(report, ())})
        return _Text(reports=tuple(reports), voices=voices | words, reasons=tuple(why))

    def _said_twice(self, quoted: Iterable[str]) -> dict[str, frozenset[Voice]]:
        texts = {report: self.texts[report] for report in quoted if report in self.texts}
        said: dict[str, set[Voice]] = defaultdict(set)
        for copy in repeated_words(texts):
            voice = Voice(f"words:{copy.reason}", copy.reason)
            said[copy.left].add(voice)
            said[copy.right].add(voice)
        return {report: frozenset(voices) for report, voices in said.items()}

    def _first_published(self, report_id: str) -> tuple[date, str]:
        report = self.reports.get(report_id)
        published = report.published.start if report and report.published else None
        return published or date.max, report_id

    def _outlet(self, report_id: str) -> Voice:
        source = self.reports[report_id].source if report_id in self.reports else None
        return Voice(fold(source or report_id), f"the same outlet: {source or 'unnamed'}")


def _reasons(copies: Iterable[Copy]) -> Mapping[str, Collection[str]]:
    """Why reports are copies of others. What are copies of each other carry one text."""
    found: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        found[copy.left].add(copy.reason)
    return found


def _named_if_any(voices: Iterable[Voice]) -> frozenset[Voice]:
    found = frozenset(voices)
    return frozenset(voice for voice in found if not voice.key.startswith(_UNNAMED)) or found


def _closed(founder: _Text, others: Sequence[_Text]) -> ReportingCluster:
    reports = tuple(sorted(report for text in (founder, *others) for report in text.reports))
    shared = {voice.reason for text in others for voice in text.voices & founder.voices}
    reasons = {reason for text in (founder, *others) for reason in text.reasons}
    return ReportingCluster(
        id=stable_id("cluster", *reports), reports=reports, reasons=tuple(sorted(shared | reasons))
    )
