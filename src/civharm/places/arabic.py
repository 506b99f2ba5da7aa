"""Finds place names in Arabic text: names of the gazetteer after words of kind, prepositions and hash signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.arabic_phrases import with_arabic_phrase
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mention import MentionRole, PlaceMention
from civharm.places.names import plain_key
from civharm.places.pairs import paired
from civharm.places.words import PlaceWords, place_words

_WORD = re.compile(r"[\u0621-\u064a\u0640\u064b-\u0652\u0670-\u06d3]+(?:\.\u0640[\u0621-\u0652]+)*")
_PREFIXES = ("وبال", "فبال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "فب", "و", "ب", "ل", "ف")
_CONTAINER_GAP = re.compile(
    r"[\s#_]*(?:[-،,:(|]|في|ب|التابعة|التابع|الواقعة|لناحية|ضمن|شمال|شمالي|جنوب|جنوبي|شرق|شرقي|غرب|غربي|[\s#_])*"
)
_LONGEST = 4
_SIDES = frozenset(("north", "south", "east", "west"))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    is_tag: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    name: str
    start: int
    is_known: bool


def find_arabic_places(text: str, *, gazetteer: SqliteGazetteer) -> list[PlaceMention]:
    """All mentions from left to right."""
    found = [with_arabic_phrase(mention, text) for mention in _Finder(text, gazetteer).find()]
    return _linked(paired(found, text, gazetteer), text)


class _Finder:
    """Walks once over the words of one text."""

    def __init__(self, text: str, gazetteer: SqliteGazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._lists: PlaceWords = place_words("ar")
        self._ordinary = {plain_key(word) for word in self._lists["ordinary"]}
        self._kinds = {plain_key(word): kind for word, kind in self._lists.kinds.items()}
        self._relations = {plain_key(word): name for word, name in self._lists.relations.items()}
        self._name_heads = {plain_key(word) for word in self._lists["name_heads"]}
        self._governing = {plain_key(word) for word in self._lists["governing"]}
        self._locative = {plain_key(word) for word in self._lists["locative"]}
        self._words = list(_words(text))

    def find(self) -> Iterator[PlaceMention]:
        position = 0
        while position < len(self._words):
            match = self._match(position)
            if match is None:
                position += 1
                continue
            yield self._mention(match)
            position = match.last

    def _match(self, first: int) -> _Match | None:
        word = self._words[first]
        kind = self._kind_before(first)
        if self._points_at_place(word.text):
            return self._province(first)
        for last in range(min(len(self._words), first + _LONGEST), first, -1):
            if last - first > 1 and not all(w.joined for w in self._words[first + 1 : last]):
                continue
            for start, name in self._readings(first, last):
                if self._is_place(name, first, last, kind is not None):
                    return _Match(first, last, name, start, True)
        if kind is not None and kind is not PlacePrecision.UNKNOWN and self._may_be_name(first):
            return _Match(
                first,
                self._unknown_end(first),
                self._join(first, self._unknown_end(first)),
                word.start,
                False,
            )
        return None

    def _points_at_place(self, word: str) -> bool:
        """True for a word of kind or relation, with its prefix too: "and in the town" names no place."""
        return self._pointer(plain_key(word)) is not None

    def _pointer(self, key: str) -> str | None:
        """The word of kind or relation that a word is, without what is prefixed to it."""
        readings = (key, *(key[len(prefix) :] for prefix in _PREFIXES if key.startswith(prefix)))
        return next((bare for bare in readings if bare in self._kinds or bare in self._relations), None)

    def _province(self, first: int) -> _Match | None:
        """A province whose name begins with a word of relation, as that around a capital does."""
        last = first + 2
        if last > len(self._words) or not self._words[first + 1].joined:
            return None
        for start, name in self._readings(first, last):
            if any(place.kind is PlacePrecision.PROVINCE for place in self._gazetteer.find_strictly(name)):
                return _Match(first, last, name, start, True)
        return None

    def _readings(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        """The words as they stand, and without what is prefixed to the first: و ب ل ف and the article."""
        whole = self._join(first, last)
        start = self._words[first].start
        yield start, whole
        for prefix in _PREFIXES:
            if whole.startswith(prefix) and len(whole) - len(prefix) >= 3:
                rest = whole[len(prefix) :]
                with_article = "ال" in prefix or prefix in ("لل", "ولل")
                if plain_key(whole.split()[0]) in self._ordinary:
                    continue
                yield start + len(prefix), ("ال" + rest if with_article else rest)

    def _is_place(self, name: str, first: int, last: int, has_kind: bool) -> bool:
        key = plain_key(name)
        single = last - first == 1
        if len(key) < 3 or (single and key in self._ordinary and not has_kind):
            return False
        if single and self._is_side(key) and self._kind_before(first) in (None, PlacePrecision.UNKNOWN):
            return False
        if single and self._is_mere_kind(key, first):
            return False
        if not single and self._is_on_its_way(last):
            return False
        places = self._gazetteer.find(name)
        if not places:
            return False
        if has_kind or self._words[first].is_tag or not single:
            return True
        best = max(place.population for place in places)
        wide = any(p.kind in (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE) for p in places)
        near = first > 0 and self._word_before(first) in (self._locative | set(self._relations))
        own = any(place.layer != "world" for place in places)
        prefixed = self._join(first, last) != name
        return best >= 100_000 or wide or ((near or prefixed) and (best >= 2_000 or own))

    def _is_mere_kind(self, key: str, first: int) -> bool:
        """True for "the city" in "quarters of the city"; a district may be called so."""
        is_area = self._kind_before(first) in (PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT)
        return key.startswith("ال") and key.removeprefix("ال") in self._kinds and not is_area

    def _is_on_its_way(self, last: int) -> bool:
        """True where the last word leads to another name: "the centre of the town of …", "X, east of Aleppo"."""
        key = plain_key(self._words[last - 1].text)
        if key in self._kinds:
            return True
        leads = key in self._relations and last < len(self._words) and self._words[last].joined
        return leads and bool(self._gazetteer.find(self._words[last].text))

    def _is_side(self, key: str) -> bool:
        """True for a side as an adjective, "the northern": a quarter's name only after a word such as "quarter"."""
        return self._relations.get(key.removeprefix("ال").removesuffix("ه")) in _SIDES

    def _may_be_name(self, first: int) -> bool:
        key = plain_key(self._words[first].text)
        return len(key) >= 3 and key not in self._ordinary and self._words[first].joined

    def _unknown_end(self, first: int) -> int:
        """An unknown name is one word, or two where the first is a common first half ("تل …", "أم …")."""
        halves = (
            "تل",
            "ام",
            "ابو",
            "بيت",
            "دير",
            "كفر",
            "عين",
            "خربه",
            "راس",
            "باب",
            "جبل",
            "خان",
            "شيخ",
            "الشيخ",
        )
        second = first + 1 < len(self._words) and self._words[first + 1].joined
        return first + 2 if second and plain_key(self._words[first].text) in halves else first + 1

    def _kind_before(self, first: int) -> PlacePrecision | None:
        if first == 0 or not self._words[first].joined:
            return None
        return self._kinds.get(self._word_before(first))

    def _word_before(self, first: int) -> str:
        """The word before, without a prefix if only so it is a word of kind or relation."""
        key = plain_key(self._words[first - 1].text)
        return key if key in self._locative else self._pointer(key) or key

    def _join(self, first: int, last: int) -> str:
        return " ".join(" ".join(w.text for w in self._words[first:last]).split())

    def _mention(self, match: _Match) -> PlaceMention:
        name_span = Span(match.start, self._words[match.last - 1].end)
        kind = self._kind_before(match.first)
        relation, start = self._relation(match.first - (1 if kind is not None else 0), match)
        span = Span(min(start, name_span.start), name_span.end)
        return PlaceMention(
            span=span,
            words=" ".join(span.of(self._text).split()),
            name=match.name,
            name_span=name_span,
            role=self._role(match),
            relation=relation,
            kind=kind,
            confidence=0.9 if match.is_known else 0.6,
        )

    def _role(self, match: _Match) -> MentionRole:
        """Part of a unit's or an office's name ("لواء الموصل"), a government ("أعلنت موسكو"), or a place."""
        if match.first == 0 or not self._words[match.first].joined or self._words[match.first].is_tag:
            return MentionRole.PLACE
        before = plain_key(self._words[match.first - 1].text)
        if before.removeprefix("و") in self._governing and match.start == self._words[match.first].start:
            return MentionRole.GOVERNMENT
        heads = {before, before.removeprefix("و"), before.removeprefix("ب"), before.removeprefix("ل")}
        return MentionRole.IN_NAME if heads & self._name_heads else MentionRole.PLACE

    def _relation(self, first: int, match: _Match) -> tuple[str | None, int]:
        start = self._words[first].start if first < match.first else match.start
        if first > 0 and (name := self._relations.get(self._word_before(first))):
            return name, self._words[first - 1].start
        if first < match.first and (name := self._relations.get(self._word_before(match.first))):
            return name, start
        return None, start


def _linked(mentions: list[PlaceMention], text: str) -> list[PlaceMention]:
    """Each mention with what it lies in: "قرية … بريف حلب", "حي … في الموصل", "طرنجة - القنيطرة"."""
    found = list(mentions)
    for index in range(len(found) - 2, -1, -1):
        here, there = found[index], found[index + 1]
        gap = text[here.name_span.end : there.span.start]
        if here.other is None and _CONTAINER_GAP.fullmatch(gap) and _inside(there, text):
            found[index] = replace(here, within=there.name_span)
    return found


def _inside(there: PlaceMention, text: str) -> bool:
    """False for a place of the same sort in a row ("قرى … و…")."""
    return not text[: there.span.start].endswith(" و")


def _words(text: str) -> Iterator[_Word]:
    before, in_tag = 0, False
    for match in _WORD.finditer(text):
        gap = text[before : match.start()]
        in_tag = gap.endswith("#") or (in_tag and gap == "_")
        joined = before > 0 and gap.strip(" \u00a0_#") == ""
        yield _Word(match.group(), match.start(), match.end(), in_tag, joined)
        before = match.end()
