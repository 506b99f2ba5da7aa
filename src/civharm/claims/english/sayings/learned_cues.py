"""What a fitted net adds to the grammar's sayings: how far a cue reaches, and cues that no list holds.

The net sees no words but our own lists', so that what it adds are frames of speech and thought, not names of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from civharm.claims.english.frames import chars
from civharm.claims.english.sayings.cue_net import Floats, cue_net
from civharm.claims.english.sayings.cue_signs import cue_signs
from civharm.claims.english.sayings.quotations import Quotation
from civharm.claims.english.sayings.saying import Saying, sayings_of
from civharm.claims.english.sayings.sources import agent_of, can_speak, is_passive, source_of
from civharm.claims.english.sayings.speech import Manner, SpeechWords
from civharm.model.spans import Span

#: From which chance on a word belongs to a cue that is there, and from which on a word makes a new one.
PART, NEW = 0.25, 0.4
_VERBS = frozenset({"VERB", "AUX"})
_HEADS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_CONTENT = frozenset({"dobj", "ccomp", "xcomp", "pobj", "attr", "acomp", "prep", "pcomp", "oprd", "acl"})


def with_learned(
    doc: Doc, found: Sequence[Saying], quotations: Sequence[Quotation], words: SpeechWords
) -> list[Saying]:
    """The grammar's sayings with their cues as far as they reach, and those whose cue the net alone knows."""
    chances = _chances(doc, found, quotations, words)
    sayings = [saying if saying.is_nested else _reaching(saying, doc, chances) for saying in found]
    for run in _runs(chances, _spoken_for(doc, sayings)):
        if chances[run.start : run.stop].max() >= NEW:
            cue = _without_ends(doc[run.start : run.stop])
            sayings += _new(doc, range(cue.start, cue.end), words)
    return sorted(sayings, key=lambda saying: saying.cue.start)


def may_tell_more(doc: Doc, found: Sequence[Saying]) -> bool:
    """True if the net could find something said: only where a verb outside all sayings has a clause behind it."""
    roles = np.asarray(doc.to_array(["DEP"]), dtype=np.uint64).reshape(-1)
    clauses = np.nonzero(roles == np.uint64(doc.vocab.strings["ccomp"]))[0]
    if not len(clauses):
        return False
    verbs = [token.head for token in (doc[int(at)] for at in clauses) if token.head.i < token.i]
    spoken_for = _spoken_for(doc, found)
    return any(verb.pos_ == "VERB" and not spoken_for[verb.i] for verb in verbs)


def _chances(
    doc: Doc, found: Sequence[Saying], quotations: Iterable[Quotation], words: SpeechWords
) -> Floats:
    chances = np.zeros(len(doc), dtype=np.float32)
    signs = cue_signs(doc, found, quotations, words)
    if len(signs.tokens):
        chances[signs.tokens] = cue_net().chances(signs)
    return chances


def _spoken_for(doc: Doc, sayings: Iterable[Saying]) -> NDArray[np.bool_]:
    """The tokens of cues, and those of what somebody says: views told there are that speaker's."""
    spoken_for = np.zeros(len(doc), dtype=bool)
    for saying in sayings:
        is_said = saying.manner is Manner.SAID and not saying.is_nested
        for span in (saying.cue, *(saying.content if is_said else ())):
            spoken_for[_tokens(doc, span)] = True
    return spoken_for


def _tokens(doc: Doc, span: Span) -> slice:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    return slice(tokens.start, tokens.end) if tokens is not None else slice(0, 0)


def _reaching(saying: Saying, doc: Doc, chances: Floats) -> Saying:
    """The saying with the run of likely words around the likeliest of its cue, outside its source and content."""
    cue = _tokens(doc, saying.cue)
    peak = cue.start + int(chances[cue].argmax())
    chances = chances.copy()
    for span in (*saying.content, *([saying.source] if saying.source is not None else [])):
        chances[_tokens(doc, span)] = 0
    first = last = peak
    while first > 0 and chances[first - 1] > PART:
        first -= 1
    while last + 1 < len(doc) and chances[last + 1] > PART:
        last += 1
    return replace(saying, cue=chars(_without_ends(doc[first : last + 1])))


def _without_ends(run: Tokens) -> Tokens:
    """The run without marks and blanks at its ends, if words are left."""
    words = [token.i - run.start for token in run if not (token.is_punct or token.is_space)]
    return run[words[0] : words[-1] + 1] if words else run


def _runs(chances: Floats, without: NDArray[np.bool_]) -> Iterator[range]:
    """Runs of likely words outside some."""
    likely = np.concatenate([[False], (chances > PART) & ~without, [False]])
    edges = np.nonzero(likely[1:] != likely[:-1])[0]
    return (range(int(first), int(end)) for first, end in edges.reshape(-1, 2))


def _new(doc: Doc, cue: range, words: SpeechWords) -> Iterator[Saying]:
    """The saying of a run of likely words: its last verb, or its last noun or adjective, governs it."""
    heads = [doc[at] for at in cue if doc[at].pos_ in _HEADS]
    verbs = [token for token in heads if token.pos_ in _VERBS and token.dep_ not in {"aux", "auxpass"}]
    if not heads:
        return
    head = (verbs or heads)[-1]
    source = _source(head, cue, words)
    if words.has("text_verbs", head) and not (source is not None and words.is_of_text(head, source)):
        return  # "he read that 12 people had died"
    content = _content(doc, cue)
    is_clause = any(child.dep_ == "ccomp" for child in head.rights)
    manner = Manner.SAID if head.pos_ == "VERB" and is_clause else Manner.HELD
    yield from sayings_of(head, cue, source, manner=manner, content=content)


def _source(head: Token, cue: range, words: SpeechWords) -> Token | None:
    if head.pos_ not in _VERBS:
        found = next((child for child in head.children if child.dep_ == "poss"), None)
    else:
        found = agent_of(head) if is_passive(head) else source_of(head, words)
    if found is None or found.i in cue or found.lower_ == "it":  # "it became clear that"
        return None
    return found if can_speak(found) else None


def _content(doc: Doc, cue: range) -> set[int]:
    """What hangs on the cue's words behind the cue."""
    behind = (
        child for at in cue for child in doc[at].rights if child.i >= cue.stop and child.dep_ in _CONTENT
    )
    return {at for child in behind for at in range(max(cue.stop, child.left_edge.i), child.right_edge.i + 1)}
