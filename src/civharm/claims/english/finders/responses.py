"""A party's own position on harm or a strike: accepted, denied, investigating, no information."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from civharm.claims.english.casualties.finder import CasualtyMention
from civharm.claims.english.document import Attribution, EnglishDocument
from civharm.claims.english.finders.attacks import theme_of
from civharm.claims.english.finders.taking_part import party_of
from civharm.claims.english.findings import Finding, Settled
from civharm.claims.english.frames import chars, subjects
from civharm.claims.english.sayings.withheld import is_withheld
from civharm.codebook.load import CueWords
from civharm.model.casualties import Count, Harm
from civharm.model.claims import ClaimKind, Involvement, Party, PartyPart, Position, Response, Stance
from civharm.model.spans import Span

_TELLING = frozenset({"say", "have", "add", "tell", "be", "reach", "decline", "conduct", "carry"})
_POSITIONS = (Position.DENIED, Position.ACCEPTED, Position.INVESTIGATING)
#: Positions whose verb says what it is about; the others speak of what stands anywhere in the sentence.
_OF_AN_OBJECT = frozenset({Position.DENIED, Position.ACCEPTED})


def find_responses(
    document: EnglishDocument, casualties: Sequence[CasualtyMention], cues: CueWords
) -> Iterator[Finding]:
    """Clauses in which a belligerent, or who speaks for one, takes a position on what it is accused of."""
    for sentence in document.parsed:
        for verb in sentence:
            position = _position(verb, cues)
            party = _responding(document, verb) if position else None
            if position is None or party is None:
                continue
            words = _words_after(verb) if position in _OF_AN_OBJECT else chars(sentence)
            told = words.of(document.text)
            if _speaks_of_action(told, cues) or _points_back(verb):
                killed = [m.casualties.count for m in casualties if _is_conceded(m, words)]
                yield _finding(verb, party, _response(position, party, told, killed, cues))
                break


def find_admissions(document: EnglishDocument, attacks: Sequence[Finding]) -> Iterator[Finding]:
    """A party that tells of its own attack declares the strike; of harm to civilians that says nothing."""
    for attack in attacks:
        spoken = document.attribution_of(attack.position)
        if spoken is None or spoken.speaker.party is None or spoken.stance is Stance.DENIED:
            continue
        own = (p for p in attack.parties if p.part is PartyPart.ATTACKER and p.name == spoken.speaker.party)
        cue = document.token_at(spoken.cue)
        for party in own:
            if cue is not None and cue.sent.start == attack.trigger.sent.start:
                claimant = replace(party, part=PartyPart.CLAIMANT, involvement=Involvement.KNOWN)
                accepted = Response(position=Position.ACCEPTED, party=party.name, of_harm=False)
                yield _finding(cue, claimant, accepted)


def _is_conceded(mention: CasualtyMention, words: Span) -> bool:
    is_killed = mention.casualties.harm is Harm.KILLED and mention.casualties.group == "all"
    is_number = mention.casualties.count.rule.startswith("number:")
    return is_killed and is_number and words.covers(mention.trigger)


def _position(verb: Token, cues: CueWords) -> Position | None:
    if verb.pos_ != "VERB":
        return None
    lemma = verb.lemma_.lower()
    if any(child.lemma_.lower() in {"responsibility", "credit"} for child in verb.children):
        return Position.ACCEPTED if lemma in {"claim", "accept", "take"} else None
    said = verb.sent.text.lower()
    for position, phrases in (
        (Position.DENIED, "denied_phrases"),
        (Position.NO_INFORMATION, "no_information"),
    ):
        if any(cue in said for cue in cues[phrases]) and (
            lemma in _TELLING or lemma in cues["investigating"]
        ):
            return position
    taken = next((position for position in _POSITIONS if lemma in cues[position.value]), None)
    return Position.NO_INFORMATION if taken in _OF_AN_OBJECT and is_withheld(verb) else taken


def _responding(document: EnglishDocument, verb: Token) -> Party | None:
    """The party whose position it is: the subject, or the speaker who speaks for a party."""
    for subject in subjects(verb):
        mention = party_of(document, subject)
        if mention is not None and mention.is_named | (mention.kind == "armed_group"):
            return Party(
                name=mention.name,
                id=mention.id,
                part=PartyPart.CLAIMANT,
                involvement=Involvement.SUSPECTED,
                words=mention.span.of(document.text),
                span=mention.span,
            )
    spoken = _attribution_at(document.attributions, verb)
    if spoken is None or spoken.speaker.party is None:
        return None
    known = next((p for p in document.parties if p.name == spoken.speaker.party), None)
    return Party(
        name=spoken.speaker.party,
        id=known.id if known else None,
        part=PartyPart.CLAIMANT,
        involvement=Involvement.SUSPECTED,
        words=spoken.speaker.words,
        span=spoken.speaker.span,
    )


def _attribution_at(attributions: Sequence[Attribution], verb: Token) -> Attribution | None:
    return next((a for a in attributions if a.cue.start == verb.idx or a.covers(verb.idx)), None)


def _words_after(verb: Token) -> Span:
    edges = [child for child in verb.children if child.dep_ not in {"nsubj", "punct", "aux", "npadvmod"}]
    if not edges or all(edge.right_edge.i < verb.i for edge in edges):  # "…, the army confirmed"
        return chars(verb.sent)
    last = max(edges, key=lambda child: child.right_edge.i).right_edge
    return Span(verb.idx, last.idx + len(last))


def _speaks_of_action(words: str, cues: CueWords) -> bool:
    lowered = words.lower()
    acts = (
        *cues["of_harm"],
        "strike",
        "attack",
        "bomb",
        "shell",
        "raid",
        "responsib",
        "allegation",
        "report",
        "incident",
        "target",
    )
    return any(cue in lowered for cue in acts)


def _points_back(verb: Token) -> bool:
    """ "Denied it": what was denied stands in the sentence before."""
    return any(
        child.dep_ == "dobj" and child.lower_ in {"it", "this", "that", "them"} for child in verb.children
    )


def _response(
    position: Position, party: Party, words: str, conceded: Sequence[Count], cues: CueWords
) -> Response:
    of_harm = any(cue in words.lower() for cue in cues["of_harm"])
    accepted = conceded[0] if conceded and of_harm and position is Position.ACCEPTED else None
    return Response(
        position=position,
        party=party.name,
        conceded_min=accepted.min if accepted else None,
        conceded_max=accepted.max if accepted else None,
        of_harm=of_harm,
    )


def _finding(verb: Token, party: Party, response: Response) -> Finding:
    return Finding(
        kind=ClaimKind.RESPONSE,
        trigger=verb,
        parties=(party,),
        response=response,
        theme=theme_of(verb),
    )


def without_denied(settled: Sequence[Settled]) -> list[Settled]:
    """The findings without the attacks and the harm that a party's response only denies.

    The denial itself is kept, as the party's position (METHOD R51); "denied that it killed civilians" counts nobody.
    """
    denying = {one.sentence for one in settled if _is_denial(one)}
    told = frozenset({ClaimKind.HARM, ClaimKind.ATTACK})
    return [
        one
        for one in settled
        if not (one.finding.kind in told and one.stance is Stance.DENIED and one.sentence in denying)
    ]


def _is_denial(one: Settled) -> bool:
    response = one.finding.response
    return response is not None and response.position is Position.DENIED
