"""One telling: all counts of one voice in one report about one event, brought into order.

The total is the total and its parts are not added to it; where only parts are told, they make the total.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from civharm.assessments.adding import with_those_beside
from civharm.assessments.figures import Counted, Figure, figures_in
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Claim

_WHOLE: Final = "all"


def resolve_telling(claims: Sequence[Claim], disjoint: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of a telling, at most one for each harm, status and group.

    `claims` stand in the order of the text. Silent status stays unknown unless the telling settles it.
    """
    chosen = _resolved(with_those_beside(_sides_apart(_said_in(claims))), disjoint)
    return tuple(chosen[counted] for counted in sorted(chosen))


def _sides_apart(figures: Sequence[Figure]) -> list[Figure]:
    """Fighters told beside others are a count of their own, never more of the others."""
    fighters = {figure.words for figure in figures if figure.counted.status is Status.COMBATANT}
    others = {figure.words for figure in figures if figure.counted.status is not Status.COMBATANT}
    return [
        replace(figure, beside=None)
        if figure.beside in (others if figure.counted.status is Status.COMBATANT else fighters - others)
        else figure
        for figure in figures
    ]


def _said_in(claims: Sequence[Claim]) -> list[Figure]:
    return [
        figure
        for claim in claims
        for casualties in claim.casualties
        for figure in figures_in(casualties, claim.id)
    ]


def _resolved(figures: Sequence[Figure], disjoint: Sequence[str]) -> dict[Counted, Figure]:
    mentioned: dict[Counted, list[Figure]] = defaultdict(list)
    for figure in _of_one_status(figures):
        mentioned[figure.counted].append(figure)
    chosen = {counted: _combined(told) for counted, told in mentioned.items()}
    for harm in sorted({counted.harm for counted in chosen}):
        _fill_total(harm, chosen, disjoint=disjoint)
        _settle_status(harm, chosen)
        _set_parts_apart(harm, chosen)
    return chosen


def resolve_everybody(claims: Sequence[Claim], disjoint: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of a telling, whoever the people were: all have the status unknown.

    Fighters told beside civilians are other people; a number of people of unsaid status may have them in it.
    """
    figures = with_those_beside(_said_in(claims))
    people = [figure for figure in figures if figure.counted.status is not Status.COMBATANT]
    fighters = [figure for figure in figures if figure.counted.status is Status.COMBATANT]
    chosen = _resolved([figure.of(Status.UNKNOWN) for figure in people], disjoint)
    apart = [figure for figure in fighters if not figure.is_part]
    for counted, figure in _resolved([figure.of(Status.UNKNOWN) for figure in apart], disjoint).items():
        chosen[counted] = _with_fighters(chosen.get(counted), figure, people)
    return tuple(chosen[counted] for counted in sorted(chosen))


def _with_fighters(people: Figure | None, fighters: Figure, said: Sequence[Figure]) -> Figure:
    if people is None or people.is_part:
        return fighters
    civilians = _surely(people.counted, (each for each in said if each.counted.status is Status.CIVILIAN))
    is_unsaid = any(
        each.counted.harm is people.counted.harm and _is_total(each) and each.low == people.low
        for each in said
        if each.counted.status is Status.UNKNOWN
    )
    low, added = people.low or 0, fighters.low or 0
    claims = tuple(dict.fromkeys((*people.claims, *fighters.claims)))
    both = max(low, civilians + added) if is_unsaid else low + added
    top = (people.top or 0) + (0 if is_unsaid else fighters.top or 0)
    return replace(people, low=both, high=max(both, top), claims=claims, rule="T11")


def _surely(counted: Counted, civilians: Iterable[Figure]) -> int:
    same = (each.low or 0 for each in civilians if each.counted.harm is counted.harm and not each.is_part)
    return max(same, default=0)


def _of_one_status(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Where a voice tells of no fighters, "five people" and "five civilians" are one count, of the status told first."""
    leads: dict[Harm, Figure] = {}
    for figure in sorted(filter(_is_total, figures), key=lambda figure: not figure.is_numeral):
        leads.setdefault(figure.counted.harm, figure)
    fighters = {figure.counted.harm for figure in figures if figure.counted.status is Status.COMBATANT}
    for figure in figures:
        lead = leads.get(figure.counted.harm)
        is_one = lead is not None and _is_total(figure) and figure.counted.harm not in fighters
        yield figure.of(lead.counted.status) if lead and is_one else figure


def _is_total(figure: Figure) -> bool:
    is_everybody = figure.counted.group == _WHOLE and figure.counted.status is not Status.COMBATANT
    return is_everybody and not figure.is_part


def _combined(figures: Sequence[Figure]) -> Figure:
    """A said harm before an unsaid one, the whole before a part, a number before a vague word.

    One voice that says "22 people", and later "a man and his wife", still says 22: the lesser number is a
    detail of the greater. Who leads with "at least 32", and then says "up to 40", says 32 to 40; who leads
    with "up to 15" leaves the minimum to the other numbers.
    """
    best = _telling_most(figures)
    greatest = max(best, key=lambda figure: (figure.top or 0, figure.low or 0))
    said = [figure for figure in best if figure.is_numeral] or [greatest]
    lead = said[0]
    if lead.low is None:
        lead = min((figure for figure in said if figure.low is not None), key=_low, default=lead)
    claims = tuple(dict.fromkeys((*lead.claims, *greatest.claims)))
    is_firm = said[0].low is not None
    greatest = replace(greatest, is_numeral=said[0].is_numeral)
    if lead.low == greatest.low:
        return replace(greatest, is_firm=is_firm)
    return replace(greatest, low=lead.low, high=greatest.top, claims=claims, is_firm=is_firm)


def _telling_most(figures: Sequence[Figure]) -> list[Figure]:
    """Numbers, unless all of them are details of a vague word: "several, one of them badly" are several."""
    merit = min(_demerits(figure) for figure in figures)
    best = [figure for figure in figures if _demerits(figure) == merit]
    vague = [figure for figure in figures if _demerits(figure) == (*merit[:2], True)]
    if vague and all((figure.top or 0) < min(map(_low, vague)) for figure in best):
        return vague
    return best


def _low(figure: Figure) -> int:
    return figure.low or 0


def _demerits(figure: Figure) -> tuple[bool, bool, bool]:
    return figure.rule == "T6", figure.is_part, figure.is_vague


def _fill_total(harm: Harm, chosen: dict[Counted, Figure], *, disjoint: Sequence[str]) -> None:
    """Where no total is told, the groups make one: "three women and two children" are five people.

    Parts of a total make none ("three of the dead were children"): the total is told elsewhere, or nowhere.
    """
    told = [figure for figure in chosen.values() if figure.counted.harm is harm and not figure.is_part]
    people = [figure for figure in told if figure.counted.status is not Status.COMBATANT]
    if any(figure.counted.group == _WHOLE for figure in people):
        return
    groups = sorted(people, key=lambda figure: figure.counted)
    if not groups:
        return
    apart = [figure for figure in groups if figure.counted.group in disjoint]
    statuses = {figure.counted.status for figure in groups}
    status = statuses.pop() if len(statuses) == 1 else Status.UNKNOWN
    chosen[Counted(harm, status)] = Figure(
        counted=Counted(harm, status),
        low=max(_sum_of_lows(apart), max(figure.low or 0 for figure in groups)),
        high=sum(figure.top or 0 for figure in groups),
        claims=tuple(dict.fromkeys(claim for figure in groups for claim in figure.claims)),
        is_vague=any(figure.is_vague for figure in groups),
        is_doubtful=any(figure.is_doubtful for figure in groups),
        rule="T11",
    )


def _sum_of_lows(figures: Iterable[Figure]) -> int:
    return sum(figure.low or 0 for figure in figures)


def _settle_status(harm: Harm, chosen: dict[Counted, Figure]) -> None:
    """A total of unknown status beside civilians or fighters: who is left over is in doubt (T5)."""
    total = chosen.get(Counted(harm, Status.UNKNOWN))
    civilians = chosen.get(Counted(harm, Status.CIVILIAN))
    fighters = chosen.get(Counted(harm, Status.COMBATANT))
    if total is None or total.is_part or (civilians is None and fighters is None):
        return
    if civilians and fighters is None and not _is_told_apart(civilians):
        del chosen[civilians.counted]
        return
    del chosen[total.counted]
    low, high = _left_over(total, civilians=civilians, fighters=fighters)
    backing = [figure for figure in (civilians, total, fighters) if figure]
    chosen[Counted(harm, Status.CIVILIAN)] = replace(
        total.of(Status.CIVILIAN),
        low=low,
        high=high,
        claims=tuple(dict.fromkeys(claim for figure in backing for claim in figure.claims)),
        rule="T5",
    )
    if fighters is None and total.top is not None and civilians and total.top > (civilians.low or 0):
        rest = replace(total, low=0, high=total.top - (civilians.low or 0))
        chosen[Counted(harm, Status.COMBATANT)] = rest.in_doubt(Status.COMBATANT)


def _set_parts_apart(harm: Harm, chosen: dict[Counted, Figure]) -> None:
    """A part whose total this voice doesn't tell is no total; it stays a floor of what others tell (T11)."""
    people = [chosen.get(Counted(harm, status)) for status in (Status.CIVILIAN, Status.UNKNOWN)]
    is_total_told = any(figure and not figure.is_part for figure in people)
    for part in people:
        if part and part.is_part and is_total_told:
            del chosen[part.counted]
        elif part and part.is_part:
            chosen[part.counted] = replace(part, sets_minimum=False, is_floor=True, rule="T11")


def _is_told_apart(civilians: Figure) -> bool:
    """True for "40 people, 25 of them civilians", which says that the others may be none; not for a detail."""
    return civilians.is_part and civilians.is_numeral


def _left_over(
    total: Figure, *, civilians: Figure | None, fighters: Figure | None
) -> tuple[int | None, int | None]:
    """Civilians among a total: those called so at least, all who are not called fighters at most."""
    fewest_fighters = fighters.low or 0 if fighters and fighters.is_part else 0
    most = None if total.top is None else max(0, total.top - fewest_fighters)
    if civilians:
        tops = [top for top in (civilians.top, most) if top is not None]
        return civilians.low, max(tops, default=None)
    most_fighters = (fighters.top or 0) if fighters else 0
    return (None if total.low is None else max(0, total.low - most_fighters)), most
