"""What the finders hand over: a fact at a trigger word, before it has speaker, time and place."""

from dataclasses import dataclass

from spacy.tokens import Token

from civharm.claims.english.casualties.finder import CasualtyMention
from civharm.claims.english.document import Attribution
from civharm.model.casualties import Harm
from civharm.model.claims import ClaimKind, Control, Displacement, Party, Response, Stance
from civharm.model.places import Place
from civharm.model.spans import Span
from civharm.model.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact that a sentence states. `trigger` is the word that it hangs on.

    `casualties` are the mentions of harm that one claim counts; `theme` are content words
    by which a later sentence is known to speak of the same event; `refers_back` is True for "the strike",
    `follows_attack` in "the strike, which killed nine", `is_motive` for what another act was the answer to.
    """

    kind: ClaimKind
    trigger: Token
    event: str | None = None
    weapon: str | None = None
    parties: tuple[Party, ...] = ()
    casualties: tuple[CasualtyMention, ...] = ()
    displaced: Displacement | None = None
    control: Control | None = None
    response: Response | None = None
    theme: frozenset[str] = frozenset()
    place_focus: Span | None = None
    refers_back: bool = False
    is_denied: bool = False
    follows_attack: bool = False
    is_motive: bool = False

    @property
    def tells_of_arrest(self) -> bool:
        """True for harm that is detention alone: its day is its own, beside the day of what people died of."""
        return bool(self.casualties) and all(
            mention.casualties.harm is Harm.DETAINED for mention in self.casualties
        )

    @property
    def tells_of_care(self) -> bool:
        """True for how people fare in hospital: its day and place are not those of their harm."""
        return bool(self.casualties) and all(mention.is_of_care for mention in self.casualties)

    @property
    def position(self) -> int:
        """Character offset of the trigger."""
        return int(self.trigger.idx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A finding with its circumstances: who says it, how sure, when and where.

    `is_own_when` and `is_own_where` are False where the occurrence lent them.
    """

    finding: Finding
    sentence: int
    attribution: Attribution | None
    stance: Stance
    hedges: tuple[str, ...]
    when: When | None
    where: tuple[Place, ...]
    occurrence: str | None = None
    is_own_when: bool = True
    is_own_where: bool = True

    @property
    def is_event(self) -> bool:
        """True for what happened at one time: it belongs to an occurrence."""
        return self.finding.kind in EVENT_KINDS


#: The kinds that an occurrence joins (DESIGN, section 4).
EVENT_KINDS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK, ClaimKind.CONTROL, ClaimKind.RESPONSE})
