"""Which figures hold: of one voice's figures the latest, and silent status by the codebook's rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from civharm.assessments.evidence import Evidence, alleges_harm
from civharm.assessments.figures import PLURAL, Counted, Figure
from civharm.assessments.rules import TollRules
from civharm.assessments.telling import resolve_telling
from civharm.model.casualties import Casualties, Harm, Status
from civharm.model.claims import Claim
from civharm.model.incidents import LinkPart

_Telling = tuple[str, LinkPart, str]
#: How the counts of one telling become figures.
Resolve = Callable[[Sequence[Claim], Sequence[str]], tuple[Figure, ...]]


def standing_figures(
    evidence: Evidence, rules: TollRules, *, resolve: Resolve = resolve_telling
) -> tuple[Figure, ...]:
    """Every figure that counts in the toll, with its voice and day."""
    said = [
        _placed(figure, claims, voice=voice, evidence=evidence)
        for (_, _, voice), claims in sorted(_tellings(evidence).items())
        for figure in resolve(claims, rules.disjoint_groups)
    ]
    return _settled(_compiled(_latest(said)), rules)


def _tellings(evidence: Evidence) -> dict[_Telling, list[Claim]]:
    """The claims of each voice in each report; a part, and who is told beside others, goes with the total pointed to."""
    tellings: dict[_Telling, list[Claim]] = defaultdict(list)
    totals: dict[tuple[str, str], _Telling] = {}
    counting = [claim for claim in evidence.claims if alleges_harm(claim) and claim.casualties]
    for claim in counting:
        telling = (claim.report_id, evidence.parts[claim.id], _voice(claim, evidence))
        if not evidence.is_by_accused(claim):
            pointed_at = [totals.get((claim.report_id, words)) for words in _totals_pointed_at(claim)]
            telling = next((found for found in pointed_at if found), telling)
            for counted in claim.casualties:
                if counted.part_of is None and counted.beside is None:
                    totals.setdefault((claim.report_id, counted.count.words), telling)
        for part, home in _split(claim, totals, telling):
            tellings[home].append(part)
    return tellings


def _split(
    claim: Claim, totals: Mapping[tuple[str, str], _Telling], telling: _Telling
) -> Iterator[tuple[Claim, _Telling]]:
    """A claim with each telling that its counts belong to: who is told beside others is added to them."""
    by_telling: dict[_Telling, list[Casualties]] = defaultdict(list)
    for counted in claim.casualties:
        home = totals.get((claim.report_id, counted.beside)) if counted.beside else None
        by_telling[home or telling].append(counted)
    for home, casualties in by_telling.items():
        yield replace(claim, casualties=tuple(casualties)), home


def _totals_pointed_at(claim: Claim) -> list[str]:
    """The words of the totals that a claim tells parts of, or more people beside, if that is all and nobody is a fighter."""
    parts = [counted.part_of or counted.beside for counted in claim.casualties]
    fighters = any(counted.status is Status.COMBATANT for counted in claim.casualties)
    return [] if fighters or None in parts else [words for words in parts if words]


def _voice(claim: Claim, evidence: Evidence) -> str:
    """The named speaker; an unnamed one, and the report's own words, speak for their cluster of reporting."""
    if claim.speaker and claim.speaker.name:
        return claim.speaker.key
    cluster = evidence.cluster_of.get(claim.report_id, claim.report_id)
    return f"{cluster}: {claim.speaker.key}" if claim.speaker else cluster


def _placed(figure: Figure, claims: Sequence[Claim], *, voice: str, evidence: Evidence) -> Figure:
    first = claims[0]
    counting = [claim for claim in claims if claim.id in figure.claims]
    placed = replace(
        figure,
        voice=voice,
        said_on=evidence.said_on(first),
        report=first.report_id,
        cluster=evidence.cluster_of.get(first.report_id, first.report_id),
        is_own=first.speaker is None and not all(map(evidence.is_headline, counting)),
    )
    if evidence.parts[first.id] is LinkPart.MAXIMUM_ONLY:
        return replace(placed, sets_minimum=False, rule="T3")
    if evidence.is_by_accused(first):
        return replace(placed, sets_minimum=False, rule="accused")
    return placed


def _compiled(figures: Sequence[Figure]) -> list[Figure]:
    """A report's own count was made in knowledge of those that it quotes.

    A lesser one of them sets no minimum, and their vague words say nothing more. Beside a number, whoever says
    it, people who are only listed are a detail of it.
    """
    own = _by_report(figure for figure in figures if figure.is_own and figure.is_firm)
    numbers = _by_report(figure for figure in figures if figure.is_numeral and figure.sets_minimum)
    weighed: list[Figure] = []
    for figure in figures:
        told_in = figure.report, figure.counted.harm
        known = own[told_in] if figure.is_numeral or figure.is_vague else own[told_in] + numbers[told_in]
        if figure.is_own or not _is_said(figure, known):
            weighed.append(_weighed(figure, known))
    return weighed


def _by_report(figures: Iterable[Figure]) -> dict[tuple[str, Harm], list[Figure]]:
    """Sure counts of everybody, by report and harm."""
    found: dict[tuple[str, Harm], list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.is_doubtful and _counts_everybody(figure):
            found[figure.report, figure.counted.harm].append(figure)
    return found


def _weighed(figure: Figure, known: Sequence[Figure]) -> Figure:
    is_less = figure.low is not None and figure.low < max(map(_surely, known), default=0)
    if is_less and not (figure.is_own and figure.is_numeral) and _counts_everybody(figure):
        return replace(figure, sets_minimum=False, rule="compiled")
    return figure


def _is_said(figure: Figure, known: Sequence[Figure]) -> bool:
    """True for a vague word about people whom the report counts by a vague word itself, or by a greater number."""
    return figure.is_vague and any(own.is_vague or (figure.low or 0) < (own.low or 0) for own in known)


def _surely(figure: Figure) -> int:
    """How many people a count means at least: a vague word none for sure, but a plural two."""
    return min(figure.low or 0, PLURAL) if figure.is_vague else figure.low or 0


def _counts_everybody(figure: Figure) -> bool:
    return figure.counted.group == "all" and figure.counted.status is not Status.COMBATANT


def _latest(said: Iterable[Figure]) -> list[Figure]:
    """Without the figures that their own voice has replaced on a later day.

    A number that is repeated counts from the day on which it was first said: an old toll that is
    reprinted late replaces no newer one.
    """
    by_voice: dict[tuple[str, Harm, bool, str], list[Figure]] = defaultdict(list)
    for figure in said:
        harm, status, group = figure.counted
        by_voice[figure.voice, harm, status is Status.COMBATANT, group].append(figure)
    return [figure for key in sorted(by_voice) for figure in _not_replaced(by_voice[key])]


def _not_replaced(figures: Sequence[Figure]) -> list[Figure]:
    first_said: dict[tuple[int | None, int | None], date] = {}
    for figure in figures:
        if figure.said_on:
            number = (figure.low, figure.high)
            first_said[number] = min(first_said.get(number, date.max), figure.said_on)
    last = max(first_said.values(), default=None)
    return [figure for figure in figures if first_said.get((figure.low, figure.high)) in (None, last)]


def _settled(figures: Sequence[Figure], rules: TollRules) -> tuple[Figure, ...]:
    """Silent status by the codebook's rule, or in doubt where somebody else speaks of fighters (T5)."""
    settled: list[Figure] = []
    for figure in figures:
        if figure.counted.status is not Status.UNKNOWN:
            settled.append(figure)
        elif _fighters_told_of(figure.counted.harm, figures):
            others = _told_apart(figure.counted.harm, figures)
            settled += [_in_doubt(figure, status, others) for status in (Status.CIVILIAN, Status.COMBATANT)]
        else:
            settled.append(figure.of(rules.silent_status))
    return (*settled, *_disputed(settled))


def _in_doubt(figure: Figure, status: Status, apart: Mapping[Status, int]) -> Figure:
    """Of four people at most two are civilians if somebody who tells them apart knows of two fighters."""
    other = Status.COMBATANT if status is Status.CIVILIAN else Status.CIVILIAN
    doubtful = figure.in_doubt(status)
    return replace(doubtful, high=max(0, (figure.top or 0) - apart.get(other, 0)))


def _told_apart(harm: Harm, figures: Iterable[Figure]) -> dict[Status, int]:
    """The fewest civilians and fighters by those who count both."""
    told: dict[str, dict[Status, int]] = defaultdict(dict)
    for figure in figures:
        if figure.counted.harm is harm and figure.counted.group == "all" and figure.sets_minimum:
            told[figure.voice][figure.counted.status] = figure.low or 0
    both = [
        by_status for by_status in told.values() if {Status.CIVILIAN, Status.COMBATANT} <= by_status.keys()
    ]
    return {
        status: min(by_status[status] for by_status in both)
        for status in (Status.CIVILIAN, Status.COMBATANT)
        if both
    }


def _fighters_told_of(harm: Harm, figures: Iterable[Figure]) -> bool:
    """The accused party's word alone is not decisive (METHOD 1.1)."""
    return any(
        figure.counted[:2] == (harm, Status.COMBATANT) and figure.sets_minimum and figure.top
        for figure in figures
    )


def _disputed(figures: Sequence[Figure]) -> list[Figure]:
    """Where one voice knows of civilians only and another of fighters only, neither has a sure minimum."""
    disputed: list[Figure] = []
    for harm in sorted({figure.counted.harm for figure in figures}):
        told: dict[str, dict[Status, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for figure in figures:
            if figure.counted.harm is harm and figure.sets_minimum and figure.top:
                told[figure.voice][figure.counted.status].append(figure)
        one_sided = [by_status for by_status in told.values() if len(by_status) == 1]
        sides = {status: found for by_status in one_sided for status, found in by_status.items()}
        if {Status.CIVILIAN, Status.COMBATANT} <= sides.keys():
            disputed += [_nobody(harm, Status.CIVILIAN, said=sides[Status.COMBATANT])]
            disputed += [_nobody(harm, Status.COMBATANT, said=sides[Status.CIVILIAN])]
    return disputed


def _nobody(harm: Harm, status: Status, *, said: Sequence[Figure]) -> Figure:
    claims = tuple(sorted({claim for figure in said for claim in figure.claims}))
    return Figure(counted=Counted(harm, status), low=0, high=None, claims=claims, rule="T5")
