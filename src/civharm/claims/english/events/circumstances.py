"""When and where the fact at a trigger happened, as far as its own sentence tells."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from civharm.claims.english.document import Attribution, EnglishDocument, LocatedMention
from civharm.claims.english.events.past import looked_back, plan_of
from civharm.claims.english.findings import Finding
from civharm.claims.english.frames import clause_head
from civharm.dates.expression import TimeExpression
from civharm.dates.reading import NO_SUCH_DAY
from civharm.model.claims import ClaimKind
from civharm.model.places import Place, PlacePrecision
from civharm.model.spans import Span
from civharm.model.times import TimePrecision, When
from civharm.places.event import event_places
from civharm.places.mention import PlaceMention

_PARTS_OF_TOWN = frozenset({PlacePrecision.NEIGHBOURHOOD})
_SETTLEMENTS = frozenset({PlacePrecision.VILLAGE, PlacePrecision.TOWN})
#: What "the neighborhood" and "the village" can mean on the ladder of precision.
_KINDS = {
    "neighborhood": _PARTS_OF_TOWN,
    "neighbourhood": _PARTS_OF_TOWN,
    "quarter": _PARTS_OF_TOWN,
    "district": _PARTS_OF_TOWN,
    "village": _SETTLEMENTS,
    "town": _SETTLEMENTS,
}
_LONGEST_HEADING = 40
#: What happens at one moment never happens "now": police are now looking into it.
_MOMENTARY = frozenset({ClaimKind.HARM, ClaimKind.ATTACK})
#: Clauses that share the time of the clause they hang on; a relative clause tells of another time.
_SHARING = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "ccomp"})


def when_of(document: EnglishDocument, finding: Finding, spoken: Attribution | None) -> When | None:
    """The time expression of the trigger's clause, or of a clause around it that shares its time.

    The time of saying ("said Tuesday") is not the time of the event; None where nothing is said.
    """
    motive = document.motive_at(finding.position)
    is_past = finding.kind in _MOMENTARY
    usable = [
        looked_back(time, document.anchor) if is_past else time
        for time in document.times_from(finding.trigger.sent)
        if _is_time_of_event(document, time)
        and _motive_of(document, time) == motive
        and not (is_past and (time.when.rule == "present" or _is_of_plan(document, time, finding)))
    ]
    if finding.kind is ClaimKind.RESPONSE:  # the time of what is denied or admitted, wherever it stands
        chosen = usable
    else:
        inside = [t for t in usable if _is_inside(document, t, finding.trigger)]
        shared = [t for t in usable if _shares_clause(document, t, finding.trigger)]
        chosen = inside or shared or _only_one(document, usable, finding) or _heading(document, finding)
    told_on = spoken.said_on.start if spoken is not None and spoken.said_on is not None else None
    resolved = (t.resolved_against(told_on) if told_on is not None else t for t in chosen)
    found = _best([_from_then_on(document, time) for time in resolved])
    is_answered = motive is not None and motive not in document.mourned
    is_before = is_past and found is None and is_answered
    return When.earlier() if is_before else found


def _is_of_plan(document: EnglishDocument, time: TimeExpression, finding: Finding) -> bool:
    plan = plan_of(document, time)
    return plan is not None and plan.i != clause_head(finding.trigger).i


def _motive_of(document: EnglishDocument, time: TimeExpression) -> Span | None:
    """The motive that a time belongs to, right behind it at the latest: "for the killing of two men last week"."""
    return document.motive_at(time.span.start) or document.motive_at(time.span.start - 2)


def _from_then_on(document: EnglishDocument, time: TimeExpression) -> TimeExpression:
    """ "Since the offensive began on 19 February": from that day, with an open end.

    "The worst since a raid in May" tells of the raid alone.
    """
    if _motive_of(document, time) is not None:
        return time
    token = document.token_at(time.span)
    verb = clause_head(token) if token is not None else None
    is_since = verb is not None and any(
        child.dep_ == "mark" and child.lower_ == "since" for child in verb.children
    )
    if not is_since or time.when.start is None:
        return time
    when = replace(time.when, end=None, precision=TimePrecision.RANGE, rule=f"since:{time.when.rule}")
    return replace(time, when=when)


def _only_one(
    document: EnglishDocument, times: Sequence[TimeExpression], finding: Finding
) -> list[TimeExpression]:
    """The one date of a sentence, which the parser may hang anywhere ("people queuing for water on Tuesday").

    Not for a finding in a relative clause, and not from one: those tell of other times.
    """
    dated = [t for t in times if t.when.start is not None and t.when.precision is TimePrecision.DAY]
    if len(dated) != 1 or clause_head(finding.trigger).dep_ == "relcl":
        return []
    token = document.token_at(dated[0].span)
    is_aside = token is not None and clause_head(token).dep_ == "relcl"
    return [] if is_aside else dated


def _heading(document: EnglishDocument, finding: Finding) -> list[TimeExpression]:
    """The date that heads the sentence: "05/12/2015: Two men …"."""
    index = document.sentence_index(finding.position)
    if index == 0:
        return []
    heading = document.sentences[index - 1]
    is_heading = heading.text.rstrip().endswith(":") and len(heading.text) < _LONGEST_HEADING
    return [t for t in document.times_from(heading) if t.when.start is not None] if is_heading else []


def _is_time_of_event(document: EnglishDocument, time: TimeExpression) -> bool:
    when = time.when
    has_meaning = when.start is not None or when.end is not None or when.part_of_day is not None
    has_meaning = has_meaning or when.rule == NO_SUCH_DAY
    has_meaning = (has_meaning or time.is_relative_to_event) and not _is_part_of_town(time)
    told = not document.is_of_saying(time.span) and not _is_time_of_saying(document, time)
    return has_meaning and told and not _is_deadline(document, time)


def _is_part_of_town(time: TimeExpression) -> bool:
    """ "The quarter" is three months to a newspaper's business pages, and a part of a town here."""
    return time.words.lower().removeprefix("the ") == "quarter"


def _is_deadline(document: EnglishDocument, time: TimeExpression) -> bool:
    """ "By Sunday" says until when something was known, not when it happened."""
    token = document.token_at(time.span)
    return token is not None and token.dep_ == "pobj" and token.head.lower_ == "by"


def _is_time_of_saying(document: EnglishDocument, time: TimeExpression) -> bool:
    return any(a.said_on is not None and a.said_on.span == time.span for a in document.attributions)


def _is_inside(document: EnglishDocument, time: TimeExpression, trigger: Token) -> bool:
    """In "their 2003 invasion" and "the strike on Tuesday" the time hangs on the noun itself."""
    token = document.token_at(time.span)
    return (
        token is not None and trigger.pos_ != "VERB" and token.i != trigger.i and trigger.is_ancestor(token)
    )


def _shares_clause(document: EnglishDocument, time: TimeExpression, trigger: Token) -> bool:
    token = document.token_at(time.span)
    return token is not None and _in_one_clause(document, clause_head(token), trigger)


def _in_one_clause(document: EnglishDocument, theirs: Token, trigger: Token) -> bool:
    """True if a clause is the trigger's, one that completes it, or one around it that shares its circumstances."""
    if _is_cue(document, theirs):
        return True  # the time of saying is out already: the parser hung the words on the wrong verb
    current = clause_head(trigger)
    while not _is_one_clause(current, theirs):
        if current.dep_ not in _SHARING or current.head.i == current.i:
            return False
        current = clause_head(current.head)
    return True


def _is_cue(document: EnglishDocument, verb: Token) -> bool:
    return any(a.cue.start == verb.idx for a in document.attributions)


def _is_one_clause(verb: Token, other: Token) -> bool:
    """The same verb, or one that completes it ("appear to have escalated this month")."""
    return other.i == verb.i or (other.dep_ in {"advcl", "xcomp", "acl"} and other.head.i == verb.i)


def _best(times: Sequence[TimeExpression]) -> When | None:
    """The narrowest interval, else a part of the day, else the words for a day that there never was."""
    dated = [t.when for t in times if t.when.start is not None or t.when.end is not None]
    if dated:
        return min(dated, key=lambda when: when.days or 10_000)
    parts = [t.when for t in times if t.when.part_of_day is not None]
    impossible = [t.when for t in times if t.when.rule == NO_SUCH_DAY]
    return next(iter((*parts, *impossible)), None)


def where_of(document: EnglishDocument, finding: Finding, spoken: Attribution | None) -> tuple[Place, ...]:
    """The places of the event; for control the territory itself. Empty where the sentence names none."""
    usable = [
        place
        for place in document.places_from(finding.trigger.sent)
        if place.mention.may_hold_events and not document.is_of_saying(place.span)
    ]
    if spoken is not None and spoken.covers(finding.position):  # "…, he said in Baghdad"
        usable = [p for p in usable if spoken.covers(p.mention.name_span.start)]
    usable = _of_same_event(document, finding, usable)
    if finding.place_focus is not None:
        focused = [p for p in usable if finding.place_focus.overlaps(p.span)]
        if focused:
            return tuple(_finest_first(focused))
        meant = _meant_before(document, finding.place_focus)
        if meant is not None:
            return (meant,)
    if finding.kind is ClaimKind.RESPONSE:
        return tuple(_finest_first(usable))
    return tuple(_finest_first(_places_of_event(document, finding, usable)))


def _of_same_event(
    document: EnglishDocument, finding: Finding, places: Sequence[LocatedMention]
) -> list[LocatedMention]:
    """Without the places of what the event answers or is compared with: "the deadliest since 40 died in Arn"."""
    motive = document.motive_at(finding.position)
    own = [place for place in places if document.motive_at(place.span.start) == motive]
    return own if own or motive is None else list(places)


def _meant_before(document: EnglishDocument, focus: Span) -> Place | None:
    """ "The neighborhood" is the place of that kind named last."""
    words = focus.of(document.text).lower().split()
    if len(words) < 2 or words[0] not in {"the", "that", "this"} or words[-1] not in _KINDS:
        return None
    rungs = _KINDS[words[-1]]
    before = [p.place for p in document.places if p.span.end <= focus.start and p.place.precision in rungs]
    if not before:
        return None
    return replace(
        before[-1], words=focus.of(document.text), rule=f"named before: {before[-1].words}", span=focus
    )


def _places_of_event(
    document: EnglishDocument, finding: Finding, usable: Sequence[LocatedMention]
) -> Sequence[LocatedMention]:
    """What the parse ties to the trigger; else what stands in a clause that shares its circumstances."""
    trigger = Span(finding.trigger.idx, finding.trigger.idx + len(finding.trigger))
    sentence = finding.trigger.sent
    named = [(p.mention, p.place) for p in document.places_from(sentence)]
    tied = event_places(sentence, trigger, named) if usable else []
    chosen = [p for p in usable if p.mention in tied or _lies_in(p, tied)]
    if chosen:
        return chosen
    tokens = [(place, document.token_at(place.mention.name_span)) for place in usable]
    shared = [
        place
        for place, token in tokens
        if token is not None and _in_one_clause(document, clause_head(token), finding.trigger)
    ]
    is_aside = clause_head(finding.trigger).dep_ == "relcl"
    return shared or ([] if is_aside else _only_place(usable))


def _lies_in(place: LocatedMention, others: Sequence[PlaceMention]) -> bool:
    """True for "the X neighborhood" of "the X neighborhood of Mosul" where Mosul is the place."""
    return any(place.mention.within == other.name_span for other in others)


def _only_place(usable: Sequence[LocatedMention]) -> Sequence[LocatedMention]:
    """The places of a sentence that names one alone, or one inside the other."""
    containers = {p.mention.within for p in usable}
    innermost = [p for p in usable if p.mention.name_span not in containers]
    return usable if len(innermost) == 1 else ()


def _finest_first(mentions: Sequence[LocatedMention]) -> list[Place]:
    located = sorted(mentions, key=lambda m: (not m.place.is_located, m.place.precision.coarseness, m.span))
    return [mention.place for mention in located]


def is_dated(when: When | None) -> bool:
    """True if some end of the interval is known."""
    return (
        when is not None
        and when.precision is not TimePrecision.UNKNOWN
        and (when.start is not None or when.end is not None)
    )
