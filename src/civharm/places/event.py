"""At which of the places in a sentence the event of a verb happened, or at none."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from civharm.model.places import Place
from civharm.model.spans import Span
from civharm.places.mention import MentionRole, PlaceMention, most_specific
from civharm.places.ties.beside import Named, before_in_list, of_others
from civharm.places.ties.features import of_mention, of_order, of_tie
from civharm.places.ties.site import head_of, site_of
from civharm.places.ties.verbs import of_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

#: At this likelihood and above, right choices outweigh wrong ones best (F1, by cross-validation).
THRESHOLD = 0.44

#: A mention with the place that it was resolved to.
Resolved = tuple[PlaceMention, Place]


def event_places(
    sentence: "Doc | DocSpan", verb_span: Span, resolved: Sequence[Resolved]
) -> list[PlaceMention]:
    """The mentions, in their order, at which the event of the words at `verb_span` happened; often none.

    Offsets of `verb_span` and of the mentions are those of the sentence's document. All its places are wanted, even
    those that hold no event: they tell of the others.
    """
    return chosen(judged_places(sentence, verb_span, resolved))


def chosen(judged: Sequence[tuple[Named, float]]) -> list[PlaceMention]:
    """The likely ones, and those that are listed with one; of a place and what it lies in the place alone."""
    likely = [named for named, likelihood in judged if likelihood >= THRESHOLD]
    innermost = most_specific([named.mention for named in likely])
    kept = [named for named in likely if named.mention in innermost]
    return [named.mention for named, _ in judged if named in kept or _is_listed(named, kept)]


def _is_listed(named: Named, others: Sequence[Named]) -> bool:
    """ "The villages of Qasr, Tel Amar and Bab Hassan": one like the other."""
    heads = {each.site.name.i for each in others}
    return named.mention.role is MentionRole.PLACE and bool(heads & set(before_in_list(named.site.name)))


def judged_places(
    sentence: "Doc | DocSpan", verb_span: Span, resolved: Sequence[Resolved]
) -> list[tuple[Named, float]]:
    """Each place of the sentence with how likely the event happened there."""
    from civharm.places.ties.net import event_net  # numpy is loaded with the parser, not before

    net = event_net()
    return [
        (named, net.likelihood(features)) for named, features in event_features(sentence, verb_span, resolved)
    ]


def event_features(
    sentence: "Doc | DocSpan", verb_span: Span, resolved: Sequence[Resolved]
) -> Iterator[tuple[Named, frozenset[str]]]:
    """For each place that may be where something happened: what ties it to the verb."""
    tokens = list(sentence)
    verb = next((t for t in tokens if verb_span.overlaps(Span(t.idx, t.idx + len(t)))), None)
    if verb is None:
        return
    named = [
        each
        for each in _named(tokens, resolved)
        if not each.mention.name_span.overlaps(Span(verb.idx, verb.idx + len(verb)))
    ]
    of_all = frozenset(of_verb(verb)) if named else frozenset()
    for at, each in enumerate(named):
        name = each.site.name
        yield (
            each,
            of_all.union(
                of_tie(each.site, verb),
                of_order(name, verb),
                of_mention(each.mention, each.place, name),
                of_others(at, named, verb),
            ),
        )


def _named(tokens: "list[Token]", resolved: Sequence[Resolved]) -> Iterator[Named]:
    """The mentions whose name stands in the sentence, but for datelines and coordinates."""
    sentence = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    for mention, place in resolved:
        if mention.role is MentionRole.DATELINE or not mention.name or not sentence.covers(mention.name_span):
            continue
        head = head_of(tokens, mention.name_span)
        if head is not None:
            yield Named(mention=mention, place=place, site=site_of(head))
