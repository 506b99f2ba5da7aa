"""Stretches of an English text that may be place names: what the gazetteer knows, and what words of kind point at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.model.spans import Span
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.tokens import ARTICLE, Token
from civharm.places.words import PlaceWords, place_words

_LONGEST = 6
_CONNECTORS = frozenset("of de del la las los el al du des da do bin ibn on upon sur the".split())
_HALVES = frozenset("tel tal tell tall abu abou albu umm um bab ain ayn khan wadi jabal jebel kafr kfar deir dayr beit bayt "
                    "hayy shaykh sheikh tulul arab qalat khirbat ras bani mullah nahr jisr marj birkat".split())  # fmt: skip
_ARTICLES = ("al", "el")
#: The article before a letter that it takes on ("Hayy ad Dubbat"); its forms that are English words too.
_SUN_ARTICLE = re.compile(r"(?:[ae]d (?=D)|[ae]r (?=R)|[ae]sh (?=Sh)|[ae]z (?=Z))")
_LIKE_A_WORD = re.compile(r"(?:as (?=S)|at (?=T)|an (?=N))")
#: What stands after the short form of an area that closes a place: "Bellville, Ill (AP)", "Bellville, Ill --".
_ENDS_PLACE = re.compile(r"\s*(?:[(),;:]|[-–—]{1,2}\s|$)", re.MULTILINE)
#: What stands before a street that is named without its kind: "the 3100 block of West Kirkuk".
_NUMBERED_BLOCK = re.compile(
    r"\d(?:st|nd|rd|th)?[ -]blocks? (?:of|on) (?:the )?(?:(?:north|south)?(?:east|west)? |[NSEW]{1,2}\.? )?$",
    re.IGNORECASE,
)
#: The longest of these words before a name.
_BLOCK_REACH = 30
_SHORTENED = frozenset("st ft mt pt gen col dr mr mrs lt sgt capt maj brig adm rev gov sen rep".split())
_SUFFIXES = ("-based", "-led", "-born", "-backed", "-area", "-bound", "-style", "-occupied", "-controlled", "-held",
             "-funded", "-trained", "-made", "-brokered", "-sponsored", "-supported", "-registered", "-owned",
             "-run", "-era", "-affiliated", "-linked", "-allied", "-wide")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals one after the other: tokens `first` up to `last`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a run that may be a place name; `places` is what the gazetteer has for it.

    `core` is the known name inside an unknown one: "Mosul" in "Mosul General Hospital". `is_loose` marks a name
    whose consonants alone are known, `is_at_home` one that is known, in a country that the text names.
    """

    first: int
    last: int
    run: Run
    name: str
    span: Span
    places: tuple[GazetteerPlace, ...]
    kind: PlacePrecision | None = None
    suffix: str = ""
    core: "Candidate | None" = None
    is_feature: bool = False
    is_people: bool = False
    is_loose: bool = False
    is_at_home: bool = False

    @property
    def is_known(self) -> bool:
        """True if the gazetteer knows the name."""
        return bool(self.places)


class CandidateFinder:
    """Finds the candidates of one text."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        gazetteer: SqliteGazetteer,
        countries: frozenset[str] = frozenset(),
    ) -> None:
        self._text = text
        self._countries = countries
        self._tokens = tokens
        self._gazetteer = gazetteer
        self._words: PlaceWords = place_words("en")

    def find(self) -> list[Candidate]:
        """All candidates from left to right, none overlapping another."""
        found = (candidate for run in self._runs() for candidate in self._candidates(run))
        return [replace(one, is_at_home=self._is_at_home(one)) for one in found]

    def _is_at_home(self, candidate: Candidate) -> bool:
        inner = (p for p in candidate.places if p.kind is not PlacePrecision.COUNTRY)
        return any(place.country in self._countries for place in inner)

    def _runs(self) -> Iterator[Run]:
        position, end = 0, len(self._tokens)
        while position < end:
            if not self._may_open(position):
                position += 1
                continue
            last = self._run_end(position)
            yield Run(position, last)
            position = last

    def _may_open(self, position: int) -> bool:
        token = self._tokens[position]
        if token.lower in self._words["openers"] or self._is_title(position):
            return False
        if token.is_capital:
            return True
        return token.lower in _ARTICLES and self._continues(position + 1)

    def _is_title(self, position: int) -> bool:
        """True for "Gen." and "President" before a name, unless they begin a known one ("King City")."""
        token = self._tokens[position]
        if token.lower not in self._words["titles"] or not self._continues(position + 1):
            return False
        return not self._gazetteer.find_strictly(self._plain(position, position + 2))

    def _run_end(self, first: int) -> int:
        last = first + 1
        while last < len(self._tokens) and self._joined(last):
            token = self._tokens[last]
            if token.is_capital and token.lower not in self._words["openers"]:
                last += 1
            elif self._is_connector(last) and self._continues(last + 1):
                last += 2
            else:
                break
        return last

    def _is_connector(self, position: int) -> bool:
        return self._tokens[position].lower in _CONNECTORS or self._is_sun_article(position)

    def _is_sun_article(self, position: int) -> bool:
        is_bound = self._tokens[position - 1].lower in _HALVES
        start = self._tokens[position].start
        return any(each.match(self._text, start) for each in (_SUN_ARTICLE, *[_LIKE_A_WORD] * is_bound))

    def _continues(self, position: int) -> bool:
        if position >= len(self._tokens) or not self._joined(position):
            return False
        token = self._tokens[position]
        return token.is_capital and token.lower not in self._words["openers"]

    def _joined(self, position: int) -> bool:
        """True if the word belongs with the one before it: a blank between them, or a dot of shortening."""
        token = self._tokens[position]
        if token.joins:
            return True
        return token.gap.strip(" ") == "." and self._tokens[position - 1].lower in _SHORTENED

    def _candidates(self, run: Run) -> Iterator[Candidate]:
        position = run.first
        while position < run.last:
            if sure := self._people(position, run) or self._abbreviation(position, run):
                yield sure
                position = sure.last
                continue
            if last := self._town_part(position, run):
                position = last
                continue
            known = self._longest_known(position, run)
            known = self._whole(known) or known if known else None
            headed = self._by_last_word(position, run, known)
            if known and not headed and self._is_street_of_block(position):
                position = known.last
                continue
            if candidate := headed or known:
                yield candidate
                position = candidate.last
            else:
                yield from self._unknown(position, run)
                position += 1

    def _town_part(self, first: int, run: Run) -> int | None:
        """Where a part ends that many towns have and that bears no name of its own: "East Side"."""
        lasts = range(min(run.last, first + 2), first, -1)
        return next(
            (last for last in lasts if self._plain(first, last).lower() in self._words["town_parts"]), None
        )

    def _is_street_of_block(self, position: int) -> bool:
        """True where the words can only mean a street, whatever town bears its name too: "the 300 block of Kirkuk"."""
        start = self._tokens[position].start
        return _NUMBERED_BLOCK.search(self._text[max(0, start - _BLOCK_REACH) : start]) is not None

    def _abbreviation(self, first: int, run: Run) -> Candidate | None:
        """The short form of an area's name after a comma: "Bellville, Ill.", or without its full stop before a mark."""
        token = self._tokens[first]
        if token.gap.strip() not in (",", ".,"):
            return None
        has_stop = self._text[token.end : token.end + 1] == "."
        span = Span(token.start, token.end + has_stop)
        written = span.of(self._text)
        if not (has_stop or written.isupper() or _ENDS_PLACE.match(self._text, token.end)):
            return None
        places = tuple(self._gazetteer.find_abbreviated(written))
        return Candidate(first, first + 1, run, written, span, places) if places else None

    def _people(self, first: int, run: Run) -> Candidate | None:
        """A people's name ("Iraqi", "South Koreans"); it leads to the country, which is no place of events."""
        for last in (first + 2, first + 1):
            if (
                last <= run.last
                and (name := self._name(first, last))
                and self._gazetteer.find_people(name[0])
            ):
                places = tuple(self._gazetteer.find_people(name[0]))
                span = self._span(first, last, name[1])
                return Candidate(first, last, run, name[0], span, places, suffix=name[1], is_people=True)
        return None

    def _longest_known(self, first: int, run: Run) -> Candidate | None:
        for last in range(min(run.last, first + _LONGEST), first, -1):
            token = self._tokens[last - 1]
            if (
                not token.is_capital
                or (last == first + 1 and self._is_hollow(token))
                or self._is_cut(last, run)
            ):
                continue
            name, suffix = self._name(first, last)
            if places := tuple(self._gazetteer.find(name)):
                return self._extended(
                    Candidate(first, last, run, name, self._span(first, last, suffix), places, None, suffix)
                )
        return None

    def _whole(self, known: Candidate) -> Candidate | None:
        """The name with one word more where only so it is spelt as a place of the text's country: "Kafr Ruman" for Kafrruman.

        And with a small word of what is built there, or of what an area is, where that has a name of its own: "the
        Mosul dam", "the Gaza strip".
        """
        last = known.last
        if known.suffix or known.kind or last >= len(self._tokens) or not self._tokens[last].joins:
            return None
        name = self._plain(known.first, last + 1)
        span = self._span(known.first, last + 1, "")
        if last < known.run.last and last == known.first + 1 and self._is_loose(name):
            return replace(known, last=last + 1, name=name, span=span, places=(), is_loose=True)
        if named := self._with_small_word(name, self._tokens[last]):
            return replace(known, last=last + 1, name=name, span=span, places=named)
        return None

    def _with_small_word(self, name: str, word: Token) -> tuple[GazetteerPlace, ...]:
        """The places that bear the name with its last word, which says that something is built or an area."""
        kind = self._words.kinds.get(word.text)
        if kind is PlacePrecision.LANDMARK:
            return tuple(place for place in self._gazetteer.find(name) if place.kind is kind)
        if kind is None and word.text in self._words["area_names"]:
            return tuple(self._gazetteer.find_strictly(name))
        return ()

    def _is_cut(self, last: int, run: Run) -> bool:
        """True if the name would end before a part with the article: "Ain" of "Ain al-Tamr"."""
        if last >= run.last:
            return False
        following = self._tokens[last]
        return (
            bool(ARTICLE.match(following.text))
            or following.lower in _ARTICLES
            or self._is_sun_article(last)
            or self._tokens[last - 1].lower in _HALVES
        )

    def _extended(self, known: Candidate) -> Candidate:
        """With the word of kind that is written as part of the name: "Kirkuk Governorate", "Kirkuk Co."."""
        if known.last >= known.run.last or known.suffix:
            return known
        if county := self._short_county(known):
            return county
        kind = self._words.kinds.get(self._tokens[known.last].lower)
        if kind is None or kind is PlacePrecision.LANDMARK:
            return known
        span = Span(known.span.start, self._tokens[known.last].end)
        return Candidate(known.first, known.last + 1, known.run, known.name, span, known.places, kind)

    def _short_county(self, known: Candidate) -> Candidate | None:
        """The county of the name before "Co.", where there is one: else it is a company's."""
        end = self._tokens[known.last].end
        if self._tokens[known.last].lower != "co" or self._text[end : end + 1] != ".":
            return None
        name = f"{known.name} County"
        places = tuple(self._gazetteer.find_strictly(name))
        span = Span(known.span.start, end + 1)
        return replace(known, last=known.last + 1, name=name, span=span, places=places) if places else None

    def _by_last_word(self, first: int, run: Run, known: Candidate | None) -> Candidate | None:
        """A name that ends in a word of kind or of a land feature: "Firdos Square", "Mosul General Hospital"."""
        longest = min(run.last, first + _LONGEST)
        for last in range(longest, max(first + 1, known.last if known else 0), -1):
            word = self._tokens[last - 1].lower
            kind = self._words.kinds.get(word)
            is_feature = word in self._words["features"]
            if is_feature or kind is PlacePrecision.LANDMARK or (kind and not known):
                name = self._plain(first, last)
                return Candidate(
                    first, last, run, name, self._span(first, last, ""), (), kind, "", known, is_feature
                )
        return None

    def _unknown(self, first: int, run: Run) -> Iterator[Candidate]:
        """A whole run that the gazetteer does not know: what stands around it decides."""
        if first == run.first and run.last - run.first <= 4 and self._tokens[run.last - 1].is_capital:
            whole, suffix = self._name(run.first, run.last)
            has_article = self._tokens[first].lower in _ARTICLES and first + 1 < run.last
            if not self._is_hollow(self._tokens[first + has_article]):
                span = self._span(run.first, run.last, suffix)
                yield Candidate(
                    run.first, run.last, run, whole, span, (), suffix=suffix, is_loose=self._is_loose(whole)
                )

    def _is_loose(self, name: str) -> bool:
        return bool(self._countries) and any(
            place.country in self._countries for place in self._gazetteer.find_alike(name)
        )

    def _is_hollow(self, token: Token) -> bool:
        return token.lower in self._words["never_alone"] or (len(token.text) == 1)

    def _name(self, first: int, last: int) -> tuple[str, str]:
        name = self._plain(first, last)
        lowered = name.lower()
        suffix = next((ending for ending in _SUFFIXES if lowered.endswith(ending)), "")
        return (name[: -len(suffix)], suffix) if suffix else (name, "")

    def _plain(self, first: int, last: int) -> str:
        return " ".join(self._text[self._tokens[first].start : self._tokens[last - 1].end].split())

    def _span(self, first: int, last: int, suffix: str) -> Span:
        return Span(self._tokens[first].start, self._tokens[last - 1].end - len(suffix))
