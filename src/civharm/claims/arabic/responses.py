"""A party's own position: it denies, admits, or claims the attack."""

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.parties import PartyFinder
from civharm.claims.arabic.tokens import Sentence
from civharm.model.claims import Position, Response

#: The party stands this close after its verb ("نفى التحالف").
_REACH = 5
_POSITIONS = (
    ("denials", Position.DENIED, True),
    ("admissions", Position.ACCEPTED, True),
    ("claims_of_responsibility", Position.ACCEPTED, False),
)


def response_of(sentence: Sentence, lexicon: Lexicon, parties: PartyFinder) -> Response | None:
    """The position that a belligerent takes in a sentence; claiming an attack admits no harm to civilians."""
    for at in range(len(sentence.tokens)):
        for cues, position, of_harm in _POSITIONS:
            length = lexicon.named(cues, sentence.tokens, at)
            near = parties.names(sentence.tokens[at + length : at + length + _REACH]) if length else ()
            if near:
                return Response(position=position, party=near[0], of_harm=of_harm)
    return None
