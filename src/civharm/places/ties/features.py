"""What ties one place of a sentence to the event's verb, as named features: structure and our own word lists alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from civharm.model.places import Place
from civharm.places.mention import PlaceMention
from civharm.places.ties.route import CLAUSES, Route, route
from civharm.places.ties.site import Site, names_place
from civharm.places.ties.verbs import is_saying, is_taking, verb_class
from civharm.places.words import place_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREPOSITIONS = frozenset(
    "in at near on from to into of outside around against between through by for with over across inside toward towards"
    " along off during under after before".split()
)
_TOP_DEPS = frozenset(
    "pobj dobj nsubj nsubjpass poss compound npadvmod attr ROOT amod nmod advmod conj appos".split()
)
_ROLES = CLAUSES | frozenset("nsubj nsubjpass dobj prep agent dative npadvmod attr".split())
_TOWARDS = frozenset({"to", "into", "toward", "towards"})
_AIMED = frozenset({"of", "on", "against"})
_SUBJECTS = ("nsubj", "nsubjpass")
_VERBAL = ("VERB", "AUX")
_OWNERS = ("PERSON", "ORG", "NORP")
_LABELS = ("GPE", "LOC", "FAC", *_OWNERS)
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DISTANCES = (2, 4, 8, 14, 25)
_SURE = (0.3, 0.4, 0.5, 0.6, 0.8, 0.95)
#: Among a sentence's first words a preposition opens it: "In X, …".
_OPENING = 3


def of_tie(site: Site, verb: "Token") -> Iterator[str]:
    """How the parse leads from the place to the verb."""
    way = route(site.governor, verb)
    governor = noun_sort(site.governor)
    yield from (f"site_{step}" for step in site.steps)
    yield f"top_{site.top.dep_ if site.top.dep_ in _TOP_DEPS else 'other'}"
    yield f"prep_{_preposition(site)}"
    yield f"governor_{'verb' if site.governor.i == verb.i else governor}"
    yield from _of_route(way)
    yield from _of_where(site, way, is_event=governor == "event")
    yield from _of_arguments(site, verb)
    if any(_is_actor(token) for token in way.up[:2] if token.i != site.top.i):
        yield "within_actor"


def noun_sort(token: "Token") -> str:
    """The sort of a word that a place hangs on: an event, a place, somebody who acts, another verb."""
    words = place_words("en")
    if token.pos_ in _VERBAL:
        return "other_verb"
    lemma = token.lemma_.lower()
    if {lemma, token.lower_} & (words["events"] | verb_class("event_nouns")):
        return "event"
    if names_place(token) or token.ent_type_ in ("GPE", "LOC", "FAC"):
        return "place"
    return "actor" if _is_actor(token) or token.ent_type_ in _OWNERS else "other"


def _is_actor(token: "Token") -> bool:
    return token.lower_ in place_words("en")["actors"] or token.ent_type_ == "ORG"


def _preposition(site: Site) -> str:
    if site.preposition is None:
        return "none"
    word = str(site.preposition.lower_)
    return word if word in _PREPOSITIONS else "other"


def _of_route(way: Route) -> Iterator[str]:
    for name, tokens in (("up", way.up), ("down", way.down)):
        clauses = [token.dep_ for token in tokens if token.dep_ in CLAUSES]
        yield f"{name}_{min(len(tokens), 4)}"
        yield f"{name}_clauses_{min(len(clauses), 3)}"
        yield from (f"{name}_{clause}" for clause in clauses)
        role = tokens[-1].dep_ if tokens else "none"
        yield f"{name}_as_{role if role in _ROLES or role == 'none' else 'other'}"
    if way.is_under:
        yield "under"
    if way.meeting is not None and is_saying(way.meeting):
        yield "meets_in_saying"


def _of_where(site: Site, way: Route, *, is_event: bool) -> Iterator[str]:
    """The preposition together with what it belongs to."""
    preposition = _preposition(site)
    belongs = "verb" if way.is_under and not way.up else "under" if way.is_under else "elsewhere"
    if preposition in place_words("en")["where"]:
        yield f"where_{belongs}"
        if is_event:
            yield "where_event"
        if site.preposition is not None and site.preposition.i < site.top.sent.start + _OPENING:
            yield "where_opens"
        if way.is_over and site.governor.pos_ in _VERBAL:
            yield "where_over"
        if way.is_under and way.up:
            yield f"where_in_{way.up[-1].dep_ if way.up[-1].dep_ in ('dobj', *_SUBJECTS) else 'other'}"
    elif preposition in _TOWARDS:
        yield f"towards_{belongs}"
    elif preposition == "from":
        yield f"from_{belongs}"
    if preposition in _AIMED and is_event:
        yield "aimed_event"


def _of_arguments(site: Site, verb: "Token") -> Iterator[str]:
    """The place as what the verb acts on, or who acts."""
    if site.governor.i != verb.i:
        return
    if site.preposition is not None:
        if site.preposition.dep_ == "agent":
            yield "agent"
    elif site.top.dep_ in ("dobj", "nsubjpass"):
        yield "taken" if is_taking(verb) else "acted_on"
    elif site.top.dep_ == "nsubj":
        yield "acts"


def of_order(name: "Token", verb: "Token") -> Iterator[str]:
    """What stands between the place and the verb."""
    between = name.doc[min(name.i, verb.i) + 1 : max(name.i, verb.i)]
    if name.i > verb.i:
        yield "after"
    yield from (f"nearer_than_{most}" for most in _DISTANCES if len(between) < most)
    yield f"verbs_between_{min(sum(token.pos_ == 'VERB' for token in between), 3)}"
    texts = {token.text for token in between}
    for sort, signs in (("comma", {",", ";"}), ("stop", {";", ":"}), ("quote", {'"', "“", "”"})):
        if texts & signs:
            yield f"{sort}_between"
    if any(token.dep_ == "cc" for token in between):
        yield "and_between"


def of_mention(mention: PlaceMention, place: Place, name: "Token") -> Iterator[str]:
    """What the words say of the place itself, and what it was resolved to."""
    yield f"role_{mention.role.value}"
    yield f"relation_{_relation(mention.relation)}"
    yield f"kind_{mention.kind.value if mention.kind else 'none'}"
    if mention.within is not None:
        yield "contained"
    yield f"sure_{sum(mention.confidence >= least for least in _SURE)}"
    yield f"words_{min(len(mention.name.split()), 4)}"
    yield f"precision_{place.precision.value}"
    if place.is_located:
        yield "located"
    yield f"entity_{name.ent_type_ if name.ent_type_ in _LABELS else 'none'}"
    yield from _of_next_words(mention, name)


def _relation(relation: str | None) -> str:
    first = (relation or "").split(" ")[0]
    if first in ("near", "close", "outside"):
        return "near"
    return "direction" if first in place_words("en")["directions"] else "other" if first else "none"


def _of_next_words(mention: PlaceMention, name: "Token") -> Iterator[str]:
    doc = name.doc
    after = doc[name.i + 1] if name.i + 1 < len(doc) else None
    before = doc[name.i - 1] if name.i else None
    if after is not None and after.text in _POSSESSIVE:
        yield "possessive"
    if after is not None and after.is_title and after.pos_ in ("PROPN", "NOUN"):
        yield "capital_after"
    if before is not None and before.text == "(":
        yield "in_brackets"
    if before is not None and before.pos_ == "PROPN" and before.idx < mention.name_span.start:
        yield "name_before"
