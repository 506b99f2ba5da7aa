"""Whether a stretch of text names a place: evidence from the words around it, weighed.

The weights were fitted by logistic regression over these features alone: no words are among them.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from civharm.model.places import PlacePrecision
from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span
from civharm.places.candidates import Candidate
from civharm.places.company import is_called_place, lists_of
from civharm.places.gazetteer import SqliteGazetteer, is_main_name
from civharm.places.tokens import Token, begins_sentence
from civharm.places.words import place_words

_IRREGULAR = frozenset("struck took left held retook overran shook storms hits takes strikes".split())
_WELL_KNOWN = 200_000
_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)
_STRICTLY_LOCATIVE = (
    "in",
    "near",
    "at",
    "outside",
    "inside",
    "around",
    "northern",
    "southern",
    "eastern",
    "western",
)
_OF = ("of", "called", "named")
_INSIDE = ("in", "inside")
_IN_SOMETHING = 2
#: What may follow the first of several families' names.
_FAMILIES = re.compile(
    r"(?:(?:,|,? and)(?: the)? (?:(?:[Aa]l|[Aa]bu)[ -])?[A-Z][\w'’-]+){1,8} (?:families|clans)\b"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch that a tagger took for a person ("PERSON"), a place ("GPE", "LOC", "FAC") or another thing."""

    span: Span
    label: str


@lru_cache(maxsize=1)
def _taking_forms() -> frozenset[str]:
    """The verbs whose object is a place, in their regular forms."""
    verbs = place_words("en")["taking"]
    stems = {verb.rstrip("e") for verb in verbs}
    return verbs | {stem + ending for stem in stems for ending in ("ed", "es", "s", "ing")} | _IRREGULAR


class Evidence:
    """Gathers what speaks for and against the candidates of one text."""

    def __init__(
        self, text: str, tokens: list[Token], gazetteer: SqliteGazetteer, entities: Sequence[Entity] = ()
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._gazetteer = gazetteer
        self._entities = entities
        self._entities_at = SpanIndex((entity.span, entity) for entity in entities)
        self._words = place_words("en")
        self._person_words: set[str] = set()
        self._starting: dict[int, Candidate] = {}
        self._listed: dict[int, Candidate] = {}
        self._lower = Counter(token.text for token in tokens if token.text.islower())

    def learn(self, candidates: Sequence[Candidate]) -> None:
        """Note where candidates begin, and which words are persons' names by what stands before or a tagger says."""
        self._starting = {candidate.first: candidate for candidate in candidates}
        for run in lists_of(self._text, candidates):
            self._listed.update({each.first: run[0] for each in run[1:]})
        for position, token in enumerate(self._tokens[:-1]):
            if token.is_capital and (
                token.lower in self._words["titles"] or token.lower in self._words["first_names"]
            ):
                self._person_words.update(self._name_after(position))
        for candidate in filter(self.is_family, candidates):
            self._person_words.add(candidate.name.lower().split()[-1])
        places = {candidate.span for candidate in candidates if candidate.is_known and " " in candidate.name}
        for entity in self._entities:
            if entity.label == "PERSON" and entity.span not in places:
                self._person_words.update(entity.span.of(self._text).lower().split()[-1:])

    def is_family(self, candidate: Candidate) -> bool:
        """True for "the Haddad family": people who bear a place's name, unless it is a well-known town's."""
        if candidate.last >= len(self._tokens) or candidate.kind or candidate.is_people:
            return False
        after = self._tokens[candidate.last]
        is_kin = after.joins and (after.text in self._words["kin"] or self._is_home(candidate, after))
        if not (is_kin or self._is_among_families(candidate)):
            return False
        return not any(
            place.population >= _WELL_KNOWN and is_main_name(place, candidate.name)
            for place in candidate.places
        )

    def _is_among_families(self, candidate: Candidate) -> bool:
        """True for the first names of "the Haddad, Nasser and Amiri families"."""
        before = self._tokens[candidate.first - 1].lower if candidate.first else ""
        if before in self._words["locative"] and before != "and":
            return False
        return _FAMILIES.match(self._text, candidate.span.end) is not None

    def _is_home(self, candidate: Candidate, after: Token) -> bool:
        """ "The Haddad residence"; "their Bellville home" stands in a town."""
        before = self._tokens[candidate.first - 1].lower if candidate.first else ""
        return before == "the" and " " not in candidate.name and after.text in self._words["homes"]

    def _name_after(self, position: int) -> list[str]:
        words = []
        for token in self._tokens[position + 1 : position + 4]:
            if not (token.is_capital and token.gap.strip(" .") == ""):
                break
            words.append(token.text.lower())
        return words[-1:]

    def features(self, candidate: Candidate) -> dict[str, float]:
        """The evidence by name; every value is 0 or 1 but for logarithms."""
        found = {**self._of_name(candidate), **self._before(candidate), **self._after(candidate)}
        if found["container_after"]:  # "Hit, Anbar" is no verb
            found["word"] = found["also_lower"] = 0
        found.update(self._of_entities(candidate))
        found.update(self._of_company(candidate))
        return {name: float(value) for name, value in found.items() if value}

    def _of_company(self, candidate: Candidate) -> dict[str, float]:
        """Whether it is listed after a place ("the villages of X and Y", "in X, Y and Z") or called one."""
        leader = self._listed.get(candidate.first)
        before = self._before(leader) if leader else {}
        located = before.get("locative_before") or before.get("taking_before")
        return {
            "listed_of_kind": bool(before.get("kind_of_before")),
            "listed": bool(located) and not before.get("kind_of_before"),
            "called_place": is_called_place(self._text, candidate.span),
            "place_part": " " in candidate.name
            and candidate.name.split()[0].lower() in self._words["name_parts"],
        }

    def _of_name(self, candidate: Candidate) -> dict[str, float]:
        words = candidate.name.split()
        best = max((place.population for place in candidate.places), default=0)
        main = any(is_main_name(place, candidate.name) for place in candidate.places)
        single = len(words) == 1
        return {
            "bias": 1,
            "known": candidate.is_known,
            "loose": candidate.is_loose,
            "at_home": candidate.is_at_home,
            "main": main,
            "wide": any(p.kind in _WIDE and p.layer == "world" for p in candidate.places),
            "country": any(p.kind is PlacePrecision.COUNTRY for p in candidate.places),
            "own_layer": any(p.layer != "world" for p in candidate.places),
            "population": math.log10(best + 1) / 6,
            "uncounted": candidate.is_known and best == 0,
            "large": best >= 500_000,
            "several_words": not single,
            "word": single and self._gazetteer.is_word(candidate.name),
            "also_lower": single and self._lower[candidate.name.lower()] > 0,
            "first_name": single and candidate.name.lower() in self._words["first_names"],
            "person": words[-1].lower() in self._person_words,
            "shouted": single and candidate.name.isupper() and len(candidate.name) <= 5,
            "short": len(candidate.name) <= 3,
            "kind": candidate.kind is not None,
            "feature": candidate.is_feature,
            "core": candidate.core is not None,
            "suffix": bool(candidate.suffix),
        }

    def _before(self, candidate: Candidate) -> dict[str, float]:
        token = self._tokens[candidate.first]
        before = self._tokens[candidate.first - 1] if candidate.first else None
        joined = before is not None and token.gap.strip() in ("", ".")
        word = before.lower if before and joined else ""
        in_run = candidate.first > candidate.run.first
        first = begins_sentence(self._text, token)
        capital_before = bool(before and joined and before.is_capital and in_run)
        known_sort = word in self._words["directions"] or word in self._words.kinds or word in _OF
        return {
            "first_in_sentence": first,
            "locative_before": word in self._words["locative"] and not first,
            "taking_before": word in _taking_forms(),
            "direction_before": word in self._words["directions"],
            "kind_before": word in self._words.kinds,
            "kind_of_before": word in _OF and self._kind_two_before(candidate.first),
            "unknown_kind_of": not candidate.is_known
            and word in _OF
            and self._kind_two_before(candidate.first),
            "unknown_located": not candidate.is_known and word in _STRICTLY_LOCATIVE and not first,
            "title_before": word in self._words["titles"],
            "first_name_before": capital_before and word in self._words["first_names"],
            "capital_before": capital_before and not known_sort,
            "the_before": word == "the",
            "article_before": word in ("a", "an"),
            "comma_before": token.gap.strip() == "," and bool(before and before.is_capital),
        }

    def _kind_two_before(self, first: int) -> bool:
        return first > 1 and self._tokens[first - 2].lower in self._words.kinds

    def _after(self, candidate: Candidate) -> dict[str, float]:
        after = self._tokens[candidate.last] if candidate.last < len(self._tokens) else None
        joined = after is not None and after.gap.strip() == ""
        word = after.lower if after and joined else ""
        in_run = candidate.last < candidate.run.last
        kind = word in self._words.kinds or word in self._words["features"]
        rest = self._text[candidate.span.end : candidate.span.end + 2]
        return {
            "kind_after": kind,
            "unknown_kind_after": kind and not candidate.is_known,
            "head_after": word in self._words["name_heads"] and bool(after and after.is_capital),
            "capital_after": bool(in_run and after and after.is_capital)
            and not kind
            and word not in self._words["name_heads"],
            "civic_after": _is_of_town(candidate) and word in self._words["civic"],
            "speech_after": word in self._words["speech"],
            "possessive": rest.startswith(("'", "’")),
            "container_after": self._container_after(candidate),
            "number_after": bool(after and after.gap.strip() in ("", ",") and after.text[0].isdigit()),
        }

    def _container_after(self, candidate: Candidate) -> bool:
        """True if the name of a wider area follows: "Bellville, Ohio", "Sinjar town, Nineveh", "Sinjar, in Iraq"."""
        position = candidate.last
        if position < len(self._tokens) and self._is_kind_word(position):
            position += 1
        if position >= len(self._tokens) or self._tokens[position].gap.strip() != ",":
            return False
        position = self._past_inside(position)
        after = self._tokens[position]
        with_dot = self._text[after.start : after.end + 1]
        is_short = after.text.isupper() or with_dot.endswith(".")  # "Al Anbar" is not in Alabama
        if is_short and self._gazetteer.find_abbreviated(with_dot.strip(" ,;:)")):
            return True
        container = self._starting.get(position)
        return container is not None and any(place.kind in _WIDE for place in container.places)

    def _past_inside(self, position: int) -> int:
        """The position behind "in the", where that stands between a name and what it lies in."""
        rest = [token.text for token in self._tokens[position : position + 3]]
        if len(rest) < _IN_SOMETHING or rest[0] not in _INSIDE:
            return position
        return position + (_IN_SOMETHING if rest[1] == "the" and len(rest) > _IN_SOMETHING else 1)

    def _is_kind_word(self, position: int) -> bool:
        token = self._tokens[position]
        return token.joins and token.text in self._words.kinds

    def _of_entities(self, candidate: Candidate) -> dict[str, float]:
        here = self._entities_at.overlapping(candidate.span)
        labels = {e.label for e in here}
        exact = {e.label for e in here if e.span == candidate.span}
        return {
            "tagged": bool(self._entities),
            "tagged_place": bool(labels & {"GPE", "LOC", "FAC"}),
            "tagged_place_exactly": bool(exact & {"GPE", "LOC", "FAC"}),
            "tagged_person": "PERSON" in labels,
            "tagged_organisation": "ORG" in labels,
            "tagged_people": "NORP" in labels,
            "tagged_other": bool(labels - {"GPE", "LOC", "FAC", "PERSON", "ORG", "NORP"}),
            "untagged": bool(self._entities) and not labels,
        }


def _is_of_town(candidate: Candidate) -> bool:
    """A known town goes by this name: one word before "police" or "man" that is most often such a town's."""
    return any(place.population and is_main_name(place, candidate.name) for place in candidate.places)


def confidence(features: dict[str, float], weights: dict[str, float]) -> float:
    """The weighed evidence as a probability."""
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


#: "12 March 2017", "Mar. 12": what may stand between a dateline's places and its dash.
_DAY = r"(?:(?:\d{1,2}[ \t][A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?[ \t]\d{1,2})(?:,?[ \t]\d{4})?)"
_DATELINE = re.compile(
    r"^[ \t]*(?:\(?[A-Z]{2,10}\)?[ \t]*[-–—:][ \t]*)?"
    r"(?P<name>[A-Z][\w.'’ -]{1,40}?)"
    rf"(?:,[ \t]*(?!{_DAY})(?P<rest>[A-Z][\w. ]{{1,30}}?))?(?:,?[ \t]*{_DAY})?"
    r"[ \t]*(?:\([^)\n]{2,40}\)[ \t]*)?(?:—|–|--|-[ \t])",
    re.MULTILINE,
)


def dateline_span(text: str) -> Span | None:
    """Where the dateline's place names stand: "IRBIL, Iraq —" at the start of one of the first lines."""
    for match in _DATELINE.finditer(text, 0, min(len(text), 600)):
        name = match.group("name")
        if name.isupper() or match.group("rest") or "(" in match.group():
            end = match.end("rest") if match.group("rest") else match.end("name")
            return Span(match.start("name"), end)
    return None
