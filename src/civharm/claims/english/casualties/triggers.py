"""Harm words in a text: "killed", "lost their lives", "dead", "12 deaths", "the death toll"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lexicon import Frame, HarmWord
from civharm.model.casualties import Harm

_COMPANION_REACH = 4
_HOSPITAL = "hospital"
_HOSPITAL_REACH = 8  # "rushed to a nearby private hospital"
_SELF_REACH = 7  # "turned a semi-automatic rifle on himself"
_TURN = "turn"
#: "Committed a suicide bombing" tells of the bombing.
_PREMODIFYING = ("compound", "amod", "nmod")
_NOBODY = frozenset({"none", "not", "nor"})
_REACHES = {_HOSPITAL: _HOSPITAL_REACH}
_VERB_FRAMES = (Frame.DONE_TO, Frame.SUFFERED)
_LINKS_OF_COMPANIONS = frozenset(
    "dobj advmod oprd acomp amod prep prt xcomp pobj npadvmod ccomp conj".split()
)
_STATE_WORDS = frozenset("ADJ NOUN VERB ADV PROPN".split())
_FINITE = frozenset("VBD VBZ VBP VB".split())


@dataclass(frozen=True, slots=True)
class Trigger:
    """A harm word where it stands; `companion` is the second word of a phrase."""

    token: Token
    harm: Harm
    frame: Frame
    companion: Token | None = None

    @property
    def is_hospital(self) -> bool:
        """ "Taken to hospital": also things are taken there, and people who die there."""
        return self.companion is not None and lemma(self.companion) == _HOSPITAL

    @property
    def tells_of_care(self) -> bool:
        """ "In critical condition", "remains in hospital": how people fare, at another time and place than their harm."""
        is_state = self.frame is Frame.STATE and lemma(self.token) == "condition"
        return self.is_hospital or is_state or (self.harm is Harm.INJURED and self.frame is Frame.SUFFERED)

    @property
    def start(self) -> int:
        """The first token."""
        return min(self.token.i, self.companion.i) if self.companion is not None else self.token.i

    @property
    def end(self) -> int:
        """The token after the last."""
        last = max(self.token.i, self.companion.i) if self.companion is not None else self.token.i
        return last + 1


def find_triggers(sentence: Span, context: Context) -> list[Trigger]:
    """The harm words of a sentence, in order; a word counts once, by its first fitting reading."""
    triggers = [found for token in sentence if (found := _trigger(token, context)) is not None]
    companions = {found.companion.i for found in triggers if found.companion is not None}
    return [found for found in triggers if found.token.i not in companions]


def _trigger(token: Token, context: Context) -> Trigger | None:
    for word in _harm_words(token, context):
        if token.lower_ == "fatally" and _word_before(token) in _NOBODY:
            continue
        if not _fits(token, word, context) or context.lexicon.has("not_before_harm", _word_before(token)):
            continue
        if word.companion is None:
            return Trigger(token, _harm_of(token, word, context), word.frame)
        companion = _companion(token, word.companion)
        if companion is not None and _has_weapon(token, companion, context):
            return Trigger(token, word.harm, word.frame, companion)
    return None


def _harm_of(token: Token, word: HarmWord, context: Context) -> Harm:
    """ "The fatal shooting of two men" killed them."""
    if not context.lexicon.has("shot_nouns", lemma(token)) or word.frame is not Frame.COUNTED:
        return word.harm
    is_fatal = any(context.lexicon.has("fatal_modifiers", child.lower_) for child in token.children)
    return Harm.KILLED if is_fatal else word.harm


def _word_before(token: Token) -> str:
    before = [word.lower_ for word in token.doc[max(0, token.i - 2) : token.i] if word.text != "-"]
    return before[-1] if before else ""


def _harm_words(token: Token, context: Context) -> Iterator[HarmWord]:
    known = context.lexicon.harm_words
    base = lemma(token)
    yield from known.get(base, ())
    if token.lower_ != base:
        yield from known.get(token.lower_, ())


def _fits(token: Token, word: HarmWord, context: Context) -> bool:
    if word.frame in _VERB_FRAMES:
        if context.lexicon.has("hit_verbs", lemma(token)) and not _is_wound(token, context):
            return False
        if word.harm is Harm.MISSING and word.frame is Frame.DONE_TO:
            return token.tag_ == "VBN" and _is_under_ruins(token, context)
        is_arrival = word.companion == _HOSPITAL and context.lexicon.has("arrival_verbs", lemma(token))
        if is_arrival and not _comes_hurt(token, context):
            return False
        return token.pos_ == "VERB" or (token.tag_ in ("VBN", "VBD", "JJ") and token.lower_.endswith("ed"))
    if word.frame is Frame.STATE:
        if word.harm is Harm.KILLED_OR_INJURED:
            return _stands_for_many(token, context)
        if context.lexicon.has("conditions_of_injured", lemma(token)):
            return _is_condition(token, context)
        return token.pos_ in _STATE_WORDS and token.tag_ not in _FINITE
    if token.dep_ == "nsubjpass" and _is_miscount(token.head, context):
        return False
    if context.lexicon.has("bodies", lemma(token)) and _is_body_of_something(token, context):
        return False
    return token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod")


def _is_body_of_something(body: Token, context: Context) -> bool:
    """ "Bodies of water", "a body of evidence"."""
    of = (child for child in body.children if child.dep_ == "prep" and child.lower_ == "of")
    return any(context.lexicon.has("bodies_of", lemma(word)) for each in of for word in each.children)


def _is_miscount(verb: Token, context: Context) -> bool:
    """ "Nine bodies had been counted twice": told of the count, not of the dead."""
    is_count = context.lexicon.has("bookkeeping_verbs", lemma(verb))
    return is_count and any(context.lexicon.has("miscounts", child.lower_) for child in verb.children)


def _stands_for_many(token: Token, context: Context) -> bool:
    """ "six shot", where the tagger takes the participle for a noun, but not "one shot was fired"."""
    count = context.counts.get(token.i - 1)
    return count is not None and token.tag_ == "NN" and (count.min or 0) > 1


def _is_wound(token: Token, context: Context) -> bool:
    """ "Hit in the chest", "struck by a stray bullet", not "struck a deal"."""
    nearby = context.doc[token.i + 1 : token.i + 7]
    return any(context.lexicon.has("hit_with", lemma(word)) for word in nearby)


def _comes_hurt(token: Token, context: Context) -> bool:
    """ "Arrived at a hospital with wounds", "a second victim walked into a hospital", but not "his family arrived"."""
    return any(context.lexicon.has("arriving_with", lemma(word)) for word in token.sent)


def _is_condition(token: Token, context: Context) -> bool:
    """ "In critical condition"."""
    is_named = any(context.lexicon.has("named_conditions", child.lower_) for child in token.children)
    return is_named and token.dep_ == "pobj" and token.head.lower_ == "in"


def _is_under_ruins(token: Token, context: Context) -> bool:
    """ "trapped under the rubble", not "trapped in the city"."""
    nearby = context.doc[token.i + 1 : token.i + 7]
    return any(context.lexicon.has("buried_under", lemma(word)) for word in nearby)


def _has_weapon(verb: Token, companion: Token, context: Context) -> bool:
    """ "Turned the gun on himself", not "turned himself in"."""
    if lemma(verb) != _TURN:
        return True
    between = context.doc[verb.i + 1 : companion.i]
    return any(context.lexicon.has("turned_on_self", word.lower_) for word in between)


def _companion(token: Token, wanted: str) -> Token | None:
    """The second word of a phrase: near and after it, or hanging on it in the parse."""
    if wanted == "fatally":
        near = token.doc[max(0, token.i - 2) : token.i]
        return next((word for word in near if word.lower_ == wanted), None)
    reach = _REACHES.get(wanted, _SELF_REACH if lemma(token) == _TURN else _COMPANION_REACH)
    stop = min(len(token.doc), token.i + reach)
    for word in token.doc[token.i + 1 : stop]:
        if word.is_sent_start or word.text in (",", ";"):
            break
        if _is_wanted(word, wanted):
            return word if word.dep_ not in _PREMODIFYING or wanted == _HOSPITAL else None
    for child in token.children:
        if child.i > token.i and _is_wanted(child, wanted) and child.dep_ in _LINKS_OF_COMPANIONS:
            is_numbered = child.nbor(-1).like_num  # "8 men shot, 2 dead"
            return None if is_numbered else child
    return None


def _is_wanted(word: Token, wanted: str) -> bool:
    """ "Put to death" has it in the singular; "put civilian deaths at 12" is another phrase."""
    return word.lower_ == wanted or (wanted != "death" and lemma(word) == wanted)
