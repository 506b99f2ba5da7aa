"""What a person sends from the screen, made into the decision that it means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.web.acting import Act

_UNKNOWN = frozenset({"unknown", "?", "؟"})
_CLAIMS_OF_A_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The fields of a form on the incident `incident`; `machine_reason` is what the machine says for its grade."""

    incident: str
    fields: Mapping[str, Sequence[str]]
    machine_reason: str = ""

    def word(self, name: str) -> str:
        """A field without the blanks around it; "" where it is not there."""
        values = self.fields.get(name, ())
        return values[-1].strip() if values else ""

    def words(self, name: str) -> list[str]:
        """All values under a name, each once."""
        return list(dict.fromkeys(value for value in self.fields.get(name, ()) if value.strip()))


Change = Mapping[str, Any]
#: What an action needs of a form: its target and its change.
_Reads = Callable[[Sent], tuple[str, Change]]


def wanted(sent: Sent) -> Act:
    """The decision that a form means. Raises InvalidDecision, which says what is missing."""
    action = action_of(sent)
    target, change = _READ[action](sent)
    is_held = action in _SEEN or (action is Action.JUDGE and sent.word("confirmed"))
    seen = sent.words("seen") if is_held else []
    return Act(action=action, target=target, reason=_reason(sent, action), change=change, seen=seen)


def action_of(sent: Sent) -> Action:
    """What is to be done. Raises InvalidDecision for what this screen has no form for."""
    try:
        action = Action(sent.word("action"))
    except ValueError:
        action = None
    if action is None or action not in _READ:
        raise InvalidDecision(_("this screen has no such form: load the page again"))
    return action


def _reason(sent: Sent, action: Action) -> str:
    """A person's reason; who takes the machine's says that they checked it."""
    given = sent.word("reason")
    if not given and action is Action.SIGN_GRADING and sent.word("checked") and sent.machine_reason:
        return _("checked against the reports: %(reason)s") % {"reason": sent.machine_reason}
    if not given:
        raise InvalidDecision(
            _("write the note") if action is Action.NOTE else _("say why: a decision needs a reason")
        )
    return given


def _grading(sent: Sent) -> tuple[str, Change]:
    if not sent.word("grading"):
        raise InvalidDecision(_("choose a grade"))
    return sent.incident, {"grading": sent.word("grading")}


def _strike(sent: Sent) -> tuple[str, Change]:
    return sent.incident, {"strike_status": sent.word("strike_status")}


def _bound(sent: Sent) -> tuple[str, Change]:
    """`counted` is harm, status and group; an end that is left empty stays as it is."""
    counted = sent.word("counted").split(":", 2)
    if len(counted) != 3:
        raise InvalidDecision(_("choose the toll that is to be set"))
    ends = {end: _people(sent.word(end)) for end in ("min", "max") if sent.word(end)}
    return sent.incident, {**dict(zip(("harm", "status", "group"), counted, strict=True)), **ends}


def _people(words: str) -> int | None:
    if words.casefold() in _UNKNOWN:
        return None
    try:
        return int(words.replace(",", ""))
    except ValueError:
        raise InvalidDecision(
            _("%(words)s is neither a whole number of people nor “unknown”") % {"words": f"“{words[:40]}”"}
        ) from None


def _sign_off(sent: Sent) -> tuple[str, Change]:
    return sent.incident, {"alone": True} if sent.word("alone") else {}


def _note(sent: Sent) -> tuple[str, Change]:
    told = {name: sent.word(name) for name in ("visibility", "analysis", "basis", "copy")}
    return sent.incident, {"visibility": "internal"} | {name: each for name, each in told.items() if each}


def _coarsen(sent: Sent) -> tuple[str, Change]:
    if not sent.word("to"):
        raise InvalidDecision(_("choose how coarsely it is shown"))
    name = sent.word("name")
    return sent.incident, {"to": sent.word("to"), **({"name": name} if name else {})}


def _other(sent: Sent) -> str:
    if not sent.word("other"):
        raise InvalidDecision(_("name the other incident by its code or id"))
    return sent.word("other")


def _merge(sent: Sent) -> tuple[str, Change]:
    return sent.incident, {"incidents": [sent.incident, _other(sent)]}


def _chosen(sent: Sent) -> list[str]:
    if not sent.words("claims"):
        raise InvalidDecision(_("choose the claims: tick the boxes beside them under Evidence"))
    return sent.words("claims")


def _split(sent: Sent) -> tuple[str, Change]:
    return sent.incident, {"claims": _chosen(sent)}


def _move(sent: Sent) -> tuple[str, Change]:
    return sent.incident, {"claims": _chosen(sent), "to": _other(sent)}


def _relate(sent: Sent) -> tuple[str, Change]:
    """Of a part and its whole the part stands first."""
    relation, pair = sent.word("relation"), [sent.incident, _other(sent)]
    if relation == "has_part":
        relation, pair = "part_of", pair[::-1]
    return pair[0], {"incidents": pair, "relation": relation}


def _judge(sent: Sent) -> tuple[str, Change]:
    pair = sent.words("pair") or _chosen(sent)
    if len(pair) != _CLAIMS_OF_A_PAIR:
        raise InvalidDecision(_("choose two claims, no more and no fewer"))
    return pair[0], {"claims": pair, "verdict": sent.word("verdict")}


def _named(sent: Sent) -> tuple[str, Change]:
    """A decision on something that is named by its id alone: another decision, a proposal."""
    if not sent.word("target"):
        raise InvalidDecision(_("this screen has no such form: load the page again"))
    return sent.word("target"), {}


_READ: Mapping[Action, _Reads] = {
    Action.SIGN_GRADING: _grading,
    Action.OVERRIDE_STRIKE: _strike,
    Action.OVERRIDE_BOUND: _bound,
    Action.SIGN_OFF: _sign_off,
    Action.NOTE: _note,
    Action.COARSEN_PLACE: _coarsen,
    Action.MERGE: _merge,
    Action.SPLIT: _split,
    Action.MOVE: _move,
    Action.RELATE: _relate,
    Action.JUDGE: _judge,
    Action.REFUSE_PROPOSAL: _named,
    Action.UNDO: _named,
}
#: Decisions on incidents: they are held to what the page was made of. One on claims is held to what was previewed.
_SEEN = frozenset(
    {Action.SIGN_GRADING, Action.OVERRIDE_STRIKE, Action.OVERRIDE_BOUND, Action.SIGN_OFF, Action.MERGE}
    | {Action.SPLIT, Action.MOVE, Action.RELATE}
)
