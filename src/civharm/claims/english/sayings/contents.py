"""What a verb of saying or holding takes as its content, by the frame that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.sayings.cue_words import complement, is_quote, with_preposition
from civharm.claims.english.sayings.sources import cue_joined_to
from civharm.claims.english.sayings.speech import Manner, SpeechWords

_CLAUSES = frozenset({"ccomp", "parataxis"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "oprd", "attr", "acomp"})
_ABOUT = frozenset({"about", "around", "least", "nearly", "more", "over"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: How far from the cue a quotation in its sentence may begin, in tokens.
_REACH = 60
#: How many tokens a sentence may have before a cue whose quotation stands in the sentence before.
_SHORT = 20
_FEW = 4


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb that may be a cue, with who would be its source."""

    verb: Token
    source: Token
    sentence: Tokens
    words: SpeechWords

    def is_in(self, name: str) -> bool:
        """True if the verb is in the list, or says what its subject, a text, reads."""
        is_read = name == "said" and self.words.is_of_text(self.verb, self.source)
        return is_read or self.words.has(name, self.verb)

    def has(self, *roles: str) -> bool:
        """True if something with one of the roles hangs on the verb's right."""
        return any(child.dep_ in roles for child in self.verb.rights)


def content_of(cue: VerbCue) -> tuple[Manner, list[int]]:
    """The manner of the saying and the tokens of its content; no tokens where the verb says nothing here."""
    if cue.is_in("said") or cue.is_in("held"):
        manner = Manner.SAID if cue.is_in("said") else Manner.HELD
        clauses = [child for child in cue.verb.children if child.dep_ in _CLAUSES and child.i != cue.source.i]
        if clauses:
            told = manner is Manner.SAID or (_is_finite(clauses[0]) and not cue.is_in("seen"))
            content = [index for clause in clauses for index in _clause(clause, cue)]
            return (Manner.SAID if told else manner), content
        content = list(_beside_clause(cue))
        if content:
            return manner, content
    return _object(cue)


def _beside_clause(cue: VerbCue) -> Iterator[int]:
    """What is said in a medium, around the cue, or as an infinitive."""
    if cue.is_in("said"):
        clause = _clause_of_medium(cue) or _clause_after_adjunct(cue)
        if clause is not None:
            yield from range(clause.left_edge.i, clause.right_edge.i + 1)
            return
        if _is_aside(cue):
            yield from around(cue.verb)
            return
    has_preposition = with_preposition(cue.verb, cue.words, "held_about") is not None
    if not has_preposition and not cue.has("dobj") and not cue.is_in("goes_on"):
        for child in cue.verb.rights:
            if child.dep_ == "xcomp":
                yield from range(child.left_edge.i, child.right_edge.i + 1)


def _object(cue: VerbCue) -> tuple[Manner, list[int]]:
    """What is denied, confirmed, praised: an object; or what stands in quotation marks beside the cue."""
    if cue.is_in("put_at") and _is_put_at(cue.verb):
        return Manner.SAID, list(complement(cue.verb))
    if cue.is_in("said_objects") and cue.has(*_OBJECTS, "prep"):
        told = list(complement(cue.verb))
        return Manner.SAID, _without_relatives(cue.verb, told) if cue.is_in("denied") else told
    if cue.is_in("held") and cue.has(*_OBJECTS):
        return Manner.HELD, list(complement(cue.verb))
    if cue.is_in("told") and cue.has("dobj") and cue.has("xcomp"):
        return Manner.SAID, list(complement(cue.verb))
    if cue.is_in("said") and with_preposition(cue.verb, cue.words, "held_about") is None:
        quoted = _quoted_in(cue.sentence, cue.verb)
        if quoted:
            return Manner.SAID, quoted
        if cue.has("dobj") and not cue.is_in("told") and not cue.is_in("goes_on"):
            return Manner.HELD, list(complement(cue.verb))
        return Manner.SAID, list(_quoted_before(cue) or _quoted_after(cue))
    return Manner.HELD, []


def _without_relatives(verb: Token, told: list[int]) -> list[int]:
    """In "denied the strike, which killed nine" nobody denies the relative clause."""
    clauses = [
        t for t in verb.subtree if t.i > verb.i and t.dep_ == "relcl" and t.head.dep_ in {"dobj", "pobj"}
    ]
    beside = {index for clause in clauses for index in range(clause.left_edge.i, clause.right_edge.i + 1)}
    return [index for index in told if index not in beside]


def _is_put_at(verb: Token) -> bool:
    """True for "put the toll at 22": an object, and a number after "at"."""
    at = (t for t in verb.doc[verb.i : verb.sent.end] if t.lower_ == "at" and t.i + 1 < verb.sent.end)
    has_object = any(child.dep_ == "dobj" for child in verb.rights)
    return has_object and any(t.nbor(1).like_num or t.nbor(1).lower_ in _ABOUT for t in at)


def _clause_of_medium(cue: VerbCue) -> Token | None:
    """The clause of "said in a statement that …", which the parser hangs on the noun."""
    for preposition in cue.verb.rights:
        for noun in preposition.children if preposition.dep_ == "prep" else ():
            if cue.words.has("media_of_speech", noun):
                clauses = (child for child in noun.rights if child.dep_ in {"acl", "ccomp", "relcl"})
                return next((child for child in clauses if _is_that_clause(child)), None)
    return None


def _clause_after_adjunct(cue: VerbCue) -> Token | None:
    """The clause of "said before leaving the town that …", which the parser hangs on the word before it."""
    if cue.has("dobj", "xcomp"):
        return None
    for mark in cue.verb.doc[cue.verb.i + 1 : cue.verb.right_edge.i]:
        if mark.dep_ == "mark" and mark.lower_ == "that":
            above = mark.head.head
            told_by_other = cue.words.is_cue(above) or cue.words.has("said_nouns", above)
            return None if told_by_other else mark.head
    return None


def _is_that_clause(clause: Token) -> bool:
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children)


def _is_finite(clause: Token) -> bool:
    """True for "found that the bridge had fallen", not for "saw it fall"."""
    tags = {clause.tag_, *(child.tag_ for child in clause.children if child.dep_ in {"aux", "auxpass"})}
    return bool(tags & _FINITE)


def _clause(clause: Token, cue: VerbCue) -> range:
    """The clause's tokens; one before the cue reaches back to where the cue's own phrase begins."""
    verb, left, right = cue.verb, clause.left_edge.i, clause.right_edge.i
    if left <= verb.i <= right:  # a crossing parse: take the side that the clause's head is on
        left, right = (left, verb.i - 1) if clause.i < verb.i else (verb.i + 1, right)
    if clause.i > verb.i:
        right = min([right, *_ends_before_second_cue(clause, cue.words)])
    return range(verb.left_edge.i if clause.i < verb.i else left, right + 1)


def _ends_before_second_cue(clause: Token, words: SpeechWords) -> Iterator[int]:
    """Where the clause ends in "said that two died, and warned of more"."""
    for joined in clause.rights:
        if joined.dep_ != "conj":
            continue
        if cue_joined_to(joined, words) is None:
            yield from _ends_before_second_cue(joined, words)
        else:
            yield next((c.i for c in clause.rights if c.dep_ == "cc"), joined.left_edge.i) - 1


def _is_aside(cue: VerbCue) -> bool:
    """A cue set off beside the content: "The risk, he said, is high", "as he said", "A bomb killed two, X said."."""
    verb = cue.verb
    if verb.dep_ == "parataxis":
        return True
    if verb.dep_ == "ccomp":
        return _is_set_off(verb) and (verb.i > verb.head.i or _ends_sentence(verb))
    if verb.dep_ == "advcl":
        return any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    is_listed = any(child.dep_ == "cc" for child in verb.head.children)
    return verb.dep_ == "conj" and cue.source.i != _first_subject(verb.head) and not is_listed


def _is_set_off(verb: Token) -> bool:
    """True if the cue's clause stands after a comma or a quotation, with no "that" before it."""
    first = verb.left_edge.i
    return first > 0 and verb.doc[first - 1].is_punct and verb.doc[first].dep_ != "mark"


def _first_subject(verb: Token) -> int | None:
    return next((child.i for child in verb.children if child.dep_ == "nsubj"), None)


def _ends_sentence(verb: Token) -> bool:
    return not any(token.is_alpha for token in verb.doc[verb.right_edge.i + 1 : verb.sent.end])


def around(verb: Token) -> list[int]:
    """The clause around a cue without the cue's own clause."""
    above, own = verb.head, range(verb.left_edge.i, verb.right_edge.i + 1)
    return [index for index in range(above.left_edge.i, above.right_edge.i + 1) if index not in own]


def _quoted_before(cue: VerbCue) -> range:
    """The last words of a quotation that the sentence follows: the parser ends sentences after "?”"."""
    first = next((token.i for token in cue.sentence if token.is_alpha), cue.verb.i)
    is_short = cue.verb.i - cue.sentence.start < _SHORT
    mark = first - 1
    if not is_short or mark < _FEW or not is_quote(cue.verb.doc[mark]):
        return range(0)
    return range(mark - _FEW, mark + 1)


def _quoted_after(cue: VerbCue) -> range:
    """The first words of the quotation after a colon that ends the sentence: "He said:"."""
    doc, last = cue.verb.doc, cue.sentence.end - 1
    while last > cue.verb.i and doc[last].is_space:
        last -= 1
    first = next((token.i for token in doc[last + 1 : last + _FEW] if not token.is_space), last)
    if doc[last].text != ":" or first == last or not is_quote(doc[first]):
        return range(0)
    return range(first, min(first + _FEW, len(doc)))


def _quoted_in(sentence: Tokens, verb: Token) -> list[int]:
    """What stands between quotation marks in the sentence, the cue outside."""
    marks = [token.i for token in sentence if is_quote(token)]
    found: list[int] = []
    for start, end in zip(marks[::2], [*marks[1::2], sentence.end - 1], strict=False):
        if not start <= verb.i <= end and abs(start - verb.i) < _REACH:
            found += range(start, end + 1)
    return found
