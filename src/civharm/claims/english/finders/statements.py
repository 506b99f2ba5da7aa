"""What else a recorder keeps: statements of speakers, and dated or placed sentences about the conflict."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.casualties.finder import CasualtyMention
from civharm.claims.english.document import Attribution, EnglishDocument
from civharm.claims.english.findings import Finding
from civharm.codebook.load import CueWords
from civharm.model.claims import ClaimKind
from civharm.model.spans import Span

#: "No casualties were reported" tells of reports, not of people.
_TOLD_OF = frozenset({"report", "confirm", "record", "register", "document", "announce", "know"})


def find_unharmed(document: EnglishDocument, mentions: Sequence[CasualtyMention]) -> Iterator[Finding]:
    """A statement that nobody was harmed, a sentence: 0 by its words. It is no harm, and enters no toll."""
    none = [mention for mention in mentions if mention.negated and mention.casualties.count.max == 0]
    for _, told in groupby(none, key=lambda mention: document.sentence_index(mention.trigger.start)):
        of_people = tuple(each for each in told if not _is_of_reports(document, each))
        trigger = document.token_at(of_people[0].trigger) if of_people else None
        if trigger is not None:
            yield Finding(kind=ClaimKind.STATEMENT, trigger=trigger, casualties=of_people)


def _is_of_reports(document: EnglishDocument, mention: CasualtyMention) -> bool:
    token = document.token_at(mention.trigger)
    return token is not None and token.head.lemma_.lower() in _TOLD_OF


def find_statements(
    document: EnglishDocument, findings: Sequence[Finding], cues: CueWords
) -> Iterator[Finding]:
    """A statement for each attribution that holds no other finding, and for each sentence about the conflict

    that is dated or placed and yielded none.
    """
    told: dict[int, list[Finding]] = {}
    for finding in findings:
        told.setdefault(document.sentence_index(finding.position), []).append(finding)
    words = frozenset(cues["offensive_words"])
    for sentence in document.parsed:
        index = document.sentence_index(sentence.start_char)
        spoken = document.attributed_within(Span(sentence.start_char, sentence.end_char))
        if spoken is not None and not any(_tells(spoken, finding) for finding in told.get(index, ())):
            yield Finding(kind=ClaimKind.STATEMENT, trigger=_root(document, sentence, spoken))
        elif (
            index not in told
            and _is_anchored(document, sentence)
            and _is_about_conflict(document, sentence, words)
        ):
            yield Finding(kind=ClaimKind.STATEMENT, trigger=_root(document, sentence, None))


def _tells(spoken: Attribution, finding: Finding) -> bool:
    return spoken.covers(finding.position) or spoken.cue.start == finding.position


def _root(document: EnglishDocument, sentence: Tokens, attribution: Attribution | None) -> Token:
    """The head of what is said, or of the sentence."""
    if attribution is not None:
        for span in attribution.content:
            token = document.token_at(span)
            if token is not None and sentence.start <= token.i < sentence.end:
                return token
    return sentence.root


def _is_anchored(document: EnglishDocument, sentence: Tokens) -> bool:
    """Has a time that means an interval, or a place that is not the dateline."""
    timed = any(t.when.start is not None or t.when.end is not None for t in document.times_from(sentence))
    return timed or any(place.mention.may_hold_events for place in document.places_from(sentence))


def _is_about_conflict(document: EnglishDocument, sentence: Tokens, words: frozenset[str]) -> bool:
    if any(token.lower_ in words for token in sentence):
        return True
    return any(sentence.start_char <= party.span.start < sentence.end_char for party in document.parties)
