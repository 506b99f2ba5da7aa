"""Tolls that are told by the fate of the people first and their number later: "ارتفع عدد القتلى إلى 12", "الجرحى: 30"."""

from collections.abc import Sequence

from civharm.claims.arabic.lexicon import FoundNoun, Lexicon, Number
from civharm.claims.arabic.people import People, PeopleReader
from civharm.claims.arabic.tokens import Token
from civharm.claims.quantities import Bound
from civharm.model.casualties import Harm

#: How far after "the number of the dead" the link to the number may stand.
_REACH = 6
_COLON = ":"
#: Words that may stand before the number itself: "والجرحى أكثر من 20".
_BOUNDS = (Bound.AT_LEAST, Bound.MORE_THAN, Bound.ABOUT)
#: What may follow the number of a line "the dead: 7"; a dash or bracket makes it the first of a list.
_AFTER_NUMBER = (",", "(", "/", "|", ";")


class TollReader:
    """Reads a fate, a link, and the number."""

    def __init__(self, lexicon: Lexicon, people: PeopleReader) -> None:
        self._lexicon = lexicon
        self._people = people

    def at(self, tokens: Sequence[Token], at: int) -> tuple[Harm, People] | None:
        """The harm and its people where a toll begins at the token."""
        has_toll_word = bool(self._lexicon.named("toll_words", tokens, at))
        noun_at = at + 1 if has_toll_word else at
        found = self._lexicon.noun(tokens[noun_at]) if noun_at < len(tokens) else None
        if found is None or found.noun.harm is None or not found.is_definite:
            return None
        people = self._linked(tokens, noun_at, _REACH if has_toll_word else 1) or self._in_line(
            tokens, noun_at, found
        )
        return (people.harm or found.noun.harm, people) if people else None

    def _linked(self, tokens: Sequence[Token], noun_at: int, reach: int) -> People | None:
        """ "… إلى 12", "… بلغ 12"."""
        for link in range(noun_at + 1, min(noun_at + 1 + reach, len(tokens))):
            if self._lexicon.event(tokens, link):
                return None
            if not self._lexicon.named("toll_links", tokens, link):
                continue
            people = self._people.at(tokens, link + 1)
            if people and people.is_counted:
                return people
        return None

    def _in_line(self, tokens: Sequence[Token], noun_at: int, found: FoundNoun) -> People | None:
        """ "القتلى: 7", "القتلى 3 والجرحى 9": the number right after; "الشهداء: 1- فلان" begins a list of names."""
        if found.noun.number is not Number.MANY or noun_at + 1 >= len(tokens):
            return None
        after = tokens[noun_at + 1].word
        is_bounded = any(self._lexicon.named(bound, tokens, noun_at + 1) for bound in _BOUNDS)
        if after != _COLON and not after.isdigit() and not is_bounded:
            return None
        people = self._people.at(tokens, noun_at + 1 + (after == _COLON))
        if people is None or not people.is_counted or people.is_definite:
            return None
        if people.has_noun:
            return people
        if people.end == len(tokens):
            return people if people.count.min != 1 else None
        following = tokens[people.end]
        is_over = following.word in _AFTER_NUMBER or following.is_joined
        return people if is_over or self._lexicon.is_word("stops", following) else None
