"""How sure the speaker is: the cue of speech and the hedges around the fact."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from civharm.claims.english.document import Attribution, EnglishDocument, spans_overlap_any
from civharm.codebook.load import CueWords
from civharm.model.claims import Stance
from civharm.model.spans import Span

#: Hedges in falling order of strength: a retraction outweighs a denial, a denial an estimate.
#: "Claimed responsibility" is no hedge.
_OF_DUTY = re.compile(r"\s+(?:responsibility|credit)\b")
_HEDGED = (Stance.RETRACTED, Stance.DENIED, Stance.ALLEGED, Stance.ESTIMATED)


def stance_of(
    document: EnglishDocument, around: Span, attribution: Attribution | None, cues: CueWords
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of what stands in the span, with the hedging words that made it."""
    hedges = tuple(_hedges(document.text, around, document.cues_within(around), cues))
    spoken = attribution.stance if attribution is not None else Stance.ASSERTED
    if spoken is not Stance.ASSERTED:
        cue = (
            ((attribution.withheld or attribution.cue).of(document.text),) if attribution is not None else ()
        )
        return spoken, tuple(dict.fromkeys((*cue, *(words for words, _ in hedges))))
    for stance in _HEDGED:
        if any(made is stance for _, made in hedges):
            return stance, tuple(dict.fromkeys(words for words, _ in hedges))
    return Stance.ASSERTED, ()


def _hedges(text: str, around: Span, said: Sequence[Span], cues: CueWords) -> Iterator[tuple[str, Stance]]:
    """Hedging words in the span; "reported" as somebody's verb of saying is none."""
    for stance in _HEDGED:
        for match in _pattern(cues[f"hedge_{stance.value}"]).finditer(text, around.start, around.end):
            is_of_duty = _OF_DUTY.match(text, match.end()) is not None
            if not is_of_duty and not spans_overlap_any(Span(*match.span()), said):
                yield match.group(), stance


@lru_cache(maxsize=32)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
