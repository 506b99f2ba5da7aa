"""Protection by default: what names private persons is masked before anything is shown (METHOD R29, R33, R36).

So are coordinates that a report writes near words of shelter or care; their points are coarsened (R34).

A mask has the length of what it hides, so that every span still fits. A full name is hidden wherever
it stands; a single name, which many people bear, only in the report that made it known, and so the
first and the family name by which a report speaks of a person again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from civharm.model.claims import Claim
from civharm.model.coarsening import Coarsening
from civharm.model.decisions import Action, Decision
from civharm.model.ids import stable_id
from civharm.model.places import LocatedBy, Place
from civharm.model.redaction import places_of
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker
from civharm.model.victims import Victim
from civharm.publication.coarsen import Point, coarse_line, coarse_place, points_of_refuge
from civharm.publication.hidden import MASK, HiddenNames, letters_of

__all__ = ["MASK", "Agreed", "Protection", "Withdrawn", "protection_of"]

#: The names of fields that hold ids, hashes or codes: never words of a report.
_NO_WORDS = frozenset(
    {"id", "sha256", "capture_sha256", "rendition_id", "report", "report_id", "claim_id", "supersedes"}
    | {"answer", "purposes", "whose", "subjects"}
)
#: The names of fields that say on which incident or claim something is, a decision among them.
_NAMING = ("id", "claim_id", "target")
_SINGLE_NAME_LETTERS = 4
_Any = TypeVar("_Any")
_NOBODY = HiddenNames(())


@dataclass(frozen=True, slots=True)
class Protection:
    """What is to be hidden: names everywhere, names and spans by report; and points to be shown coarsely.

    `coarser` says how the places of incidents and claims are shown on which people decided, by their ids. `sources` are
    reports whose publisher refused to be told of, `redacted` are words of reports that leave the team with none. `passing` is what hides names everywhere, in reports where some may stand;
    `consented` is the same protection where the names may be shown of people who agreed to that.
    """

    everywhere: HiddenNames = _NOBODY
    by_report: Mapping[str, HiddenNames] = field(default_factory=dict)
    spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    points: frozenset[Point] = frozenset()
    coarser: Mapping[str, Coarsening] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    redacted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passing: Mapping[str, HiddenNames] = field(default_factory=dict)
    consented: "Protection | None" = None

    def words(self, words: str, *, report_id: str | None = None) -> str:
        """Words with the names in them masked; `report_id` says which report they are of."""
        words = self.passing.get(report_id or "", self.everywhere).masked(words)
        own = self.by_report.get(report_id or "")
        return own.masked(words) if own else words

    def about(self, report_ids: Iterable[str]) -> "Protection":
        """For what is of none of these reports and tells of them all: their single names are hidden in it too."""
        own = [self.by_report[each] for each in dict.fromkeys(report_ids) if each in self.by_report]
        return Protection(self.everywhere, {"": HiddenNames.together(own)}, {}, self.points, self.coarser)

    @property
    def for_publication(self) -> "Protection":
        """The same where names of people who agreed may be shown: only what leaves the team asks for it, and not by itself."""
        return self.consented or self

    def hiding(self, more: Mapping[str, HiddenNames]) -> "Protection":
        """The same that hides these words as well, by report."""
        own = {
            each: HiddenNames.together(
                [found for found in (self.by_report.get(each), more.get(each)) if found]
            )
            for each in (*self.by_report, *more)
        }
        return replace(self, by_report=own)

    def without_redacted(self, texts: Mapping[str, str]) -> "Protection":
        """The same that hides the words as well that people blacked out: for what leaves the team."""
        spans = {**self.spans}
        for report, quotes in self.redacted.items():
            spans[report] = [*spans.get(report, ()), *places_of(quotes, texts.get(report, ""))]
        more = {report: HiddenNames(quotes) for report, quotes in self.redacted.items()}
        return replace(self.hiding(more), spans=spans)

    def mark(self, report_id: str | None = None) -> str:
        """What a report says, or what is of none, is masked alike under two protections that have the same mark."""
        own = self.by_report.get(report_id or "")
        spans = [f"{span.start}-{span.end}" for span in self.spans.get(report_id or "", ())]
        return stable_id(
            self.everywhere.mark, own.mark if own else "", *spans, "", *map(str, sorted(self.points))
        )

    def text(self, text: str, *, report_id: str) -> str:
        """A report's text with the protected spans and all names in it masked."""
        letters = list(text)
        for span in self.spans.get(report_id, ()):
            end = min(span.end, len(text))
            letters[span.start : end] = MASK * (end - min(span.start, end))
        return self.words("".join(letters), report_id=report_id)

    def claim(self, claim: Claim, masked_text: str) -> Claim:
        """A claim with names masked; its quote is taken from its report's masked text, so no half name stays."""
        hidden = self.within(claim, report_id=claim.report_id)
        return replace(hidden, quote=Quote.at(masked_text, claim.span))

    def within(self, value: _Any, *, report_id: str | None = None) -> _Any:
        """A copy of a model object, a line or a sequence in which every string is masked, ids excepted."""
        showing = _Showing(
            lambda words: self.words(words, report_id=report_id), points=self.points, coarser=self.coarser
        )
        return showing.of(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What people said of their own names: `refused` ones are hidden whoever bears them, `shown` ones may stand.

    Both are by report. Where anything speaks against it a name is hidden: if it was refused, or is part of a hidden one.
    """

    refused: Sequence[tuple[str, str]] = ()
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def may_stand(self, hidden: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The names that may be shown, by report, among all that are hidden: by their letters."""
        refused = {letters_of(name) for _, name in self.refused}
        known = refused | set(map(letters_of, hidden))
        found = {report: frozenset(map(letters_of, names)) - {""} for report, names in self.shown.items()}
        return {
            report: frozenset(
                name
                for name in names
                if not any(each in name for each in refused)
                and not any(name in each and name != each for each in known)
            )
            for report, names in found.items()
        }


_NOTHING_SAID = Agreed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What was read or made and may be in force no longer: whom it names, or who speaks in it, stays protected.

    `names` are words of earlier texts, by report; `agreed` is what people said of their own names.
    """

    claims: Sequence[Claim] = ()
    victims: Sequence[Victim] = ()
    names: Sequence[tuple[str, str]] = ()
    agreed: Agreed = _NOTHING_SAID


_NONE = Withdrawn()


def protection_of(
    claims: Sequence[Claim],
    victims: Sequence[Victim],
    reports: Sequence[Report],
    texts: Mapping[str, str],
    *,
    withdrawn: Withdrawn = _NONE,
) -> Protection:
    """What must be hidden of these claims: flagged spans, named victims, private speakers; and of those withdrawn."""
    names: dict[str, set[str]] = {}
    spans: dict[str, list[Span]] = {}
    all_claims, all_victims = (*claims, *withdrawn.claims), (*victims, *withdrawn.victims)
    for report_id, name in (*_speakers(all_claims, reports), *withdrawn.names, *withdrawn.agreed.refused):
        names.setdefault(report_id, set()).add(name)
    for report_id, span in dict.fromkeys(_spans(all_claims, all_victims)):
        spans.setdefault(report_id, []).append(span)
        names.setdefault(report_id, set()).add(span.of(texts.get(report_id, "")))
    for victim in all_victims:
        names.setdefault(victim.report_id, set()).add(victim.name)
    refuges = tuple(points_of_refuge(reports, texts))
    for report_id, span, _ in refuges:
        spans.setdefault(report_id, []).append(span)
        names.setdefault(report_id, set()).add(span.of(texts[report_id]))
    points = frozenset(point for _, _, point in refuges if point)
    return _hiding(_Found(names, spans, texts), _public_names(claims, reports), points, withdrawn.agreed)


@dataclass(frozen=True, slots=True)
class _Found:
    """Names that protect somebody and spans of the texts that do, by report."""

    names: Mapping[str, set[str]]
    spans: Mapping[str, Sequence[Span]]
    texts: Mapping[str, str]


def _hiding(
    found: _Found, public: Mapping[str, Iterable[str]], points: frozenset[Point], agreed: Agreed
) -> Protection:
    """What hides all that was found but the names that may stand."""
    full = {name for names in found.names.values() for name in names if _is_full(name)}
    may_stand = agreed.may_stand(name for names in found.names.values() for name in names)
    by_report: dict[str, HiddenNames] = {}
    passing: dict[str, HiddenNames] = {}
    for report_id, names in found.names.items():
        standing = {name for name in names if letters_of(name) in may_stand.get(report_id, ())}
        by_report[report_id] = _of_one_report(names, public.get(report_id, ()), standing)
        if standing:
            passing[report_id] = HiddenNames(full, standing)
    spans = {
        report_id: [
            span
            for span in own
            if letters_of(span.of(found.texts.get(report_id, ""))) not in may_stand.get(report_id, ())
        ]
        for report_id, own in found.spans.items()
    }
    hidden = {report_id: those for report_id, those in by_report.items() if those}
    return Protection(HiddenNames(full), hidden, spans, points, passing=passing)


def _speakers(claims: Iterable[Claim], reports: Iterable[Report]) -> Iterator[tuple[str, str]]:
    for report_id, speaker in _all_speakers(claims, reports):
        if speaker.is_protected:
            yield from ((report_id, name) for name in speaker.names)


def _public_names(claims: Iterable[Claim], reports: Iterable[Report]) -> dict[str, set[str]]:
    """Full names of those who speak in an office, by report."""
    public: dict[str, set[str]] = {}
    for report_id, speaker in _all_speakers(claims, reports):
        if not speaker.is_protected:
            public.setdefault(report_id, set()).update(filter(_is_full, speaker.names))
    return public


def _all_speakers(claims: Iterable[Claim], reports: Iterable[Report]) -> Iterator[tuple[str, Speaker]]:
    yield from ((claim.report_id, claim.speaker) for claim in claims if claim.speaker)
    yield from ((report.id, speaker) for report in reports for speaker in report.speakers)


def _of_one_report(names: Iterable[str], public: Iterable[str], standing: Iterable[str]) -> HiddenNames:
    """The single names of private persons there; an official who shares no more than a first name stays.

    Of who may stand the whole name does, and no part of it: a family did not agree with one of its members.
    """
    last = set(map(_last, names))
    kept = {name for name in public if not last.intersection(name.split())}
    return HiddenNames(last.union(map(_first, names)), kept.union(standing))


def _spans(claims: Iterable[Claim], victims: Iterable[Victim]) -> Iterator[tuple[str, Span]]:
    yield from ((claim.report_id, span) for claim in claims for span in claim.protected)
    yield from ((victim.report_id, victim.span) for victim in victims)


def _last(name: str) -> str:
    """The name by which a text speaks of a person again; one of few letters may be any word."""
    last = name.split()[-1] if name.split() else ""
    return last if len(last) >= _SINGLE_NAME_LETTERS or not _is_full(name) else ""


def _first(name: str) -> str:
    """The name by which a text speaks of a child or a neighbour again."""
    first = name.split()[0] if name.split() else ""
    return first if len(first) >= _SINGLE_NAME_LETTERS else ""


def _is_full(name: str) -> bool:
    return len(name.split()) > 1


def _hidden_place(place: Place) -> Place:
    """A person's name that was taken for a place's: what the gazetteer has under it would tell the name."""
    if place.located_by is not LocatedBy.GAZETTEER or not place.words or place.words.strip(f"{MASK} "):
        return place
    return replace(
        place, id=None, country=None, lat=None, lon=None, radius_m=None, within=None, alternatives=()
    )


def _without_area(decision: Decision) -> Decision:
    """A decision to show a place coarsely without the area that it chose: its mark would tell the place to who tries all."""
    if decision.action is not Action.COARSEN_PLACE:
        return decision
    return replace(decision, change={key: word for key, word in decision.change.items() if key != "area"})


@dataclass(frozen=True, slots=True)
class _Showing:
    """The same form with every string changed but ids, and places as coarse as they may be shown.

    `how` is how the places are shown of what is being looked at.
    """

    change: Callable[[str], str]
    points: frozenset[Point]
    coarser: Mapping[str, Coarsening]
    how: Coarsening | None = None

    def of(self, value: _Any) -> _Any:
        """For frozen dataclasses, mappings and sequences."""
        changed: Any = value
        if isinstance(value, Enum):
            changed = value
        elif isinstance(value, str):
            changed = self.change(value)
        elif isinstance(value, tuple | list):
            changed = type(value)(self.of(inner) for inner in value)
        elif isinstance(value, dict):
            inside = self._inside(*(value.get(each) for each in _NAMING))
            mapped = {key: inner if key in _NO_WORDS else inside.of(inner) for key, inner in value.items()}
            changed = coarse_line(mapped, self.points, self.how)
        elif is_dataclass(value) and not isinstance(value, type):
            changed = self._of_dataclass(value)
        return changed  # type: ignore[no-any-return]  # the form is kept, which a type can't say

    def _of_dataclass(self, value: Any) -> Any:
        inside = self._inside(*(getattr(value, each, None) for each in _NAMING))
        held = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in _NO_WORDS}
        changed = replace(value, **{name: inside.of(inner) for name, inner in held.items()})
        if isinstance(changed, Decision):
            return _without_area(changed)
        if not isinstance(changed, Place):
            return changed
        return _hidden_place(coarse_place(changed, self.points, self.how))

    def _inside(self, *ids: object) -> "_Showing":
        """As what is in an incident or a claim with this id is shown."""
        how = next(
            (self.coarser[each] for each in ids if isinstance(each, str) and each in self.coarser), None
        )
        return replace(self, how=how) if how else self
