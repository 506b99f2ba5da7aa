"""At which of the places in a sentence the event of a verb happened, or at none.

Each place is judged by how the parse ties it to the verb: features of structure alone, weighed by logistic regression.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.evidence import confidence
from civharm.places.mention import MentionRole, PlaceMention
from civharm.places.words import place_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_WEIGHTS = Path(__file__).parent.parent / "codebook" / "lists" / "places" / "event.en.yml"
_THRESHOLD = 0.4
_VERBAL = ("VERB", "AUX")
_PREPOSITIONS = frozenset(
    "in at near on from to into of outside around against between through by for with over across inside toward".split()
)
_DEPS = frozenset("pobj dobj nsubj nsubjpass poss compound appos conj amod npadvmod attr ROOT nmod".split())
_CLAUSES = frozenset("relcl advcl ccomp xcomp conj acl pcomp parataxis".split())


def event_places(
    sentence: "Doc | DocSpan", verb_span: Span, mentions: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """The mentions, in their order, at which the event of the words at `verb_span` happened; often none.

    Offsets of `verb_span` and `mentions` are those of the sentence's document.
    """
    judged = judged_places(sentence, verb_span, mentions)
    chosen = [m for m, likely in judged if likely >= _THRESHOLD]
    containers = {mention.within for mention in chosen if mention.within}
    innermost = [mention for mention in chosen if mention.name_span not in containers]
    return _with_listed(list(sentence), innermost, [m for m, _ in judged])


def _with_listed(
    tokens: "list[Token]", chosen: Sequence[PlaceMention], judged: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """What is listed with a chosen place is one too: "the villages of Qasr, Tel Amar and Bab Hassan"."""
    heads = {head.i for m in chosen if (head := _head(tokens, m.name_span)) is not None}
    return [m for m in judged if m in chosen or (_is_plain(m) and _listed_with(tokens, m, heads))]


def _is_plain(mention: PlaceMention) -> bool:
    return mention.role is MentionRole.PLACE


def _listed_with(tokens: "list[Token]", mention: PlaceMention, heads: set[int]) -> bool:
    token = _head(tokens, mention.name_span)
    while token is not None and token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
        if token.i in heads:
            return True
    return False


def judged_places(
    sentence: "Doc | DocSpan", verb_span: Span, mentions: Sequence[PlaceMention]
) -> list[tuple[PlaceMention, float]]:
    """Each mention of the sentence with how likely the event happened there."""
    return [
        (mention, confidence(features, _weights()))
        for mention, features in event_features(sentence, verb_span, mentions)
    ]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = yaml.load(_WEIGHTS.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def event_features(
    sentence: "Doc | DocSpan", verb_span: Span, mentions: Sequence[PlaceMention]
) -> Iterator[tuple[PlaceMention, dict[str, float]]]:
    """For each mention that may be where something happened: what ties it to the verb."""
    tokens = list(sentence)
    verb = _token_at(tokens, verb_span)
    if verb is None:
        return
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    here = [m for m in mentions if start <= m.name_span.start and m.name_span.end <= end and _may_be(m)]
    for mention in here:
        head = _head(tokens, mention.name_span)
        if head is not None and not mention.name_span.overlaps(verb_span):
            yield mention, {**_of_mention(mention, here), **_of_path(head, verb), **_of_order(head, verb)}


def _may_be(mention: PlaceMention) -> bool:
    return mention.role is not MentionRole.DATELINE and bool(mention.name)


def _token_at(tokens: "list[Token]", span: Span) -> "Token | None":
    return next((t for t in tokens if t.idx < span.end and span.start < t.idx + len(t)), None)


def _head(tokens: "list[Token]", span: Span) -> "Token | None":
    """The word of the name that the rest of the sentence hangs on."""
    inside = [t for t in tokens if t.idx < span.end and span.start < t.idx + len(t) and not t.is_space]
    members = {t.i for t in inside}
    return next(
        (t for t in inside if t.head.i not in members or t.head.i == t.i), inside[0] if inside else None
    )


def _of_mention(mention: PlaceMention, here: Sequence[PlaceMention]) -> dict[str, float]:
    containers = {other.within for other in here if other.within}
    return {
        "bias": 1.0,
        f"role_{mention.role.value}": 1.0,
        "confidence": mention.confidence,
        "relation": float(mention.relation is not None),
        "kind": float(mention.kind is not None),
        "kind_wide": float(mention.kind in (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT)),
        "container": float(mention.name_span in containers),
        "contained": float(mention.within is not None),
        "only_one": float(len(here) == 1),
        "many": float(len(here) > 3),
    }


def _of_path(head: "Token", verb: "Token") -> dict[str, float]:
    """How the parse leads from the place up to the verb, or to a clause beside it."""
    path, top = _climb(head, verb)
    found = {f"dep_{head.dep_ if head.dep_ in _DEPS else 'other'}": 1.0}
    preposition = _preposition(head)
    found[f"prep_{preposition}"] = 1.0
    if top is not None:
        found["under_verb"] = 1.0
        found[f"steps_{min(len(path), 5)}"] = 1.0
        for dep in {step for step in path[1:] if step in _CLAUSES}:
            found[f"down_{dep}"] = 1.0
        found["by_noun"] = float(any(step in ("dobj", "nsubj", "nsubjpass", "pobj") for step in path[1:]))
        found["agent"] = float("agent" in path)
        taken = verb.lemma_.lower() in place_words("en")["taking"] and path[-1] in (
            "dobj",
            "nsubjpass",
            "conj",
        )
        found["taken"] = float(taken)
        found["taken_itself"] = float(taken and len(path) == 1)
        return found
    return {**found, **_of_clauses(head, verb)}


def _of_clauses(head: "Token", verb: "Token") -> dict[str, float]:
    """Where the verb of the place's own clause stands to the verb of the event."""
    clause = next((t for t in head.ancestors if t.pos_ in _VERBAL), None)
    if clause is None:
        return {"no_clause": 1.0}
    ancestors = list(verb.ancestors)
    if clause in ancestors:
        link = verb.dep_ if clause == verb.head else ancestors[max(0, ancestors.index(clause) - 1)].dep_
        said = (
            clause.lemma_ in ("say", "tell", "report", "add") or clause.lower_ in place_words("en")["speech"]
        )
        return {
            "above": 1.0,
            f"up_{link if link in _CLAUSES else 'other'}": 1.0,
            "above_speech": float(said),
            "above_prep": float(head.dep_ == "pobj" and head.head.head == clause),
            "above_subject": float(
                any(t.dep_ in ("nsubj", "nsubjpass") and t.head == clause for t in _up_to(head, clause))
            ),
        }
    if verb in list(clause.ancestors):
        return {"below": 1.0}
    return {"aside": 1.0}


def _up_to(token: "Token", top: "Token") -> "Iterator[Token]":
    while token.i != top.i and token.head.i != token.i:
        yield token
        token = token.head


def _climb(head: "Token", verb: "Token") -> "tuple[list[str], Token | None]":
    path: list[str] = []
    here = head
    while here.head.i != here.i:
        path.append(here.dep_)
        here = here.head
        if here.i == verb.i:
            return path, verb
    return path, None


def _preposition(head: "Token") -> str:
    here = head
    while here.dep_ in ("conj", "appos", "compound", "poss", "nmod", "amod") and here.head.i != here.i:
        here = here.head
    if here.dep_ != "pobj":
        return "none"
    word = str(here.head.lower_)
    return word if word in _PREPOSITIONS else "other"


def _of_order(head: "Token", verb: "Token") -> dict[str, float]:
    between = head.doc[min(head.i, verb.i) + 1 : max(head.i, verb.i)]
    verbs = sum(token.pos_ == "VERB" for token in between)
    return {
        "after": float(head.i > verb.i),
        "near": float(len(between) <= 4),
        "far": float(len(between) > 12),
        "verbs_between": float(min(verbs, 3)),
        "comma_between": float(any(token.text in ",;" for token in between)),
        "verb_is_root": float(verb.dep_ == "ROOT"),
        "verb_is_clause": float(verb.dep_ in _CLAUSES),
        "verb_is_noun": float(verb.pos_ == "NOUN"),
        "verb_of_speech": float(verb.lower_ in place_words("en")["speech"]),
        "object_after": float(head.i > verb.i and head.dep_ == "dobj"),
    }
