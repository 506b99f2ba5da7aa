"""What became of people who were shot: those not said to have died were injured.

"Six people were shot, one fatally" is one killed and five injured; "a man was shot" and, later, "he died" is one killed.
"""

from collections.abc import Sequence
from dataclasses import replace

from civharm.claims.english.context import Context, lemma
from civharm.claims.english.drafts import Draft
from civharm.claims.english.lexicon import Frame
from civharm.model.casualties import Harm

_EVERYBODY = "all"


def with_outcomes(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """The drafts of a text with the outcome of shots, by all that the text tells of the killed."""
    killed = [
        draft
        for draft in drafts
        if draft.harm is Harm.KILLED and not draft.negated and not draft.people.is_definite
    ]
    return [_of(draft, killed, context) if _is_shot(draft, context) else draft for draft in drafts]


def _of(shot: Draft, killed: Sequence[Draft], context: Context) -> Draft:
    settled = _settled(shot, killed, context)
    victims = tuple(replace(victim, harm=settled.harm) for victim in shot.victims)
    return replace(settled, victims=victims)


def _is_shot(draft: Draft, context: Context) -> bool:
    """Hit, with an outcome that the words leave open; "casualties" and "killed and wounded" stay joint (T6)."""
    if draft.harm is not Harm.KILLED_OR_INJURED or draft.trigger.frame in (Frame.COUNTED, Frame.TOLL):
        return False
    return not context.lexicon.has("kill_verbs", lemma(draft.trigger.token))


def _settled(shot: Draft, killed: Sequence[Draft], context: Context) -> Draft:
    count = shot.people.count
    if count.min is None or count.max is None or shot.negated or _are_others(shot, context):
        return replace(shot, harm=Harm.INJURED)
    dead = max((_number(one) for one in killed if _may_be_among(one, shot)), default=0)
    if dead == 0:
        return replace(shot, harm=Harm.INJURED)
    if dead >= count.min:
        return replace(shot, harm=Harm.KILLED, people=replace(shot.people, is_definite=True))
    left = replace(count, min=count.min - dead, max=count.max - dead, rule="T8")
    return replace(shot, harm=Harm.INJURED, people=replace(shot.people, count=left))


def _are_others(shot: Draft, context: Context) -> bool:
    """ "Three other people were also shot": beside the dead."""
    words = context.doc[shot.people.start : shot.people.end]
    return any(context.lexicon.has("besides", word.lower_) for word in words)


def _number(killed: Draft) -> int:
    return killed.people.count.min or 0


def _may_be_among(killed: Draft, shot: Draft) -> bool:
    """The same kind of people, and not set apart from them: "a man was shot and a woman was killed"."""
    if killed.part_of is not None and _number(killed) >= _number(shot):
        return False
    groups = {killed.people.who.group, shot.people.who.group}
    is_other_person = len(groups) == 2 and _EVERYBODY not in groups and _number(shot) == 1
    return not is_other_person
