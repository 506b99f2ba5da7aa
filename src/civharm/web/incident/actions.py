"""Decisions in words: what somebody did, and what somebody is about to do."""

from collections.abc import Mapping

from django.utils.translation import gettext

from civharm.model.decisions import Action
from civharm.web.terms import gettext_noop

_DONE: Mapping[str, str] = {
    Action.ACCEPT_CLAIM: gettext_noop("accepted a claim"),
    Action.CORRECT_CLAIM: gettext_noop("corrected a claim"),
    Action.REJECT_CLAIM: gettext_noop("rejected a claim"),
    Action.JUDGE: gettext_noop("judged two claims"),
    Action.MERGE: gettext_noop("merged incidents"),
    Action.SPLIT: gettext_noop("took claims out"),
    Action.MOVE: gettext_noop("moved claims"),
    Action.RELATE: gettext_noop("related two incidents"),
    Action.JUDGE_PERSON: gettext_noop("judged who is one person"),
    Action.SIGN_GRADING: gettext_noop("signed the grade"),
    Action.OVERRIDE_STRIKE: gettext_noop("set the strike status"),
    Action.OVERRIDE_BOUND: gettext_noop("set a bound of the toll"),
    Action.SIGN_OFF: gettext_noop("signed off"),
    Action.SETTLE_PLACE: gettext_noop("settled a place"),
    Action.REFUSE_PROPOSAL: gettext_noop("refused a proposal"),
    Action.NOTE: gettext_noop("wrote a note"),
    Action.COARSEN_PLACE: gettext_noop("set how coarsely the place is shown"),
    Action.CONSENT: gettext_noop("recorded what somebody agreed to"),
    Action.ADOPT: gettext_noop("took a record over from an archive"),
    Action.REDACT: gettext_noop("blacked out words of a report"),
    Action.HOLD: gettext_noop("put evidence on hold"),
    Action.UNDO: gettext_noop("undid a decision"),
}
_TO_DO: Mapping[str, str] = {
    Action.MERGE: gettext_noop("Merge the incidents?"),
    Action.SPLIT: gettext_noop("Take the claims out?"),
    Action.MOVE: gettext_noop("Move the claims?"),
    Action.RELATE: gettext_noop("Relate the incidents?"),
    Action.JUDGE: gettext_noop("Judge the two claims?"),
    Action.UNDO: gettext_noop("Undo the decision?"),
}


def decided(action: str) -> str:
    """What somebody did: `signed the grade`."""
    return gettext(_DONE.get(action, action.replace("_", " ")))


def deciding(action: str) -> str:
    """What is about to be done, as a question."""
    return gettext(_TO_DO.get(action, gettext_noop("Decide?")))
