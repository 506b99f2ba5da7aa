"""Later words about single people of a toll are details of it: "Five were killed. ... Omar and his wife were killed"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from civharm.claims.english.context import Context, lemma
from civharm.claims.english.drafts import Draft
from civharm.claims.english.people import People, is_self
from civharm.claims.quantities import is_bare_plural
from civharm.model.casualties import Count, Status

#: How a count came about where no number of people was said.
_ENUMERATED = frozenset({"singular", "names", "listed", "T12"})


def is_enumerated(count: Count) -> bool:
    """True where people are spoken of and nobody said how many there are."""
    return count.rule in _ENUMERATED or is_bare_plural(count)


@dataclass(slots=True)
class Tolls:
    """The numbers that the text has stated so far, one sentence after the other."""

    stated: list[Draft]

    def details(self, drafts: Sequence[Draft], context: Context) -> list[Draft]:
        """The drafts of the next sentence, those that only detail an earlier toll marked as its parts."""
        marked = [self._detail(draft, context) for draft in drafts]
        self.stated += [draft for draft in marked if _is_stated(draft)]
        return marked

    def _detail(self, draft: Draft, context: Context) -> Draft:
        people = draft.people
        if draft.part_of is not None or draft.negated or not is_enumerated(people.count):
            return draft
        if context.lexicon.has("besides", context.doc[people.start].lower_) or _is_attacker(people, context):
            return draft
        wholes = (whole for whole in reversed(self.stated) if _holds(whole, draft))
        whole = next(wholes, None)
        return draft if whole is None else replace(draft, part_of=whole.people.count.words)


def _is_attacker(people: People, context: Context) -> bool:
    """Whoever attacked is none of those counted as attacked."""
    return is_self(people.head) or (
        people.noun is not None and lemma(people.noun) in context.lexicon.sets["attacker_people"]
    )


def _is_stated(draft: Draft) -> bool:
    count = draft.people.count
    return (
        draft.part_of is None
        and not draft.negated
        and not is_enumerated(count)
        and (count.max or count.min or 0) > 1
    )


def _holds(whole: Draft, draft: Draft) -> bool:
    """True if the whole is of the same harm, large enough, and not of the other side."""
    if whole.harm is not draft.harm:
        return False
    statuses = {whole.people.who.status, draft.people.who.status}
    most = whole.people.count.max or whole.people.count.min or 0
    is_other_side = len(statuses) == 2 and Status.COMBATANT in statuses
    return not is_other_side and (draft.people.count.max or 0) <= most
